"""What the child process costs: 500 small HTML and text files read through the sandbox and without it, each in a fresh process."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

FILES = 500
TO_REACH = 0.8

READ = """
import sys, time
from pathlib import Path
text = Path("examples/story.txt").read_bytes()
page = Path("examples/page.html").read_bytes()
files = [(page if n % 2 else text).replace(b"the", b"the ", n % 7) for n in range({files})]
started = time.perf_counter()
from memcon.formats.sandbox import File, Sandbox
from memcon.formats.walk import walk
if sys.argv[1] == "sandbox":
    with Sandbox() as sandbox:
        rows = list(sandbox.read_all(File(data, str(n)) for n, data in enumerate(files)))
else:
    rows = [row for n, data in enumerate(files) for row in walk(data, origin=str(n))]
assert len(rows) == len(files)
print(time.perf_counter() - started)
"""
WHOLE = """
import sys, time
from pathlib import Path
text = Path("examples/story.txt").read_bytes()
page = Path("examples/page.html").read_bytes()
from memcon.run.pipeline import Pipeline
from memcon.run.sources import Source
sources = [Source(str(n), untrusted_bytes=(page if n % 2 else text).replace(b"the", b"the ", n % 7)) for n in range({files})]
started = time.perf_counter()
outcomes = list(Pipeline(sandboxed=sys.argv[1] == "sandbox").read(sources))
assert all(o.findings for o in outcomes)
print(time.perf_counter() - started)
"""


def main() -> int:
    """Print both ratios; 1 where the first is below what is to be reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    reading = compare("reading alone", READ, args.rounds)
    compare("memcon read, with the language model", WHOLE, 1)
    return 0 if reading >= TO_REACH else 1


def compare(what: str, script: str, rounds: int) -> float:
    """The throughput with the sandbox by that without it; medians, the two in turn."""
    times: dict[str, list[float]] = {"sandbox": [], "bare": []}
    for _ in range(rounds):
        for how, found in times.items():
            done = subprocess.run([sys.executable, "-c", script.format(files=FILES), how], capture_output=True, text=True, check=True)
            found.append(float(done.stdout))
    with_it, without = statistics.median(times["sandbox"]), statistics.median(times["bare"])
    print(f"{what}: {FILES} files, median of {rounds}")
    print(f"  through the sandbox  {with_it:6.2f} s  {FILES / with_it:6.0f} files/s, the start of the child included")
    print(f"  without it           {without:6.2f} s  {FILES / without:6.0f} files/s")
    print(f"  ratio                {without / with_it:6.3f}  (to reach: {TO_REACH})")
    return without / with_it


if __name__ == "__main__":
    sys.exit(main())
