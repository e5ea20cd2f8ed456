"""The public Python API: `memcon.read` for documents, `memcon.open_ledger` for a case, `memcon.check_quotes` for quotations."""

from memcon.ledger.checking import QuoteChecks, check_quotes
from memcon.ledger.comparing import Compared, compare
from memcon.ledger.opening import OpenLedger, open_ledger
from memcon.ledger.reading import COLUMNS, Ledger, read

__all__ = ["COLUMNS", "Compared", "Ledger", "OpenLedger", "QuoteChecks", "check_quotes", "compare", "open_ledger", "read"]
