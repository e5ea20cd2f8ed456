"""Whether processes are there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

LONG = 60.0
"""Seconds that a test waits for what is to happen soon; a machine may be busy."""


def until(happened: Callable[[], bool]) -> bool:
    """Whether it happens, soon."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.02)
    return False


def is_over(pid: str) -> bool:
    """Whether a process has ended; one that nobody has waited for yet has ended too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def is_gone(pid: str) -> bool:
    """Whether there is nothing left of a process, not even a zombie."""
    return not Path(f"/proc/{pid}").exists()


def written(path: Path) -> str:
    """What a process writes into a file, when it does."""
    assert until(lambda: path.exists() and path.read_text(encoding="ascii") != "")
    return path.read_text(encoding="ascii")
