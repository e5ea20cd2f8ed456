"""What each part of an archive costs, measured at several sizes: `python -m bench.archive.costs [--pages 100 200 400 800]`.

Each size is done by one worker, so that the time from one receipt to the next is that of one task; a line is fitted for each part and
written to bench/archive/costs.toml, from which `bench.archive.simulation` tells what larger archives take.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, Final

from bench.archive.fitting import Fit, Model, fit_line, table
from bench.archive.linking import measure
from bench.archive.machine import card
from bench.archive.making import make_archive
from bench.archive.parts import Points, measure_copies, measure_driver, measure_shares
from memcon.archive.linking.planning import MEMORY

WRITTEN: Final = Path("bench/archive/costs.toml")
TASKS: Final = 6
"""Splits that each size is cut into: so many tasks of each stage."""
UNITS: Final = {"survey": "documents", "intake": "documents", "read": "words"}
MARKED: Final = (10_000, 20_000, 40_000, 80_000)
SHARES: Final = (1, 16, 128, 512, 2_000)
_SINK: Final = re.compile(r"memcon: [\d.]+ s, ([\d,]+) documents")


@dataclass(frozen=True, slots=True)
class Did:
    """A task that one worker did: its stage or the part of linking, whether it was the first of its stage, its counts and its seconds."""

    part: str
    is_first: bool
    counts: dict[str, int]
    seconds: float


def main() -> int:
    """Measure, fit, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", nargs="+", type=int, default=[100, 200, 400, 800])
    parser.add_argument("--link-documents", nargs="+", type=int, default=[500, 1_000, 2_000, 3_000])
    parser.add_argument("--sink-documents", type=int, default=1_000, help="0 where there is no PostgreSQL")
    parser.add_argument("--out", type=Path, default=WRITTEN)
    args = parser.parse_args()
    about = {
        "machine": card(),
        "day": datetime.now(UTC).date().isoformat(),
        "command": " ".join(["python -m bench.archive.costs", *sys.argv[1:]]),
    }
    print(about["machine"], flush=True)
    parts, sizes = measure_runs(args.pages)
    for measured in (measure_copies(MARKED), measure_driver(), (measure_shares(SHARES), {}), (measure_links(args.link_documents), {})):
        parts, sizes = parts | measured[0], sizes | measured[1]
    if args.sink_documents:
        parts |= measure_sink(args.sink_documents)
    model = Model(parts, sizes, about)
    print("\n".join([*table(parts), *(f"{name}: {value:,.1f}" for name, value in sizes.items())]))
    args.out.write_text(model.to_toml(), encoding="utf-8", newline="\n")
    return 0


# ── whole runs ───────────────────────────────────────────────────────────────────────────────────────────────────────


