"""Offices in roles, titles and descriptions."""

from __future__ import annotations

import pytest

from memcon.link.offices import Office, is_one_person, read_office


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Pakistan's ambassador", Office("ambassador")),
        ("ambassador to the United States", Office("ambassador", "united states")),
        ("Foreign Secretary", Office("foreign minister")),
        ("primin", Office("prime minister")),
        ("deputy foreign minister", Office("deputy foreign minister")),
        ("vice president", Office("vice president")),
        ("the former president", None),
        ("spokesman", None),
        ("", None),
        ("\x00" * 10_000, None),
    ],
)
def test_an_office_is_read(words: str, office: Office | None) -> None:
    assert read_office(words) == office


def test_two_posts_are_two_offices_and_an_unsaid_post_fits_both() -> None:
    assert not Office("ambassador", "india").fits(Office("ambassador", "china"))
    assert Office("ambassador", "india").fits(Office("ambassador"))


@pytest.mark.parametrize(
    ("words", "is_one"), [("the president", True), ("Lorn's king", True), ("an ambassador", False), ("several envoys", False)]
)
def test_one_holder_is_meant_or_anyone(words: str, *, is_one: bool) -> None:
    assert is_one_person(words) is is_one
