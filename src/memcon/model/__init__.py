"""Frozen types: documents and the rows of the ledger. No third-party import."""
