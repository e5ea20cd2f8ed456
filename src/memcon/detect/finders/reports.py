"""Verbs that report speech, each with its content, speaker and addressees."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.finders.parentheticals import find_parenthetical
from memcon.detect.grammar.contents import Found, find_content
from memcon.detect.grammar.lexicon import Cue, Lexicon, load_lexicon
from memcon.detect.grammar.reading import Draft, Range, Reading, View
from memcon.detect.grammar.roles import NO_SUBJECT, Roles, roles_of
from memcon.detect.grammar.settle import settle
from memcon.detect.grammar.syntax import NOBODY, NOUNS, Stance, child, is_passive, stance_of, subject_of
from memcon.model.ledger import Act, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

POLARITY: Final = {Act.DENY: Polarity.DENIES, Act.DOUBT: Polarity.DOUBTS}

PLAIN_CUES: Final = frozenset(
    "say tell reply answer report state add estimate claim warn assure inform notify insist advise confirm "
    "announce demand note deny".split()
)
"""Verbs that always have something said behind them, even where the parser finds no clause: "UNHCR estimates 740"."""

_KEEPS_NEGATED: Final = frozenset({"around", "that", "wh", "quote", "infinitive"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue verb in a block, with the last token of the cue."""

    verb: Token
    cue: Cue
    after: int
    found: Found


def find_reports(reading: Reading, lexicon: Lexicon, *, claimed: Collection[tuple[int, int]]) -> Iterator[Draft]:
    """A draft for each verb of the lexicon that has something said with it; `claimed` are (block, token) already used."""
    known = lexicon.verbs.keys() | lexicon.phrases.keys()
    for view in reading.views:
        pseudo = _pseudo_tokens(view, lexicon)
        for verb in view.tokens_of("VERB", "AUX", lemmas=known):
            if verb.i in pseudo or (view.index, verb.i) in claimed:
                continue
            hit = _hit(view, verb, lexicon)
            draft = _draft(reading, view, hit) if hit is not None else None
            if draft is not None:
                yield draft


def _pseudo_tokens(view: View, lexicon: Lexicon) -> set[int]:
    """Tokens inside a phrase that only looks like a cue: "that is to say", "needless to say"."""
    low = view.printed.lower()
    found: set[int] = set()
    if len(low) != len(view.printed):
        return found
    for phrase in lexicon.words["pseudo.phrases"]:
        at = low.find(phrase)
        if at >= 0:
            found |= {t.i for t in view.tokens if at <= t.idx < at + len(phrase)}
    return found


def _hit(view: View, verb: Token, lexicon: Lexicon) -> Hit | None:
    lemma = verb.lemma_.lower()
    phrases = [(cue, after) for cue in lexicon.phrases.get(lemma, ()) if (after := phrase_end(view, verb, cue)) is not None]
    cues = phrases or [(cue, verb.i) for cue in lexicon.verbs.get(lemma, ())]
    for cue, after in cues:
        if (found := find_content(view, verb, cue, after=after)) is not None and _is_meant(view, verb, cue, found):
            return Hit(verb, cue, after, found)
    for cue, after in cues:
        if {"that", "quote"} & set(cue.frames) and cue.source is None and (ranges := find_parenthetical(view, verb, cue)) is not None:
            return Hit(verb, cue, after, Found(ranges, "around"))
    if lemma in PLAIN_CUES and cues and (rest := _rest_of_clause(view, verb, cues[0][0])) is not None:
        return Hit(verb, cues[0][0], verb.i, Found((rest,), "rest"))
    return None


def phrase_end(view: View, verb: Token, cue: Cue) -> int | None:
    """The last token of a cue of several words, when its words stand behind the verb."""
    for words in cue.words:
        wanted = words.split()
        for gap in range(3 if len(wanted) <= 2 else 1):
            got = [view.tokens[i].lower_ for i in range(verb.i + 1 + gap, min(verb.i + 1 + gap + len(wanted), len(view.tokens)))]
            if got == wanted and (gap == 0 or cue.hearer is None):
                return verb.i + gap + len(wanted)
    return None


def _is_meant(view: View, verb: Token, cue: Cue, found: Found) -> bool:
    """Whether the cue's conditions on its subject and its content hold."""
    if cue.needs == "mark":
        return any(view.depths[i] > view.depths[verb.i] for r in found.ranges for i in range(r.start, min(r.end, len(view.tokens))))
    if cue.needs == "speaker":
        return _can_speak(verb)
    return True


def _can_speak(verb: Token) -> bool:
    """Whether the subject is somebody or some paper, not a thing or a bare "it"."""
    if is_passive(verb):
        return child(verb, "agent") is not None
    subject = subject_of(verb)
    return (
        subject is not None
        and subject.pos_ in NOUNS
        and subject.lower_ not in _POINTERS
        and subject.lemma_.lower() not in load_lexicon().words["things.nouns"]
    )


_POINTERS: Final = frozenset({"this", "that", "what", "these", "those", "there"})


def _rest_of_clause(view: View, verb: Token, cue: Cue) -> Range | None:
    """What stands behind a plain verb of saying where the parser found no clause: up to the end of the sentence."""
    if verb.tag_ == "VBG" or (is_passive(verb) and cue.hearer != "object"):
        return None
    roles = roles_of(view, verb, cue)
    if roles.speaker is None and not is_passive(verb):
        return None
    start = max(
        [
            verb.i + 1,
            *(a.end for a in roles.addressees if a.start > verb.i),
            *((roles.speaker.end,) if roles.speaker and roles.speaker.start > verb.i else ()),
        ]
    )
    end = _end_of_clause(view, verb, start)
    while start < end and (
        view.tokens[start].is_punct or view.tokens[start].lower_ in ("that", "to") or view.tokens[start].dep_ == "advmod"
    ):
        start += 1
    return (
        Range(start, end)
        if any(view.tokens[i].pos_ in ("NOUN", "PROPN", "NUM", "VERB", "ADJ") for i in range(start, end))
        and not _only_adverbial(view, start)
        else None
    )


