"""What single parts of an archive take where a run over a few hundred pages cannot tell: marks, copies, shares of files, receipts."""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np

from bench.archive.fitting import Fit, fit_line
from memcon.archive.copies.grouping import group
from memcon.archive.copies.marks import BANDS, IN_BAND, Marked
from memcon.archive.copies.sheets import Ints, Marking, Sheet, keys_of, sheet_table, sheets_of
from memcon.archive.copies.sifting import sift
from memcon.archive.home import Home
from memcon.archive.linking.shares import read_share, write_shares
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt, Stage, Task, Written

SPLIT: Final = 500
SHEAF: Final = 4_000
FILES: Final = 9
"""Files that a split has in the tables, more or less."""
RECEIPTS: Final = 300

Points = list[tuple[float, float]]


def measure_copies(texts: Sequence[int]) -> tuple[dict[str, Fit], dict[str, float]]:
    """What the marks of so many texts take to be read and sorted, and what a copy takes to be grouped, in seconds and bytes."""
    reading, sorting, grouping, held = Points(), Points(), Points(), 0.0
    for count in texts:
        with tempfile.TemporaryDirectory(prefix="memcon-parts-") as folder:
            sheets = _sheets(Path(folder), count)
            ones = np.arange(0, count // 2, 2, dtype=np.int64)
            read, whole, spent = _copy_seconds(sheets, ones)
            reading.append((len(sheets), read))
            sorting.append((count, max(0.0, whole - read)))
            grouping.append((2 * len(ones), spent))
            if count == texts[0]:
                with _traced() as most:
                    group(sheets, ones, ones + 1, np.ones_like(ones))
                held = most[0] / (2 * len(ones))
    fits = {"sift-read": fit_line("sheets", reading), "sift-sort": fit_line("texts", sorting), "group": fit_line("copies", grouping)}
    return fits, {"group_bytes_per_copy": held}


def _copy_seconds(sheets: Sequence[Sheet], ones: Ints) -> tuple[float, float, float]:
    """Seconds of reading the marks, of reading and sorting them, and of grouping these texts with their neighbours."""
    return (
        _seconds(lambda: list(keys_of(sheets, 0, 1))),
        _seconds(lambda: sift(sheets, 0, 1)),
        _seconds(lambda: group(sheets, ones, ones + 1, np.ones_like(ones))),
    )


def measure_shares(counts: Sequence[int]) -> dict[str, Fit]:
    """What it takes to write a sheaf of rows in so many shares, and to read one of them."""
    import pyarrow as pa

    writing, reading = Points(), Points()
    rows = pa.table({"row": np.arange(SHEAF), "told": np.arange(SHEAF) * 7})
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="memcon-parts-") as folder:
            out, shares = Path(folder), np.arange(SHEAF) % count
            writing.append((count, _seconds(lambda: write_shares(out, "one.parquet", rows, shares))))  # noqa: B023  called at once
            spent = _seconds(lambda: [read_share(out / "one.parquet", n % count) for n in range(20)])  # noqa: B023  called at once
            reading.append((count, spent / 20))
    return {"share-write": fit_line("shares", writing), "share-read": fit_line("shares", reading)}


def measure_driver() -> tuple[dict[str, Fit], dict[str, float]]:
    """What the driver takes to keep a receipt and note it, to read it again, and what it holds in memory for each split."""
    with tempfile.TemporaryDirectory(prefix="memcon-parts-") as folder:
        home = Home(Path(folder))
        home.inside.mkdir()
        receipts = [_receipt(n) for n in range(RECEIPTS)]
        keeping = _seconds(lambda: _keep_all(home, receipts))
        rereading = _seconds(lambda: [home.read(f"_memcon/receipts/read/{one.key[:2]}/{one.key}.json") for one in receipts])
        with _traced() as most:
            held = [(_task(n), Receipt.from_dict(_receipt(n).to_dict()), _receipt(n + RECEIPTS)) for n in range(RECEIPTS)]
        kept = {file.path for _, one, _ in held for file in one.files}
    per_path = float(np.mean([len(path) + 49 for path in kept])) + 70  # the string, and its place in a set that is half full
    fits = {
        "receipt": Fit("receipts", 0.0, keeping / RECEIPTS, points=RECEIPTS),
        "reread": Fit("receipts", 0.0, rereading / RECEIPTS, points=RECEIPTS),
    }
    return fits, {"driver_bytes_per_split": most[0] / RECEIPTS + FILES * per_path}


def _sheets(out: Path, texts: int) -> list[Sheet]:
    """Sheets of marks that no two texts share, as large as those of real texts."""
    dice, files = np.random.default_rng(texts), []
    for start in range(0, texts, SPLIT):
        least = dice.integers(0, 2**32, (min(SPLIT, texts - start), BANDS * IN_BAND), np.uint32)
        markings = [
            Marking(
                f"{start + n:016x}", f"pages.warc.gz#https://paper.example/{start + n}.html", "2024-01-01", n, Marked(dice.bytes(16), row)
            )
            for n, row in enumerate(least)
        ]
        write_file(out, f"{start:09}.parquet", sheet_table(markings))
        files.append((f"{start:09}", out / f"{start:09}.parquet", len(markings)))
    return sheets_of(files)


def _receipt(n: int) -> Receipt:
    key = f"{n:016x}"
    files = tuple(Written(f"statements{k}/year=2024/{key}.parquet", 100, 10_000) for k in range(FILES))
    return Receipt(Stage.READ, key, files, {f"count{k}": k for k in range(12)}, {"empty": 1}, 1.0)


def _task(n: int) -> Task:
    split = {"form": "warc", "path": "crawl/CC-NEWS-20240801000000.warc.gz", "start": n, "end": n + 1, "first": 0, "files": [], "mark": "m"}
    return Task(Stage.INTAKE, f"{n:016x}", {"split": split})


def _keep_all(home: Home, receipts: Sequence[Receipt]) -> None:
    for receipt in receipts:
        home.keep(receipt)
        home.note("task", **{name: value for name, value in receipt.to_dict().items() if name not in ("found", "files")})


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def _traced() -> Iterator[list[int]]:
    """The most bytes that Python and numpy held more than before, once the block is over."""
    most = [0]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    try:
        yield most
    finally:
        most[0] = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
