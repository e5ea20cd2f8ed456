"""Other ways of reporting: "as Ann put it", "would be grateful for", "is said to be", "sought guidance"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.contents import clause_end, whole_phrase
from memcon.detect.grammar.lexicon import Lexicon
from memcon.detect.grammar.reading import Draft, Range, Reading, View
from memcon.detect.grammar.roles import party_tokens, roles_of
from memcon.detect.grammar.settle import settle
from memcon.detect.grammar.syntax import WH_WORDS, child, children, is_negated, is_passive, noun_phrase, subject_of
from memcon.model.ledger import Act, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

RAISED: Final = "it is said: nobody is named"


def find_manners(reading: Reading, lexicon: Lexicon, *, claimed: Collection[tuple[int, int]]) -> Iterator[Draft]:
    """A draft for each of these constructions."""
    for view in reading.views:
        for token in view.tokens_of("VERB", "AUX", "ADJ"):
            if (view.index, token.i) in claimed:
                continue
            draft = (
                _as_clause(reading, view, token, lexicon)
                or _polite(reading, view, token, lexicon)
                or _raised(reading, view, token, lexicon)
                or _sought(reading, view, token, lexicon)
            )
            if draft is not None:
                yield draft


def _as_clause(reading: Reading, view: View, verb: Token, lexicon: Lexicon) -> Draft | None:
    """ "As Roth put it, ...": what Roth said is the rest of the sentence."""
    if verb.lemma_ not in lexicon.words["as_clause.verbs"] or child(verb, "ccomp") is not None:
        return None
    mark = next((c for c in children(verb, "mark", "advmod") if c.lower_ == "as" and c.i < verb.i), None)
    subject = child(verb, "nsubj")
    sentence = view.sentence(verb.i)
    if mark is None or subject is None or subject.lower_ in ("it", "they") and verb.lemma_ == "say":
        return None
    end = _clause_edge(view, verb, sentence)
    if mark.i <= sentence.start + 1:
        ranges = [Range(end, sentence.end)]
    elif view.tokens[mark.i - 1].text in (",", "—", '"', "”"):
        ranges = [Range(sentence.start, mark.i), Range(end, sentence.end)]
    else:
        return None
    content = settle(reading, view, [r for r in ranges if any(view.tokens[i].is_alpha for i in range(r.start, r.end))], cue=verb.i)
    if not content:
        return None
    return Draft(
        view.index,
        verb.i,
        Act.SAY,
        content,
        reading.party(view, party_tokens(view, subject, verb)),
        view.span(Range(verb.i, verb.i + 1)),
        finder="manners",
    )


def _clause_edge(view: View, verb: Token, sentence: Range) -> int:
    """The token behind the comma that ends the clause."""
    return next((i + 1 for i in range(verb.i + 1, sentence.end) if view.tokens[i].text in (",", "—", ":", ".")), sentence.end)


def _polite(reading: Reading, view: View, token: Token, lexicon: Lexicon) -> Draft | None:
    """ "would be grateful for an early reply", "would appreciate confirmation that": an ask."""
    named = token.lower_ in lexicon.words["polite.adjectives"]
    verb = token.head if named and token.head.lemma_ == "be" else token
    fits = named or (token.lemma_ in lexicon.words["polite.verbs"] and token.pos_ == "VERB")
    if not fits or not any(c.lower_ in ("would", "should", "'d", "’d") for c in children(verb, "aux")) or is_negated(verb):
        return None
    tokens = _asked_for(view, token, verb)
    subject = subject_of(verb)
    if tokens is None or subject is None:
        return None
    content = settle(reading, view, [tokens], cue=verb.i)
    return (
        Draft(
            view.index,
            verb.i,
            Act.ASK,
            content,
            reading.party(view, party_tokens(view, subject, verb)),
            view.span(Range(min(token.i, verb.i), max(token.i, verb.i) + 1)),
            finder="manners",
        )
        if content
        else None
    )


def _asked_for(view: View, token: Token, verb: Token) -> Range | None:
    for holder in dict.fromkeys((token, verb)):
        for c in holder.rights:
            if c.dep_ == "prep" and c.lower_ == "for" and (noun := child(c, "pobj")) is not None:
                return Range(c.i + 1, whole_phrase(view, noun, verb).end)
            if (
                c.dep_ == "advcl"
                and (mark := next((m for m in children(c, "mark") if m.lower_ in ("if", "that")), None)) is not None
                and mark.i > token.i
            ):
                return Range(mark.i + 1, clause_end(view, holder, c))
            if token is verb and c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN"):
                return whole_phrase(view, c, verb)
            if (
                token is verb
                and c.dep_ == "ccomp"
                and (mark := next((m for m in children(c, "mark") if m.lower_ in ("if", "that")), None)) is not None
            ):
                return Range(mark.i + 1, clause_end(view, holder, c))
    return None


def _raised(reading: Reading, view: View, verb: Token, lexicon: Lexicon) -> Draft | None:
    """ "The port is said to be unsafe": somebody says it, and nobody is named."""
    if verb.lemma_ not in lexicon.words["raising.verbs"] or verb.tag_ != "VBN" or not is_passive(verb) or child(verb, "agent") is not None:
        return None
    clause = next((c for c in children(verb, "xcomp", "ccomp") if any(a.tag_ == "TO" for a in children(c, "aux"))), None)
    subject = child(verb, "nsubjpass")
    if clause is None or subject is None or is_negated(verb) or subject.lower_ in WH_WORDS or verb.lemma_ in ("believe", "understand"):
        return None
    start = next(a.i for a in children(clause, "aux") if a.tag_ == "TO") + 1
    content = settle(reading, view, [noun_phrase(view, subject), Range(start, clause_end(view, verb, clause))], cue=verb.i)
    return (
        Draft(view.index, verb.i, Act.SAY, content, Party(None, why=RAISED), view.span(Range(verb.i, verb.i + 1)), finder="manners")
        if content
        else None
    )


def _sought(reading: Reading, view: View, verb: Token, lexicon: Lexicon) -> Draft | None:
    """ "sought guidance", "pursuing advice on": the noun makes it an ask."""
    if verb.lemma_ not in lexicon.words["seeking.verbs"] or is_passive(verb) or is_negated(verb):
        return None
    noun = child(verb, "dobj")
    if noun is None or noun.lemma_.lower() not in lexicon.words["seeking.nouns"]:
        return None
    if any(c.dep_ == "aux" and c.tag_ in ("TO", "MD") for c in verb.children):
        return None
    cue = lexicon.verbs["seek"][0]
    roles = roles_of(view, verb, cue)
    tokens = whole_phrase(view, noun, verb)
    beside = next((c for c in children(verb, "prep") if c.i == tokens.end and c.lower_ in ("on", "about", "for", "in", "regarding")), None)
    tokens = Range(tokens.start, beside.right_edge.i + 1) if beside is not None else tokens
    content = settle(reading, view, [tokens], cue=verb.i)
    if roles.speaker is None or not content:
        return None
    return Draft(
        view.index,
        verb.i,
        Act.ASK,
        content,
        reading.party(view, roles.speaker),
        view.span(Range(verb.i, verb.i + 1)),
        addressees=tuple(reading.party(view, a) for a in roles.addressees),
        finder="manners",
    )
