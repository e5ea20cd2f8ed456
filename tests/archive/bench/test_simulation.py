"""A simulated archive takes what its parts take: shared out among workers, one stage after another, through one driver."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bench.archive.fitting import Fit, Model
from bench.archive.plans import Size, file_counts, link_shares, phases
from bench.archive.simulation import limits, simulate

from memcon.archive.linking import planning

UNITS = {
    "survey": 0.0,
    "intake": 0.01,
    "read": 0.0005,
    "sift-read": 0.001,
    "sift-sort": 1e-6,
    "group": 1e-5,
    "share-write": 1e-4,
    "sink": 0.002,
}
ONCE = {"start": 1.0, "sandbox": 1.0, "load": 3.0, "share-read": 0.001}
SIZES = {
    "words_per_document": 400.0,
    "table_bytes_per_document": 9_000.0,
    "table_files_per_split": 9.0,
    "driver_bytes_per_split": 8_000.0,
    "group_bytes_per_copy": 600.0,
    "statements_per_document": 20.0,
    "actors_per_document": 10.0,
    "events_per_document": 0.3,
}
MODEL = Model(
    {
        **{name: Fit("units", 0.0, each) for name, each in UNITS.items()},
        **{name: Fit("workers", fixed, 0.0) for name, fixed in ONCE.items()},
        "receipt": Fit("receipts", 0.0, 0.001),
        "link-words": Fit("documents", 0.5, 0.002),
        "link-pair-texts": Fit("documents", 0.5, 0.001),
        "whole-origins": Fit("documents", 0.0, 0.01),
        "whole-disputes": Fit("documents", 0.0, 0.03),
    },
    SIZES,
    {"machine": "two cores"},
)
USUAL = Size(50_000, 8, files_a_second=1e9, disk_bytes_a_second=1e12)


def seconds(**changed: Any) -> float:
    return simulate(MODEL, replace(USUAL, **changed)).seconds


def test_the_same_seed_takes_the_same_time() -> None:
    assert simulate(MODEL, USUAL) == simulate(MODEL, USUAL)
    assert simulate(MODEL, replace(USUAL, kinds_seed=1)) != simulate(MODEL, USUAL)


def test_stages_follow_one_another() -> None:
    assert list(dict.fromkeys(phase.stage for phase in phases(MODEL, USUAL))) == ["survey", "intake", "sift", "group", "read", "link"]
    spent = simulate(MODEL, USUAL)
    assert spent.seconds == pytest.approx(sum(spent.stages.values()))


def test_one_worker_takes_the_work_of_all_tasks_and_what_it_loads() -> None:
    alone = replace(USUAL, workers=1)
    work = sum(task.seconds for phase in phases(MODEL, alone) for task in phase.tasks)
    loaded = ONCE["start"] + ONCE["sandbox"] + ONCE["load"]
    assert simulate(MODEL, alone).seconds == pytest.approx(work + loaded, rel=0.01)


def test_twice_the_workers_take_half_the_time_of_what_is_shared_out() -> None:
    few, many = (simulate(MODEL, replace(USUAL, workers=count, documents=400_000)).stages["read"] for count in (4, 8))
    assert few / many == pytest.approx(2.0, rel=0.05)


def test_one_task_alone_takes_as_long_on_many_workers() -> None:
    few, many = (simulate(MODEL, replace(USUAL, workers=count)).stages["group"] for count in (2, 64))
    assert few == pytest.approx(many)


def test_workers_that_die_and_slow_disks_and_sinks_take_longer() -> None:
    usual = seconds()
    assert simulate(MODEL, replace(USUAL, deaths_an_hour=20.0)).deaths > 0
    assert seconds(deaths_an_hour=20.0) > usual
    assert seconds(files_a_second=5.0) > usual
    assert seconds(sinks=True, workers=64) >= UNITS["sink"] * USUAL.documents


def test_small_archives_are_compared_as_a_whole() -> None:
    spent = simulate(MODEL, replace(USUAL, documents=1_000, is_whole=True, workers=2))
    assert spent.stages["link"] == pytest.approx(1_000 * (0.01 + 0.03), rel=0.01)


def test_shares_read_every_sheaf_so_that_twice_the_documents_open_four_times_the_files() -> None:
    once, twice = (file_counts(MODEL, replace(USUAL, documents=n))["files opened by link"] for n in (20_000_000, 40_000_000))
    assert twice / once == pytest.approx(4.0, rel=0.05)
    assert link_shares(USUAL, 0) == planning.PARTS
    large = replace(USUAL, documents=1_000_000, memory=2 * USUAL.memory)
    assert link_shares(large, 40_000) == 1 + 1_000_000 * 40_000 // USUAL.memory


def test_what_an_archive_comes_up_against_is_told_with_its_number() -> None:
    told = "\n".join(limits(MODEL, replace(USUAL, documents=1_000_000)))
    assert "2,000 splits hold 0.0 GiB" in told
    assert "200,000 texts with copies in one task: 0.1 GiB" in told
    assert "files: 18,000 in the tables, 4,000 receipts" in told
