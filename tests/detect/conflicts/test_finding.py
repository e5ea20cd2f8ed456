"""Conflicts inside one document: the pair, its kind and its state; and what only looks like one."""

from __future__ import annotations

import pytest

from memcon.detect.conflicts.finding import find_conflicts, find_self_contradictions
from memcon.detect.grammar.reading import view_document
from tests.detect.conflicts.reading import conflicts, parsed, read, told

SHELLED = "Roth said the army shelled the market in Lorn. "

FOUND = {
    "a denial repeats the claim": (
        SHELLED + "Vento denied that the army shelled the market in Lorn.",
        ("denial", "open", "Roth", "Vento"),
    ),
    "a gerund repeats it": (
        "Marlow accused Vento of dumping acid in the river. Vento denied dumping acid in the river.",
        ("denial", "open", "Marlow", "Vento"),
    ),
    "not against yes": (
        "Roth said the road to Lorn was open. Vento said the road to Lorn was not open.",
        ("denial", "open", "Roth", "Vento"),
    ),
    "the opposite word": (
        "Roth said the bridge at Tarn was safe. Hale said the bridge at Tarn was unsafe.",
        ("denial", "open", "Roth", "Hale"),
    ),
    "not true that": (
        "Roth said the hospital ran out of oxygen. Vento said it was not true that the hospital ran out of oxygen.",
        ("denial", "open", "Roth", "Vento"),
    ),
    "claims to the contrary": (
        "Envoy Hale told the board that the crews were not leaving the port. Colonel Roth said he had seen claims to the contrary.",
        ("denial", "open", "Envoy Hale", "Colonel Roth"),
    ),
    "two numbers of one noun": (
        "Roth said 200 refugees arrived in Kessim. Vento said 350 refugees arrived in Kessim.",
        ("number", "open", "Roth", "Vento"),
    ),
    "two voices count the dead of one blast": (
        "The police said the blast in Lorn killed 40 people. The mayor said the blast in Lorn killed 52 people.",
        ("number", "open", "police", "mayor"),
    ),
    "he admits it further down": (
        SHELLED
        + "Vento denied that the army shelled the market in Lorn. Vento acknowledged later that the army shelled the market in Lorn.",
        ("denial", "conceded", "Roth", "Vento"),
    ),
}

NONE = {
    "who said it agrees": SHELLED + "Vento said the army shelled the market in Lorn.",
    "both deny": "Roth denied that the army shelled Lorn. Vento denied that the army shelled Lorn.",
    "another place": "Roth said the road to Lorn was open. Vento said the road to Tarn was not open.",
    "another day": "Roth said the road was open on Monday. Vento said the road was not open on Friday.",
    "it may be": "Roth said the road to Lorn may be open. Vento said the road to Lorn was not open.",
    "it is asked": "Roth asked whether the road to Lorn was open. Vento said the road to Lorn was not open.",
    "only heard of": "Roth said he was aware of reports that the dam had burst. Vento said the dam had not burst.",
    "himself": "Roth said the road to Lorn was open. Roth said the road to Lorn was not open.",
    "other people": "On Monday 170 Afghans and 13 US troops were killed in a bombing in Kabul, the mayor said.",
    "a bound that fits": "Roth said at least 200 refugees arrived in Kessim. Vento said 350 refugees arrived in Kessim.",
    "no one but him took it": "Roth denied that he took money from the builders. Hale said Vento took money from the builders.",
    "a bare thing": "Hale spoke of the coal industry. Roth challenged the coal industry. Vento said the coal industry was growing.",
    "it does not fall and does not rise": "Roth said the price of grain did not rise. Vento said the price of grain did not fall.",
    "not only": "Roth said the army not only shelled Lorn. Vento said the army shelled Lorn.",
}


@pytest.mark.parametrize("rule", FOUND)
def test_a_conflict_is_found(rule: str) -> None:
    text, wanted = FOUND[rule]
    assert told(text) == [wanted]


@pytest.mark.parametrize("rule", NONE)
def test_what_can_both_stand_is_no_conflict(rule: str) -> None:
    assert conflicts(NONE[rule]) == ()


def test_the_statement_that_changed_the_state_is_kept() -> None:
    reading, statements, (row,) = read(FOUND["he admits it further down"][0])
    admitted = next(s for s in statements if s.id == row.changed_by[0])
    assert admitted.cue is not None
    assert admitted.cue.of(reading.text) == "acknowledged"


def test_who_stands_by_it_leaves_it_standing() -> None:
    text = SHELLED + "Vento denied that the army shelled the market in Lorn. Roth said he stood by his account of the market."
    assert told(text)[0][:2] == ("denial", "stands")


def test_an_empty_document_has_none() -> None:
    reading = view_document(parsed("Nothing was said."))
    assert find_conflicts(reading, (), ()) == ()


def test_the_same_document_gives_the_same_rows() -> None:
    text = FOUND["a denial repeats the claim"][0]
    assert conflicts(text) == conflicts(text)


@pytest.mark.parametrize("text", ["The strait lies between Lorn and Lorn.", "It was either Tarn or Tarn, Vento said."])
def test_one_name_on_both_sides_is_warned_of(text: str) -> None:
    (warning,) = find_self_contradictions(view_document(parsed(text)))
    assert warning.code == "both-sides"


@pytest.mark.parametrize("text", ["The strait lies between Lorn and Tarn.", "A truce between the Lorn of 1960 and the Lorn of today held."])
def test_two_names_are_not_warned_of(text: str) -> None:
    assert find_self_contradictions(view_document(parsed(text))) == ()
