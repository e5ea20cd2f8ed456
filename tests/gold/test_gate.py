"""The gate: floors rise, and never fall in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.gate import REACH, Floors, broken, changed, digest, load_floors, lower, raised, save_floors
from bench.gold import measures_of


def test_a_measure_below_its_floor_is_named() -> None:
    assert broken(Floors({"a": 0.8, "b": 0.5}), {"a": 0.79, "b": 0.5}) == ["a"]


def test_floors_are_raised_to_what_was_measured_rounded_down() -> None:
    assert raised(Floors({"a": 0.8}), {"a": 0.8567, "b": 0.1239}).floors == {"a": 0.856, "b": 0.123}


def test_raising_lowers_nothing() -> None:
    assert raised(Floors({"a": 0.9}), {"a": 0.7}).floors == {"a": 0.9}


def test_a_floor_is_lowered_only_with_a_reason() -> None:
    with pytest.raises(ValueError, match="say why"):
        lower(Floors({"a": 0.9}), "a", {"a": 0.7}, because="oops")
    lowered = lower(Floors({"a": 0.9}), "a", {"a": 0.7}, because="the gold was corrected")
    assert (lowered.floors["a"], lowered.lowered["a"]) == (0.7, "the gold was corrected")


def test_a_measure_that_was_not_taken_cannot_be_lowered() -> None:
    with pytest.raises(ValueError, match="not measured"):
        lower(Floors({"a": 0.9}), "z", {"a": 0.7}, because="it was too high")


def test_a_changed_corpus_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = digest([file])
    file.write_text("two")
    assert changed(Floors(corpus={"dev": before}), {"dev": digest([file])}) == ["dev"]
    assert changed(Floors(corpus={"dev": before}), {"dev": before}) == []


def test_floors_survive_being_written(tmp_path: Path) -> None:
    floors = Floors({"a.b": 0.5}, {"dev": "ff"}, {"a.b": 'because of "quotes"'})
    save_floors(floors, tmp_path / "f.toml")
    assert load_floors(tmp_path / "f.toml") == floors


def test_pinned_floors_are_at_what_the_project_set_out_to_reach() -> None:
    floors = load_floors().floors
    assert [name for name, reach in REACH.items() if floors[name] < reach] == []


def test_measures_are_taken_from_the_scores() -> None:
    scores = {"speaker": 0.9, "speech_recall": 0.8, "e2e": {"f1": 0.5}, "iou50": {"f1": 0.6}}
    assert measures_of("polnear", scores)["polnear.e2e_f1"] == 0.5
