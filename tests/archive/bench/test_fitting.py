"""The cost of a part is a line through what was measured, and a file keeps all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.archive.costs import Did, fit_parts, read_log
from bench.archive.fitting import Fit, Model, fit_line


def test_a_line_is_found_again() -> None:
    fit = fit_line("documents", [(n, 2.0 + 0.5 * n) for n in (10, 20, 40, 80)])
    assert [fit.fixed, fit.each, fit.points] == pytest.approx([2.0, 0.5, 4])
    assert fit.residual == pytest.approx(0, abs=1e-9)
    assert fit.seconds(100) == pytest.approx(52.0)


def test_no_task_gives_time_back() -> None:
    steep = fit_line("documents", [(10, 1.0), (20, 4.0), (30, 9.0)])
    assert steep.fixed == 0.0
    assert steep.each == pytest.approx((10 + 80 + 270) / 1400)
    falling = fit_line("documents", [(10, 3.0), (20, 2.0), (30, 1.0)])
    assert [falling.fixed, falling.each] == pytest.approx([2.0, 0.0])


def test_tasks_of_one_size_tell_nothing_of_the_units() -> None:
    assert fit_line("words", [(50, 1.0), (50, 3.0)]) == Fit("words", 2.0, 0.0, 1.0, 2)


def test_a_model_comes_back_from_its_file(tmp_path: Path) -> None:
    model = Model(
        {"read": Fit("words", 0.5, 0.00025, 0.125, 12)}, {"words_per_document": 400.0}, {"machine": "two cores", "day": "2031-05-04"}
    )
    (tmp_path / "costs.toml").write_text(model.to_toml(), encoding="utf-8")
    assert Model.load(tmp_path / "costs.toml") == model


def test_the_time_of_a_task_is_that_between_two_lines_of_the_log(tmp_path: Path) -> None:
    lines = [
        '{"at": "2031-05-04T09:59:58.000+00:00", "event": "start"}',
        '{"at": "2031-05-04T10:00:00.000+00:00", "event": "task", "stage": "survey", "counts": {"splits": 1}, "seconds": 0.5}',
        '{"at": "2031-05-04T10:00:03.500+00:00", "event": "task", "stage": "read", "counts": {"words": 70}}',
        '{"at": "2031-05-04T10:00:04.500+00:00", "event": "task", "stage": "read", "counts": {"words": 50}}',
        '{"at": "2031-05-04T10:00:05.000+00:00", "event": "task", "stage": "link", "counts": {"origins": 2}}',
    ]
    (tmp_path / "log.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert list(read_log(tmp_path / "log.jsonl")) == [
        Did("start", True, {}, 1.5),
        Did("survey", True, {"splits": 1}, 0.5),
        Did("read", True, {"words": 70}, 3.5),
        Did("read", False, {"words": 50}, 1.0),
        Did("whole-origins", True, {"origins": 2}, 0.5),
    ]


def test_what_only_the_first_task_takes_is_loaded_once() -> None:
    did = [Did("survey", True, {"documents": n}, n / 100) for n in (100, 200)] + [Did("start", True, {}, 1.0)]
    did += [Did("intake", first, {"documents": n}, n / 10 + 2 * first) for first, n in ((True, 10), (False, 20), (False, 40))]
    did += [Did("read", first, {"words": n}, n / 100 + 4 * first) for first, n in ((True, 100), (False, 200), (False, 400))]
    parts = fit_parts(did)
    assert {name: part.each for name, part in parts.items()} == pytest.approx(
        {"survey": 0.01, "start": 0.0, "intake": 0.1, "read": 0.01, "sandbox": 0.0, "load": 0.0}
    )
    assert {name: part.fixed for name, part in parts.items()} == pytest.approx(
        {"survey": 0.0, "start": 1.0, "intake": 0.0, "read": 0.0, "sandbox": 2.0, "load": 4.0}, abs=1e-9
    )