def _end_of_clause(view: View, verb: Token, start: int) -> int:
    sentence = view.sentence(verb.i)
    for i in range(start, sentence.end):
        token = view.tokens[i]
        if token.text == ";" or (token.dep_ in ("conj", "advcl") and token.head.i == verb.i and token.i > start and token.pos_ == "VERB"):
            return token.left_edge.i if token.text != ";" else i
    return sentence.end


def _only_adverbial(view: View, start: int) -> bool:
    """Whether the rest is only "in a letter on Friday", "according to a log" or the like."""
    first = view.tokens[start]
    return first.dep_ == "prep" or first.pos_ in ("ADP", "SCONJ", "ADV", "CCONJ") or first.ent_type_ in ("DATE", "TIME")


# ── drafts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _draft(reading: Reading, view: View, hit: Hit) -> Draft | None:
    verb, cue = hit.verb, hit.cue
    stance = stance_of(verb, quoted=_content_is_quoted(view, hit), in_quotation=view.depths[verb.i] > 0)
    if stance is Stance.UNSAID or (stance is not Stance.SAID and hit.found.frame not in _KEEPS_NEGATED):
        return None
    content = settle(reading, view, hit.found.ranges, cue=verb.i)
    if not content:
        return None
    roles = roles_of(view, verb, cue, hit.found)
    if roles.speaker is not None and view.tokens[roles.speaker.start].lower_ in NOBODY | {"no"}:
        return None
    if _is_unfit(hit, roles) or _leaves_to_noun(hit) or _is_form(hit) or _is_modifier(hit) or _is_mere_topic(hit, roles):
        return None
    act = _act_of(hit)
    draft = Draft(
        view.index,
        verb.i,
        act,
        content,
        reading.party(view, roles.speaker, why=roles.why or NO_SUBJECT),
        view.span(Range(verb.i, hit.after + 1)),
        POLARITY.get(act, Polarity.AFFIRMS),
        addressees=tuple(reading.party(view, a) for a in roles.addressees),
        finder="parentheticals" if hit.found.frame == "around" else "reports",
    )
    return _with_stance(draft, stance)


def _act_of(hit: Hit) -> Act:
    """The act of the cue; to reject what was asked for is to refuse it, not to deny it."""
    noun = child(hit.verb, "dobj", "nsubjpass")
    refused = (
        hit.cue.act is Act.DENY
        and hit.found.frame == "object"
        and noun is not None
        and noun.lemma_.lower() in load_lexicon().words["refused.nouns"]
    )
    return Act.REFUSE if refused else hit.cue.act


def _with_stance(draft: Draft, stance: Stance) -> Draft:
    """Negated speech is kept, marked, and never a claim."""
    if stance is Stance.SAID:
        return draft
    act = Act.REFUSE if stance is Stance.REFUSED else draft.act
    return replace(draft, act=act, polarity=Polarity.DENIES, notes=(*draft.notes, "negated"))


def _content_is_quoted(view: View, hit: Hit) -> bool:
    first = hit.found.ranges[0].start
    return first < len(view.tokens) and view.depths[first] > view.depths[hit.verb.i]


def _leaves_to_noun(hit: Hit) -> bool:
    """ "reiterated the position that", "raised a question about": the noun says what was said, not the verb's whole object."""
    if hit.found.frame != "object" or hit.cue.act in (Act.DENY, Act.DOUBT, Act.REFUSE):
        return False
    noun = child(hit.verb, "dobj")
    words = load_lexicon().words
    if noun is not None and hit.verb.lemma_ in words["light.verbs"] and noun.lemma_.lower() in words["light.bare"]:
        return True
    return (
        noun is not None
        and noun.lemma_.lower() in load_lexicon().nouns
        and any(c.dep_ in ("acl", "relcl") and any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children) for c in noun.children)
    )


def _behind_comma(verb: Token) -> bool:
    """Whether a comma parts the participle from its noun: then it may be the main verb of a sentence that was parsed wrongly."""
    return any(verb.doc[i].text == "," for i in range(verb.head.i, verb.i))


def _is_modifier(hit: Hit) -> bool:
    """ "the line agreed in May has never rung": a participle that only says which line."""
    verb = hit.verb
    bare = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and not any(c.dep_ in ("aux", "auxpass", "agent") for c in verb.children)
    opened = any(verb.doc[r.start - 1].lower_ == "that" for r in hit.found.ranges if r.start > 0)
    return bare and hit.found.frame in ("that", "rest") and not opened and not _behind_comma(verb)


def _is_mere_topic(hit: Hit, roles: Roles) -> bool:
    """ "Asked about the list, he left": a topic, and nobody who asks."""
    return roles.speaker is None and hit.found.frame in ("about", "on", "into", "over")


def _is_form(hit: Hit) -> bool:
    """ "asked not to be named": a form of words, not a request in the story."""
    words = load_lexicon().words["forms.verbs"]
    heads = [hit.verb.doc[i] for r in hit.found.ranges for i in range(r.start, min(r.end, r.start + 5))]
    return hit.found.frame == "infinitive" and (
        any(t.lemma_ in words and t.tag_ == "VBN" for t in heads) or any(t.lower_ == "anonymous" for t in heads)
    )


def _is_unfit(hit: Hit, roles: Roles) -> bool:
    """A verb of showing or holding whose passive names nobody, or an object frame without a speaker, reports nothing."""
    if roles.speaker is not None:
        return False
    return hit.found.frame in ("object", "smallclause", "as") or hit.cue.needs is not None
