from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from memcon.export.comparison.lines import Lines
from memcon.link.readouts import compare_accounts
from memcon.model.comparison import Comparison
from memcon.model.ledger import Findings
from tests.fakes import make_document
from tests.link.readouts.pairs import CASES, COMMITMENT, FIGURES, SIX_WORDINGS, Case
from tests.link.readouts.reading import compared


def shown(comparison: Comparison, width: int = 100) -> str:
    out = io.StringIO()
    Lines(width).write(comparison, out)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lines_fit(case: Case, width: int) -> None:
    assert max(map(cell_len, shown(compared(*case.texts), width).splitlines())) <= width


def test_two_accounts_stand_beside_each_other() -> None:
    lines = shown(compared(*COMMITMENT.texts)).splitlines()
    k = next(k for k, line in enumerate(lines) if "President Varga urged" in line)
    assert "President Ostrov said that tensions" in lines[k]


def test_in_a_narrow_terminal_they_stand_below_each_other() -> None:
    text = shown(compared(*COMMITMENT.texts), 60)
    assert "     A   Milena Varga urged" in text
    assert "     B   Pavel Ostrov said" in text


def test_headings_part_what_is_shared_from_what_is_not() -> None:
    lines = shown(compared(*COMMITMENT.texts)).splitlines()
    assert [line for line in lines if line.isupper() and len(line) > 4] == ["IN BOTH", "ONLY IN A", "ONLY IN B"]


def test_more_than_two_have_a_matrix() -> None:
    lines = shown(compared(*SIX_WORDINGS.texts)).splitlines()
    head = next(line for line in lines if line.split() == ["Topic", *"ABCDEF"])
    row = lines[lines.index(head) + 2]
    assert row.split()[-6:] == ["said", "said", "warned", "said", "said", "said"]


def test_a_topic_that_is_not_there_is_a_dash() -> None:
    text = shown(compared(*FIGURES.texts, "The orchestra played.\n"))
    assert any(line.split()[-3:] == ["–", "–", "told"] for line in text.splitlines())


def test_frames_are_told() -> None:
    text = "Readout\n\nThe below is attributable to Spokesperson Ida Venn:\n\nThe boats return.\n"
    assert "not compared, says only whose text A is: The below is attributable" in shown(compared(text, "The boats return.\n"))


@settings(max_examples=30)
@given(st.text(max_size=80), st.integers(40, 120))
def test_whatever_stands_in_a_text_is_shown_harmless(text: str, width: int) -> None:
    paper = Findings(make_document(f"The boats return {text}\x1b[31m\u202e now."))
    told = shown(compare_accounts([paper, paper]), width)
    assert not set(told) & set("\x1b\u202e\x07\r")
