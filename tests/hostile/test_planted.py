"""A reader that is not ours, inside the real child: what it tries fails, or touches nothing, and the run goes on."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon import limits
from memcon.formats.sandbox import File, Sandbox
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.hostile.bombs import SECRET, WORDS

PLANTED = """
import hashlib, os, socket, subprocess, sys, time
from memcon.formats.plain import lay_out

def attempt(what):
    try:
        return repr(what())
    except BaseException as error:
        return type(error).__name__

def fork_bomb():
    while True:
        os.fork()

class Planted:
    name, media_types, binary, library = "planted", ("text/x-planted",), True, "memcon"
    def sniff(self, head):
        return head.startswith(b"PLANT ")
    def read(self, data, *, origin, kind):
        found = attempt(lambda: eval(data[6:].decode()))
        return (lay_out("It said " + found + " and no more.", origin=origin, sha256=hashlib.sha256(data).hexdigest()),)

PLANTED = Planted()
"""


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox whose child has a package installed that is no friend."""
    folder = tmp_path / "site"
    (folder / "planted-1.0.dist-info").mkdir(parents=True)
    (folder / "planted.py").write_text(PLANTED, encoding="utf-8")
    (folder / "planted-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: planted\nVersion: 1.0\n", encoding="utf-8")
    points = "[memcon.formats]\nplanted = planted:PLANTED\n"
    (folder / "planted-1.0.dist-info" / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    with Sandbox() as one:
        yield one


def tries(sandbox: Sandbox, code: str) -> str:
    """What the planted reader says came of the code."""
    (row,) = sandbox.read(f"PLANT {code}".encode(), origin="a")
    assert isinstance(row, Document), row
    return row.text.removeprefix("It said ").removesuffix(" and no more.")


def assert_goes_on(sandbox: Sandbox) -> None:
    """The next file is read."""
    (row,) = sandbox.read(WORDS, origin="good.txt")
    assert isinstance(row, Document)


def test_the_planted_reader_does_run(sandbox: Sandbox) -> None:
    assert tries(sandbox, "6 * 7") == "42"


def test_it_reaches_no_port(sandbox: Sandbox) -> None:
    held = sandbox.confinement()
    assert held is not None
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        came = tries(sandbox, f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=2)")
        if held.network:
            assert came.endswith("Error")
            with pytest.raises(TimeoutError):
                server.accept()


def test_it_reads_no_file_of_the_user(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    held = sandbox.confinement()
    assert held is not None
    assert tries(sandbox, f"open({str(tmp_path / 'secret.txt')!r}).read()") == ("PermissionError" if held.files else repr(SECRET))


def test_it_writes_no_byte(sandbox: Sandbox, tmp_path: Path) -> None:
    target = tmp_path / "stolen.txt"
    tries(sandbox, f"subprocess.run(['sh', '-c', 'echo x > {target}'], timeout=5)")
    list(sandbox.read(f"PLANT open({str(target)!r}, 'w').write('x' * 100)".encode(), origin="a"))
    assert not target.exists() or target.read_bytes() == b""
    assert_goes_on(sandbox)


def test_it_sees_nothing_of_the_environment_of_the_user(monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox) -> None:
    monkeypatch.setenv("BANK_TOKEN", SECRET)
    assert SECRET not in tries(sandbox, "dict(os.environ)")


def test_it_cannot_kill_the_parent_by_its_output(sandbox: Sandbox) -> None:
    list(sandbox.read(b"PLANT [os.write(1, b'x' * 60000) for _ in range(900)] and 1", origin="a"))
    assert_goes_on(sandbox)


@pytest.mark.parametrize(
    ("code", "causes"),
    [
        ("os.kill(os.getpid(), 11)", {"crash"}),
        ("os._exit(0)", {"crash"}),
        ("sys.exit(3)", set()),
        ("(lambda f: f(f))(lambda f: f(f))", set()),
        ("[bytearray(1 << 26) for _ in range(64)]", set()),
        ("time.sleep(600)", {"time"}),
        ("[0 for _ in iter(int, 1)]", {"time", "memory"}),
    ],
    ids=["segfault", "exit", "system exit", "stack", "memory", "hang", "loop"],
)
def test_however_it_falls_the_cause_is_told_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, code: str, causes: set[str]
) -> None:
    monkeypatch.setattr(limits, "CHILD_WALL_SECONDS", 3 if "time" in causes else 60)
    monkeypatch.setattr(limits, "CHILD_GRACE_SECONDS", 1)
    (row,) = sandbox.read(f"PLANT {code}".encode(), origin="a")
    assert (row.code in causes) if isinstance(row, Failure) else not causes
    assert_goes_on(sandbox)


def test_what_it_starts_does_not_outlive_the_run(sandbox: Sandbox, tmp_path: Path) -> None:
    mark = f"sleep 61{os.getpid()}"
    tries(sandbox, f"subprocess.Popen({mark.split()!r}, start_new_session=False).pid")
    sandbox.close()
    running = [p.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace") for p in Path("/proc").glob("[0-9]*/cmdline") if p.exists()]
    assert not any(mark in line for line in running)


def test_a_file_that_was_on_its_way_when_the_reader_died_is_read_all_the_same(sandbox: Sandbox) -> None:
    files = [b"PLANT os._exit(0)", WORDS, b"PLANT os.kill(os.getpid(), 11)", b"PLANT os.abort()", WORDS, WORDS]
    rows = list(sandbox.read_all(File(data, str(n)) for n, data in enumerate(files)))
    assert [row.origin for row in rows] == list("012345")
    assert [type(row) for row in rows] == [Failure, Document, Failure, Failure, Document, Document]
