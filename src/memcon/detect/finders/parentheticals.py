"""Cues that follow or interrupt what they report: "The port would open, Roth added", "The talks, she said, were short"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.detect.grammar.lexicon import Cue
from memcon.detect.grammar.reading import Range, View
from memcon.detect.grammar.syntax import WH_WORDS, children, is_negated, is_passive, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENERS = frozenset({",", "—", "–", "--", "-", "(", '"', "”", "’", "''"})
_CLOSERS = frozenset({",", ".", "—", "–", "--", "-", ")", "?", "!", ";", ":"})


def find_parenthetical(view: View, verb: Token, cue: Cue) -> tuple[Range, ...] | None:
    """What a cue without content of its own reports: the sentence around it, in one piece or cut in two."""
    if verb.dep_ == "relcl" or is_negated(verb) or is_passive(verb) or any(c.lower_ in WH_WORDS for c in verb.children):
        return None
    sentence = view.sentence(verb.i)
    start, end = _clause_start(view, verb, sentence), _clause_end(view, verb, sentence, told=cue.hearer == "object")
    if start is None or end is None or start <= sentence.start + 1:
        return None
    before, after = Range(_content_start(view, sentence.start, start), start - 1), Range(end, sentence.end)
    worded = any(view.tokens[i].pos_ in ("VERB", "AUX", "NOUN", "PROPN") for i in range(before.start, before.end))
    if not worded or _is_participle(view, before):
        return None
    has_more = (
        view.tokens[end - 1].text != "."
        and any(view.tokens[i].is_alpha for i in range(after.start, after.end))
        and not _is_new_clause(view, verb, after)
    )
    return (before, after) if has_more else (before,)


def _is_participle(view: View, before: Range) -> bool:
    """Whether the words before are no clause: "Asked if he agreed, Roth laughed"."""
    first = next((view.tokens[i] for i in range(before.start, before.end) if not view.tokens[i].is_punct), None)
    return first is not None and first.tag_ in ("VBN", "VBG") and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in first.children)


def _clause_start(view: View, verb: Token, sentence: Range) -> int | None:
    """The first token of ", Roth said": what stands between the comma and the verb is the speaker and little else."""
    subject = subject_of(verb)
    edge = verb.i if subject is None or subject.i > verb.i else min(subject.left_edge.i, verb.i)
    first = min([edge, *(c.left_edge.i for c in children(verb, "aux", "advmod") if c.i < verb.i and c.left_edge.i > edge - 3)])
    first = max(first, sentence.start)
    while first > sentence.start and view.tokens[first - 1].is_space:
        first -= 1
    if first > sentence.start and view.tokens[first - 1].text in _OPENERS:
        return first
    comma = next((i for i in range(verb.i - 1, max(sentence.start, verb.i - 15), -1) if view.tokens[i].text in (",", "—", "–")), None)
    if (
        comma is not None
        and subject is not None
        and comma < subject.i < verb.i
        and not any(view.tokens[i].pos_ == "VERB" for i in range(comma + 1, verb.i))
    ):
        return comma + 1
    return None


def _clause_end(view: View, verb: Token, sentence: Range, *, told: bool) -> int | None:
    """The token after the mark that ends ", Roth said on Friday,"; None when something else follows the verb first."""
    for i in range(verb.i + 1, min(sentence.end, verb.i + 16)):
        token = view.tokens[i]
        if token.text in _CLOSERS and token.text not in ("-", ":"):
            return i + 1
        if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN"):
            return None
        is_object = token.dep_ == "dobj" and token.head.i == verb.i and token.ent_type_ not in ("DATE", "TIME", "PERSON")
        if is_object and token.pos_ != "PRON" and not told:
            return None
    return sentence.end if sentence.end - verb.i <= 16 else None


def _content_start(view: View, start: int, stop: int) -> int:
    """The first token of the content: behind a "but" or "and" of the narrator."""
    while start < stop and (
        view.tokens[start].is_space
        or view.tokens[start].is_punct
        and not view.tokens[start].is_quote
        or (view.tokens[start].dep_ == "cc" and view.tokens[start].lower_ in ("but", "and"))
    ):
        start += 1
    return start


def _is_new_clause(view: View, verb: Token, after: Range) -> bool:
    """Whether what follows ", Roth said," is the narrator again: "..., she said, adding that", "and left"."""
    first = next((view.tokens[i] for i in range(after.start, after.end) if not view.tokens[i].is_punct), None)
    if first is None:
        return True
    top = first
    while top.head.i != top.i and after.holds(top.head.i):
        top = top.head
    return first.dep_ == "cc" and top.head.i == verb.i or (first.tag_ == "VBG" and first.head.i == verb.i)
