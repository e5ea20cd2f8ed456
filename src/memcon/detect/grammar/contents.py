"""Where the content of a cue stands, for each frame of data/verbs.toml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.lexicon import Cue, load_lexicon
from memcon.detect.grammar.reading import Range, View
from memcon.detect.grammar.syntax import WH_WORDS, agent_of, child, children, grafted_on, is_passive, noun_phrase, opens_with
from memcon.model.ledger import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

PREPOSITIONS: Final = frozenset("as for of about on over with against from into to at".split())
DENIALS: Final = frozenset({"deny", "dispute", "reject", "refute", "confirm", "doubt", "question", "contradict"})
"""Verbs after which a bare "this" or "that" is a content worth a row."""
SO_WORDS: Final = frozenset({"so", "yes", "no", "not", "much"})


@dataclass(frozen=True, slots=True)
class Found:
    """The content of a cue as token ranges, the frame it stood in, and the hearer when the frame shows one."""

    ranges: tuple[Range, ...]
    frame: str
    hearer: Token | None = None


def find_content(view: View, verb: Token, cue: Cue, *, after: int) -> Found | None:
    """The content of the verb in the first of the cue's frames that the sentence has; `after` is the last token of the cue."""
    if "that" in cue.frames and (tokens := _past_misparse(view, verb, cue, after)) is not None:
        return Found((tokens,), "that")
    for frame in cue.frames:
        finder = _FINDERS.get(frame, _prepositional if frame in PREPOSITIONS else None)
        found = finder(view, verb, cue, frame, after) if finder else None
        if found is not None and any(len(r) for r in found.ranges):
            return found
    return None


def _past_misparse(view: View, verb: Token, cue: Cue, after: int) -> Range | None:
    """The clause behind "that" where the parser hung it on another word: "told us afterwards, smiling, that ..."."""
    sentence = view.sentence(verb.i)
    for i in range(after + 1, min(sentence.end, after + 16)):
        token = view.tokens[i]
        if token.lower_ == "that" and i + 1 < sentence.end and (token.tag_ != "WDT" or _told_that(view, cue, i)):
            return (
                None
                if _is_own_clause(token, verb, after) or not _has_verb(view, i + 1, sentence.end)
                else Range(i + 1, _misparsed_end(view, verb, i, sentence.end))
            )
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") or token.text in (";", ":") or token.is_quote or token.lower_ in WH_WORDS:
            return None
    return None


def _told_that(view: View, cue: Cue, that: int) -> bool:
    """Whether a "that" parsed as a relative pronoun opens what somebody was told: a subject of its own follows it."""
    return cue.hearer == "object" and view.tokens[that + 1].pos_ in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM")


def _is_own_clause(that: Token, verb: Token, after: int) -> bool:
    """Whether the parser did see it: the clause of this "that" hangs on the cue, or on a noun between that owns it."""
    clause = that.head
    return that.dep_ == "mark" and (
        verb.i <= clause.head.i <= after or (clause.dep_ in ("acl", "relcl") and clause.head.pos_ == "NOUN" and clause.head.i == that.i - 1)
    )


def _has_verb(view: View, start: int, end: int) -> bool:
    return any(view.tokens[i].pos_ in ("VERB", "AUX") for i in range(start, end))


def _misparsed_end(view: View, verb: Token, that: int, end: int) -> int:
    for i in range(that + 1, end):
        token = view.tokens[i]
        if token.text == ";" or (token.dep_ == "conj" and token.head.i == verb.i):
            return _cut_before(view, token)
    return end


def clause_end(view: View, verb: Token, head: Token) -> int:
    """Where the clause under `verb` ends: before whatever hangs on the verb itself after it, or with the sentence."""
    end = head.right_edge.i + 1
    for sister in verb.rights:
        if sister.i > head.i and sister.dep_ not in ("punct", "cc"):
            if not _still_content(sister, verb):
                end = max(head.i + 1, min(max(end, sister.left_edge.i), _cut_before(view, sister)))
                break
            end = max(end, sister.right_edge.i + 1)
    return _before_narrator(view, verb, head, end)


