"""Texts prepared for comparing: hashes of sentences and runs of words, and the features of each sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np

from memcon.link.origins.reading import Sentence, read_sentences
from memcon.link.origins.standing import find_standing
from memcon.link.origins.text import Text
from memcon.link.origins.vocabulary import (
    ANCHOR,
    Floats,
    Hashes,
    Ints,
    Vocabulary,
    Whole,
    distinct,
    make_vocabulary,
    nats_of,
    run_hashes,
    weigh,
)

SHORT: Final = 3
LONG: Final = 5
"""Words of the runs by which texts are compared, and by which candidates are found."""
NARRATED: Final = 0.25
"""The part of its words that a text must tell in its own voice; with less, its quotations are all there is to compare."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One text: `lines` and `sizes` are its sentences as hashes and in words, `runs` and `long_runs` sorted hashes of runs.

    `rows` and `features` say which class stands in which sentence, each once, outside quotations; `anchors` which of them are
    names, numbers or quotations; `bag` are the different features, and `bag_places` where each stands in it. `said` are the long runs
    within quotation marks.
    """

    text: Text
    size: int
    lines: Hashes
    sizes: Ints
    runs: Hashes
    long_runs: Hashes
    said: Hashes
    words: Ints
    rows: Ints
    features: Ints
    anchors: Ints
    bag: Ints
    bag_places: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """All sheets, by the id of their text, with the weight of each class, the words and classes by id, and how many texts there are.

    `texts` is more than there are sheets where these are a part of a collection.
    """

    sheets: tuple[Sheet, ...]
    weights: Floats
    holders: Ints
    words: tuple[str, ...]
    classes: tuple[str, ...]
    texts: int


def make_book(texts: Sequence[Text], whole: Whole | None = None) -> Book:
    """The texts prepared, in the order of their ids. Raises ValueError where two have one id."""
    ordered = sorted(texts, key=lambda text: text.id)
    if len({text.id for text in ordered}) < len(ordered):
        raise ValueError("two texts have one id")
    read = [read_sentences(text.text) for text in ordered]
    vocabulary = make_vocabulary(read, whole)
    kept = _without_standing(ordered, read, vocabulary) if whole is None else list(map(_without_known(whole), ordered, read))
    size = int(vocabulary.classes.max(initial=-1)) + 1
    sheets = tuple(_sheet(text, sentences, vocabulary, size) for text, sentences in zip(ordered, kept, strict=True))
    if whole is not None:
        weights = nats_of(whole.holders_of_classes(vocabulary.names), whole.texts)
        return Book(sheets, weights, whole.holders_of_words(vocabulary.words), vocabulary.words, vocabulary.names, whole.texts)
    weights = weigh([distinct(sheet.features[sheet.features < size]) for sheet in sheets], size)
    holders = np.bincount(np.concatenate([s.words for s in sheets]), minlength=len(vocabulary.ids)) if sheets else np.zeros(0, np.int64)
    return Book(sheets, weights, holders, vocabulary.words, vocabulary.names, len(sheets))


def _without_known(whole: Whole) -> Callable[[Text, Sequence[Sentence]], list[Sentence]]:
    def kept(text: Text, sentences: Sequence[Sentence]) -> list[Sentence]:
        standing = whole.standing(text.outlet, sentences)
        return [sentence for sentence, stands in zip(sentences, standing, strict=True) if not stands]

    return kept


def _without_standing(texts: Sequence[Text], read: Sequence[Sequence[Sentence]], vocabulary: Vocabulary) -> list[list[Sentence]]:
    """The sentences of each text without those that its outlet prints under everything."""
    lines = [[_line_hash(_ids(sentence, vocabulary)) for sentence in sentences] for sentences in read]
    standing = find_standing([text.outlet for text in texts], lines)
    return [
        [sentence for sentence, line in zip(sentences, hashes, strict=True) if line not in drop]
        for sentences, hashes, drop in zip(read, lines, standing, strict=True)
    ]


def _ids(sentence: Sentence, vocabulary: Vocabulary) -> Ints:
    return np.array([vocabulary.ids[word.folded] for word in sentence], np.int64)


def _line_hash(ids: Ints) -> int:
    return int.from_bytes(blake2b(ids.tobytes(), digest_size=8).digest(), "little")


def _sheet(text: Text, sentences: Sequence[Sentence], vocabulary: Vocabulary, size: int) -> Sheet:
    each = [_ids(sentence, vocabulary) for sentence in sentences]
    words = np.concatenate(each) if each else np.zeros(0, np.int64)
    quoted = np.array([word.quoted for sentence in sentences for word in sentence], np.bool_)
    at = np.repeat(np.arange(len(each)), [len(ids) for ids in each]) if each else np.zeros(0, np.int64)
    long_runs = run_hashes(words, LONG)
    inside = _all_of(quoted, len(long_runs))
    rows, features, anchors = _features(words, quoted, at, vocabulary, size)
    bag = distinct(features)
    bag_places = np.searchsorted(bag, features)
    return Sheet(
        text=text,
        size=len(words),
        lines=np.array([_line_hash(ids) for ids in each], np.uint64),
        sizes=np.array([len(ids) for ids in each], np.int64),
        runs=distinct(run_hashes(words, SHORT)),
        long_runs=distinct(long_runs),
        said=distinct(long_runs[inside]),
        words=distinct(words),
        rows=rows,
        features=features,
        anchors=anchors,
        bag=bag,
        bag_places=bag_places,
    )


def _all_of(flags: np.ndarray[tuple[int], np.dtype[np.bool_]], runs: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each run of LONG words whether most of them have the flag."""
    sums = np.concatenate([[0], np.cumsum(flags)])
    wide = len(flags) - runs + 1 if runs else 0
    return np.array(sums[wide : wide + runs] - sums[:runs] > wide / 2, np.bool_)


