"""x"""
SHEETS = {}
