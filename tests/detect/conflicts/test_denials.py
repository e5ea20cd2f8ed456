"""What points back at a claim, and how far it reaches."""

from __future__ import annotations

from memcon.detect.conflicts.denials import find_denials, points_back
from tests.detect.conflicts.reading import accounts, told


def test_a_denial_of_the_charge_goes_with_the_charge_before() -> None:
    text = "Ana Lund said the roll had been salted in the provinces. The commission rejected the charge."
    assert told(text) == [("denial", "open", "Ana Lund", "commission")]


def test_what_repeats_its_claim_does_not_point_back() -> None:
    rows = accounts("Vento said there was no truth in the claim that the club sold its striker.")
    assert all(points_back(account) is None for account in rows)


def test_words_to_the_contrary_go_no_further_than_two_paragraphs() -> None:
    filler = "The ferry was late.\n\nIt rained.\n\nNobody came."
    text = f"Envoy Hale said the crews were not leaving.\n\n{filler}\n\nRoth said he had seen evidence to the contrary."
    assert list(find_denials(accounts(text))) == []


def test_a_claim_inside_a_denial_is_its_maker_s() -> None:
    text = "Vento rejected Roth's claim that the port was shut."
    assert told(text) == [("denial", "open", "Roth", "Vento")]


def test_one_content_that_is_told_and_denied_is_a_conflict() -> None:
    text = "The commission rejects the assertion in the Harbour Office's statement that armed crews landed at Arandu."
    assert told(text) == [("denial", "open", "Harbour Office", "commission")]


def test_what_stands_in_a_denial_is_no_claim_against_it() -> None:
    text = "“Nobody should be sanctioned, and we call on the house to reject this outrageous resolution,” Sarah Lund said."
    assert told(text) == []