def _features(
    words: Ints, quoted: np.ndarray[tuple[int], np.dtype[np.bool_]], at: Ints, vocabulary: Vocabulary, size: int
) -> tuple[Ints, Ints, Ints]:
    """Which class stands in which sentence; a quotation is one feature, the hash of how it begins, above all classes."""
    own_voice = ~quoted if (~quoted).sum() > NARRATED * len(words) else np.ones(len(words), np.bool_)
    kept = own_voice & ~vocabulary.is_stop[words]
    rows, classes = at[kept], vocabulary.classes[words[kept]]
    anchors = vocabulary.is_anchor[words[kept]]
    starts = np.flatnonzero(quoted & ~np.concatenate([[False], quoted[:-1]])) if len(words) else np.zeros(0, np.int64)
    begun = np.array([_quote_id(words[s : s + 4], size) for s in starts], np.int64)
    columns = (
        np.concatenate([rows, at[starts]]),
        np.concatenate([classes, begun]),
        np.concatenate([anchors, np.ones(len(starts), np.bool_)]).astype(np.int64),
    )
    return _each_once(*columns)


def _each_once(rows: Ints, features: Ints, anchors: Ints) -> tuple[Ints, Ints, Ints]:
    """The features in order, each with its sentence and whether it is an anchor, and each so once."""
    order = np.lexsort((anchors, features, rows))
    columns = rows[order], features[order], anchors[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return columns[0][new], columns[1][new], columns[2][new]


def _quote_id(words: Ints, size: int) -> int:
    return size + (_line_hash(words) >> 2)


def weights_of(book: Book, features: Ints, anchors: Ints) -> Floats:
    """Nats of features: names and numbers more than other words, a quotation as much as a rare name."""
    known = features < len(book.weights)
    rarest = float(np.log(book.texts + 1) + 1)
    nats: Floats = np.where(known, book.weights[np.where(known, features, 0)] if len(book.weights) else 0.0, rarest)
    return nats * np.where(anchors > 0, ANCHOR, 1.0)
