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


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, `postgresql://...`, without a database behind it."""
    folder = Path(tempfile.mkdtemp(prefix="memcon-pg-"))
    user = _owner(folder)
    binaries = programs()
    assert binaries is not None
    data, port = folder / "data", free_port()

    def run(*command: str | Path, check: bool = True) -> None:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=check, capture_output=True, cwd=folder, env=environment, user=user)

    run(binaries / "initdb", "-D", data, "-U", "memcon", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=50"
    run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://memcon@127.0.0.1:{port}"
    finally:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> str | None:
    """Whom the server runs as: it refuses root, for whom Debian's `postgres` stands in."""
    if os.geteuid() != 0:
        return None
    who = pwd.getpwnam("postgres")
    os.chown(folder, who.pw_uid, who.pw_gid)
    return "postgres"
