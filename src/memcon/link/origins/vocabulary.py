"""Numbers for the words of all texts: what each is compared as, how rare it is, whether it is a name or a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from memcon.link.origins.lists import class_of, stops
from memcon.link.origins.reading import Sentence

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]
_Number = TypeVar("_Number", np.int64, np.uint64)

SMOOTH: Final = 40
"""Texts that are added in thought: in a small case no word is common or rare yet."""
ANCHOR: Final = 1.5
"""Times that a name or number counts for another word: they stay where all others are changed."""


class Whole(Protocol):
    """What is known of a collection of which texts are a part: without it they are taken for all that there is."""

    @property
    def texts(self) -> int:
        """How many texts it has."""
        ...

    def are_names(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Which words are capitalised more often than not."""
        ...

    def holders_of_classes(self, classes: Sequence[str]) -> Ints:
        """How many texts hold each class."""
        ...

    def holders_of_words(self, words: Sequence[str]) -> Ints:
        """How many texts hold each word; any small number for a rare one."""
        ...

    def standing(self, outlet: str | None, sentences: Sequence[Sentence]) -> Sequence[bool]:
        """Which sentences of a text its outlet prints under everything."""
        ...


@dataclass(frozen=True)
class Vocabulary:
    """The ids of words, and for each id its class and whether it is a grammar word, a name, a number; the classes by number."""

    ids: dict[str, int]
    names: tuple[str, ...]
    classes: Ints
    is_stop: NDArray[np.bool_]
    is_anchor: NDArray[np.bool_]

    @property
    def words(self) -> tuple[str, ...]:
        """The words by id."""
        return tuple(self.ids)


def make_vocabulary(texts: Iterable[Sequence[Sentence]], whole: Whole | None = None) -> Vocabulary:
    """The vocabulary of texts; a word is a name where it is capitalised more often than not."""
    ids: dict[str, int] = {}
    capitals: list[int] = []
    for sentences in texts:
        for word in (word for sentence in sentences for word in sentence):
            n = ids.setdefault(word.folded, len(ids))
            if n == len(capitals):
                capitals.append(0)
            capitals[n] += 0 if word.capital is None else 1 if word.capital else -1
    return _numbered(ids, np.array(capitals, np.int64) > 0 if whole is None else whole.are_names(tuple(ids)))


def _numbered(ids: dict[str, int], is_name: NDArray[np.bool_]) -> Vocabulary:
    digits = np.array([word[0].isdigit() or class_of(word)[0].isdigit() for word in ids], np.bool_)
    is_stop = np.array([word in stops() for word in ids], np.bool_)
    is_anchor = (digits | is_name) & ~is_stop
    homes: dict[str, int] = {}
    classes = [homes.setdefault(_class(word, anchor=bool(a)), len(homes)) for word, a in zip(ids, is_anchor, strict=True)]
    return Vocabulary(ids, tuple(homes), np.array(classes, np.int64), is_stop, is_anchor)


def _class(word: str, *, anchor: bool) -> str:
    """A name is compared as it is, without the ending of the genitive."""
    return word.removesuffix("'s") if anchor and not class_of(word)[0].isdigit() else class_of(word)


def weigh(holders: Sequence[Ints], size: int) -> Floats:
    """Nats of each class, by the number of texts that hold it."""
    return nats_of(np.bincount(np.concatenate(holders), minlength=size) if holders else np.zeros(size, np.int64), len(holders))


def nats_of(holders: Ints, texts: int) -> Floats:
    """Nats of what so many of the texts hold."""
    weights: Floats = np.maximum(np.log((texts + SMOOTH) / (holders + 0.5)), 0.0)
    return weights


_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_TURN: Final = np.uint64(29)


def mixed(values: Hashes) -> Hashes:
    """Hashes that are spread over all 64 bits."""
    spread = (values + np.uint64(1)) * _MIX
    spread ^= spread >> _TURN
    spread *= np.uint64(0xBF58476D1CE4E5B9)
    out: Hashes = spread ^ (spread >> np.uint64(32))
    return out


def run_hashes(words: Ints, size: int) -> Hashes:
    """A hash of each run of `size` words, in order; the whole where there are fewer."""
    size = min(size, len(words))
    if not size:
        return np.zeros(0, np.uint64)
    values = words.astype(np.uint64)
    total = np.zeros(len(words) - size + 1, np.uint64)
    for k in range(size):
        total = mixed(total ^ values[k : len(values) - size + 1 + k])
    return total


def distinct(values: NDArray[_Number]) -> NDArray[_Number]:
    """The values sorted, each once; quicker than numpy's own for few of them."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def found_in(values: NDArray[_Number], among: NDArray[_Number]) -> NDArray[np.bool_]:
    """Which of the values stand among sorted ones; quick where these are very many more."""
    if not len(among):
        return np.zeros(len(values), np.bool_)
    at = among.searchsorted(values)
    at[at == len(among)] = 0
    found: NDArray[np.bool_] = among[at] == values
    return found
