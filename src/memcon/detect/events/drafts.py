"""Events before their parties are resolved: every verb and noun of a document that fits a frame and did happen, or will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.events.frames import Frame, framed_lemmas, load_frames
from memcon.detect.events.matching import doer_of, frame_of, is_actor, is_public, prepositions, under_happening
from memcon.detect.events.modality import turn_of
from memcon.detect.events.sides import Clause, Side, phrases_of, sources_of, targets_of
from memcon.detect.grammar.nations import find_nations
from memcon.detect.grammar.people import PLAIN_TITLES, bare, load_words
from memcon.detect.grammar.reading import Range, Reading, View, walk
from memcon.detect.grammar.syntax import child, children, is_negated
from memcon.model.ledger import EventType, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event in its block: the tokens that name it, its type, its two sides; `verb` is where numbers and times hang."""

    block: int
    verb: int
    words: Range
    type: EventType
    modality: Modality
    frame: Frame
    mode: str | None
    source: tuple[Side, ...] = ()
    target: tuple[Side, ...] = ()
    near: frozenset[str] = frozenset()
    """The states that its sentence names."""


def find_events(reading: Reading) -> tuple[EventDraft, ...]:
    """The events of a document in the order of its text."""
    year = reading.parsed.document.year
    return tuple(draft for view in reading.views for draft in _in_block(view, year))


def _in_block(view: View, year: int | None) -> Iterator[EventDraft]:
    clause = Clause(view, tuple(find_nations(view)), year)
    drafts = [draft for token in _words_of_frames(view) if (draft := _draft(clause, token) or _demand(clause, token)) is not None]
    yield from _once(view, drafts)


def _words_of_frames(view: View) -> Iterator[Token]:
    """The tokens that a frame may want, and those that may be "must"."""
    known = framed_lemmas()
    for token, part, tag, lemma in zip(view.tokens, view.parts, view.tags, view.lemmas, strict=True):
        if tag == "MD" or ((part in _TELLING or tag in _VERBAL) and lemma in known):
            yield token


_TELLING: Final = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
_VERBAL: Final = frozenset({"VBG", "VBN", "VBD"})
"""Parts of speech and tags of what can be the word of a frame."""


def _draft(clause: Clause, token: Token) -> EventDraft | None:
    frame = frame_of(token)
    if frame is None:
        return None
    deed = token if token.pos_ in ("VERB", "AUX") or not frame.alone else under_happening(token)
    turn = turn_of(deed, frame) if deed is not None else None
    if deed is None or turn is None:
        return None
    source, target = _beside(clause, token, frame) if frame.alone else _both(clause, deed, frame)
    words = _words(token, frame)
    mode = _mode(token, deed, frame)
    sides = _inferred(clause, deed, source, target)
    return EventDraft(clause.view.index, deed.i, words, turn.type, turn.modality, frame, mode, *sides, near=_near(clause, deed))


def _demand(clause: Clause, token: Token) -> EventDraft | None:
    """ "Lima said that Quito must release him": whoever says what another one must do demands it."""
    told = token.head
    if token.tag_ != "MD" or token.lower_ != "must" or told.dep_ != "ccomp" or told.head.pos_ != "VERB" or is_negated(told.head):
        return None
    asker, asked = doer_of(told.head), child(told, "nsubj", "nsubjpass")
    if asker is None or asked is None or asked.pos_ == "PRON" or not (is_actor(asker) and is_actor(asked)):
        return None
    frame = load_frames().demand
    source, target = tuple(phrases_of(clause, asker, told.head)), tuple(phrases_of(clause, asked, told))
    words = Range(token.i, token.i + 1)
    return EventDraft(
        clause.view.index, told.head.i, words, frame.type, Modality.DID, frame, None, *_inferred(clause, told, source, target)
    )


def _both(clause: Clause, deed: Token, frame: Frame) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The two sides. Of "A and B agreed" each is on both; an instrument that does the deed is nobody's side but its owner's."""
    sources = sources_of(clause, deed)
    targets = targets_of(clause, deed, frame, sources)
    if frame.reciprocal and not targets and len(sources) > 1:
        return sources, sources
    if frame.reciprocal and len(sources) > 1 and all(t.nation is None for t in targets):
        return sources, sources
    return sources, targets


def _words(token: Token, frame: Frame) -> Range:
    """The words that name the event: the verb with its particle, and the object that makes it one."""
    last = token.i
    for c in token.rights:
        if (c.dep_ == "prt" and c.i == last + 1) or (c.dep_ == "dobj" and _names(c, frame) and c.i - token.i <= 6):
            last = c.i
    return Range(token.i, last + 1)


def _names(noun: Token, frame: Frame) -> bool:
    words = {noun.lemma_.lower(), noun.lower_}
    return bool(words & (frame.object | frame.object_word)) or any(noun.lower_ in phrase for phrase in frame.object_phrase)


def _near(clause: Clause, deed: Token) -> frozenset[str]:
    named = clause.within(clause.view.sentence(deed.i))
    return frozenset(n.nation.country for n in named if n.nation.country is not None)


def _beside(clause: Clause, noun: Token, frame: Frame) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The sides of a deed that a noun names: whose it is, and whom it is against."""
    owners = clause.within(Range(noun.left_edge.i, noun.i))
    sources = tuple(Side(n.tokens, n.tokens.end - 1, n.nation) for n in owners)
    by = [p for prep in prepositions(noun) if prep.lower_ == "by" for p in children(prep, "pobj")]
    sources = sources or tuple(side for p in by for side in phrases_of(clause, p, noun))
    verb = under_happening(noun)
    dead = list(_dead(verb)) if verb is not None else []
    targets = tuple(side for who in dead for side in phrases_of(clause, who, verb or noun))
    return sources, targets or targets_of(clause, noun, frame, sources)


