"""The checklist as a workbook and as data, and the way back of what people entered."""
