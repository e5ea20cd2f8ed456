"""Rows of a timeline in words, as JSON and as cells of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TextIO

from memcon.export.chronicle.days import By
from memcon.export.chronicle.moments import Basis, Moment, MomentKind, Who
from memcon.export.chronicle.timeline import UNDATED, Timeline, groups
from memcon.export.tables import write_table
from memcon.export.wording import VERBS, shown
from memcon.model.ledger import Act, Modality

States = Callable[[str], str | None]
"""The code of the state with this name, or None."""
NOBODY: Final = "nobody named"
BY_PAPER: Final = "by the day of the paper"
LONGEST: Final = 900
"""Characters of one line."""
PARTIES: Final = 6
"""Parties of one side that are named; the JSON has all."""


def timeline_lines(timeline: Timeline, states: States, *, by: By | None, most: int | None = None) -> Iterator[str]:
    """The rows for people, under headings by period, or else only those without a day under one; `most` rows of them."""
    left = len(timeline.moments) if most is None else most
    for group in groups(timeline.moments, by):
        if left and group.heading:
            yield f"── {group.heading}"
        for moment in group.moments[:left]:
            yield from moment_lines(moment, states)
        left -= min(left, len(group.moments))


def moment_lines(moment: Moment, states: States) -> Iterator[str]:
    """The lines of a row: when and what; how sure, how many and on whose word; where it stands, and its id."""
    yield one_line(f"{day_words(moment)} · {kind_words(moment)} · {what_words(moment, states)}")
    if details := detail_words(moment):
        yield shown_under(details)
    yield shown_under(f"{paper_words(moment)} [{moment.id}]")


def one_line(words: str) -> str:
    """The words in one line of the terminal, cut, with nothing in them that it would obey."""
    flat = " ".join(words.split())
    # Python calls printable what `shown` leaves as it is, and tells it forty times faster.
    return flat if len(flat) <= LONGEST and flat.isprintable() else shown(flat, most=LONGEST)


def shown_under(words: str) -> str:
    """A line that belongs to the one above."""
    return f"      {one_line(words)}"


def kind_words(moment: Moment) -> str:
    """What the row is; of an event its class."""
    return moment.quad.value if moment.quad else moment.kind.value


def day_words(moment: Moment) -> str:
    """The days, and whether they are those of the paper only."""
    if moment.days is None:
        return UNDATED
    return f"{moment.days} ({BY_PAPER})" if moment.basis is Basis.PAPER else str(moment.days)


def what_words(moment: Moment, states: States) -> str:
    """Who did or said what to whom, with the words of the text."""
    if moment.kind is MomentKind.DOCUMENT:
        return f"{moment.doing}: {moment.words}"
    source, target = side_words(moment.source, states) or NOBODY, side_words(moment.target, states)
    if moment.kind is MomentKind.EVENT:
        return f"{source} {type_words(moment)}{' ' if target else ''}{target}: “{moment.words}”"
    stance = f"[{moment.stance}] " if moment.stance else ""
    return f"{source} {_verb(moment)}{' -> ' if target else ''}{target}: {stance}“{moment.words}”"


def type_words(moment: Moment) -> str:
    """The type with its mode: ASSAULT/aerial."""
    return f"{moment.doing}/{moment.mode}" if moment.mode else moment.doing


def _verb(moment: Moment) -> str:
    if not moment.is_done:
        return "would not say" if moment.doing == Act.REFUSE else f"did not {moment.doing}"
    return VERBS[Act(moment.doing)]


def side_words(parties: tuple[Who, ...], states: States) -> str:
    """The names, each with its code; of a state the code alone."""
    words = [_who_words(who, states) for who in parties[:PARTIES]]
    return ", ".join(words) + (f" and {len(parties) - PARTIES} more" if len(parties) > PARTIES else "")


def _who_words(who: Who, states: States) -> str:
    if who.name is None:
        return who.country or NOBODY
    name = shown(who.name)
    if who.country is None:
        return name
    return who.country if states(who.name) == who.country else f"{name} ({shown(who.country)})"


def detail_words(moment: Moment) -> str:
    """The numbers, what an event is if not done, on whose word."""
    parts = [", ".join(moment.counts)] if moment.counts else []
    if moment.kind is MomentKind.EVENT and moment.standing != Modality.DID:
        parts.append("on a statement that was rejected" if moment.rejected else moment.modality)
    if moment.via:
        stance = f" [{moment.stance}]" if moment.stance and moment.kind is MomentKind.EVENT else ""
        parts.append(f"on the word of {moment.via}{stance}")
    return "; ".join(parts)


def paper_words(moment: Moment) -> str:
    """The paper and the place in it."""
    paper = moment.paper
    named = ", ".join(filter(None, (paper.title, paper.outlet, paper.published)))
    where = ", ".join(filter(None, ("standard input" if paper.origin == "-" else paper.origin, moment.place)))
    return f"{named}; {where}" if named else where


def moment_dict(moment: Moment) -> dict[str, Any]:
    """The row as JSON."""
    paper = moment.paper
    return {
        "kind": moment.kind.value,
        "id": moment.id,
        "from": moment.days and moment.days.start,
        "to": moment.days and moment.days.end,
        "day_of": moment.basis.value,
        "what": moment.doing,
        "mode": moment.mode,
        "class": moment.quad and moment.quad.value,
        "source": [_who_dict(who) for who in moment.source],
        "target": [_who_dict(who) for who in moment.target],
        "words": moment.words,
        "counts": list(moment.counts),
        "standing": moment.standing,
        "stance": moment.stance,
        "statement": moment.statement,
        "on_whose_word": moment.via,
        "document": {
            name: getattr(paper, name) for name in ("id", "kind", "title", "outlet", "published", "origin")
        },
        "place": moment.place,
    }  # fmt: skip


def _who_dict(who: Who) -> dict[str, str | None]:
    return {"name": who.name, "country": who.country, "actor": who.actor}


def json_line(row: dict[str, Any]) -> str:
    """One line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"


COLUMNS: Final = (
    "from", "to", "day_of", "kind", "what", "mode", "class", "source", "source_codes", "target", "target_codes", "words", "counts",
    "standing", "stance", "on_whose_word", "title", "outlet", "published", "origin", "place", "id", "document",
)  # fmt: skip
"""The columns of the table of a timeline."""


def write_csv(moments: Iterable[Moment], out: TextIO) -> None:
    """The rows as a table for spreadsheets, its cells guarded against formulas."""
    write_table(COLUMNS, map(_cells, moments), out)


def _cells(moment: Moment) -> tuple[Any, ...]:
    days, paper = moment.days, moment.paper
    return (
        days and days.start, days and days.end, moment.basis.value, moment.kind.value, moment.doing, moment.mode,
        moment.quad and moment.quad.value, *_named(moment.source), *_named(moment.target), moment.words, "; ".join(moment.counts),
        moment.standing, moment.stance, moment.via, paper.title, paper.outlet, paper.published, paper.origin, moment.place, moment.id,
        paper.id,
    )  # fmt: skip


def _named(parties: tuple[Who, ...]) -> tuple[str, str]:
    return "; ".join(who.name or NOBODY for who in parties), "; ".join(who.country or "" for who in parties)
