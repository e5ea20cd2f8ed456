"""The second pass as phases of tasks: each phase is planned when the one before is done, from what lies on the disk then.

Everything on the way lies under the working folder of the archive, in a folder of this run: what belongs together has one name there,
and nothing of another run is taken for it. How the work is cut changes nothing in what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from memcon import __version__
from memcon.archive.linking.actors import gather_actors
from memcon.archive.linking.people import join_share
from memcon.archive.linking.shares import Job, count_rows
from memcon.archive.linking.sheaves import bind_sheaves, find_stems
from memcon.archive.linking.whole import dispute_whole, trace_whole, vary_whole
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.model.ids import content_id

FORM: Final = 1
"""Raised when the second pass writes something else for the same tables."""
MEMORY: Final = 512 * 1024 * 1024
"""What one task may hold beside the program itself."""
ONE_BLOCK: Final = 2_000
"""Documents that are compared as a whole, as a case is; more are compared where they share what few others have."""
ONE_BLOCK_WORDS: Final = 2_000_000
"""Words of their texts, together."""
ACTOR_BYTES: Final = 600
"""What one actor takes while a share of the names is joined."""

_STEPS: Final[Mapping[str, Callable[[Job], Receipt]]] = {
    "actors": gather_actors,
    "people": join_share,
    "trace-whole": trace_whole,
    "vary-whole": vary_whole,
    "dispute-whole": dispute_whole,
}


def run_link(task: Task, out: Path) -> Receipt:
    """Do one task of the second pass, in any process; done again, it writes the same. Raises ArchiveError."""
    return _STEPS[task.about["step"]](Job(task, out))


def phases(out: Path, *, state: str = "", memory: int = MEMORY, one_block: int = ONE_BLOCK) -> Iterator[list[Task]]:
    """The phases of the second pass; all tasks of one must be done before the next is asked for.

    `state` tells one state of the tables from another. Raises ArchiveError for a table that is gone or damaged.
    """
    run = content_id("link", FORM, __version__, state, memory, one_block)
    yield from _Phases(out, run, memory, one_block).all()


class _Phases:
    """The phases of one run."""

    def __init__(self, out: Path, run: str, memory: int, one_block: int) -> None:
        self._out, self._run, self._memory, self._one_block = out, run, memory, one_block

    def all(self) -> Iterator[list[Task]]:
        """All phases in their order."""
        sheaves = bind_sheaves(self._out)
        if not sheaves:
            return
        shares = self._shares(self._count("actors"), ACTOR_BYTES)
        gather = [self._task("actors", stems=list(sheaf), shares=shares) for sheaf in sheaves]
        people = [self._task("people", share=share, shares=shares) for share in range(shares)]
        yield [*gather, self._task("trace-whole"), self._task("vary-whole")]
        yield people
        yield [self._task("dispute-whole")]

    def _count(self, table: str) -> int:
        return count_rows(self._out / table / f"{stem}.parquet" for stem in find_stems(self._out, table))

    def _shares(self, rows: int, size: int) -> int:
        """In how many shares rows of this size are worked on: of each, half of the memory is left for the way."""
        return 1 + rows * size // (self._memory // 2)

    def _task(self, step: str, **about: Any) -> Task:
        told = {"step": step, "run": self._run, **about}
        return Task(Stage.LINK, content_id("link", told), told)
