"""The current view of a document: what memcon found and what people have said of it, as a pure function of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from memcon.model.contract import Json
from memcon.model.judgement import ABOUT_ACTORS, ABOUT_PAIRS, ABOUT_STATEMENTS, Action, Anchor, Judgement, in_force

SIDE: Final = 32
"""Code points kept on each side of a judged statement, as the W3C Web Annotation draft keeps them."""


@dataclass(frozen=True, slots=True)
class Current:
    """A statement as it stands now, as the JSON ledger has it; `status` is machine, accepted, edited, added or rejected."""

    status: str
    row: Json


@dataclass(frozen=True, slots=True)
class CurrentView:
    """The statements of a document in text order, and the judgements that no statement of this reading answers to."""

    statements: tuple[Current, ...]
    orphans: tuple[Judgement, ...]


_STATUS: Final = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.EDIT: "edited"}


def current_view(text: str, found: Sequence[Json], judgements: Iterable[Judgement]) -> CurrentView:
    """What stands after all judgements that are in force; the later of two about one statement adds to the earlier."""
    rows = {row["id"]: Current("machine", row) for row in found}
    orphans: list[Judgement] = []
    for judgement in in_force(tuple(judgements)):
        if judgement.action not in ABOUT_STATEMENTS:
            continue
        if judgement.action is Action.ADD:
            fits = all(text[p["start"] : p["end"]] == p["text"] for p in judgement.value["content"])
            if fits:
                rows[judgement.subject] = Current("added", dict(judgement.value))
            else:
                orphans.append(judgement)
            continue
        known = judgement.subject in rows
        key = judgement.subject if known else standing(text, [c.row for c in rows.values()], judgement.subject, judgement.anchor)
        if key is None:
            orphans.append(judgement)
        else:
            rows[key] = _judged(rows[key], judgement)
    ordered = sorted(rows.values(), key=lambda c: (c.row["content"][0]["start"], -c.row["content"][-1]["end"], c.row["id"]))
    return CurrentView(tuple(ordered), tuple(orphans))


def _judged(current: Current, judgement: Judgement) -> Current:
    status = _STATUS[judgement.action]
    if judgement.action is Action.ACCEPT and current.status in ("edited", "added"):
        status = current.status
    return Current(status, {**current.row, **judgement.value, "id": current.row["id"]})


def standing(text: str, rows: Sequence[Json], key: str, anchor: Anchor) -> str | None:
    """The id that a judged row has in another reading: its own, else that of the one row in the same words between the same words."""
    if any(row["id"] == key for row in rows):
        return key
    fits = [str(row["id"]) for row in rows if anchor.exact and anchor_of(text, row) == anchor]
    return fits[0] if len(fits) == 1 else None


def anchor_of(text: str, row: Json) -> Anchor:
    """Where a statement or an event stands, in words."""
    pieces = row["content"] if "content" in row else [row["span"]]
    first, last = pieces[0]["start"], pieces[-1]["end"]
    return Anchor(tuple(piece["text"] for piece in pieces), text[max(0, first - SIDE) : first], text[last : last + SIDE])


@dataclass(frozen=True, slots=True)
class Rows:
    """The text of a document, and the statements and events that stand in it now, as the JSON ledger has them."""

    text: str
    rows: Sequence[Json]


RowsOf = Callable[[str], Rows | None]
"""Gives the rows of the document with this id; None for a document that is not there."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """What was last ruled of each pair of rows, and the rulings of which a row is not in the current readings."""

    pairs: Mapping[frozenset[str], Judgement]
    orphans: tuple[Judgement, ...]


def current_rulings(judgements: Iterable[Judgement], rows_of: RowsOf) -> Rulings:
    """What people rule of pairs of rows, after all judgements that are in force; the later of two about one pair counts."""
    pairs: dict[frozenset[str], Judgement] = {}
    orphans: list[Judgement] = []
    for judgement in in_force(tuple(judgements)):
        if judgement.action in ABOUT_PAIRS:
            ends = frozenset(_ends(judgement, rows_of))
            if len(ends) == 2:
                pairs[ends] = judgement
            else:
                orphans.append(judgement)
    return Rulings(pairs, tuple(orphans))


def _ends(ruling: Judgement, rows_of: RowsOf) -> Iterator[str]:
    """The ids that the two rows have now."""
    value = ruling.value
    ends = (
        (ruling.document, ruling.subject, ruling.anchor),
        (value["document"], str(value["other"]), Anchor.from_dict(value["anchor"])),
    )
    for document, key, anchor in ends:
        here = rows_of(str(document))
        found = None if here is None else standing(here.text, here.rows, key, anchor)
        if found is not None:
            yield found


def clusters(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Actor -> the smallest id among the actors that are the same; actors that nobody joined are left out.

    Two actors are one when a merge says so and no later split parts them. Being one is passed on, but never over a split: of the
    merges that would together join what was parted, the oldest gives way, as in what memcon joins by itself.
    """
    pairs: dict[frozenset[str], bool] = {}
    for judgement in in_force(tuple(judgements)):
        if judgement.action in ABOUT_ACTORS:
            pair = frozenset((judgement.subject, _other(judgement)))
            pairs.pop(pair, None)  # said again it counts as said last
            pairs[pair] = judgement.action is Action.MERGE
    parted = [pair for pair, same in pairs.items() if not same]
    home: dict[str, str] = {}
    for pair in (pair for pair, same in reversed(pairs.items()) if same):
        ends = {_root(home, actor) for actor in pair}
        if not any({_root(home, actor) for actor in split} == ends for split in parted):
            home[max(ends)] = min(ends)
            home.setdefault(min(ends), min(ends))
    return {actor: _root(home, actor) for actor in home}


def _root(home: dict[str, str], actor: str) -> str:
    while home.get(actor, actor) != actor:
        actor = home[actor]
    return actor


def _other(judgement: Judgement) -> str:
    other: Any = judgement.value["other"]
    return str(other)
