"""Ids come from content alone."""

from __future__ import annotations

from memcon.model.ids import ID_LENGTH, content_id


def test_same_content_gives_the_same_id() -> None:
    assert content_id("statement", [(1, 2)]) == content_id("statement", [(1, 2)])


def test_other_content_gives_another_id() -> None:
    assert content_id("a", "b") != content_id("ab")


def test_id_is_sixteen_hex_digits() -> None:
    found = content_id("\ud800 lone surrogates too")
    assert len(found) == ID_LENGTH
    assert set(found) <= set("0123456789abcdef")
