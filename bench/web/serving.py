"""The workbench as a user starts it, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.web.papers import papers
from memcon.store import open_case

WARM_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Served:
    """Where it is, and the token for scripts."""

    url: str
    start: str
    token: str

    def client(self) -> httpx.Client:
        """Somebody who may ask."""
        return httpx.Client(base_url=self.url, timeout=60, headers={"Authorization": f"Bearer {self.token}"})


def build(ledger: Path, documents: int) -> None:
    """The case, unless it is there."""
    if ledger.exists():
        return
    started = time.perf_counter()
    with open_case(ledger, create=True) as case:
        for row in papers(documents):
            case.add(row, signature="bench")
    print(f"built a case of {documents + 1:,} documents in {time.perf_counter() - started:.0f} s")


@contextmanager
def serving(ledger: Path) -> Iterator[Served]:
    """`memcon serve` on a free port until the block ends."""
    command = [sys.executable, "-m", "memcon", "serve", str(ledger), "--port", "0", "--no-browser", "--api-token", "--who", "bench"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stderr is not None
        said = ""
        while "/?token=" not in said:
            line = process.stderr.readline()
            if not line:
                raise SystemExit(f"memcon serve ended: {said}")
            said += line
        start, token = re.search(r"(http://\S+)", said), re.search(r"Bearer (\S+)", said)
        assert start is not None
        assert token is not None
        yield Served(start[1].partition("/?")[0], start[1], token[1])
    finally:
        process.terminate()
        process.wait(20)


def wait_until_warm(served: Served) -> float:
    """The seconds until what is told of the whole case was worked out."""
    started = time.perf_counter()
    with served.client() as client:
        while time.perf_counter() - started < WARM_SECONDS:
            pages = [client.get(room).text for room in ("/actors", "/asks", "/timeline", "/conflicts", "/network")]
            if not any('class="working"' in page for page in pages):
                return time.perf_counter() - started
            time.sleep(2)
    raise SystemExit("the case was not worked out in time")