def _before_narrator(view: View, verb: Token, head: Token, end: int) -> int:
    """The end, moved before what belongs to the narrator: "and suggested a date", ", which she accepted", ", a claim that she denied"."""
    for c in children(head, "conj"):
        if c.lemma_ in load_lexicon().verbs and (true := grafted_on(c)) is not None and true.i == verb.i:
            return max(head.i + 1, _cut_before(view, c))
    for i in range(head.i + 1, min(end, len(view.tokens))):
        which = view.tokens[i]
        accepted = which.lower_ == "which" and which.dep_ == "dobj" and which.head.lemma_ in load_lexicon().verbs
        if accepted and view.tokens[i - 1].text == "," and child(which.head, "nsubj") is not None:
            return i - 1
        if _sums_up(which) and view.tokens[which.left_edge.i - 1].text == ",":
            return which.left_edge.i - 1
    return end


def _sums_up(noun: Token) -> bool:
    """Whether a noun behind a comma stands for all that was said, with what became of it: "..., a charge that she denied"."""
    return (
        noun.lemma_.lower() in load_lexicon().words["summed.nouns"]
        and any(c.dep_ == "det" and c.lower_ in ("a", "an", "the") for c in noun.children)
        and any(c.dep_ in ("relcl", "acl") and c.lemma_ in load_lexicon().verbs for c in noun.children)
    )


def _cut_before(view: View, sister: Token) -> int:
    """Where the narrator resumes: before the sister and the "and" or comma in front of it."""
    start = sister.left_edge.i
    while start > 0 and (view.tokens[start - 1].dep_ == "cc" or view.tokens[start - 1].text == ","):
        start -= 1
    return start


def _still_content(sister: Token, verb: Token) -> bool:
    """Whether what hangs on the verb after its clause belongs to what was said.

    "said that A and that B", "said A, all of it B" belong to it; "and demanded", "adding that", "as crews left" do not.
    """
    marks = {c.lower_ for c in sister.children if c.dep_ in ("mark", "advmod") and c.i < sister.i}
    if sister.dep_ in ("conj", "ccomp", "parataxis", "dep"):
        own_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in sister.children)
        return (
            "that" in marks or sister.dep_ != "conj" or (own_subject and sister.lemma_ not in load_lexicon().verbs and sister.tag_ != "VBD")
        )
    if sister.dep_ == "advcl":
        if marks & {"as", "while", "when", "after", "before", "though", "although"}:
            return False
        return sister.lemma_.lower() not in load_lexicon().verbs
    return False


def _clauses(verb: Token, *labels: str) -> list[Token]:
    return [c for c in verb.children if c.dep_ in labels]


def _is_finite(token: Token) -> bool:
    """Whether the clause has a tensed verb, so that it can stand after "said"."""
    if token.tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return True
    return (
        any(c.tag_ in ("VBD", "VBP", "VBZ", "MD") for c in children(token, "aux", "auxpass", "cop"))
        or child(token, "nsubj", "nsubjpass", "expl") is not None
    )


def _left_of(clause: Token, verb: Token, after: int) -> int:
    """The first token of a clause to the right of the cue: behind "that" where it has one."""
    mark = next((c for c in children(clause, "mark") if c.lower_ == "that" and c.i > after), None)
    if mark is not None:
        return mark.i + 1
    inside = [t.i for t in clause.subtree if t.i > after]
    return min(inside) if inside else clause.i


def _holders(view: View, verb: Token, after: int) -> list[Token]:
    """The verb and the other words of its cue: in "made clear that" the clause may hang on either."""
    return [verb, *(view.tokens[i] for i in range(verb.i + 1, after + 1))]


