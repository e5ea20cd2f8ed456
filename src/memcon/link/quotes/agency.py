"""Who did it to whom: two parties that changed places around a word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from memcon.link.quotes.diffing import Column
from memcon.link.quotes.lexicon import bases
from memcon.link.quotes.tables import load_table, values_of, verb_forms
from memcon.link.quotes.words import Word, is_function
from memcon.model.quotation import ChangeKind

_REACH: Final = 7
_NEAR: Final = 8
_STOPS: Final = frozenset(',;:.!?()[]"“”—–…\n')
_PASSIVE: Final = frozenset({"am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "getting"})
_ADVERBS: Final = frozenset({"not", "never", "also", "then", "now", "always", "often", "still", "just", "only", "even", "ever", "soon"})
_DIRECTIONS: Final = frozenset({"to", "against", "over"})


class Side(NamedTuple):
    """The words of one of the two texts, in order, and the text."""

    words: Sequence[Word]
    text: str


def read_agency(columns: list[Column], mine: str, theirs: str, around: Sequence[Word]) -> None:
    """Mark words whose two parties changed places, unless one side is passive and the other is not."""
    changed = [k for k, column in enumerate(columns) if column.changed]
    if not changed:
        return
    here = Side([column.mine for column in columns if column.mine], mine)
    there = Side(around, theirs)
    for k, column in enumerate(columns):
        if column.mine is None or not _turns(column.mine, here) or min(abs(k - other) for other in changed) > _NEAR:
            continue
        why = _turned(here, there, column.mine, _twin(column, column.mine, here, there))
        if why:
            column.kind, column.note = ChangeKind.AGENCY, why


def _turns(pivot: Word, side: Side) -> bool:
    """Whether a word is one around which parties can change: a verb, or a word of direction."""
    if is_function(pivot.key):
        return pivot.key in _DIRECTIONS
    return pivot.value is None and not pivot.bracket and (not pivot.capital or pivot is side.words[0] or pivot.surface.isupper())


def _twin(column: Column, pivot: Word, here: Side, there: Side) -> Word | None:
    """The same word of the source: the one below, or the one that comes as often before it."""
    if column.theirs is not None and bases(column.theirs.key) & bases(pivot.key):
        return column.theirs
    mine = [word for word in here.words if bases(word.key) & bases(pivot.key)]
    theirs = [word for word in there.words if bases(word.key) & bases(pivot.key)]
    rank = next(k for k, word in enumerate(mine) if word is pivot)
    return theirs[rank] if len(mine) == len(theirs) else None


def _turned(here: Side, there: Side, pivot: Word, source: Word | None) -> str:
    """How the parties changed their parts; empty where they did not."""
    if source is None:
        return ""
    at, other = _place(here, pivot), _place(there, source)
    passive, were_passive = _is_passive(here.words, at), _is_passive(there.words, other)
    left, right = _left(here, at), _right(here, at)
    old_left, old_right = _left(there, other), _right(there, other)
    crossed = left & old_right and right & old_left and not left & old_left and not right & old_right
    if crossed and passive == were_passive:
        return "the two sides changed places"
    if passive != were_passive and pivot.key not in _DIRECTIONS and _is_verb(source) and _same_before(here, at, there, other):
        return "active and passive with the same subject"
    return ""


def _place(side: Side, pivot: Word) -> int:
    return next(k for k, word in enumerate(side.words) if word is pivot)


def _same_before(here: Side, at: int, there: Side, other: int) -> bool:
    """Whether the word before a verb, its auxiliaries and adverbs is the same in both texts."""
    one, two = _before(here, at), _before(there, other)
    return one >= 0 and two >= 0 and here.words[one].key == there.words[two].key


def _before(side: Side, at: int) -> int:
    k = at - 1
    while k >= 0 and _is_helping(side.words[k]) and not _parted(side, k):
        k -= 1
    return k if k >= 0 and not _parted(side, k) else -1


def _left(side: Side, at: int) -> frozenset[str]:
    """The party right before a word, past auxiliaries and adverbs."""
    k = _before(side, at)
    if k < 0:
        return frozenset()
    if side.words[k].key in values_of("persons"):
        return frozenset({_person(side.words[k].key)})
    return _phrase(side, k, -1)


def _right(side: Side, at: int) -> frozenset[str]:
    """The party right after a word, past adverbs and the by of a passive."""
    k = at
    while k + 1 < len(side.words) and not _parted(side, k):
        k += 1
        word = side.words[k]
        if word.key in values_of("persons") and not _owns(side, k):
            return frozenset({_person(word.key)})
        if not (is_function(word.key) and (word.key in _determiners() or word.key in {"by", "to"} or _owns(side, k))) and not _is_helping(
            word
        ):
            return _phrase(side, k, 1)
    return frozenset()


def _phrase(side: Side, k: int, step: int) -> frozenset[str]:
    """The words of substance in a row from a place on."""
    found: set[str] = set()
    while 0 <= k < len(side.words) and not is_function(side.words[k].key) and len(found) < _REACH:
        found.add(side.words[k].key.removesuffix("'s"))
        if _parted(side, k if step > 0 else k - 1):
            break
        k += step
    return frozenset(found)


def _parted(side: Side, k: int) -> bool:
    """Whether a mark stands between a word and the next."""
    if not 0 <= k < len(side.words) - 1:
        return True
    return bool(_STOPS & set(side.text[side.words[k].end : side.words[k + 1].start]) - _dots(side.words[k]))


def _dots(word: Word) -> frozenset[str]:
    return frozenset(".") if len(word.surface) <= 4 and word.capital else frozenset()


def _owns(side: Side, k: int) -> bool:
    """Whether a pronoun says whose the next word is."""
    return (
        side.words[k].key in {"my", "your", "his", "her", "its", "our", "their"}
        and not _parted(side, k)
        and not is_function(side.words[k + 1].key)
    )


def _is_helping(word: Word) -> bool:
    return word.key in _auxiliaries() or word.key in _ADVERBS or (word.key.endswith("ly") and not word.capital)


@cache
def _auxiliaries() -> frozenset[str]:
    return frozenset(load_table("words")["function"]["auxiliaries"].split())


@cache
def _determiners() -> frozenset[str]:
    return frozenset(load_table("words")["function"]["determiners"].split())


def _person(key: str) -> str:
    """A pronoun without its case: him is he, us is we."""
    return {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we"}.get(key, key)


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is passive: a participle after be or get, or before by."""
    key = words[at].key
    if not (key.endswith("ed") or (verb_forms().get(key, key) != key and not key.endswith(("s", "ing")))):
        return False
    k = at - 1
    while k >= 0 and words[k].key not in _PASSIVE and _is_helping(words[k]):
        k -= 1
    return k >= 0 and words[k].key in _PASSIVE


def _is_verb(word: Word) -> bool:
    return word.key in verb_forms() or word.key.endswith("ed")
