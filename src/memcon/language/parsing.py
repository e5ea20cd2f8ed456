"""Parsing, paragraph by paragraph, with the way back to the offsets of the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby, tee
from typing import TYPE_CHECKING

from memcon import limits
from memcon.language.casing import is_capitals, recased
from memcon.language.pipeline import load_pipeline
from memcon.model.document import Document, Part, Section
from memcon.text import Shadow, Span, cast_shadow

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or a piece of a very long one, as spaCy parsed its shadow.

    `capitals` says that the paragraph is written in capitals and was parsed in lower case.
    """

    section: Section
    shadow: Shadow
    parse: Doc
    capitals: bool = False

    def span(self, start: int, end: int) -> Span:
        """The span of the document under the tokens `start <= i < end`."""
        first, last = self.parse[start], self.parse[end - 1]
        return self.shadow.source(first.idx, last.idx + len(last))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The same, cut where something was set aside inside the paragraph."""
        first, last = self.parse[start], self.parse[end - 1]
        return self.shadow.spans(first.idx, last.idx + len(last))

    def offsets(self) -> list[int]:
        """Where each token starts in the document."""
        in_shadow: list[int] = self.parse.to_array("IDX").tolist()
        if len(self.shadow.pieces) == 1:
            ((here, there),) = self.shadow.pieces
            return [there + offset - here for offset in in_shadow]
        return [self.shadow.at(offset) for offset in in_shadow]

    def words(self, attribute: str) -> list[str]:
        """One attribute of all tokens, as spaCy names it: LOWER, POS, TAG, DEP. Faster than to ask one token after another."""
        strings = self.parse.vocab.strings
        values: list[int] = self.parse.to_array(attribute).tolist()
        known = {value: strings[value] for value in set(values)}
        return [known[value] for value in values]

    def sentence_starts(self) -> list[int]:
        """The tokens that start a sentence by the parse; the first one always does."""
        return [i for i, value in enumerate(self.parse.to_array("SENT_START").tolist()) if value == 1 or i == 0]

    def token_span(self, token: Token) -> Span:
        """The span of the document under one token."""
        return self.span(token.i, token.i + 1)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document and its parsed blocks, in the order of the text."""

    document: Document
    blocks: tuple[Block, ...]


class Parser:
    """Parses documents with one spaCy pipeline, loaded when first needed."""

    def __init__(
        self, *, model: str | None = None, names: Collection[str] = (), people: Collection[str] = (), titles: Collection[str] = ()
    ) -> None:
        self._model = model
        self._names, self._people, self._titles = names, people, titles

    @cached_property
    def annotate(self) -> Callable[[Iterable[str]], Iterator[Doc]]:
        """What turns texts into parses, in order. Raises ModelError.

        Whoever names another pipeline has all that stands in it run, as it is.
        """
        pipeline = load_pipeline(self._model)
        if self._model is not None:
            return partial(pipeline.pipe, batch_size=64)
        from memcon.language.network import Annotator  # it imports spaCy

        return Annotator(pipeline).annotate

    def parse(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """Each document with its blocks, in order; the blocks of several documents are parsed in one batch."""
        # Numbered, because the same file may come twice in a row.
        rows, ahead = tee((n, document, piece) for n, document in enumerate(documents) for piece in _pieces(document))
        parses = self.annotate(self._cased(piece) for _, _, piece in ahead)
        for _, group in groupby(zip(rows, parses, strict=True), key=lambda pair: pair[0][0]):
            pairs = list(group)
            blocks = tuple(Block(p.section, p.shadow, parse, capitals=p.capitals) for (_, _, p), parse in pairs if p.section is not None)
            yield Parsed(pairs[0][0][1], blocks)

    def _cased(self, piece: _Piece) -> str:
        """The text as the pipeline was trained to read it."""
        text = piece.shadow.text
        return recased(text, names=self._names, people=self._people, titles=self._titles) if piece.capitals else text


@dataclass(frozen=True, slots=True)
class _Piece:
    """What becomes a block: the shadow of a section, or of a part of a long one."""

    section: Section | None
    shadow: Shadow
    capitals: bool


def _pieces(document: Document) -> Iterator[_Piece]:
    yield _Piece(None, Shadow("", ((0, 0),)), capitals=False)  # keeps a document without blocks in the stream
    inner = [s for s in document.sections if s.part in (Part.ASIDE, Part.HYPHEN)]
    for section in document.read_sections():
        for shadow in _shadows(document, section, inner):
            yield _Piece(section, shadow, capitals=is_capitals(shadow.text))


def _shadows(document: Document, section: Section, inner: list[Section]) -> Iterator[Shadow]:
    """The shadow of a section, in pieces that are short enough to parse."""
    here = [s for s in inner if section.span.holds(s.span)]
    dropped = [s.span for s in here if s.part is Part.HYPHEN]
    spaced = [s.span for s in here if s.part is Part.ASIDE] + list(_long_words(document.text, section.span))
    for piece in _short_spans(document.text, section.span):
        shadow = cast_shadow(document.text, piece, dropped=dropped, spaced=spaced)
        if shadow.text.strip():
            yield shadow


def _long_words(text: str, span: Span) -> Iterator[Span]:
    """Runs without white space that are no words: base64, `a:a:a:...`, a line of 50 MB."""
    for m in _RUN.finditer(text, span.start, span.end):
        yield Span(*m.span())


_RUN = re.compile(rf"(?<!\S)\S{{{limits.WORD_POINTS},}}+")  # tried at word starts only, so that it stays linear


def _short_spans(text: str, span: Span) -> Iterator[Span]:
    """The span cut at white space into pieces of at most SENTENCE_POINTS."""
    start = span.start
    while span.end - start > limits.SENTENCE_POINTS:
        cut = max(text.rfind(" ", start, start + limits.SENTENCE_POINTS), text.rfind("\n", start, start + limits.SENTENCE_POINTS))
        cut = cut if cut > start else start + limits.SENTENCE_POINTS
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)
