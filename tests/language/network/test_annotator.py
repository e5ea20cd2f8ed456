"""What the annotator gives is what the pipeline gives, token for token, and the same whatever comes with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.language.network import Annotator
from memcon.language.network import annotator as module
from tests.rules.table import load_cases

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SET: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
EXAMPLES = Path(__file__).parents[3] / "examples"
ODD_WORDS = (
    "ain't gonna gotta c'mon y'all let's there's it's i you do 'd have had that not n't nothin' 'em goin' gets got been wo ca but , . ! ? \" ' “ ” ( "
    ")  \n 🚢 Ana Lund Paris $5 10% Monday U.N. http://a.example/b the an and or to of told says claims quickly biggest all who men"
).split(" ")


def _paragraphs() -> list[str]:
    papers = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    return [line for paper in (*papers, *(case.text for case in load_cases())) for line in paper.split("\n") if line.strip()]


def _annotations(docs: list[Doc]) -> list[list[list[int]]]:
    return [doc.to_array(SET).tolist() for doc in docs]


def test_every_attribute_is_the_one_that_spacy_sets(annotator: Annotator, nlp: Language) -> None:
    paragraphs = _paragraphs()
    assert len(paragraphs) > 500
    assert _annotations(list(annotator.annotate(paragraphs))) == _annotations(list(nlp.pipe(paragraphs)))


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(ODD_WORDS), max_size=30).map(" ".join) | st.text(max_size=60), max_size=5))
def test_odd_words_and_any_text_are_annotated_as_by_spacy(annotator: Annotator, nlp: Language, texts: list[str]) -> None:
    assert _annotations(list(annotator.annotate(texts))) == _annotations(list(nlp.pipe(texts)))


@pytest.mark.parametrize("size", [1, 7, 400])
def test_a_chunk_of_any_size_gives_the_same(annotator: Annotator, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    paragraphs = _paragraphs()[:60]
    whole = _annotations(list(annotator.annotate(paragraphs)))
    monkeypatch.setattr(module, "CHUNK_TOKENS", size)
    assert _annotations(list(annotator.annotate(reversed(paragraphs)))) == whole[::-1]


def test_words_that_were_forgotten_are_met_anew(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = _paragraphs()[:60]
    before = _annotations(list(annotator.annotate(paragraphs)))
    monkeypatch.setattr(module, "MOST_WORDS", 50)
    monkeypatch.setattr(module, "CHUNK_TOKENS", 100)
    assert _annotations(list(annotator.annotate(paragraphs))) == before


def test_empty_texts_keep_their_place(annotator: Annotator) -> None:
    assert [doc.text for doc in annotator.annotate(["", "He left.", "", ""])] == ["", "He left.", "", ""]


def test_a_text_longer_than_a_chunk_is_annotated_whole(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK_TOKENS", 10)
    (doc,) = annotator.annotate(["The harbour master of the northern dock told two reporters on Monday that the ferry would not sail."])
    assert np.all(doc.to_array(["TAG"]) != 0)
