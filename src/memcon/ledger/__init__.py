"""The public Python API: `memcon.read` for documents, `memcon.open_ledger` for a case."""

from memcon.ledger.opening import OpenLedger, open_ledger
from memcon.ledger.reading import COLUMNS, Ledger, read

__all__ = ["COLUMNS", "Ledger", "OpenLedger", "open_ledger", "read"]
