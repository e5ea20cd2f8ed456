"""The pool of processes: the same tables whoever dies, nothing left behind, and a word about each death."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from memcon.archive.engines import pool
from memcon.archive.engines.news import Died, Done
from memcon.archive.engines.pool import Pool
from memcon.archive.home import Home
from memcon.archive.inputs.listing import list_inputs
from memcon.archive.making import Made, make_archive
from memcon.archive.plan import Plan
from memcon.archive.stages.surveying import plan_survey, survey_input
from memcon.archive.tasks import Stage, Task
from memcon.errors import ArchiveError, Error, ModelError
from memcon.model.ledger import Failure
from tests.archive.conftest import Crawl, Here_, digest, plan_of, rows
from tests.archive.engines.planted import command
from tests.archive.engines.watching import Killer, family, is_alive, nothing_left, wait_until

KILLS = int(os.environ.get("MEMCON_KILLS", "6"))


def engine_of(plan: Plan, *, workers: int = 2, into: list[Pool] | None = None) -> Callable[[Path], Pool]:
    """What makes the pool for a folder; it is put `into` a list too."""

    def make(out: Path) -> Pool:
        made = Pool(plan, out, workers=workers)
        if into is not None:
            into.append(made)
        return made

    return make


def plant(monkeypatch: pytest.MonkeyPatch, fault: str, what: str) -> None:
    """Workers have that fault from now on."""
    monkeypatch.setattr(pool, "COMMAND", command(fault, what))


def logged(out: Path, event: str) -> list[dict[str, Any]]:
    """What the log tells of such events."""
    lines = [json.loads(line) for line in (out / "_memcon/log.jsonl").read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["event"] == event]


# ── the same tables ──


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_in_processes_give_the_tables_of_one(workers: int, finished: Path, crawl: Crawl, tmp_path: Path) -> None:
    plan = plan_of(crawl)
    with nothing_left(tmp_path):
        made = make_archive(plan, tmp_path / "out", engine=engine_of(plan, workers=workers))
    assert digest(tmp_path / "out") == digest(finished)
    assert (made.tally.workers, made.tally.deaths, made.lost) == (workers, 0, ())


def test_workers_that_are_killed_at_random_cost_nothing(finished: Path, crawl: Crawl, tmp_path: Path) -> None:
    plan, pools, killed, rounds = plan_of(crawl), list[Pool](), 0, 0
    while killed < KILLS and rounds < KILLS:
        out, rounds = tmp_path / f"out{rounds}", rounds + 1
        with nothing_left(tmp_path), Killer(lambda: pools[-1].pids if pools else [], kills=KILLS - killed, every=(0.1, 1.6)) as killer:
            made = make_archive(plan, out, engine=engine_of(plan, into=pools))
        killed += killer.killed
        assert digest(out) == digest(finished)
        assert made.lost == ()
        assert made.tally.deaths == len(logged(out, "death")) <= killer.killed
        assert {line["why"] for line in logged(out, "death")} <= {"signal 9"}
    assert killed == KILLS


# ── workers that stop, break or never start ──


@pytest.fixture
def lines(tmp_path: Path) -> Plan:
    """The plan of an archive of fifty splits of one page each."""
    told = [json.dumps({"text": f"Mara Venn denied that gate {n} was open. The port office of Varna said so."}) for n in range(50)]
    (tmp_path / "gates.jsonl").write_text("\n".join(told), encoding="utf-8")
    return Plan((str(tmp_path / "gates.jsonl"),), split_records=1)


def intakes(plan: Plan, out: Path) -> list[Task]:
    """The tasks that take in what a plan names."""
    (one,) = list_inputs(plan.inputs)
    assert not isinstance(one, Failure)
    splits = survey_input(plan_survey(one, plan), plan=plan, home=Home(out)).found["splits"]
    return [Task(Stage.INTAKE, f"{n:016x}", {"split": split}) for n, split in enumerate(splits)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of an archive that is begun."""
    (tmp_path / "out" / "_memcon").mkdir(parents=True)
    return tmp_path / "out"


def test_fifty_tasks_leave_no_process_no_open_file_and_no_temporary_file(lines: Plan, out: Path) -> None:
    tasks = intakes(lines, out)
    with nothing_left(out):
        one = Pool(lines, out, workers=2)
        told = list(one.run(tasks))
        assert len(one.pids) == 2
        one.close()
    assert sorted(news.receipt.key for news in told if isinstance(news, Done)) == [task.key for task in tasks]


def test_a_worker_is_replaced_after_many_tasks(lines: Plan, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "TASKS_EACH", 4)
    tasks, seen = intakes(lines, out)[:20], set[int]()
    with nothing_left(out):
        one = Pool(lines, out, workers=1)
        for _ in one.run(tasks):
            seen |= set(one.pids)
        one.close()
    assert len(seen) == 5


