"""Opening a case: a file is SQLite, a postgresql:// address is PostgreSQL. Every fault of either becomes a message.

The settings of SQLite follow sqlite.org/security.html, section 2, for databases from strangers.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, exc, text

from memcon.errors import LedgerError
from memcon.store.migrations import NEWEST, upgrade
from memcon.store.patience import limit_postgres, limit_sqlite

APPLICATION: Final = 0x6D656D63
"""The application id in the header of the file: "memc"."""
WAIT_SECONDS: Final = 30
"""How long a writer waits for another before it says that the case is locked."""
READERS: Final = 25
"""Connections to PostgreSQL beyond the five that are kept open; who comes after them waits."""
_NOTICING: Final = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
"""A server that went without a word, such as in a power cut, is noticed in about a minute, and not after the two hours of Linux."""
_SQLITE_MARK: Final = b"SQLite format 3\0"
_LOCK: Final = 0x6D656D636F6E
"""The advisory lock under which PostgreSQL lets one writer at a time append to the log."""
_PRAGMAS: Final = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "synchronous=FULL",  # what was said to be added is there after a power cut
    f"busy_timeout={WAIT_SECONDS * 1000}",
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a case is, and the engine that talks to it."""

    name: str
    engine: Engine
    patience: float | None = None
    """Seconds that one statement of a reader may take; what is written takes as long as it takes."""

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees the case as it is when it begins. Raises LedgerError."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with told(self.name), self.engine.connect().execution_options(**options) as connection, connection.begin():
            if self.patience is not None and not self.is_sqlite:
                limit_postgres(connection, self.patience)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, alone among writers; it is whole or it never was. Raises LedgerError."""
        with told(self.name), self.engine.connect().execution_options(memcon_writes=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection


def open_home(url: str | os.PathLike[str], *, create: bool, patience: float | None = None) -> Home:
    """The home of a case in its newest form; made where it is not there and `create` says so. Raises LedgerError."""
    address = os.fspath(url)
    home = _postgres(address) if address.startswith(("postgresql://", "postgres://")) else _sqlite(Path(address), create=create)
    _check_form(home, create=create)
    if patience is None:
        return home
    if home.is_sqlite:
        limit_sqlite(home.engine, patience)
    return replace(home, patience=patience)


def _sqlite(path: Path, *, create: bool) -> Home:
    _check_file(path, create=create)
    if create and not path.exists():
        with told(str(path)), suppress(FileExistsError):  # another process may have been quicker
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # papers that are nobody else's business
    writable = not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    mode = "rwc" if create else "rw"
    address = f"{path.resolve().as_uri()}?mode={mode if writable else 'ro&immutable=1'}"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False),
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return Home(str(path), engine)


def _check_file(path: Path, *, create: bool) -> None:
    """That the file is there and is SQLite, before SQLite sees it."""
    if not path.exists():
        if not create:
            raise LedgerError(str(path), code="missing", why=f"there is no such case; `memcon add PATH... --ledger {path}` makes one")
        if not path.parent.is_dir():
            raise LedgerError(str(path), code="missing", why=f"there is no folder {path.parent}; make it first")
        return
    if not path.is_file():
        raise LedgerError(str(path), code="foreign", why="this is no file; name a file for the case, such as reprisals.memcon")
    with told(str(path)), path.open("rb") as file:
        head = file.read(len(_SQLITE_MARK))
    if head and head != _SQLITE_MARK:
        raise LedgerError(str(path), code="foreign", why="this file is no case of memcon; name another for --ledger. Nothing was changed")


def _set_up(connection: Any, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: a reader that turns into a writer half way may find the case changed."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("memcon_writes") else "BEGIN")


def _postgres(address: str) -> Home:
    shown = f"postgresql://{address.partition('://')[2].rpartition('@')[2]}"
    try:
        import psycopg  # noqa: F401  an extra
    except ImportError as error:
        raise LedgerError(shown, code="missing", why="PostgreSQL needs one more package; run: pip install 'memcon[postgres]'") from error
    with told(shown):
        engine = create_engine(
            f"postgresql+psycopg://{address.partition('://')[2]}",
            pool_pre_ping=True,
            max_overflow=READERS,
            pool_timeout=WAIT_SECONDS,
            connect_args={"connect_timeout": 10, "application_name": "memcon", **_NOTICING},
        )
    return Home(shown, engine)


def _check_form(home: Home, *, create: bool) -> None:
    """That the case is ours and of the newest form, brought to it where it is older."""
    with home.reading() as connection:
        form = _form(connection, home)
    if form == NEWEST:
        return
    if form is not None and form > NEWEST:
        why = f"this case was written by a newer memcon (its form is {form}, this one knows {NEWEST}); update memcon to open it"
        raise LedgerError(home.name, code="newer", why=why)
    if form is None and not create:
        raise LedgerError(home.name, code="foreign", why="there is no case of memcon in it; `memcon add PATH... --ledger` makes one")
    with home.writing() as connection:
        if _form(connection, home) != NEWEST:  # another process may have been quicker
            upgrade(connection)
            if home.is_sqlite:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    if home.is_sqlite:
        _log_ahead(home)


def _log_ahead(home: Home) -> None:
    """Turn on the write-ahead log, for good, once the file is known to be ours: readers and a writer then do not wait for each other."""
    with told(home.name), home.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA journal_mode=WAL")


def _form(connection: Connection, home: Home) -> str | None:
    """The form of the case, None for an empty database. Raises LedgerError for one that is somebody else's."""
    if home.is_sqlite:
        names = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
        owner = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        foreign = bool(names) and owner != APPLICATION
    else:
        rows = connection.exec_driver_sql("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
        names = {row[0] for row in rows}
        foreign = bool(names) and not {"alembic_version", "judgements", "log"} <= names
    if foreign:
        raise LedgerError(home.name, code="foreign", why="it holds the tables of another program; name another place. Nothing was changed")
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()) if names else None


