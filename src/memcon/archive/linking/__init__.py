"""The second pass: what holds across documents, found over the tables share by share, so that memory stays within a budget."""
