"""The sandbox survives every way in which a reader can fall, says why, and leaves nothing behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from memcon import limits
from memcon.formats.sandbox import File, Sandbox
from memcon.formats.walk import walk
from memcon.model.document import Document
from memcon.model.ledger import Failure

EXAMPLES = Path(__file__).parents[3] / "examples"
TEXT = b"The mayor said that the gate was shut."
READY = """
import json, os, signal, sys, time
from memcon.formats.sandbox.frames import frame, read_frame
def send(body):
    sys.stdout.buffer.write(frame(body)); sys.stdout.buffer.flush()
def greet():
    send(json.dumps({"memory": True, "network": True, "files": True}).encode())
def serve():
    greet(); read_frame(sys.stdin.buffer); return read_frame(sys.stdin.buffer)
"""


def planted(script: str) -> Sandbox:
    """A sandbox whose child runs the script."""
    return Sandbox(command=(sys.executable, "-c", READY + script))


def only_failure(sandbox: Sandbox, data: bytes = TEXT) -> Failure:
    with sandbox:
        (row,) = sandbox.read(data, origin="a.txt")
    assert isinstance(row, Failure)
    assert row.message.startswith("a.txt: ")
    return row


def children() -> list[str]:
    """The children of this process that are still there, zombies too."""
    own = f"/proc/{os.getpid()}/task/{os.getpid()}/children"
    return Path(own).read_text(encoding="ascii").split()


@pytest.mark.parametrize("example", sorted(p for p in EXAMPLES.iterdir() if p.is_file()), ids=lambda p: p.name)
def test_the_child_reads_what_this_process_reads(example: Path) -> None:
    data = example.read_bytes()
    with Sandbox() as sandbox:
        assert list(sandbox.read(data, origin="x")) == list(walk(data, origin="x"))


def test_one_child_serves_many_files_and_a_bad_one_costs_no_other() -> None:
    with Sandbox() as sandbox:
        rows = [row for data in (TEXT, b"", b"\x7fELF" + bytes(600), TEXT) for row in sandbox.read(data, origin="a.txt")]
        assert len(children()) == 1
    assert [row.code if isinstance(row, Failure) else "read" for row in rows] == ["read", "empty", "not-text", "read"]


def test_nothing_is_left_behind() -> None:
    before = children()
    with Sandbox() as sandbox:
        list(sandbox.read(TEXT, origin="a.txt"))
    assert children() == before


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("greet(); os.kill(os.getpid(), signal.SIGSEGV)", "crash"),
        ("serve(); os.kill(os.getpid(), signal.SIGSEGV)", "crash"),
        ("serve(); os.abort()", "crash"),
        ("serve(); os._exit(0)", "crash"),
        ("serve(); os.kill(os.getpid(), signal.SIGXCPU)", "time"),
        ("serve(); os.kill(os.getpid(), signal.SIGKILL)", "killed"),
        ("sys.exit(3)", "crash"),
        ("serve(); send(b'[]')", "reply"),
        ("serve(); send(b'{\"document\": {}}')", "reply"),
        ("serve(); send(json.dumps({'failure': ['b.txt', 'open', 'empty', 'x']}).encode())", "reply"),
        ("serve(); send(json.dumps({'failure': ['a.txt', 'open', 'empty', 7]}).encode())", "reply"),
        ("serve(); sys.stdout.buffer.write(b'\\xff' * 8); sys.stdout.buffer.flush(); time.sleep(60)", "reply"),
        ("print('hello, I am a library that prints', flush=True); time.sleep(60)", "crash"),
    ],
)
def test_a_reader_that_falls_or_lies_is_a_failure_with_its_cause(script: str, code: str) -> None:
    assert only_failure(planted(script)).code == code


def test_a_reader_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_WALL_SECONDS", 1)
    monkeypatch.setattr(limits, "CHILD_GRACE_SECONDS", 1)
    started = time.monotonic()
    failure = only_failure(planted("signal.signal(signal.SIGTERM, signal.SIG_IGN); serve(); time.sleep(600)"))
    assert failure.code == "time"
    assert "CHILD_WALL_SECONDS" in failure.message
    assert time.monotonic() - started < 20


def test_a_reader_that_never_takes_its_input_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_WALL_SECONDS", 1)
    assert only_failure(planted("greet(); time.sleep(600)"), TEXT * 100_000).code == "time"


def test_what_the_reader_started_ends_with_it() -> None:
    script = "serve(); import subprocess; p = subprocess.Popen(['sleep', '600']); send(str(p.pid).encode())"
    sandbox = planted(script)
    with sandbox:
        child = sandbox
        list(child.read(TEXT, origin="a.txt"))
    leftovers = [p for p in Path("/proc").glob("[0-9]*/cmdline") if _words(p) == ["sleep", "600"]]
    assert leftovers == []


def _words(cmdline: Path) -> list[str]:
    try:
        return cmdline.read_bytes().decode("utf-8", "replace").split("\0")[:-1]
    except OSError:
        return []


def test_a_document_with_an_offset_outside_its_text_is_refused() -> None:
    (good,) = walk(TEXT, origin="a.txt")
    assert isinstance(good, Document)
    script = (
        "from memcon.formats.sandbox.wire import encode_row\n"
        "from memcon.formats.walk import walk\n"
        "data = serve(); (row,) = walk(data, origin='a.txt')\n"
        "value = json.loads(encode_row(row)); value['document']['sections'][0][2] = 10_000; send(json.dumps(value).encode())"
    )
    assert only_failure(planted(script)).code == "reply"


def test_the_run_goes_on_with_a_fresh_child() -> None:
    with Sandbox() as sandbox:
        list(sandbox.read(TEXT, origin="a.txt"))
        os.kill(int(children()[0]), 9)
        rows = [row for _ in range(2) for row in sandbox.read(TEXT, origin="a.txt")]
    assert [isinstance(row, Document) for row in rows] == [False, True]


def test_an_answer_that_nobody_waits_for_does_not_come_with_the_next_file() -> None:
    volume = (EXAMPLES.parent / "tests/samples/tei/telegram.xml").read_bytes()
    with Sandbox() as sandbox:
        answer = sandbox.read(volume, origin="v.xml")
        next(answer)
        answer.close()  # type: ignore[attr-defined]
        (row,) = sandbox.read(TEXT, origin="a.txt")
    assert isinstance(row, Document)


def test_files_are_answered_in_order_though_the_next_is_on_its_way() -> None:
    gone = Failure("gone.txt", "open", "unreadable", "gone.txt: there is no such file")
    sizes = (1, 60_000, 20_000, 1, 20_000)  # answers and files larger than what a pipe holds
    files = [File(TEXT * n, f"{k}.txt") for k, n in enumerate(sizes)]
    with Sandbox() as sandbox:
        rows = list(sandbox.read_all([*files[:2], gone, *files[2:]]))
    assert [row.origin for row in rows] == ["0.txt", "1.txt", "gone.txt", "2.txt", "3.txt", "4.txt"]
    assert [len(row.text) for row in rows if isinstance(row, Document)] == [len(TEXT) * n for n in sizes]


def test_a_run_that_is_left_half_way_leaves_no_answer_behind() -> None:
    with Sandbox() as sandbox:
        rows = sandbox.read_all([File(TEXT, "a.txt"), File(TEXT, "b.txt"), File(TEXT, "c.txt")])
        assert next(rows).origin == "a.txt"
        rows.close()  # type: ignore[attr-defined]
        assert [row.origin for row in sandbox.read(TEXT, origin="d.txt")] == ["d.txt"]
