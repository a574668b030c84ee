"""归档: originals brought to records, the year's items in order, their numbers, catalogue and packages."""
