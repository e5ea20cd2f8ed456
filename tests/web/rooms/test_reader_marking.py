"""The text with everything that is marked in it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.export.outline import outline
from memcon.model.contract import to_dict
from memcon.model.document import Part, Section
from memcon.model.judgement import Action
from memcon.model.ledger import Findings
from memcon.run.correcting import judge_now
from memcon.store import open_case
from memcon.text import Span
from memcon.web.rooms.reader.marking import Stretch, Wanted, Window, leftward_runs, mark_window
from memcon.web.rooms.reader.sheet import Sheet, _sheet
from tests.fakes import make_document, make_statement, span_of
from tests.web.rooms.readers import BOATS, RIVER, TALKS, write_case


def sheet_from(folder: Path, key: str, *judged: tuple[Action, int]) -> Sheet:
    """A document of the small case, its statements judged by number."""
    write_case(folder / "river.memcon")
    with open_case(folder / "river.memcon") as case:
        keys = [entry.statement.id for entry in _sheet(case, key, "before").entries]
        for action, number in judged:
            case.judge(judge_now(action, keys[number - 1], {}, who="Ines", why=""))
        return _sheet(case, key, case.stamp())


def stretches(window: Window) -> list[Stretch]:
    return [stretch for run in window.runs or () for stretch in run.stretches]


def words_of(stretch: Stretch) -> str:
    return "".join(words for piece in stretch.pieces for words, _ in piece.parts)


def marked(window: Window, name: str) -> list[str]:
    """The words that are marked so."""
    return [words_of(stretch) for stretch in stretches(window) if name in stretch.classes.split()]


def test_a_window_is_the_text_and_each_word_has_its_offset(tmp_path: Path) -> None:
    window = mark_window(sheet_from(tmp_path, BOATS), 0, Wanted())
    assert "".join(map(words_of, stretches(window))) == RIVER
    for stretch in stretches(window):
        for piece in stretch.pieces:
            words = "".join(words for words, _ in piece.parts)
            assert words.isspace() if piece.start is None else RIVER[piece.start : piece.start + len(words)] == words


def test_roles_are_marked_and_a_denial_is_not_marked_as_a_claim(tmp_path: Path) -> None:
    window = mark_window(sheet_from(tmp_path, BOATS), 0, Wanted())
    assert marked(window, "content") == ["the gate was open"]
    assert marked(window, "unclaimed") == ["the farms had been warned"]
    assert marked(window, "speaker") == ["Rene\u0301 Oake", "Ferro"]
    assert marked(window, "addressee") == ["Lucia Ferro"]
    assert marked(window, "source") == ["the Lantern Wire"]


def test_nested_statements_are_marked_inside_one_another_the_innermost_first(tmp_path: Path) -> None:
    sheet = sheet_from(tmp_path, TALKS)
    inner = next(s for s in stretches(mark_window(sheet, 0, Wanted())) if "nested" in s.classes)
    outer, nested = inner.keys.split()[1], inner.keys.split()[0]
    assert words_of(inner) == "ice was near"
    assert sheet.entry(nested).statement.parent == outer  # type: ignore[union-attr]


def test_what_somebody_rejected_is_faint_and_no_content(tmp_path: Path) -> None:
    window = mark_window(sheet_from(tmp_path, BOATS, (Action.REJECT, 1)), 0, Wanted())
    assert marked(window, "content") == []
    assert marked(window, "faint") == ["the gate was open"]


def test_the_first_words_of_a_statement_name_it(tmp_path: Path) -> None:
    window = mark_window(sheet_from(tmp_path, BOATS), 0, Wanted())
    assert [(entry.number, words_of(s)) for s in stretches(window) for entry in s.first_of] == [
        (1, "the gate was open"), (2, "the farms had been warned"),
    ]  # fmt: skip


def test_words_that_are_looked_for_are_marked_also_across_a_mark(tmp_path: Path) -> None:
    gate = span_of(RIVER, "that “the gate")
    window = mark_window(sheet_from(tmp_path, BOATS), 0, Wanted((gate,)))
    assert "".join(marked(window, "found")) == "that “the gate"
    assert [stretch.hit for stretch in stretches(window) if stretch.hit is not None] == [0]


def test_arabic_among_english_stands_apart_as_a_whole(tmp_path: Path) -> None:
    hit = span_of(RIVER, "أولا")
    window = mark_window(sheet_from(tmp_path, BOATS), 0, Wanted((hit,)))
    runs = ["".join(map(words_of, run.stretches)) for run in window.runs or () if run.leftward]
    assert runs == ["السلام أولا"]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("the sign “السلام أولا” here", ["السلام أولا"]),
        ("سلام 12 أول", ["سلام 12 أول"]),
        ("سلام\nأول and أول", ["سلام", "أول", "أول"]),
        ("shalom", []),
        ("نَعَم", ["نَعَم"]),
    ],
)
def test_a_run_from_right_to_left_ends_at_the_line_or_where_other_letters_begin(text: str, runs: list[str]) -> None:
    assert [span.of(text) for span in leftward_runs(text, Span(0, len(text)))] == runs


def test_what_was_not_read_and_where_pages_begin_is_seen(tmp_path: Path) -> None:
    text = "RADIO SALENE 7\nThe gate was open, Arran said.\n"
    document = make_document(
        text,
        sections=(Section(Part.RESIDUE, Span(0, 14), page="6"), Section(Part.PARAGRAPH, span_of(text, "The gate was open, Arran said."), page="7")),
    )  # fmt: skip
    with open_case(tmp_path / "radio.memcon", create=True) as case:
        case.add(to_dict(Findings(document, (), (make_statement(text, "The gate was open", "Arran"),))), signature="by hand")
        window = mark_window(_sheet(case, document.id, case.stamp()), 0, Wanted())
    assert marked(window, "unread") == ["RADIO SALENE 7"]
    assert [(stretch.page, words_of(stretch)[:3]) for stretch in stretches(window) if stretch.page] == [("6", "RAD"), ("7", "The")]


@given(st.data())
def test_whatever_is_marked_the_text_stays_the_text(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab “\u202eا🚣\u0301\n", min_size=1, max_size=40))
    said, sought = (Span(*sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))) for _ in range(2))
    window = mark_window(_alone(text, said), 0, Wanted((sought,), sought))
    assert "".join(map(words_of, stretches(window))) == text
    assert "".join(marked(window, "found")) == "".join(marked(window, "place")) == sought.of(text)
    assert "".join(marked(window, "content")) == said.of(text)


def _alone(text: str, said: Span) -> Sheet:
    """A document with one statement that no case has."""
    statement = make_statement(text, "", None, content=(said,))
    hit: Any = SimpleNamespace(status="machine")
    findings = Findings(make_document(text), (), (statement,))
    return Sheet(cast("Any", None), findings, outline((statement,)), {statement.id: hit})
