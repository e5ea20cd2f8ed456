"""When something was said: the time that hangs on the cue of a statement, resolved against the day of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Range, Reading, View, by_block, walk
from memcon.detect.grammar.tables import load_table
from memcon.detect.times.calendar import Days
from memcon.detect.times.expressions import Expression, find_expressions
from memcon.detect.times.resolving import Against, resolve_time
from memcon.model.ledger import Interval, Statement
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_HINTS: Final[dict[str, list[str]]] = load_table("times")["hints"]
_NO_DAY: Final = date(2000, 1, 1)
"""Stands for the day of a paper that has none: only times that name their year are then resolved."""
_ABSOLUTE: Final = frozenset({"group", "iso", "decade", "month_year", "part_year", "season_year", "year"})
_VERBS: Final = frozenset({"VERB", "AUX"})
_SMALL: Final = frozenset({"ADP", "NUM", "ADV", "DET", "PUNCT", "SCONJ"})


@dataclass(frozen=True, slots=True)
class Time:
    """An expression in its place: the block, its tokens there, the days that it means."""

    span: Span
    block: int
    tokens: Range
    days: Days


def date_statements(reading: Reading, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with the days on which the text says that they were made; most texts say it of few."""
    times = by_block(find_times(reading))
    return tuple(_dated(reading, statement, times) for statement in statements)


def find_times(reading: Reading) -> Iterator[Time]:
    """Every time in the text that can be resolved, in its order; each may be what the next one is counted from."""
    paper = _day_of(reading.parsed.document.published)
    before: Days | None = None
    for view in reading.views:
        if not view.starts:
            continue
        whole = view.span(Range(0, len(view.parse)))
        for expression in find_expressions(reading.text, whole.start, whole.end):
            first = min(view.token_at(expression.span.start), len(view.parse) - 1)
            days = _resolved(view, expression, first, paper, before)
            if days is not None:
                before = days
                yield Time(expression.span, view.index, Range(first, max(first + 1, view.token_at(expression.span.end))), days)


def _resolved(view: View, expression: Expression, token: int, paper: date | None, before: Days | None) -> Days | None:
    if paper is None and "year" not in expression.parts and expression.kind not in _ABSOLUTE:
        return None
    return resolve_time(expression, Against(paper or _NO_DAY, _looks_ahead(view, token), before))


def _day_of(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published is not None else None
    except ValueError:
        return None


def _looks_ahead(view: View, token: int) -> bool:
    """Whether the clause around a token lies in the future: "will meet", "plans to meet"."""
    verb = next((t for t in walk(view.parse[token]) if t.pos_ in _VERBS), None)
    if verb is None:
        return False
    words = [verb.lower_, *(child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass"))]
    return any(word in _HINTS["verbs"] for word in words) or (verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children))


def _dated(reading: Reading, statement: Statement, times: dict[int, list[Time]]) -> Statement:
    view = reading.view_at(statement.cue.start) if statement.cue is not None else None
    if view is None or statement.cue is None or not view.starts:
        return statement
    cue = range(view.token_at(statement.cue.start), view.token_at(statement.cue.end))
    near = [time for time in times.get(view.index, ()) if _hangs_on(view, time, cue) and not _within(time.span, statement.content)]
    if not near:
        return statement
    nearest = min(near, key=lambda time: _gap(time.span, statement.cue or time.span))
    return replace(statement, when=Interval(nearest.days.start.isoformat(), nearest.days.end.isoformat(), nearest.span))


def _hangs_on(view: View, time: Time, cue: range) -> bool:
    """Whether the time hangs on the cue itself, or on an occasion that does: "said on Monday", "said in a letter in May".

    Not "said that he left on Monday", and not "said Lund, an aide in 2012". What stands behind "that" is content.
    """
    if any(view.parse[i].lower_ == "that" for i in range(cue.stop, time.tokens.start)):
        return False
    for token in _above(view.parse[time.tokens.start]):
        if token.i in cue:
            return True
        if not (time.tokens.holds(token.i) or token.pos_ in _SMALL or _is_occasion(token)):
            return False
    return False


def _is_occasion(token: Token) -> bool:
    """Whether the noun is one on which something is said, and stands as one: "in a letter", not "about his talk"."""
    return token.lemma_.lower() in _HINTS["occasions"] and token.head.lower_ in _HINTS["before_occasions"]


def _above(token: Token) -> Iterator[Token]:
    yield token
    yield from walk(token)


def _within(span: Span, content: Sequence[Span]) -> bool:
    return any(piece.touches(span) for piece in content)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
