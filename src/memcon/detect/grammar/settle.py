"""From token ranges to content spans: whole quotations, no outer marks, no stray punctuation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from memcon.detect.grammar.quotes import MARKS, Quote
from memcon.detect.grammar.reading import Range, Reading, View
from memcon.text import Span, trimmed

EDGES: Final = " ,;:.–—-"
"""What is never the first or last character of a content; an exclamation or question mark is part of what was said."""


def settle(reading: Reading, view: View, ranges: Iterable[Range], *, cue: int) -> tuple[Span, ...]:
    """The content spans under the token ranges; `cue` is the token of the cue.

    A quotation that opens inside the content runs to its end, over paragraphs too; content that starts inside the
    quotation that holds the cue ends with it.
    """
    spans: list[Span] = []
    for tokens in ranges:
        adjusted = _with_quotes(view, tokens, cue)
        if adjusted:
            spans += view.spans(adjusted)
    spans += _later_pieces(view, spans, cue)
    return tidy(reading.text, spans, view.quotes)


def tidy(text: str, spans: Iterable[Span], quotes: Sequence[Quote]) -> tuple[Span, ...]:
    """The spans without punctuation, white space and unpartnered marks at their ends; empty ones are left out."""
    return tuple(s for s in (_tidy(text, span, quotes) for span in spans) if len(s))


def _tidy(text: str, span: Span, quotes: Sequence[Quote]) -> Span:
    for _ in range(4):
        before = span
        span = trimmed(text, span, chars=EDGES)
        span = _strip_marks(text, span, quotes)
        span = _strip_bracket(text, span)
        if span == before:
            break
    return span


def _strip_marks(text: str, span: Span, quotes: Sequence[Quote]) -> Span:
    """Without marks at the ends whose partner is not inside; a quotation that is only a part keeps both of its marks."""
    if not len(span):
        return span
    inside = [q for q in quotes if q.outer[0].start >= span.start and q.outer[-1].end <= span.end]
    whole = next((q for q in inside if q.start == span.start and q.end == span.end), None)
    if whole is not None and whole.closed:
        return Span(whole.pieces[0].start, whole.pieces[-1].end)
    start, end = span.start, span.end
    if text[start] in MARKS and not any(q.start == start for q in inside) and text[start] not in "'’":
        start += 1
    if end > start and text[end - 1] in MARKS and not any(q.end == end for q in inside) and text[end - 2 : end - 1] != "s":
        end -= 1
    return Span(start, end)


def _strip_bracket(text: str, span: Span) -> Span:
    body = span.of(text)
    if body.startswith("(") and ")" not in body:
        return Span(span.start + 1, span.end)
    if body.endswith(")") and "(" not in body:
        return Span(span.start, span.end - 1)
    return span


def _with_quotes(view: View, tokens: Range, cue: int) -> Range:
    """The range, cut at the end of the quotation that holds the cue and stretched over one that opens inside."""
    start, end = tokens.start, min(tokens.end, len(view.tokens))
    if (
        end - start > 2
        and view.tokens[start].lower_ == "that"
        and (view.tokens[start].dep_ == "mark" or view.tokens[start].tag_ == "IN" or view.tokens[start + 1].pos_ in ("DET", "PRON"))
    ):
        start += 1
    depth = view.depths[cue]
    around = view.quote_at(cue, depth=depth - 1) if depth else None
    if around is not None and start < len(view.tokens) and view.starts[start] >= _piece_end(view, around):
        depth, around = view.depths[start], None  # an "urgent request" on how to proceed
    if around is not None:
        end = min(end, max(view.token_at(_piece_end(view, around)), start))
    for quote in view.quotes:
        if quote.depth == depth and start < end and view.starts[start] <= quote.start + 1 and quote.start < view.starts[end - 1] + 1:
            last = view.token_at(_piece_end(view, quote))
            if quote.closed or last <= view.sentence(max(start, end - 1)).end:
                end = max(end, last)
    end = _with_adjoining(view, depth, end)
    while end - start > 1 and view.tokens[end - 1].lower_ in ("and", "but", "or") and view.tokens[end - 1].dep_ == "cc":
        end -= 1
    return Range(start, end)


def _with_adjoining(view: View, depth: int, end: int) -> int:
    """The end, moved over a quotation that follows at once: promised a reply "through Geneva"."""
    if end >= len(view.tokens):
        return end
    quote = next((q for q in view.quotes if q.depth == depth and q.closed and q.start == view.starts[end]), None)
    follower = view.tokens[min(end + 1, len(view.tokens) - 1)]
    if quote is None or not view.depths[follower.i] > depth or not follower.text[:1].islower():
        return end
    return view.token_at(_piece_end(view, quote))


def _piece_end(view: View, quote: Quote) -> int:
    """Where the quotation ends in this block."""
    here = [p for p in quote.pieces if view.starts and p.start <= view.starts[-1] and p.end >= view.starts[0]]
    return here[-1].end if here else quote.pieces[0].end


def _later_pieces(view: View, spans: Sequence[Span], cue: int) -> list[Span]:
    """The paragraphs of a running quotation that lie in the blocks after this one."""
    if not spans:
        return []
    last = spans[-1]
    quote = next((q for q in view.quotes if len(q.pieces) > 1 and q.pieces[0].start <= last.end <= q.pieces[0].end + 2), None)
    return list(quote.pieces[1:]) if quote is not None and not quote.holds(view.starts[cue]) else []


def quoted_parts(content: Sequence[Span], quotes: Iterable[Quote]) -> tuple[Span, ...]:
    """The parts of the content inside the quotations."""
    parts = []
    for span in content:
        for quote in quotes:
            for piece in quote.pieces:
                start, end = max(span.start, piece.start), min(span.end, piece.end)
                if start < end:
                    parts.append(Span(start, end))
    return tuple(sorted(set(parts)))


def word_count(text: str, spans: Iterable[Span]) -> int:
    """How many letters and digits the spans hold, each place counted once."""
    return len({i for s in spans for i in range(s.start, s.end) if text[i].isalnum()})
