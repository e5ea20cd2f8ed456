"""Checks as JSON and as a table."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from memcon.export.checks.records import COLUMNS, record, write_csv, write_json, write_records
from memcon.export.checks.report import Checked
from memcon.model.quotation import Context, ContextWarning, Level, TextVerdict
from memcon.text import Span
from tests.export.checks.made import make_checked, make_report


def row(checked: Checked) -> dict[str, Any]:
    out = io.StringIO()
    write_json([checked], make_report(checked), out)
    assert out.getvalue().count("\n") == 1
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def table(*checked: Checked, **options: Any) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write_csv([make_report(*checked)], out, **options)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_line_has_everything_and_every_span_its_words() -> None:
    warning = ContextWarning(Context.SPLICED, Span(0, 9), "The clerk")
    found = row(
        make_checked("The pier [-may-]{modal:will} close", level=Level.CHECK, speakers=("Ines Tolland",), context=(warning,), changed=0.25)
    )
    assert (found["level"], found["verdict"], found["said_by"], found["changed"]) == ("check", "reworded", ["Ines Tolland"], 0.25)
    assert found["spans"] == [{"start": 0, "end": 19, "text": "The pier will close"}]
    assert found["source"]["span"] == {"start": 25, "end": 43, "text": "The pier may close"}
    assert found["context"] == [{"kind": "spliced", "words": "The clerk", "span": {"start": 0, "end": 9, "text": "The clerk"}}]
    (change,) = found["changes"]
    assert (change["kind"], change["quotation"]["text"], change["source"]["text"]) == ("modal", "will", "may")
    assert found["diff"] == "The pier [-may-]{+will+} close"
    assert found["story"]["title"] == "Harbour talks stall"


def test_words_that_were_not_found_have_no_source() -> None:
    found = row(make_checked("It is so", verdict=TextVerdict.NOT_FOUND, place=None))
    assert (found["source"], found["changes"], found["diff"]) == (None, [], "")


def test_spans_of_a_source_are_of_its_text_as_it_stands() -> None:
    checked = make_checked("close in November.")
    paper = checked.paper
    assert paper is not None
    assert record(checked, make_report(checked))["source"]["span"]["text"] == paper.text[25 : 25 + 18]


def test_a_table_has_a_row_for_each_check() -> None:
    first, second = make_checked("It is so"), make_checked("It is not", number=2, level=Level.CHECK)
    rows = table(first, second)
    assert tuple(rows[0]) == COLUMNS
    assert [(r["number"], r["level"], r["text"]) for r in rows] == [("1", "note", "It is so"), ("2", "check", "It is not")]
    assert [r["number"] for r in table(first, second, only_check=True)] == ["2"]


def test_no_cell_is_taken_for_a_formula() -> None:
    (found,) = table(make_checked('=HYPERLINK("http://x")', reason="\0@SUM(A1)", speakers=("+1", "-2")))
    assert found["text"].startswith("'=")
    assert found["said_by"].startswith("'+")
    assert "\0" not in found["reason"]


def test_a_lone_surrogate_breaks_nothing() -> None:
    assert row(make_checked("a \ud800 b"))["text"] == "a \ud800 b"


def test_a_table_of_records_that_went_through_json_is_the_same_table() -> None:
    report, out, again = make_report(make_checked("It is so"), make_checked("It was so", number=2)), io.StringIO(), io.StringIO()
    write_csv([report], out)
    write_records([json.loads(json.dumps(record(one, report))) for one in report.checked], again)
    assert again.getvalue() == out.getvalue()
