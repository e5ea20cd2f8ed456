"""The actors of a case with what they say, what is said to them and where they are named: what is needed to tell who is who."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select

from memcon.model.contract import Json
from memcon.store.tables import actors, documents, parties, statements

STEP: Final = 500
"""Actors that are asked for in one query: SQLite takes no more than 32,766 values."""


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

    def acts(self, ids: Collection[str]) -> dict[str, int]:
        """How many statements of these actors there are of each act, the most first."""
        found: dict[str, int] = defaultdict(int)
        for row in self._spoken(ids, statements.c.act):
            found[row.act] += 1
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def latest(self, ids: Collection[str], *, most: int) -> list[Said]:
        """The latest statements of these actors, the last first; those without a day come last."""
        day = func.coalesce(statements.c.said_from, documents.c.published).label("day")
        s, d = statements.c, documents.c
        columns = (s.key, s.act, s.stance, s.content, s.addressees, s.via, day, d.title, d.origin, s.place, s.position)
        rows = sorted(self._spoken(ids, *columns), key=lambda row: (row.day or "", row.origin, row.position), reverse=True)
        return [Said(*row[:-1]) for row in rows[:most]]

    def _spoken(self, ids: Collection[str], *columns: Any) -> Iterator[Any]:
        """The statements that these actors speak, each once."""
        for some in _steps(sorted(ids)):
            spoken = select(parties.c.statement_id).where(parties.c.role == "speaker", parties.c.actor.in_(some))
            chosen = (
                select(*columns)
                .join_from(statements, documents, documents.c.id == statements.c.document_id)
                .where(statements.c.id.in_(spoken), statements.c.status != "rejected")
            )
            yield from self.connection.execute(chosen)


def _steps(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), STEP):
        yield list(ids[start : start + STEP])
