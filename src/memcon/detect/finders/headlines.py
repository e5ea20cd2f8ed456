"""Headlines: "Roth: Port is safe", "Port is safe: Roth", "Roth 'will not sign'"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from memcon.detect.finders.turns import LABEL, TITLED
from memcon.detect.grammar.reading import Draft, Reading, View, party_of
from memcon.detect.grammar.settle import tidy
from memcon.language.casing import is_english
from memcon.model.document import Part
from memcon.model.ledger import Act
from memcon.text import Span

REVERSED: Final = re.compile(r"(?P<said>[^:\n]{8,200}): (?P<name>[A-Z][^:\n.]{1,40})$")


def find_headlines(reading: Reading) -> Iterator[Draft]:
    """A draft for each headline in which a colon parts the speaker from what was said."""
    for view in reading.views:
        if view.block.section.part is Part.TITLE:
            span = view.block.section.span
            said, name = _colon_headline(reading.text, span)
            if said is not None and name is not None and _names_somebody(view, name):
                content = tidy(reading.text, [said], view.quotes)
                if content:
                    yield Draft(view.index, 0, Act.SAY, content, party_of(reading.text, name), finder="turns", notes=("headline",))


def _colon_headline(text: str, span: Span) -> tuple[Span | None, Span | None]:
    m = LABEL.match(text, span.start, span.end)
    if m is not None and len(m["name"].split()) <= 4:
        return Span(m.end(), span.end), Span(*m.span("name"))
    m = REVERSED.match(text, span.start, span.end)
    return (Span(*m.span("said")), Span(*m.span("name"))) if m is not None else (None, None)


def _names_somebody(view: View, name: Span) -> bool:
    """Whether the words are a name: an entity that can speak, or a title and a name."""
    tokens = [t for t, at in zip(view.tokens, view.starts, strict=True) if name.start <= at < name.end]
    if any(t.text[:1].isupper() and not is_english(t.lower_) for t in tokens):
        return True
    return any(t.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") for t in tokens) or (
        bool(tokens) and tokens[0].lower_.rstrip(".") in TITLED - {"the", "a"}
    )


def find_quoted_headlines(reading: Reading) -> Iterator[Draft]:
    """ "Roth 'will not sign'": a name, and what it said, with no verb between them."""
    for view in reading.views:
        if view.block.section.part is not Part.TITLE:
            continue
        quote = next((q for q in view.quotes if q.depth == 0 and q.closed), None)
        first = view.token_at(quote.start) if quote is not None else 0
        before = [view.tokens[i] for i in range(first)]
        named = (
            bool(before) and all(t.pos_ in ("PROPN", "DET", "ADJ", "NOUN", "PART") for t in before) and before[-1].pos_ in ("PROPN", "NOUN")
        )
        if quote is None or not named or len(before) > 6 or not _has_verb(view, quote.pieces[0]):
            continue
        name = Span(view.starts[0], view.starts[len(before) - 1] + len(before[-1]))
        content = tidy(reading.text, quote.pieces, [])
        if content:
            yield Draft(view.index, 0, Act.SAY, content, party_of(reading.text, name), finder="headlines", notes=("headline",))


def _has_verb(view: View, piece: Span) -> bool:
    """Whether the marked words say something: a title or a nickname in marks has no verb."""
    return any(t.pos_ in ("VERB", "AUX") for t, at in zip(view.tokens, view.starts, strict=True) if piece.start <= at < piece.end)
