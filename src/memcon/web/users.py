"""Who may come in where several people work on a case: a file with one line of JSON for each.

The file is its owner's alone (mode 0600) and holds no password, only what argon2 makes of one.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from memcon.errors import WrongUse

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 12
LONGEST: Final = 1_000
"""How many characters a password has. What argon2 is given is bounded: a long one would cost the server time."""
FILE_BYTES: Final = 1024 * 1024
"""The largest file of users: some thousands of them."""
NAME_POINTS: Final = 80


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    READ = "read"
    JUDGE = "judge"
    ADMIN = "admin"

    def may(self, other: Role) -> bool:
        """Whether this role may do what `other` is needed for."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may come in; `since` is when the password was set."""

    name: str
    role: Role
    hash: str = field(repr=False)
    since: str


class Users:
    """The users of a file. What is changed in the file holds from the next question on. Thread-safe."""

    def __init__(self, path: Path, *, hasher: PasswordHasher | None = None) -> None:
        self._path, self._hasher = path, hasher or usual_hasher()
        self._seen, self._users = _read(path)
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    @classmethod
    def load(cls, path: Path, *, hasher: PasswordHasher | None = None) -> Users:
        """The users of a file that is there and that nobody else can read. Raises WrongUse."""
        users = cls(path, hasher=hasher)
        if not users._users:
            raise WrongUse(f"{path} has no user yet; run: memcon users {path} add NAME --role admin")
        return users

    def find(self, name: str) -> User | None:
        """The user of the name, as the file has it now. Raises WrongUse where the file can no longer be trusted."""
        if _stamp(self._path) != self._seen:
            self._seen, self._users = _read(self._path)
        return self._users.get(name_key(name))

    def check(self, name: str, password: str) -> User | None:
        """The user, if the password is right. It takes as long for a name that nobody has. Raises WrongUse as `find` does."""
        from argon2.exceptions import InvalidHashError, VerificationError

        user = self.find(name)
        try:
            self._hasher.verify(user.hash if user else self._nobody, _secret(password[:LONGEST]))
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return None
        if user is not None and self._hasher.check_needs_rehash(user.hash):
            self._renew(user, password)
        return user

    def _renew(self, user: User, password: str) -> None:
        """Keep the password as it would be kept today, unless it was changed meanwhile."""
        renewed = replace(user, hash=self._hasher.hash(_secret(password[:LONGEST])))
        with suppress(WrongUse):  # a file that cannot be written keeps what it has; the password was right all the same
            _change(self._path, lambda users: users | {name_key(user.name): renewed} if users.get(name_key(user.name)) == user else users)


@cache
def usual_hasher() -> PasswordHasher:
    """argon2id with the parameters that RFC 9106 advises: 64 MiB and a tenth of a second."""
    from argon2 import PasswordHasher

    return PasswordHasher()


def list_users(path: Path) -> tuple[User, ...]:
    """All users of the file, by name. Raises WrongUse."""
    return tuple(user for _, user in sorted(_read(path)[1].items()))


def add_user(path: Path, name: str, role: Role, password: str, *, hasher: PasswordHasher | None = None) -> User:
    """Somebody new in the file, which is made where it is not there. Raises WrongUse."""
    user = _made(name, role, password, hasher)

    def add(users: dict[str, User]) -> dict[str, User]:
        if name_key(name) in users:
            raise WrongUse(f"{users[name_key(name)].name} is in {path} already; to set a new password: memcon users {path} password NAME")
        return users | {name_key(name): user}

    _change(path, add, create=True)
    return user


def remove_user(path: Path, name: str) -> None:
    """Take somebody out of the file; whoever is in by that name is out at once. Raises WrongUse."""

    def remove(users: dict[str, User]) -> dict[str, User]:
        gone = _named(path, users, name)
        return {key: user for key, user in users.items() if user is not gone}

    _change(path, remove)


def set_password(path: Path, name: str, password: str, *, hasher: PasswordHasher | None = None) -> None:
    """A new password; whoever is in by the old one is out at once. Raises WrongUse."""

    def change(users: dict[str, User]) -> dict[str, User]:
        user = _named(path, users, name)
        return users | {name_key(name): _made(user.name, user.role, password, hasher)}

    _change(path, change)


