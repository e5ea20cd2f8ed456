"""What is waited for, as `memcon asks` lists it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from memcon.cli import app
from memcon.model.contract import to_dict
from memcon.model.ids import content_id
from memcon.model.ledger import Act, Ask, AskKind, AskStatus, Findings, Interval, Link, Manner, Party, Polarity, Relation, Statement
from memcon.store import open_case
from memcon.text import Span
from tests.fakes import make_document, span_of

TODAY = ("--today", "2031-05-10")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def statement(text: str, act: Act, speaker: str, words: str, told: str | None = None, **fields: Any) -> Statement:
    to = (Party(told, span_of(text, told)),) if told else ()
    content, party = (span_of(text, words),), Party(speaker, span_of(text, speaker))
    return Statement(content_id(text, words, act), act, Manner.INDIRECT, Polarity.AFFIRMS, content, party, addressees=to, **fields)


def ask(said: Statement, kind: AskKind = AskKind.REQUEST, **fields: Any) -> Ask:
    return Ask(content_id("ask", said.id), kind, said.content, said.speaker, said.id, said.addressees, **fields)


def row(text: str, day: str, *statements: Statement, asks: tuple[Ask, ...] = ()) -> dict[str, Any]:
    document = make_document(text, origin=f"papers/{day}.txt", title=text.partition(":")[0], published=day)
    return to_dict(Findings(document, (), statements, asks=asks))


def papers() -> list[dict[str, Any]]:
    first = (
        "Pier: Ana Lund asked Tomas Bay for two tugs by Friday. Clara Weiss asked Tomas Bay whether he would resign. He smiled and left."
    )
    tugs = statement(first, Act.ASK, "Ana Lund", "two tugs", "Tomas Bay")
    resign = statement(first, Act.ASK, "Clara Weiss", "whether he would resign", "Tomas Bay")
    due = Interval("2031-05-02", "2031-05-02", span_of(first, "Friday"))
    evaded = ask(resign, AskKind.QUESTION, status=AskStatus.EVADED, changed=span_of(first, "He smiled and left"))
    second = "Crane: Clara Weiss urgently asked the board for a crane. Ana Lund promised to pay for it."
    crane = statement(second, Act.ASK, "Clara Weiss", "a crane", "the board")
    pay = statement(second, Act.PROMISE, "Ana Lund", "pay for it")
    third = "Answer: Tomas Bay agreed to send two tugs. Ana Lund thanked Tomas Bay for the tugs but did not mention Lorn."
    agreed = statement(third, Act.AGREE, "Tomas Bay", "send two tugs")
    thanks = statement(third, Act.THANK, "Ana Lund", "the tugs", "Tomas Bay", left_out=(Party("Lorn", span_of(third, "Lorn")),))
    return [
        row(first, "2031-04-28", tugs, resign, asks=(ask(tugs, due=due), evaded)),
        row(second, "2031-04-29", crane, pay, asks=(ask(crane, urgency="urgent"), ask(pay, AskKind.PROMISE))),
        row(third, "2031-05-05", agreed, thanks),
    ]


def filled(path: Path, *rows: dict[str, Any]) -> Path:
    with open_case(path, create=True) as case:
        for one in rows:
            case.add(one, signature="memcon/test")
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A case in which the last paper answers an ask of the first one."""
    return filled(tmp_path / "case.memcon", *papers())


@pytest.fixture
def unanswered(tmp_path: Path) -> Path:
    """The same case without its last paper."""
    return filled(tmp_path / "case.memcon", *papers()[:2])


def listed(result: Result) -> list[str]:
    """What is asked, line by line of the JSON."""
    return [json.loads(line)["content"] for line in result.stdout.splitlines()]


def test_the_most_urgent_comes_first_then_what_is_due_then_the_oldest(ledger: Path) -> None:
    result = run("asks", "--json", "--ledger", ledger)
    assert result.exit_code == 0
    assert listed(result) == ["a crane", "two tugs", "whether he would resign", "pay for it"]


