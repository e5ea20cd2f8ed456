"""The asks of a document: its requests, questions, offers and promises, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.detect.asks.answers import find_answers
from memcon.detect.asks.likeness import key_words
from memcon.detect.asks.outcomes import Waiting, follow
from memcon.detect.asks.parties import Known, asked_by, is_heading, known_parties
from memcon.detect.asks.places import Places, anchor, number_sentences, token_in, tokens_of
from memcon.detect.asks.pressing import due_of, urgency_of
from memcon.detect.grammar.reading import Range, Reading, View, by_block
from memcon.detect.grammar.syntax import child, children
from memcon.detect.grammar.tables import load_table
from memcon.detect.times.dating import Time, find_times
from memcon.model.ids import content_id
from memcon.model.ledger import Act, Ask, AskKind, Polarity, Statement
from memcon.model.stances import DEEPEST
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS: Final = {
    Act.ASK: AskKind.REQUEST,
    Act.URGE: AskKind.REQUEST,
    Act.ORDER: AskKind.REQUEST,
    Act.OFFER: AskKind.OFFER,
    Act.PROMISE: AskKind.PROMISE,
}
_QUESTIONS: Final[dict[str, list[str]]] = load_table("asks")["questions"]
_TOLD: Final = frozenset(load_table("asks")["offers"]["told"])
_ENDS: Final = frozenset(load_table("asks")["offers"]["ends"])
_SOUGHT: Final = frozenset(load_table("asks")["seeking"]["nouns"])
_PROMISES: Final[dict[str, list[str]]] = load_table("asks")["promises"]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a document while its asks are found."""

    places: Places
    known: Known
    times: Mapping[int, Sequence[Time]]


def find_asks(reading: Reading, statements: tuple[Statement, ...], times: Sequence[Time] | None = None) -> tuple[Ask, ...]:
    """The asks in the order of the statements that they came in, each with what the document tells of its fate.

    `times` are those of the document, where they were found already.
    """
    by_id = {statement.id: statement for statement in statements}
    asking = [s for s in statements if s.act in KINDS and is_meant(s, by_id) and not is_heading(reading.text, s.speaker, s.cue)]
    if not asking:
        return ()
    found = _Found(number_sentences(reading), known_parties(statements), by_block(find_times(reading) if times is None else times))
    waiting = [row for s in asking if (row := _waiting(reading, s, found)) is not None]
    return follow(waiting, find_answers(found.places, statements, found.known), reading.text)


def is_meant(statement: Statement, by_id: Mapping[str, Statement]) -> bool:
    """Whether somebody stands by it: it is neither negated nor denied, nor lies in what is; what was refused was asked all the same."""
    here: Statement | None = statement
    for _ in range(DEEPEST):
        if here is None:
            return True
        if "negated" in here.notes or (here.polarity is not Polarity.AFFIRMS and here.act is not Act.REFUSE):
            return False
        here = by_id.get(here.parent or "")
    return True


def _waiting(reading: Reading, statement: Statement, found: _Found) -> Waiting | None:
    place = token_in(reading, anchor(statement).start)
    if place is None:
        return None
    view, cue = place
    kind = kind_of(reading, view, cue, statement)
    if not is_waited_for(view, cue, statement, kind):
        return None
    end = max(span.end for span in (*statement.content, anchor(statement)))
    ask = _ask(reading, statement, found, kind, found.times.get(view.index, ()))
    last = token_in(reading, end - 1)
    near, i = (last[0], last[1].i) if last is not None else (view, cue.i)
    words = key_words(" ".join(span.of(reading.text) for span in ask.content))
    return Waiting(ask, view, cue.i, found.places.sentence(near, i), end, words)


def _ask(reading: Reading, statement: Statement, found: _Found, kind: AskKind, times: Sequence[Time]) -> Ask:
    return Ask(
        content_id("ask", statement.id),
        kind,
        _questions(reading, statement) if kind is AskKind.QUESTION else _with_topic(reading, statement),
        statement.speaker,
        statement.id,
        asked_by(reading, statement, found.known, kind),
        urgency_of(reading, statement),
        due_of(reading, statement, times, question=kind is AskKind.QUESTION),
    )


