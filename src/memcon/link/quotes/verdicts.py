"""The verdict on the words: the worst of the changes, as the table says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from memcon.model.quotation import ChangeKind, TextVerdict

MEANING: Final = frozenset(
    {
        ChangeKind.NUMBER,
        ChangeKind.NEGATION,
        ChangeKind.ANTONYM,
        ChangeKind.NAME,
        ChangeKind.MODAL,
        ChangeKind.QUANTIFIER,
        ChangeKind.AGENCY,
        ChangeKind.BRACKET_MEANING,
    }
)
"""Changes that can turn the meaning."""

INDIRECT: Final = frozenset({ChangeKind.NUMBER, ChangeKind.NEGATION, ChangeKind.NAME, ChangeKind.AGENCY})
"""Those that are raised in a statement without marks."""

_TABLE: Final = {
    ChangeKind.SAME: TextVerdict.VERBATIM,
    ChangeKind.COSMETIC: TextVerdict.VERBATIM,
    ChangeKind.CLEANED: TextVerdict.CLEANED,
    ChangeKind.TRIMMED: TextVerdict.TRIMMED,
    ChangeKind.BRACKET: TextVerdict.BRACKETED,
    ChangeKind.SHIFT: TextVerdict.SHIFTED,
    ChangeKind.MINOR: TextVerdict.MINOR,
    ChangeKind.INFLECTION: TextVerdict.MINOR,
    ChangeKind.SPELLING: TextVerdict.MINOR,
    ChangeKind.SYNONYM: TextVerdict.REWORDED,
    ChangeKind.WORD: TextVerdict.REWORDED,
    ChangeKind.INSERTED: TextVerdict.REWORDED,
    ChangeKind.SILENT_CUT: TextVerdict.REWORDED,
    ChangeKind.REORDERED: TextVerdict.REWORDED,
    ChangeKind.PRONOUN: TextVerdict.REWORDED,
    ChangeKind.QUALIFIER: TextVerdict.REWORDED,
}

_ORDER: Final = (
    TextVerdict.VERBATIM,
    TextVerdict.CLEANED,
    TextVerdict.TRIMMED,
    TextVerdict.BRACKETED,
    TextVerdict.SHIFTED,
    TextVerdict.MINOR,
    TextVerdict.REWORDED,
    TextVerdict.MEANING_CHECK,
)


def judge_text(kinds: Iterable[ChangeKind], *, direct: bool, spun: bool) -> TextVerdict:
    """The worst verdict of the changes; what is spun is at least reworded."""
    raised = MEANING if direct else INDIRECT
    found = [TextVerdict.MEANING_CHECK if kind in raised else _TABLE.get(kind, TextVerdict.REWORDED) for kind in kinds]
    if spun:
        found.append(TextVerdict.REWORDED)
    return max(found, key=_ORDER.index, default=TextVerdict.VERBATIM)
