"""The plan of an archive as a simulation sees it: stages of tasks with barriers between them, and what each task takes.

It follows `memcon.archive.making`, `stages.copying` and `linking.planning`; the sizes of shares are theirs.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bench.archive.fitting import Model
from memcon.archive.copies.sifting import shares_of
from memcon.archive.linking import planning

FILE_RECORDS: Final = 20_000
"""Pages of one file of a crawl: a gigabyte of CC-NEWS has some 20,000."""
SPREAD: Final = 0.8
"""Of the logarithm of the length of documents: few are many times as long as the usual one."""
SHEET_BYTES: Final = 700
MARK_ROW_BYTES: Final = 152
"""Of one text: all of its marks on the disk; those that a share reads, its whole and its bands."""
MORE: Final = 60_000
"""Tasks of one stage that are simulated one by one; of more, each stands for several alike."""


@dataclass(frozen=True, slots=True)
class Size:
    """An archive: how many documents, in what splits, on how many workers of which machines, and what else it meets."""

    documents: int
    workers: int
    on_each: int = 16
    split: int = 500
    copies: float = 0.2
    disk_bytes_a_second: float = 1e9
    files_a_second: float = 2_000.0
    deaths_an_hour: float = 0.0
    """Of one worker."""
    kinds_seed: int = 0
    is_whole: bool = False
    sinks: bool = False
    memory: int = planning.MEMORY
    """Of one task of the second pass; half of it is one share, and it goes through as many documents as it holds."""

    @property
    def splits(self) -> int:
        return max(1, math.ceil(self.documents / self.split))

    @property
    def sheaf(self) -> int:
        """Documents that one task of the second pass goes through."""
        return max(self.split, planning.sheaf_size(self.documents, self.memory))

    @property
    def sheaves(self) -> int:
        return max(1, math.ceil(self.documents / self.sheaf))


@dataclass(frozen=True, slots=True)
class Work:
    """A task, standing for `alike` of them: seconds of a core, bytes moved on the shared disk, files made or opened there."""

    seconds: float
    bytes: float = 0.0
    files: float = 0.0
    alike: int = 1


@dataclass(frozen=True, slots=True)
class Phase:
    """Tasks that may be done at once; the next phase waits for all of them. `setup` is what each worker loads first."""

    stage: str
    tasks: tuple[Work, ...]
    setup: float = 0.0


def phases(model: Model, size: Size) -> Iterator[Phase]:
    """All phases of the plan, in order."""
    part, dice = model.parts, random.Random(f"plan/{size.kinds_seed}")
    whole_files = max(1, math.ceil(size.documents / FILE_RECORDS))
    survey = part["survey"].seconds(size.documents / whole_files)
    yield Phase("survey", (*_alike(whole_files, Work(survey)),), part["start"].seconds(1))
    lengths = list(_lengths(size, dice))
    work_bytes = SHEET_BYTES + model.sizes["table_bytes_per_document"] / 3
    takes = [Work(part["intake"].seconds(size.split) * n, work_bytes * size.split * n, 2 * n, n) for _, n in lengths]
    yield Phase("intake", tuple(takes), part["sandbox"].seconds(1))
    yield from _copy_phases(model, size)
    words = model.sizes["words_per_document"] * size.split
    left = 1 - size.copies
    reads = [
        Work(
            part["read"].seconds(words * length * left) * n,
            model.sizes["table_bytes_per_document"] * size.split * n,
            model.sizes["table_files_per_split"] * n,
            n,
        )
        for length, n in lengths
    ]
    yield Phase("read", tuple(reads), part["load"].seconds(1))
    yield from _whole_phases(model, size) if size.is_whole else _link_phases(model, size)


def _alike(count: int, work: Work) -> Iterator[Work]:
    """So many tasks, few enough of them to be simulated."""
    group = max(1, math.ceil(count / MORE))
    for start in range(0, count, group):
        n = min(group, count - start)
        yield Work(work.seconds * n, work.bytes * n, work.files * n, n)


def _lengths(size: Size, dice: random.Random) -> Iterator[tuple[float, int]]:
    """How long the documents of each split are, the usual split being 1, and for how many splits that stands."""
    spread = SPREAD / math.sqrt(size.split)
    for one in _alike(size.splits, Work(0.0)):
        yield math.exp(dice.gauss(-spread * spread / 2, spread)), one.alike


def _copy_phases(model: Model, size: Size) -> Iterator[Phase]:
    """Each share of the marks reads all sheets; all copies are put together in one task."""
    shares, part = shares_of(size.documents), model.parts
    one = Work(
        part["sift-read"].each * size.splits + part["sift-sort"].seconds(size.documents / shares),
        MARK_ROW_BYTES * size.documents,
        size.splits,
    )
    yield Phase("sift", (*_alike(shares, one),))
    yield Phase("group", (Work(part["group"].seconds(size.copies * size.documents), files=size.splits),))


def _whole_phases(model: Model, size: Size) -> Iterator[Phase]:
    """A small archive is compared as a whole."""
    together = (("actors", "rest", "origins", "quotations"), ("common_names", "copies"), ("disputes",))
    for names in together:
        found = [model.parts[f"whole-{name}"] for name in names if f"whole-{name}" in model.parts]
        yield Phase("link", tuple(Work(part.seconds(size.documents)) for part in found))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the second pass: its name, what one row takes while it is worked on, and how many bytes of its own files are one.

    `by` says whether there is a task for each share of its rows, for each sheaf of documents, or one alone.
    """

    name: str
    bytes: int = 0
    writes: int = 0
    by: str = "shares"


