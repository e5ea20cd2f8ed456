from __future__ import annotations

import json
from pathlib import Path

import pytest

import memcon
from memcon.errors import WrongUse
from tests.link.readouts.pairs import FIGURES
from tests.link.readouts.reading import read

ONE, OTHER = FIGURES.texts


def test_texts_are_compared() -> None:
    found = memcon.compare(ONE, OTHER)
    assert [topic.standing.value for topic in found.topics] == ["different"] * 3 + ["alike"]
    assert repr(found) == "<Compared: 4 topics in both (1 worded alike, 3 differently)>"
    assert not found.is_alike


def test_ledgers_and_findings_are_compared() -> None:
    ledger = memcon.read(ONE)
    assert memcon.compare(ledger, ledger).is_alike
    assert memcon.compare(*read(ONE, OTHER)).accounts[1].letter == "B"


def test_it_comes_in_every_form() -> None:
    found = memcon.compare(*read(ONE, OTHER))
    assert json.loads(json.dumps(found.to_dict()))["alike"] is False
    assert "IN BOTH" in found.to_text(width=80)
    assert found.to_html().startswith("<!doctype html>")


def test_one_account_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="name another account"):
        memcon.compare(ONE)
    with pytest.raises(WrongUse, match="no such file"):
        memcon.compare(ONE, tmp_path / "nowhere.txt")
