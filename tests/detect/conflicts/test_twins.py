"""One name on both sides."""

from __future__ import annotations

import pytest

from memcon.detect.conflicts.twins import find_twins
from memcon.detect.grammar.reading import view_document
from tests.detect.conflicts.reading import parsed


@pytest.mark.parametrize(("text", "words"), [("The road runs between Lorn and Lorn.", "between Lorn and Lorn")])
def test_the_warning_stands_on_the_words(text: str, words: str) -> None:
    (warning,) = find_twins(view_document(parsed(text)))
    assert warning.span is not None
    assert warning.span.of(text) == words


def test_north_and_south_of_one_name_are_two() -> None:
    assert list(find_twins(view_document(parsed("A border between North Lorn and South Lorn was drawn.")))) == []
