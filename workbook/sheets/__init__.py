"""One module a sheet, each ending in one constant ``SHEET``; ``SHEETS`` lists them in order."""
