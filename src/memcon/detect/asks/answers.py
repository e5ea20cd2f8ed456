"""What may answer an ask: verbs like "accepted" and "demurred" in the text, and statements of those who were asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.detect.asks.likeness import key_words
from memcon.detect.asks.parties import Known, head_phrase
from memcon.detect.asks.phrases import Match, answering_phrases, infinitive_of, match_answer, objects_of
from memcon.detect.asks.places import Places, anchor, token_in
from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.roles import party_tokens
from memcon.detect.grammar.syntax import RELATIVES, agent_of, child, is_passive, noun_phrase, subject_of
from memcon.detect.grammar.tables import load_table
from memcon.model.ledger import Act, AskKind, AskStatus, Manner, Party, Polarity, Statement
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS: Final[dict[str, list[str]]] = load_table("asks")["nouns"]
_POINTERS: Final = frozenset(load_table("asks")["pointers"]["words"])
_WITHHELD: Final = frozenset(load_table("asks")["evaded"]["withheld"])
_EVASIVE: Final = tuple(load_table("asks")["evaded"]["contents"])
_REFUSING: Final = tuple(load_table("asks")["refused"]["contents"])
_PUTTING_OFF: Final = tuple(load_table("asks")["evaded"]["deeds"])
_BEGINS: Final = {s: tuple(load_table("asks")[s.value]["begins"]) for s in (AskStatus.ACCEPTED, AskStatus.REFUSED)}
_WILL: Final = frozenset(load_table("asks")["accepted"]["will"])
_NO_REPLY: Final = frozenset({Act.ASK, Act.URGE, Act.ORDER, Act.OFFER, Act.THANK, Act.PRAISE, Act.CONDOLE})
_REPLIES: Final = frozenset(load_table("asks")["questions"]["replies"])
_STOP: Final = re.compile(r"[.?!]")
_WOULD_BE: Final = frozenset({"i", "we", "he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Words that may change an ask, and to what.

    `who` answers, None where nobody is named. `noun` is the token of the noun that it answers ("the request"), `kinds` what
    that noun may stand for; `bare` where it names no thing, so that it is about what was said before. `words` say what it is
    about. `plain` where the verb itself accepts or refuses; `said` where something was said, which answers a question whatever
    it is; `replies` where its cue says that somebody had asked; `before` where it had happened before what the text tells.
    `whole` where it says what is to come, which is an answer only where it holds most of what was asked. `refused` is who was
    refused in person: "was turned down".
    """

    status: AskStatus
    view: View
    verb: int
    sentence: int
    span: Span
    who: Party | None
    statement: str | None
    words: frozenset[str]
    kinds: frozenset[AskKind] = frozenset()
    noun: int | None = None
    bare: bool = False
    plain: bool = True
    said: bool = False
    before: bool = False
    replies: bool = False
    whole: bool = False
    refused: Party | None = None

    @property
    def start(self) -> int:
        return self.view.starts[self.verb]


def find_answers(places: Places, statements: Sequence[Statement], known: Known) -> list[Answer]:
    """Everything in a document that may answer an ask, in the order of the text."""
    cues = _cues(places.reading, statements)
    verbs = list(_verb_answers(places, statements, known, cues))
    taken = {answer.statement for answer in verbs}
    told = [a for s in statements if s.id not in taken and (a := _statement_answer(places, s)) is not None]
    return sorted([*verbs, *told], key=lambda a: a.start)


def _cues(reading: Reading, statements: Sequence[Statement]) -> dict[tuple[int, int], Statement]:
    """The statements by block and token of their cue."""
    found: dict[tuple[int, int], Statement] = {}
    for statement in statements:
        place = token_in(reading, statement.cue.start) if statement.cue is not None else None
        if place is not None:
            found.setdefault((place[0].index, place[1].i), statement)
    return found


# ── verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _verb_answers(
    places: Places, statements: Sequence[Statement], known: Known, cues: Mapping[tuple[int, int], Statement]
) -> Iterator[Answer]:
    withheld, phrases = _not_claimed(statements), answering_phrases()
    for view in places.reading.views:
        for verb in view.tokens_of("VERB", "AUX", lemmas=phrases):
            if (match := match_answer(verb)) is None:
                continue
            statement = cues.get((view.index, verb.i)) or cues.get((view.index, match.last))
            answer = _verb_answer(places, view, verb, match, known, statement)
            if statement is not None and match.phrase.negated:
                continue  # "did not say whether": the statement tells what was not said
            if answer is not None and not any(s.start <= answer.start < s.end for s in withheld):
                yield answer


