"""The actors of one sheaf: those that nothing can join are written at once, the others go where their namesakes go."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from memcon.archive.linking.numbers import hashes_of, numbers_of, shares_of
from memcon.archive.linking.shares import Job, write_rows, write_shares
from memcon.archive.linking.sheaves import details, read_rows
from memcon.archive.tables.rows import Row
from memcon.archive.tables.schema import arrow_schema
from memcon.archive.tasks import Receipt, Written
from memcon.link.actors import Cluster
from memcon.link.bearers import Bearer, Sighted, Sort, read_bearer
from memcon.link.joins import office_ties
from memcon.link.names import Name
from memcon.link.offices import Office
from memcon.link.people import Appearance, Person
from memcon.model.ledger import ActorKind
from memcon.run.linking import appearance_of
from memcon.store.people import SeenActor

if TYPE_CHECKING:
    import pyarrow as pa

STEP: Final = "actors"
JOINED: Final = frozenset({Sort.PERSON, Sort.BODY, Sort.STATE})
"""By what actors of different documents can be one; all others are somebody else in the next paper, or only asked about."""
_COLUMNS: Final = ("id", "document", "published", "mentions", "details")
_COUNTS: Final = ("mentions", "spoken", "told", "via")
Said = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor of one document, read, with its statements and the names that it bears there."""

    bearer: Bearer
    appearance: Appearance
    of: str = ""
    why: str = ""

    @property
    def key(self) -> str:
        """What all share that can be one with it, by name or but for a middle name: the first letter and the last two of a name."""
        bearer = self.bearer
        if bearer.sort is Sort.PERSON:
            return f"person {bearer.name.key[0]}{bearer.name.key[-2:]}"
        return f"{bearer.sort} {bearer.key}"


def gather_actors(job: Job) -> Receipt:
    """The actors of a sheaf by share, and those of whom nothing is joined as rows that are ready."""
    alone: list[Seen] = []
    rows: list[Row] = []
    keys: list[str] = []
    for stem in job.of("stems"):
        for seen, key in _placed(list(_seen(job, stem))):
            if key is None:
                alone.append(seen)
            else:
                keys.append(key)
                rows.append(_row(seen))
    files = (_write_shares(job, rows, keys), *_write_alone(job, alone))
    return job.receipt(*files, counts={"actors": len(alone) + len(rows), "people": len(alone)})


def _seen(job: Job, stem: str) -> Iterator[Seen]:
    said = _said(read_rows(job.out, "statements", stem, ("details",)))
    for row in read_rows(job.out, "actors", stem, _COLUMNS):
        told = (said[row["id"], role] for role in ("speaker", "addressee", "via"))
        appearance = appearance_of(SeenActor(details(row), row["document"], None, "", row["published"], *told))
        yield Seen(read_bearer(appearance.actor), appearance)


def _said(statements: Iterable[Row]) -> Said:
    """In how many statements each actor speaks, is told, or is the source."""
    counts: Said = Counter()
    for row in statements:
        told = details(row)
        parties = [("speaker", told["speaker"]), *(("addressee", party) for party in told["addressees"])]
        parties += [("via", link["holder"]) for link in told["chain"]]
        counts.update({(party["actor"], role) for role, party in parties if party["actor"]})
    return counts


def _placed(seen: list[Seen]) -> Iterator[tuple[Seen, str | None]]:
    """Each actor with the key under which it is joined, None for one that is not; who holds an office goes where its holder goes."""
    by_id = {one.bearer.id: one for one in seen}
    offices = {tie.other: tie for tie in office_ties(one.bearer for one in seen)}
    for one in seen:
        tie = offices.get(one.bearer.id)
        if tie is not None:
            yield replace(one, of=tie.one, why=tie.why), by_id[tie.one].key
        else:
            yield one, one.key if one.bearer.sort in JOINED else None


def counts_of(appearance: Appearance) -> tuple[int, int, int, int]:
    """How often it is named, and in how many statements it speaks, is told, is the source."""
    return appearance.mentions, appearance.spoke, appearance.told, appearance.via


