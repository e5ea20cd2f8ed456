"""A split of an archive on its way into a case: whole, with its receipt, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, exc, select

from memcon.model.contract import Json
from memcon.store import audit, writing
from memcon.store.loading.bulk import among, put_rows
from memcon.store.loading.fresh import put_in_new
from memcon.store.loading.ready import NOT_OF_THE_CONTRACT, Prepared, Ready, refusal, storable
from memcon.store.tables import documents, failures, log, sources
from memcon.store.writing import Added

READ: Final = "read"
"""The state of a source whose split is in the case."""


@dataclass(frozen=True, slots=True)
class Split:
    """What a split is called, the sha256 of what it held, and who found what was found in it."""

    source: str
    sha256: str
    signature: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a split: documents that were new, the same as before, or read again, and failure rows that were noted.

    New is also one that was there under other origins only, as for `Case.add`. `refused` are those of the failure rows that tell of a
    document that was brought and not put in. `already` says that the split was in the case before, and that nothing was done.
    """

    new: int = 0
    same: int = 0
    again: int = 0
    failures: int = 0
    refused: tuple[Json, ...] = ()
    already: bool = False


def load(connection: Connection, split: Split, prepared: Prepared, told: Sequence[Json]) -> Loaded:
    """Put in the documents of a split and its failure rows, with the row of its source; the connection holds the lock of the writer."""
    if is_in(connection, split):  # another process was quicker
        return Loaded(already=True)
    writing.forget_failures(connection, split.source)
    loading = _Loading(connection, split, audit.now())
    loading.put_in(prepared.ready)
    refused = (*prepared.refused, *loading.refused)
    noted = _note_failures(connection, [*told, *refused], source=split.source, at=loading.at)
    writing.note_source(connection, split.source, sha256=split.sha256, signature=split.signature, state=READ)
    became = loading.became
    return Loaded(became[Added.NEW], became[Added.SAME], became[Added.AGAIN], noted, refused)


def is_in(connection: Connection, split: Split) -> bool:
    """Whether the split is in the case already, as it is now and as it is read now."""
    row = connection.execute(select(sources.c.sha256, sources.c.signature, sources.c.state).where(sources.c.origin == split.source)).first()
    return row is not None and tuple(row) == (split.sha256, split.signature, READ)


class _Loading:
    """The documents of a split on their way: new ones together, the others one by one, and what the database refuses is told."""

    def __init__(self, connection: Connection, split: Split, at: str) -> None:
        self.at = at
        self.became: Counter[Added] = Counter()
        self.refused: list[Json] = []
        self._connection, self._split = connection, split

    def put_in(self, ready: Sequence[Ready]) -> None:
        """Put in all of them; of several with one id the first is the new one."""
        told = select(documents.c.key).where(among(self._connection, documents.c.key, [one.key for one in ready]))
        known = set(self._connection.execute(told).scalars())
        fresh: list[Ready] = []
        others: list[Ready] = []
        for one in ready:
            (others if one.key in known else fresh).append(one)
            known.add(one.key)
        self._put_in_new(fresh)
        for one in others:
            self._put_in_alone(one)

    def _put_in_new(self, fresh: Sequence[Ready]) -> None:
        """Put in new documents together; where the database refuses something of them, each half by itself, down to the one."""
        if len(fresh) < 2:
            for one in fresh:
                self._put_in_alone(one)
        elif self._put_in_together(fresh):
            self.became[Added.NEW] += len(fresh)
        else:
            middle = len(fresh) // 2
            self._put_in_new(fresh[:middle])
            self._put_in_new(fresh[middle:])

    def _put_in_together(self, fresh: Sequence[Ready]) -> bool:
        """Whether they are in; nothing of them is where they are not."""
        try:
            with self._connection.begin_nested():
                put_in_new(self._connection, fresh, signature=self._split.signature, at=self.at)
        except (exc.DBAPIError, *NOT_OF_THE_CONTRACT) as error:
            if _why(error) is None:
                raise
            return False
        return True

    def _put_in_alone(self, one: Ready) -> None:
        try:
            with self._connection.begin_nested():
                became = writing.add_document(self._connection, one.row, signature=self._split.signature, at=self.at)
        except (exc.DBAPIError, *NOT_OF_THE_CONTRACT) as error:
            why = _why(error)
            if why is None:
                raise
            self.refused.append(refusal(one.row, self._split.source, code="bad-row", why=why))
        else:
            self.became[became] += 1


_TOO_LONG: Final = "54"
"""The class of PostgreSQL's codes for what passes one of its limits."""


def _why(error: Exception) -> str | None:
    """Why a document cannot be in the case, whatever is done; None for a fault of the database, which may be over."""
    if isinstance(error, exc.IntegrityError):
        return "another document has a row with the same id"
    if isinstance(error, UnicodeError) or (isinstance(error, exc.DataError) and "NUL" in str(error.orig)):
        return "it holds a character that is none (NUL, or half of a pair)"
    if not isinstance(error, exc.DBAPIError):
        return f"this is no row of the ledger ({type(error).__name__})"
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if isinstance(error, exc.DataError) or state.startswith(_TOO_LONG):
        return f"the database cannot hold it ({str(error.orig).splitlines()[0][:200]})"
    return None


def _note_failures(connection: Connection, told: Sequence[Json], *, source: str, at: str) -> int:
    """Note what could not be read, each once, and how much that is; of the source nothing is noted."""
    rows = {tuple(row.values()): row for row in map(writing.failure_row, map(storable, told))}
    put_rows(connection, failures, ({**row, "source": source} for row in rows.values()))
    entries = (audit.Entry("failure", row["origin"], audit.digest(row)) for row in rows.values())
    put_rows(connection, log, audit.chain(connection, entries, at=at))
    return len(rows)
