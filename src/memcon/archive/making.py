"""Making an archive: stage after stage, each task once, whatever stops it and however often it is begun again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from memcon.archive.engines.news import Died, Done, Engine, News, Underway
from memcon.archive.home import INSIDE, Home, open_tasks
from memcon.archive.inputs.listing import list_inputs
from memcon.archive.linking.planning import FORM, MEMORY, phases
from memcon.archive.plan import Plan
from memcon.archive.stages.copying import copies_path, plan_grouping, plan_sifting
from memcon.archive.stages.intake import plan_intake, texts_path
from memcon.archive.stages.surveying import plan_survey
from memcon.archive.tables.rows import failed_row
from memcon.archive.tables.writing import Parts
from memcon.archive.tally import Tally
from memcon.archive.tasks import Receipt, Stage, Task, Written
from memcon.model.ids import content_id
from memcon.model.ledger import Failure

Watch = Callable[[Tally], None]
"""Is called with the tally whenever something has changed."""
Sink = Callable[[Receipt], None]
"""Takes what was read of a split, once or again: what it has already, it does not take twice."""


@dataclass(frozen=True, slots=True)
class Made:
    """An archive that is complete: everything that was counted, and tasks that no worker has survived."""

    tally: Tally
    lost: tuple[Task, ...] = ()
    swept: int = 0


def make_archive(
    plan: Plan,
    out: Path,
    *,
    engine: Callable[[Path], Engine],
    watch: Watch = lambda _: None,
    sink: Sink | None = None,
    memory: int = MEMORY,
) -> Made:
    """Make the archive, or go on with one that was begun. Raises ArchiveError and ModelError; what is done then stays done.

    With a `sink` there are no tables: it is called with the receipt of each split that was read, of this run and of earlier ones,
    and finds its ledgers below `out` (see stages/keeping). A task of the second pass holds no more than `memory` bytes, more or less.
    """
    home = Home(out)
    with home.locked():
        home.take_plan(plan)
        making = _Making(plan, home, engine(out), watch, sink, memory)
        try:
            return making.run()
        finally:
            making.engine.close()


@dataclass(slots=True)
class _Making:
    """One run over an archive."""

    plan: Plan
    home: Home
    engine: Engine
    watch: Watch
    sink: Sink | None = None
    memory: int = MEMORY
    tally: Tally = field(default_factory=Tally)
    kept: set[str] = field(default_factory=set)
    lost: list[Task] = field(default_factory=list)

    def run(self) -> Made:
        """All stages."""
        self.tally.workers = self.engine.workers
        self.home.note("start", engine=self.engine.name, workers=self.engine.workers, signature=self.plan.signature)
        splits = [split for receipt in self.done(self._surveys()) for split in receipt.found["splits"]]
        intakes = [plan_intake(split, self.plan) for split in splits]
        readings = self._readings(self.done(intakes))
        self._fetch_texts(intakes, readings)
        read = self.done(readings)
        return self._end(self._link(read) if self.sink is None else 0)

    def _surveys(self) -> list[Task]:
        inputs = list_inputs(self.plan.inputs)
        self._keep_failures([one for one in inputs if isinstance(one, Failure)])
        return [plan_survey(one, self.plan) for one in inputs if not isinstance(one, Failure)]

    def _keep_failures(self, failures: Iterable[Failure]) -> None:
        parts = Parts(self.home.out, f"inputs-{content_id(self.plan.inputs)}")
        for failure in failures:
            self.tally.failures[failure.code] += 1
            parts.add("failures", failed_row(failure))
        self._keep(parts.write())

    def _readings(self, taken: list[Receipt]) -> list[Task]:
        sifting = plan_sifting(self.home, taken)
        self.done(sifting)
        grouped = self.done(plan_grouping(sifting))
        copies = copies_path(grouped[0].key) if grouped else None
        digests = grouped[0].found["digests"] if grouped else {}
        return [self._reading(piece, digests.get(piece), copies) for receipt in taken for piece, _ in receipt.found["pieces"]]

    def _reading(self, piece: str, digest: str | None, copies: str | None) -> Task:
        """The task that reads a piece; with other copies in it, it is another task."""
        key = content_id("read", piece, digest, self.plan.signature)
        return Task(Stage.READ, key, {"split": piece, "copies": copies if digest else None, "ledgers": self.sink is not None})

    def _fetch_texts(self, intakes: list[Task], readings: list[Task]) -> None:
        """Take in again what is to be read and was thrown away when an earlier run was complete."""
        without = [task for task in readings if not (self.home.out / texts_path(task.about["split"])).exists()]
        gone = {task.about["split"].partition("-")[0] for task in open_tasks(self.home, without)[0]}
        again = [task for task in intakes if task.key in gone]
        for task in again:
            self.home.forget(task)
        self.done(again)

    def _link(self, read: list[Receipt]) -> int:
        """All phases of the second pass, over what was read and nothing else; how many files were swept away for that.

        There is one receipt for all of them, for what they leave on the way is thrown away.
        """
        state = content_id(FORM, sorted(receipt.key for receipt in read))
        whole = self.home.receipt(Stage.LINK, state)
        if whole is not None:
            self.tally.begin(Stage.LINK, 1)
            self._take(whole, fresh=False)
        swept = self.home.sweep(self.kept)
        if whole is None:
            self._link_anew(state)
        return swept

    def _link_anew(self, state: str) -> None:
        receipts = [receipt for phase in phases(self.home.out, state=state, memory=self.memory) for receipt in self.done(phase)]
        if not self.lost:
            files = tuple(file for receipt in receipts for file in receipt.files if not file.path.startswith(INSIDE))
            counts, failures = Counter[str](), Counter[str]()
            for receipt in receipts:
                counts.update(receipt.counts)
                failures.update(receipt.failures)
            self.home.keep(Receipt(Stage.LINK, state, files, counts, failures))

    # ── tasks ──

    def done(self, tasks: list[Task]) -> list[Receipt]:
        """The receipts of these tasks, by key; those of an earlier run are not done again."""
        if not tasks:
            return []
        waiting, receipts = open_tasks(self.home, tasks)
        self.tally.begin(tasks[0].stage, len(tasks))
        self.home.note("stage", stage=tasks[0].stage.value, tasks=len(tasks), open=len(waiting))
        for receipt in receipts:
            self._take(receipt, fresh=False)
        for news in self.engine.run(waiting) if waiting else ():
            receipts += self._heard(news)
        return sorted(receipts, key=lambda receipt: receipt.key)

    def _heard(self, news: News) -> Iterator[Receipt]:
        match news:
            case Done(receipt):
                self.home.keep(receipt)
                self._take(receipt, fresh=True)
                self.home.note("task", **{name: value for name, value in receipt.to_dict().items() if name not in ("found", "files")})
                yield receipt
            case Underway(task, documents, words):
                self.tally.underway[task.key] = (documents, words)
                self.watch(self.tally)
            case Died(task, why, is_over):
                self._mourn(task, why, is_over=is_over)

    def _take(self, receipt: Receipt, *, fresh: bool) -> None:
        self._keep(receipt.files)
        self.tally.add(receipt, fresh=fresh)
        if self.sink is not None and receipt.stage is Stage.READ:
            self.sink(receipt)
        self.watch(self.tally)

    def _keep(self, files: Iterable[Written]) -> None:
        self.kept |= {file.path for file in files if not file.path.startswith(INSIDE)}

    def _mourn(self, task: Task, why: str, *, is_over: bool) -> None:
        self.tally.deaths += 1
        self.tally.underway.pop(task.key, None)
        self.home.note("death", stage=task.stage.value, key=task.key, why=why, over=is_over)
        if is_over:
            self.lost.append(task)
            self._keep_lost(task)
        self.watch(self.tally)

    def _keep_lost(self, task: Task) -> None:
        """A row for what no worker has survived: nothing of it is in the tables, and the next run tries it again."""
        split = task.about.get("split")
        where = f"{split['path']} ({split['form']}, from {split['start']} to {split['end']})" if isinstance(split, dict) else task.key
        what = f"{where}: all workers that did this part died of it ({task.stage.value}); nothing of it was taken. Please report it"
        parts = Parts(self.home.out, f"lost-{task.key}")
        parts.add("failures", failed_row(Failure(where, task.stage.value, "killed", what)))
        self.tally.failures["killed"] += 1
        self._keep(parts.write())

    def _end(self, swept: int) -> Made:
        swept += self.home.sweep(self.kept)
        self.home.write(f"{INSIDE}/summary.json", dict(self.tally.to_dict()) | {"lost": len(self.lost), "complete": not self.lost})
        if not self.lost:
            self.home.end_work()
        self.home.note("end", **self.tally.to_dict())
        return Made(self.tally, tuple(self.lost), swept)