@contextmanager
def told(name: str) -> Iterator[None]:
    """Faults of the database as a LedgerError that says what to do."""
    try:
        yield
    except exc.DBAPIError as error:
        code, why = _reason(str(error.orig), type(error.orig).__module__, away=isinstance(error, exc.OperationalError | exc.InterfaceError))
        raise LedgerError(name, code=code, why=why) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:  # while a connection is set up, and for names that are no text any more
        code, why = _reason(str(error) if isinstance(error, sqlite3.Error) else "malformed", "sqlite3")
        raise LedgerError(name, code=code, why=why) from error
    except exc.TimeoutError as error:  # no connection was free
        raise LedgerError(name, code="time", why="too many ask at once; try again in a moment") from error
    except (exc.ArgumentError, OSError) as error:
        raise LedgerError(name, code="unreadable", why=f"it cannot be opened ({error})") from error


_LESS: Final = "this took longer than it may and was stopped; ask for less: more words, fewer days, one speaker or one document"
_REASONS: Final = (
    ("database is locked", "locked", f"another program has been writing to it for {WAIT_SECONDS} s; wait for it, or end it, and try again"),
    ("readonly", "read-only", "the case may not be written to; change its permissions, or copy it to where you may write"),
    ("unable to open", "unreadable", "the file cannot be opened or made; check its folder and permissions"),
    ("No space left", "full", "the disk of the server is full; free some space on it and run it again: what was added before is kept"),
    ("full", "full", "the disk is full; free some space and run it again: what was added before is kept"),
    ("disk I/O error", "full", "the disk failed or is full; free some space and run it again: what was added before is kept"),
    ("malformed", "corrupt", "the file is damaged; take the newest copy, or save what can be read with `sqlite3 FILE .recover`"),
    ("not a database", "corrupt", "the file is damaged, or no case; take the newest copy"),
    ("interrupted", "time", _LESS),
    ("statement timeout", "time", _LESS),
    ("only ever added", "guarded", "rows of the log, of judgements and of readings are never changed"),
)  # fmt: skip
"""Words in the message of the database, the code, what to do."""


def _reason(message: str, driver: str, *, away: bool = False) -> tuple[str, str]:
    """The code of a fault, and what to do; `away` is one of the way to the database, or of its state, and not of what it was asked."""
    for words, code, why in _REASONS:
        if words in message:
            return code, why
    first = message.strip().split("\n")[0][:200]
    if driver.startswith("psycopg") and away:
        return "connection", f"PostgreSQL did not do it ({first}); see that it runs and try again: what was added before is kept"
    return "database", f"the database did not do it ({first}); run `memcon verify` on the case"
