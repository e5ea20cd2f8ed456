"""Parts of speech, morphology and lemmas: what the attribute ruler and the lemmatizer set, remembered for each word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

import numpy as np
from spacy.attrs import IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS

from memcon.language.network.products import Hashes, Ints, Rows
from memcon.language.network.rulebook import SET, Rulebook, Seen
from memcon.language.network.words import MIX, Chunk, Words

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Token


class Forms:
    """Says what each token is, from its word, its tag and the label of its arc."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer, *, tags: Sequence[str], labels: Sequence[str]) -> None:
        strings = ruler.vocab.strings
        by_hash = sorted((strings.add(label), label) for label in labels)
        self._labels: Hashes = np.array([value for value, _ in by_hash], np.uint64)
        self._tags: Hashes = np.array([strings.add(tag) for tag in tags], np.uint64)
        self._book = Rulebook(ruler, tags=tags, labels=[label for _, label in by_hash])
        self._lemmatizer = _with_sets(lemmatizer)
        self._numbers: dict[int, int] = {}
        self._alone = Rows(len(SET), np.uint64)
        self.forget()

    def forget(self) -> None:
        """Forget what was remembered of single words."""
        self._spellings = Rows(1, np.int64)
        self._lemmas: dict[int, int] = {}

    def set(self, words: Words, chunk: Chunk, tags: Ints, labels: Hashes) -> Hashes:
        """The columns of `SET` for each token: the given tag and label with what the rules make of them; a lemma where a rule has one."""
        seen = Seen(
            self._spelling(words)[chunk.words],
            tags,
            np.searchsorted(self._labels, labels),
            words.column(IS_SPACE)[chunk.words, 0] != 0,
        )
        out = self._by_rules(seen)
        not_last = np.ones(len(tags), np.bool_)
        not_last[chunk.starts[1:] - 1] = False
        before = np.flatnonzero(not_last)
        self._book.set_beside(seen, before, before + 1, out)
        for column, given in ((0, self._tags[tags]), (len(SET) - 1, labels)):
            out[:, column] = np.where(out[:, column] == 0, given, out[:, column])
        return out

    def lemmas(self, words: Words, chunk: Chunk, found: Hashes, token_at: Callable[[int], Token]) -> Hashes:
        """The lemma of each token, for which `found` holds the columns of `SET`; tokens that are asked for have theirs set."""
        forms = found[:, [SET.index(POS), SET.index(MORPH)]] * MIX
        keys = words.column(ORTH)[chunk.words, 0] ^ forms[:, 0] ^ forms[:, 1]
        wanted, first, back = np.unique(keys, return_index=True, return_inverse=True)
        known = self._lemmas
        for key, at in zip(wanted.tolist(), first.tolist(), strict=True):
            if key not in known:
                known[key] = self._lemma(token_at(at))
        lemmas = np.array([known[key] for key in wanted.tolist()], np.uint64)[back]
        ruled = found[:, SET.index(LEMMA)]
        return np.where(ruled == 0, lemmas, ruled)

    def _lemma(self, token: Token) -> int:
        return int(token.vocab.strings.add(self._lemmatizer.lemmatize(token)[0]))

    def _by_rules(self, seen: Seen) -> Hashes:
        """What the rules about single tokens make of each, worked out once for tokens that look the same to them."""
        codes = ((seen.spelling * len(self._labels) + seen.label) * len(self._tags) + seen.tag) * 2 + seen.space
        wanted, first, back = np.unique(codes, return_index=True, return_inverse=True)
        numbers, known = self._numbers, len(self._numbers)
        rows = np.array([numbers.setdefault(code, len(numbers)) for code in wanted.tolist()], np.int64)
        self._alone.add(self._book.set_alone(seen.at(first[rows >= known])))
        return cast("Hashes", self._alone.all)[rows[back]]

    def _spelling(self, words: Words) -> Ints:
        """The kind of spelling of each word."""
        new = words.column(LOWER)[len(self._spellings) :, 0].tolist()
        if new:
            self._spellings.add(np.array([[self._book.kind_of(spelling)] for spelling in new], np.int64))
        return cast("Ints", self._spellings.all)[:, 0]


def _with_sets(lemmatizer: Lemmatizer) -> Lemmatizer:
    """The lemmatizer with sets for the lists of words that it searches, of which one has 55,000."""
    known = lemmatizer.lookups.get_table("lemma_index")
    for part, words in list(known.items()):
        known[part] = frozenset(words)
    return lemmatizer
