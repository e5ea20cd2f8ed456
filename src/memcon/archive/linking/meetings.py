"""Which claims of different documents are held against one another: those that share what few others have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from memcon.archive.linking.claims import CALLS, CLAIMS, false_keys, ordinal, times_of, voice_key
from memcon.archive.linking.numbers import Hashes, Ints, hash_of, hashes_of, shares_of, starts_of
from memcon.archive.linking.shares import Job, column, read_all, read_shares, write_shares
from memcon.archive.linking.tallies import Counts, load_counts
from memcon.archive.tables.rows import Row
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt
from memcon.link.conflicts.pairing import LEAST_SHARED, MOST_IN_BLOCK, RAREST
from memcon.link.conflicts.requests import DAYS as ASKED_DAYS
from memcon.link.conflicts.requests import MOST_TOLD
from memcon.link.conflicts.sayings import MOST_VOICES

if TYPE_CHECKING:
    import pyarrow as pa

KEYED, MET, PAIRS, WANTED, FETCHED = "claim-keys", "claim-meetings", "claim-pairs", "claims-wanted", "claim-batches"
FORM_COUNTS, COMMON = "form-counts", "common-in-days"
WORDS, SAID, FALSE, ASKED, TOLL = 1, 2, 3, 4, 5
EVENT_DAYS: Final = 14
"""Days by which events are looked up."""
MOST_SPANS: Final = 60
"""Such spans that one event may lie in: an event of "this year" lies in 26."""
MOST_EVENTS: Final = 200
"""Events of one sort, place and time that are all compared."""
MOST_ACCOUNTS: Final = 500
"""Accounts of one body in some days that a statement may call false."""
_AT_ONCE: Final = 20_000
"""Keys that are worked on at once."""
_MARKS: Final = 4
_BITS: Final = 64 * _MARKS


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a claim: its kind, whether the claim is looked up by it, and what pairs must have in common besides.

    `marks` are a bit for each word, or the first and last day of an event; `voice` who says it, or the deed of an event.
    """

    key: int
    kind: int
    looks: bool = True
    voice: int = 0
    length: int = 0
    marks: tuple[int, int, int, int] = (0, 0, 0, 0)


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mark_claims(job: Job) -> Receipt:
    """The keys of the claims of a sheaf."""
    import pyarrow as pa

    known = _Known.of(job)
    found: list[tuple[Key, int, int]] = []
    tables: list[pa.Table] = []
    passed: Counter[str] = Counter()
    columns = ["number", "document", "day", "told", "said", "voice", "false", "sides", "speaker", "event", "deed", "begins", "ends"]
    for rows in read_all([job.file(CLAIMS, job.of("name"))], columns):
        for row in rows.to_pylist():
            found += [(key, row["number"], row["document"]) for key in _keys(row, known, passed)]
            if len(found) >= _AT_ONCE:
                tables.append(_table(found, job.of("sheaf")))
                found = []
    table = pa.concat_tables([*tables, _table(found, job.of("sheaf"))])
    held = write_shares(job.out, job.path(KEYED), table, shares_of(column(table, "key"), job.of("shares")))
    return job.receipt(held, counts=dict(passed))


@dataclass(frozen=True, slots=True)
class _Known:
    """How often words stand in claims, which are common in their days, and whose accounts are called false at all."""

    forms: Counts
    common: Counts
    calls: Counts

    @staticmethod
    def of(job: Job) -> _Known:
        return _Known(*(load_counts(job.out, job.of("run"), step) for step in (FORM_COUNTS, COMMON, CALLS)))


def _keys(row: Row, known: _Known, passed: Counter[str]) -> Iterator[Key]:
    if row["event"] is not None:
        yield from _event_keys(row, passed)
        return
    yield from _word_keys(row["told"], times_of(row["day"]), known, passed)
    if row["said"] is not None:
        yield Key(hash_of(f"said {row['said']}"), SAID, voice=row["speaker"])
    for key in false_keys(row["false"], row["day"]):
        yield Key(hash_of(key), FALSE)
    if row["voice"] is not None and known.calls.has(hashes_of([voice_key(row["voice"], row["day"])]))[0]:
        yield Key(hash_of(voice_key(row["voice"], row["day"])), FALSE, looks=False)
    for side in row["sides"]:
        yield from (Key(hash_of(f"asked {side}\n{time}"), ASKED) for time in _asked_times(row["day"]))


