"""The library: the documents of the case, adding to them, and what could not be read."""