def _dead(verb: Token) -> Iterator[Token]:
    """Those who died: "20 people died in the attack", "the blast claimed the lives of 20"."""
    if verb.lemma_ in ("die", "perish"):
        yield from children(verb, "nsubj")
    for lives in (c for c in children(verb, "dobj") if c.lower_ == "lives"):
        yield from (p for prep in children(lives, "prep") for p in children(prep, "pobj"))


def _inferred(clause: Clause, deed: Token, source: tuple[Side, ...], target: tuple[Side, ...]) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Sides of which the text names no state are of the one state that the sentence names, where it names just one.

    Where that one is named as the other side, only those whom a state has at home are taken to be its own.
    """
    named = {n.nation.code: n.nation for n in clause.within(clause.view.sentence(deed.i))}
    states = [n for n in named.values() if n.country is not None]
    if len(states) != 1 or any(n.kind == "igo" for n in named.values()):
        return source, target

    def filled(sides: tuple[Side, ...], others: tuple[Side, ...]) -> tuple[Side, ...]:
        beside = any(other.nation is not None and not other.inferred for other in others)
        return tuple(
            replace(s, nation=states[0], inferred=s.nation is None) if _is_at_home(clause.view, s, beside=beside) else s for s in sides
        )

    return filled(source, target), filled(target, source)


_AT_HOME: Final = frozenset({"government", "capital"})


def _is_at_home(view: View, side: Side, *, beside: bool) -> bool:
    """Whether a side may be of the state that the sentence names: "the president", "President Roth", and not a bare name or "countries"."""
    if side.nation is not None:
        return side.nation.kind == "people"
    head, words = view.tokens[side.head], load_words()
    lemma, gates = head.lemma_.lower(), load_frames().words
    if lemma in gates["gates.generic"] and lemma not in _AT_HOME:
        return False
    if {bare(view.tokens[i].text) for i in range(side.tokens.start, side.tokens.end)} & set(words.titles) - PLAIN_TITLES:
        return True
    return is_public(head) and (not beside or bool({lemma, head.lower_.removesuffix("s")} & gates["gates.home"]))


def _mode(token: Token, deed: Token, frame: Frame) -> str | None:
    """The mode of the frame, or of a deed of force what its instrument tells."""
    if frame.type is not EventType.ASSAULT or (frame.mode is not None and not frame.alone):
        return frame.mode
    around = {t.lemma_.lower() for t in deed.subtree if abs(t.i - deed.i) < 14} | {token.lemma_.lower()}
    return next((mode for mode, words in load_frames().modes.items() if words & around), frame.mode)


def _once(view: View, drafts: Sequence[EventDraft]) -> Iterator[EventDraft]:
    """Each deed once: harm done in an attack is the attack, "killing 20" belongs to the shelling, and what is agreed is no second event."""
    kept: list[EventDraft] = []
    verbs = {d.words.start: d for d in drafts}
    for draft in drafts:
        deed = next((d for d in reversed(drafts) if d.verb == draft.verb and d.frame.alone), None)
        if deed is not None and deed is not draft and (draft.frame.harm or draft.type is deed.type):
            continue
        yield_to = _holder(view, draft, verbs)
        if yield_to is None:
            kept.append(draft)
    for draft in kept:
        if draft.frame.alone:
            harm = next((d for d in drafts if d.verb == draft.verb and not d.frame.alone), None)
            yield replace(draft, source=_doers(harm) or draft.source, target=harm.target or draft.target) if harm else draft
        else:
            yield draft


def _doers(harm: EventDraft) -> tuple[Side, ...]:
    """Who did the harm, where it is not the deed itself: "the bombing killed"."""
    return tuple(side for side in harm.source if side.nation is not None or side.head < harm.verb - 1) if harm.frame.harm else harm.source


def _holder(view: View, draft: EventDraft, others: dict[int, EventDraft]) -> EventDraft | None:
    """The event of which this one is only a part: the harm that an attack did, "wounded" beside "killed"."""
    verb = view.tokens[draft.verb]
    if not draft.frame.harm or verb.dep_ not in ("advcl", "conj", "xcomp", "acl"):
        return None
    for above in walk(verb):
        found = others.get(above.i)
        if found is not None and found.type in (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST):
            return found if not found.frame.harm or verb.dep_ == "conj" else None
    return None
