"""The versions of one quotation: which belong together, and who has it from whom."""
