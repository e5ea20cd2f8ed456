"""The actors of a case with what they say, what is said to them and where they are named: what is needed to tell who is who."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, func, select

from memcon.model.contract import Json
from memcon.model.judgement import Judgement
from memcon.store.refreshing import about_actors
from memcon.store.tables import actors, documents, parties, statements

STEP: Final = 500
"""Actors that are asked for in one query: SQLite takes no more than 32,766 values."""
SPOKEN_OF: Final = 1_000
"""Statements of one person that are looked through for whom they name: 60 ms."""


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


@dataclass(frozen=True, slots=True)
class Beside:
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
        for row in self.connection.execute(joined, execution_options={"yield_per": STEP}):
            n = counts.get(row.key, {})
            told = (n.get("speaker", 0), n.get("addressee", 0), n.get("via", 0))
            yield SeenActor(json.loads(row.details), row.document, row.title, row.origin, row.published, *told)

    def _counts(self) -> dict[str, dict[str, int]]:
        """Actor -> role -> statements."""
        grouped = (
            select(parties.c.actor, parties.c.role, func.count(func.distinct(parties.c.statement_id)).label("n"))
            .join(statements, statements.c.id == parties.c.statement_id)
            .where(parties.c.actor.is_not(None), statements.c.status != "rejected")
            .group_by(parties.c.actor, parties.c.role)
        )
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self.connection.execute(grouped):
            found[str(row.actor)][row.role] = row.n
        return found

    def text(self, document: str) -> str:
        """The text of a document; empty for one that is not there."""
        return str(self.connection.execute(select(documents.c.text).where(documents.c.key == document)).scalar() or "")

    def judgements(self) -> list[Judgement]:
        """All judgements about actors, with those that undo them, by time."""
        return sorted(about_actors(self.connection), key=lambda j: (j.at, j.id))

    # ── what they say ──────────────────────────────────────────────────────────────────────────────────────────────

    def acts(self, ids: Collection[str]) -> dict[str, int]:
        """How many statements of these actors there are of each act, the most first."""
        found: dict[str, int] = defaultdict(int)
        for row in self._rows(Parts.spoken(ids), statements.c.act):
            found[row.act] += 1
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def latest(self, ids: Collection[str], *, most: int) -> list[Said]:
        """The latest statements of these actors, the last first; those without a day come last."""
        return self.said(Parts.spoken(ids), most=most)

    def count_said(self, parts: Parts) -> int:
        """How many statements there are in which these actors have these parts; rejected ones do not count."""
        return sum(1 for _ in self._rows(parts, statements.c.id))

    def said(self, parts: Parts, *, most: int, offset: int = 0) -> list[Said]:
        """The statements in which these actors have these parts, the last first; those without a day come last."""
        s, d = statements.c, documents.c
        order = self._rows(parts, s.id, _DAY, d.origin, s.position)
        newest = sorted(order, key=lambda row: (row.day or "", row.origin, row.position), reverse=True)[offset : offset + most]
        columns = (s.id, s.key, s.act, s.stance, s.content, s.addressees, s.via, _DAY, d.title, d.origin, s.place, s.speaker, d.key)
        chosen = _with_documents(*columns).where(s.id.in_([row.id for row in newest]))
        rows = {number: Said(*rest) for number, *rest in self.connection.execute(chosen)}
        return [rows[row.id] for row in newest]

    def beside(self, ids: Collection[str], role: str, other: str) -> set[Beside]:
        """Those who have another role in the statements in which one of these actors has a role."""
        mine, theirs = parties.alias("mine"), parties.alias("theirs")
        found: set[Beside] = set()
        for some in _steps(sorted(ids)):
            chosen = (
                select(theirs.c.statement_id, theirs.c.actor, theirs.c.name)
                .join_from(mine, theirs, theirs.c.statement_id == mine.c.statement_id)
                .join(statements, statements.c.id == mine.c.statement_id)
                .where(mine.c.role == role, mine.c.actor.in_(some), theirs.c.role == other, statements.c.status != "rejected")
            )
            found |= {Beside(*row) for row in self.connection.execute(chosen)}
        return found

    def spoken_of(self, ids: Collection[str]) -> dict[str, set[int]]:
        """Actor -> those of the latest SPOKEN_OF statements of these actors whose words name it."""
        return self._named(self._numbers(Parts.spoken(ids)))

    def _named(self, numbers: Collection[int]) -> dict[str, set[int]]:
        """Actor -> those of the latest of these statements whose words name it."""
        order = sorted(self._of(numbers, statements.c.id, _DAY), key=lambda row: (row.day or "", row.id), reverse=True)
        contents: dict[int, list[tuple[int, Any]]] = defaultdict(list)
        for some in _steps([row.id for row in order[:SPOKEN_OF]]):
            told = select(statements.c.id, statements.c.document_id, statements.c.details).where(statements.c.id.in_(some))
            for row in self.connection.execute(told):
                contents[row.document_id].append((row.id, json.loads(row.details)["content"]))
        found: dict[str, set[int]] = {}
        for some in _steps(sorted(contents)):
            there = select(actors.c.key, actors.c.document_id, actors.c.details).where(actors.c.document_id.in_(some))
            for actor in self.connection.execute(there):
                places = [mention["start"] for mention in json.loads(actor.details)["mentions"]]
                found[actor.key] = {number for number, pieces in contents[actor.document_id] if _is_named(places, pieces)}
        return {key: named for key, named in found.items() if named}

    def _rows(self, parts: Parts, *columns: Any) -> Iterator[Any]:
        """The statements in which these actors have these parts, each once."""
        return self._of(self._numbers(parts), *columns, act=parts.act)

    def _of(self, numbers: Collection[int], *columns: Any, act: str | None = None) -> Iterator[Any]:
        for some in _steps(sorted(numbers)):
            chosen = _with_documents(*columns).where(statements.c.id.in_(some), statements.c.status != "rejected")
            yield from self.connection.execute(chosen if act is None else chosen.where(statements.c.act == act))

    def _numbers(self, parts: Parts) -> set[int]:
        """The row numbers of the statements in which an actor of each role has it; none where no role is asked for."""
        found: set[int] | None = None
        for role, ids in parts.of.items():
            mine: set[int] = set()
            for some in _steps(sorted(ids)):
                chosen = select(parties.c.statement_id).where(parties.c.role == role, parties.c.actor.in_(some))
                mine.update(self.connection.execute(chosen).scalars())
            found = mine if found is None else found & mine
        named = self._named(found or ()) if parts.about else {}
        return set().union(*(named.get(id_, set()) for id_ in parts.about)) if parts.about else found or set()


_DAY: Final = func.coalesce(statements.c.said_from, documents.c.published).label("day")
"""The day on which it was said, else on which the paper appeared."""


def _with_documents(*columns: Any) -> Select[Any]:
    return select(*columns).join_from(statements, documents, documents.c.id == statements.c.document_id)


def _is_named(places: Sequence[int], pieces: Sequence[Json]) -> bool:
    """Whether one of the places lies in one of the pieces."""
    return any(piece["start"] <= at < piece["end"] for at in places for piece in pieces)


T = TypeVar("T")


def _steps(ids: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(ids), STEP):
        yield list(ids[start : start + STEP])
