"""A worker says what its tasks have cost, in all processes."""

from __future__ import annotations

import time
from pathlib import Path

from memcon.archive.inputs.listing import list_inputs
from memcon.archive.stages.intake import plan_intake
from memcon.archive.stages.surveying import plan_survey
from memcon.archive.tasks import Receipt, Task
from memcon.archive.worker import Worker
from memcon.model.ledger import Failure
from tests.archive.conftest import Crawl, plan_of


def done(worker: Worker, task: Task) -> tuple[Receipt, float]:
    """The receipt, and the processor time that this process alone took for it."""
    before = time.process_time()
    return worker.do(task), time.process_time() - before


def test_the_time_of_the_child_that_opens_pages_is_told_too(crawl: Crawl, tmp_path: Path) -> None:
    plan, out = plan_of(crawl), tmp_path / "out"
    (one,) = list_inputs(plan.inputs)
    assert not isinstance(one, Failure)
    worker = Worker(plan, out)
    try:
        surveyed, own = done(worker, plan_survey(one, plan))
        assert surveyed.seconds <= own
        taken, own = done(worker, plan_intake(surveyed.found["splits"][0], plan))
    finally:
        worker.close()
    assert taken.counts["documents"] > 0
    assert taken.seconds > own + 0.1  # to start Python and its libraries alone takes more
