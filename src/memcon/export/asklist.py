"""Asks and thanks of a case, for people, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from memcon.export.tables import guarded
from memcon.export.wording import INFERRED, UNKNOWN, date_words
from memcon.model.contract import Json
from memcon.model.hits import Hit
from memcon.model.ledger import AskKind, AskStatus
from memcon.text import printable

MOST: Final = 600
"""Code points of a line that are shown."""
ANSWERED: Final = "answered"
"""What an accepted question is."""
ASK_COLUMNS: Final = (
    "ask", "statement", "kind", "asker", "asked", "content", "urgency", "due_from", "due_to", "overdue", "status", "changed_by", "changed",
    "title", "outlet", "published", "origin", "place", "document", "day", "age",
)  # fmt: skip
THANKS_COLUMNS: Final = (
    "statement", "act", "thanks", "thanked", "content", "left_out", "day", "title", "outlet", "published", "origin", "place", "document",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundBy:
    """By what something is found: all names of who says it and of who is told, folded, a line each, and its first and last day."""

    speaker: str = ""
    told: str = ""
    first_day: str | None = None
    last_day: str | None = None


@dataclass(frozen=True, slots=True)
class ListedAsk:
    """An ask of a case as it stands now: its row, the current statement that it came in, and the words that changed it.

    `by` is the statement that these words stand in; None where nothing changed it, or words of its own document that are none.
    """

    row: Json
    hit: Hit
    changed: str | None = None
    by: Hit | None = None
    found_by: FoundBy = FoundBy()

    @property
    def asker(self) -> str:
        """Who asks, as the statement has it now."""
        return self.hit.speaker or UNKNOWN

    @property
    def asked(self) -> str:
        """Who is asked; empty where nobody is named."""
        return "; ".join(name for party in self.row["asked"] if (name := _name(party)))

    @property
    def parties(self) -> tuple[tuple[str, str, str | None], ...]:
        """Who is asked: the name, in words what is doubtful about it, and the actor who stands behind it."""
        return tuple((name, _doubt(party).strip(" ()"), party["actor"]) for party in self.row["asked"] if (name := _name(party)))

    @property
    def marked(self) -> str:
        """Who is asked, and whether it was inferred or cannot be told for certain."""
        return "; ".join(name + _doubt(party) for party in self.row["asked"] if (name := _name(party)))

    @property
    def content(self) -> str:
        """The words that are asked, as edited where the statement was."""
        return self.hit.content if self.hit.status == "edited" else _words(self.row)

    @property
    def status(self) -> str:
        """What became of it; an accepted question is answered."""
        answered = self.row["kind"] == AskKind.QUESTION and self.row["status"] == AskStatus.ACCEPTED
        return ANSWERED if answered else str(self.row["status"])

    def is_overdue(self, today: str) -> bool:
        """Whether its last day is over and nothing came of it."""
        return self.row["due"] is not None and self.row["due"]["to"] < today and self.row["status"] in (AskStatus.OPEN, AskStatus.REPEATED)


@dataclass(frozen=True, slots=True)
class ListedThanks:
    """A thanks or a praise of a case as it stands now, and who was left out."""

    hit: Hit
    left_out: str = ""
    found_by: FoundBy = FoundBy()


def _name(party: Json) -> str:
    return " ".join(str(party["name"] or (party["span"] or {}).get("text") or "").split())


def _doubt(party: Json) -> str:
    why = party.get("why") or ""
    return " (inferred)" if why.startswith(INFERRED) else " (?)" if why else ""


def _words(row: Json) -> str:
    return " … ".join(" ".join(piece["text"].split()) for piece in row["content"])


# ── for people ─────────────────────────────────────────────────────────────────────────────────────────────────────


def ask_lines(ask: ListedAsk, *, number: int, today: str) -> Iterator[str]:
    """The lines of an ask: who of whom, how pressing, what, what became of it, where."""
    told = f" -> {ask.marked}" if ask.asked else ""
    yield _line(f"{number:>3}. {ask.asker}{told} · {' · '.join(_marks(ask, today))}")
    yield _line(f"     {ask.content}")
    yield from _chain(ask.hit)
    yield _line(f"     {ask.status}{f': {ask.changed}' if ask.changed else ''}")
    yield _line(f"     {_paper(ask.hit)}")
    yield f"     {ask.hit.key}"


def _marks(ask: ListedAsk, today: str) -> Iterator[str]:
    yield ask.row["kind"]
    if ask.row["urgency"]:
        yield ask.row["urgency"].upper()
    if ask.row["due"] is not None:
        yield f"due {date_words(ask.row['due']['to'])}{' (OVERDUE)' if ask.is_overdue(today) else ''}"


def thanks_lines(hit: Hit, *, number: int) -> Iterator[str]:
    """The lines of a thanks: who thanked whom, for what, when, and who is left out."""
    whom = f" -> {hit.addressees}" if hit.addressees else ""
    day = f" · {date_words(day_of(hit))}" if day_of(hit) else ""
    yield _line(f"{number:>3}. {hit.speaker or UNKNOWN}{whom} · {hit.act}{day}")
    yield _line(f"     {hit.content}")
    yield from _chain(hit)
    if left_out(hit):
        yield _line(f"     left out: {left_out(hit)}")
    yield _line(f"     {_paper(hit)}")
    yield f"     {hit.key}"


def _chain(hit: Hit) -> Iterator[str]:
    if hit.via:
        yield _line(f"     on the word of {hit.via}")


def day_of(hit: Hit) -> str | None:
    """The day on which it was said, or else on which the paper appeared."""
    return hit.said_from or hit.published


def age_of(hit: Hit, today: str) -> int | None:
    """How many days ago it was said; None where no day is known, or where it is still to come."""
    said = day_of(hit)
    days = (date.fromisoformat(today) - date.fromisoformat(said)).days if said is not None else -1
    return days if days >= 0 else None


def left_out(hit: Hit) -> str:
    """Who was not thanked, where the text says so."""
    return "; ".join(name for party in hit.row.get("left_out", ()) if (name := _name(party)))


def _paper(hit: Hit) -> str:
    paper = ", ".join(filter(None, (hit.title, hit.outlet, hit.published)))
    return f"{paper + '; ' if paper else ''}{hit.origin}, {hit.place}"


def _line(words: str) -> str:
    indent = len(words) - len(words.lstrip())
    return " " * indent + printable(" ".join(words.split()), most=MOST)


# ── for programs ───────────────────────────────────────────────────────────────────────────────────────────────────


def ask_record(ask: ListedAsk, *, today: str) -> dict[str, Any]:
    """The ask as one flat record, exact."""
    hit, due = ask.hit, ask.row["due"] or {}
    values = (
        ask.row["id"], hit.key, ask.row["kind"], hit.speaker, ask.asked, ask.content, ask.row["urgency"], due.get("from"), due.get("to"),
        ask.is_overdue(today), ask.row["status"], ask.row["changed_by"], ask.changed, *_place(hit), day_of(hit), age_of(hit, today),
    )  # fmt: skip
    return dict(zip(ASK_COLUMNS, values, strict=True))


def thanks_record(hit: Hit) -> dict[str, Any]:
    """The thanks as one flat record, exact."""
    values = (hit.key, hit.act, hit.speaker, hit.addressees, hit.content, left_out(hit), day_of(hit), *_place(hit))
    return dict(zip(THANKS_COLUMNS, values, strict=True))


def _place(hit: Hit) -> tuple[str | None, ...]:
    return hit.title, hit.outlet, hit.published, hit.origin, hit.place, hit.document


def json_line(record: dict[str, Any], row: Json) -> str:
    """A record as one line of JSON, with the row as the JSON ledger has it."""
    return json.dumps({**record, "row": row}, ensure_ascii=False) + "\n"


def write_csv(records: Sequence[dict[str, Any]], columns: Sequence[str], target: Path) -> None:
    """The records as a table for spreadsheets, guarded against formulas. Raises FileExistsError where the file is there already."""
    with target.open("x", encoding="utf-8", errors="backslashreplace", newline="") as out:
        write_table(records, columns, out)


def write_table(records: Sequence[dict[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    """The records as a table for spreadsheets, guarded against formulas."""
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else ""
    return None if value is None else guarded(str(value).replace("\0", "\ufffd"))