def test_an_ask_is_told_with_who_how_urgent_until_when_and_where(unanswered: Path) -> None:
    shown = run("asks", *TODAY, "--ledger", unanswered).stdout
    assert "1. Clara Weiss -> the board · request · URGENT\n     a crane\n     open\n     Crane, 2031-04-29; papers/2031-04-29.txt" in shown
    assert "2. Ana Lund -> Tomas Bay · request · due 2 May 2031 (OVERDUE)" in shown
    assert "evaded: He smiled and left" in shown


def test_hearsay_is_told_with_on_whose_word_it_is(tmp_path: Path) -> None:
    text = "Heard: Clara Weiss said that Ana Lund had asked Tomas Bay for two tugs."
    link = Link(Party("Clara Weiss", span_of(text, "Clara Weiss")), Relation.SAID, span_of(text, "said"))
    said = statement(text, Act.ASK, "Ana Lund", "two tugs", "Tomas Bay", chain=(link,))
    case = filled(tmp_path / "case.memcon", row(text, "2031-05-01", said, asks=(ask(said),)))
    assert "     on the word of Clara Weiss" in run("asks", "--ledger", case).stdout


def test_what_is_due_today_is_not_overdue(unanswered: Path) -> None:
    assert "OVERDUE" not in run("asks", "--today", "2031-05-02", "--ledger", unanswered).stdout


def test_a_later_paper_answers(ledger: Path) -> None:
    shown = run("asks", *TODAY, "--ledger", ledger).stdout
    assert "accepted: Tomas Bay: send two tugs (Answer, 2031-05-05)" in shown
    assert "OVERDUE" not in shown


def test_a_later_paper_asks_again(tmp_path: Path) -> None:
    again = "Again: Ana Lund asked Tomas Bay once more for two tugs."
    tugs = statement(again, Act.ASK, "Ana Lund", "two tugs", "Tomas Bay")
    case = filled(tmp_path / "case.memcon", papers()[0], row(again, "2031-05-04", tugs, asks=(ask(tugs),)))
    assert "repeated: Ana Lund: two tugs (Again, 2031-05-04)" in run("asks", "tugs", *TODAY, "--ledger", case).stdout


@pytest.mark.parametrize(
    ("options", "contents"),
    [
        (["tugs"], ["two tugs"]),
        (["--open"], ["a crane", "pay for it"]),
        (["--asker", "lund"], ["two tugs", "pay for it"]),
        (["--asked", "bay"], ["two tugs", "whether he would resign"]),
        (["--kind", "promise"], ["pay for it"]),
        (["--since", "2031-04-29"], ["a crane", "pay for it"]),
        (["--until", "2031-04-28"], ["two tugs", "whether he would resign"]),
        (["--due-before", "2031-05-03"], ["two tugs"]),
    ],
    ids=" ".join,
)
def test_options_leave_some_of_them(ledger: Path, options: list[str], contents: list[str]) -> None:
    assert listed(run("asks", *options, "--json", "--ledger", ledger)) == contents


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--asker", "nobody"], "try fewer options"),
        (["--due-before", "2031-05-02"], "try fewer options"),
        (["--thanks", "--asker", "weiss"], "nobody thanks anybody that fits"),
    ],
    ids=" ".join,
)
def test_nothing_is_told_with_what_to_try(ledger: Path, options: list[str], words: str) -> None:
    result = run("asks", *options, "--ledger", ledger)
    assert (result.exit_code, words in result.stderr) == (1, True)


