"""The room in which one document is read: its text with every statement marked, the ledger beside it, and one statement at a time."""
