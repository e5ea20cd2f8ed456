"""A worker: does one task after another, and loads what it needs for them once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from memcon.archive.home import Home
from memcon.archive.linking.planning import run_link
from memcon.archive.plan import Plan
from memcon.archive.stages import copying, surveying
from memcon.archive.stages.intake import take_in
from memcon.archive.stages.reading import read_split
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.formats.sandbox import Sandbox
from memcon.run.pipeline import Pipeline, make_parser

Told = Callable[[int, int], None]
"""Is called with the documents and the words of the task that are done so far."""


class Worker:
    """Does the tasks of one archive in this process. The language model and the child that reads files start when first needed."""

    def __init__(self, plan: Plan, out: Path) -> None:
        self._plan, self._home = plan, Home(out)

    def do(self, task: Task, *, told: Told = lambda _documents, _words: None) -> Receipt:
        """Do the task; its receipt, with the processor time of this process and of its children. Raises ArchiveError and ModelError."""
        started = self._spent()
        receipt = self._ways[task.stage](task, told)
        return replace(receipt, seconds=self._spent() - started)

    def _spent(self) -> float:
        """Processor time so far: of this process, of children that have ended, and of the one that reads files now."""
        ended = getrusage(RUSAGE_CHILDREN)
        now = self._sandbox.seconds if "_sandbox" in self.__dict__ else 0.0
        return time.process_time() + ended.ru_utime + ended.ru_stime + now

    def close(self) -> None:
        """Stop the child that reads files, if there is one."""
        if "_sandbox" in self.__dict__:
            self._sandbox.close()

    @cached_property
    def _sandbox(self) -> Sandbox:
        return Sandbox()

    @cached_property
    def _pipeline(self) -> Pipeline:
        return Pipeline(kind=self._plan.kind, parser=make_parser(self._plan.model), sandboxed=False)

    @property
    def _ways(self) -> Mapping[Stage, Callable[[Task, Told], Receipt]]:
        return {
            Stage.SURVEY: lambda task, _: surveying.survey_input(task, plan=self._plan, home=self._home),
            Stage.INTAKE: lambda task, told: take_in(task, plan=self._plan, home=self._home, sandbox=self._sandbox, told=told),
            Stage.SIFT: lambda task, _: copying.sift_share(task, home=self._home),
            Stage.GROUP: lambda task, _: copying.group_copies(task, home=self._home),
            Stage.READ: lambda task, told: read_split(task, home=self._home, pipeline=self._pipeline, told=told),
            Stage.LINK: lambda task, _: run_link(task, self._home.out),
        }
