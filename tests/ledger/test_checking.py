"""`memcon.check_quotes`."""

from __future__ import annotations

from pathlib import Path

import pytest

import memcon
from memcon.errors import WrongUse
from memcon.model.quotation import QuoteCheck

STORY = "“The northern pier will stay open until June,” Odile Farro told the harbour board on Monday."
NOTES = "Odile Farro told the harbour board: “The northern pier may stay open until June.”"


def test_checks_are_a_list_in_text_order_with_a_level_each() -> None:
    checks = memcon.check_quotes(STORY, [NOTES])
    assert isinstance(checks, list)
    assert all(isinstance(check, QuoteCheck) for check in checks)
    assert (checks[0].verdict, checks.levels[0]) == ("meaning-check", "check")
    assert checks.flagged == [checks[0]]


def test_a_house_has_its_own_levels(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text('[text]\nmeaning-check = "note"\n', encoding="utf-8")
    assert memcon.check_quotes(STORY, NOTES, house=tmp_path / "my.toml").levels[0] == "note"


def test_sources_are_texts_paths_ledgers_and_cases(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, encoding="utf-8")
    with memcon.open_ledger(tmp_path / "harbour.memcon", create=True) as case:
        case.add(file)
        found = [memcon.check_quotes(memcon.read(STORY), source) for source in (NOTES, NOTES.encode(), file, memcon.read(file), case)]
        assert {checks[0].verdict for checks in found} == {"meaning-check"}
        assert len(memcon.check_quotes(STORY, [file, case])) == len(found[0])


def test_the_forms_are_those_of_the_command() -> None:
    checks = memcon.check_quotes(STORY, NOTES)
    assert checks.to_dicts()[0]["diff"].startswith("The northern pier [-may-]{+will+} stay open")
    assert "<blockquote" in checks.to_html()
    assert repr(checks) == f"<QuoteChecks: {checks.sum()}>"


def test_what_could_not_be_read_is_kept(tmp_path: Path) -> None:
    checks = memcon.check_quotes(STORY, [NOTES, tmp_path / "gone.txt"])
    assert ["gone.txt" in failure.message for failure in checks.failures] == [True]


def test_nothing_to_check_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="nothing among the sources could be read"):
        memcon.check_quotes(STORY, tmp_path / "gone.txt")
    with pytest.raises(WrongUse, match="there is no such file"):
        memcon.check_quotes(tmp_path / "gone.txt", NOTES)
    with pytest.raises(WrongUse, match="there is no house"):
        memcon.check_quotes(STORY, NOTES, house="bbc")