def measure_runs(pages: Sequence[int]) -> tuple[dict[str, Fit], dict[str, float]]:
    """The stages that go through the pages, and what a page leaves."""
    did: list[Did] = []
    sizes: dict[str, float] = {}
    for count in pages:
        with tempfile.TemporaryDirectory(prefix="memcon-costs-") as folder:
            out, told = run(Path(folder), count, workers=1, split_records=max(10, count // TASKS))
            mine = list(_once_each(read_log(out / "_memcon/log.jsonl")))
            did += [_with_documents(one, told["taken_in"]["documents"]) for one in mine]
            sizes = _sizes(out, told, splits=sum(one.part == "read" for one in mine))
    return fit_parts(did), sizes


def run(folder: Path, pages: int, *, workers: int, split_records: int) -> tuple[Path, dict[str, Any]]:
    """An archive of so many pages, made in the folder: where it is, and its summary."""
    make_archive(folder / "pages.warc.gz", pages=pages, form="warc")
    out = folder / "tables"
    command = [sys.executable, "-m", "memcon", "archive", str(folder / "pages.warc.gz"), "--out", str(out), "--quiet", "--json"]
    done = subprocess.run(
        [*command, "--workers", str(workers), "--split-records", str(split_records)], stdout=subprocess.PIPE, text=True, check=False
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return out, told


def read_log(path: Path) -> Iterator[Did]:
    """What one worker did, with the time from one line to the next."""
    last = datetime.min.replace(tzinfo=UTC)
    stage = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at = datetime.fromisoformat(row["at"])
        if row["event"] == "task":
            part = row["stage"] if row["stage"] != "link" else f"whole-{min(row['counts'], default='rest')}"
            took = (at - last).total_seconds()
            if part == "survey":  # it is short, and the worker starts meanwhile
                yield Did("start", True, {}, took - row["seconds"])
                took = row["seconds"]
            yield Did(part, part != stage, row["counts"], took)
            stage = part
        last = at


def _once_each(did: Iterable[Did]) -> Iterator[Did]:
    """What was done; of the parts of the second pass, which are several tasks each, all tasks together."""
    together: dict[str, Did] = {}
    for one in did:
        if not one.part.startswith("whole-"):
            yield one
        elif one.part in together:
            together[one.part] = replace(one, seconds=together[one.part].seconds + one.seconds)
        else:
            together[one.part] = one
    yield from together.values()


def fit_parts(did: Sequence[Did]) -> dict[str, Fit]:
    """A line for each part; what the first task of a stage takes more than the line says is loaded once by each worker."""
    by_part: dict[str, list[Did]] = defaultdict(list)
    for one in did:
        by_part[one.part].append(one)
    parts: dict[str, Fit] = {}
    for part, mine in by_part.items():
        if part in ("sift", "group"):
            continue  # a few hundred texts tell nothing of these
        unit = UNITS.get(part, "workers" if part == "start" else "documents")
        later = [one for one in mine if not one.is_first] if part in ("intake", "read") else mine
        parts[part] = fit_line(unit, [(one.counts.get(unit, 0), one.seconds) for one in later or mine])
    for part, name in (("intake", "sandbox"), ("read", "load")):
        more = [one.seconds - parts[part].seconds(one.counts.get(parts[part].unit, 0)) for one in by_part[part] if one.is_first]
        parts[name] = Fit("workers", max(0.0, sum(more) / max(1, len(more))), 0.0, points=len(more))
    return parts


def _with_documents(one: Did, documents: int) -> Did:
    """Tasks that count no documents go over all of them."""
    return one if one.part in ("intake", "read") else Did(one.part, one.is_first, one.counts | {"documents": documents}, one.seconds)


def _sizes(out: Path, told: dict[str, Any], *, splits: int) -> dict[str, float]:
    """What a document has and leaves, by a run."""
    documents = told["taken_in"]["documents"]
    files = [path for path in out.rglob("*.parquet") if "_memcon" not in path.parts]
    work = list((out / "_memcon/work").rglob("*.parquet"))
    receipts = list((out / "_memcon/receipts").rglob("*.json"))
    per = {name: told["read"][name] / documents for name in ("statements", "actors", "events")}
    return {
        "words_per_document": told["taken_in"]["words"] / documents,
        "table_bytes_per_document": sum(path.stat().st_size for path in files) / documents,
        "work_bytes_per_document": sum(path.stat().st_size for path in work) / documents,
        "table_files_per_split": len(files) / splits,
        "receipt_bytes": sum(path.stat().st_size for path in receipts) / len(receipts),
        **{f"{name}_per_document": value for name, value in per.items()},
    }


# ── the rest ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure_links(documents: Sequence[int]) -> dict[str, Fit]:
    """The steps of the second pass over large archives; of each the time of all its tasks."""
    points: dict[str, Points] = defaultdict(list)
    for count in documents:
        with redirect_stdout(StringIO()):  # it tells how far the writing is
            taken = measure(count, memory=MEMORY, apart=False).seconds
        for step, seconds in taken.items():
            points[f"link-{step}"].append((count, seconds))
    return {step: fit_line("documents", told) for step, told in points.items()}


def measure_sink(documents: int) -> dict[str, Fit]:
    """What a document takes to be put into PostgreSQL; nothing where there is no server."""
    command = [sys.executable, "-m", "bench.archive.sinking", "--documents", str(documents)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = _SINK.search(done.stdout)
    if found is None:
        print(f"the sink was not measured: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")
        return {}
    return {"sink": Fit("documents", 0.0, 1 / float(found.group(1).replace(",", "")), points=documents)}


if __name__ == "__main__":
    sys.exit(main())
