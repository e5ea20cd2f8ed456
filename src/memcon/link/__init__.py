"""Who and what is the same across the documents of a case: pure functions over what was found in each."""
