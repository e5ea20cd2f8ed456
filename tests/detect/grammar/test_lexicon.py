"""The cues: enough of them, each with an act and a frame, and clear errors for a wrong entry."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from memcon.detect.grammar import lexicon as module
from memcon.detect.grammar.lexicon import FRAMES, HEARERS, load_lexicon
from memcon.errors import BadCueData
from memcon.model.ledger import Act


def test_there_are_more_than_three_hundred_cues() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.verbs) >= 300
    assert len(lexicon) >= 450


def test_every_cue_has_an_act_and_known_frames() -> None:
    lexicon = load_lexicon()
    cues = [c for table in (lexicon.verbs, lexicon.nouns, lexicon.phrases) for row in table.values() for c in row]
    assert all(isinstance(c.act, Act) and c.frames and set(c.frames) <= FRAMES for c in cues)
    assert {c.hearer for c in cues} <= HEARERS | {None}
    assert {c.act for c in cues} == set(Act)


@pytest.mark.parametrize("name", ["verbs", "nouns", "phrases", "states", "people"])
def test_data_files_are_toml(name: str) -> None:
    assert tomllib.loads((files("memcon.detect") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"act": "say", "frames": ["thatt"]}, "thatt"),
        ({"act": "mumble", "frames": ["that"]}, "no act"),
        ({"frames": ["that"]}, "no act"),
        ({"act": "say", "frames": ["that"], "hearer": "ear"}, "ear"),
        ({"act": "say"}, "frames"),
    ],
)
def test_a_wrong_entry_names_the_file_and_the_word(row: dict[str, object], why: str) -> None:
    with pytest.raises(BadCueData, match="verbs.toml: murmur") as caught:
        module._cue("verbs", "murmur", row)
    assert why in str(caught.value)
