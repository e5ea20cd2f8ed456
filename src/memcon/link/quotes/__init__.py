"""Quotations held against sources: what changed in the words, who spoke them, what context was cut, and where they stand."""

from __future__ import annotations

from memcon.link.quotes.checking import check_quotation, check_quotations
from memcon.link.quotes.index import SourceIndex
from memcon.link.quotes.lexicon import Lexicon

__all__ = ["Lexicon", "SourceIndex", "check_quotation", "check_quotations"]
