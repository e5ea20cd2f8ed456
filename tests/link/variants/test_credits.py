"""Whom a text names as its source."""

from __future__ import annotations

import time

import pytest

from memcon.link.variants.credits import find_credits, find_own_names, fold_name, is_agency


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("VASKO (Reuters) - The pier is shut.", "reuters"),
        ("The pier is shut, the Harbour Courier reported.", "harbourcourier"),
        ("On Monday Harbour Courier first reported it.", "harbourcourier"),
        ("Emails obtained by the Courier of Lorn, and more", "courieroflorn"),
        ("according to The Associated Press on Monday", "ap"),
        ("citing AFP", "afp"),
    ],
)
def test_credit_lines_are_found(text: str, name: str) -> None:
    assert name in find_credits(text)


def test_a_name_without_a_credit_is_none() -> None:
    assert not find_credits("The Courier stands at the harbour. He likes the Gazette.")


@pytest.mark.parametrize("name", ["The Daily Courier", "dailycourier.com", "www.dailycourier.co.uk/news", "Daily Courier"])
def test_an_outlet_has_one_name(name: str) -> None:
    assert fold_name(name) == "dailycourier"


def test_agencies_are_known() -> None:
    assert is_agency(fold_name("Agence France-Presse"))
    assert not is_agency("harbourcourier")


def test_a_byline_tells_the_name_of_the_paper() -> None:
    assert find_own_names("Title\n\nBy Odile Marn, Harbour Courier\n\nText") == {"harbourcourier"}
    assert find_own_names("The deal is seen by Bay, and by Lorn.\n") == frozenset()


@pytest.mark.parametrize(
    "text", ["A " * 100_000, "according to " * 20_000, "(A" * 100_000, "A.B-" * 50_000, "By a" * 50_000, "https://a." * 9_000]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    find_credits(text)
    find_own_names(text)
    fold_name(text)
    assert time.process_time() - start < 3
