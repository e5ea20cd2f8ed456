"""Who is one over all documents: one share of the names at a time, a million bearers of a name as rows of numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from memcon.archive.linking import actors
from memcon.archive.linking.crowds import COUNTS, Crowd, read_crowd
from memcon.archive.linking.joining import Joined, join_crowd
from memcon.archive.linking.numbers import Ints, id_of, ids_of, starts_of
from memcon.archive.linking.shares import Job, column, read_shares, write_rows, write_shares
from memcon.archive.tables.schema import arrow_schema
from memcon.archive.tasks import Receipt, Written
from memcon.link.people import country_of, kind_of, name_of, role_of

if TYPE_CHECKING:
    import pyarrow as pa

HOMES: Final = "homes"
_AT_ONCE: Final = 20_000


def join_share(job: Job) -> Receipt:
    """The people of one share of the names, and which actors are which of them."""
    crowd = read_crowd(job)
    joined = join_crowd(crowd)
    order = np.argsort(joined.homes, kind="stable")  # by the smallest id of each, and there by id
    people = write_rows(job.out, job.final("people"), "people", _people(job, crowd, joined.homes, order))
    bearers = write_rows(job.out, job.final("bearers"), "bearers", _bearers(crowd, joined))
    return job.receipt(
        people, bearers, _write_homes(job, crowd, joined), counts={"people": people.rows, "common_names": joined.passed_over}
    )


def _write_homes(job: Job, crowd: Crowd, joined: Joined) -> Written:
    """Who each actor is that is not named by its own id, by sheaf, for those who compare what actors say."""
    import pyarrow as pa

    others = joined.homes != np.arange(len(joined.homes))
    table = pa.table({"actor": crowd.ids[others], "person": crowd.ids[joined.homes[others]]})
    return write_shares(job.out, job.path(HOMES), table, crowd.sheaves[others].astype(np.int64))


# ── rows that come out ───────────────────────────────────────────────────────────────────────────────────────────────


def _bearers(crowd: Crowd, joined: Joined) -> Iterator[pa.Table]:
    import pyarrow as pa

    for start in range(0, len(crowd.ids), _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        told = [joined.evidence.told[code] for code in joined.evidence.codes[rows].tolist()]
        columns = [ids_of(crowd.ids[rows]), ids_of(crowd.ids[joined.homes[rows]]), ids_of(crowd.documents[rows])]
        yield pa.table([*columns, pa.array(told, pa.list_(pa.string()))], schema=arrow_schema("bearers"))


def _people(job: Job, crowd: Crowd, homes: Ints, order: Ints) -> Iterator[pa.Table]:
    import pyarrow as pa

    begins = starts_of(homes[order])
    names = _names(job, crowd, homes)
    sums = {name: np.add.reduceat(crowd.counts[name][order], begins[:-1]) for name in COUNTS} if len(order) else {}
    tellings = _tellings(crowd, homes)
    rows: list[dict[str, Any]] = []
    for n in range(len(begins) - 1):
        members = order[begins[n] : begins[n + 1]]
        told = {"id": id_of(int(crowd.ids[members[0]])), "actors": len(members)}
        told |= {"documents": len(np.unique(crowd.documents[members])), **{name: int(sums[name][n]) for name in COUNTS}}
        rows.append(told | next(tellings) | {"names": names.get(int(members[0]), [])})
        if len(rows) == _AT_ONCE:
            yield pa.Table.from_pylist(rows, schema=arrow_schema("people"))
            rows = []
    yield pa.Table.from_pylist(rows, schema=arrow_schema("people"))


def _tellings(crowd: Crowd, homes: Ints) -> Iterator[dict[str, Any]]:
    """Kind, name, state and roles of each, in the order of its home."""
    order = np.lexsort((crowd.signs, homes))
    signs, own = crowd.signs[order], homes[order]
    begins = starts_of(own, signs)
    if not len(order):
        return
    days = crowd.days[order].astype(np.int64)
    known = np.where(days == 0, len(crowd.dates), days) if not crowd.dates[0] else days
    first, last = np.minimum.reduceat(known, begins[:-1]), np.maximum.reduceat(days, begins[:-1])
    often = np.diff(begins)
    heads = begins[:-1]
    for start, end in _spans(starts_of(own[heads])):
        some = slice(start, end)
        yield _telling(crowd, signs[heads[some]].tolist(), often[some].tolist(), first[some].tolist(), last[some].tolist())


def _spans(begins: Ints) -> Iterator[tuple[int, int]]:
    return zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True)


def _telling(crowd: Crowd, signs: Sequence[int], often: Sequence[int], first: Sequence[int], last: Sequence[int]) -> dict[str, Any]:
    """What most of the documents say of one, by its signs with how often each is met, and on which days."""
    read = [crowd.bearers[sign].actor for sign in signs]
    kinds, names, states = Counter[Any](), Counter[str](), Counter[str]()
    held: dict[str, tuple[int, int]] = {}
    for actor, n, early, late in zip(read, often, first, last, strict=True):
        kinds[actor.kind] += n
        names[actor.name] += n
        states.update({actor.country: n} if actor.country else {})
        if role := role_of(actor):
            known = held.get(role, (early, late))
            held[role] = min(known[0], early), max(known[1], late)
    roles = sorted(held, key=lambda role: (held[role][0], role))
    told = {"kind": kind_of(kinds).value, "name": name_of(names), "country": country_of(states, sum(often))}
    return told | {"roles": roles}


def _names(job: Job, crowd: Crowd, homes: Ints) -> dict[int, list[str]]:
    """The names that each bears in the texts, the most frequent first."""
    import pyarrow as pa

    found: list[pa.Table] = []
    for rows in read_shares(job.files(actors.STEP), job.of("share"), ["id", "forms", "often"]):
        forms, often = rows["forms"].combine_chunks(), rows["often"].combine_chunks()
        own = np.searchsorted(crowd.ids, column(rows, "id"))
        each = np.repeat(homes[own], np.asarray(forms.value_lengths()))
        found.append(_summed(pa.table({"home": each, "form": forms.flatten(), "n": often.flatten()})))
    names: dict[int, list[str]] = defaultdict(list)
    if found:
        every = _summed(pa.concat_tables(found)).sort_by([("home", "ascending"), ("n", "descending"), ("form", "ascending")])
        for home, form in zip(every["home"].to_pylist(), every["form"].to_pylist(), strict=True):
            names[home].append(form)
    return names


def _summed(rows: pa.Table) -> pa.Table:
    return rows.group_by(["home", "form"]).aggregate([("n", "sum")]).rename_columns(["home", "form", "n"])
