"""Archives: the same ledger out of millions of pages, split by split, each split done once whatever dies."""
