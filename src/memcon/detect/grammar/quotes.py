"""Quotation marks: which open, which close, which are apostrophes, and what runs on over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon import limits
from memcon.model.document import Warning
from memcon.text import Span

OPENING: Final = {"“": "”", "«": "»", "„": "“”", "「": "」", "‹": "›", "‘": "’", "``": "''", "BEGIN QUOTE": "END QUOTE", "QUOTE": "UNQUOTE"}
CLOSING: Final = frozenset("”»」›")
MARKS: Final = "\"“”„«»‹›「」‘’`'"

_MARK: Final = re.compile(r"``|''|BEGIN QUOTE:?|END QUOTE|END OF QUOTE|UNQUOTE|\bQUOTE\b|[\"“”„«»‹›「」‘’']")
_SENTENCE_END: Final = re.compile(r"[.?!](?=\s)")
_BOUNDARY: Final = frozenset("([{-–—/:;,.!?…\"“‘'„«`¶")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: `pieces` is the text inside the marks, one span for each paragraph; `outer` covers the marks too.

    `depth` is 0 for a quotation that lies in no other; `closed` is False where the closing mark is missing;
    `single` where the marks are single ones.
    """

    pieces: tuple[Span, ...]
    outer: tuple[Span, ...]
    depth: int
    closed: bool
    single: bool

    @property
    def start(self) -> int:
        return self.outer[0].start

    @property
    def end(self) -> int:
        return self.outer[-1].end

    def holds(self, offset: int) -> bool:
        """Whether the character at `offset` of the text is inside the marks."""
        return any(piece.start <= offset < piece.end for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    at: int
    inner: int


def find_quotes(text: str, blocks: Sequence[Span]) -> tuple[tuple[Quote, ...], tuple[Warning, ...]]:
    """The quotations of the blocks in the order of their start, with a warning for each mark that has no partner.

    A paragraph that opens and does not close a mark runs on into the next one when that opens with a mark again
    (the style books' rule); elsewhere an unpaired mark never pairs across a paragraph.
    """
    found: list[Quote] = []
    warnings: list[Warning] = []
    running: Quote | None = None
    for block in blocks:
        quotes, left, stray = _pair(text, block)
        quotes = sorted([*quotes, *(_unclosed(text, block, o) for o in left[:1])], key=lambda q: (q.start, -q.end))
        if running is not None and quotes and not text[block.start : quotes[0].start].strip() and len(running.pieces) < limits.QUOTE_BLOCKS:
            first = quotes.pop(0)
            quotes.insert(0, replace(first, pieces=running.pieces + first.pieces, outer=running.outer + first.outer))
        elif running is not None:
            found.append(running)
            warnings.append(_unbalanced(running.outer[-1], "is never closed"))
        warnings += [_unbalanced(span, "closes nothing") for span in stray]
        running = next(
            (q for q in quotes if not q.closed and q.end >= block.end and not text[q.pieces[-1].start : q.pieces[-1].start + 1].islower()),
            None,
        )
        found += [q for q in quotes if q is not running]
        warnings += [_unbalanced(q.outer[-1], "is never closed") for q in quotes if not q.closed and q is not running]
    if running is not None:
        found.append(running)
        warnings.append(_unbalanced(running.outer[-1], "is never closed"))
    return tuple(_nested(found)), tuple(warnings)


def _unbalanced(span: Span, what: str) -> Warning:
    return Warning("unbalanced-mark", f"a quotation mark {what}", Span(span.start, min(span.end, span.start + 1)))


def _unclosed(text: str, block: Span, opened: _Open) -> Quote:
    """A quotation without its closing mark: whole sentences may run on to the end of the paragraph, a fragment ends with its sentence."""
    end = block.end
    fragment = text[opened.inner : opened.inner + 1].islower()
    if fragment and (stop := _SENTENCE_END.search(text, opened.inner, block.end)) is not None:
        end = stop.start() + 1
    return Quote((Span(min(opened.inner, end), end),), (Span(opened.at, end),), 0, closed=False, single=opened.mark in "‘'")


def _pair(text: str, block: Span) -> tuple[list[Quote], list[_Open], list[Span]]:
    """The closed quotations of one block, the double marks left open, and the closing marks without an opening one."""
    stack: list[_Open] = []
    quotes: list[Quote] = []
    stray: list[Span] = []
    for m in _MARK.finditer(text, block.start, block.end):
        mark, before, after = m.group().rstrip(":"), _char(text, m.start() - 1, block), _char(text, m.end(), block)
        k = _closes(mark, before, after, stack)
        if k is not None:
            opened = stack[k]
            del stack[k:]
            if opened.inner < m.start():
                quotes.append(Quote((Span(opened.inner, m.start()),), (Span(opened.at, m.end()),), 0, closed=True, single=mark in "’'"))
        elif _opens(mark, before, after) and len(stack) < limits.QUOTE_NESTING:
            stack.append(_Open(mark, m.start(), m.end()))
        elif mark in CLOSING:
            stray.append(Span(*m.span()))
    return quotes, [o for o in stack if o.mark not in ("‘", "'", "QUOTE", "''")], stray


def _char(text: str, at: int, block: Span) -> str:
    return text[at] if block.start <= at < block.end else " "


def _closes(mark: str, before: str, after: str, stack: Sequence[_Open]) -> int | None:
    """Which open mark this one closes, or None."""
    if before.isspace() and mark not in ("END QUOTE", "UNQUOTE", "END OF QUOTE", "”", "»"):
        return None
    if mark in ("’", "'", "''", '"') and after.isalnum() and not (mark == '"' and before in ".,!?"):
        return None
    for k in range(len(stack) - 1, -1, -1):
        if _partners(stack[k].mark, mark):
            return k
    return None


def _partners(opened: str, mark: str) -> bool:
    if opened in ('"', "'", "''"):
        return mark == opened or (opened == '"' and mark == "”")
    if mark == "END OF QUOTE":
        return opened == "BEGIN QUOTE"
    if opened == "“" and mark == '"':
        return True  # a story typed half with curly and half with straight marks
    return mark in OPENING[opened] if len(mark) == 1 else mark == OPENING[opened]


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in ("BEGIN QUOTE", "QUOTE", "``"):
        return True
    if mark in ("END QUOTE", "UNQUOTE", "END OF QUOTE") or mark in CLOSING or mark == "’":
        return False
    if mark in ("“", "„", "«", "「", "‹"):
        return True
    return (before.isspace() or before in _BOUNDARY) and not after.isspace() and (mark in ('"', "''") or after.isalpha() or after in '[“"')


def _nested(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotations in order, each with its depth."""
    open_ends: list[int] = []
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        open_ends = [end for end in open_ends if end >= quote.end]
        yield replace(quote, depth=len(open_ends))
        open_ends.append(quote.end)
