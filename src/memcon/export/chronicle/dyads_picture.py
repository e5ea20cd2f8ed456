"""What two sides did to each other as a picture: stacked bars, one side above the axis and the other below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from memcon.export.chronicle.days import By, Days, period_days, period_of
from memcon.export.chronicle.drawing import WIDTH, Dress, Picture, class_words, fitted, paint, wide
from memcon.export.chronicle.dyads import Direction, Dyad
from memcon.export.chronicle.moments import Moment, MomentKind, Quad
from memcon.export.chronicle.tables import heading
from memcon.export.chronicle.timeline import kind_counts
from memcon.export.chronicle.timeline_picture import lane_of

MOST_BARS: Final = 60
"""Periods side by side; where there would be more, longer ones are taken."""
LEFT: Final = 64.0
RIGHT: Final = WIDTH - 24.0
TOP: Final = 118.0
HALF: Final = 150.0
"""The height of the higher of the two halves at its fullest."""
CLASSES: Final = (*(quad.value for quad in Quad), MomentKind.STATEMENT.value)
"""What is counted: the classes of events, and statements where they are asked for."""
NAMES: Final = 24
"""Bars up to which each bears its number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The rows of one stretch of time in one direction, by class in the order of CLASSES."""

    numbers: tuple[int, ...]
    alleged: int

    @property
    def total(self) -> int:
        """All classes together."""
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One or more periods, and the two bars that stand there."""

    words: str
    days: Days
    forth: Bar
    back: Bar


Lead = Callable[[Direction, Days], str | None]
"""Where the bar of a direction leads to: the events of these days."""


def dyads_picture(
    dyad: Dyad, *, said: bool = False, dress: Dress = Dress.FILE, source: str = "", lead: Lead = lambda _direction, _days: None
) -> str:  # fmt: skip
    """The picture, in SVG: events, with `said` statements too; `source` is a line that says where it comes from."""
    names = heading(dyad.forth).replace(" -> ", " and ")
    stretches = make_stretches(dyad, said=said)
    top, bottom = _most(s.forth for s in stretches), _most(s.back for s in stretches)
    unit = HALF / max(top, bottom, 1)
    axis = TOP + max(26.0, top * unit + 18)
    foot = axis + max(26.0, bottom * unit + 18) + 78
    picture = Picture(foot + (18 if source else 0), title=f"What {names} did to each other", about=_about(dyad), dress=dress)
    picture.text(16, 26, fitted(f"What {names} did to each other", WIDTH - 32), size=16, bold=True)
    picture.text(16, 45, fitted(_about(dyad), WIDTH * 1.08), kind="soft", size=11)
    _legend(picture, CLASSES if said else CLASSES[:-1])
    _scale(picture, axis, unit, top, bottom)
    picture.text(LEFT, TOP - 12, heading(dyad.forth), bold=True)
    picture.text(LEFT, foot - 56, heading(dyad.back), bold=True)
    _bars(picture, dyad, stretches, axis, unit, lead)
    picture.line(LEFT, axis, RIGHT, axis, kind="axis", width=1.5)
    _periods(picture, stretches, foot - 34)
    picture.text(16, foot - 10, fitted(_apart(dyad, said=said), WIDTH * 1.08), kind="soft", size=11)
    if source:
        picture.text(16, foot + 8, fitted(source, WIDTH * 1.08), kind="soft", size=11)
    return picture.finished()


def _about(dyad: Dyad) -> str:
    """How much was done and said, in a sentence."""
    return "; ".join(f"{heading(d)}: {kind_counts(_done(d)) or 'nothing'} done, alleged or said" for d in dyad) + "."


def _done(direction: Direction) -> list[Moment]:
    return [moment for moment in direction.total().moments if moment.is_done]


def _apart(dyad: Dyad, *, said: bool) -> str:
    """What is not drawn."""
    parts = [
        f"{heading(d)}: {n:,} not done (denied, refused, to come)" for d in dyad if (n := sum(not m.is_done for m in d.total().moments))
    ]
    undated = sum(m.days is None for m in dyad.moments)
    parts += [f"{undated:,} without a day"] if undated else []
    parts += [] if said else ["statements"]
    return f"a: alleged. Not drawn: {'; '.join(parts) or 'nothing'}."


def make_stretches(dyad: Dyad, *, said: bool = False) -> tuple[Stretch, ...]:
    """All periods from the first to the last, the empty ones too; longer periods where there are too many."""
    dated = [m for m in dyad.moments if _is_drawn(m, said=said)]
    if not dated:
        return ()
    starts = sorted(m.days.start for m in dated if m.days is not None)
    by, years = _length(starts[0], starts[-1], dyad.by)
    names = _all_periods(starts[0], starts[-1], by)
    held = [names[n : n + years] for n in range(0, len(names), years)]
    place = {period: n for n, periods in enumerate(held) for period in periods}
    bars = [_bars_of(direction, by, place, len(held), said=said) for direction in dyad]
    return tuple(Stretch(_stretch_words(periods), _stretch_days(periods), *both) for periods, *both in zip(held, *bars, strict=True))


