"""Whom texts credit."""

from __future__ import annotations

import pytest

from memcon.link.origins.credits import CreditFinder, fold_outlet, is_agency

FINDER = CreditFinder(["Kestrel Courier", "POLITICO", "Time", "Post.com"])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("TARN (Reuters) - Guards shut the pier.", ("Reuters",)),
        ("With files from The Associated Press.", ("AP",)),
        ("(AP)", ("AP",)),
        ("The ap on his phone was told (ap)", ()),
        ("POLITICO reported on Monday that the pier was shut.", ("POLITICO",)),
        ("letters obtained by the Kestrel Courier", ("Kestrel Courier",)),
        ("By that time reported losses rose; Time reported more.", ("Time",)),
        ("according to Reuters and, first published in the Kestrel Courier,", ("Kestrel Courier", "Reuters")),
        ("Tolland spoke of Reuters as a place to work.", ()),
        ("according to The reuters reported_by Reuters, reportedby AFP", ("Reuters",)),
        ("the reuters reported it", ("Reuters",)),
        ("xReuters reported, Reutersx, Reuters reported_", ()),
    ],
)
def test_credits_are_found_by_their_form(words: str, names: tuple[str, ...]) -> None:
    assert FINDER.find(words) == names


def test_an_outlet_does_not_credit_itself() -> None:
    assert FINDER.find("(Reuters) the Kestrel Courier reported", own="The Kestrel Courier") == ("Reuters",)


@pytest.mark.parametrize(
    ("one", "other"), [("The Daily Kestrel", "dailykestrel.com"), ("Associated Press", "AP"), ("POLITICO", "Politico")]
)
def test_forms_of_one_outlet_are_one(one: str, other: str) -> None:
    assert fold_outlet(one) == fold_outlet(other)


def test_agencies_are_told_from_papers() -> None:
    assert [is_agency(name) for name in ("Agence France-Presse", "Kestrel Courier", None)] == [True, False, False]
