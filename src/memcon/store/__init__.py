"""The case: documents, statements, judgements and the log of all additions, in SQLite or PostgreSQL."""

from memcon.store.case import Case, open_case

__all__ = ["Case", "open_case"]