def _asked_times(day: str | None) -> tuple[str, ...]:
    number = ordinal(day)
    wide = 2 * ASKED_DAYS
    return ("none",) if number is None else tuple(f"{k}:{(number + k * ASKED_DAYS) // wide}" for k in (0, 1))


def _word_keys(told: Sequence[str], times: Sequence[str], known: _Known, passed: Counter[str]) -> Iterator[Key]:
    """A key for each word that few claims have, in all or in these days; looked up by the rarest, which are counted where they are none."""
    hashes = hashes_of(told)
    counts = known.forms.of(hashes, else_=1)
    shared = np.flatnonzero(counts > 1)
    rarest = set(sorted(shared.tolist(), key=lambda n: (counts[n], told[n]))[:RAREST])
    marks, length = _marks(hashes), len(told)
    for n in shared.tolist():
        if counts[n] <= MOST_IN_BLOCK:
            yield Key(int(hashes[n]), WORDS, n in rarest, length=length, marks=marks)
        else:
            timed = hashes_of(f"{told[n]}\n{time}" for time in times)
            rare = ~known.common.has(timed)
            passed["common_claim_words"] += n in rarest and not rare.any()
            yield from (Key(key, WORDS, n in rarest, length=length, marks=marks) for key in timed[rare].tolist())


