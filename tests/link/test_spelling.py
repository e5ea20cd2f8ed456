"""One spelling for a word, and what keeps its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.link.spelling import folded, in_pinyin, loosened, spelt
from memcon.link.tables import load_table


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Gaddafi", "gaddafi"),
        ("Qadhafi", "gaddafi"),
        ("Kadhafi", "gaddafi"),
        ("Khadafy", "gaddafi"),
        ("Hizbullah", "hizballah"),
        ("Zelenskyy", "zelenski"),
        ("Eltsin", "eltsin"),
        ("Yeltsin", "eltsin"),
        ("Rachmaninoff", "rachmaninov"),
        ("Ye", "ye"),
        ("O'Brien", "obrien"),
        ("Ströbele", "strobele"),
    ],
)
def test_a_word_is_written_in_one_way(printed: str, written: str) -> None:
    assert spelt(folded(printed)) == written


def test_an_apostrophe_of_any_form_is_one() -> None:
    assert folded("Sa‘īd ’Ali") == "sa'id 'ali"


@pytest.mark.parametrize(
    ("wade", "pinyin"),
    [
        ("chou en-lai", "zhou enlai"),
        ("mao tse-tung", "mao zedong"),
        ("ch'iao kuan-hua", "qiao guanhua"),
        ("chiao kuan-hua", "qiao guanhua"),
        ("park chung-hee", "park chung-hee"),
        ("jean-paul sartre", "jean-paul sartre"),
        ("anna chang", "anna chang"),
    ],
)
def test_wade_giles_is_read_only_where_all_of_the_name_fits(wade: str, pinyin: str) -> None:
    assert in_pinyin(wade) == pinyin


def test_no_form_stands_for_two_words() -> None:
    forms = [form for word, row in load_table("spellings")["words"].items() for form in {word, *row}]
    assert len(forms) == len(set(forms))


@given(st.text(max_size=40))
def test_folding_and_respelling_again_change_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert loosened(loosened("kissinger")) == loosened("kissinger")


def test_fifty_thousand_letters_take_no_time() -> None:
    import time

    start = time.process_time()
    for word in ("a" * 50_000, "ye" * 25_000, "gaddafi" * 7_000, "m" * 50_000, "sk" * 25_000 + "y", "gada" + "f" * 50_000):
        spelt(word)
        loosened(word)
    assert time.process_time() - start < 3
