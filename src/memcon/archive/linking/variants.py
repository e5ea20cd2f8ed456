"""The quotations of a large archive that stand in several documents: wordings that share rare words and runs are grouped together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from memcon.archive.linking import grouping
from memcon.archive.linking.numbers import Floats, Hashes, Ints, hashes_of, mixed, shares_of, starts_of
from memcon.archive.linking.pairing import MILLI, Keyed, Pairs, Rule, judged, pair_share, write_edges, write_keyed
from memcon.archive.linking.papers import blank_hit, variant_rows
from memcon.archive.linking.shares import Job, batched, column, read_all, read_shares, write_shares, write_table
from memcon.archive.linking.wordings import QUOTATIONS, WORDINGS, Told, version_of, voices_in
from memcon.archive.tables.rows import Row
from memcon.archive.tasks import Receipt
from memcon.export.variants.rows import GroupRow
from memcon.link.variants.candidates import ALL_PAIRS, RARE, VOTES
from memcon.link.variants.grouping import LEAST_NATS, LEAST_WORDS, Voices, group_versions, is_same_voice
from memcon.link.variants.likeness import SHORT_WHOLE, STOCK, is_version, overlap
from memcon.link.variants.lineage import trace
from memcon.link.variants.weights import Weights
from memcon.run.varying import group_row

if TYPE_CHECKING:
    import pyarrow as pa

MARKS, PAIRS, LIKELY, WANTED, WORDED, EDGES = (
    "quoted-runs", "quoted-pairs", "quoted-candidates", "wordings-wanted", "worded", "quoted-edges",
)  # fmt: skip
GROUPS, FETCHED = "quoted-groups", "quoted-batches"
ALIKE: Final = 9
RULES: Final = {
    **{
        size: Rule(name, ALL_PAIRS[size], 0, ALL_PAIRS[size], under=1) for size, name in ((1, "words"), (2, "word_pairs"), (3, "word_runs"))
    },
    ALIKE: Rule("alike", 24, 3, 2**31),
}
"""Which wordings are paired; those that have the same smallest of all their runs are alike however many they are."""
LOOKS: Final = 8
"""How often the smallest run of a wording is taken, each time in another order: of two that share half of their runs, one in 250 pairs
is missed."""
LEAST_PART: Final = 0.05
"""The part of what the runs of the lighter of two wordings weigh that the other must share to be held against it."""
SHORT: Final = 0.1
"""What a phrase that anybody may use counts as a tie: where too many wordings hang together, these are left out first."""
MOST: Final = 1_000
"""Wordings that are grouped together; where more hang together, the weakest ties are left out."""
BATCH: Final = 4_000
"""Wordings of one task."""
MOST_VERSIONS: Final = 5_000
"""Places of one quotation that are traced together; one that is printed more often is cut by day."""


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mark_wordings(job: Job) -> Receipt:
    """The keys of some of the wordings: rare words, runs of two and three, and the smallest of these."""
    told = Told.of(job)
    parts = [part for rows in read_all([job.file(WORDINGS, job.of("name"))]) for part in _marks(rows, told)]
    names = ("keys", "rows", "kinds", "weights", "totals")
    keyed = Keyed(*(np.concatenate([getattr(part, name) for part in (_NONE, *parts)]) for name in names))
    return job.receipt(write_keyed(job, MARKS, keyed))


_NONE: Final = Keyed(np.zeros(0, np.uint64), np.zeros(0, np.uint64), np.zeros(0, np.int8), np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """All runs of so many words: the wording that each stands in, its hash and nats, and whether its words stand in other wordings too."""

    size: int
    rows: Hashes
    keys: Hashes
    nats: Floats
    shared: NDArray[np.bool_]

    def longer(self, single: _Runs) -> _Runs:
        """The runs with one more word."""
        count = max(0, len(single.rows) - self.size)
        last = slice(self.size, self.size + count)
        within = self.rows[:count] == single.rows[last]
        keys = mixed(self.keys[:count] ^ mixed(single.keys[last] + np.uint64(self.size)))
        nats, shared = self.nats[:count] + single.nats[last], self.shared[:count] & single.shared[last]
        # a run that ends in the next wording is of no use, but keeps the places of the others
        return _Runs(self.size + 1, np.where(within, self.rows[:count], 0).astype(np.uint64), keys, np.where(within, nats, 0.0), shared)


def _marks(rows: pa.Table, told: Told) -> list[Keyed]:
    single = _single(column(rows, "wording"), [words.split(" ") for words in rows["words"].to_pylist()], told)
    pairs = single.longer(single)
    runs = [single, pairs, pairs.longer(single)]
    strong = [run.nats >= RARE for run in runs]
    wordings, places = np.unique(np.concatenate([run.rows[some] for run, some in zip(runs, strong, strict=True)]), return_inverse=True)
    milli = np.rint(np.concatenate([run.nats[some] for run, some in zip(runs, strong, strict=True)]) * MILLI).astype(np.int64)
    totals = np.zeros(len(wordings), np.int64)
    np.add.at(totals, places, milli)
    return [*(_keyed(run, some, wordings, totals) for run, some in zip(runs, strong, strict=True)), *_alike(runs[-1])]


def _single(wordings: Hashes, texts: Sequence[Sequence[str]], told: Told) -> _Runs:
    """The words of all wordings that are compared at all."""
    vocabulary = {word: n for n, word in enumerate(sorted({word for words in texts for word in words}))}
    weights = told.weights(vocabulary)
    nats = np.array([weights.of(word) for word in vocabulary])
    kept = [n for n, words in enumerate(texts) if len(words) >= LEAST_WORDS and weights.sum(words) >= LEAST_NATS]
    words = np.array([vocabulary[word] for n in kept for word in texts[n]], np.int64)
    rows = np.repeat(wordings[kept], [len(texts[n]) for n in kept])
    return _Runs(1, rows, mixed(hashes_of(vocabulary))[words], nats[words], told.shared(tuple(vocabulary))[words])


def _keyed(run: _Runs, strong: NDArray[np.bool_], wordings: Hashes, totals: Ints) -> Keyed:
    at = np.flatnonzero(strong & run.shared)
    rows = run.rows[at]
    milli = np.rint(run.nats[at] * MILLI).astype(np.int64)
    return Keyed(run.keys[at], rows, np.full(len(at), run.size, np.int8), milli, totals[np.searchsorted(wordings, rows)])


def _alike(runs: _Runs) -> Iterator[Keyed]:
    """The smallest run of each wording, in several orders."""
    inside = np.flatnonzero(runs.rows)
    rows, keys = runs.rows[inside], runs.keys[inside]
    begins = starts_of(rows)[:-1]
    for look in range(LOOKS if len(begins) else 0):
        smallest = np.minimum.reduceat(mixed(keys + np.uint64(look)), begins)
        ones = np.full(len(begins), MILLI, np.int64)
        yield Keyed(mixed(smallest ^ np.uint64(look)), rows[begins], np.full(len(begins), ALIKE, np.int8), ones, ones)


# ── pairs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pair_wordings(job: Job) -> Receipt:
    """The pairs of wordings that share keys of one share."""
    return pair_share(job, RULES)


def judge_wordings(job: Job) -> Receipt:
    """The pairs of wordings of one share that are worth comparing, and which wordings of which shares are wanted for that."""
    import pyarrow as pa

    ones, others, strengths = judged(job, _strength)
    wanted = np.unique(np.concatenate([ones, others]))
    rows = pa.table({"row": wanted, "batch": np.full(len(wanted), job.of("share"), np.int64)})
    held = write_shares(job.out, job.path(WANTED), rows, shares_of(wanted, job.of("quotations")))
    return job.receipt(write_edges(job, ones, others, strengths), held)


def fetch_wordings(job: Job) -> Receipt:
    """The wordings of one share that are compared, by the share of their pairs."""
    import pyarrow as pa

    wanted = list(read_shares(job.files(WANTED), job.of("share")))
    rows = pa.concat_tables(read_all([job.file(WORDINGS, job.of("name"))]))
    numbers, batches = (np.concatenate([np.zeros(0, sort), *(column(some, name) for some in wanted)]) for name, sort in _WANTED)
    return job.receipt(write_shares(job.out, job.path(WORDED), rows.take(np.searchsorted(column(rows, "wording"), numbers)), batches))


_WANTED: Final = (("row", np.uint64), ("batch", np.int64))


def compare_wordings(job: Job) -> Receipt:
    """The pairs of one share that are versions of one quotation."""
    texts: dict[int, tuple[tuple[str, ...], Voices]] = {}
    for rows in read_shares(job.files(WORDED), job.of("share")):
        for row in rows.to_pylist():
            texts[row["wording"]] = tuple(row["words"].split(" ")), voices_in(row["voices"])
    weights = Told.of(job).weights({word for words, _ in texts.values() for word in words})
    found: list[tuple[int, int, float]] = []
    compared = 0
    for rows in read_all([job.file(LIKELY, job.of("name"))]):
        for one, other in zip(column(rows, "one").tolist(), column(rows, "other").tolist(), strict=True):
            compared += 1
            (words, voices), (others, their_voices) = texts[one], texts[other]
            if (tie := _tie(words, others, weights, same_voice=is_same_voice(voices, their_voices))) > 0:
                found.append((one, other, tie))
    ones, others_of = (np.array([pair[k] for pair in found], np.uint64) for k in (0, 1))
    ties = np.array([tie for *_, tie in found], np.float64)
    return job.receipt(write_edges(job, ones, others_of, ties), counts={"compared_wordings": compared})


def _tie(one: Sequence[str], other: Sequence[str], weights: Weights, *, same_voice: bool) -> float:
    """The part of the lighter wording that stands in the other; a short one counts little, for anybody may say it."""
    found = overlap(one, other, weights)
    if min(len(one), len(other)) < STOCK:
        return SHORT if found.whole and found.run >= SHORT_WHOLE else 0.0
    return min(1.0, round(found.contained, 4)) if is_version(found, same_voice=same_voice) else 0.0


def _strength(pairs: Pairs) -> Floats:
    """The part that is shared."""
    votes, least = pairs.votes / MILLI, np.maximum(pairs.least, 1) / MILLI
    alike = pairs.kinds == ALIKE
    part = np.minimum(np.where(alike, votes / LOOKS, votes / least), 1.0)
    strength: Floats = np.where(alike | ((votes >= VOTES) & (part >= LEAST_PART)), part, 0.0)
    return strength


def group_wordings(job: Job) -> Receipt:
    """The wordings that hang together, and those that stand in several places, in batches."""
    return grouping.group_rows(job, "wording", most=MOST, batch=BATCH)


# ── telling ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def fetch_quotations(job: Job) -> Receipt:
    """The quotations of one share of the words that hang together with others, by batch."""
    import pyarrow as pa

    groups = grouping.load_groups(job.out, job.of("run"), GROUPS, job.of("share"))
    found: list[pa.Table] = []
    batches: list[Ints] = []
    for rows in read_shares(job.files(QUOTATIONS), job.of("share")):
        at, kept = groups.places(column(rows, "wording"))
        found.append(rows.filter(pa.array(kept)).append_column("home", pa.array(groups.homes[at])))
        batches.append(groups.batches[at])
    table = pa.concat_tables(found) if found else pa.table({"home": np.zeros(0, np.uint64)})
    return job.receipt(write_shares(job.out, job.path(FETCHED), table, np.concatenate([np.zeros(0, np.int64), *batches])))


def vary_batch(job: Job) -> Receipt:
    """The quotations of one batch that stand in several documents, with who has them from whom."""
    told = Told.of(job)
    pieces: dict[int, list[Row]] = {}
    for rows in read_shares(job.files(FETCHED), job.of("batch")):
        for row in rows.to_pylist():
            pieces.setdefault(row["home"], []).append(row)
    groups: list[GroupRow] = []
    cut = 0
    for _, piece in sorted(pieces.items()):
        rows_by_day = sorted(piece, key=lambda row: (row["day"] or "9", row["document"], row["start"]))
        cut += (len(piece) - 1) // MOST_VERSIONS
        for some in batched(rows_by_day, MOST_VERSIONS):
            groups += _groups(some, told)
    rows_out = [row for group in sorted(groups, key=lambda group: group.id) for row in variant_rows(group)]
    counts = {"quotations": len(groups), "cut_quotations": cut}
    return job.receipt(write_table(job, "variants", rows_out), counts=counts)


def _groups(piece: Sequence[Row], told: Told) -> Iterator[GroupRow]:
    versions = [version_of(row) for row in piece]
    hits = {row["statement"]: blank_hit(row["statement"], row["document"], row["outlet"], row["speaker"]) for row in piece}
    weights = told.weights({word for version in versions for word in version.words})
    for group in group_versions(versions, weights):
        if len({version.paper.id for version in group}) > 1:
            yield group_row(trace(group, weights), hits)
