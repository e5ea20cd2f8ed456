"""The rules of an attribute ruler as tables: what a word becomes is worked out once for each tag, label and kind of word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG

from memcon.language.network.products import Flags, Hashes, Ints

if TYPE_CHECKING:
    from spacy.strings import StringStore

SET: Final = (TAG, POS, MORPH, LEMMA, DEP)
"""What rules set, in the order of the columns of what they give."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What rules look at in a token, as numbers of tables: its spelling in small letters, tag, label, and whether it is white space."""

    spelling: Ints
    tag: Ints
    label: Ints
    space: Flags

    def at(self, where: Ints) -> Seen:
        """The tokens at these places."""
        return Seen(self.spelling[where], self.tag[where], self.label[where], self.space[where])


@dataclass(frozen=True, slots=True)
class _Condition:
    """What one attribute must be; `words` are the only ones that fit, where they are listed."""

    fits: Callable[[str], bool]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Test:
    """What one token of a rule must be; None where anything will do."""

    spelling: int | None
    tags: Flags | None
    labels: Flags | None
    space: bool | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """One or two tokens, and what is set on the one at `index`."""

    tests: tuple[_Test, ...]
    index: int
    sets: tuple[tuple[int, int], ...]


class Rulebook:
    """The rules of one attribute ruler, in their order."""

    def __init__(self, ruler: Any, *, tags: Sequence[str], labels: Sequence[str]) -> None:
        self._tags, self._labels = tags, labels
        self._strings: StringStore = ruler.vocab.strings
        self._conditions: dict[str, _Condition] = {}
        """What rules want of a spelling, by the words of the rule."""
        self._kinds: dict[tuple[bool, ...], int] = {}
        rows = zip(ruler.patterns, ruler.attrs, ruler.indices, strict=True)
        self._rules = [rule for row, sets, index in rows for rule in self._read(row["patterns"], sets, index)]
        self.pairs = [k for k, rule in enumerate(self._rules) if len(rule.tests) == 2]
        self._listed = frozenset(word for condition in self._conditions.values() for word in condition.words)
        self._unlisted = [condition for condition in self._conditions.values() if not condition.words]

    def kind_of(self, spelling: int) -> int:
        """The number of all spellings that the rules treat as they treat this one (the hash of a word in small letters)."""
        word = self._strings[spelling]
        plain = word not in self._listed and not any(condition.fits(word) for condition in self._unlisted)
        met = (False,) * len(self._conditions) if plain else tuple(condition.fits(word) for condition in self._conditions.values())
        return self._kinds.setdefault(met, len(self._kinds))

    def set_alone(self, seen: Seen) -> Hashes:
        """What the rules about single tokens make of each; 0 where they set nothing."""
        return self._set(seen, {})

    def set_beside(self, seen: Seen, before: Ints, behind: Ints, out: Hashes) -> None:
        """Correct `out` where rules about two tokens fit; `behind` are the tokens next to those `before`, in the same block."""
        firsts, seconds = seen.at(before), seen.at(behind)
        hits = {k: self._both(self._rules[k], firsts, seconds) for k in self.pairs}
        touched = np.unique(np.concatenate([(behind if self._rules[k].index else before)[hit] for k, hit in hits.items()]))
        marks = {k: np.isin(touched, (behind if self._rules[k].index else before)[hit]) for k, hit in hits.items()}
        if len(touched):
            out[touched] = self._set(seen.at(touched), marks)

    def _set(self, seen: Seen, pairs: Mapping[int, Flags]) -> Hashes:
        """What all rules make of the tokens, the later ones over the earlier; `pairs` says which tokens rules about two fit."""
        out = np.zeros((len(seen.tag), len(SET)), np.uint64)
        for k, rule in enumerate(self._rules):
            fits = pairs.get(k) if len(rule.tests) == 2 else self._one(rule.tests[0], seen)
            if fits is not None and fits.any():
                for column, value in rule.sets:
                    out[fits, column] = value
        return out

    def _both(self, rule: _Rule, before: Seen, behind: Seen) -> Flags:
        return self._one(rule.tests[0], before) & self._one(rule.tests[1], behind)

    def _one(self, test: _Test, seen: Seen) -> Flags:
        fits = np.ones(len(seen.tag), np.bool_)
        if test.spelling is not None:
            fits &= np.array([met[test.spelling] for met in self._kinds], np.bool_)[seen.spelling]
        if test.tags is not None:
            fits &= test.tags[seen.tag]
        if test.labels is not None:
            fits &= test.labels[seen.label]
        if test.space is not None:
            fits &= seen.space == test.space
        return fits

    def _read(self, patterns: Sequence[Sequence[Mapping[str, Any]]], sets: Mapping[int, int], index: int) -> list[_Rule]:
        values = tuple((SET.index(name), value) for name, value in sets.items())
        return [_Rule(tuple(self._test(token) for token in pattern), index, values) for pattern in patterns]

    def _test(self, token: Mapping[str, Any]) -> _Test:
        wanted = {name: _condition(value) for name, value in token.items() if name != "IS_SPACE"}
        spelling = None
        if "LOWER" in wanted:
            self._conditions.setdefault(repr(token["LOWER"]), wanted["LOWER"])
            spelling = list(self._conditions).index(repr(token["LOWER"]))
        tags, labels = (
            np.array([wanted[name].fits(value) for value in values], np.bool_) if name in wanted else None
            for name, values in (("TAG", self._tags), ("DEP", self._labels))
        )
        return _Test(spelling, tags, labels, token.get("IS_SPACE"))


def _condition(value: str | Mapping[str, Any]) -> _Condition:
    """What a rule says of one attribute. Raises KeyError for words that the rules of the pinned model do not use."""
    if isinstance(value, str):
        return _Condition(lambda found: found == value, (value,))
    ((name, wanted),) = value.items()
    return {
        "IN": lambda: _Condition(lambda found: found in wanted, tuple(wanted)),
        "NOT_IN": lambda: _Condition(lambda found: found not in wanted, ()),
        "REGEX": lambda: _Condition(lambda found: re.search(wanted, found) is not None, ()),
    }[name]()