# ── those that go on ─────────────────────────────────────────────────────────────────────────────────────────────────


def sign_of(bearer: Bearer) -> str:
    """Everything of an actor by which it is compared and told, as JSON: the same for very many."""
    actor, name = bearer.actor, bearer.name
    offices = [[office.name, office.post] for office in bearer.offices]
    told = [bearer.sort, bearer.key, name.words, name.titles, name.suffix, name.printed, offices, bearer.gender, sorted(bearer.titles)]
    return json.dumps([*told, actor.kind, actor.name, actor.country, actor.role], ensure_ascii=False, separators=(",", ":"))


def bearer_of(sign: str) -> Bearer:
    """An actor of that sign, of no document."""
    sort, key, words, titles, suffix, printed, offices, gender, borne, kind, called, country, role = json.loads(sign)
    actor = Sighted("", ActorKind(kind), called, (), country, role)
    name = Name(tuple(words), tuple(titles), suffix, printed)
    return Bearer(actor, Sort(sort), key, name, tuple(Office(*office) for office in offices), gender, frozenset(borne))


def _row(seen: Seen) -> Row:
    appearance = seen.appearance
    row: Row = {"id": seen.bearer.id, "document": appearance.actor.document, "published": appearance.actor.published}
    row |= dict(zip(_COUNTS, counts_of(appearance), strict=True))
    forms = {"forms": [form for form, _ in appearance.forms], "often": [n for _, n in appearance.forms]}
    return row | forms | {"sign": sign_of(seen.bearer), "of": seen.of, "why": seen.why}


def _schema() -> pa.Schema:
    import pyarrow as pa

    numbers = [("id", pa.uint64()), ("document", pa.uint64()), ("of", pa.uint64()), *((name, pa.int32()) for name in _COUNTS)]
    numbers.append(("sheaf", pa.int32()))
    words = [("published", pa.string()), ("sign", pa.string()), ("why", pa.string())]
    return pa.schema([*numbers, *words, ("forms", pa.list_(pa.string())), ("often", pa.list_(pa.int32()))])


def _write_shares(job: Job, rows: list[Row], keys: list[str]) -> Written:
    import pyarrow as pa

    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in _schema().names if name != "sheaf"}
    for name in ("id", "document"):
        columns[name] = numbers_of(columns[name])
    columns["sheaf"] = [job.of("sheaf")] * len(rows)
    columns["of"] = numbers_of([id_ or "0" * 16 for id_ in columns["of"]])
    return write_shares(job.out, job.path(STEP), pa.table(columns, schema=_schema()), shares_of(hashes_of(keys), job.of("shares")))


# ── those that stay alone ────────────────────────────────────────────────────────────────────────────────────────────


def _write_alone(job: Job, alone: list[Seen]) -> tuple[Written, Written]:
    import pyarrow as pa

    ordered = sorted(alone, key=lambda seen: seen.bearer.id)
    people = pa.Table.from_pylist([_person(seen) for seen in ordered], schema=arrow_schema("people"))
    bearers = pa.Table.from_pylist([_bearer(seen) for seen in ordered], schema=arrow_schema("bearers"))
    return tuple(write_rows(job.out, job.final(name), name, [rows]) for name, rows in (("people", people), ("bearers", bearers)))  # type: ignore[return-value]


def _person(seen: Seen) -> Mapping[str, Any]:
    person = Person(Cluster(seen.bearer.id, (seen.bearer.id,)), (seen.appearance,))
    told: dict[str, Any] = {"id": person.id, "kind": person.kind.value, "name": person.name, "country": person.country}
    told |= {"names": [name for name, _ in person.names], "roles": [held.role for held in person.roles]}
    return told | {"actors": 1, "documents": 1} | dict(zip(_COUNTS, counts_of(seen.appearance), strict=True))


def _bearer(seen: Seen) -> Mapping[str, Any]:
    id_ = seen.bearer.id
    return {"actor": id_, "person": id_, "document": seen.bearer.actor.document, "evidence": []}
