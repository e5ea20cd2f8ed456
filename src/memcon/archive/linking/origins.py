"""Where the texts of a large archive come from: those that share runs of words, quotations or names are traced together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

import numpy as np

from memcon.archive.linking import grouping
from memcon.archive.linking.numbers import Floats, Hashes, Ints, hash_of, hashes_of, mixed
from memcon.archive.linking.pairing import MILLI, Keyed, Pairs, Rule, judge_share, pair_share, write_keyed
from memcon.archive.linking.papers import origin_row
from memcon.archive.linking.shares import Job, read_shares, write_shares, write_table
from memcon.archive.linking.texts import COLUMNS, Collection, read_texts, some_at_once
from memcon.archive.tables.rows import Row
from memcon.archive.tasks import Receipt
from memcon.link.origins.candidates import LEAST_NATS, LEAST_PART, LEAST_QUOTED, LEAST_RUNS, anchor_pairs
from memcon.link.origins.credits import CreditFinder
from memcon.link.origins.finding import Copy, trace
from memcon.link.origins.reading import read_sentences
from memcon.link.origins.sheets import LONG, Book, Sheet, make_book, weights_of
from memcon.link.origins.text import Text
from memcon.link.origins.vocabulary import distinct, run_hashes
from memcon.run.tracing import text_of

MARKS, PAIRS, EDGES, GROUPS, TEXTS = "text-marks", "text-pairs", "text-edges", "text-groups", "text-batches"
EACH: Final = 4
"""One run, and one pair of names, in so many is looked up, the same ones in all texts."""
RUN, SAID, ANCHOR, NEAR = 1, 2, 3, 4
RULES: Final = {
    RUN: Rule("runs", 24, 4, 20_000),
    SAID: Rule("quoted_runs", 24, 4, 2_000),
    ANCHOR: Rule("names", 24, 0, 24),
    NEAR: Rule("near_copies", 24, 4, 2**31),
}
"""Which texts are paired: a page that is printed under ten thousand stories ties no two of them."""
LEAST_ANCHORS: Final = 0.15
"""The part of the names and numbers of a text, two by two, that another must share: a text that was turned throughout shares most."""
MOST: Final = 300
"""Texts that are traced together; where more hang together, the weakest ties are left out."""
BATCH: Final = 1_000
"""Texts of one task."""
_KINDS: Final = (RUN, SAID, ANCHOR, NEAR)


# ── marks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mark_texts(job: Job) -> Receipt:
    """The keys of the texts of a sheaf: runs of words, runs within quotations, names and numbers of one sentence, near copies."""
    whole = Collection.of(job)
    found: list[tuple[int, Hashes, Ints, int]] = []
    rows: list[Hashes] = []
    for some in some_at_once(read_texts(job)):
        book = make_book([text for text, _ in some], whole)
        near, classes = {text.id: row["near"] for text, row in some}, hashes_of(book.classes)
        for sheet in book.sheets:
            for kind, keys, weights in _marks(book, sheet, whole, near[sheet.text.id], classes):
                found.append((kind, keys, weights, int(weights.sum())))
                rows.append(np.full(len(keys), int(sheet.text.id, 16), np.uint64))
    return job.receipt(write_keyed(job, MARKS, _keyed(found, rows)))


def _keyed(found: list[tuple[int, Hashes, Ints, int]], rows: list[Hashes]) -> Keyed:
    sizes = [len(keys) for _, keys, _, _ in found]
    none = np.zeros(0, np.uint64)
    return Keyed(
        np.concatenate([none, *(keys for _, keys, _, _ in found)]),
        np.concatenate([none, *rows]),
        np.repeat(np.array([kind for kind, *_ in found], np.int8), sizes),
        np.concatenate([np.zeros(0, np.int64), *(weights for _, _, weights, _ in found)]),
        np.repeat(np.array([total for *_, total in found], np.int64), sizes),
    )


def _marks(book: Book, sheet: Sheet, whole: Collection, near: str | None, classes: Hashes) -> Iterator[tuple[int, Hashes, Ints]]:
    runs, quoted = _runs(sheet.text, whole)
    for kind, keys in ((RUN, runs), (SAID, quoted)):
        yield kind, mixed(keys ^ np.uint64(kind)), np.full(len(keys), MILLI, np.int64)
    keys, weights = _anchors(book, sheet, classes)
    yield ANCHOR, keys, weights
    if near is not None:
        yield NEAR, np.array([hash_of(f"near {near}")], np.uint64), np.array([MILLI], np.int64)


def _runs(text: Text, whole: Collection) -> tuple[Hashes, Hashes]:
    """Some of the runs of the words of a text, and all of those that are mostly quoted."""
    sentences = read_sentences(text.text)
    standing = whole.standing(text.outlet, sentences)
    words = [word for sentence, stands in zip(sentences, standing, strict=True) if not stands for word in sentence]
    runs = run_hashes(hashes_of(word.folded for word in words).astype(np.int64), LONG)
    sums = np.concatenate([[0], np.cumsum([word.quoted for word in words], dtype=np.int64)])
    wide = len(words) - len(runs) + 1 if len(runs) else 0
    inside = sums[wide : wide + len(runs)] - sums[: len(runs)] > wide / 2
    return distinct(runs[runs % np.uint64(EACH) == 0]), distinct(runs[inside])


def _anchors(book: Book, sheet: Sheet, classes: Hashes) -> tuple[Hashes, Ints]:
    """Some of the pairs of names and numbers of one sentence, with the nats of one of the two."""
    pairs = list(anchor_pairs(sheet, weights_of(book, sheet.features, sheet.anchors)))
    if not pairs:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    ones, others = (_content(np.array([pair[k] for pair in pairs], np.int64), classes) for k in (0, 1))
    keys = mixed(np.minimum(ones, others) ^ mixed(np.maximum(ones, others)))
    keys, first = np.unique(keys, return_index=True)
    chosen = keys % np.uint64(EACH) == 0
    nats = np.array([pair[2] for pair in pairs])[first][chosen]
    return keys[chosen], np.rint(nats * MILLI).astype(np.int64)


def _content(features: Ints, classes: Hashes) -> Hashes:
    """Features as numbers that are the same in all books; a quotation is a hash already."""
    known = features < len(classes)
    out: Hashes = np.where(known, classes[np.where(known, features, 0)], features.astype(np.uint64))
    return out


# ── pairs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pair_texts(job: Job) -> Receipt:
    """The pairs of texts that share keys of one share."""
    return pair_share(job, RULES)


def judge_texts(job: Job) -> Receipt:
    """The pairs of texts of one share that are worth comparing."""
    return judge_share(job, _strength)


def _strength(pairs: Pairs) -> Floats:
    """The part that is shared; two texts that share quotations alone hang together least."""
    votes, least = pairs.votes / MILLI, np.maximum(pairs.least, 1) / MILLI
    part = np.minimum(votes / least, 1.0)
    enough = {
        RUN: votes >= np.maximum(LEAST_RUNS, LEAST_PART * least),
        SAID: votes >= LEAST_QUOTED,
        ANCHOR: (votes >= LEAST_NATS) & (part >= LEAST_ANCHORS),
        NEAR: votes > 0,
    }
    strength = np.zeros(len(votes))
    for kind, kept in enough.items():
        here = (pairs.kinds == kind) & kept
        strength[here] = np.minimum(0.1, votes[here] / MILLI) if kind == SAID else part[here]
    return strength


def group_texts(job: Job) -> Receipt:
    """The texts that hang together, in batches."""
    return grouping.group_rows(job, "text", most=MOST, batch=BATCH)


# ── tracing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def fetch_texts(job: Job) -> Receipt:
    """The texts of a sheaf that hang together with others, by batch."""
    import pyarrow as pa

    groups = grouping.load_groups(job.out, job.of("run"), GROUPS)
    rows: list[Row] = []
    for text, document in read_texts(job):
        place = groups.place(int(text.id, 16))
        if place is not None:
            home, batch = place
            told = {name: document[name] for name in COLUMNS if name not in ("near", "details")}
            rows.append(told | {"sections": json.dumps(document["sections"]), "home": home, "batch": batch})
    names = [name for name in COLUMNS if name not in ("near", "details")]
    schema = pa.schema([*((name, pa.string()) for name in (*names, "sections")), ("home", pa.uint64()), ("batch", pa.int64())])
    table = pa.Table.from_pylist(rows, schema=schema)
    return job.receipt(
        write_shares(job.out, job.path(TEXTS), table.drop_columns(["batch"]), np.array([row["batch"] for row in rows], np.int64))
    )


def trace_batch(job: Job) -> Receipt:
    """Where the texts of one batch come from, piece by piece."""
    whole = Collection.of(job)
    pieces: dict[int, list[Row]] = {}
    for rows in read_shares(job.files(TEXTS), job.of("batch")):
        for row in rows.to_pylist():
            pieces.setdefault(row["home"], []).append(row)
    copies = (copy for _, piece in sorted(pieces.items()) for copy in _traced(piece, whole))
    rows_out = sorted((row for copy in copies if (row := origin_row(copy)) is not None), key=lambda row: str(row["document"]))
    return job.receipt(write_table(job, "origins", rows_out), counts={"origins": len(rows_out)})


def _traced(piece: list[Row], whole: Collection) -> tuple[Copy, ...]:
    documents = [row | {"sections": json.loads(row["sections"])} for row in piece]
    finder = CreditFinder(sorted({outlet for row in documents if (outlet := row["outlet"])}))
    return trace([text_of(document, finder) for document in documents], whole)
