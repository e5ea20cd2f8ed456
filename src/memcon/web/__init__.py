"""The workbench: a local page on which the whole work with a case can be done."""
