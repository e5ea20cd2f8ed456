"""Whether a deed was done, is to come, is refused: what the words around its verb make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.detect.events.frames import Frame, load_frames
from memcon.detect.events.matching import doer_of, fits, is_infinitive
from memcon.detect.grammar.lexicon import load_lexicon
from memcon.detect.grammar.syntax import auxiliaries, child, is_negated
from memcon.model.ledger import EventType, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_WILL: Final = frozenset({"will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d"})
_MAY: Final = frozenset({"may", "might"})
_OUGHT: Final = frozenset({"should", "must", "ought", "could", "can", "ca"})
_HEDGES: Final = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
_SUPPOSING: Final = frozenset({"if", "unless", "lest", "whether", "should", "until", "before"})


@dataclass(frozen=True, slots=True)
class Turn:
    """The type that a deed has as it is told, and its modality."""

    type: EventType
    modality: Modality


def turn_of(verb: Token, frame: Frame) -> Turn | None:
    """What the words around a verb make of its deed; None where it is only supposed, wished, or the content of another event."""
    if _is_supposed(verb) or (frame.threat and not _threatens(verb)):
        return None
    ahead = _governed(verb)
    if ahead is None:
        return None
    modals = {a.lower_ for a in auxiliaries(verb)} | ahead
    return _turned(frame.type, modals, negated=_is_negated(verb), hedged=_is_hedged(verb))


def _is_negated(verb: Token) -> bool:
    """Also "was not charged nor convicted": what is joined to a negated verb by "nor" or "or"."""
    joined = verb.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ in ("nor", "or") for c in verb.head.children)
    return is_negated(verb) or (joined and is_negated(verb.head))


def _turned(type_: EventType, modals: set[str], *, negated: bool, hedged: bool) -> Turn | None:
    words = load_frames().words
    friendly, hostile = type_ in words["gates.friendly"], type_ in words["gates.hostile"]
    if modals & _OUGHT:
        return None
    if modals & _WILL:
        if negated:
            return Turn(EventType.REJECT, Modality.REFUSED) if friendly else None
        ahead = EventType.AGREE if friendly else EventType.THREATEN if hostile else None
        return Turn(ahead, Modality.WILL) if ahead else None
    if negated:
        return None
    if modals & _MAY:
        return Turn(EventType.THREATEN, Modality.MAY) if hostile else None
    return Turn(type_, Modality.ALLEGED if hedged else Modality.DID)


def _governed(verb: Token) -> set[str] | None:
    """The modals that the verb above adds to an infinitive or gerund; None where it takes the reality from it."""
    if verb.dep_ == "conj" and verb.tag_ in ("VB", "VBG") and verb.head.pos_ in ("VERB", "AUX"):
        return _governed(verb.head) if not any(c.dep_ in ("aux", "nsubj") for c in verb.children) else set()
    if is_infinitive(verb):
        return _under(verb.head, verb)
    if verb.dep_ == "pcomp" and not _is_told_as_done(verb):
        return None
    if verb.tag_ == "VBN" and verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in ("have", "want", "get", "see"):
        return None  # "by having him jailed"
    if verb.tag_ == "VBG" and verb.dep_ == "xcomp":
        return _under(verb.head, verb)
    return set()


def _is_told_as_done(verb: Token) -> bool:
    """ "accused of shelling", "after expelling": and not "a call for sending", "steered clear of condemning"."""
    if verb.head.lower_ in ("by", "after", "in", "over"):
        return True
    return verb.head.lower_ in ("of", "for") and verb.head.head.lemma_.lower() in load_frames().words["intents.alleging"]


def _under(above: Token, verb: Token) -> set[str] | None:
    """What "plan to", "begin to", "agree to", "attempt to" make of an infinitive."""
    words, lemma = load_frames().words, above.lemma_.lower()
    if lemma in words["intents.attempts"] and _is_hostile(verb):
        return set()  # an attempt on somebody is a deed against him
    if lemma in words["intents.plan"] or lemma in words["intents.ready"]:
        return {"will"} if not is_negated(above) else None
    if lemma in words["intents.begun"] and above.pos_ in ("VERB", "AUX") and not is_negated(above):
        return {a.lower_ for a in auxiliaries(above)} | (_governed(above) or set())
    return None


def _is_hedged(verb: Token) -> bool:
    return any(c.lower_ in _HEDGES for c in verb.children)


def _is_supposed(verb: Token) -> bool:
    """ "if it attacks", "unless he agrees": and what hangs on such a clause."""
    token = verb
    for _ in range(4):
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in _SUPPOSING and c.i < token.i for c in token.children):
            return True
        if token.dep_ not in ("conj", "xcomp", "advcl", "ccomp") or token.head.i == token.i:
            return False
        if token.dep_ in ("ccomp", "advcl") and token.i > token.head.i:
            return False  # what a clause depends on is not supposed with it: "may leave if it is asked"
        token = token.head
    return False


def _threatens(verb: Token) -> bool:
    """A warning is a threat only where whoever warns says what he himself will do; a vow only where the deed is hostile."""
    deed = next((c for c in verb.rights if c.dep_ in ("ccomp", "xcomp", "advcl") and c.pos_ in ("VERB", "AUX")), None)
    if deed is None:
        return False
    if is_infinitive(deed):
        return verb.lemma_ not in {"warn", "caution"} and _is_hostile(deed)
    own = child(deed, "nsubj", "nsubjpass")
    modal = {a.lower_ for a in auxiliaries(deed)} & _WILL
    if own is None or not modal:
        return False
    doer = doer_of(verb)
    same = own.lower_ in ("it", "he", "she", "they", "we", "i") or _same_side(own, doer)
    return same and deed.lemma_ not in load_lexicon().words.get("seen.verbs", frozenset()) and deed.lemma_ != "be"


def _same_side(own: Token, doer: Token | None) -> bool:
    """ "warned that police will no longer tolerate", said by the chief of security: forces stand for who sends them."""
    forces = frozenset({"police", "army", "troop", "force", "government"})
    return doer is not None and (own.lower_ == doer.lower_ or own.lemma_.lower() in forces)


def _is_hostile(deed: Token) -> bool:
    frames = load_frames()
    return any(f.type in frames.words["gates.hostile"] for f in frames.verbs.get(deed.lemma_.lower(), ()) if fits(deed, f))
