from __future__ import annotations

import io
import json

from memcon.export.chronicle.days import By
from memcon.export.chronicle.lines import COLUMNS, json_line, moment_dict, moment_lines, timeline_lines, write_csv
from memcon.export.chronicle.moments import Basis, Moment, MomentKind, Who
from memcon.export.chronicle.timeline import Asked, make_timeline
from tests.export.chronicle.rows import moment, saying, states


def first(row: Moment) -> str:
    return next(moment_lines(row, states))


def test_an_event_is_told_with_its_day_sides_words_numbers_and_place() -> None:
    row = moment(mode="aerial", source=(Who("Lornish jets", "LRN"),), counts=("killed 170 sailors", "wounded 12"), via="the Courier")
    assert list(moment_lines(row, states)) == [
        "2031-03-04 · material conflict · Lornish jets (LRN) ASSAULT/aerial VSK: “jets bombed two piers”",
        "      killed 170 sailors, wounded 12; on the word of the Courier",
        "      Harbour talks stall, Courier, 2031-03-07; talks.txt, line 3 [row1]",
    ]


def test_a_statement_is_told_with_its_act_and_whether_it_is_claimed() -> None:
    assert first(saying(stance="denied")) == "2031-03-05 · statement · LRN denied -> VSK: [denied] “the jets were ours”"
    assert "LRN did not say -> VSK: [not said]" in first(saying(doing="say", stance="not said"))
    assert "LRN would not say -> VSK" in first(saying(doing="refuse", stance="not said"))


def test_a_document_is_told_with_its_title() -> None:
    row = moment(kind=MomentKind.DOCUMENT, doing="story", words="Harbour talks stall", source=(), target=())
    assert first(row) == "2031-03-04 · document · story: Harbour talks stall"


def test_the_day_of_the_paper_is_not_the_same_as_its_own() -> None:
    assert first(moment(basis=Basis.PAPER)).startswith("2031-03-04 (by the day of the paper) · ")
    assert first(moment(1, None)).startswith("day not known · ")


def test_what_is_not_done_says_so() -> None:
    assert "      denied" in list(moment_lines(moment(modality="denied"), states))
    assert "      alleged; on the word of Farro [denied]" in list(
        moment_lines(moment(modality="alleged", via="Farro", stance="denied"), states)
    )
    assert "      on a statement that was rejected" in list(moment_lines(moment(rejected=True), states))


def test_nobody_is_nobody_and_many_are_cut() -> None:
    assert "nobody named ASSAULT: “" in first(moment(source=(), target=()))
    assert "LRN ASSAULT nobody named:" in first(moment(target=(Who(None),)))
    assert "a, b, c, d, e, f and 2 more ASSAULT" in first(moment(source=tuple(map(Who, "abcdefgh"))))


def test_no_row_can_obey_the_terminal_or_flood_it() -> None:
    line = first(moment(source=(Who("\x1b[31mred\u202e\n\x07"),), words="x" * 10_000))
    assert "\\u001b[31mred\\u202e" in line
    assert (line.isprintable(), len(line)) == (True, 900)


def test_headings_stand_over_periods_and_over_what_has_no_day() -> None:
    line = make_timeline([moment(1), moment(2, "2031-04-01"), moment(3, None)], Asked())
    heads = [words for words in timeline_lines(line, states, by=By.MONTH) if words.startswith("──")]
    assert heads == ["── March 2031: 1 event", "── April 2031: 1 event", "── day not known: 1 event"]
    assert [words for words in timeline_lines(line, states, by=None) if words.startswith("──")] == heads[-1:]


def test_a_limit_cuts_rows_and_leaves_the_counts_whole() -> None:
    line = make_timeline([moment(n) for n in range(5)] + [moment(9, "2031-04-01")], Asked())
    shown = list(timeline_lines(line, states, by=By.MONTH, most=2))
    assert (shown[0], len(shown)) == ("── March 2031: 5 events", 5)


def test_json_has_what_is_known_of_a_row() -> None:
    row = json.loads(json_line(moment_dict(moment(statement="s1", via="Farro"))))
    assert (row["from"], row["day_of"], row["class"], row["standing"]) == ("2031-03-04", "own", "material conflict", "did")
    assert (row["source"], row["document"]["id"], row["place"]) == (
        [{"name": "Lorn", "country": "LRN", "actor": None}],
        "courier",
        "line 3",
    )
    assert json.loads(json_line(moment_dict(saying(1, None))))["from"] is None


def test_cells_that_a_spreadsheet_would_obey_are_defused() -> None:
    out = io.StringIO()
    write_csv([moment(words="=HYPERLINK(1)", source=(Who("+1\0"),))], out)
    head, row = out.getvalue().splitlines()
    assert head.split(",") == list(COLUMNS)
    assert (",'=HYPERLINK(1)," in row, ",'+1\ufffd," in row) == (True, True)
