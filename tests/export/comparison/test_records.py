from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from memcon.export.comparison.records import record, write_csv, write_json
from memcon.link.readouts import compare_accounts
from memcon.model.ledger import Failure, Findings
from tests.fakes import make_document
from tests.link.readouts.pairs import CASES, COMMITMENT, FIGURES, Case
from tests.link.readouts.reading import compared


def rows(*texts: str) -> list[dict[str, str]]:
    out = io.StringIO()
    write_csv(compared(*texts), out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def spans(value: Any) -> list[dict[str, Any]]:
    """All spans in the value."""
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} == value.keys() else []
        return own + [span for part in value.values() for span in spans(part)]
    return [span for part in value for span in spans(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_span_has_its_words(case: Case) -> None:
    comparison = compared(*case.texts)
    texts = {account.letter: account.document.text for account in comparison.accounts}
    found = record(comparison)
    own = [(letter, span) for topic in found["topics"] for letter, units in topic["accounts"].items() for span in spans(units)]
    own += [(account["letter"], span) for account in found["accounts"] for span in spans(account)]
    assert own
    assert all(texts[letter][span["start"] : span["end"]] == span["text"] for letter, span in own)


def test_a_topic() -> None:
    topic = record(compared(*FIGURES.texts))["topics"][1]
    assert (topic["number"], topic["standing"], topic["in"], topic["moved"]) == (2, "different", ["A", "B"], False)
    assert topic["look_at"] == [{"kind": "number", "words": {"A": ["30"], "B": ["20"]}}]
    assert {"kind": "changed", "A": "30", "B": "20"} in topic["words"]
    assert topic["accounts"]["A"][0]["voices"][0]["act"] == "say"


def test_it_is_one_line_of_json_with_what_could_not_be_read() -> None:
    out = io.StringIO()
    write_json(compared(*FIGURES.texts), out, [Failure("x.txt", "open", "unreadable", "there is no such file")])
    assert out.getvalue().count("\n") == 1
    assert json.loads(out.getvalue())["failures"][0]["origin"] == "x.txt"


def test_the_table_has_a_line_for_each_topic() -> None:
    found = rows(*COMMITMENT.texts)
    assert [row["standing"] for row in found] == ["in both, worded differently"] * 2 + ["only in A"] + ["only in B"] * 2
    assert found[3]["look_at"] == "commitment claimed only in B: “promised”"
    assert (found[3]["A_text"], found[3]["A_place"]) == ("", "")


def test_a_formula_is_no_formula() -> None:
    papers = [Findings(make_document(f"=1+{n} is what the boats cost.")) for n in (1, 2)]
    out = io.StringIO()
    write_csv(compare_accounts(papers), out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert row["A_text"].startswith("'=1+1")
