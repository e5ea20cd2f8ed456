"""The progress bar: on standard error while it is a terminal, and nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from memcon.cli.speaking import plain

if TYPE_CHECKING:
    from memcon.archive.tally import Tally as ArchiveTally
    from memcon.run.adding import Tally
    from memcon.run.pipeline import Outcome

FEW = 2
"""Fewer files than this show that they are being read, without a bar."""


class Bar:
    """No progress at all."""

    def watched(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes, each of which moves the bar."""
        return outcomes

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Nothing of the bar is on the terminal meanwhile."""
        yield


class ShownBar(Bar):
    """A bar on standard error."""

    def __init__(self, progress: Any, total: int, *, shares_terminal: bool) -> None:
        self._progress = progress
        self._shares_terminal = shares_terminal
        self._task = progress.add_task("reading", total=total if total >= FEW else None)

    def watched(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for outcome in outcomes:
            self._progress.update(self._task, advance=1, description=f"read {plain(outcome.origin)[-40:]}")
            yield outcome

    @contextmanager
    def aside(self) -> Iterator[None]:
        if self._shares_terminal:
            self._progress.stop()
        yield
        if self._shares_terminal:
            self._progress.start()


@contextmanager
def show_progress(total: int, out: TextIO, *, quiet: bool) -> Iterator[Bar]:
    """A progress bar while standard error is a terminal, and none elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counted = (BarColumn(), MofNCompleteColumn()) if total >= FEW else ()
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), *counted, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        yield ShownBar(progress, total, shares_terminal=out.isatty())


@contextmanager
def show_adding(*, quiet: bool) -> Iterator[Callable[[Tally], None]]:
    """A bar for `add`: files, documents per second, time left, failures by kind. What it gives is called with each tally."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    started = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def show(tally: Tally) -> None:
            rate = tally.documents / max(time.monotonic() - started, 0.001)
            failed = "".join(f" · {n} {code}" for code, n in sorted(tally.failed.items()))
            progress.update(task, total=tally.total, completed=tally.files, description=f"{rate:.1f} documents/s{failed}")

        yield show


LINE_SECONDS = 60.0
"""Time between two lines about an archive where there is no terminal."""


@contextmanager
def show_archive(*, quiet: bool, price: float | None) -> Iterator[Callable[[ArchiveTally], None]]:
    """A live line for `archive`: stage, documents and words per second, failures by kind, time left, cost. Elsewhere a line a minute."""
    if quiet:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield _Lines(price)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.fields[stage]}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, stage="")

        def show(tally: ArchiveTally) -> None:
            stage = tally.stage.value if tally.stage else ""
            progress.update(task, total=tally.tasks, completed=tally.done, description=archive_words(tally, price), stage=stage)

        yield show


class _Lines:
    """A line when a stage begins, and one a minute."""

    def __init__(self, price: float | None) -> None:
        self._price, self._stage, self._last = price, "", 0.0

    def __call__(self, tally: ArchiveTally) -> None:
        stage = tally.stage.value if tally.stage else ""
        if stage != self._stage or time.monotonic() - self._last >= LINE_SECONDS:
            self._stage, self._last = stage, time.monotonic()
            print(f"memcon: {stage} {tally.done:,}/{tally.tasks:,} {archive_words(tally, self._price)}", file=sys.stderr, flush=True)  # noqa: T201


def archive_words(tally: ArchiveTally, price: float | None) -> str:
    """How quick an archive is, what failed, how long it takes and what a million documents cost."""
    told = (
        [f"{tally.per_second('documents'):,.1f} documents/s", f"{tally.per_second('words'):,.0f} words/s"] if tally.counts_documents else []
    )
    told += [f"{n:,} {code}" for code, n in sorted(tally.failures.items())]
    if tally.deaths:
        told.append(f"{tally.deaths:,} workers died")
    left, hours = tally.seconds_left, tally.core_hours_per_million
    if left is not None and tally.done < tally.tasks:
        told.append(f"{left / 60:,.0f} min left")
    if hours is not None:
        told.append(f"{hours:,.0f} core hours a million" + (f" ({hours * price:,.2f})" if price is not None else ""))
    return " · ".join(told)