def _sizes(statements: float, actors: float, events: float) -> dict[str, int]:
    """The bytes that one document brings to the shares of the steps."""
    claims = statements + events
    sizes = {
        "form": claims * planning.FORM_BYTES,
        "key": claims * planning.KEY_BYTES,
        "claim": claims * planning.CLAIM_BYTES,
        "found": claims * planning.FOUND_BYTES,
        "quotation": statements * planning.QUOTATION_BYTES,
        "quoted": statements * planning.QUOTED_BYTES,
        "run": statements * planning.RUN_BYTES,
        "pair": statements * planning.QUOTED_PAIR_BYTES,
        "actor": actors * planning.ACTOR_BYTES,
    }
    return {name: int(value) for name, value in sizes.items()}


def _told(s: Mapping[str, int]) -> tuple[Step, ...]:
    """The steps that take most; `s` are the bytes that one document brings to their shares."""
    return (
        Step("actors", writes=s["actor"], by="sheaves"),
        Step("documents", writes=planning.COPY_BYTES, by="sheaves"),
        Step("people", s["actor"]),
        Step("copies", planning.COPY_BYTES),
        Step("words", writes=planning.WORD_BYTES, by="sheaves"),
        Step("quotations", writes=s["quotation"], by="sheaves"),
        Step("claims", writes=s["form"], by="sheaves"),
        Step("standing", planning.LINE_BYTES),
        Step("add-up", planning.WORD_BYTES),
        Step("wordings", s["quotation"], s["quoted"]),
        Step("classes", writes=planning.WORD_BYTES, by="sheaves"),
        Step("weigh-words", s["quoted"]),
        Step("mark-claims", writes=s["key"], by="sheaves"),
        Step("mark-texts", writes=planning.MARK_BYTES, by="sheaves"),
        Step("mark-wordings", s["quotation"], s["run"]),
        Step("meet-claims", s["key"], s["claim"]),
        Step("pair-texts", planning.MARK_BYTES, planning.PAIR_BYTES),
        Step("pair-wordings", s["run"], s["pair"]),
        Step("route-claims", s["claim"]),
        Step("judge-texts", planning.PAIR_BYTES),
        Step("judge-wordings", s["pair"]),
        Step("fetch-claims", by="sheaves"),
        Step("group-texts", by="one"),
        Step("group-wordings", by="one"),
        Step("fetch-texts", by="sheaves"),
        Step("fetch-quotations", s["quotation"]),
        Step("trace", planning.WORD_BYTES),
        Step("vary", s["quotation"]),
        Step("roots", by="one"),
        Step("compare-claims", s["claim"], s["found"]),
        Step("settle", s["found"]),
    )


def _link_phases(model: Model, size: Size) -> Iterator[Phase]:
    """Every share of a step reads its part of the file of every sheaf: shares times sheaves grows with the square of the archive."""
    part, sizes = model.parts, model.sizes
    for step in _told(_sizes(*(sizes[f"{name}_per_document"] for name in ("statements", "actors", "events")))):
        fit = part.get(f"link-{step.name}")
        if fit is None:
            continue
        shares = link_shares(size, step.bytes)
        count = {"sheaves": size.sheaves, "one": 1}.get(step.by, shares)
        reads = 0 if step.by == "sheaves" else size.sheaves
        opening = part["share-read"].seconds(shares if step.by == "shares" else 1)
        writing = part["share-write"].each * min(size.sheaf, link_shares(size, step.writes)) if step.writes else 0.0
        one = Work(fit.each * size.documents / count + reads * opening + writing, files=reads)
        yield Phase("link", (*_alike(count, one),))


def link_shares(size: Size, per_document: int) -> int:
    """In how many shares a step is done whose rows take so many bytes for each document."""
    return planning.share_count(size.documents * per_document, size.memory)


def file_counts(model: Model, size: Size) -> dict[str, float]:
    """What lies on the disk, and how often files are opened."""
    opened = sum(work.files for phase in phases(model, size) if phase.stage == "link" for work in phase.tasks)
    return {
        "files of tables": size.splits * model.sizes["table_files_per_split"],
        "receipts": 2.0 * size.splits,
        "sheets read by sift": float(shares_of(size.documents) * size.splits),
        "bytes read by sift": float(shares_of(size.documents) * MARK_ROW_BYTES * size.documents),
        "files opened by link": opened,
        "most shares of a step": float(link_shares(size, planning.MARK_BYTES)),
    }
