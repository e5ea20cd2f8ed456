"""What the second pass over an archive takes, and what it loses: `python -m bench.archive.linking [--sizes 20000 40000] [--recall 2000]`.

The tables are made of ledgers that nothing was parsed for (`bench.archive.ledgers`). Each task is done in a process of its own; of each
step the processor time is told, and the most memory that one of its tasks held above the bare program. `--recall` holds what comes out
by blocks against what comes out of the whole.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.archive.ledgers import make_ledgers
from memcon.archive.linking.planning import MEMORY, phases, run_link
from memcon.archive.tables.rows import document_row, ledger_rows
from memcon.archive.tables.writing import Parts
from memcon.archive.tasks import Receipt, Task
from memcon.link.origins.judging import QUOTES

SPLIT: Final = 500
_PEAK: Final = re.compile(r"VmHWM:\s+(\d+) kB")

Row = dict[str, Any]


@dataclass(slots=True)
class Taken:
    """What each step took: tasks, seconds of processor time, the most mebibytes; and what was counted."""

    tasks: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    most: dict[str, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def write_tables(out: Path, documents: int) -> None:
    """The tables of so many documents, as the first pass leaves them."""
    for n, parts in enumerate(_splits(out, documents)):
        parts.write()
        if n % 20 == 0:
            print(f"  {n * SPLIT:,} documents written", flush=True)


def _splits(out: Path, documents: int) -> Iterator[Parts]:
    parts, held = Parts(out, "split-00000"), 0
    for n, ledger in enumerate(make_ledgers(documents), 1):
        published = ledger["document"]["published"]
        parts.add("documents", document_row(ledger["document"]), published=published)
        for table, row in ledger_rows(ledger):
            parts.add(table, row, published=published)
        held += 1
        if held == SPLIT:
            yield parts
            parts, held = Parts(out, f"split-{n:07}"), 0
    if held:
        yield parts


def link_tables(out: Path, *, memory: int = MEMORY, one_block: int = 0, apart: bool = True) -> Taken:
    """The second pass, with what it takes: each task in a process of its own, so that its memory is told, or all in one, as workers do."""
    taken = Taken()
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1 if apart else None) as pool:
        for phase in phases(out, memory=memory, one_block=one_block):
            for task, (receipt, seconds, most) in zip(phase, pool.imap(_do, [(task.to_dict(), out) for task in phase]), strict=True):
                step = task.about["step"]
                taken.counts.update(Receipt.from_dict(receipt).counts)
                taken.seconds[step] += seconds
                taken.tasks[step] += 1
                taken.most[step] = max(taken.most.get(step, 0.0), most)
    return taken


def _do(asked: tuple[Row, Path]) -> tuple[Row, float, float]:
    """The receipt of a task, the seconds that it took, and the mebibytes that it held."""
    before = _peak(reset=True)
    started = time.process_time()
    receipt = run_link(Task.from_dict(asked[0]), asked[1])
    return receipt.to_dict(), time.process_time() - started, _peak() - before


def _peak(*, reset: bool = False) -> float:
    """The most mebibytes that this process has held, or what it holds now, from which on they are counted anew."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    found = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found.group(1)) / 1024 if found else 0.0


# ── sizes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure(documents: int, *, memory: int, apart: bool = True) -> Taken:
    """What so many documents take."""
    folder = Path(tempfile.mkdtemp(prefix="memcon-linking-"))
    try:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            pool.apply(write_tables, (folder, documents))
        return link_tables(folder, memory=memory, apart=apart)
    finally:
        shutil.rmtree(folder)


def show(documents: int, taken: Taken) -> None:
    """What the steps took, as lines."""
    total = sum(taken.seconds.values())
    print(
        f"{documents:,} documents: {total:,.0f} s, {1000 * total / documents:.1f} ms for each; at most {max(taken.most.values()):,.0f} MiB"
    )
    for step, seconds in taken.seconds.items():
        print(f"  {step:<18} {taken.tasks[step]:>5} tasks {seconds:>8.1f} s {taken.most[step]:>8.0f} MiB")
    print("  " + ", ".join(f"{name} {n:,}" for name, n in sorted(taken.counts.items()) if n), flush=True)


# ── what is lost ─────────────────────────────────────────────────────────────────────────────────────────────────────


def read_table(out: Path, name: str) -> list[Row]:
    """All rows of a table that came out."""
    from pyarrow import parquet

    return [row for file in sorted((out / name).rglob("*.parquet")) for row in parquet.read_table(file, partitioning=None).to_pylist()]


@dataclass(frozen=True, slots=True)
class Recall:
    """How much of what is found in the whole is found by blocks, and how much of what is found by blocks is found in the whole."""

    both: int
    whole: int
    blocks: int

    def __str__(self) -> str:
        return f"{self.both:,} of {self.whole:,} ({self.both / max(1, self.whole):.4f}); by blocks {self.blocks:,}"


def measure_recall(whole: Path, blocks: Path) -> dict[str, Recall]:
    """The recall of origins, of pairs of documents with one quotation, and of disputes by what the sides come from."""
    return {
        "origins": _recall(_origins(whole), _origins(blocks)),
        "quotations": _recall(_quoted_pairs(whole), _quoted_pairs(blocks)),
        "disputes": _recall(*(_disputes(out, _tops(whole)) for out in (whole, blocks))),
    }


def _recall(whole: set[Any], blocks: set[Any]) -> Recall:
    return Recall(len(whole & blocks), len(whole), len(blocks))


def _origins(out: Path) -> set[Any]:
    return {(row["document"], row["of"], row["kind"]) for row in read_table(out, "origins")}


def _quoted_pairs(out: Path) -> set[Any]:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in read_table(out, "variants"):
        groups[row["quotation"]].add(row["statement"])
    return {(one, other) for group in groups.values() for one in group for other in group if one < other}


def _disputes(out: Path, tops: Mapping[str, str]) -> set[Any]:
    """Of copies of one text any may stand for the others."""
    rows = read_table(out, "disputes")
    return {
        (row["kind"], row["relation"], *sorted(_top(row[side], tops) for side in ("left_document", "right_document")), row["why"])
        for row in rows
    }


def _tops(out: Path) -> Mapping[str, str]:
    return {row["document"]: row["of"] for row in read_table(out, "origins") if row["kind"] != QUOTES}


def _top(document: str, above: Mapping[str, str]) -> str:
    while document in above:
        document = above[document]
    return document


def show_recall(documents: int) -> None:
    """What blocks lose of so many documents, as lines."""
    folder = Path(tempfile.mkdtemp(prefix="memcon-linking-"))
    for name, one_block in (("whole", 10**9), ("blocks", 0)):
        write_tables(folder / name, documents)
        link_tables(folder / name, one_block=one_block)
    for name, recall in measure_recall(folder / "whole", folder / "blocks").items():
        print(f"{name}: {recall}")
    shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=[20_000, 40_000])
    parser.add_argument("--memory", type=int, default=MEMORY >> 20, help="mebibytes that a task may hold")
    parser.add_argument("--recall", type=int, default=0, help="documents of which the whole is held against the blocks")
    told = parser.parse_args()
    for documents in told.sizes:
        show(documents, measure(documents, memory=told.memory << 20))
    if told.recall:
        show_recall(told.recall)


if __name__ == "__main__":
    main()
