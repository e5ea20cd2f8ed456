from __future__ import annotations

import csv
import io
import json

from memcon.export.disputes.records import COLUMNS, json_line, write_csv
from tests.export.disputes.made import CHANGE, account, dispute, ruling


def test_a_line_of_json_has_both_rows_whole() -> None:
    row = json.loads(json_line(dispute(history=(CHANGE,), ruling=ruling("update"))))
    assert (row["id"], row["relation"], row["open"], row["ruling"]["value"]["verdict"]) == ("c1", "conflict", True, "update")
    assert (row["left"]["row"], row["right"]["row"]) == ({"id": "a1"}, {"id": "a2"})
    assert row["history"] == [{"id": "a3", "words": CHANGE.words}]
    assert row["right"]["document"]["published"] == "2031-03-06"


def test_a_dispute_is_one_line_whatever_is_in_it() -> None:
    line = json_line(dispute(left=account(words="one\ntwo\u2028three\x1b[31m")))
    assert line.count("\n") == 1
    assert json.loads(line)["left"]["words"] == "one\ntwo\u2028three\x1b[31m"


def test_the_table_has_both_sides_in_one_row_and_no_formula() -> None:
    out = io.StringIO()
    write_csv([dispute(left=account(words="=1+1", teller="\0@x"), history=(CHANGE,)), dispute(ruling=ruling("real", "=2"))], out)
    first, second = csv.DictReader(io.StringIO(out.getvalue()))
    assert tuple(first) == COLUMNS
    assert (first["left_words"], first["left_teller"], first["right_on_whose_word"]) == ("'=1+1", "\ufffd@x", "Clara Weiss")
    assert first["history"] == CHANGE.words
    assert (second["ruled"], second["ruled_by"], second["ruled_why"]) == ("real", "ada", "'=2")