def _not_claimed(statements: Sequence[Statement]) -> list[Span]:
    """The contents that nobody stands by: what is told in them did not happen."""
    return [span for s in statements if s.polarity is not Polarity.AFFIRMS and s.act is not Act.REFUSE for span in s.content]


def _verb_answer(places: Places, view: View, verb: Token, match: Match, known: Known, statement: Statement | None) -> Answer | None:
    passive = is_passive(verb) and match.phrase.words[0] != "be"
    thing = _thing(verb, match, passive=passive)
    kinds = _kinds(thing)
    if match.phrase.noun_only and not kinds:
        return None
    about = _about(view, verb, thing)
    subject = agent_of(verb) if passive else subject_of(verb)
    party = known.party(view, party_tokens(view, subject, verb), places.reading.text) if subject is not None else None
    in_person = passive and thing is not None and not kinds and thing.lower_ not in _POINTERS | RELATIVES
    return Answer(
        match.status,
        view,
        verb.i,
        places.sentence(view, verb.i),
        _words(view, verb, subject, thing, match),
        statement.speaker if statement is not None and not passive else party,
        statement.id if statement is not None else None,
        key_words(about),
        kinds,
        _noun(thing),
        bare=thing is None or thing.lower_ in _POINTERS,
        said=match.phrase.words[0] == "say" and match.status is not AskStatus.EVADED,
        before=match.before,
        refused=known.party(view, party_tokens(view, thing, verb), places.reading.text) if in_person and thing is not None else None,
    )


def _thing(verb: Token, match: Match, *, passive: bool) -> Token | None:
    """The noun that is accepted or refused: object, subject of a passive, or what a relative clause hangs on; no word of the phrase."""
    if passive:
        return child(verb, "nsubjpass") or subject_of(verb)
    holders = [verb, *(t for t in verb.doc[verb.i + 1 : match.last + 1] if t.pos_ == "NOUN")]
    found = next((noun for holder in holders for noun in objects_of(holder) if not _is_fixed(noun, verb, match)), None)
    if found is not None:
        return found
    return verb.head if verb.dep_ == "relcl" and infinitive_of(verb) is None and child(verb, "nsubj") is not None else None


def _is_fixed(noun: Token, verb: Token, match: Match) -> bool:
    """Whether a noun belongs to the phrase itself: "took [note]", and not what stands in its gap: "turned [the request] down"."""
    return verb.i < noun.i <= match.last and {noun.lower_, noun.lemma_.lower()} & set(match.phrase.words) != set()


def _noun(thing: Token | None) -> int | None:
    """The token of the noun; for a relative pronoun the noun that it stands for."""
    if thing is None:
        return None
    clause = thing.head
    return clause.head.i if thing.lower_ in RELATIVES and clause.dep_ == "relcl" else thing.i


def _kinds(thing: Token | None) -> frozenset[AskKind]:
    if thing is None:
        return frozenset()
    noun = thing.doc[_noun(thing) or thing.i].lemma_.lower()
    return frozenset(kind for kind in AskKind if noun in _NOUNS[kind.value])


def _about(view: View, verb: Token, thing: Token | None) -> str:
    """The words for what is answered."""
    if thing is not None:
        return view.text(noun_phrase(view, thing))
    deed = infinitive_of(verb)
    return view.text(Range(deed.left_edge.i, deed.right_edge.i + 1)) if deed is not None else ""


def _words(view: View, verb: Token, subject: Token | None, thing: Token | None, match: Match) -> Span:
    """The clause in which the answer stands, as far as its object."""
    sentence = view.sentence(verb.i)
    near = [t for t in (subject, thing) if t is not None and sentence.holds(t.i)]
    near = [t for t in near if t.i > verb.i or t.head.i == verb.i or (t.i == verb.head.i and verb.dep_ == "relcl")]
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg")), *(head_phrase(view, t).start for t in near)])
    last = max([match.last, *(head_phrase(view, t).end - 1 for t in near)])
    return view.span(Range(first, last + 1))