def test_a_case_without_asks_says_how_to_put_some_in(tmp_path: Path) -> None:
    result = run("asks", "--ledger", filled(tmp_path / "case.memcon"))
    assert (result.exit_code, "memcon add PATH..." in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--today", "soon"], "write it as 2024-05-14"),
        (["--due-before", "soon"], "write it as 2024-05-14"),
        (["--since", "soon"], "write it as 2024-05-14"),
        (["(tugs"], "is no search"),
        (["--thanks", "--open"], "leave out --open"),
        (["--kind", "wish"], "wish"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told(ledger: Path, options: list[str], words: str) -> None:
    result = run("asks", *options, "--ledger", ledger)
    assert (result.exit_code, words in result.stderr, "Traceback" in result.stderr) == (2, True, False)


def test_the_thanks_ledger_tells_who_is_left_out(ledger: Path) -> None:
    shown = run("asks", "--thanks", "--ledger", ledger)
    assert shown.exit_code == 0
    assert "1. Ana Lund -> Tomas Bay · thank · 5 May 2031\n     the tugs\n     left out: Lorn" in shown.stdout
    assert run("asks", "--thanks", "--asked", "lorn", "--ledger", ledger).exit_code == 0
    (record,) = (json.loads(line) for line in run("asks", "--thanks", "--json", "--ledger", ledger).stdout.splitlines())
    assert (record["thanked"], record["left_out"], record["row"]["act"]) == ("Tomas Bay", "Lorn", "thank")


def test_a_rejected_statement_takes_its_ask_with_it(ledger: Path) -> None:
    (line,) = run("asks", "crane", "--json", "--ledger", ledger).stdout.splitlines()
    run("judge", "reject", json.loads(line)["statement"], "--who", "ada", "--ledger", ledger)
    assert run("asks", "crane", "--ledger", ledger).exit_code == 1


def test_the_asker_is_the_speaker_as_he_was_corrected(ledger: Path) -> None:
    (line,) = run("asks", "crane", "--json", "--ledger", ledger).stdout.splitlines()
    run("judge", "edit", json.loads(line)["statement"], "--speaker", "Hanne Oduya", "--who", "ada", "--ledger", ledger)
    assert "Hanne Oduya -> the board" in run("asks", "crane", "--ledger", ledger).stdout
    assert run("asks", "--asker", "oduya", "--ledger", ledger).exit_code == 0


def test_what_was_edited_to_be_no_ask_is_none(ledger: Path) -> None:
    (line,) = run("asks", "crane", "--json", "--ledger", ledger).stdout.splitlines()
    run("judge", "edit", json.loads(line)["statement"], "--set", '{"act": "say"}', "--who", "ada", "--ledger", ledger)
    assert run("asks", "crane", "--ledger", ledger).exit_code == 1


def test_a_table_is_written_once_and_guarded(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "asks.csv"
    assert run("asks", "--csv", out, *TODAY, "--ledger", ledger).exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["asker"], row["status"]) for row in rows][:2] == [("Clara Weiss", "open"), ("Ana Lund", "accepted")]
    again = run("asks", "--csv", out, "--ledger", ledger)
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    nowhere = run("asks", "--csv", tmp_path / "none" / "asks.csv", "--ledger", ledger)
    assert (nowhere.exit_code, "cannot be written" in nowhere.stderr) == (2, True)


def test_words_that_a_terminal_would_obey_are_shown_harmless(tmp_path: Path) -> None:
    text = "Ruse: Ana Lund asked Tomas Bay for \x1b[31mtugs."
    said = statement(text, Act.ASK, "Ana Lund", "\x1b[31mtugs", "Tomas Bay")
    shown = run("asks", "--ledger", filled(tmp_path / "case.memcon", row(text, "2031-05-01", said, asks=(ask(said),)))).stdout
    assert "\x1b" not in shown


def test_help_has_an_example() -> None:
    result = run("asks", "--help")
    assert (result.exit_code, "Example: memcon asks" in result.stdout) == (0, True)


def test_the_language_model_is_not_loaded_to_list(ledger: Path) -> None:
    code = (
        "import sys; from memcon.cli import app\n"
        f"try: app(['asks', '--ledger', {str(ledger)!r}])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'alembic', 'lxml', 'trafilatura', 'pandas') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_question_that_was_accepted_is_answered(tmp_path: Path) -> None:
    text = "Gate: Ana Lund asked Tomas Bay whether the gate was shut."
    said = statement(text, Act.ASK, "Ana Lund", "whether the gate was shut", "Tomas Bay")
    answered = ask(said, AskKind.QUESTION, status=AskStatus.ACCEPTED, changed=Span(0, 4))
    case = filled(tmp_path / "case.memcon", row(text, "2031-05-01", said, asks=(answered,)))
    assert "     answered: Gate" in run("asks", "--ledger", case).stdout
