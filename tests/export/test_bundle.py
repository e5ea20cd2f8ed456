from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from memcon.errors import BadRow
from memcon.export.bundle import JSON_LINES, to_line
from memcon.model.contract import failed_dict, from_dict, to_dict
from memcon.model.ledger import Failure, Findings
from tests.fakes import make_cable, make_document, make_findings

FAILURE = Failure("x.txt", "open", "unreadable", "x.txt: there is no such file; check the name")


def printed(*findings: Findings, failures: tuple[Failure, ...] = ()) -> list[str]:
    out = io.StringIO()
    JSON_LINES.write(findings, out, failures=failures)
    return out.getvalue().splitlines()


def spans_in(value: Any) -> list[dict[str, Any]]:
    """Every object with a start, an end and a text, however deep."""
    if isinstance(value, list):
        return [span for item in value for span in spans_in(item)]
    if not isinstance(value, dict):
        return []
    here = [value] if {"start", "end", "text"} <= value.keys() else []
    return here + [span for item in value.values() for span in spans_in(item)]


DOCUMENT = "id sha256 origin media_type kind title published outlet byline language parent text header sections warnings"
STATEMENT = (
    "id act manner polarity hedges content quoted cue speaker addressees chain evidence when where occasion parent notes detector left_out"
)


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    row = json.loads(printed(make_findings())[0])
    assert list(row) == ["document", "actors", "statements", "events", "asks", "conflicts", "failures"]
    assert list(row["document"]) == DOCUMENT.split()
    assert list(row["statements"][0]) == STATEMENT.split()
    assert list(row["actors"][0]) == ["id", "kind", "name", "names", "country", "role", "mentions"]


def test_every_span_holds_its_text() -> None:
    row = json.loads(printed(make_findings())[0])
    spans = spans_in({key: row[key] for key in ("actors", "statements")} | {"warnings": row["document"]["warnings"]})
    assert len(spans) > 20
    assert all(row["document"]["text"][s["start"] : s["end"]] == s["text"] for s in spans)


def test_a_speaker_nobody_names_says_why() -> None:
    row = to_dict(make_findings())
    assert row["statements"][5]["speaker"] == {"name": None, "actor": None, "span": None, "why": "the sentence names no speaker"}
    assert "why" not in row["statements"][0]["speaker"]


def test_a_statement_as_the_contract_has_it() -> None:
    row = to_dict(make_findings())["statements"][0]
    assert row["chain"][0]["relation"] == "according_to"
    assert row["chain"][0]["holder"]["name"] == "Kestrel Courier"
    assert row["when"] == {"from": "2031-03-03", "to": "2031-03-03", "span": {"start": 116, "end": 125, "text": "on Monday"}}


def test_what_is_not_found_is_there_and_empty() -> None:
    row = to_dict(make_findings())
    assert (row["events"], row["asks"], row["conflicts"], row["failures"]) == ([], [], [], [])


def test_the_header_and_the_sections_of_a_cable_are_kept() -> None:
    row = to_dict(Findings(make_cable()))["document"]
    assert row["header"]["to"] == ["SECSTATE WASHDC", "AMEMBASSY TARN"]
    assert row["sections"] == [
        {"part": "paragraph", "start": 27, "end": 86, "label": "1", "page": "2", "classification": "C", "voice": "summary"}
    ]


def test_every_input_has_its_line_and_a_failed_one_has_no_document() -> None:
    good, bad = (json.loads(line) for line in printed(make_findings(), failures=(FAILURE,)))
    assert good["document"]["origin"] == "story.txt"
    assert bad["document"] is None
    assert bad["failures"] == [{"document": "x.txt", "stage": "open", "code": "unreadable", "message": FAILURE.message}]
    assert list(bad) == list(good)


def test_a_failure_of_a_detector_stands_with_its_document() -> None:
    assert to_dict(replace(make_findings(), failures=(FAILURE,)))["failures"] == failed_dict(FAILURE)["failures"]


def test_letters_are_not_escaped() -> None:
    assert "Škoda “née” 漢 😀" in to_line(to_dict(Findings(make_document("Škoda “née” 漢 😀"))))


@pytest.mark.parametrize(
    "c", ["\x00", "\x1b", "\x85", "\x9b", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff", "\ud800", "\u2066", "\n", "\r"]
)
def test_what_a_terminal_obeys_or_what_splits_lines_is_escaped_and_comes_back(c: str) -> None:
    (line,) = to_line({"text": f"a{c}b"}).splitlines()
    assert line.isprintable()
    assert json.loads(line) == {"text": f"a{c}b"}


def test_what_was_written_is_read_back_to_the_same_row() -> None:
    row = to_dict(make_findings())
    assert to_dict(from_dict(row)) == row


@pytest.mark.parametrize(
    "break_it", [lambda r: r.pop("actors"), lambda r: r["document"].pop("id"), lambda r: r["document"].update(kind="song")]
)
def test_what_is_no_row_is_told(break_it: Any) -> None:
    row = to_dict(make_findings())
    break_it(row)
    with pytest.raises(BadRow):
        from_dict(row)
