"""The tables that come out: their columns, the rows of a document in them, and files that are there whole or not at all."""
