"""The command as a program of its own, in a group of processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from tests.archive.engines.watching import family, is_alive, wait_until

ROOT = Path(__file__).parents[3]
MEMCON = Path(sys.executable).with_name("memcon")


@dataclass
class Run:
    """A run of `memcon archive`, and all processes that were seen of it."""

    process: subprocess.Popen[str]
    seen: set[psutil.Process] = field(default_factory=set)

    def reaches(self, holds: Callable[[], bool], *, seconds: float = 120) -> bool:
        """Whether that came to hold while it ran."""

        def looked() -> bool:
            if self.process.poll() is None:
                self.seen.update(family(self.process.pid))
            return self.process.poll() is not None or holds()

        return wait_until(looked, seconds=seconds) and holds()

    def end(self, number: signal.Signals, *, group: bool = False) -> tuple[int, str, list[psutil.Process]]:
        """Send it a signal, the whole group where Ctrl-C does; its exit code, what it said, and what of it lived two seconds later."""
        self.seen.update(family(self.process.pid))
        (os.killpg if group else os.kill)(self.process.pid, number)
        began = time.monotonic()
        wait_until(lambda: not any(map(is_alive, self.seen)), seconds=2)
        left = [process for process in self.seen if is_alive(process)]
        _, said = self.process.communicate(timeout=30)
        assert time.monotonic() - began < 10
        return self.process.returncode, said, left


def command(*words: str | Path) -> list[str]:
    """`memcon archive` with these words."""
    return [str(MEMCON), "archive", *map(str, words)]


def start(*words: str | Path) -> Run:
    """Begin a run."""
    return Run(subprocess.Popen(command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0))


def finish(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A run to its end."""
    return subprocess.run(command(*words), capture_output=True, text=True, timeout=240, check=False)


def receipts(out: Path, stage: str) -> int:
    """How many tasks of a stage are done."""
    return len(list((out / "_memcon/receipts" / stage).rglob("*.json")))
