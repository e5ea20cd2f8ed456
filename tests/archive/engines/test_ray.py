"""Ray Data: the same tables as one process, whoever dies, and a cluster that speaks to nobody else."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memcon.archive.engines import ray as engine
from memcon.archive.engines.news import Died, Done
from memcon.archive.engines.ray import RayEngine, Serving
from memcon.archive.home import Home
from memcon.archive.inputs.listing import list_inputs
from memcon.archive.making import make_archive
from memcon.archive.plan import Plan
from memcon.archive.stages.surveying import plan_survey
from memcon.archive.tally import Tally
from memcon.archive.tasks import Stage, Task
from memcon.errors import ArchiveError
from memcon.model.ledger import Failure
from tests.archive.conftest import Crawl, digest, plan_of
from tests.archive.engines.watching import Killer, family, nothing_left, this_process

KILLS = int(os.environ.get("MEMCON_KILLS", "3"))
ROOT = Path(__file__).parents[3]


def survey_of(plan: Plan) -> Task:
    """The task that surveys what a plan names."""
    (one,) = list_inputs(plan.inputs)
    assert not isinstance(one, Failure)
    return plan_survey(one, plan)


# ── what crosses ──


@pytest.fixture
def gates(tmp_path: Path) -> Plan:
    """The plan of an archive of one page."""
    (tmp_path / "gates.jsonl").write_text('{"text": "Mara Venn denied that the gate was open."}\n', encoding="utf-8")
    return Plan((str(tmp_path / "gates.jsonl"),))


def serving(plan: Plan, out: Path, *, run: str = "this") -> Serving:
    """The actor, as Ray makes it."""
    return Serving(plan=json.dumps(plan.to_dict()), out=str(out), run=run)


def asked(one: Serving, task: Task) -> dict[str, Any]:
    """What the actor says of a task."""
    (said,) = one({"task": [json.dumps(task.to_dict())]})["answer"]
    assert type(said) is str
    row: dict[str, Any] = json.loads(said)
    return row


def test_an_actor_takes_and_gives_json_alone(gates: Plan, tmp_path: Path) -> None:
    task = survey_of(gates)
    said = asked(serving(gates, tmp_path), task)
    assert (said["receipt"]["key"], said["receipt"]["counts"], said["deaths"]) == (task.key, {"splits": 1}, 0)
    assert list((tmp_path / "_memcon").rglob("ray-*")) == []


def test_a_task_of_which_too_many_died_is_given_up_and_the_next_run_tries_it(gates: Plan, tmp_path: Path) -> None:
    task = survey_of(gates)
    mark = f"_memcon/work/attempts/ray-{task.key}.json"
    Home(tmp_path).write(mark, {"run": "this", "begun": 2})
    assert asked(serving(gates, tmp_path, run="another"), task)["deaths"] == 0
    Home(tmp_path).write(mark, {"run": "this", "begun": engine.DEATHS})
    assert asked(serving(gates, tmp_path), task) == {"over": task.key, "deaths": engine.DEATHS}
    assert "receipt" in asked(serving(gates, tmp_path), task)


def test_a_disk_that_takes_no_mark_is_told(gates: Plan, tmp_path: Path) -> None:
    (tmp_path / "_memcon").write_text("a file where a folder should be", encoding="utf-8")
    code, _, why = asked(serving(gates, tmp_path), survey_of(gates))["error"]
    assert (code, "give the same command again" in why) == ("disk", True)


def test_deaths_are_told_one_by_one(gates: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    one, tasks = object.__new__(RayEngine), [Task(Stage.READ, "a", {}), Task(Stage.READ, "b", {})]
    receipt = {"stage": "read", "key": "a", "files": [], "counts": {}, "failures": {}, "seconds": 0.5, "found": {}}
    said = [{"receipt": receipt, "deaths": 1}, {"over": "b", "deaths": 2}, {"receipt": receipt, "deaths": 1}]
    monkeypatch.setattr(RayEngine, "_answers", lambda self, tasks: iter(said))
    news = list(one.run(tasks))
    assert [(told.task.key, told.is_over) for told in news if isinstance(told, Died)] == [("a", False), ("b", False), ("b", True)]
    assert [told.receipt.key for told in news if isinstance(told, Done)] == ["a"]


# ── a cluster ──


@pytest.fixture
def collected() -> Iterator[None]:
    """What Ray leaves to the garbage, its log files and processes that it has ended, is collected while that is no fault."""
    yield
    gc.collect()


def listeners() -> set[tuple[str, int]]:
    """The addresses on which this process and all that it has started listen."""
    found = [one for process in [this_process(), *family()] for one in process.net_connections("inet") if one.status == "LISTEN"]
    return {(one.laddr.ip.removeprefix("::ffff:"), one.laddr.port) for one in found}


def stranger(address: str, **environment: str) -> subprocess.Popen[str]:
    """A program that tries to use the cluster."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")} | environment
    command = [sys.executable, "-m", "tests.archive.engines.stranger", address]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=told, cwd=ROOT)