def kind_of(reading: Reading, view: View, cue: Token, statement: Statement) -> AskKind:
    """A request whose content is a question is a question."""
    kind = KINDS[statement.act]
    return AskKind.QUESTION if statement.act is Act.ASK and _is_question(reading, view, cue, statement) else kind


def _is_question(reading: Reading, view: View, cue: Token, statement: Statement) -> bool:
    text = reading.text
    if cue.pos_ == "NOUN" and cue.lemma_.lower() in _QUESTIONS["requests"]:
        return False
    first = statement.content[0].of(text).split()[:1]
    if first and first[0].lower() in _QUESTIONS["openers"]:
        return True
    if any(span.of(text).rstrip(" \n\"'”’»").endswith("?") for span in statement.content):
        return True
    i = view.token_at(statement.content[0].start)
    before = view.tokens[i - 1].lower_ if 0 < i <= len(view.tokens) else ""
    return cue.lemma_.lower() in _QUESTIONS["cues"] or before in _QUESTIONS["before"]


def is_waited_for(view: View, cue: Token, statement: Statement, kind: AskKind) -> bool:
    """Whether something is to come: not where nobody was hurt, an opinion was offered, or a thing sought of nobody."""
    if kind is AskKind.PROMISE:
        return _promises(view, cue, statement)
    words = [t.lemma_.lower() for t in view.tokens[slice(*_edges(view, statement))]]
    if kind is AskKind.OFFER:
        return words[:1] != ["no"] and not set(_before_phrase(words)) & _TOLD
    return cue.lemma_.lower() != "seek" or bool(statement.addressees) or bool(set(words) & _SOUGHT)


def _edges(view: View, statement: Statement) -> tuple[int, int]:
    tokens = tokens_of(view, statement.content[0])
    return tokens.start, tokens.end


def _before_phrase(words: list[str]) -> list[str]:
    """The words as far as the noun that they begin with: up to the first preposition."""
    end = next((k for k, word in enumerate(words) if word in _ENDS), len(words))
    return words[:end]


def _promises(view: View, cue: Token, statement: Statement) -> bool:
    """Whether something is still to come: "assured them that nobody was hurt" promises nothing."""
    if cue.lemma_.lower() not in _PROMISES["cues"]:
        return True
    tokens = tokens_of(view, statement.content[0])
    if tokens.start < len(view.tokens) and view.tokens[tokens.start].tag_ == "VB":
        return True
    words = view.tokens[tokens.start : tokens.end]
    return any(t.lower_ in _PROMISES["ahead"] or t.lemma_.lower() in _PROMISES["ahead"] for t in words)


def _with_topic(reading: Reading, statement: Statement) -> tuple[Span, ...]:
    """The content, and behind it the clause that says what about: "a request for guidance [on how to answer]"."""
    place = token_in(reading, anchor(statement).start)
    if place is None or place[1].pos_ != "NOUN":
        return statement.content
    view, last = place[0], statement.content[-1]
    k = tokens_of(view, last).end
    k += k < len(view.tokens) and view.tokens[k].is_quote
    prep = next((c for c in children(place[1], "prep") if c.i == k), None)
    deed = child(prep, "pcomp") if prep is not None else None
    if deed is None:
        return statement.content
    return (*statement.content[:-1], Span(last.start, view.span(Range(k, deed.right_edge.i + 1)).end))


def _questions(reading: Reading, statement: Statement) -> tuple[Span, ...]:
    """Of a turn of several sentences those that ask; all of it where it is one or none of them ends in a question mark."""
    found = [span for piece in statement.content for span in _sentences(reading, piece)]
    asking = tuple(span for span in found if span.of(reading.text).endswith("?"))
    return asking if asking and len(found) > 1 else statement.content


def _sentences(reading: Reading, piece: Span) -> list[Span]:
    """The sentences of a stretch of text, as far as they lie in it."""
    view = reading.view_at(piece.start)
    if view is None or not view.starts:
        return [piece]
    tokens = tokens_of(view, piece)
    cut = [Range(max(s.start, tokens.start), min(s.end, tokens.end)) for s in view.sentences]
    spans = [view.span(r) for r in cut if len(r)]
    return [Span(max(s.start, piece.start), min(s.end, piece.end)) for s in spans if s.start < piece.end and s.end > piece.start]
