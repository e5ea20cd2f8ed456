"""What two sides did to each other as a table for people, as JSON and as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TextIO

from memcon.export.chronicle.days import period_days
from memcon.export.chronicle.dyads import Cell, Direction, Dyad, Number
from memcon.export.chronicle.lines import States, moment_lines
from memcon.export.chronicle.moments import MomentKind, Quad
from memcon.export.chronicle.timeline import UNDATED
from memcon.export.tables import write_table
from memcon.export.wording import shown

NAME: Final = 60
"""Characters of a side in a heading."""
HEADS: Final = ("period", "verbal coop.", "material coop.", "verbal conflict", "material conflict", "not done", "statements")
LEGEND: Final = "a: of these only alleged; p: of these by the day of the paper. Not done: never in the numbers before it."


def dyad_lines(dyad: Dyad, states: States, *, rows: bool) -> Iterator[str]:
    """A table for each direction, and where they are asked for the rows behind it."""
    for direction in dyad:
        yield heading(direction)
        if not direction.cells:
            yield "  nothing"
        else:
            yield from _table(direction)
        if rows:
            yield from _rows(direction, states)
        yield ""
    yield LEGEND


def heading(direction: Direction) -> str:
    """Who does it to whom."""
    return f"{shown(direction.source.label, most=NAME)} -> {shown(direction.target.label, most=NAME)}"


def _table(direction: Direction) -> Iterator[str]:
    lines = [HEADS, *(_line(cell) for cell in direction.cells)]
    if len(direction.cells) > 1:
        lines.append(_line(direction.total()))
    widths = [max(len(line[k]) for line in lines) for k in range(len(HEADS))]
    for line in lines:
        yield "  " + "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()


def _line(cell: Cell) -> tuple[str, ...]:
    return (cell.period or UNDATED, *(number_words(cell.done[quad]) for quad in Quad), _named(cell.apart), _said(cell))


def number_words(number: Number) -> str:
    """The number, with how many of it are alleged (a) and by the day of the paper (p)."""
    marks = [f"{len(rows)}{letter}" for rows, letter in ((number.alleged, "a"), (number.by_paper, "p")) if rows]
    return f"{len(number):,}" + (f" ({' '.join(marks)})" if marks else "")


def _named(numbers: dict[str, Number]) -> str:
    return ", ".join(f"{len(number):,} {name}" for name, number in numbers.items()) or "0"


def _said(cell: Cell) -> str:
    said = cell.said
    return f"{sum(map(len, said.values())):,}: {_named(said)}" if said else "0"


def _rows(direction: Direction, states: States) -> Iterator[str]:
    for cell in direction.cells:
        yield f"  ── {cell.period or UNDATED}"
        for moment in cell.moments:
            yield from (f"  {line}" for line in moment_lines(moment, states))


def dyad_dicts(dyad: Dyad) -> Iterator[dict[str, Any]]:
    """One object for each direction and period: every number with the ids of its rows."""
    for direction in dyad:
        for cell in direction.cells:
            yield {
                "source": direction.source.label,
                "target": direction.target.label,
                **_period(cell.period),
                "classes": {quad.value: _number_dict(cell.done[quad]) for quad in Quad},
                "not_done": {name: _number_dict(number) for name, number in cell.apart.items()},
                "statements": {act: _number_dict(number) for act, number in cell.said.items()},
            }


def _period(period: str | None) -> dict[str, str | None]:
    if period is None:
        return {"period": None, "from": None, "to": None}
    days = period_days(period)
    return {"period": period, "from": days.start, "to": days.end}


def _number_dict(number: Number) -> dict[str, Any]:
    return {
        "number": len(number),
        "rows": [moment.id for moment in number.moments],
        "alleged": [moment.id for moment in number.alleged],
        "by_paper": [moment.id for moment in number.by_paper],
    }


COLUMNS: Final = ("source", "target", "period", "from", "to", "kind", "what", "standing", "number", "alleged", "by_paper", "rows")
"""The columns of the table of a dyad: one line for each number that is not nought."""


def write_csv(dyad: Dyad, out: TextIO) -> None:
    """The numbers as a long table, the ids of their rows in the last column."""
    write_table(COLUMNS, _lines(dyad), out)


def _lines(dyad: Dyad) -> Iterator[tuple[Any, ...]]:
    for direction in dyad:
        for cell in direction.cells:
            place = (direction.source.label, direction.target.label, *_period(cell.period).values())
            for kind, what, standing, number in _numbers(cell):
                ids = " ".join(moment.id for moment in number.moments)
                yield (*place, kind, what, standing, len(number), len(number.alleged), len(number.by_paper), ids)


def _numbers(cell: Cell) -> Iterator[tuple[str, str, str, Number]]:
    """Every number of a cell that is not nought."""
    for quad in Quad:
        if number := cell.done[quad]:
            yield "event", quad.value, "done", number
    for standing, number in cell.apart.items():
        by_class: dict[tuple[str, str], list[Any]] = {}
        for moment in number.moments:
            kind = "event" if moment.kind is MomentKind.EVENT else "statement"
            by_class.setdefault((kind, moment.quad.value if moment.quad else moment.doing), []).append(moment)
        for (kind, what), moments in by_class.items():
            yield kind, what, standing, Number(tuple(moments))
    for act, number in cell.said.items():
        yield "statement", act, "said", number
