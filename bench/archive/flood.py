"""A flood of short documents: whether memory grows, and whether every one of them is accounted for at the end.

`python -m bench.archive.flood [--documents 100000]`: documents of 25 to 45 words, 2 % copies, 0.1 % hostile, as a crawl's lines of JSON or
a web archive, through `memcon archive`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bench.archive.growth import Line, Log, Sample, lines, sample
from bench.archive.machine import card, cores
from bench.archive.making import make_archive
from bench.archive.reckoning import reckon
from bench.archive.texts import Mix

TO_REACH: Final = 1.0
"""MiB for a thousand documents."""
ENDINGS: Final = {"jsonl": ".jsonl", "warc": ".warc.gz"}
MIX: Final = Mix(copies=0.02, hostile=0.001, least=25, most=45)


def main() -> int:
    """Print all figures; 1 where something grows or does not come out even."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=5_000, help="100000 for the whole flood")
    parser.add_argument("--form", choices=sorted(ENDINGS), default="jsonl", help="warc takes longer: each page is HTML")
    parser.add_argument("--workers", type=int, default=len(cores()))
    parser.add_argument("--every", type=float, default=2.0, metavar="SECONDS", help="time between two samples of the memory")
    parser.add_argument("--keep", type=Path, help="the folder to work in, kept afterwards")
    args = parser.parse_args()
    print(card(), flush=True)
    with tempfile.TemporaryDirectory(prefix="memcon-flood-") as scratch:
        folder: Path = args.keep or Path(scratch)
        flood = folder / f"flood{ENDINGS[args.form]}"
        accounts = make_archive(flood, pages=args.documents, form=args.form, mix=MIX)
        started = time.perf_counter()
        summary, samples = _run(flood, folder / "tables", args.workers, args.every)
        seconds = time.perf_counter() - started
        words = summary["taken_in"]["words"]
        print(f"{args.documents:,} documents, {words:,} words in {seconds:,.0f} s: {args.documents / seconds:,.0f} documents a second")
        grows = _show_growth(samples, args.workers)
        told = reckon(folder / "tables", summary["taken_in"], accounts, MIX)
    print("\n".join(told.lines))
    print("\n".join(f"NOT EVEN: {line}" for line in told.wrong) or "everything comes out even")
    return 1 if grows or told.wrong or not summary["complete"] else 0


def _run(flood: Path, out: Path, workers: int, every: float) -> tuple[dict[str, Any], list[Sample]]:
    """The summary of the archive, and what its processes held meanwhile."""
    command = [sys.executable, "-m", "memcon", "archive", str(flood), "--out", str(out)]
    samples: list[Sample] = []
    log = Log(out / "_memcon/log.jsonl")
    with subprocess.Popen([*command, "--workers", str(workers), "--quiet", "--json"], stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            samples += sample(process.pid, log)
            time.sleep(every)
        assert process.stdout is not None
        told: dict[str, Any] = json.loads(process.stdout.read())
    return told, samples


def _show_growth(samples: Sequence[Sample], workers: int) -> bool:
    """Print what each process held, and say whether one grows."""
    for stage in dict.fromkeys(one.stage for one in samples if one.stage):
        most = {role: max(one.mib for one in samples if (one.stage, one.role) == (stage, role)) for role in _roles(samples, stage)}
        print(f"most memory in {stage}: " + ", ".join(f"{role} {mib:,.0f} MiB" for role, mib in sorted(most.items())))
    found = lines(samples, workers=workers)
    for line in found:
        print(
            f"{line.role} {line.pid} in {line.stage}: {line.slope:+.3f} MiB for 1,000 documents (standard error {line.error:.3f}, "
            f"{line.samples} samples), at most {line.most:,.0f} MiB"
        )
    for role in sorted({line.role for line in found}):
        print(f"largest growth of a {role}: {_largest(found, role):+.3f} MiB for 1,000 documents (to reach: under {TO_REACH:.0f})")
    if not found:
        print("too few documents to tell whether anything grows")
    return any(line.slope >= TO_REACH for line in found)


def _roles(samples: Sequence[Sample], stage: str) -> set[str]:
    return {one.role for one in samples if one.stage == stage}


def _largest(found: Sequence[Line], role: str) -> float:
    return max(line.slope for line in found if line.role == role)


if __name__ == "__main__":
    sys.exit(main())
