"""How urgent an ask is, and until when something is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from memcon.detect.asks.parties import sources_of
from memcon.detect.asks.places import anchor, token_in
from memcon.detect.grammar.reading import Range, Reading, View, walk
from memcon.detect.grammar.tables import load_table
from memcon.detect.times.dating import Time
from memcon.model.document import Kind
from memcon.model.ledger import Interval, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

URGENT: Final = "urgent"
_URGENT: Final = tuple(tuple(phrase.split()) for phrase in load_table("asks")["urgent"]["phrases"])
_NOT: Final = frozenset(load_table("asks")["urgent"]["not"])
_PRECEDENCE: Final = re.compile(rf"\b({'|'.join(load_table('asks')['precedence']['words'])})\b", re.IGNORECASE)
_BEFORE: Final = tuple(sorted((tuple(p.split()) for p in load_table("asks")["due"]["before"]), key=len, reverse=True))
_BETWEEN: Final = frozenset(load_table("asks")["due"]["between"])
_MOST_BETWEEN: Final = 8
_WEEKDAYS: Final = frozenset(load_table("asks")["due"]["weekdays"])
_WEEK: Final = timedelta(days=7)
_YEAR: Final = re.compile(r"\d{4}")
_HALF: Final = timedelta(days=183)


def urgency_of(reading: Reading, statement: Statement) -> str | None:
    """Urgent where the words around it say so, else the precedence of the cable on whose own word it stands."""
    if _is_urgent(reading, statement):
        return URGENT
    document = reading.parsed.document
    return precedence_of(document.header) if document.kind is Kind.CABLE and not sources_of(reading.text, statement) else None


def precedence_of(header: Mapping[str, object]) -> str | None:
    """The precedence of a cable's header in lower case, without its numbers: "priority"."""
    value = header.get("precedence")
    words = " ".join(str(v) for v in value) if isinstance(value, list | tuple) else str(value or "")
    found = _PRECEDENCE.search(words)
    return found[1].lower() if found is not None else None


def _is_urgent(reading: Reading, statement: Statement) -> bool:
    found = token_in(reading, anchor(statement).start)
    if found is None:
        return False
    view, cue = found
    return any(_belongs(view, i, cue, statement) for i in _urgent_words(view, view.sentence(cue.i)))


def _urgent_words(view: View, sentence: Range) -> Iterator[int]:
    words = [view.tokens[i].lower_ for i in range(sentence.start, sentence.end)]
    for phrase in _URGENT:
        for k in range(len(words) - len(phrase) + 1):
            if tuple(words[k : k + len(phrase)]) == phrase and not _NOT & set(words[max(0, k - 2) : k]):
                yield sentence.start + k


def _belongs(view: View, i: int, cue: Token, statement: Statement) -> bool:
    """Whether a word stands in the content, or hangs on the cue without another verb between."""
    at = view.starts[i]
    return any(s.start <= at < s.end for s in statement.content) or _hangs_on(view.tokens[i], cue)


def _hangs_on(token: Token, cue: Token) -> bool:
    """Whether a token hangs on the cue, through no other verb."""
    for up in walk(token):
        if up.i == cue.i:
            return True
        if up.pos_ in ("VERB", "AUX"):
            return False
    return False


def due_of(reading: Reading, statement: Statement, times: Sequence[Time], *, question: bool) -> Interval | None:
    """The days by which it is wanted: a time with "by" or the like before it, in the content or hanging on the cue.

    What a question is about lies at any time; of a question only what hangs on its cue counts.
    """
    found = token_in(reading, anchor(statement).start)
    if found is None:
        return None
    view, cue = found
    for time in times:
        if _is_limit(view, time) and _limits(view, time, cue, statement, question=question):
            return _interval(reading, time)
    return None


def _limits(view: View, time: Time, cue: Token, statement: Statement, *, question: bool) -> bool:
    first, inside = view.tokens[time.tokens.start], any(s.holds(time.span) for s in statement.content)
    if inside:
        return not question and not _is_past(view, first, statement)
    return time.tokens.start > cue.i and _hangs_on(first, cue)


def _is_past(view: View, token: Token, statement: Statement) -> bool:
    """Whether a verb inside the content, on which the time hangs, tells what is over: "ships that sailed before May"."""
    for up in walk(token):
        if not any(s.start <= view.starts[up.i] < s.end for s in statement.content):
            return False
        if up.tag_ == "VBD" and not any(c.tag_ == "MD" for c in up.children):
            return True
    return False


def _is_limit(view: View, time: Time) -> bool:
    """Whether "by", "no later than" or the like stands before the time or opens it."""
    words = view.words
    first = time.tokens.start
    if any(tuple(words[first : first + len(phrase)]) == phrase for phrase in _BEFORE):
        return True
    at = first
    while at > 0 and first - at < _MOST_BETWEEN and (words[at - 1] in _BETWEEN or view.tokens[at - 1].like_num):
        at -= 1
    return any(tuple(words[max(0, k - len(phrase)) : k]) == phrase and len(phrase) <= k for k in range(at, first + 1) for phrase in _BEFORE)


def _interval(reading: Reading, time: Time) -> Interval:
    """The days of what is still to come: a weekday is of this week or the next, a date of half a year ago next year's."""
    start, end, words = time.days.start, time.days.end, time.span.of(reading.text).lower()
    paper = _day(reading.parsed.document.published)
    if paper is not None and words in _WEEKDAYS and paper - _WEEK <= end < paper:
        start, end = start + _WEEK, end + _WEEK
    if paper is not None and end < paper - _HALF and not _YEAR.search(words):
        start, end = _next_year(start), _next_year(end)
    return Interval(start.isoformat(), end.isoformat(), time.span)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published or "")
    except ValueError:
        return None


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
