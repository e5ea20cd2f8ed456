"""Pages are drawn by a child that is never believed, and that costs one picture at most."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from memcon import limits
from memcon.errors import FormatError, Locked, ReaderStopped, WrongUse
from memcon.formats.pdf.pictures import draw_page, page_marks
from memcon.formats.sandbox import Painter
from tests.formats.pdf.drawn import page_of
from tests.hostile import bombs

PAGE = page_of("The pier is shut")
READY = """
import json, os, signal, sys, time
from memcon.formats.pdf.png import write_png
from memcon.formats.sandbox.frames import frame, read_frame
def send(*bodies):
    for body in bodies:
        sys.stdout.buffer.write(frame(body if isinstance(body, bytes) else json.dumps(body).encode()))
    sys.stdout.buffer.flush()
def serve():
    read_frame(sys.stdin.buffer); return read_frame(sys.stdin.buffer)
send({"memory": True, "network": True, "files": True})
"""


@pytest.fixture(scope="module")
def painter() -> Iterator[Painter]:
    """One painter for all files, as the workbench has it."""
    with Painter() as one:
        yield one


def planted(script: str) -> Painter:
    """A painter whose child runs the script."""
    return Painter(command=(sys.executable, "-c", READY + script))


def failure(painter: Painter, data: bytes = PAGE, **options: int) -> FormatError:
    with pytest.raises(FormatError) as told:
        painter.draw(data, options.get("page", 1), options.get("width", 50), origin="a.pdf")
    assert str(told.value).startswith("a.pdf: ")
    return told.value


def children() -> list[str]:
    """The children of this process that are still there, whichever of its threads started them."""
    return [str(child.pid) for child in psutil.Process().children()]


def test_the_child_draws_what_this_process_draws(painter: Painter) -> None:
    assert painter.draw(PAGE, 1, 300) == draw_page(PAGE, 1, width=300)
    assert painter.page_count(PAGE) == 1
    assert painter.page_marks(PAGE, 1, ["is shut"]) == page_marks(PAGE, 1, ["is shut"]) != ()
    assert painter.page_marks(PAGE, 1, ["is shut"], within="is open") == page_marks(PAGE, 1, ["is shut"])


def test_it_gives_up_what_the_reader_gives_up(painter: Painter) -> None:
    from memcon.formats.sandbox import Sandbox

    with Sandbox() as sandbox:
        assert painter.confinement() == sandbox.confinement() is not None


def test_what_cannot_be_drawn_is_told(painter: Painter) -> None:
    assert failure(painter, b"no pdf").code == "broken"
    assert failure(painter, page=7).code == "broken"
    assert failure(painter, width=100_000).code == "over-limit"
    with pytest.raises(WrongUse):
        painter.draw(PAGE, 1, 0)


def test_a_locked_file_is_told(painter: Painter) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00> <00>] /Size"
    assert isinstance(failure(painter, PAGE.replace(b"/Size", lock, 1)), Locked)


@pytest.mark.parametrize("build", [bombs.pdf_that_draws_itself, bombs.pdf_of_a_vast_page, bombs.pdf_of_filters], ids=lambda b: b.__name__)
def test_a_hostile_file_costs_its_own_picture_at_most(painter: Painter, build: bombs.Builder) -> None:
    try:
        assert painter.draw(build(), 1, 50)
    except FormatError as error:
        assert error.code in {"crash", "over-limit", "memory", "time"}
    assert painter.draw(PAGE, 1, 50) == draw_page(PAGE, 1, width=50)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("serve(); os.kill(os.getpid(), signal.SIGSEGV)", "crash"),
        ("serve(); os._exit(0)", "crash"),
        ("serve(); os.kill(os.getpid(), signal.SIGXCPU)", "time"),
        ("serve(); os.kill(os.getpid(), signal.SIGKILL)", "killed"),
        ("sys.exit(3)", "crash"),
        ("serve(); send(b'no json', b''); time.sleep(60)", "reply"),
        ("serve(); send([], b''); time.sleep(60)", "reply"),
        ("serve(); send({}, b'<svg onload=alert(1)>'); time.sleep(60)", "reply"),
        ("serve(); send({}, write_png(bytes(2500), 50, colours=1) + b'<script>'); time.sleep(60)", "reply"),
        ("serve(); send({}, write_png(bytes(2500), 25, colours=1)); time.sleep(60)", "reply"),
        ("serve(); send({'done': 1}, write_png(bytes(2500), 50, colours=1)); time.sleep(60)", "reply"),
        ("serve(); send({'failed': ['other', 'x']}, b''); time.sleep(60)", "reply"),
        ("serve(); send({'failed': 'x'}, b''); time.sleep(60)", "reply"),
        ("serve(); sys.stdout.buffer.write(b'\\xff' * 8); sys.stdout.buffer.flush(); time.sleep(60)", "reply"),
    ],
)
def test_a_painter_that_falls_or_lies_is_a_failure_with_its_cause(script: str, code: str) -> None:
    with planted(script) as painter:
        assert failure(painter).code == code


def test_the_words_of_the_child_are_made_plain() -> None:
    with planted("serve(); send({'failed': ['broken', '\\x1b]0;' + 'x' * 999]}, b''); time.sleep(60)") as painter:
        message = str(failure(painter))
    assert "\x1b" not in message
    assert len(message) < 400


@pytest.mark.parametrize(
    "told", ["[[0, 0, 1]]", "[[0, 0, 1, 1.5]]", "[[0, 0, -1, 1]]", "[[True, 0, 1, 1]]", "[[float('nan'), 0, 1, 1]]", "7", "[7]"]
)
def test_marks_outside_the_page_are_refused(told: str) -> None:
    with planted(f"serve(); send({{'done': {told}}}, b''); time.sleep(60)") as painter, pytest.raises(ReaderStopped) as error:
        painter.page_marks(PAGE, 1, ["pier"])
    assert error.value.code == "reply"


@pytest.mark.parametrize("told", ["-1", "True", "'7'", "10**9", "None"])
def test_a_count_that_is_none_is_refused(told: str) -> None:
    with planted(f"serve(); send({{'done': {told}}}, b''); time.sleep(60)") as painter, pytest.raises(ReaderStopped):
        painter.page_count(PAGE)


def test_a_painter_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_SECONDS", 1)
    monkeypatch.setattr(limits, "CHILD_GRACE_SECONDS", 1)
    with planted("signal.signal(signal.SIGTERM, signal.SIG_IGN); serve(); time.sleep(600)") as painter:
        error = failure(painter)
    assert error.code == "time"
    assert "PICTURE_SECONDS" in str(error)


def test_a_child_that_died_between_two_pictures_costs_none() -> None:
    with Painter() as painter:
        before = set(children())
        painter.draw(PAGE, 1, 50)
        (child,) = set(children()) - before
        os.kill(int(child), 9)
        assert _is_gone(child)
        assert painter.draw(PAGE, 1, 50) == draw_page(PAGE, 1, width=50)


def _is_gone(pid: str) -> bool:
    """Whether the process is over; it is waited for by whoever started it, so a zombie is over too."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


def test_the_child_outlives_the_thread_that_asked_first_and_serves_all() -> None:
    drawn: list[bytes] = []
    with Painter() as painter:
        before = set(children())
        for _ in range(2):
            threads = [threading.Thread(target=lambda: drawn.append(painter.draw(PAGE, 1, 50))) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            started = set(children()) - before
            assert len(started) == 1
        assert started == set(children()) - before
    assert drawn == [draw_page(PAGE, 1, width=50)] * 6


def test_nothing_is_left_behind_and_a_closed_painter_says_so() -> None:
    before = set(children())
    painter = Painter()
    painter.draw(PAGE, 1, 50)
    painter.close()
    painter.close()
    assert set(children()) <= before
    with pytest.raises(WrongUse, match="closed"):
        painter.draw(PAGE, 1, 50)


def test_closing_ends_what_is_being_drawn() -> None:
    painter = planted("serve(); time.sleep(600)")
    failed: list[FormatError] = []
    asking = threading.Thread(target=lambda: failed.append(failure(painter)))
    asking.start()
    while painter._child is None:
        time.sleep(0.01)
    painter.close()
    asking.join()
    assert [error.code for error in failed] == ["crash"]
