"""`memcon timeline` and `memcon dyads`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from memcon.model.ledger import Event, Modality
from memcon.store import open_case
from tests.cli.test_cases import rows, run
from tests.export.chronicle.rows import aid, bombing, paper, party, statement

FRANCE, MALI = party("French jets", "FRA"), party("Mali", "MLI")


def strikes() -> tuple[Event, ...]:
    """France bombs Mali on a day; Mali is to send aid, and no day is told."""
    return bombing(source=(FRANCE,), target=(MALI,)), aid(source=(MALI,), target=(FRANCE,))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A case with one paper: two events and a statement."""
    path = tmp_path / "case.memcon"
    with open_case(path, create=True) as case:
        case.add(paper(events=strikes(), statements=[statement()]), signature="memcon/test")
    return path


def test_events_and_statements_are_told_day_by_day(ledger: Path) -> None:
    result = run("timeline", "--ledger", ledger)
    lines = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert result.exit_code == 0
    assert [line.partition(" “")[0] for line in lines] == [
        "2031-03-04 · material conflict · French jets (FRA) ASSAULT/aerial MLI:",
        "2031-03-05 · statement · Odile Farro (LRN) said -> the Vaskans (VSK):",
        "2031-03-07 (by the day of the paper) · material cooperation · MLI AID French jets (FRA):",
    ]
    assert "2 events, 1 statement" in result.stderr


@pytest.mark.parametrize(
    ("args", "kinds"),
    [
        (["--events"], ["event", "event"]),
        (["--documents"], ["document"]),
        (["--documents", "--statements"], ["statement", "document"]),
        (["--type", "assault", "--type", "SAY"], ["event", "statement"]),
        (["--actor", "farro"], ["statement"]),
        (["--actor", "France"], ["event", "event"]),
        (["--actor", "FRA", "--until", "2031-03-04"], ["event"]),
        (["--limit", "1"], ["event"]),
    ],
    ids=" ".join,
)
def test_options_choose_among_the_rows(ledger: Path, args: list[str], kinds: list[str]) -> None:
    assert [row["kind"] for row in rows(run("timeline", *args, "--json", "--ledger", ledger))] == kinds


def test_headings_have_counts_and_a_limit_is_told(ledger: Path) -> None:
    result = run("timeline", "--by", "month", "--limit", "2", "--ledger", ledger)
    assert result.stdout.startswith("── March 2031: 2 events, 1 statement\n")
    assert "2 rows of 2 events, 1 statement; --limit 3 shows all" in result.stderr


def test_what_has_no_day_is_not_dropped_in_silence(tmp_path: Path) -> None:
    ledger = tmp_path / "case.memcon"
    with open_case(ledger, create=True) as case:
        case.add(paper(events=strikes(), published=None), signature="memcon/test")
    assert "── day not known: 1 event\n" in run("timeline", "--ledger", ledger).stdout
    assert "1 more have no day" in run("timeline", "--since", "2031-01-01", "--ledger", ledger).stderr
    assert "1 more have no day" in run("dyads", "FRA", "Mali", "--since", "2031-01-01", "--ledger", ledger).stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["timeline", "--since", "yesterday"], "2024-05-14"),
        (["timeline", "--until", "2024-05"], "2024-05-14"),
        (["timeline", "--type", "bomb"], "choose from AGREE, CONSULT"),
        (["timeline", "--actor", " "], "say whom you mean"),
        (["timeline", "--by", "week"], "'day', 'month', 'year'"),
        (["dyads", "FRA", "French"], "are the same side"),
        (["dyads", "FRA", "MLI", "--since", "x"], "2024-05-14"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_exit_code_2_with_what_to_do(ledger: Path, args: list[str], words: str) -> None:
    result = run(*args, "--ledger", ledger)
    assert (result.exit_code, words in result.stderr) == (2, True)


def test_nothing_is_told_with_what_to_try(ledger: Path, tmp_path: Path) -> None:
    nothing = run("timeline", "--actor", "zebra", "--ledger", ledger)
    assert (nothing.exit_code, "try other days" in nothing.stderr) == (1, True)
    strangers = run("dyads", "FRA", "un", "--ledger", ledger)
    assert (strangers.exit_code, "memcon timeline --actor FRA" in strangers.stderr) == (1, True)
    bare = tmp_path / "bare.memcon"
    with open_case(bare, create=True) as case:
        assert "`memcon add PATH" in run("timeline", "--ledger", bare).stderr
        case.add(paper(), signature="memcon/test")
        assert "--documents shows" in run("timeline", "--ledger", bare).stderr


def test_what_two_states_did_to_each_other_is_counted(ledger: Path) -> None:
    result = run("dyads", "French", "Mali", "--rows", "--ledger", ledger)
    assert result.exit_code == 0
    assert "FRA -> MLI" in result.stdout
    assert ["2031-03", "0", "0", "0", "0", "1", "will", "0"] in [line.split() for line in result.stdout.splitlines()]
    assert "talks.txt, line 3 [" in result.stdout


def test_numbers_have_the_ids_of_their_rows(ledger: Path) -> None:
    forth, back = rows(run("dyads", "FRA", "MLI", "--by", "year", "--json", "--ledger", ledger))
    assert (forth["period"], forth["classes"]["material conflict"]["rows"]) == ("2031", [strikes()[0].id])
    assert back["not_done"][Modality.WILL.value]["rows"] == [strikes()[1].id]


def test_parts_of_names_are_sides_too(ledger: Path) -> None:
    (row,) = rows(run("dyads", "farro", "vaskans", "--json", "--ledger", ledger))
    assert (row["source"], row["statements"]["say"]["number"]) == ("farro", 1)


def test_an_organisation_is_known_by_its_names(tmp_path: Path) -> None:
    ledger = tmp_path / "case.memcon"
    with open_case(ledger, create=True) as case:
        case.add(paper(events=[bombing(source=(party("the council", "un"),), target=(MALI,))]), signature="memcon/test")
    (row,) = rows(run("dyads", "United Nations", "Mali", "--json", "--ledger", ledger))
    assert (row["source"], row["classes"]["material conflict"]["number"]) == ("un", 1)


@pytest.mark.parametrize("command", [["timeline"], ["dyads", "FRA", "MLI"]], ids=" ".join)
def test_tables_and_pictures_are_written(ledger: Path, tmp_path: Path, command: list[str]) -> None:
    result = run(*command, "--csv", tmp_path / "out.csv", "--svg", tmp_path / "out.svg", "--ledger", ledger)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "FRA" in (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert etree.parse(tmp_path / "out.svg").getroot().get("role") == "img"


@pytest.mark.parametrize("command", ["timeline", "dyads"])
def test_help_has_an_example(command: str) -> None:
    assert f"Example: memcon {command}" in " ".join(run(command, "--help").stdout.split())


def test_json_goes_through_the_parser_line_by_line(ledger: Path) -> None:
    lines = run("timeline", "--json", "--ledger", ledger).stdout.splitlines()
    assert all(json.loads(line)["id"] for line in lines)
