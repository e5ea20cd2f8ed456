"""Numbers of people and amounts: who was killed, wounded, displaced, arrested, how many at least, and how much was given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from memcon.detect.events.matching import objects_of
from memcon.detect.grammar.reading import Range, View
from memcon.detect.grammar.syntax import child, children
from memcon.detect.grammar.tables import load_table
from memcon.model.ledger import Count

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS: Final = load_table("counts")
_HARMS: Final[dict[str, str]] = {lemma: what for what, lemmas in _WORDS["harms"].items() for lemma in lemmas}
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_REACH: Final = 4
"""Tokens in front of a number in which its bound is looked for: "not less than", "an estimated"."""


def counts_of(view: View, verb: Token) -> Iterator[Count]:
    """The people counted by a verb of harm and by those joined to it, and the amount that was given; each population by itself."""
    seen: set[int] = set()
    for harm in _harms(verb):
        what = _what(harm)
        for noun in _victims(harm):
            found = _count(view, noun, what) if noun.i not in seen else None
            if found is not None:
                seen.add(noun.i)
                yield found
    yield from _left(view, verb)
    yield from _amounts(view, verb)


def _harms(verb: Token) -> Iterator[Token]:
    """The verb itself, and the harm that it brought: "shelled the town, killing 20 and wounding 5"."""
    if verb.lemma_.lower() in _HARMS:
        yield verb
    for c in verb.children:
        if c.dep_ in ("advcl", "conj", "xcomp", "ccomp", "dep") and c.lemma_.lower() in _HARMS and c.pos_ in ("VERB", "ADJ"):
            yield from _harms(c)


def _what(harm: Token) -> str:
    """ "killed or wounded" is one number for both."""
    what = _HARMS[harm.lemma_.lower()]
    other = next((c for c in children(harm, "conj") if c.lemma_.lower() in _HARMS), None)
    if other is not None and any(c.lower_ == "or" for c in children(harm, "cc")):
        return f"{what} or {_HARMS[other.lemma_.lower()]}"
    return what


def _left(view: View, verb: Token) -> Iterator[Count]:
    """ "left 12 people dead", "claimed the lives of 12 people"."""
    if verb.lemma_ == "leave":
        for state in (c for c in verb.subtree if c.lower_ in _WORDS["states"] and c.i > verb.i):
            people = next(
                (c for c in (*children(state, "nsubj"), state.head, *children(verb, "dobj")) if _number_token(c) is not None), None
            )
            found = _count(view, people, _WORDS["states"][state.lower_]) if people is not None and people.pos_ != "VERB" else None
            yield from [found] if found is not None else []
    lives = next((c for c in children(verb, "dobj") if c.lower_ == "lives"), None) if verb.lemma_ in ("claim", "take", "cost") else None
    if lives is not None:
        found = _count(view, _of(lives) or lives, "killed")
        yield from [replace(found, who=None if found.who == "lives" else found.who)] if found is not None else []


def _victims(harm: Token) -> Iterator[Token]:
    """Those harmed: the objects, or the subject of "died" and "was killed"; what two verbs share belongs to each."""
    found = list(objects_of(harm))
    if not found and harm.lemma_.lower() in _WORDS["intransitive"]["lemmas"]:
        subject = child(harm, "nsubj")
        found = [subject, *_joined(subject)] if subject is not None else []
    if not found and harm.dep_ == "conj" and any(c.lower_ == "or" for c in harm.head.children):
        return
    yield from found


def _joined(noun: Token) -> Iterator[Token]:
    for other in children(noun, "conj"):
        yield other
        yield from _joined(other)


def _count(view: View, noun: Token, what: str) -> Count | None:
    """The number before or in a noun phrase, with its bound and the words for those who are counted."""
    number = _number_token(noun)
    if number is None:
        return None
    value, first, last = _value(view, number)
    if value is None:
        return None
    bound, start = _bound(view, first, number)
    who = None if number.i == noun.i and not _of(noun) else _who(view, noun, last)
    return Count(what, who, value, bound, view.span(Range(start, max(noun.i, last) + 1)))


def _number_token(noun: Token) -> Token | None:
    """The number word of a noun phrase; of "scores of refugees" the noun itself."""
    own = child(noun, "nummod")
    if own is not None:
        return own
    if noun.like_num or noun.lemma_.lower() in _WORDS["vague"] or noun.lower_ in _WORDS["numbers"]:
        return noun
    return next((c for c in noun.lefts if c.like_num or c.lemma_.lower() in _WORDS["vague"]), None)


def _value(view: View, number: Token) -> tuple[float | None, int, int]:
    """The value and the tokens from first to last that say it: "46", "two thousand", "1.5 million", "tens of thousands"."""
    first = last = number.i
    while first > 0 and (view.tokens[first - 1].like_num or _is_number(view.tokens[first - 1].lower_) or _is_hyphen(view, first - 1)):
        first -= 1
    while last + 1 < len(view.tokens) and _is_multiple(view.tokens[last + 1].lower_):
        last += 1
    if number.lemma_.lower() in _WORDS["vague"] and first == number.i and number.tag_ != "CD":
        return _vague(view, number)
    total: float | None = None
    for i in range(first, last + 1):
        total = _with(total, view.tokens[i].lower_)
    return total, first, last


def _vague(view: View, number: Token) -> tuple[float | None, int, int]:
    """ "hundreds of thousands": no fewer than so many; the parse may take either of the two words for the number."""
    value, first, last = float(_WORDS["vague"][number.lemma_.lower()]), number.i, number.i
    of = next((p for c in children(number, "prep") if c.lower_ == "of" for p in children(c, "pobj")), None)
    if of is not None and of.lemma_.lower() in _WORDS["vague"]:
        value, last = value * float(_WORDS["vague"][of.lemma_.lower()]), of.i
    before = view.tokens[number.i - 2].lemma_.lower() if number.i >= 2 and view.tokens[number.i - 1].lower_ == "of" else ""
    if before in _WORDS["vague"]:
        value, first = value * float(_WORDS["vague"][before]), number.i - 2
    return value, first, last


def _with(total: float | None, word: str) -> float | None:
    digits = _DIGITS.fullmatch(word)
    if digits:
        return (total or 0) + float(word.replace(",", ""))
    if _is_multiple(word):
        return (total or 1) * float(_WORDS["multiples"][word])
    value = _WORDS["numbers"].get(word)
    return total if value is None else (total or 0) + float(value)


def _is_hyphen(view: View, i: int) -> bool:
    """The hyphen of "forty-five"."""
    inside = view.tokens[i].text == "-" and 0 < i < len(view.tokens) - 1
    return inside and _is_number(view.tokens[i - 1].lower_) and _is_number(view.tokens[i + 1].lower_)


def _is_number(word: str) -> bool:
    return word in _WORDS["numbers"] or bool(_DIGITS.fullmatch(word))


def _is_multiple(word: str) -> bool:
    return word in _WORDS["multiples"]


def _bound(view: View, first: int, number: Token) -> tuple[str, int]:
    """The sign of "at least", "more than", "up to", "about", and the token where they begin; vague numbers are lower bounds."""
    for length in range(_REACH, 0, -1):
        start = first - length
        words = " ".join(view.tokens[i].lower_ for i in range(max(start, 0), first))
        if start >= 0 and words in _WORDS["bounds"]:
            return _WORDS["bounds"][words], start
    vague = number.lemma_.lower() in _WORDS["vague"] and number.tag_ != "CD"
    told = any(view.tokens[i].like_num and view.tokens[i].lemma_.lower() not in _WORDS["vague"] for i in range(first, number.i))
    return (">=" if vague and not told else "="), first


def _who(view: View, noun: Token, last: int) -> str | None:
    """Those counted, without their number: "13 [US troops]"."""
    of = _of(noun)
    if of is not None and (noun.like_num or noun.lemma_.lower() in _WORDS["vague"]):
        inner = of if of.lemma_.lower() not in _WORDS["vague"] else _of(of) or of
        words = [view.tokens[i] for i in range(max(inner.left_edge.i, last + 1), inner.i + 1)]
        return " ".join(w.text for w in words if w.pos_ != "DET" and w.tag_ != "PRP$") or None
    start = last + 1 if last < noun.i else noun.i
    words = [view.tokens[i] for i in range(start, noun.i + 1) if view.tokens[i].text != "-"]
    return " ".join(w.text for w in words if w.pos_ != "DET" and w.tag_ != "PRP$") or None


def _of(noun: Token) -> Token | None:
    return next((p for c in children(noun, "prep") if c.lower_ == "of" for p in children(c, "pobj")), None)


def _amounts(view: View, verb: Token) -> Iterator[Count]:
    """Money in the object of a verb: "$50,000 worth of goods", "a grant of 580 million shillings"."""
    for token in verb.subtree:
        if token.i <= verb.i or not token.like_num or token.head.like_num:
            continue
        value, first, last = _value(view, token)
        sign = view.tokens[first - 1].text if first else ""
        behind = view.tokens[last + 1].lemma_.lower() if last + 1 < len(view.tokens) else ""
        named = next((word for word in (token.head.lemma_.lower(), behind) if word in _WORDS["currencies"]), None)
        money = _WORDS["money"].get(sign) or named
        if money is not None and value is not None:
            bound, start = _bound(view, first - (sign in _WORDS["money"]), token)
            yield Count("amount", money, value, bound, view.span(Range(start, last + 1 + (behind == money))))
