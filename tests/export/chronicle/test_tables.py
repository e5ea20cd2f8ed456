from __future__ import annotations

import csv
import io
from typing import Any

from memcon.export.chronicle.dyads import Number
from memcon.export.chronicle.moments import Basis
from memcon.export.chronicle.tables import COLUMNS, dyad_dicts, dyad_lines, number_words, write_csv
from tests.export.chronicle.rows import moment, saying, states
from tests.export.chronicle.test_dyads import dyad

ROWS = (moment(1), moment(2, modality="alleged"), moment(3, modality="denied"), saying(4), moment(5, None, doing="AID"))


def test_a_table_for_each_direction() -> None:
    lines = list(dyad_lines(dyad(*ROWS), states, rows=False))
    assert lines[0] == "LRN -> VSK"
    assert [line.split() for line in lines[2:5]] == [
        ["2031-03", "0", "0", "0", "2", "(1a)", "1", "denied", "1:", "1", "deny"],
        ["day", "not", "known", "0", "1", "0", "0", "0", "0"],
        ["total", "0", "1", "0", "2", "(1a)", "1", "denied", "1:", "1", "deny"],
    ]
    assert lines[6:8] == ["VSK -> LRN", "  nothing"]


def test_rows_are_listed_with_their_ids_under_the_table() -> None:
    words = "\n".join(dyad_lines(dyad(*ROWS), states, rows=True))
    assert all(f"[row{n}]" in words for n in range(1, 6))
    assert "talks.txt, line 3 [row1]" in words


def test_a_number_says_what_is_alleged_and_what_has_only_the_day_of_the_paper() -> None:
    rows = (moment(1, modality="alleged", basis=Basis.PAPER), moment(2))
    assert (number_words(Number(rows)), number_words(Number(rows[1:]))) == ("2 (1a 1p)", "1")


def test_json_has_every_number_with_the_ids_of_its_rows() -> None:
    march, unknown = dyad_dicts(dyad(*ROWS))
    assert march["classes"]["material conflict"] == {"number": 2, "rows": ["row1", "row2"], "alleged": ["row2"], "by_paper": []}
    assert (march["not_done"]["denied"]["rows"], march["statements"]["deny"]["rows"]) == (["row3"], ["row4"])
    assert (march["from"], march["to"], unknown["period"]) == ("2031-03-01", "2031-03-31", None)


def rows_of(*moments: Any) -> list[dict[str, str]]:
    out = io.StringIO()
    write_csv(dyad(*moments), out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_the_table_for_spreadsheets_has_a_line_for_each_number() -> None:
    found = rows_of(*ROWS, saying(6, stance="not said"))
    assert tuple(found[0]) == COLUMNS
    assert [(r["kind"], r["what"], r["standing"], r["number"], r["rows"]) for r in found] == [
        ("event", "material conflict", "done", "2", "row1 row2"),
        ("event", "material conflict", "denied", "1", "row3"),
        ("statement", "deny", "not said", "1", "row6"),
        ("statement", "deny", "said", "1", "row4"),
        ("event", "material cooperation", "done", "1", "row5"),
    ]
