"""What must be known of all quotations before any two are compared: the different wordings, and how much each word of them tells."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Collection as Some
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from memcon.archive.linking.documents import load_outlets
from memcon.archive.linking.numbers import Hashes, hash_of, hashes_of, mixed, shares_of, starts_of
from memcon.archive.linking.papers import read_hits_of
from memcon.archive.linking.shares import Job, column, read_shares, write_shares
from memcon.archive.linking.tallies import Counts, added_up, load_counts, write_counts
from memcon.archive.linking.whole import read_sources
from memcon.archive.tables.rows import Row
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt, Written
from memcon.link.variants.credits import is_agency, names_of
from memcon.link.variants.grouping import ENOUGH, Voices, voices_of
from memcon.link.variants.versions import Holder, Paper, Version
from memcon.link.variants.weights import Weights, nats_of
from memcon.run.varying import read_hits, with_papers

if TYPE_CHECKING:
    import pyarrow as pa

QUOTATIONS: Final = "quotations"
WORDINGS, SEVERAL = "wordings", "several"
HELD, BESIDE = "quoted-words", "quoted-neighbours"
SPREADS, HOLDERS = "quoted-spreads", "quoted-holders"


# ── quotations ───────────────────────────────────────────────────────────────────────────────────────────────────────


def gather_quotations(job: Job) -> Receipt:
    """The quotations of a sheaf, each with what is known of its document, by the share of their words."""
    import pyarrow as pa

    outlets = names_of(*load_outlets(job.out, job.of("run")))
    tables: list[pa.Table] = []
    for stem in job.of("stems"):
        pile = read_hits(read_hits_of(job.out, stem))
        papers = read_sources(job.out, stem, {version.paper.id for version in pile.versions}, outlets)
        versions = with_papers(tuple(pile.versions), papers)
        rows = [_row(version, outlets) | {"outlet": pile.hits[version.statement].outlet} for version in versions]
        tables.append(pa.Table.from_pylist(rows, schema=_schema()))
    table = pa.concat_tables(tables)
    shares = shares_of(column(table, "wording"), job.of("shares"))
    return job.receipt(write_shares(job.out, job.path(QUOTATIONS), table, shares))


def _row(version: Version, outlets: Some[str]) -> Row:
    """A version as a row; of whom its document credits only those that may be another document here: outlets and agencies."""
    paper = version.paper
    words = " ".join(version.words)
    return {
        "wording": hash_of(words),
        "words": words,
        "document": paper.id,
        "day": paper.day,
        "names": sorted(paper.names),
        "credits": sorted(name for name in paper.credits if name in outlets or is_agency(name)),
        "start": version.start,
        "text": version.text,
        "speaker": version.speaker,
        "chain": [holder.name for holder in version.chain],
        "chain_outlets": [holder.outlet for holder in version.chain],
        "statement": version.statement,
    }


def version_of(row: Row) -> Version:
    """The version that was written as a row."""
    paper = Paper(row["document"], row["day"], frozenset(row["names"]), frozenset(row["credits"]))
    chain = tuple(Holder(name, outlet) for name, outlet in zip(row["chain"], row["chain_outlets"], strict=True))
    return Version(paper, row["start"], row["text"], row["speaker"], chain, row["statement"])


def _schema() -> pa.Schema:
    import pyarrow as pa

    words = [(name, pa.string()) for name in ("words", "document", "day", "text", "speaker", "statement", "outlet")]
    lists = [(name, pa.list_(pa.string())) for name in ("names", "credits", "chain")]
    return pa.schema([("wording", pa.uint64()), ("start", pa.int64()), *words, *lists, ("chain_outlets", pa.list_(pa.bool_()))])


# ── wordings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def tell_wordings(job: Job) -> Receipt:
    """The different wordings of one share, who says them, which stand in several places, and their words with their neighbours."""
    import pyarrow as pa

    known: dict[int, str] = {}
    places: dict[int, list[_Place]] = {}
    counts: Counter[int] = Counter()
    for rows in read_shares(job.files(QUOTATIONS), job.of("share"), ["wording", "words", *_Place._fields]):
        for row in rows.to_pylist():
            known.setdefault(row["wording"], row["words"])
            counts[row["wording"]] += 1
            _add(places.setdefault(row["wording"], []), _Place(*(row[name] for name in _Place._fields)))
    order = sorted(known)
    voices = [[f"{voice}\n{'' if day is None else day}" for voice, day in sorted(_voices(places[n]), key=str)] for n in order]
    columns = {"words": pa.array([known[n] for n in order], pa.string()), "voices": pa.array(voices, pa.list_(pa.string()))}
    several = np.array([n for n in order if counts[n] > 1], np.uint64)
    texts = [words.split(" ") for words in known.values()]
    files = (
        write_file(job.out, job.path(WORDINGS), pa.table({"wording": np.array(order, np.uint64), **columns})),
        write_file(job.out, job.path(SEVERAL), pa.table({"row": several})),
        write_counts(job, HELD, _held(texts)),
        _write_beside(job, texts),
    )
    return job.receipt(*files)


class _Place(NamedTuple):
    """Where a wording stands, who says it there, and on which day."""

    document: str
    start: int
    text: str
    statement: str
    speaker: str | None
    day: str | None


def _add(places: list[_Place], place: _Place) -> None:
    """One more place, of which the first few are kept."""
    insort(places, place, key=lambda known: known[:4])
    del places[ENOUGH:]


def _voices(places: Sequence[_Place]) -> Voices:
    return voices_of([Version(Paper(place.document, place.day), place.start, place.text, place.speaker) for place in places])


def voices_in(told: Sequence[str]) -> Voices:
    """The voices as they were written."""
    pairs = (one.split("\n") for one in told)
    return frozenset((voice, int(day) if day else None) for voice, day in pairs)


def _held(texts: Iterable[Sequence[str]]) -> Counts:
    words = hashes_of(word for words in texts for word in set(words))
    return added_up(words, np.ones(len(words), np.int64))


def _write_beside(job: Job, texts: Iterable[Sequence[str]]) -> Written:
    """Each word with each other that stands before or behind it, once."""
    import pyarrow as pa

    before = {(other, one, 0) for words in texts for one, other in zip(["", *words], words, strict=False)}
    behind = {(one, other, 1) for words in texts for one, other in zip(words, [*words[1:], ""], strict=True)}
    every = sorted(before | behind)
    words = hashes_of(word for word, _, _ in every)
    beside = mixed(hashes_of(other for _, other, _ in every) ^ np.array([side for *_, side in every], np.uint64))
    sides = np.array([side for *_, side in every], np.int8)
    return write_shares(
        job.out, job.path(BESIDE), pa.table({"word": words, "beside": beside, "side": sides}), shares_of(words, job.of("shares"))
    )


def weigh_words(job: Job) -> Receipt:
    """How common each word of one share is: by its different neighbours, and by how many wordings hold it, if more than one."""
    import pyarrow as pa

    held = _summed(job)
    spreads = np.maximum(_neighbours(job, held.hashes), held.counts // 2)
    kept = held.counts > 1
    files = [
        write_file(job.out, job.path(step), pa.table({"hash": held.hashes[kept], "n": counts[kept]}))
        for step, counts in ((SPREADS, spreads), (HOLDERS, held.counts))
    ]
    return job.receipt(*files)


def _summed(job: Job) -> Counts:
    pieces = [(column(rows, "hash"), column(rows, "n")) for rows in read_shares(job.files(HELD), job.of("share"))]
    none = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    hashes, counts = (np.concatenate([none[k], *(piece[k] for piece in pieces)]) for k in (0, 1))
    return added_up(hashes, counts)


def _neighbours(job: Job, hashes: Hashes) -> Any:
    """The different neighbours of each word, on the side where they are more."""
    pieces = [[column(rows, name) for name in ("word", "beside", "side")] for rows in read_shares(job.files(BESIDE), job.of("share"))]
    most = np.zeros(len(hashes), np.int64)
    if not pieces:
        return most
    words, beside, sides = (np.concatenate([piece[k] for piece in pieces]) for k in range(3))
    for side in (0, 1):
        here = sides == side
        order = np.lexsort((beside[here], words[here]))
        each = words[here][order][starts_of(words[here][order], beside[here][order])[:-1]]
        found, counts = np.unique(each, return_counts=True)
        at = np.searchsorted(hashes, found)
        most[at] = np.maximum(most[at], counts)
    return most


@dataclass(frozen=True, slots=True)
class Told:
    """How much each word of all quotations tells: see `link.variants.weights`."""

    total: int
    spreads: Counts
    holders: Counts

    @staticmethod
    def of(job: Job) -> Told:
        """What lies on the disk for this run."""
        return Told(job.of("wordings"), *(load_counts(job.out, job.of("run"), step) for step in (SPREADS, HOLDERS)))

    def weights(self, words: Some[str]) -> Weights:
        """The weights of these words."""
        each = sorted(words)
        spreads = self.spreads.of(hashes_of(each), else_=1).tolist()
        return Weights({word: nats_of(word, spread, self.total) for word, spread in zip(each, spreads, strict=True)})

    def shared(self, words: Sequence[str]) -> Any:
        """Which words stand in more than one wording."""
        return self.holders.has(hashes_of(words))
