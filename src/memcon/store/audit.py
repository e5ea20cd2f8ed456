"""The log of a case: one row for every addition and judgement, each sealed with the hash of the one before it.

A row that is changed, taken out or moved breaks the chain at its place. That an end of the log is missing only shows against a
head that was kept elsewhere: the scheme of Haber and Stornetta (1991), with the head in place of the newspaper.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from memcon.store.tables import log

NOTHING: Final = "0" * 64
"""What stands before the first row."""

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def now() -> str:
    """The time of an entry: ISO 8601, UTC, microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def canonical(value: Any) -> str:
    """The value as JSON that is the same for the same value."""
    return _ENCODER.encode(value)


def digest(value: Any) -> str:
    """The sha256 of a value as canonical JSON, or of a text as it stands."""
    words = value if isinstance(value, str) else canonical(value)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


class Entry(NamedTuple):
    """What was added, and the digest of it."""

    what: str
    subject: str
    digest: str


def append(connection: Connection, what: str, subject: str, value_digest: str, *, at: str) -> None:
    """Add one entry; the connection holds the lock of the writer."""
    connection.execute(log.insert(), list(chain(connection, [Entry(what, subject, value_digest)], at=at)))


def chain(connection: Connection, entries: Iterable[Entry], *, at: str) -> Iterator[dict[str, Any]]:
    """The rows of these entries, each sealed with the one before it; the connection holds the lock of the writer."""
    last = connection.execute(select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq, last.hash) if last is not None else (0, NOTHING)
    for number, (what, subject, value_digest) in enumerate(entries, seq + 1):
        row = {"seq": number, "at": at, "what": what, "subject": subject, "digest": value_digest, "previous": previous}
        previous = seal(row)
        yield {**row, "hash": previous}


def seal(row: dict[str, Any]) -> str:
    """The hash of an entry, over all of it and the hash before it."""
    return digest([row["seq"], row["at"], row["what"], row["subject"], row["digest"], row["previous"]])


def head(connection: Connection) -> str:
    """The hash of the last entry: whoever keeps it can prove later that nothing before it was taken away."""
    found = connection.execute(select(log.c.hash).order_by(log.c.seq.desc()).limit(1)).scalar()
    return str(found) if found is not None else NOTHING


def stamp(connection: Connection) -> str:
    """The number of the last entry and a part of its hash: another one after every addition and judgement."""
    last = connection.execute(select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)).first()
    return "0" if last is None else f"{last.seq}-{last.hash[:16]}"


def faults(connection: Connection, *, known_head: str | None = None) -> Iterator[str]:
    """What is wrong with the chain of the log, the first thing first."""
    expected, previous, seen = 1, NOTHING, known_head in (None, NOTHING)
    for row in connection.execute(select(log).order_by(log.c.seq)).mappings():
        entry = dict(row)
        if entry["seq"] != expected:
            yield f"the log has no entry {expected}: the next one is {entry['seq']}"
        if entry["previous"] != previous:
            yield f"entry {entry['seq']} of the log does not follow the one before it: an entry was changed, moved or taken out"
        if seal(entry) != entry["hash"]:
            yield f"entry {entry['seq']} of the log ({entry['what']} of {entry['subject']}) was changed after it was sealed"
        expected, previous = entry["seq"] + 1, entry["hash"]
        seen = seen or previous == known_head
    if not seen:
        yield f"the head {known_head} is not in the log: this copy is older than that head, or another case"
