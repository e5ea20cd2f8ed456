"""`make bench`: whole-process throughput against spaCy's bare pipeline, start to first briefing, memory over many documents."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

BARE = """
import sys
from pathlib import Path
from memcon.language.pipeline import load_pipeline
texts = [Path(p).read_text(encoding="utf-8") for p in sys.argv[1:]]
print(sum(len(parsed) for parsed in load_pipeline().pipe(texts)))
"""
MANY = """
import sys
from memcon.run.pipeline import Pipeline
from memcon.run.sources import Source
def resident():
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
text = "The harbour master of dock {n} told reporters on Monday that ferry {n} would not sail. "
text += "\\u201cWe are tired,\\u201d she said.\\n\\nThe crews denied it, according to a log.\\n"
count = int(sys.argv[1])
sources = (Source(f"d{n}", untrusted_bytes=text.format(n=n).encode()) for n in range(count))
for n, outcome in enumerate(Pipeline().read(sources), 1):
    if n in (200, count):
        print(f"{n} {resident():.1f}")
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Wall time in seconds and peak memory in MiB of one process."""

    seconds: float
    peak: float


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=1000)
    args = parser.parse_args()
    shared = Path(os.environ.get("MEMCON_SHARED", "../shared"))
    texts = sorted((shared / "data" / "polnear" / "dev" / "text").glob("*.txt"))
    if not texts:
        print("no texts to measure on; set MEMCON_SHARED")
        return 2
    throughput(texts, args.rounds)
    first_briefing()
    memory(args.documents)
    return 0


def throughput(texts: list[Path], rounds: int) -> None:
    """Both processes on the same texts, in turn, medians of the rounds."""
    words = sum(len(t.read_text(encoding="utf-8").split()) for t in texts)
    files = [str(t) for t in texts]
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(timed([sys.executable, "-c", BARE, *files]))
        ours.append(timed([sys.executable, "-m", "memcon", "read", *files, "--json"]))
    a, b = statistics.median(r.seconds for r in ours), statistics.median(r.seconds for r in bare)
    print(f"{len(texts)} articles, {words:,} words, median of {rounds} rounds, whole processes")
    print(f"  memcon read --json   {a:6.2f} s  {words / a:8,.0f} words/s  peak {max(r.peak for r in ours):6.0f} MiB")
    print(f"  bare nlp.pipe        {b:6.2f} s  {words / b:8,.0f} words/s  peak {max(r.peak for r in bare):6.0f} MiB")
    print(f"  ratio                {b / a:6.3f}  (memcon's throughput by spaCy's; to reach: 0.6)")


def timed(command: list[str]) -> Run:
    """One process, its output thrown away."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:4]} failed with {process.returncode}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def first_briefing() -> None:
    """From the start of the process to the end of the briefing of a one-page story, the second time it runs."""
    story = Path("examples/story.txt")
    runs = [timed([sys.executable, "-m", "memcon", "read", str(story)]).seconds for _ in range(4)]
    print(f"one page, start to briefing: first {runs[0]:.2f} s, warm {statistics.median(runs[1:]):.2f} s  (to reach: 3 s)")


def memory(documents: int) -> None:
    """Resident memory after 200 and after all documents of one process."""
    with tempfile.TemporaryDirectory():
        done = subprocess.run([sys.executable, "-c", MANY, str(documents)], capture_output=True, text=True, check=True)
    (_, early), (_, late) = (line.split() for line in done.stdout.splitlines())
    print(f"memory: {early} MiB after 200 documents, {late} MiB after {documents:,}")


if __name__ == "__main__":
    sys.exit(main())
