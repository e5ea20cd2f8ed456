"""A PostgreSQL server of the tests' own: Debian's programs, a temporary folder, a free port, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def programs() -> Path | None:
    """The folder of the newest PostgreSQL on this machine, None where there is none."""
    found = shutil.which("initdb")
    return PROGRAMS[-1].parent if PROGRAMS else Path(found).parent if found else None


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A server in a folder, which can be stopped and started again; `durable` as one that is worked with."""

    folder: Path
    port: int
    user: str | None
    durable: bool = False

    @property
    def address(self) -> str:
        """`postgresql://...`, without a database behind it."""
        return f"postgresql://memcon@127.0.0.1:{self.port}"

    def run(self, name: str, *options: str | Path, check: bool = True) -> None:
        """Run one of PostgreSQL's programs on the data of the server."""
        binaries = programs()
        assert binaries is not None
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        command = (binaries / name, "-D", self.folder / "data", *options)
        subprocess.run(command, check=check, capture_output=True, cwd=self.folder, env=environment, user=self.user)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        fsync = "on" if self.durable else "off"
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync={fsync} -c max_connections=50"
        self.run("pg_ctl", "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, *, check: bool = True) -> None:
        """Stop it at once, as if it had crashed."""
        self.run("pg_ctl", "-m", "immediate", "stop", check=check)


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server that runs, and is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="memcon-pg-"))
    one = Server(folder, free_port(), _owner(folder), durable)
    try:
        one.run("initdb", "-U", "memcon", "-A", "trust", "-E", "UTF8", "--no-sync")
        one.start()
        yield one
    finally:
        one.stop(check=False)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """The address of a running server, `postgresql://...`, without a database behind it."""
    with running(durable=durable) as one:
        yield one.address


def _owner(folder: Path) -> str | None:
    """Whom the server runs as: it refuses root, for whom Debian's `postgres` stands in."""
    if os.geteuid() != 0:
        return None
    who = pwd.getpwnam("postgres")
    os.chown(folder, who.pw_uid, who.pw_gid)
    return "postgres"
