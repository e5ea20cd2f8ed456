"""`memcon serve` as it is started at a terminal."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest


@contextmanager
def started(*args: str) -> Iterator[subprocess.Popen[str]]:
    """The command, running."""
    command = [sys.executable, "-m", "memcon", "serve", *args, "--no-browser"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str], pattern: str) -> str:
    """What the command says that fits, as soon as it is said."""
    assert process.stderr is not None
    told = ""
    for line in process.stderr:
        told += line
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(told)


def ended(*args: str) -> tuple[int, str]:
    """The exit code of a command that cannot serve, and what it says."""
    run = subprocess.run(
        [sys.executable, "-m", "memcon", "serve", *args], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    return run.returncode, run.stderr


def test_a_case_that_is_not_there_is_made_and_the_printed_address_opens_it_once(tmp_path: Path) -> None:
    with started(str(tmp_path / "new.memcon"), "--port", "0", "--who", "Ines") as process:
        address = said(process, r"open (http://127\.0\.0\.1:\d+/\?token=\S+)")
        with httpx.Client(follow_redirects=True) as client:
            page = client.get(address)
            again = httpx.get(address)
        second = said(process, r"open (http://127\.0\.0\.1:\d+/\?token=\S+)")
    assert page.status_code == 200
    assert "drop" in page.text.casefold()
    assert again.status_code == 403
    assert second != address
    assert (tmp_path / "new.memcon").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_kill_end_it_without_a_trace(tmp_path: Path, sign: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with started(str(tmp_path / "new.memcon"), "--port", "0") as process:
        said(process, r"open (http\S+)")
        process.send_signal(sign)
        _, rest = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert "the workbench is closed" in rest
    assert list(scratch.iterdir()) == []


def test_the_token_for_scripts_lets_them_ask_and_nobody_else(tmp_path: Path) -> None:
    with started(str(tmp_path / "new.memcon"), "--port", "0", "--api-token") as process:
        token = said(process, r"Bearer (\S+)")
        address = said(process, r"open (http://127\.0\.0\.1:\d+)/")
        asked = httpx.get(f"{address}/api/about", headers={"Authorization": f"Bearer {token}"})
        stranger = httpx.get(f"{address}/api/about")
    assert (asked.status_code, asked.json()["documents"]) == (200, 0)
    assert (stranger.status_code, "documents" in stranger.text) == (403, False)


def test_another_address_needs_users_and_says_what_to_put_before_it(tmp_path: Path) -> None:
    code, words = ended(str(tmp_path / "new.memcon"), "--host", "0.0.0.0")
    assert code == 2
    assert "--users" in words
    assert not (tmp_path / "new.memcon").exists()


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with started(str(tmp_path / "a.memcon"), "--port", "0") as process:
        port = said(process, r"open http://127\.0\.0\.1:(\d+)/")
        code, words = ended(str(tmp_path / "b.memcon"), "--port", port)
    assert code == 2
    assert f"127.0.0.1:{port} cannot be listened on" in words


def test_what_is_no_case_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("only notes", encoding="utf-8")
    code, words = ended(str(tmp_path / "notes.txt"))
    assert code == 2
    assert "no case of memcon" in words
