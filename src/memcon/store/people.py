"""The actors of a case with what they say, what is said to them and where they are named: what is needed to tell who is who."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, cast, false, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from memcon.model.contract import Json
from memcon.model.judgement import Judgement
from memcon.store.refreshing import about_actors
from memcon.store.tables import actors, bearers, documents, names, parties, statements

STEP: Final = 500
"""Rows that are fetched at once."""
SPOKEN_OF: Final = 500
"""Statements of one person that are looked through for whom they name: 0.2 s."""


@dataclass(frozen=True, slots=True)
class SeenActor:
    """An actor of one document as the JSON ledger has it, its document, and in how many statements it speaks, is told, is the source."""

    row: Json
    document: str
    title: str | None
    origin: str
    published: str | None
    spoke: int = 0
    told: int = 0
    via: int = 0


class Bearer(NamedTuple):
    """A name that an actor bears, folded, and the id under which people have joined the actor with others."""

    actor: str
    same_as: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an actor, as far as it is listed."""

    key: str
    act: str
    stance: str
    content: str
    addressees: str
    via: str
    day: str | None
    title: str | None
    origin: str
    place: str
    speaker: str | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Statements by the part that actors have in them: role (speaker, addressee, via) -> the actors of whom one must have it.

    With `about`, only those of the latest SPOKEN_OF whose words name one of these actors.
    """

    of: Mapping[str, Collection[str]]
    act: str | None = None
    about: Collection[str] = ()

    @staticmethod
    def spoken(ids: Collection[str]) -> Parts:
        """What these actors say."""
        return Parts(MappingProxyType({"speaker": ids}))


class Beside(NamedTuple):
    """Somebody who has another part in the same statement; `actor` is None where nobody stands behind the name."""

    statement: int
    actor: str | None
    name: str


@dataclass(frozen=True)
class People:
    """The actors of a case within one reading transaction."""

    connection: Connection

    def actors(self) -> Iterator[SeenActor]:
        """Every actor of every document, by id, with its counts; rejected statements do not count."""
        counts = self._counts()
        joined = (
            select(
                actors.c.key,
                actors.c.details,
                documents.c.key.label("document"),
                documents.c.title,
                documents.c.origin,
                documents.c.published,
            )
            .join(documents, documents.c.id == actors.c.document_id)
            .order_by(actors.c.key)
        )
        for key, details, *paper in self.connection.execute(joined, execution_options={"yield_per": STEP}):
            told = (counts[key, role] for role in ("speaker", "addressee", "via"))
            yield SeenActor(json.loads(details), *paper, *told)

    def _counts(self) -> Counter[tuple[str, str]]:
        """Statements by actor and role. The few that were rejected are looked up once, for their rows are long."""
        rejected = select(statements.c.id).where(statements.c.status == "rejected")
        each = (
            select(parties.c.actor, parties.c.role, parties.c.statement_id)
            .where(parties.c.actor.is_not(None), parties.c.statement_id.not_in(rejected))
            .distinct()
        )
        rows = self.connection.execute(each, execution_options={"yield_per": STEP})
        return Counter((actor, role) for actor, role, _ in rows)

    def bearers(self) -> Iterator[Bearer]:
        """Every name of every actor, by id of the actor."""
        joined = (
            select(actors.c.key, actors.c.same_as, names.c.folded)
            .join_from(actors, bearers, bearers.c.actor_id == actors.c.id)
            .join(names, names.c.id == bearers.c.name_id)
            .order_by(actors.c.key, bearers.c.id)
        )
        return starmap(Bearer, self.connection.execute(joined, execution_options={"yield_per": STEP}))

    def text(self, document: str) -> str:
        """The text of a document; empty for one that is not there."""
        return str(self.connection.execute(select(documents.c.text).where(documents.c.key == document)).scalar() or "")

    def judgements(self) -> list[Judgement]:
        """All judgements about actors, with those that undo them, by time."""
        return sorted(about_actors(self.connection), key=lambda j: (j.at, j.id))

    # ── what they say ──────────────────────────────────────────────────────────────────────────────────────────────

    def acts(self, ids: Collection[str]) -> dict[str, int]:
        """How many statements of these actors there are of each act, the most first."""
        counted = select(statements.c.act, func.count()).where(self._are(Parts.spoken(ids))).group_by(statements.c.act)
        return dict(sorted(((act, n) for act, n in self.connection.execute(counted)), key=lambda pair: (-pair[1], pair[0])))

    def latest(self, ids: Collection[str], *, most: int) -> list[Said]:
        """The latest statements of these actors, the last first; those without a day come last."""
        return self.said(Parts.spoken(ids), most=most)

    def count_said(self, parts: Parts) -> int:
        """How many statements there are in which these actors have these parts; rejected ones do not count."""
        return int(self.connection.execute(select(func.count()).select_from(statements).where(self._are(parts))).scalar_one())

    def said(self, parts: Parts, *, most: int, offset: int = 0) -> list[Said]:
        """The statements in which these actors have these parts, the last first; those without a day come last."""
        s, d = statements.c, documents.c
        columns = (s.key, s.act, s.stance, s.content, s.addressees, s.via, _DAY, d.title, d.origin, s.place, s.speaker, d.key)
        picked = _with_documents(s.id).where(self._are(parts)).order_by(*_LAST_FIRST).limit(most).offset(offset)
        chosen = _with_documents(*columns).where(s.id.in_(picked)).order_by(*_LAST_FIRST)
        return [Said(*row) for row in self.connection.execute(chosen)]

    def beside(self, ids: Collection[str], role: str, other: str) -> list[Beside]:
        """Those who have another role in the statements in which one of these actors has a role."""
        mine = select(parties.c.statement_id).where(parties.c.role == role, parties.c.actor.in_(self._listed(ids)))
        gone = select(statements.c.id).where(statements.c.status == "rejected")  # few, so that no other statement is looked up
        chosen = select(parties.c.statement_id, parties.c.actor, parties.c.name).where(
            parties.c.role == other, parties.c.statement_id.in_(mine), parties.c.statement_id.not_in(gone)
        )
        return list(starmap(Beside, self.connection.execute(chosen)))

    def spoken_of(self, ids: Collection[str]) -> dict[str, set[int]]:
        """Actor -> those of the latest SPOKEN_OF statements of these actors whose words name it."""
        return self._named(Parts.spoken(ids))

    def _named(self, parts: Parts) -> dict[str, set[int]]:
        """Actor -> those of the latest of these statements whose words name it."""
        latest = _with_documents(statements.c.id).where(self._are(parts)).order_by(*_LAST_FIRST).limit(SPOKEN_OF)
        told = select(statements.c.id, statements.c.document_id, statements.c.details).where(statements.c.id.in_(latest))
        contents: dict[int, list[tuple[int, Any]]] = defaultdict(list)
        for row in self.connection.execute(told):
            contents[row.document_id].append((row.id, json.loads(row.details)["content"]))
        there = select(actors.c.key, actors.c.document_id, actors.c.details).where(actors.c.document_id.in_(sorted(contents)))
        found: dict[str, set[int]] = {}
        for actor in self.connection.execute(there):
            places = [mention["start"] for mention in json.loads(actor.details)["mentions"]]
            found[actor.key] = {number for number, pieces in contents[actor.document_id] if _is_named(places, pieces)}
        return {key: named for key, named in found.items() if named}

    def _are(self, parts: Parts) -> ColumnElement[bool]:
        """Of statements in which an actor of each role has it, rejected ones left out; of none where no role is asked for."""
        asked = [statements.c.status != "rejected"]
        for role, ids in parts.of.items():
            mine = select(parties.c.statement_id).where(parties.c.role == role, parties.c.actor.in_(self._listed(ids)))
            asked.append(statements.c.id.in_(mine))
        if parts.act is not None:
            asked.append(statements.c.act == parts.act)
        if parts.about:
            named = self._named(replace(parts, about=()))
            asked.append(statements.c.id.in_(set().union(*(named.get(id_, set()) for id_ in parts.about))))
        return and_(*asked) if parts.of else false()

    def _listed(self, ids: Collection[str]) -> Select[Any]:
        """These ids as rows: in one question however many they are."""
        told = json.dumps(sorted(ids))
        if self.connection.dialect.name == "sqlite":
            return select(func.json_each(told).table_valued("value").c.value)
        return select(func.jsonb_array_elements_text(cast(literal(told, Text), JSONB)).column_valued("value"))


_DAY: Final = func.coalesce(statements.c.said_from, documents.c.published)
"""The day on which it was said, else on which the paper appeared."""
_LAST_FIRST: Final = (func.coalesce(_DAY, "").desc(), documents.c.origin.desc(), statements.c.position.desc())


def _with_documents(*columns: Any) -> Select[Any]:
    return select(*columns).join_from(statements, documents, documents.c.id == statements.c.document_id)


def _is_named(places: Sequence[int], pieces: Sequence[Json]) -> bool:
    """Whether one of the places lies in one of the pieces."""
    return any(piece["start"] <= at < piece["end"] for at in places for piece in pieces)
