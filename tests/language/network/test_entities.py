"""Names, dates and numbers."""

from __future__ import annotations

import pytest

from memcon.language.network import Annotator


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Erik Holm met two ministers in Paris on Monday.", ["Erik Holm", "two", "Paris", "Monday"]),
        ("Nobody came.", []),
        ("Paris", ["Paris"]),
        ("  \n ", []),
    ],
)
def test_entities_are_found_with_all_their_words(annotator: Annotator, text: str, wanted: list[str]) -> None:
    (doc,) = annotator.annotate([text])
    assert [entity.text for entity in doc.ents] == wanted


def test_an_entity_ends_with_its_block(annotator: Annotator) -> None:
    first, second = annotator.annotate(["He came from New York", "City crews left for Paris."])
    assert [entity.text for entity in first.ents] == ["New York"]
    assert [entity.text for entity in second.ents] == ["Paris"]