def set_role(path: Path, name: str, role: Role) -> None:
    """Another role; it holds at once. Raises WrongUse."""
    _change(path, lambda users: users | {name_key(name): replace(_named(path, users, name), role=role)})


def _named(path: Path, users: dict[str, User], name: str) -> User:
    if name_key(name) not in users:
        raise WrongUse(f"{path} has no user {name!r}; `memcon users {path} list` shows all")
    return users[name_key(name)]


def _made(name: str, role: Role, password: str, hasher: PasswordHasher | None) -> User:
    """A user of this moment. Raises WrongUse for a name or a password that cannot be one."""
    if not _is_name(name):
        raise WrongUse(f"{name!r} cannot be a name: 1 to {NAME_POINTS} characters that can be seen, no blanks at the ends, no - before it")
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongUse(f"a password has {SHORTEST} to {LONGEST:,} characters; four or five words that do not belong together are good")
    if name_key(password) == name_key(name):
        raise WrongUse("a password is not the name")
    try:
        kept = (hasher or usual_hasher()).hash(_secret(password))
    except UnicodeEncodeError as error:
        raise WrongUse("the password is not UTF-8") from error
    return User(unicodedata.normalize("NFC", name), role, kept, datetime.now(UTC).isoformat(timespec="microseconds"))


def _is_name(name: str) -> bool:
    return 0 < len(name) <= NAME_POINTS and name.isprintable() and name == " ".join(name.split()) and not name.startswith("-")


def name_key(name: str) -> str:
    """Names that look the same are the same."""
    return unicodedata.normalize("NFKC", name).casefold()


def _secret(password: str) -> bytes:
    """The same bytes on every keyboard: an accent may be typed as one character or as two."""
    return unicodedata.normalize("NFKC", password).encode("utf-8")


Stamp = tuple[int, ...]


def _stamp(path: Path) -> Stamp:
    """What differs when the file was changed, put in the place of another, or opened to others. Raises WrongUse."""
    try:
        found = path.stat()
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror}; `memcon users {path} add NAME --role admin` makes one") from error
    return found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode, found.st_uid


def _read(path: Path) -> tuple[Stamp, dict[str, User]]:
    """The users by key, from a file that nobody else can read or write. Raises WrongUse."""
    stamp = _stamp(path)
    *_, size, mode, owner = stamp
    if not stat.S_ISREG(mode) or size > FILE_BYTES:
        raise WrongUse(f"{path} is no file of users")
    if stat.S_IMODE(mode) & 0o077:
        raise WrongUse(f"{path} can be read or written by others on this machine; run: chmod 600 {path}")
    if owner not in {0, os.geteuid()}:
        raise WrongUse(f"{path} belongs to somebody else, who could let anybody in; make one of your own")
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path} cannot be read ({type(error).__name__})") from error
    users: dict[str, User] = {}
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        user = _parsed(line, f"{path}, line {n}")
        if name_key(user.name) in users:
            raise WrongUse(f"{path}, line {n}: {user.name} stands there twice")
        users[name_key(user.name)] = user
    return stamp, users


def _parsed(line: str, place: str) -> User:
    """A line as a user; what is wrong is said without the line, which holds a hash."""
    try:
        row = json.loads(line)
        user = User(row["name"], Role(row["role"]), row["hash"], row["since"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WrongUse(f"{place}: this is no user; take the line out, and add the user again") from error
    if not (all(isinstance(v, str) for v in row.values()) and _is_name(user.name) and user.hash.startswith("$argon2id$")):
        raise WrongUse(f"{place}: this is no user; take the line out, and add the user again")
    return user


def _change(path: Path, change: Callable[[dict[str, User]], dict[str, User]], *, create: bool = False) -> None:
    """Write the file anew, whole or not at all; one writer at a time. Raises WrongUse."""
    path = path.resolve()  # a link stays a link
    try:
        with _alone_in(path.parent):
            _write(path, change({} if create and not path.exists() else _read(path)[1]))
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror})") from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, users: dict[str, User]) -> None:
    rows = [{"name": u.name, "role": u.role.value, "hash": u.hash, "since": u.since} for _, u in sorted(users.items())]
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
