"""Negations that came, went, or stand on another word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from memcon.link.quotes.diffing import Column
from memcon.link.quotes.lexicon import bases
from memcon.link.quotes.tables import words_of
from memcon.link.quotes.words import Word, is_function, is_negation
from memcon.model.quotation import ChangeKind

_REACH = 8
_NEAR = 5
_NEAR_WORD = 3


def read_negations(columns: list[Column]) -> None:
    """Mark negations that only one side has, unless they moved, were cancelled, or went with their whole clause."""
    _read_prefixes(columns)
    mine = [k for k, column in enumerate(columns) if column.mine and not column.theirs_denies and _denies(columns, k, mine=True)]
    theirs = [k for k, column in enumerate(columns) if column.theirs and not column.mine_denies and _denies(columns, k, mine=False)]
    for k in list(mine):
        near = [other for other in theirs if abs(other - k) <= _REACH and _same_word(columns, k, other)]
        twin = min(near, key=lambda other: (abs(other - k), other), default=None)
        if twin is not None:
            mine.remove(k)
            theirs.remove(twin)
            _calm(columns[k], columns[twin])
    for k, side in sorted([(k, True) for k in mine] + [(k, False) for k in theirs]):
        _read_single(columns, k, mine=side)
    _read_scope(columns)


def _same_word(columns: Sequence[Column], mine: int, theirs: int) -> bool:
    """Whether two negations deny about the same word, so that one of them only moved."""
    one, other = _content(columns, mine, mine=True), _content(columns, theirs, mine=False)
    return one is None or other is None or abs(one - other) <= _NEAR_WORD


def _read_prefixes(columns: Sequence[Column]) -> None:
    """An opposite with non or un written apart before it, as in non-public for private."""
    for one, other in pairwise(columns):
        if other.kind is ChangeKind.ANTONYM and one.changed and any(word and word.key in {"non", "un"} for word in (one.mine, one.theirs)):
            one.kind = other.kind = ChangeKind.SYNONYM


def _denies(columns: Sequence[Column], k: int, *, mine: bool) -> bool:
    """Whether the word is a negation that denies: "not only" and "no doubt" do not."""
    word = columns[k].mine if mine else columns[k].theirs
    if word is None or not is_negation(word.key):
        return False
    after = _next(columns, k, mine=mine)
    if word.key in {"nor", "neither"} and any(column.mine_denies and column.theirs_denies for column in columns[max(0, k - 15) : k]):
        return False
    return after not in {"only", "just", "merely", "simply", "doubt", "matter"}


def _next(columns: Sequence[Column], k: int, *, mine: bool) -> str:
    for column in columns[k + 1 : k + 4]:
        word = column.mine if mine else column.theirs
        if word is not None:
            return word.key
    return ""


def _calm(*columns: Column) -> None:
    for column in columns:
        if column.kind in {ChangeKind.WORD, ChangeKind.INSERTED, ChangeKind.SILENT_CUT}:
            column.kind = ChangeKind.MINOR if is_negation(column.word.key) else column.kind


def _read_single(columns: list[Column], k: int, *, mine: bool) -> None:
    column = columns[k]
    if column.kind is ChangeKind.BRACKET:
        column.kind, column.note = ChangeKind.BRACKET_MEANING, "a negation"
        return
    if _cancelled(columns, k, mine=mine) or _emphatic(columns, k) or not still_there(columns, k, mine=mine):
        return
    column.kind = ChangeKind.NEGATION


def _cancelled(columns: list[Column], k: int, *, mine: bool) -> bool:
    """Whether an opposite, or a word such as failed or refused on the other side, takes the negation back."""
    near = columns[max(0, k - _NEAR) : k + _NEAR + 1]
    for other in near:
        if other.kind is ChangeKind.ANTONYM:
            other.kind, other.note = ChangeKind.SYNONYM, "an opposite with a negation"
            columns[k].kind = ChangeKind.MINOR
            return True
    for other in near:
        word, counterpart = (other.theirs, other.mine) if mine else (other.mine, other.theirs)
        if (
            word is not None
            and word.key in words_of("soft_negations")
            and (counterpart is None or not bases(counterpart.key) & bases(word.key))
        ):
            columns[k].kind = ChangeKind.SYNONYM
            return True
    return False


def _emphatic(columns: Sequence[Column], k: int) -> bool:
    """Whether the negation opens or joins a stretch between commas that only repeats one before it."""
    column = columns[k]
    if column.mine is not None and column.theirs is not None:
        return False
    low = k
    while low > 0 and (columns[low - 1].mine is None or columns[low - 1].theirs is None):
        low -= 1
    before = columns[max(0, low - 12) : low]
    return columns[low].after_comma and any(other.mine_denies and other.theirs_denies for other in before)


def still_there(columns: Sequence[Column], k: int, *, mine: bool) -> bool:
    """Whether what a negation or modal verb governs stands on both sides: the next word of substance, or the word before it at an end."""
    after = _content(columns, k, mine=mine)
    if after is None:
        return k > 0 and columns[k - 1].kept
    column = columns[after]
    if column.kind in {ChangeKind.INSERTED, ChangeKind.SILENT_CUT, ChangeKind.BRACKET}:
        return False
    return column.kind is not ChangeKind.WORD or any(other.kept for other in columns[max(0, k - 2) : k])


def _read_scope(columns: list[Column]) -> None:
    """A negation that stands on another word than in the source, whose own word was left out."""
    for k, column in enumerate(columns):
        if not (column.mine_denies and column.theirs_denies):
            continue
        own = _content(columns, k, mine=False)
        new = _content(columns, k, mine=True)
        if own is None or new is None or columns[own].kind not in {ChangeKind.SILENT_CUT, ChangeKind.WORD}:
            continue
        if _later(columns, columns[new].mine, own):
            column.kind, column.note = ChangeKind.NEGATION, "the negation stands on another word"


def _content(columns: Sequence[Column], k: int, *, mine: bool) -> int | None:
    for i in range(k + 1, min(k + 8, len(columns))):
        word = columns[i].mine if mine else columns[i].theirs
        if word is not None and not is_function(word.key):
            return i
    return None


def _later(columns: Sequence[Column], word: Word | None, own: int) -> bool:
    """Whether a word of the source soon after is the new word of the negation, or of its stem."""
    if word is None:
        return False
    for column in columns[own + 1 : own + 7]:
        theirs = column.theirs
        if theirs is not None and (bases(theirs.key) & bases(word.key) or (len(word.key) > 5 and theirs.key[:5] == word.key[:5])):
            return True
    return False
