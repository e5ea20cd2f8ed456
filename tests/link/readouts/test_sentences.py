from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.link.readouts.sentences import sentences_of
from memcon.text import Span


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Dahl met Gov. Lind. They spoke.", ["Mr. Dahl met Gov. Lind.", "They spoke."]),
        ("The U.S. side agreed. He left.", ["The U.S. side agreed.", "He left."]),
        ("He saw J. Toller at 5 p.m. on Monday. Yes.", ["He saw J. Toller at 5 p.m. on Monday.", "Yes."]),
        ("“No.” He left.", ["“No.”", "He left."]),
        ("See No. 4. Then go.", ["See No. 4.", "Then go."]),
        ("It cost 3.5 million.\nThen rain fell!", ["It cost 3.5 million.", "Then rain fell!"]),
        ("* * *", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@given(st.text(alphabet="Ab.!? \n”“1", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    assert [c for c in "".join(cut(text)) if c.isalnum()] == [c for c in text if c.isalnum()]
