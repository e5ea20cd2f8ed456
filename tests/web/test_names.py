"""Which names a dropped file may have."""

from __future__ import annotations

import pytest

from memcon.errors import NotKept
from memcon.web.names import NAME_BYTES, checked_name, numbered

GOOD = [
    "notes.txt",
    "Notes of the board (final).pdf",
    "folder/sub folder/notes.txt",
    "Ærlig talt – “ja”.docx",
    "会议记录.pdf",
    "no ending",
    "a.b.c",
    "what: is it?.txt",
    "console.txt",
    "com.txt",
    "~notes.txt",
    "🙂.txt",
    "a" * NAME_BYTES,
]
BAD = [
    ("", "outside"),
    ("/etc/passwd", "outside"),
    ("../notes.txt", "outside"),
    ("folder/../../notes.txt", "outside"),
    ("folder/./notes.txt", "outside"),
    (".", "outside"),
    ("..", "outside"),
    ("..\\notes.txt", "outside"),
    ("folder\\notes.txt", "outside"),
    ("C:notes.txt", "outside"),
    ("c:/notes.txt", "outside"),
    ("folder//notes.txt", "empty"),
    ("folder/", "empty"),
    (" ", "empty"),
    ("folder/ /notes.txt", "empty"),
    (".profile", "dot"),
    ("folder/.git/config", "dot"),
    ("...", "dot"),
    ("notes\n.txt", "seen"),
    ("notes\0.txt", "seen"),
    ("notes\x1b]0;.txt", "seen"),
    ("notes\x85.txt", "seen"),
    ("notes\u202etxt.exe", "seen"),
    ("notes\ud800.txt", "seen"),
    ("con", "allow"),
    ("CON.txt", "allow"),
    ("folder/lpt1", "allow"),
    ("Com9.tar.gz", "allow"),
    ("nul.", "allow"),
    ("notes.txt.", "allow"),
    ("notes ", "allow"),
    ("a" * (NAME_BYTES + 1), "long"),
    ("é" * 128, "long"),
    ("a/" * 20 + "b", "long"),
    ("/".join(["a" * 200] * 6), "long"),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_usual_name_stays_as_it_is(name: str) -> None:
    assert str(checked_name(name)) == name


@pytest.mark.parametrize(("name", "why"), BAD)
def test_a_name_that_leads_astray_is_refused_with_what_to_do(name: str, why: str) -> None:
    with pytest.raises(NotKept, match=rf"{why}.*; rename it and drop it again$") as told:
        checked_name(name)
    assert told.value.code == "name"
    assert str(told.value).isprintable()


def test_an_accent_in_two_parts_is_the_same_name() -> None:
    assert checked_name("cafe\u0301.txt") == checked_name("caf\u00e9.txt")


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("notes.txt", 1, "notes.txt"),
        ("notes.txt", 2, "notes (2).txt"),
        ("notes.tar.gz", 3, "notes.tar (3).gz"),
        ("notes", 2, "notes (2)"),
        ("a" * 251 + ".txt", 2, "a" * 247 + " (2).txt"),
        ("é" * 125 + ".txt", 2, "é" * 123 + " (2).txt"),
    ],
)
def test_the_number_stands_before_the_ending(name: str, number: int, expected: str) -> None:
    assert numbered(name, number) == expected
    assert len(numbered(name, number).encode()) <= NAME_BYTES


def test_a_name_that_is_nearly_all_ending_gets_a_number_too() -> None:
    found = numbered("a." + "b" * 253, 2)
    assert found.endswith(" (2)")
    assert len(found.encode()) <= NAME_BYTES