def _length(first: str, last: str, by: By) -> tuple[By, int]:
    """The length of a period, and how many years a bar holds where even years are too many."""
    for longer in (By.MONTH, By.QUARTER, By.YEAR):
        if list(By).index(longer) >= list(By).index(by) and len(_all_periods(first, last, longer)) <= MOST_BARS:
            return longer, 1
    return By.YEAR, -(-len(_all_periods(first, last, By.YEAR)) // MOST_BARS)


def _all_periods(first: str, last: str, by: By) -> list[str]:
    found, end = [period_of(first, by)], period_of(last, by)
    while found[-1] != end:
        following = date.fromordinal(date.fromisoformat(period_days(found[-1]).end).toordinal() + 1)
        found.append(period_of(following.isoformat(), by))
    return found


def _stretch_words(periods: Sequence[str]) -> str:
    return periods[0] if len(periods) == 1 else f"{periods[0]}-{periods[-1]}"


def _stretch_days(periods: Sequence[str]) -> Days:
    return Days(period_days(periods[0]).start, period_days(periods[-1]).end)


def _is_drawn(moment: Moment, *, said: bool) -> bool:
    return moment.days is not None and moment.is_done and (said or moment.kind is MomentKind.EVENT)


def _bars_of(direction: Direction, by: By, place: dict[str, int], size: int, *, said: bool) -> list[Bar]:
    held: list[list[Moment]] = [[] for _ in range(size)]
    for moment in (m for cell in direction.cells for m in cell.moments):
        if moment.days is not None and _is_drawn(moment, said=said):
            held[place[period_of(moment.days.start, by)]].append(moment)
    return [
        Bar(tuple(sum(lane_of(m) == name for m in rows) for name in CLASSES), sum(m.standing == "alleged" for m in rows)) for rows in held
    ]


def _most(bars: Iterable[Bar]) -> int:
    return max((bar.total for bar in bars), default=0)


def _legend(picture: Picture, classes: Iterable[str]) -> None:
    x = LEFT
    for name in classes:
        picture.box(x, 62, 14, 14, fill=paint(name))
        picture.text(x + 20, 73, name)
        x += 20 + wide(name) + 24


def _scale(picture: Picture, axis: float, unit: float, top: int, bottom: int) -> None:
    """Lines at round numbers, the same on both sides of the axis."""
    step = next(s * 10**k for k in range(12) for s in (1, 2, 5) if max(top, bottom, 1) <= 4 * s * 10**k)
    for number in range(-(bottom // step) * step, top + 1, step):
        y = axis - number * unit
        picture.line(LEFT, y, RIGHT, y)
        picture.text(LEFT - 8, y + 4, f"{abs(number):,}", kind="soft", anchor="end", size=11)


def _bars(picture: Picture, dyad: Dyad, stretches: Sequence[Stretch], axis: float, unit: float, lead: Lead) -> None:
    room = (RIGHT - LEFT) / max(1, len(stretches))
    width = min(48.0, room * 0.72)
    for n, stretch in enumerate(stretches):
        x = LEFT + room * n + (room - width) / 2
        for direction, bar, sign in ((dyad.forth, stretch.forth, 1), (dyad.back, stretch.back, -1)):
            if bar.total:
                with picture.link(_told(stretch.words, bar), lead(direction, stretch.days)):
                    _stack(picture, bar, x, width, axis, sign * unit)
                    if len(stretches) <= NAMES:
                        _number(picture, bar, x + width / 2, axis - sign * (bar.total * unit), sign)


def _stack(picture: Picture, bar: Bar, x: float, width: float, axis: float, unit: float) -> None:
    at = axis
    for name, number in zip(CLASSES, bar.numbers, strict=True):
        if number:
            end = at - number * unit
            picture.box(x, min(at, end), width, abs(end - at), fill=paint(name))
            at = end


def _number(picture: Picture, bar: Bar, x: float, y: float, sign: int) -> None:
    words = f"{bar.total:,} ({bar.alleged:,}a)" if bar.alleged else f"{bar.total:,}"
    picture.text(x, y - 5 if sign > 0 else y + 13, words, anchor="middle", size=11)


def _told(words: str, bar: Bar) -> str:
    named = ", ".join(class_words(name, number) for name, number in zip(CLASSES, bar.numbers, strict=True) if number)
    return f"{words}: {named}" + (f"; {bar.alleged:,} of them alleged" if bar.alleged else "")


def _periods(picture: Picture, stretches: Sequence[Stretch], y: float) -> None:
    """The names of the periods, as many as there is room for."""
    if not stretches:
        return
    room = (RIGHT - LEFT) / len(stretches)
    every = max(1, int(-(-max(wide(s.words) + 10 for s in stretches) // room)))
    for n, stretch in enumerate(stretches):
        if n % every == 0:
            picture.text(LEFT + room * (n + 0.5), y, stretch.words, kind="soft", anchor="middle", size=11)
