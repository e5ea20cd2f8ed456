"""The whole way: a WARC of 2,000 made pages goes in, is killed twice, comes out complete, and answers who denied what to whom in August.

`python -m bench.archive.finish`; needs DuckDB, which is in the development requirements.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.archive.making import make_archive

QUESTION = """
SELECT speaker, content, addressees, day
FROM read_parquet('{out}/statements/**/*.parquet', hive_partitioning = true)
WHERE act = 'deny' AND day BETWEEN '2024-08-01' AND '2024-08-31'
ORDER BY day, id
"""
TO_REACH_SECONDS = 1.0


def main() -> int:
    """Make, kill, go on, ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--keep", type=Path, help="the folder to work in, kept afterwards")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = args.keep or Path(scratch)
        accounts = make_archive(folder / "pages.warc.gz", pages=args.pages, form="warc")
        out = folder / "tables"
        command = [sys.executable, "-m", "memcon", "archive", str(folder / "pages.warc.gz"), "--out", str(out), "--quiet", "--json"]
        for share in (0.3, 0.7):
            _kill_at(command, out, share)
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"the third time it ran to its end in {time.perf_counter() - started:.0f} s, exit code {done.returncode}")
        return _told(json.loads(done.stdout), out, accounts.pages)


def _kill_at(command: list[str], out: Path, share: float) -> None:
    """Run it, and kill the driver and all that it started when this share of the splits is read."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    while (read := _read_share(out)) < share and process.poll() is None:
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    print(f"killed with {read:.0%} of the splits read")


def _read_share(out: Path) -> float:
    intake, read = (len(list((out / "_memcon/receipts" / stage).rglob("*.json"))) for stage in ("intake", "read"))
    return read / intake if intake else 0.0


def _told(summary: dict[str, Any], out: Path, pages: int) -> int:
    """Print what came out; 1 where something is missing or slow."""
    documents, failures = (_count(out / table) for table in ("documents", "failures"))
    started = time.perf_counter()
    rows = _ask(QUESTION.format(out=out))
    seconds = time.perf_counter() - started
    statements = summary["read"]["statements"]
    print(f"complete: {summary['complete']}; of {pages:,} pages {documents:,} documents, {failures:,} failures, {statements:,} statements")
    print(f"who denied what to whom in August: {len(rows):,} rows in {seconds:.2f} s (to reach: under {TO_REACH_SECONDS:.0f} s), such as")
    for speaker, content, addressees, day in [row for row in rows if row[2]][:5]:
        print(f"  {day}: {speaker} to {', '.join(addressees)}: {content}")
    return 0 if summary["complete"] and documents + failures == pages and seconds < TO_REACH_SECONDS and rows else 1


def _count(table: Path) -> int:
    """The documents that a table names, each once however many rows it has."""
    files = f"read_parquet('{table}/**/*.parquet', hive_partitioning = true)"
    return int(_ask(f"SELECT count(DISTINCT origin) FROM {files}")[0][0]) if table.exists() else 0  # noqa: S608  our own folder


def _ask(question: str) -> list[tuple[Any, ...]]:
    import duckdb

    found = duckdb.sql(question)
    assert found is not None
    return found.fetchall()


if __name__ == "__main__":
    sys.exit(main())