def _that(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    for clause in (
        c
        for holder in _holders(view, verb, after)
        for c in _clauses(holder, "ccomp", "xcomp", "advcl", "parataxis", "acl", "relcl", "csubj")
    ):
        if clause.i <= after or not _is_that_clause(clause, after, cue):
            continue
        tokens = Range(_left_of(clause, verb, after), clause_end(view, verb, clause))
        if opens_with(view, tokens, WH_WORDS) != (frame == "wh"):
            continue
        return Found((tokens,), frame)
    return None


def _is_that_clause(clause: Token, after: int, cue: Cue) -> bool:
    if cue.act is Act.ASK and any(c.dep_ == "mark" and c.lower_ == "if" and c.i > after for c in clause.children):
        return True
    if clause.dep_ == "ccomp":
        return _is_finite(clause) or _starts_wh(clause)
    return any(c.dep_ == "mark" and c.lower_ in ("that", "whether") and c.i > after for c in clause.children) or (
        clause.dep_ == "xcomp" and _starts_wh(clause)
    )


def _starts_wh(clause: Token) -> bool:
    return clause.left_edge.lower_ in WH_WORDS


def _infinitive(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    for clause in _clauses(verb, "xcomp", "ccomp", "advcl", "relcl", "acl"):
        to = next((c for c in children(clause, "aux") if c.tag_ == "TO"), None)
        if to is None or to.i <= after or clause.i <= after:
            continue
        hearer = next((c for c in children(clause, "nsubj", "nsubjpass") if c.i > after), None)
        negation = next((c for c in children(clause, "neg") if after < c.i < to.i), None)
        first = negation.i if negation is not None else to.i + 1  # "advised not to answer": the "not" is what was advised
        if hearer is not None and view.tokens[max(0, hearer.left_edge.i - 1)].lower_ == "for":  # "asked for the list to be kept"
            return Found((Range(hearer.left_edge.i, clause_end(view, verb, clause)),), frame)
        return Found((Range(first, clause_end(view, verb, clause)),), frame, hearer if cue.hearer == "object" else None)
    return None


def _gerund(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    for clause in _clauses(verb, "xcomp", "ccomp", "pcomp"):
        if clause.i > after and clause.tag_ == "VBG" or any(c.tag_ == "VBG" and c.i > after for c in children(clause, "aux", "auxpass")):
            return Found((Range(_left_of(clause, verb, after), clause_end(view, verb, clause)),), frame)
    return None


def _object(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    found = _bare_object(view, verb, after)
    if found is None or is_passive(verb):
        return found
    noun = child(verb, "dobj")
    last = found.ranges[0].end
    attached = noun is not None and noun.lemma_.lower() in load_lexicon().words["attached.nouns"]
    to = next((p for p in children(verb, "prep", "dative") if attached and p.lower_ == "to" and p.i == last), None)
    return found if to is None else Found((Range(found.ranges[0].start, to.right_edge.i + 1),), frame)


def _bare_object(view: View, verb: Token, after: int) -> Found | None:
    if is_passive(verb):
        noun = child(verb, "nsubjpass")
        return Found((noun_phrase(view, noun),), "object") if noun is not None and noun.pos_ in ("NOUN", "PROPN") else None
    noun = next((c for c in children(verb, "dobj", "attr", "oprd") if c.i >= after), None)
    if noun is not None and noun.lower_ in ("this", "that") and verb.lemma_ in DENIALS:
        return Found((Range(noun.i, noun.i + 1),), "object")
    if noun is None or noun.pos_ not in ("NOUN", "PROPN", "NUM", "VERB") or noun.ent_type_ in ("DATE", "TIME"):
        return None
    return Found((whole_phrase(view, noun, verb),), "object")


def whole_phrase(view: View, noun: Token, verb: Token) -> Range:
    """A noun phrase with all that hangs on it, up to the next thing that hangs on the verb."""
    tokens = noun_phrase(view, noun)
    end = max(tokens.end, min(noun.right_edge.i + 1, view.sentence(noun.i).end))
    for i in range(noun.i + 1, end):
        if view.tokens[i].text in (",", ";", "—") and _leaves(view, i, verb, noun):
            return Range(tokens.start, i)
    return Range(tokens.start, end)


def _leaves(view: View, comma: int, verb: Token, noun: Token) -> bool:
    """Whether what follows the comma is the narrator's: a relative clause, a participle, an apposition."""
    follower = next((c for c in noun.rights if c.i > comma), None)
    if follower is not None and follower.dep_ == "appos":
        return any(c.dep_ == "det" for c in follower.children)
    return follower is not None and follower.dep_ in ("relcl", "acl", "advcl")


def _smallclause(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    if is_passive(verb):
        named = child(verb, "oprd", "attr", "xcomp")
        return Found((Range(named.left_edge.i, named.right_edge.i + 1),), frame) if named is not None and named.i > after else None
    parts = [c for c in verb.rights if c.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "attr", "acomp") and c.i > after]
    if not parts or any(c.tag_ == "TO" for p in parts for c in p.children):
        return None
    tokens = Range(min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts) + 1)
    two = len(parts) > 1 or (parts[0].dep_ == "ccomp" and child(parts[0], "nsubj") is not None and not _is_finite_verb(parts[0]))
    marked = any(view.depths[i] for i in range(tokens.start, tokens.end))
    return Found((tokens,), frame) if two or (marked and cue.needs == "mark") else None


def _is_finite_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBP", "VBZ")


def _so(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    follower = after + 1
    if follower < len(view.tokens) and view.tokens[follower].lower_ in SO_WORDS:
        if (
            follower + 1 < len(view.tokens)
            and not view.tokens[follower + 1].is_punct
            and view.tokens[follower + 1].pos_ not in ("ADP", "SCONJ", "CCONJ")
        ):
            return None
        return Found((Range(follower, follower + 1),), frame)
    much = next((c for c in verb.rights if c.lower_ == "much" and c.i > after), None)
    return Found((Range(much.left_edge.i, much.i + 1),), frame) if much is not None and much.left_edge.lower_ == "as" else None


def _prepositional(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    noun = next((c for c in children(verb, "dobj", "dative", "nsubjpass", "oprd") if c.i > after or c.dep_ == "nsubjpass"), None)
    named = next((c for c in verb.rights if c.pos_ == "ADJ" and any(m.lower_ == "as" for m in c.lefts)), None) if frame == "as" else None
    if named is not None and noun is not None and noun.i < named.i:  # "rejected the report as baseless"
        return Found((Range(noun_phrase(view, noun).start, named.right_edge.i + 1),), frame)
    holders = [h for h in (verb, noun, agent_of(verb)) if h is not None]
    for holder in holders:
        for prep in holder.rights:
            if prep.lower_ == frame and prep.i > after and prep.dep_ in ("prep", "dative", "agent", "mark", "aux", "advmod"):
                found = _under_preposition(view, verb, prep, noun)
                if found is not None:
                    return Found(found, frame)
    return None


def _under_preposition(view: View, verb: Token, prep: Token, noun: Token | None) -> tuple[Range, ...] | None:
    head = child(prep, "pobj", "pcomp", "amod", "advcl", "acomp", "advmod")
    if head is None or (head.ent_type_ in ("DATE", "TIME") and prep.lower_ not in ("for", "as")):
        return None
    end = whole_phrase(view, head, verb).end if head.dep_ == "pobj" else clause_end(view, verb, head)
    if prep.lower_ == "for" and (aim := _aim(view, verb, end)) is not None:
        end = aim.right_edge.i + 1
    if prep.lower_ == "as" and noun is not None and noun.dep_ == "dobj" and noun.i < prep.i and noun.lower_ not in ("which", "that"):
        return (Range(noun_phrase(view, noun).start, end),)
    return (Range(prep.i + 1, end),)


def _aim(view: View, verb: Token, end: int) -> Token | None:
    """The infinitive that follows at once: "asked for a truce [to collect the dead]"."""
    if end >= len(view.tokens) or view.tokens[end].tag_ != "TO":
        return None
    return next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and c.left_edge.i == end), None)


def _rest(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    """All that the verb governs behind it: "attributed the delay to ice"."""
    parts = [c for c in verb.rights if c.i > after and c.dep_ in ("dobj", "prep", "dative", "oprd", "xcomp", "ccomp")]
    if not any(p.dep_ == "dobj" for p in parts) or len(parts) < 2:
        return None
    return Found((Range(parts[0].left_edge.i, parts[-1].right_edge.i + 1),), frame)


def _particle(view: View, verb: Token, cue: Cue, frame: str, after: int) -> Found | None:
    """What follows a phrase that ends in its own preposition: "cast doubt on reports", "called for a vote"."""
    sentence = view.sentence(verb.i)
    if after + 1 >= sentence.end:
        return None
    head = next((view.tokens[i] for i in range(after + 1, sentence.end) if view.tokens[i].pos_ in ("NOUN", "PROPN", "PRON", "VERB")), None)
    if head is None:
        return None
    top = head
    while top.head.i > after and top.head.i != top.i and top.head.i < sentence.end:
        top = top.head
    tokens = whole_phrase(view, top, verb) if top.pos_ in ("NOUN", "PROPN", "PRON") else Range(after + 1, clause_end(view, verb, top))
    return Found((Range(after + 1, max(tokens.end, top.i + 1)),), frame)


_Finder = Callable[[View, "Token", Cue, str, int], Found | None]

_FINDERS: Final[Mapping[str, _Finder]] = {
    "that": _that,
    "wh": _that,
    "infinitive": _infinitive,
    "gerund": _gerund,
    "object": _object,
    "smallclause": _smallclause,
    "so": _so,
    "particle": _particle,
    "rest": _rest,
}