def communicated(visitor: subprocess.Popen[str]) -> str:
    """What the visitor printed; one that is still there after two minutes is ended."""
    try:
        return visitor.communicate(timeout=120)[0]
    except subprocess.TimeoutExpired:
        visitor.kill()
        return visitor.communicate()[0] + " and waits"


class Visit:
    """Looks at the cluster while archives are read: who can use it, and where it listens."""

    def __init__(self) -> None:
        self.said: dict[str, tuple[int, str]] = {}
        self.listened: set[tuple[str, int]] = set()

    def watch(self, tally: Tally) -> None:
        if tally.stage is not Stage.READ or self.said:
            return
        import ray

        address = ray.get_runtime_context().gcs_address
        self.listened = listeners()
        here = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}  # that the cluster is on this machine alone is no secret
        own = {name: os.environ[name] for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN")} | here
        tries = {"none": here, "another": own | {"RAY_AUTH_TOKEN": "0" * 64}, "the token": own}
        visitors = {name: stranger(address, **environment) for name, environment in tries.items()}
        for name, visitor in visitors.items():
            out = communicated(visitor)
            self.said[name] = visitor.returncode, out


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning:ray.*", "ignore::FutureWarning:ray.*")
@pytest.mark.usefixtures("collected")
def test_a_cluster_gives_the_tables_of_one_process_and_speaks_to_nobody_else(
    finished: Path, crawl: Crawl, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import ray

    plan, visit, sent = plan_of(crawl), Visit(), list[Any]()
    from_items = ray.data.from_items

    def watched(rows: list[dict[str, Any]], **options: Any) -> Any:
        sent.extend(value for row in rows for value in row.values())
        return from_items(rows, **options)

    monkeypatch.setattr(ray.data, "from_items", watched)
    with nothing_left(tmp_path, files_too=False):
        made = make_archive(plan, tmp_path / "out", engine=lambda out: RayEngine(plan, out, workers=2), watch=visit.watch)
    assert digest(tmp_path / "out") == digest(finished)
    assert (made.tally.workers, made.tally.deaths, made.lost) == (2, 0, ())
    assert len(sent) > 10
    assert {type(value) for value in sent} == {str}
    assert visit.said["the token"] == (0, "ran 7, sees 1")
    assert [(code, out) for code, out in (visit.said["none"], visit.said["another"])] == [(1, ""), (1, "")]
    assert {ip for ip, _ in visit.listened} == {"127.0.0.1"}
    assert 8265 not in {port for _, port in visit.listened}  # the dashboard
    assert capfd.readouterr() == ("", "")
    assert "RAY_AUTH_TOKEN" not in os.environ


def actors() -> list[int]:
    """The processes of Ray's actors that have a task or are about to."""
    return [process.pid for process in family() if process.name().startswith("ray::MapWorker")]


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning:ray.*", "ignore::FutureWarning:ray.*")
@pytest.mark.usefixtures("collected")
def test_actors_that_are_killed_at_random_cost_nothing(
    finished: Path, crawl: Crawl, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(crawl)
    with Killer(actors, kills=KILLS, every=(0.5, 3.0)) as killer, nothing_left(tmp_path, files_too=False):
        made = make_archive(plan, tmp_path / "out", engine=lambda out: RayEngine(plan, out, workers=2))
    assert digest(tmp_path / "out") == digest(finished)
    assert killer.killed > 0
    assert made.tally.deaths <= killer.killed
    assert made.lost == ()
    assert capfd.readouterr() == ("", "")
    assert "worker died or was killed" in (tmp_path / "out/_memcon/workers.log").read_text(encoding="utf-8")


def test_a_cluster_that_does_not_answer_is_told_with_what_to_do(gates: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "_memcon").mkdir()
    with pytest.raises(ArchiveError, match=r"no authentication token was found\); see that it runs there, and that RAY_AUTH_TOKEN"):
        RayEngine(gates, tmp_path, workers=1, address="127.0.0.1:6399")
