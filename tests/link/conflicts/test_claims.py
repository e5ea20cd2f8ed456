"""Rows as claims."""

from __future__ import annotations

from memcon.link.conflicts.claims import parts_of, sentence_at
from tests.link.conflicts.papers import claim, claims


def test_what_is_joined_in_one_content_is_claimed_by_itself() -> None:
    assert parts_of("the port was shut; and that the crews had left") == ["the port was shut", "that the crews had left"]
    assert parts_of("no; the port was shut") == ["no; the port was shut"]


def test_the_sentence_is_found_around_an_offset() -> None:
    assert sentence_at("One came. Two\nwent off. Three stayed.", 12) == "Two went off."


def test_what_is_only_heard_of_is_not_firm() -> None:
    assert all(not one.firm for one in claims("Roth said he was aware of reports that the dam had burst."))
    assert claims("Roth said the dam had burst.")[0].firm


def test_modality_does_not_take_may_for_the_month() -> None:
    assert claim("it took place on 4 May").modality == "is"
    assert claim("it may take place").modality == "may"
    assert claim("it would take place").modality == "will"


def test_he_who_begins_it_is_the_speaker() -> None:
    assert claim("he took money").opening == {"roth"}
    assert claim("the mayor took money").opening == frozenset()
