"""A statement as one cites it: who said what on whose word, in which paper, on which day, at which place."""

from __future__ import annotations

from memcon.export.wording import UNKNOWN, act_words, date_words
from memcon.model.hits import Hit
from memcon.text import printable


def cite(hit: Hit, *, link: str = "") -> str:
    """The citation in one line, with the sha256 of the file, and with the link to the statement where there is one.

    What nobody claims is marked as such, so that a citation of a denial cannot be taken for a claim.
    """
    stance = f" [{hit.stance}]" if hit.stance else ""
    via = f" (on the word of {_flat(hit.via)})" if hit.via else ""
    said = f"{_flat(hit.speaker or UNKNOWN)} {act_words(hit.statement)}{stance}: “{_flat(hit.content)}”{via}"
    day = f"said {date_words(hit.said_from)}" if hit.said_from else ""
    paper = ", ".join(filter(None, (_flat(hit.title or hit.origin), _flat(hit.outlet), date_words(hit.published), _flat(hit.place))))
    return "; ".join(filter(None, (said, day, paper, f"sha256 {hit.document_sha256}", link)))


def _flat(words: str | None) -> str:
    return printable(" ".join((words or "").split()))
