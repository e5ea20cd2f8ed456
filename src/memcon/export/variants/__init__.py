"""The versions of quotations and who has them from whom: in lines, as JSON, as a table, as a picture."""