# ── statements ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _statement_answer(places: Places, statement: Statement) -> Answer | None:
    """What a statement makes of an ask put to its speaker: it agrees, refuses, promises, or says yes, no, or nothing."""
    found = token_in(places.reading, anchor(statement).start)
    low = _low(places.reading.text, statement)
    status, said = _status(low, statement), answers_question(places.reading.text, statement)
    if found is None or (status is None and not said):
        return None
    view, cue = found
    words = key_words(" ".join(span.of(places.reading.text) for span in statement.content))
    is_reply = _begins(low) is not None or _holds_one(low, (*_EVASIVE, *_REFUSING))
    return Answer(
        status or AskStatus.ACCEPTED,
        view,
        cue.i,
        places.sentence(view, cue.i),
        anchor(statement),
        statement.speaker,
        statement.id,
        words,
        frozenset({AskKind.QUESTION}) if status is None else frozenset(),
        bare=not words or is_reply,
        plain=statement.act in (Act.AGREE, Act.REFUSE) or is_reply,
        said=said,
        whole=status is not None and statement.act not in (Act.AGREE, Act.REFUSE, Act.PROMISE) and not is_reply and _will(low) is None,
        replies=said and cue.lemma_.lower() in _REPLIES,
    )


def _status(low: str, statement: Statement) -> AskStatus | None:
    if "negated" in statement.notes:
        return AskStatus.EVADED
    if statement.act is Act.REFUSE:
        return AskStatus.EVADED if low.partition(" ")[0] in _WITHHELD else AskStatus.REFUSED
    if statement.polarity is not Polarity.AFFIRMS or statement.act in (Act.ASK, Act.URGE, Act.ORDER, Act.OFFER):
        return None
    if _holds_one(low, _EVASIVE):
        return AskStatus.EVADED
    if statement.act in (Act.AGREE, Act.PROMISE):
        return AskStatus.EVADED if low.startswith(_PUTTING_OFF) else AskStatus.ACCEPTED
    if _holds_one(low, _REFUSING):
        return AskStatus.REFUSED
    return _begins(low) or _will(low) or _foretells(low)


def _low(text: str, statement: Statement) -> str:
    return " ".join(statement.content[0].of(text).split()).lower()


def _holds_one(low: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in low for phrase in phrases)


def _begins(low: str) -> AskStatus | None:
    """ "Yes, we will", "No": the answer is its first word."""
    for status, phrases in _BEGINS.items():
        if any(low == phrase or low.startswith((f"{phrase},", f"{phrase}.", f"{phrase}!", f"{phrase};")) for phrase in phrases):
            return status
    return None


def _will(low: str) -> AskStatus | None:
    """ "he would open it" accepts, "he would not open it" refuses: the speaker says what he will do."""
    words = _split(low)[:5]
    if not words or words[0] not in _WOULD_BE:
        return None
    k = next((k for k, word in enumerate(words[:3]) if word in _WILL or word in ("wo", "can", "could", "cannot")), None)
    if k is None:
        return None
    if words[k] == "cannot" or words[k + 1 : k + 2] in (["not"], ["n't"], ["never"]):
        return AskStatus.REFUSED
    return AskStatus.ACCEPTED if words[k] in _WILL else None


def _foretells(low: str) -> AskStatus | None:
    """ "The crew would be released", "no tug will come": something is said of what is to come."""
    words = _split(low)
    k = next((k for k, word in enumerate(words) if word in _WILL), None)
    if k is None:
        return None
    return AskStatus.REFUSED if {"not", "n't", "never"} & set(words[k + 1 : k + 3]) or words[0] in ("no", "nobody") else AskStatus.ACCEPTED


def _split(low: str) -> list[str]:
    return low.replace("n't", " n't").replace("n’t", " n't").replace("'ll", " 'll").replace("’ll", " 'll").split()


def answers_question(text: str, statement: Statement) -> bool:
    """Whether a statement says something that may answer a question put to its speaker."""
    return "negated" not in statement.notes and (statement.act not in _NO_REPLY or _tells_first(text, statement))


def _tells_first(text: str, statement: Statement) -> bool:
    """A turn that ends with a question of its own, but says something first."""
    stop = _STOP.search(statement.content[0].of(text))
    return statement.act is Act.ASK and statement.manner is Manner.DIRECT and stop is not None and stop[0] != "?"
