"""One module a file format, each ending in one constant ``FORMAT``; ``FORMATS`` lists them."""
