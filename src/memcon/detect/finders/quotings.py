"""Somebody quoted by somebody: "quoted Ann as saying", "was quoted as saying", "has him saying", "as follows: ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from memcon.detect.grammar.contents import find_content
from memcon.detect.grammar.lexicon import Lexicon
from memcon.detect.grammar.reading import Draft, Range, Reading, View
from memcon.detect.grammar.roles import NO_SUBJECT, party_tokens
from memcon.detect.grammar.settle import settle, tidy
from memcon.detect.grammar.syntax import Stance, agent_of, child, is_passive, objects_after, stance_of, subject_of
from memcon.model.ledger import Act, Link, Party, Relation

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_quotings(reading: Reading, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each person or paper that another one is said to quote; the one who quotes is a link of the chain."""
    wanted = lexicon.words["quoting.verbs"] | lexicon.words["having.verbs"]
    for view in reading.views:
        for verb in view.tokens_of("VERB", "AUX"):
            if verb.lemma_ not in wanted:
                continue
            saying = _saying(view, verb, lexicon)
            draft = _draft(reading, view, verb, saying, lexicon) if saying is not None else _as_follows(reading, view, verb)
            if draft is not None and stance_of(verb) is Stance.SAID:
                yield draft


def _saying(view: View, verb: Token, lexicon: Lexicon) -> Token | None:
    """The "saying" of "as saying", or of "has him saying"."""
    sentence = view.sentence(verb.i)
    for i in range(verb.i + 1, min(sentence.end, verb.i + 18)):
        token = view.tokens[i]
        if token.tag_ != "VBG" or token.lemma_ not in lexicon.verbs or not (set(lexicon.verbs[token.lemma_][0].frames) & {"that", "quote"}):
            continue
        if view.tokens[i - 1].lower_ == "as" and verb.lemma_ in lexicon.words["quoting.verbs"]:
            return token
        subject = child(token, "nsubj")
        if verb.lemma_ in lexicon.words["having.verbs"] and token.head.i == verb.i and subject is not None and subject.i > verb.i:
            return token
        return None
    return None


def _draft(reading: Reading, view: View, verb: Token, saying: Token, lexicon: Lexicon) -> Draft | None:
    cue = next(c for c in lexicon.verbs[saying.lemma_] if {"that", "quote"} & set(c.frames))
    found = find_content(view, saying, cue, after=saying.i)
    ranges = found.ranges if found is not None else (Range(saying.i + 1, view.sentence(saying.i).end),)
    content = settle(reading, view, ranges, cue=saying.i)
    quoted = _quoted(view, verb, saying)
    if not content or quoted is None:
        return None
    return Draft(
        view.index,
        saying.i,
        cue.act,
        content,
        reading.party(view, quoted, why=NO_SUBJECT),
        view.span(Range(verb.i, verb.i + 1)),
        links=(Link(_quoter(reading, view, verb), Relation.QUOTED, view.span(Range(verb.i, verb.i + 1))),),
        finder="quotings",
    )


def _is_quoted(verb: Token) -> bool:
    """ "was quoted", "a clerk quoted as saying": the verb is passive, with or without its auxiliary."""
    return is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def _quoted(view: View, verb: Token, saying: Token) -> Range | None:
    """Who is quoted: the object of the verb, the subject of its passive, or the subject of "saying"."""
    if _is_quoted(verb):
        told = subject_of(verb)
        return party_tokens(view, told, verb) if told is not None else None
    for holder, label in ((saying, "nsubj"), (verb, "dobj")):
        noun = child(holder, label)
        if noun is not None and verb.i < noun.i < saying.i:
            tokens = party_tokens(view, noun)
            return Range(tokens.start, min(tokens.end, saying.i - (view.tokens[saying.i - 1].lower_ == "as")))
    nouns = [view.tokens[i] for i in range(verb.i + 1, saying.i) if view.tokens[i].pos_ in ("NOUN", "PROPN", "PRON")]
    top = next((n for n in nouns if n.dep_ != "compound"), None)
    return party_tokens(view, top) if top is not None else None


def _quoter(reading: Reading, view: View, verb: Token) -> Party:
    """Who quotes: the subject, or in a passive the agent or the paper after "in" or "on"."""
    if _is_quoted(verb):
        agent = agent_of(verb) or next((p for p in objects_after(verb, "in", "on") if p.ent_type_ not in ("DATE", "TIME")), None)
    else:
        agent = subject_of(verb)
    return reading.party(view, party_tokens(view, agent, verb) if agent is not None else None)


def _as_follows(reading: Reading, view: View, verb: Token) -> Draft | None:
    """ "quoted a letter from X as follows: ...": X speaks, the letter and the one who quotes hold it."""
    sentence_end = view.sentence(verb.i).end
    phrase = [
        i
        for i in range(verb.i + 1, min(verb.i + 18, sentence_end - 1))
        if view.tokens[i].lower_ == "as" and view.tokens[i + 1].lower_ == "follows"
    ]
    quote = next((q for q in view.quotes if phrase and q.depth == view.depths[verb.i] and q.start > view.starts[phrase[0]]), None)
    paper = child(verb, "dobj")
    if quote is None or paper is None or is_passive(verb):
        return None
    sender = next(objects_after(paper, "from", "by"), None)
    content = tidy(reading.text, quote.pieces, [])
    links = [Link(_quoter(reading, view, verb), Relation.QUOTED, view.span(Range(verb.i, verb.i + 1)))]
    if sender is not None:
        links.append(Link(reading.party(view, Range(paper.left_edge.i, paper.i + 1)), Relation.QUOTED))
    speaker = party_tokens(view, sender) if sender is not None else party_tokens(view, paper)
    return Draft(
        view.index,
        verb.i,
        Act.SAY,
        content,
        reading.party(view, speaker),
        view.span(Range(verb.i, verb.i + 1)),
        links=tuple(links),
        finder="quotings",
    )
