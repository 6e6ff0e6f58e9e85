"""Files to documents: readers, layout, tables, encodings.  Nothing here knows what a requirement is."""
