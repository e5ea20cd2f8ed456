"""The working view of one parsed document: tokens, their places in the text, and the quotations over them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from memcon.detect.grammar.quotes import Quote, find_quotes
from memcon.language import Block, Parsed
from memcon.model.document import Warning
from memcon.model.ledger import Act, Link, Party, Polarity
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TERMINAL: Final = frozenset(".?!…:;")
NOBODY_NAMED: Final = "nobody is named"


@dataclass(frozen=True, slots=True)
class Range:
    """Tokens `start <= i < end` of one block."""

    start: int
    end: int

    def __len__(self) -> int:
        return max(0, self.end - self.start)

    def holds(self, i: int) -> bool:
        return self.start <= i < self.end


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its chain is built: what one cue says about itself.

    `links` are the sources named in the sentence, outermost first. `verb` is the token of the cue in its block.
    """

    block: int
    verb: int
    act: Act
    content: tuple[Span, ...]
    speaker: Party
    cue: Span | None = None
    polarity: Polarity = Polarity.AFFIRMS
    addressees: tuple[Party, ...] = ()
    links: tuple[Link, ...] = ()
    hedges: tuple[Span, ...] = ()
    evidence: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    finder: str = "reports"

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return self.content[-1].end


def party_of(text: str, words: Span) -> Party:
    """A party named by a stretch of the text, as printed."""
    return Party(" ".join(words.of(text).split()), words)


class InBlock(Protocol):
    """What stands in one block."""

    @property
    def block(self) -> int: ...


B = TypeVar("B", bound=InBlock)


def by_block(rows: Iterable[B]) -> dict[int, list[B]]:
    """The rows of each block: what is asked of neighbours is asked of these, so that it stays linear in the document."""
    found: dict[int, list[B]] = {}
    for row in rows:
        found.setdefault(row.block, []).append(row)
    return found


