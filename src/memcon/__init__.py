"""memcon keeps the ledger of who said what to whom, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memcon.errors import Error
    from memcon.ledger import Ledger, OpenLedger, check_quotes, compare, open_ledger, read
    from memcon.model.document import Document, Kind
    from memcon.model.hits import Hit
    from memcon.model.judgement import Judgement
    from memcon.model.ledger import Act, Actor, Failure, Findings, Link, Manner, Party, Polarity, Statement
    from memcon.text import Span

__version__ = "0.1.0"

__all__ = [
    "Act",
    "Actor",
    "Document",
    "Error",
    "Failure",
    "Findings",
    "Hit",
    "Judgement",
    "Kind",
    "Ledger",
    "Link",
    "Manner",
    "OpenLedger",
    "Party",
    "Polarity",
    "Span",
    "Statement",
    "check_quotes",
    "compare",
    "open_ledger",
    "read",
]

_HOMES = {
    "memcon.errors": ("Error",),
    "memcon.ledger": ("Ledger", "OpenLedger", "check_quotes", "compare", "open_ledger", "read"),
    "memcon.model.hits": ("Hit",),
    "memcon.model.judgement": ("Judgement",),
    "memcon.model.document": ("Document", "Kind"),
    "memcon.model.ledger": ("Act", "Actor", "Failure", "Findings", "Link", "Manner", "Party", "Polarity", "Statement"),
    "memcon.text": ("Span",),
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when first used, so that `import memcon` and `memcon --help` stay quick."""
    from importlib import import_module

    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'memcon' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return [*__all__, "__version__"]
