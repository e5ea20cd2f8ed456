"""Residue stands alone and is short."""

from __future__ import annotations

import pytest

from memcon.formats.residue import is_residue


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Read more: Ten ports",
        "Photo: Ana Lund",
        "Share",
        "Copyright © 2024 Herald",
        "Sign up for our newsletter",
        "Also read: the dam",
    ],
)
def test_residue(line: str) -> None:
    assert is_residue(line)


@pytest.mark.parametrize(
    "line",
    [
        "The mayor said nobody would share the cost.",
        "“Subscribe to that view if you like,” the judge said, and then he left the room and did not come back.",
        "Reading more books is good, the teacher said.",
        "",
    ],
)
def test_no_residue(line: str) -> None:
    assert not is_residue(line)
