"""What editors cut: kept, set aside, told."""

from __future__ import annotations

import pytest

from memcon.formats import read_bytes
from memcon.model.document import Document, Part


def read(text: str) -> Document:
    (document,) = read_bytes(text.encode(), origin="a.txt")
    return document


@pytest.mark.parametrize(
    "gap",
    [
        "[1 line not declassified]", "[less than 1 line not declassified]", "[2½ pages not declassified]", "[name not declassified]",
        "[Omitted here is material unrelated to ships.]", "[garble]", "[garble—delegation]",
    ],
)  # fmt: skip
def test_a_gap_inside_a_sentence_is_an_aside_and_a_warning(gap: str) -> None:
    document = read(f"The envoy told me that the boats {gap} had sailed on Monday without orders.")
    (aside,) = [s for s in document.sections if s.part is Part.ASIDE]
    assert aside.span.of(document.text).strip() == gap
    (warning,) = [w for w in document.warnings if w.code == "gap"]
    assert warning.span is not None
    assert warning.span.of(document.text) == gap


def test_a_paragraph_that_is_a_gap_is_not_read() -> None:
    document = read(
        "The envoy said no, and nobody asked him why.\n\n[3 paragraphs (12 lines) not declassified]\n\nHe left at noon on Monday."
    )
    assert [s.part for s in document.sections] == [Part.PARAGRAPH, Part.STAGE, Part.PARAGRAPH]


@pytest.mark.parametrize("words", ["[sic]", "[the minister]", "(2 lines)", "[not classified]"])
def test_other_brackets_are_text(words: str) -> None:
    document = read(f"The envoy told me that the boats {words} had sailed on Monday without orders.")
    assert [s.part for s in document.sections] == [Part.PARAGRAPH]
    assert document.warnings == ()