def _marks(hashes: Hashes) -> tuple[int, int, int, int]:
    marks = [0] * _MARKS
    for bit in (hashes % np.uint64(_BITS)).tolist():
        marks[bit // 64] |= 1 << (bit % 64)
    return marks[0], marks[1], marks[2], marks[3]


def _event_keys(row: Row, passed: Counter[str]) -> Iterator[Key]:
    first, last = row["begins"], row["ends"]
    if first is not None and (last - first) // EVENT_DAYS >= MOST_SPANS:
        passed["events_of_long_times"] += 1
        return
    spans = ["none"] if first is None else [str(n) for n in range(first // EVENT_DAYS, last // EVENT_DAYS + 1)]
    for name in row["sides"]:
        for span in spans:
            yield Key(hash_of(f"event {row['event']} {name}\n{span}"), TOLL, voice=row["deed"], marks=(first or 0, last or 2**40, 0, 0))


def _table(found: list[tuple[Key, int, int]], sheaf: int) -> pa.Table:
    import pyarrow as pa

    keys = [key for key, _, _ in found]
    columns: dict[str, NDArray[Any]] = {
        "key": np.array([key.key for key in keys], np.uint64),
        "claim": np.array([claim for _, claim, _ in found], np.uint64),
        "document": np.array([document for *_, document in found], np.uint64),
        "sheaf": np.full(len(found), sheaf, np.int32),
        "kind": np.array([key.kind for key in keys], np.int8),
        "looks": np.array([key.looks for key in keys], np.bool_),
        "voice": np.array([key.voice for key in keys], np.uint64),
        "length": np.array([key.length for key in keys], np.int32),
    }
    return pa.table(columns | {f"mark{n}": np.array([key.marks[n] for key in keys], np.uint64) for n in range(_MARKS)})


# ── meetings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_Columns = dict[str, NDArray[Any]]


def meet_claims(job: Job) -> Receipt:
    """The pairs of claims of different documents that share a key of one share, by the batch in which they are compared."""
    import pyarrow as pa

    tables = list(read_shares(job.files(KEYED), job.of("share")))
    passed: Counter[str] = Counter()
    found: list[pa.Table] = []
    if tables:
        keyed = {name: column(pa.concat_tables(tables), name) for name in tables[0].column_names}
        order = np.lexsort((keyed["claim"], keyed["document"], keyed["key"]))
        keyed = {name: values[order] for name, values in keyed.items()}
        found = [_once(pa.concat_tables(some)) for part in _parts(keyed) if (some := list(_meetings(part, passed)))]
    pairs = _once(
        pa.concat_tables([_pairs_table(*[np.zeros(0, np.uint64)] * 3, *[np.zeros(0, np.int32)] * 2, np.zeros(0, np.int8)), *found])
    )
    held = write_shares(job.out, job.path(MET), pairs, shares_of(column(pairs, "lead"), job.of("batches")))
    return job.receipt(held, counts={f"common_{name}": n for name, n in sorted(passed.items()) if n})


def _parts(keyed: _Columns) -> Iterator[_Columns]:
    begins = starts_of(keyed["key"])
    start = 0
    while start < len(keyed["key"]):
        end = int(begins[min(int(np.searchsorted(begins, start + _AT_ONCE)), len(begins) - 1)])
        yield {name: values[start:end] for name, values in keyed.items()}
        start = end


@dataclass(frozen=True, slots=True)
class _Rule:
    """How claims with a key of one kind are paired: the first so many; where there are more than `most`, none."""

    name: str
    kind: int
    first: int
    most: int
    fits: Callable[[_Columns, Ints, Ints], NDArray[np.bool_]]


def _share_enough(keyed: _Columns, ones: Ints, others: Ints) -> NDArray[np.bool_]:
    """Whether one of the two is looked up by the key, and both may have enough words in common, by the bits of these."""
    seen = np.zeros(len(ones), np.int64)
    bits = [np.zeros(len(ones), np.int64), np.zeros(len(ones), np.int64)]
    for n in range(_MARKS):
        marks = keyed[f"mark{n}"]
        seen += np.bitwise_count(marks[ones] & marks[others])
        bits[0] += np.bitwise_count(marks[ones])
        bits[1] += np.bitwise_count(marks[others])
    lengths = keyed["length"][ones], keyed["length"][others]
    most = seen + np.minimum(lengths[0] - bits[0], lengths[1] - bits[1])
    looks: NDArray[np.bool_] = keyed["looks"][ones] | keyed["looks"][others]
    return looks & (most >= LEAST_SHARED * np.minimum(*lengths))


def _by_two(keyed: _Columns, ones: Ints, others: Ints) -> NDArray[np.bool_]:
    out: NDArray[np.bool_] = keyed["voice"][ones] != keyed["voice"][others]
    return out


def _calls(keyed: _Columns, ones: Ints, others: Ints) -> NDArray[np.bool_]:
    out: NDArray[np.bool_] = keyed["looks"][ones] != keyed["looks"][others]
    return out


def _any(_: _Columns, ones: Ints, __: Ints) -> NDArray[np.bool_]:
    return np.ones(len(ones), np.bool_)


_NO_DEED: Final = hash_of("")


def _of_one_time(keyed: _Columns, ones: Ints, others: Ints) -> NDArray[np.bool_]:
    """Whether two events may be of one time, and are of one sort of deed where both say which."""
    deeds = keyed["voice"][ones], keyed["voice"][others]
    alike = (deeds[0] == deeds[1]) | (deeds[0] == _NO_DEED) | (deeds[1] == _NO_DEED)
    first, last = keyed["mark0"], keyed["mark1"]
    out: NDArray[np.bool_] = alike & (first[ones] <= last[others]) & (first[others] <= last[ones])
    return out


_RULES: Final = (
    _Rule("claim_words", WORDS, MOST_IN_BLOCK, MOST_IN_BLOCK, _share_enough),
    _Rule("sayings", SAID, MOST_VOICES, 2**31, _by_two),
    _Rule("accounts", FALSE, MOST_ACCOUNTS, MOST_ACCOUNTS, _calls),
    _Rule("requests", ASKED, MOST_TOLD, 2**31, _any),
    _Rule("events", TOLL, MOST_EVENTS, MOST_EVENTS, _of_one_time),
)


def _meetings(keyed: _Columns, passed: Counter[str]) -> Iterator[pa.Table]:
    begins = starts_of(keyed["key"])
    sizes = np.diff(begins)
    places = np.arange(len(keyed["key"])) - np.repeat(begins[:-1], sizes)
    each = np.repeat(sizes, sizes)
    for rule in _RULES:
        here = keyed["kind"] == rule.kind
        passed[rule.name] += int((here & (each > rule.most) & (places == 0)).sum())
        at = np.flatnonzero(here & (each > 1) & (each <= rule.most) & (places < rule.first))
        yield from _met({name: values[at] for name, values in keyed.items()}, rule)


def _met(keyed: _Columns, rule: _Rule) -> Iterator[pa.Table]:
    size = len(keyed["key"])
    for step in range(1, size):
        ones = np.flatnonzero(keyed["key"][:-step] == keyed["key"][step:])
        if not len(ones):
            return
        others = ones + step
        apart = keyed["document"][ones] != keyed["document"][others]
        ones, others = ones[apart], others[apart]
        fits = rule.fits(keyed, ones, others)
        ones, others = ones[fits], others[fits]
        if rule.kind == FALSE:  # all that one statement may call false is held against it at once
            turned = ~keyed["looks"][ones]
            ones, others = np.where(turned, others, ones), np.where(turned, ones, others)
        claims, sheaves = keyed["claim"], keyed["sheaf"]
        kinds = np.full(len(ones), rule.kind, np.int8)
        yield _pairs_table(keyed["document"][ones], claims[ones], claims[others], sheaves[ones], sheaves[others], kinds)


def _pairs_table(*columns: NDArray[Any]) -> pa.Table:
    import pyarrow as pa

    return pa.table(dict(zip(("lead", "one", "other", "one_sheaf", "other_sheaf", "kind"), columns, strict=True)))


def _once(pairs: pa.Table) -> pa.Table:
    """Each pair once for each kind."""
    ones, others, kinds = (column(pairs, name) for name in ("one", "other", "kind"))
    order = np.lexsort((kinds, others, ones))
    return pairs.take(order[starts_of(ones[order], others[order], kinds[order])[:-1]])


# ── fetching ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def route_claims(job: Job) -> Receipt:
    """The pairs of one batch, and which claims of which sheaves it needs."""
    import pyarrow as pa

    tables = list(read_shares(job.files(MET), job.of("batch")))
    if not tables:
        empty = pa.table({"claim": np.zeros(0, np.uint64), "batch": np.zeros(0, np.int64)})
        return job.receipt(write_shares(job.out, job.path(WANTED), empty, np.zeros(0, np.int64)))
    pairs = _once(pa.concat_tables(tables))
    claims = np.concatenate([column(pairs, "one"), column(pairs, "other")])
    sheaves = np.concatenate([column(pairs, "one_sheaf"), column(pairs, "other_sheaf")])
    unique, first = np.unique(claims, return_index=True)
    wanted = pa.table({"claim": unique, "batch": np.full(len(unique), job.of("batch"), np.int64)})
    held = write_file(job.out, job.path(PAIRS), pairs.select(["one", "other", "kind"]))
    return job.receipt(held, write_shares(job.out, job.path(WANTED), wanted, sheaves[first].astype(np.int64)))


def fetch_claims(job: Job) -> Receipt:
    """The claims of a sheaf that are compared, by batch; one may be wanted in several."""
    import pyarrow as pa

    wanted = list(read_shares(job.files(WANTED), job.of("sheaf")))
    file = job.file(CLAIMS, job.of("name"))
    rows = pa.concat_tables(read_all([file], ["number", "entry"])).combine_chunks()
    numbers = column(rows, "number")
    order = np.argsort(numbers, kind="stable")
    claims, batches = (
        np.concatenate([np.zeros(0, sort), *(column(some, name) for some in wanted)])
        for name, sort in (("claim", np.uint64), ("batch", np.int64))
    )
    at = order[np.searchsorted(numbers[order], claims)] if len(claims) else np.zeros(0, np.int64)
    return job.receipt(write_shares(job.out, job.path(FETCHED), rows.take(at), batches))