def test_a_worker_that_is_stopped_is_replaced(lines: Plan, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SILENCE_SECONDS", 4.0)
    monkeypatch.setattr(pool, "DEATHS", 2)
    plant(monkeypatch, "stop", "0000000000000003")
    tasks = intakes(lines, out)[:8]
    with nothing_left(out):
        one = Pool(lines, out, workers=2)
        told = list(one.run(tasks))
        one.close()
    died = [news for news in told if isinstance(news, Died) and news.task is tasks[3]]
    assert {news.why for news in died} == {"said nothing any more, and was stopped"}
    assert [news.is_over for news in died[-2:]] == [False, True]
    assert sorted(news.receipt.key for news in told if isinstance(news, Done)) == [task.key for task in tasks if task is not tasks[3]]


def test_what_libraries_print_is_no_answer(lines: Plan, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "print", "intake")
    one = Pool(lines, out, workers=1)
    assert all(isinstance(news, Done) for news in one.run(intakes(lines, out)[:3]))
    one.close()
    assert (out / "_memcon/workers.log").read_text(encoding="utf-8").count("a library that says something") == 3


def test_workers_that_never_start_end_the_run_with_the_reason(lines: Plan, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "STILLBORN", 4)
    plant(monkeypatch, "stillborn", "")
    with nothing_left(out), pytest.raises(ArchiveError, match=r"4 in a row died first \(exit code 4\)") as told:
        list(Pool(lines, out, workers=2).run(intakes(lines, out)))
    assert told.value.place == str(out / "_memcon/workers.log")


@pytest.mark.parametrize(
    ("fault", "kind", "message"),
    [("archive-error", ArchiveError, "/tables: the disk is full"), ("model-error", ModelError, "there is no such pipeline")],
)
def test_what_stops_one_worker_for_good_stops_all(
    fault: str, kind: type[Error], message: str, lines: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, fault, "'stage': 'intake'")
    with nothing_left(tmp_path), pytest.raises(kind) as told:
        make_archive(lines, tmp_path / "out", engine=engine_of(lines))
    assert str(told.value) == message


def test_a_worker_that_is_killed_takes_its_own_child_with_it(lines: Plan, out: Path) -> None:
    one = Pool(lines, out, workers=1)
    list(one.run(intakes(lines, out)[:2]))
    (pid,) = one.pids
    below = family(pid)
    assert below
    one.close()
    assert wait_until(lambda: not any(map(is_alive, below)), seconds=2)


# ── what takes down every worker ──


def gates(folder: Path) -> Plan:
    """Four splits of two pages, with one page that is spoken of as poisonous."""
    told = [{"text": f"Mara Venn denied that gate {n} was open.", "id": f"page{n}"} for n in range(7)]
    told.insert(3, {"text": "Aldo Ferro said that the hemlock had been sold.", "id": "poison"})
    (folder / "gates.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    return Plan((str(folder / "gates.jsonl"),), split_records=2)


def spoken(made: Made, out: Path) -> tuple[list[str], list[str]]:
    """Who speaks in the tables, and the codes of failures; the tally has the same codes."""
    codes = [row["code"] for row in rows(out, "failures")]
    assert sorted(made.tally.failures.elements()) == sorted(codes)
    return sorted(row["speaker"] for row in rows(out, "statements")), codes


def test_a_document_that_kills_whatever_reads_it_is_set_aside_alone(tmp_path: Path, here: Here_, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, out = gates(tmp_path), tmp_path / "out"
    plant(monkeypatch, "kill-reader", "hemlock")
    with nothing_left(tmp_path):
        made = make_archive(plan, out, engine=engine_of(plan))
    assert spoken(made, out) == (["Mara Venn"] * 7, ["killed"])
    (failure,) = rows(out, "failures")
    assert failure["origin"].endswith("gates.jsonl#poison")
    assert "died of it, 3 times; the others were read" in failure["message"]
    assert [row["standing"] for row in rows(out, "documents") if "hemlock" in row["text"]] == ["failed"]
    assert (made.tally.deaths, len(logged(out, "death")), made.lost) == (4, 4, ())  # with others once, then three times alone


def test_a_part_that_no_worker_survives_is_told_and_the_next_run_tries_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, out = gates(tmp_path), tmp_path / "out"
    monkeypatch.setattr(pool, "DEATHS", 3)
    sound = pool.COMMAND
    second = sum(len(line) + 1 for line in (tmp_path / "gates.jsonl").read_text(encoding="utf-8").splitlines()[:2])
    plant(monkeypatch, "exit", f"'start': {second},")
    with nothing_left(tmp_path):
        made = make_archive(plan, out, engine=engine_of(plan))
    assert [task.stage for task in made.lost] == [Stage.INTAKE]
    assert spoken(made, out) == (["Mara Venn"] * 6, ["killed"])
    assert "all workers that did this part died of it (intake)" in rows(out, "failures")[0]["message"]
    assert [line["over"] for line in logged(out, "death")] == [False, False, True]
    monkeypatch.setattr(pool, "COMMAND", sound)
    again = make_archive(plan, out, engine=engine_of(plan))
    assert again.lost == ()
    assert spoken(again, out) == (["Aldo Ferro", *["Mara Venn"] * 7], [])
