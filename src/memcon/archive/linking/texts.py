"""What must be known of all texts before any two are compared: which words are names, how rare each is, what outlets always print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from memcon.archive.linking.documents import load_outlets
from memcon.archive.linking.numbers import Hashes, Ints, hash_of, hashes_of, mixed, shares_of, starts_of
from memcon.archive.linking.shares import Job, column, read_shares, write_shares
from memcon.archive.linking.sheaves import details, read_documents
from memcon.archive.linking.tallies import NOTHING, Counts, added_up, load_counts, write_counts
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt, Written
from memcon.link.origins.reading import Sentence, read_sentences
from memcon.link.origins.sheets import make_book
from memcon.link.origins.standing import find_standing, fold_imprint
from memcon.link.origins.text import Text
from memcon.run.tracing import read_text

WORDS, NAMES = "words", "names"
LINES, STANDING = "lines", "standing"
CLASSES, CLASS_HOLDERS = "classes", "class-holders"
TEXT_WORDS, WORD_HOLDERS = "text-words", "word-holders"
IMPRINT: Final = 2_000
"""Texts of one outlet that are looked through at once for what it prints under everything: that shows in any two thousand."""
AT_ONCE: Final = 200
"""Texts that are prepared at once."""
COLUMNS: Final = ("id", "text", "published", "outlet", "byline", "near", "details")


def read_texts(job: Job) -> Iterator[tuple[Text, dict[str, Any]]]:
    """The texts of a sheaf that were read, with their rows."""
    for stem in job.of("stems"):
        for row in read_documents(job.out, stem, COLUMNS):
            document = row | {"sections": details(row)["sections"]}
            yield Text(row["id"], read_text(document), row["published"], row["outlet"]), document


def some_at_once(texts: Iterator[tuple[Text, dict[str, Any]]]) -> Iterator[list[tuple[Text, dict[str, Any]]]]:
    """The texts, so many at a time."""
    while some := list(islice(texts, AT_ONCE)):
        yield some


# ── words and lines ──────────────────────────────────────────────────────────────────────────────────────────────────


def gather_words(job: Job) -> Receipt:
    """How often each word of a sheaf is capitalised, more often or less; and its sentences by outlet."""
    outlets = _folded_outlets(job)
    capitals: Counter[str] = Counter()
    lines = _Lines()
    for text, _ in read_texts(job):
        sentences = read_sentences(text.text)
        for word in (word for sentence in sentences for word in sentence if word.capital is not None):
            capitals[word.folded] += 1 if word.capital else -1
        lines.add(text, sentences, outlets[fold_imprint(text.outlet)])
    counted = added_up(hashes_of(capitals), np.fromiter(capitals.values(), np.int64, len(capitals)))
    return job.receipt(write_counts(job, WORDS, counted), lines.write(job))


def _folded_outlets(job: Job) -> Counter[str]:
    folded: Counter[str] = Counter()
    for outlet, n in load_outlets(job.out, job.of("run")).items():
        folded[fold_imprint(outlet)] += n
    return folded


@dataclass(slots=True)
class _Lines:
    """The sentences of texts as numbers, with the part of the outlet in which they are looked through."""

    parts: list[int] = field(default_factory=list)
    outlets: list[int] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def add(self, text: Text, sentences: Sequence[Sentence], texts_of_outlet: int) -> None:
        """The sentences of one more text; an outlet with very many texts is looked through in parts, by the ids of these."""
        outlet, number = fold_imprint(text.outlet), int(text.id, 16)
        each = dict.fromkeys(map(line_of, sentences))
        self.parts += [hash_of(f"{outlet}\n{number % (1 + (texts_of_outlet - 1) // IMPRINT)}")] * len(each)
        self.outlets += [hash_of(outlet)] * len(each)
        self.texts += [number] * len(each)
        self.lines += each

    def write(self, job: Job) -> Written:
        """All of them, by the share of the part."""
        import pyarrow as pa

        names = ("parts", "outlets", "texts", "lines")
        columns = {name: np.array(getattr(self, name), np.uint64) for name in names}
        return write_shares(job.out, job.path(LINES), pa.table(columns), shares_of(columns["parts"], job.of("line_shares")))


def line_of(sentence: Sentence) -> int:
    """A sentence as a number."""
    return hash_of(" ".join(word.folded for word in sentence))


def find_standing_share(job: Job) -> Receipt:
    """The sentences that outlets of one share print under everything."""
    import pyarrow as pa

    found: list[Hashes] = []
    tables = list(read_shares(job.files(LINES), job.of("share")))
    if tables:
        rows = pa.concat_tables(tables)
        names = ("parts", "outlets", "texts", "lines")
        columns = [column(rows, name) for name in names]
        order = np.lexsort((columns[2], columns[0]))
        parts, outlets, texts, lines = (values[order] for values in columns)
        begins = starts_of(parts)
        for start, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
            standing = _standing(texts[start:end], lines[start:end], known=bool(outlets[start] != hash_of("")))
            found.append(standing_keys(int(outlets[start]), standing))
    keys = np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)
    rows = pa.table({"hash": keys, "n": np.ones(len(keys), np.int64)})
    return job.receipt(write_file(job.out, job.path(STANDING), rows))


def _standing(texts: Hashes, lines: Hashes, *, known: bool) -> Hashes:
    begins = starts_of(texts)
    each = [lines[start:end].tolist() for start, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True)]
    found = find_standing(["an outlet" if known else None] * len(each), each)
    return np.array(sorted(found[0]), np.uint64)


def standing_keys(outlet: int, lines: Hashes) -> Hashes:
    """Sentences of an outlet as numbers."""
    return mixed(lines ^ mixed(np.array([outlet], np.uint64)))


# ── the collection ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Collection:
    """What is known of all texts, as far as it is counted already: see `link.origins.vocabulary.Whole`."""

    texts: int
    names: Counts
    lines: Counts
    classes: Counts
    words: Counts

    @staticmethod
    def of(job: Job, *, counted: bool = True) -> Collection:
        """What lies on the disk for this run; how rare words are only where that is counted."""
        names, lines = (load_counts(job.out, job.of("run"), step) for step in (NAMES, STANDING))
        if not counted:
            return Collection(job.of("texts"), names, lines, NOTHING, NOTHING)
        classes, words = (load_counts(job.out, job.of("run"), step) for step in (CLASS_HOLDERS, WORD_HOLDERS))
        return Collection(job.of("texts"), names, lines, classes, words)

    def are_names(self, words: Sequence[str]) -> NDArray[np.bool_]:
        return self.names.has(hashes_of(words))

    def holders_of_classes(self, classes: Sequence[str]) -> Ints:
        return self.classes.of(hashes_of(classes), else_=1)

    def holders_of_words(self, words: Sequence[str]) -> Ints:
        return self.words.of(hashes_of(words), else_=1)

    def standing(self, outlet: str | None, sentences: Sequence[Sentence]) -> Sequence[bool]:
        lines = np.array([line_of(sentence) for sentence in sentences], np.uint64)
        stand: list[bool] = self.lines.has(standing_keys(hash_of(fold_imprint(outlet)), lines)).tolist()
        return stand


def gather_classes(job: Job) -> Receipt:
    """In how many texts of a sheaf each word stands, and what it is compared as."""
    whole = Collection.of(job, counted=False)
    classes: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for some in some_at_once(read_texts(job)):
        book = make_book([text for text, _ in some], whole)
        for sheet in book.sheets:
            features = np.unique(sheet.features[sheet.features < len(book.classes)])
            classes.update(book.classes[n] for n in features.tolist())
            words.update(book.words[n] for n in sheet.words.tolist())
    told = [
        write_counts(job, step, added_up(hashes_of(counts), np.fromiter(counts.values(), np.int64, len(counts))))
        for step, counts in ((CLASSES, classes), (TEXT_WORDS, words))
    ]
    return job.receipt(*told)
