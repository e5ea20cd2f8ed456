"""The room in which the quotations of a story are held against sources."""
