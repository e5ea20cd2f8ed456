"""When something was said: the time that hangs on the cue of a statement, resolved against the day of the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Range, Reading, View, by_block, walk
from memcon.detect.grammar.tables import load_table
from memcon.detect.times.calendar import LAST_YEAR, Days
from memcon.detect.times.counting import Against
from memcon.detect.times.expressions import Expression, find_expressions
from memcon.detect.times.resolving import resolve_time, since
from memcon.detect.times.tense import Side, is_done_by_then, names_a_thing, side_of
from memcon.model.ledger import Interval, Statement
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_HINTS: Final[dict[str, list[str]]] = load_table("times")["hints"]
_NO_DAY: Final = date(LAST_YEAR, 12, 31)
"""Stands for the day of a paper that has none: only times that name their year are then resolved."""
_YEARS: Final = frozenset({"year", "year_alone", "short", "decade", "century"})
_TOLD: Final = frozenset({"apart", "anaphor", "anaphor_side"})
_DAYS: Final = frozenset({"date", "date_uk"})
_LIMITS: Final = frozenset({"by", "until", "till"})
_MONTHS: Final = frozenset(load_table("times")["months"])
_YEARLY: Final = frozenset(load_table("times")["names"]["yearly"])
_VERB_TAGS: Final = frozenset({"MD", "VB", "VBD", "VBP", "VBZ"})
_SMALL: Final = frozenset({"ADP", "NUM", "ADV", "DET", "PUNCT", "SCONJ"})


@dataclass(frozen=True, slots=True)
class Time:
    """An expression in its place: the block, its tokens there, the days that it means."""

    span: Span
    block: int
    tokens: Range
    days: Days


def date_statements(reading: Reading, statements: Sequence[Statement], times: Sequence[Time]) -> tuple[Statement, ...]:
    """The statements with the days on which the text says that they were made; most texts say it of few."""
    near = by_block(times)
    return tuple(_dated(reading, statement, near) for statement in statements)


def find_times(reading: Reading) -> Iterator[Time]:
    """Every time in the text that can be resolved, in its order; each may be what the next one is counted from."""
    paper = _day_of(reading.parsed.document.published)
    before: Days | None = None
    for view in reading.views:
        if not view.starts:
            continue
        whole = view.span(Range(0, len(view.tokens)))
        for expression in find_expressions(reading.text, whole.start, whole.end):
            tokens = _tokens_of(view, expression.span)
            days = _resolved(view, expression, tokens, paper, before)
            if days is not None:
                before = days
                yield Time(expression.span, view.index, tokens, days if paper is None else since(expression, days, paper))


def _tokens_of(view: View, span: Span) -> Range:
    first = min(view.token_at(span.start), len(view.tokens) - 1)
    return Range(first, max(first + 1, view.token_at(span.end)))


def _resolved(view: View, expression: Expression, tokens: Range, paper: date | None, before: Days | None) -> Days | None:
    if not _stands_alone(view, expression, tokens) or (paper is None and not _names_year(expression)):
        return None
    return resolve_time(expression, Against(paper or _NO_DAY, _side(view, expression, tokens), before))


def _names_year(expression: Expression) -> bool:
    """Whether the expression can be resolved though nobody knows the day of the paper."""
    return expression.kind in _TOLD or any(name.removeprefix("b_") in _YEARS or name.startswith("named") for name in expression.parts)


def _side(view: View, expression: Expression, tokens: Range) -> Side:
    """The side of the clause; "by Friday" and "until Friday" leave it open, unless what is told was over by then."""
    side = side_of(view, tokens)
    if side.ahead and names_a_thing(view, tokens):
        side = Side.EITHER if expression.kind in _DAYS else Side.OPEN if side is Side.EITHER else side
    leads = {expression.before, expression.parts.get("in"), expression.parts.get("lead")} & _LIMITS
    return Side.OPEN if leads and side is Side.BEHIND and not is_done_by_then(view, tokens) else side


def _stands_alone(view: View, expression: Expression, tokens: Range) -> bool:
    """Whether the words are a time by the grammar too, and no verb, no person, no number of something."""
    words = view.tokens[tokens.start : tokens.end]
    if "month" in expression.parts and any(t.tag_ in _VERB_TAGS or t.ent_type_ == "PERSON" for t in words if t.lower_ in _MONTHS):
        return False
    check = _CHECKS.get(expression.kind)
    return check is None or check(words)


def _is_day_itself(words: Sequence[Token]) -> bool:
    """Not "a brighter tomorrow"."""
    return len(words) > 1 or not any(child.dep_ in ("amod", "det") for child in words[0].lefts)


def _is_before_noun(words: Sequence[Token]) -> bool:
    """ "A June report"."""
    return _part_of(words[-1], "compound", "nmod") and words[-1].head.pos_ == "NOUN"


def _is_season_itself(words: Sequence[Token]) -> bool:
    """Not "in summer school"."""
    return not _part_of(words[-1], "compound")


def _counts_nothing(words: Sequence[Token]) -> bool:
    """Not "of 2000 houses"; but "the 2014 elections"."""
    last = words[-1]
    return not (_part_of(last, "nummod") and last.head.tag_ == "NNS" and last.head.lower_ not in _YEARLY)


def _is_no_clause(words: Sequence[Token]) -> bool:
    """Not "said that day care is dear"."""
    return words[0].dep_ != "mark"


def _part_of(token: Token, *relations: str) -> bool:
    """Whether a token belongs in one of these ways to a word behind it."""
    return token.dep_ in relations and token.head.i > token.i


_CHECKS: Final[Mapping[str, Callable[[Sequence[Token]], bool]]] = {
    "near": _is_day_itself,
    "month_of": _is_before_noun,
    "anaphor": _is_no_clause,
    **dict.fromkeys(("season", "season_alone"), _is_season_itself),
    **dict.fromkeys(("year", "year_of", "year_and"), _counts_nothing),
}
"""What the grammar must allow of an expression of some kinds."""


def _day_of(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published is not None else None
    except ValueError:
        return None


def _dated(reading: Reading, statement: Statement, times: dict[int, list[Time]]) -> Statement:
    view = reading.view_at(statement.cue.start) if statement.cue is not None else None
    if view is None or statement.cue is None or not view.starts:
        return statement
    cue = range(view.token_at(statement.cue.start), view.token_at(statement.cue.end))
    near = [time for time in times.get(view.index, ()) if hangs_on(view, time, cue) and not _within(time.span, statement.content)]
    if not near:
        return statement
    nearest = min(near, key=lambda time: _gap(time.span, statement.cue or time.span))
    return replace(statement, when=Interval(nearest.days.start.isoformat(), nearest.days.end.isoformat(), nearest.span))


def hangs_on(view: View, time: Time, words: range) -> bool:
    """Whether the time hangs on the words themselves, or on an occasion that does: "said on Monday", "said in a letter in May".

    Not "said that he left on Monday", and not "said Lund, an aide in 2012". What stands behind "that" is content.
    """
    if any(view.tokens[i].lower_ == "that" for i in range(words.stop, time.tokens.start)):
        return False
    for token in _above(view.tokens[time.tokens.start]):
        if token.i in words:
            return True
        if not (time.tokens.holds(token.i) or token.pos_ in _SMALL or token.ent_type_ in ("DATE", "TIME") or _is_occasion(token)):
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