@dataclass(frozen=True)
class View:
    """One block with what detectors ask of it again and again."""

    index: int
    block: Block
    quotes: tuple[Quote, ...]
    """The quotations that touch this block, in the order of their start."""

    @property
    def parse(self) -> Doc:
        return self.block.parse

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens. spaCy makes a new object each time it is asked for one; here each is made once."""
        return tuple(self.parse)

    @cached_property
    def printed(self) -> str:
        """The whole block as it was parsed."""
        return self.parse.text if self.block.capitals else self.block.shadow.text  # spaCy joins its text anew each time

    @cached_property
    def words(self) -> list[str]:
        """Each token in lower case."""
        return self.block.words("LOWER")

    @cached_property
    def parts(self) -> list[str]:
        """The part of speech of each token."""
        return self.block.words("POS")

    @cached_property
    def tags(self) -> list[str]:
        """The tag of each token."""
        return self.block.words("TAG")

    @cached_property
    def lemmas(self) -> list[str]:
        """The lemma of each token in lower case."""
        return [lemma.lower() for lemma in self.block.words("LEMMA")]

    def tokens_of(self, *parts: str, lemmas: Container[str] | None = None) -> Iterator[Token]:
        """The tokens of these parts of speech, and of these lemmas, where some are named."""
        rows = zip(self.tokens, self.parts, self.lemmas, strict=True)
        return (token for token, part, lemma in rows if part in parts and (lemmas is None or lemma in lemmas))

    @cached_property
    def starts(self) -> list[int]:
        """The offset in the text at which each token starts."""
        return self.block.offsets()

    @cached_property
    def sentences(self) -> tuple[Range, ...]:
        """The sentences; a boundary that spaCy sets in the middle of a line of words is undone."""
        starts = self.block.sentence_starts()
        ranges: list[Range] = []
        for start, end in pairwise([*starts, len(self.tokens)]):
            if ranges and not self._ends_sentence(start - 1):
                ranges[-1] = Range(ranges[-1].start, end)
            else:
                ranges.append(Range(start, end))
        return tuple(ranges)

    def _ends_sentence(self, i: int) -> bool:
        while i > 0 and (self.tokens[i].is_quote or self.tokens[i].text in ")]" or self.tokens[i].is_space):
            i -= 1
        return self.tokens[i].text[-1] in TERMINAL

    def sentence(self, i: int) -> Range:
        """The sentence that holds token `i`."""
        k = bisect_right(self.sentences, i, key=lambda r: r.start) - 1
        return self.sentences[max(k, 0)]

    @cached_property
    def depths(self) -> list[int]:
        """How many quotations hold each token; marks themselves count as outside."""
        depths = [0] * len(self.tokens)
        for piece in (piece for quote in self.quotes for piece in quote.pieces):
            for i in range(self.token_at(piece.start), self.token_at(piece.end)):
                depths[i] += 1
        return depths

    def quote_at(self, i: int, *, depth: int = 0) -> Quote | None:
        """The quotation of that depth that holds token `i`."""
        at = self.starts[i]
        return next((q for q in self.quotes if q.depth == depth and q.holds(at)), None)

    def token_at(self, offset: int) -> int:
        """The first token that starts at or after `offset`."""
        return bisect_left(self.starts, offset)

    def span(self, tokens: Range) -> Span:
        return self.block.span(tokens.start, tokens.end)

    def spans(self, tokens: Range) -> tuple[Span, ...]:
        return self.block.spans(tokens.start, tokens.end)

    def text(self, tokens: Range) -> str:
        """The words of the tokens as they were parsed."""
        words = self.tokens[tokens.start : tokens.end]
        return self.printed[words[0].idx : words[-1].idx + len(words[-1])] if words else ""

    def party(self, tokens: Range, text: str) -> Party:
        """A party named by these tokens, as printed."""
        return party_of(text, self.span(tokens))


@dataclass(frozen=True)
class Reading:
    """One document as the finders see it."""

    parsed: Parsed
    quotes: tuple[Quote, ...]
    views: tuple[View, ...]
    warnings: tuple[Warning, ...] = field(default=())

    @property
    def text(self) -> str:
        return self.parsed.document.text

    @cached_property
    def _places(self) -> list[int]:
        return [view.starts[0] if view.starts else view.block.section.span.start for view in self.views]

    def view_at(self, offset: int) -> View | None:
        """The view that holds the character at `offset` of the text, or the last one before it."""
        k = bisect_right(self._places, offset) - 1
        return self.views[k] if self.views and k >= 0 else None

    def party(self, view: View, tokens: Range | None, *, why: str = NOBODY_NAMED) -> Party:
        """A party named by tokens, or one that nobody names."""
        return Party(None, why=why) if tokens is None or not tokens else view.party(tokens, self.text)


def view_document(parsed: Parsed) -> Reading:
    """The views of a parsed document."""
    spans = [block.shadow.source(0, max(1, len(block.shadow.text))) for block in parsed.blocks]
    quotes, warnings = find_quotes(parsed.document.text, spans)
    touching = _touching(quotes, spans)
    views = tuple(View(k, block, tuple(touching[k])) for k, block in enumerate(parsed.blocks))
    return Reading(parsed, quotes, views, warnings)


def _touching(quotes: Sequence[Quote], spans: Sequence[Span]) -> list[list[Quote]]:
    """For each block the quotations that touch it, in the order of their start."""
    starts = [span.start for span in spans]
    found: list[list[Quote]] = [[] for _ in spans]
    for quote in quotes:
        for piece in quote.outer:
            k = max(0, bisect_right(starts, piece.start) - 1)
            while k < len(spans) and spans[k].start < piece.end:
                if piece.touches(spans[k]) and quote not in found[k][-1:]:
                    found[k].append(quote)
                k += 1
    return found


def walk(token: Token) -> Iterator[Token]:
    """The token's heads, from the nearest up to the root."""
    while token.head.i != token.i:
        token = token.head
        yield token
