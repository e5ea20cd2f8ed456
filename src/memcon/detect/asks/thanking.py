"""Who is left out of thanks: "thanked three ports but did not mention Lorn"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from memcon.detect.asks.parties import Known, head_phrase, is_actor, is_same, known_parties, pronoun_of
from memcon.detect.asks.phrases import end_of, split
from memcon.detect.asks.places import anchor, token_in
from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.roles import party_tokens
from memcon.detect.grammar.syntax import children, is_negated, objects_after, subject_of
from memcon.detect.grammar.tables import load_table
from memcon.model.ledger import Act, Party, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

THANKS: Final = frozenset({Act.THANK, Act.PRAISE})
_WORDS: Final[Mapping[str, Any]] = load_table("asks")["left_out"]
_PHRASES: Final = tuple(map(split, _WORDS["phrases"]))
_SUBJECTS: Final = tuple(map(split, _WORDS["subjects"]))
_NEGATED_SUBJECTS: Final = tuple(map(split, _WORDS["subjects_negated"]))


def note_left_out(reading: Reading, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements, each thanks and praise with whom its sentence or the next one says that it left out."""
    if not any(s.act in THANKS for s in statements):
        return statements
    known = known_parties(statements)
    return tuple(replace(s, left_out=_left_out(reading, s, known)) if s.act in THANKS else s for s in statements)


def _left_out(reading: Reading, statement: Statement, known: Known) -> tuple[Party, ...]:
    found = token_in(reading, anchor(statement).start)
    if found is None or "negated" in statement.notes:
        return statement.left_out
    view, cue = found
    parties = (party for verb in _verbs_near(view, cue) for party in _missing(reading, view, verb, statement, known))
    named = [party for party in parties if not any(is_same(party, told) for told in (statement.speaker, *statement.addressees))]
    return tuple({party.span: party for party in (*statement.left_out, *named)}.values())


def _verbs_near(view: View, cue: Token) -> Iterator[Token]:
    """The verbs of the sentence behind the cue, and those of the next one."""
    sentence = view.sentence(cue.i)
    later = next((r for r in view.sentences if r.start >= sentence.end), Range(sentence.end, sentence.end))
    for i in range(cue.i + 1, later.end):
        if view.tokens[i].pos_ in ("VERB", "AUX"):
            yield view.tokens[i]


def _missing(reading: Reading, view: View, verb: Token, statement: Statement, known: Known) -> Iterator[Party]:
    """Whom a verb says to be left out."""
    heads = list(_subjects_left_out(verb))
    if not heads and _is_by_speaker(reading, view, verb, statement, known):
        heads = list(_objects_left_out(verb))
    for noun in heads:
        for each in (noun, *noun.conjuncts):
            if each.i >= noun.i and is_actor(each):
                yield known.party(view, head_phrase(view, each), reading.text)


def _is_by_speaker(reading: Reading, view: View, verb: Token, statement: Statement, known: Known) -> bool:
    """Whether it is the speaker, or his paper, that leaves somebody out."""
    subject = subject_of(verb)
    if subject is None or subject.lower_ in ("which", "that") or subject.lemma_.lower() in _WORDS["papers"]:
        return True
    party = known.party(view, party_tokens(view, subject, verb), reading.text)
    return pronoun_of(party, reading.text) in ("he", "she", "it", "they", "who") or is_same(party, statement.speaker)


def _objects_left_out(verb: Token) -> Iterator[Token]:
    if _leaves_out_by(verb, _WORDS["negated"]):
        yield from children(verb, "dobj")
    elif _leaves_out_by(verb, _WORDS["negated_with"]):
        yield from objects_after(verb, *_WORDS["prepositions"])
    elif any(_stands(verb, phrase) for phrase in _PHRASES) and not is_negated(verb):
        yield from children(verb, "dobj")
    yield from (named for noun in children(verb, "dobj") if _is_no_mention(noun) for named in objects_after(noun, "of"))


def _leaves_out_by(verb: Token, lemmas: list[str]) -> bool:
    """ "did not mention", "without mentioning", "failed to mention"."""
    if verb.lemma_.lower() not in lemmas:
        return False
    without = verb.dep_ == "pcomp" and verb.head.lower_ == "without"
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _WORDS["failing"]:
        return not is_negated(verb.head)
    return without or is_negated(verb)


def _is_no_mention(noun: Token) -> bool:
    return noun.lemma_.lower() in _WORDS["mentions"] and any(c.lower_ == "no" for c in noun.children)


def _subjects_left_out(verb: Token) -> Iterator[Token]:
    """ "Lorn was not among those thanked", "Lorn went unmentioned"."""
    head = verb.head if verb.dep_ == "auxpass" else verb
    phrases = _NEGATED_SUBJECTS if is_negated(head) else _SUBJECTS
    if any(_stands(verb, phrase) for phrase in phrases):
        yield from (c for holder in dict.fromkeys((verb, head)) for c in children(holder, "nsubj", "nsubjpass"))


def _stands(verb: Token, phrase: tuple[str, ...]) -> bool:
    """Whether the phrase begins at the verb, a "not" left out."""
    skipped = phrase if end_of(verb, phrase) is not None else (phrase[0], "not", *phrase[1:])
    return phrase[0] in (verb.lemma_.lower(), verb.lower_) and end_of(verb, skipped) is not None
