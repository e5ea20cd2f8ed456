"""A name on both sides of "both ... and ..." is told."""

from __future__ import annotations

import pytest

from memcon.detect.finders.oddities import find_oddities
from memcon.detect.grammar.reading import view_document
from memcon.formats import read_bytes
from memcon.language import Parser


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Veltria was a danger to both Marrow and Veltria.", ["Veltria"]),
        ("The talks tired both Marrow and Marrow.", ["Marrow"]),
        ("Salene was a friend of both Marrow and Veltria.", []),
        ("Both sides agreed.", []),
    ],
)
def test_name_on_both_sides(parser: Parser, sentence: str, names: list[str]) -> None:
    reading = view_document(next(parser.parse(read_bytes(sentence.encode(), origin="x"))))
    assert [w.message.split("”")[0].strip("“") for w in find_oddities(reading)] == names
