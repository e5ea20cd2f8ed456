"""What cannot both stand in two documents of a large archive: pairs compared, copies left out, and how each stands after all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from memcon.archive.linking.claims import CHANGES, Entry, change_of, claim_json, claim_of, entry_of, side_keys
from memcon.archive.linking.meetings import ASKED, FALSE, FETCHED, PAIRS, SAID, TOLL
from memcon.archive.linking.numbers import Hashes, hashes_of, id_of, numbers_of, shares_of, starts_of
from memcon.archive.linking.papers import dispute_row
from memcon.archive.linking.shares import Job, column, files_of, read_all, read_shares, write_shares, write_table
from memcon.archive.linking.sheaves import find_stems
from memcon.archive.tables.rows import Row
from memcon.archive.tables.writing import read_file, write_file
from memcon.archive.tasks import Receipt
from memcon.link.conflicts.claims import Claim
from memcon.link.conflicts.comparing import Comparison
from memcon.link.conflicts.finding import find_differing, is_copy, once_each, outermost
from memcon.link.conflicts.found import Found, strongest
from memcon.link.conflicts.numbers import find_numbers
from memcon.link.conflicts.opposing import find_disputed
from memcon.link.conflicts.pairing import share_enough
from memcon.link.conflicts.requests import compare_requests, request_of, requester
from memcon.link.conflicts.sayings import find_attributions
from memcon.link.conflicts.states import Change, settle
from memcon.link.conflicts.tolls import compare_happenings
from memcon.link.origins.judging import QUOTES

ROOTS, FOUND = "text-roots", "found"
TOLLS, SAYINGS, REQUESTS, FALSITIES, CLAIMS, NUMBERS = range(6)
"""By what two accounts were found to differ, in the order in which a case looks."""
_KEPT: Final = 24_000
"""Entries that are kept read."""


def _same(one: str, other: str) -> bool:
    """Whether two are one: who they are is told already."""
    return one == other


# ── roots ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def find_roots(job: Job) -> Receipt:
    """The text from which each one comes that comes from another, through all between."""
    import pyarrow as pa

    pairs: list[tuple[Hashes, Hashes]] = []
    for stem in find_stems(job.out, "origins"):
        rows = read_file(job.out / "origins" / f"{stem}.parquet", ("document", "of", "kind"))
        kept = [row for row in rows.to_pylist() if row["kind"] != QUOTES]
        pairs.append((numbers_of([row["document"] for row in kept]), numbers_of([row["of"] for row in kept])))
    none = np.zeros(0, np.uint64)
    documents, above = (np.concatenate([none, *(pair[k] for pair in pairs)]) for k in (0, 1))
    documents, first = np.unique(documents, return_index=True)
    table = pa.table({"document": documents, "root": _tops(documents, above[first])})
    return job.receipt(write_file(job.out, job.path(ROOTS), table))


def _tops(documents: Hashes, above: Hashes) -> Hashes:
    """For each the one from which nothing above comes."""
    while len(documents):
        at = np.minimum(np.searchsorted(documents, above), len(documents) - 1)
        further = np.where(documents[at] == above, above[at], above)
        if np.array_equal(further, above):
            break
        above = further
    return above


class Roots:
    """The origin of each text."""

    def __init__(self, documents: Hashes, roots: Hashes) -> None:
        self._documents, self._roots = documents, roots

    def of(self, document: str) -> str:
        """The id of the text from which a text comes, or its own."""
        number = np.uint64(int(document, 16))
        at = int(np.searchsorted(self._documents, number))
        found = at < len(self._documents) and self._documents[at] == number
        return id_of(int(self._roots[at])) if found else document


@lru_cache(maxsize=1)
def load_roots(out: Path, run: str) -> Roots:
    """The origins of this run."""
    tables = list(read_all(files_of(out, run, ROOTS)))
    none = np.zeros(0, np.uint64)
    return Roots(*(np.concatenate([none, *(column(rows, name) for rows in tables)]) for name in ("document", "root")))


# ── comparing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def compare_claims(job: Job) -> Receipt:
    """What comes of the pairs of one batch, by the origins of both documents."""
    import pyarrow as pa

    roots = load_roots(job.out, job.of("run"))
    entries = _Entries(job)
    rows: list[str] = []
    shares: list[str] = []
    pairs = 0
    for kind, one, others in entries.pairs():
        pairs += len(others)
        for stage, found, sides in _compared(kind, entries.one(one), list(map(entries.one, others))):
            rows.append(_found_json(stage, found, sides))
            shares.append(" ".join(sorted((roots.of(found.left_document), roots.of(found.right_document)))))
    table = pa.table({"found": pa.array(rows, pa.string())})
    held = write_shares(job.out, job.path(FOUND), table, shares_of(hashes_of(shares), job.of("shares")))
    return job.receipt(held, counts={"compared_claims": pairs})


class _Entries:
    """The claims of one batch, read when they are wanted."""

    def __init__(self, job: Job) -> None:
        import pyarrow as pa

        tables = list(read_shares(job.files(FETCHED), job.of("batch")))
        self._pairs = job.file(PAIRS, job.of("name"))
        self._rows = pa.concat_tables(tables).combine_chunks() if tables else None
        numbers = column(self._rows, "number").tolist() if self._rows is not None else []
        self._places = dict(zip(numbers, range(len(numbers)), strict=True))
        self.one = lru_cache(maxsize=_KEPT)(self._one)

    def _one(self, number: int) -> Entry:
        assert self._rows is not None
        return entry_of(self._rows["entry"][self._places[number]].as_py())

    def pairs(self) -> Iterator[tuple[int, int, list[int]]]:
        """Each claim with all that are held against it, by kind."""
        if self._pairs.exists():
            rows = read_file(self._pairs)
            kinds, ones, others = (column(rows, name) for name in ("kind", "one", "other"))
            order = np.lexsort((others, ones, kinds))
            begins = starts_of(kinds[order], ones[order])
            for start, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
                yield int(kinds[order[start]]), int(ones[order[start]]), others[order[start:end]].tolist()


_Compared = tuple[int, Found, Mapping[str, Entry]]


def _compared(kind: int, one: Entry, others: Sequence[Entry]) -> Iterator[_Compared]:
    """What comes of holding others against one, with the two sides by id."""
    if kind == FALSE:
        claims = [entry.claim for entry in sorted([one, *others], key=lambda entry: entry.order)]
        sides = {entry.claim.id: entry for entry in (*others, one)}
        yield from ((FALSITIES, found, sides) for found in find_disputed(claims, _same) if one.claim.id in (found.left, found.right))
        return
    for other in others:
        left, right = sorted((one, other), key=lambda entry: entry.order)
        sides = {left.claim.id: left, right.claim.id: right}
        yield from ((stage, found, sides) for stage, found in _differing(kind, left, right))


def _differing(kind: int, left: Entry, right: Entry) -> Iterator[tuple[int, Found]]:
    if kind == TOLL and left.happening is not None and right.happening is not None:
        yield from ((TOLLS, found) for found in compare_happenings(left.happening, right.happening))
    elif kind == SAID:
        yield from ((SAYINGS, found) for found in find_attributions([left.claim, right.claim], _same))
    elif kind == ASKED:
        yield from ((REQUESTS, found) for found in _requested(left, right))
    elif share_enough(left.claim, right.claim):
        pair = Comparison(left.claim, right.claim)
        if (found := find_differing(pair, _same)) is not None:
            yield CLAIMS, found
        elif (found := find_numbers(pair)) is not None:
            yield NUMBERS, found


def _requested(left: Entry, right: Entry) -> Iterator[Found]:
    requests = [request_of(e.claim, who, e.asked or {}) for e in (left, right) if (who := requester(e.claim)) is not None]
    if len(requests) == 2 and (found := compare_requests(*requests)) is not None:
        yield found


def _found_json(stage: int, found: Found, sides: Mapping[str, Entry]) -> str:
    names = ("kind", "left", "right", "left_document", "right_document", "why", "relation", "id")
    told: Row = {"stage": stage, "found": {name: getattr(found, name) for name in names}}
    told["claims"] = [claim_json(replace(sides[id_].claim, sentence="")) for id_ in (found.left, found.right)]
    return json.dumps(told | {"above": [list(sides[id_].above) for id_ in (found.left, found.right)]}, ensure_ascii=False)


# ── settling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def settle_share(job: Job) -> Receipt:
    """The disputes between documents of some origins: each once, without copies, as they stand after all that was said later."""
    told = [json.loads(row) for rows in read_shares(job.files(FOUND), job.of("share")) for row in rows["found"].to_pylist()]
    found = _kept(_in_order(told))
    claims = _claims(told)
    roots = load_roots(job.out, job.of("run"))
    origins = {document: roots.of(document) for one in found for document in (one.left_document, one.right_document)}
    kept = once_each([one for one in outermost(found, claims) if not is_copy(one, claims, origins)], origins)
    changes = _changes(job, {key for one in kept for id_ in (one.left, one.right) for key in side_keys(claims[id_])})
    settled = strongest(list(settle(kept, claims, changes, _same)))
    rows = sorted((dispute_row(one) for one in settled), key=lambda row: str(row["id"]))
    return job.receipt(write_table(job, "disputes", rows), counts={"disputes": len(rows)})


def _in_order(told: Sequence[Row]) -> list[tuple[int, Found]]:
    """What was found, as a case finds it: by what it is, then by documents."""
    found = [(row["stage"], Found(**row["found"])) for row in told]
    return sorted(found, key=lambda row: (min(row[0], CLAIMS), row[1].left_document, row[1].right_document, row[1].kind, row[1].id))


def _kept(found: Iterable[tuple[int, Found]]) -> list[Found]:
    """Without numbers in two documents whose events are compared by their numbers, and two that asked for a meeting once."""
    told = list(found)
    counted = {frozenset((one.left_document, one.right_document)) for stage, one in told if stage == TOLLS}
    asked: set[frozenset[str]] = set()
    kept: list[Found] = []
    for stage, one in told:
        pair = frozenset((one.left_document, one.right_document))
        if (stage == NUMBERS and pair in counted) or (stage == REQUESTS and pair in asked):
            continue
        asked |= {pair} if stage == REQUESTS else set()
        kept.append(one)
    return kept


def _claims(told: Sequence[Row]) -> dict[str, Claim]:
    """The claims by id, and what stands around them as far as it is known: that it does."""
    claims: dict[str, Claim] = {}
    for row in told:
        for claim, above in zip(map(claim_of, row["claims"]), row["above"], strict=True):
            for id_, outer in zip(above, [*above[1:], None], strict=False):
                claims.setdefault(id_, replace(claim, id=id_, row={"parent": outer, "notes": []}, text=""))
            if claim.id not in claims or not claims[claim.id].text:
                claims[claim.id] = claim
    return claims


def _changes(job: Job, wanted: set[str]) -> list[Change]:
    """The statements that may change how these sides stand, the earliest first."""
    keys = np.unique(hashes_of(sorted(wanted)))
    found: list[Change] = []
    for rows in read_all(job.files(CHANGES)):
        lists = rows["keys"].combine_chunks()
        each = np.repeat(np.arange(rows.num_rows), np.asarray(lists.value_lengths()))
        hits = np.unique(each[np.isin(lists.flatten().to_numpy(), keys)])
        found += [change_of(told) for told in rows["change"].take(hits).to_pylist()]
    return sorted(found, key=lambda change: (change.claim.day or "9", change.claim.document, change.claim.id))
