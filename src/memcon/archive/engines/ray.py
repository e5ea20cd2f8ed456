"""Ray Data: the same tasks on all machines of a cluster, or on this one. Only names, paths and JSON cross the wire.

The folder of the archive and the inputs must be at the same place on every machine.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final

from memcon.archive.engines.answers import answer, error_of, told_error
from memcon.archive.engines.cluster import Cluster
from memcon.archive.engines.news import Died, Done, News
from memcon.archive.home import INSIDE, WORK, Home
from memcon.archive.plan import Plan
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.archive.worker import Worker
from memcon.errors import ArchiveError

ROUNDS: Final = 40
"""How often tasks are given again that came back without a receipt."""
DEATHS: Final = 40
"""Workers that may die of one task, as in the pool."""
LOST: Final = "its process on Ray ended"
TEXTS: Final = frozenset({Stage.INTAKE, Stage.READ})
"""Stages whose workers load something once that takes long: the model, or the child that opens files. The others have no such state."""
AHEAD: Final = 2
"""Tasks for each worker that Ray is given at once."""


class Serving:
    """An actor of Ray: one worker, which loads its model once and in here, for a model must not be sent between processes."""

    def __init__(self, plan: str, out: str, run: str) -> None:
        self._worker, self._home, self._run = Worker(Plan.from_dict(json.loads(plan)), Path(out)), Home(Path(out)), run

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[str]]:
        """The answers to a batch of tasks, all as JSON."""
        return {"answer": [json.dumps(self._answer(Task.from_dict(json.loads(task)))) for task in batch["task"]]}

    def _answer(self, task: Task) -> dict[str, Any]:
        """The answer, with how many processes of this run died of the task before: Ray gives it to others without an end."""
        path = f"{WORK}/attempts/ray-{task.key}.json"
        noted = self._home.read(path) or {}
        deaths = int(noted["begun"]) if noted.get("run") == self._run else 0
        try:
            if deaths >= DEATHS:
                return {"over": task.key, "deaths": deaths}
            self._home.write(path, {"run": self._run, "begun": deaths + 1})
            return answer(self._worker, task) | {"deaths": deaths}
        except ArchiveError as error:
            return told_error(error)
        finally:
            with suppress(OSError):
                (self._home.out / path).unlink()


def serve(task: str, plan: str, out: str, run: str) -> str:
    """The answer to a task that needs no actor: Ray keeps the processes for such, and an actor takes seconds to start."""
    return Serving(plan, out, run)({"task": [task]})["answer"][0]


class RayEngine:
    """Tasks on Ray Data. Workers that die are replaced by Ray, and their tasks are done again."""

    name = "ray"

    def __init__(self, plan: Plan, out: Path, *, workers: int | None, address: str | None = None) -> None:
        self._about = {"plan": json.dumps(plan.to_dict()), "out": str(out.resolve())}
        self._cluster = Cluster(workers, address=address, log=out / INSIDE / "workers.log")
        self.workers = workers or self._cluster.cores

    def run(self, tasks: Sequence[Task]) -> Iterator[News]:
        """What becomes of the tasks. Raises ArchiveError and ModelError."""
        waiting = {task.key: task for task in tasks}
        for _ in range(ROUNDS):
            yield from self._round(waiting)
            if not waiting:
                return
        yield from (Died(task, "no receipt came back", is_over=True) for task in waiting.values())

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        self._own.close()
        self._cluster.close()

    def _round(self, waiting: dict[str, Task]) -> Iterator[News]:
        """One pass over the tasks that are waiting; those that are done no longer are."""
        for said in self._answers(list(waiting.values())):
            if "error" in said:
                raise error_of(*said["error"])
            task = waiting.pop(said["over"] if "over" in said else said["receipt"]["key"], None)
            if task is None:
                continue  # it came back before
            yield from (Died(task, LOST, is_over="over" in said and n + 1 == said["deaths"]) for n in range(said["deaths"]))
            if "over" not in said:
                yield Done(Receipt.from_dict(said["receipt"]))

    def _answers(self, tasks: Sequence[Task]) -> Iterator[dict[str, Any]]:
        """What is said of the tasks. One alone that touches no text is done here."""
        if len(tasks) == 1 and tasks[0].stage not in TEXTS:
            yield answer(self._own, tasks[0]) | {"deaths": 0}
            return
        from ray.exceptions import RayError

        told, about = [json.dumps(task.to_dict()) for task in tasks], self._about | {"run": secrets.token_hex(8)}
        try:
            yield from map(json.loads, (self._by_actors if tasks[0].stage in TEXTS else self._by_processes)(told, about))
        except RayError as error:
            why = f"Ray stopped ({type(error).__name__}; {self._cluster.keep_logs()}); give the same command again: it goes on where it was"
            raise ArchiveError("ray", code="engine", why=why) from error

    def _by_actors(self, tasks: Sequence[str], about: dict[str, str]) -> Iterator[str]:
        """The answers of actors, which load their model once."""
        import ray
        from ray.data import ActorPoolStrategy

        data = ray.data.from_items([{"task": task} for task in tasks], override_num_blocks=len(tasks))
        pool = ActorPoolStrategy(size=min(self.workers, len(tasks)))
        answers = data.map_batches(Serving, fn_constructor_kwargs=about, batch_size=1, num_cpus=1, compute=pool)
        return (row["answer"] for row in answers.iter_rows())

    def _by_processes(self, tasks: Sequence[str], about: dict[str, str]) -> Iterator[str]:
        """The answers of processes that have nothing to load; few more are given to Ray than it has cores for."""
        import ray
        from ray.exceptions import RayTaskError

        ask = ray.remote(num_cpus=1, max_retries=-1)(serve)
        waiting, asked = iter(tasks), list[Any]()
        while True:
            given = islice(waiting, AHEAD * self.workers - len(asked))
            asked += [ask.remote(task, about["plan"], about["out"], about["run"]) for task in given]
            if not asked:
                return
            done, asked = ray.wait(asked)
            with suppress(RayTaskError):  # a task that breaks is given again, and the others go on
                yield ray.get(done[0])

    @cached_property
    def _own(self) -> Worker:
        return Worker(Plan.from_dict(json.loads(self._about["plan"])), Path(self._about["out"]))
