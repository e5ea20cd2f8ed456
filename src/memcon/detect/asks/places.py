"""Where asks and answers stand: tokens of statements, and sentences counted through the document."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from memcon.detect.grammar.reading import Range, Reading, View
from memcon.model.ledger import Statement
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Places:
    """The sentences of a document, numbered from its first to its last."""

    reading: Reading
    firsts: tuple[int, ...]
    """For each view the number of its first sentence."""

    def sentence(self, view: View, i: int) -> int:
        """The number of the sentence that holds token `i` of a view."""
        return self.firsts[view.index] + view.sentences.index(view.sentence(i))


def number_sentences(reading: Reading) -> Places:
    """The places of a document."""
    return Places(reading, tuple(accumulate((len(view.sentences) for view in reading.views), initial=0)))


def token_in(reading: Reading, offset: int) -> tuple[View, Token] | None:
    """The view and the token that start at or after an offset of the text."""
    view = reading.view_at(offset)
    if view is None or not view.starts:
        return None
    i = view.token_at(offset)
    return (view, view.tokens[i]) if i < len(view.tokens) else None


def anchor(statement: Statement) -> Span:
    """The cue of a statement, or where its content begins."""
    return statement.cue or statement.content[0]


def tokens_of(view: View, span: Span) -> Range:
    """The tokens of a view that a span of the text covers."""
    return Range(view.token_at(span.start), view.token_at(span.end))


def holds(spans: tuple[Span, ...], offset: int) -> bool:
    """Whether one of the spans holds the character at `offset`."""
    return any(span.start <= offset < span.end for span in spans)
