"""Checks made by hand from a word diff: "The pier [-may-]{modal:will} close" is "may" in the source and "will" in the story."""

from __future__ import annotations

import re
from typing import Any

from memcon.export.checks.houses import load_house
from memcon.export.checks.report import Checked, Paper, Report
from memcon.model.ledger import Failure
from memcon.model.quotation import Change, ChangeKind, Level, Place, Quotation, QuoteCheck, SourceKind, TextVerdict
from memcon.text import Span
from tests.fakes import make_document

LEAD = "The clerk read the note. "
_PART = re.compile(r"\[-(?P<old>.*?)-\]|\{(?P<kind>[a-z-]+):(?P<new>.*?)\}")


def make_check(diff: str, **fields: Any) -> tuple[QuoteCheck, str]:
    """The check, and the text of the source."""
    quotation, source, changes = _read(diff)
    found: dict[str, Any] = {
        "verdict": TextVerdict.REWORDED,
        "place": Place("d1", "note.txt", "A note", "2031-03-04", SourceKind.CABLE, Span(len(LEAD), len(source)), ("Odile Farro",)),
        "changes": changes,
        "found": 1,
    }
    words = {name: fields.pop(name) for name in ("direct", "speakers", "statement") if name in fields}
    return QuoteCheck(Quotation((Span(0, len(quotation)),), quotation, **words), **(found | fields)), f"{source} It was late."


def _read(diff: str) -> tuple[str, str, tuple[Change, ...]]:
    quotation, source, changes, at = "", LEAD, [], 0
    parts = list(_PART.finditer(diff))
    for k, part in enumerate(parts):
        quotation, source, at = quotation + diff[at : part.start()], source + diff[at : part.start()], part.end()
        old, new = part["old"] or "", part["new"] or ""
        if part["old"] is not None and k + 1 < len(parts) and parts[k + 1].start() == part.end():
            source += old  # the part that follows says what stands for it
            continue
        replaced = parts[k - 1]["old"] if part["new"] is not None and k and parts[k - 1].end() == part.start() else None
        kind = ChangeKind(part["kind"] or "silent-cut")
        places = Span(len(quotation), len(quotation) + len(new)), Span(len(source) - len(replaced or ""), len(source) + len(old))
        changes.append(Change(kind, *places))
        quotation, source = quotation + new, source + old
    return quotation + diff[at:], source + diff[at:], tuple(changes)


def make_paper(text: str, **fields: Any) -> Paper:
    return Paper("d1", "ab" * 32, text, text, "Kestrel Courier", lambda _: "line 3", **fields)


def make_checked(diff: str, *, number: int = 1, level: Level = Level.NOTE, **fields: Any) -> Checked:
    check, source = make_check(diff, **fields)
    return Checked(number, check, level, "line 7", make_paper(source) if check.place is not None else None)


def make_report(*checked: Checked, house: str = "default", failures: tuple[Failure, ...] = (), **fields: Any) -> Report:
    """A report on a story whose text begins with the words of each check."""
    text = "\n".join(one.check.quotation.text for one in checked) or "Nothing was said."
    story = make_document(text, **{"title": "Harbour talks stall", "published": "2031-03-07", **fields})
    return Report(story, load_house(house), checked, 2, failures)
