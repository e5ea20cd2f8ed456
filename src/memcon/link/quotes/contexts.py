"""What of its context a quotation leaves out, though its words may be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from memcon.link.quotes.bounds import NEAR_WORDS
from memcon.link.quotes.changes import Laid
from memcon.link.quotes.sentences import rest_after, rest_before, turns_over, words_in
from memcon.link.quotes.tables import phrases_of, words_of
from memcon.link.quotes.words import Word, is_function, is_negation, is_title
from memcon.model.quotation import ChangeKind, Context, ContextWarning, SourceText
from memcon.text import Span

_BEFORE: Final = 8
_CLAUSE_END: Final = re.compile(r"[;:—–]|--|,\s{1,3}(?:and|but|so|or|yet)\b|\bbut\b")
_OPEN: Final = "“"
_CLOSE: Final = "”"


def read_context(laid: Sequence[Laid], source: SourceText, number: int) -> tuple[ContextWarning, ...]:
    """The warnings of all pieces found in the source, by place and kind."""
    spans = [part.match.span for part in laid if part.match and part.match.source == number and part.match.span]
    if not spans:
        return ()
    found = [*_before(source, spans[0]), *_after(source, spans[-1]), *_joins(laid, source, number)]
    found += [*_qualifiers(laid, number), *_boundaries(source, spans), *_level(source, spans)]
    return tuple(sorted(set(found), key=lambda warning: (warning.span, warning.kind)))


def _warn(kind: Context, source: SourceText, span: Span) -> ContextWarning:
    return ContextWarning(kind, span, " ".join(span.of(source.text).split()))


def _before(source: SourceText, span: Span) -> Iterator[ContextWarning]:
    """A negation that governs what follows, or a condition, earlier in the sentence."""
    rest = rest_before(source, span.start)
    words = words_in(source, rest)
    if not words:
        return
    word = _governing(source, rest, words)
    if word is not None:
        yield _warn(Context.CUT_AFTER_NEGATION, source, Span(word.start, span.start))
    condition = _condition(words, 0)
    if condition is not None:
        yield _warn(Context.CONDITION_DROPPED, source, Span(words[condition].start, span.start))
    limited = words[-1].key in words_of("qualifiers") - {"some", "most", "many", "more", "less", "just", "several"}
    if limited and not (len(words) > 1 and is_negation(words[-2].key)):
        yield _warn(Context.QUALIFIER_DROPPED, source, Span(words[-1].start, span.start))


def _governing(source: SourceText, rest: Span, words: Sequence[Word]) -> Word | None:
    """The negation before a stretch that it governs: right before it, or before a verb of saying or thinking that takes it."""
    clause = _last_clause(source.text, rest)
    near = [word for word in words[-_BEFORE:] if word.start >= clause]
    for k in range(len(near) - 1, -1, -1):
        word, between = near[k], [found.key for found in near[k + 1 :]]
        if is_negation(word.key) and between[:1] not in (["only"], ["just"], ["merely"], ["doubt"]):
            denied = len(between) <= 2 or any(key in words_of("complement_verbs") for key in between)
            return word if denied else None
        twice = any(is_negation(found.key) for found in near[max(0, k - 2) : k])
        if (
            word.key in words_of("soft_negations")
            and not twice
            and (not between or between[0] in {"that", "the", "to", "having", "any", "reports", "claims", "a", "it"})
        ):
            return word if len(between) <= 4 else None
    return None


def _last_clause(text: str, rest: Span) -> int:
    ends = [match.end() for match in _CLAUSE_END.finditer(text, rest.start, rest.end)]
    return ends[-1] if ends else rest.start


def _condition(words: Sequence[Word], start: int) -> int | None:
    """The first word of a condition among some words."""
    for k in range(start, len(words)):
        before = words[k - 1].key if k else ""
        if words[k].key in words_of("conditions") and before not in words_of("not_conditions_before"):
            return k
        if any(_is_phrase(words, k, phrase) for phrase in phrases_of("condition_phrases")):
            return k
    return None


def _is_phrase(words: Sequence[Word], k: int, phrase: Sequence[str]) -> bool:
    return [word.key for word in words[k : k + len(phrase)]] == list(phrase)


def _after(source: SourceText, span: Span) -> Iterator[ContextWarning]:
    """A word that limits or a condition right after the stretch, in the same sentence."""
    rest = rest_after(source, span.end)
    words = words_in(source, rest)
    if not words:
        return
    end = min(rest.end, words[min(len(words), 14) - 1].end)
    limits = words[0].key in words_of("limiters") or any(_is_phrase(words, 0, phrase) for phrase in phrases_of("limiter_phrases"))
    if limits:
        yield _warn(Context.STOPS_BEFORE_BUT, source, Span(words[0].start, end))
    if _condition(words[:4], 0) in {0, 1} and words[0].key not in words_of("not_conditions_before"):
        yield _warn(Context.CONDITION_DROPPED, source, Span(words[0].start, end))


def _joins(laid: Sequence[Laid], source: SourceText, number: int) -> Iterator[ContextWarning]:
    """Ellipses: what they leave out, how far they reach, and whether the pieces stand in their order."""
    for one, other in pairwise(laid):
        if one.match is None or other.match is None or number not in {one.match.source, other.match.source}:
            continue
        first, second = one.match.span, other.match.span
        if first is None or second is None:
            continue
        if one.match.source != other.match.source:
            yield _warn(Context.SPLICED, source, first if one.match.source == number else second)
            continue
        if second.start < first.end:
            yield _warn(Context.OUT_OF_ORDER, source, Span(second.start, max(first.end, second.end)))
            continue
        yield from _gap(source, Span(first.end, second.start), first, second)


def _gap(source: SourceText, gap: Span, first: Span, second: Span) -> Iterator[ContextWarning]:
    words = words_in(source, Span(gap.start, min(gap.end, gap.start + 40 * NEAR_WORDS)))
    if len(words) > NEAR_WORDS or turns_over(source, first) != turns_over(source, second):
        yield _warn(Context.SPLICED, source, gap)
    shown = words if len(words) <= 14 else [*words[:4], *words[-6:]]
    if len(words) <= NEAR_WORDS and any(is_negation(word.key) for word in shown):
        yield _warn(Context.ELLIPSIS_DROPS_NOT, source, gap)


def _qualifiers(laid: Sequence[Laid], number: int) -> Iterator[ContextWarning]:
    for part in laid:
        if part.match is None or part.match.source != number:
            continue
        for column in part.columns:
            if column.kind is ChangeKind.QUALIFIER and column.theirs is not None:
                word = column.theirs
                yield ContextWarning(Context.QUALIFIER_DROPPED, Span(word.start, word.end), word.surface)


def _boundaries(source: SourceText, spans: Sequence[Span]) -> Iterator[ContextWarning]:
    """Marks of the source that open or close inside the stretch, turns that change in it, and names cut at its beginning."""
    for span in spans:
        inside = span.of(source.text)
        depth = low = 0
        for mark in inside:
            depth += (mark == _OPEN) - (mark == _CLOSE)
            low = min(low, depth)
        odd = inside.count('"') % 2 == 1 and inside.strip('"').count('"') % 2 == 1
        if low < 0 or depth > 0 or odd or len(turns_over(source, span)) > 1:
            yield _warn(Context.BOUNDARY_MOVED, source, span)
    rest = rest_before(source, spans[0].start)
    words = words_in(source, rest)
    first = next(iter(words_in(source, Span(spans[0].start, min(len(source.text), spans[0].start + 80)))), None)
    if words and first and is_title(words[-1].key) and words[-1].capital and first.capital and not is_function(first.key):
        yield _warn(Context.BOUNDARY_MOVED, source, Span(words[-1].start, first.end))


def _level(source: SourceText, spans: Sequence[Span]) -> Iterator[ContextWarning]:
    """Narration of a source that has turns."""
    if source.turns:
        for span in spans:
            if not turns_over(source, span):
                yield _warn(Context.ATTRIBUTION_LEVEL, source, span)
