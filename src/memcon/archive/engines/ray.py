"""Ray Data: the same tasks on all machines of a cluster, or on this one. Only names, paths and JSON cross the wire.

The folder of the archive and the inputs must be at the same place on every machine.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from memcon.archive.engines.answers import answer, error_of
from memcon.archive.engines.news import Died, Done, News
from memcon.archive.plan import Plan
from memcon.archive.tasks import Receipt, Task
from memcon.archive.worker import Worker
from memcon.errors import ArchiveError

ROUNDS: Final = 40
"""How often tasks are given again that came back without a receipt."""
OBJECT_STORE_BYTES: Final = 128 * 1024 * 1024
"""What Ray may keep in shared memory on this machine: tasks and receipts take a few kilobytes each."""


class Serving:
    """An actor of Ray: one worker, which loads its model once and in here, for a model must not be sent between processes."""

    def __init__(self, plan: str, out: str) -> None:
        self._worker = Worker(Plan.from_dict(json.loads(plan)), Path(out))

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[str]]:
        """The answers to a batch of tasks, all as JSON."""
        return {"answer": [json.dumps(answer(self._worker, Task.from_dict(json.loads(task)))) for task in batch["task"]]}


class RayEngine:
    """Tasks on Ray Data. Workers that die are replaced by Ray, and their tasks are done again."""

    name = "ray"

    def __init__(self, plan: Plan, out: Path, *, workers: int | None, address: str | None = None) -> None:
        self._about = {"plan": json.dumps(plan.to_dict()), "out": str(out.resolve())}
        self._address = address
        self._start(workers)
        self.workers = workers or self._cores()

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
        import ray

        self._own.close()
        ray.shutdown()

    def _round(self, waiting: dict[str, Task]) -> Iterator[News]:
        """One pass over the tasks that are waiting; those that are done no longer are."""
        for said in self._answers(list(waiting.values())):
            if "error" in said:
                raise error_of(*said["error"])
            receipt = Receipt.from_dict(said["receipt"])
            del waiting[receipt.key]
            yield Done(receipt)

    def _answers(self, tasks: Sequence[Task]) -> Iterator[dict[str, Any]]:
        """What is said of the tasks. One alone is done here: actors take some seconds to start, and it would wait for them."""
        if len(tasks) == 1:
            yield answer(self._own, tasks[0])
            return
        import ray
        from ray.data import ActorPoolStrategy
        from ray.exceptions import RayError

        rows = [{"task": json.dumps(task.to_dict())} for task in tasks]
        data = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            Serving,
            fn_constructor_kwargs=self._about,
            batch_size=1,
            num_cpus=1,
            compute=ActorPoolStrategy(size=min(self.workers, len(rows))),
            max_restarts=-1,
            max_task_retries=-1,
        )
        try:
            for row in data.iter_rows():
                yield json.loads(row["answer"])
        except RayError as error:
            why = f"Ray stopped ({type(error).__name__}); see its logs, and give the same command again: it goes on where it was"
            raise ArchiveError("ray", code="engine", why=why) from error

    # ── the cluster ──

    @cached_property
    def _own(self) -> Worker:
        return Worker(Plan.from_dict(json.loads(self._about["plan"])), Path(self._about["out"]))

    def _start(self, workers: int | None) -> None:
        _protect(is_own=self._address is None)
        import ray
        from ray.data import DataContext

        if self._address is None:
            ray.init(
                num_cpus=workers,
                include_dashboard=False,
                object_store_memory=OBJECT_STORE_BYTES,
                log_to_driver=False,
                logging_level=logging.ERROR,
                _node_ip_address="127.0.0.1",
            )
        else:
            ray.init(self._address, log_to_driver=False, logging_level=logging.ERROR)
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        context.max_errored_blocks = -1  # a task that breaks is given again, and the others go on

    def _cores(self) -> int:
        import ray

        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        return max(1, int(resources.get("CPU", 1)))


def _protect(*, is_own: bool) -> None:
    """No telemetry, and nobody speaks to the cluster without its token (CVE-2023-48022, CVE-2025-62593)."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_AUTH_MODE"] = "token"
    os.environ["RAY_BACKEND_LOG_LEVEL"] = "fatal"
    if is_own:
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
