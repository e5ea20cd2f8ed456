"""From bytes to text: encodings, line ends, characters that cannot be seen."""

from __future__ import annotations

import pytest

from memcon.errors import EmptyFile, NotText, OverLimit
from memcon.formats.decode import decode, refuse_binary

FRENCH = "L’évêque a dit : « Le port est fermé. »"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_marked_and_unicode_encodings_are_read_without_a_guess(encoding: str) -> None:
    data = FRENCH.encode(encoding)
    data = b"\xff\xfe" + data if encoding == "utf-16-le" else data
    assert decode(data, origin="x").text == FRENCH
    assert "encoding-guess" not in [w.code for w in decode(data, origin="x").warnings]


def test_an_old_encoding_is_guessed_and_said() -> None:
    decoded = decode(("Der Bürgermeister sagte: „Die Brücke ist geschlossen, und zwar für länger.“ " * 4).encode("cp1252"), origin="x")
    assert "Bürgermeister" in decoded.text
    assert [w.code for w in decoded.warnings] == ["encoding-guess"]


def test_a_declared_encoding_is_believed_where_utf8_fails() -> None:
    assert decode("порт закрыт".encode("koi8-r"), origin="x", declared="koi8-r").text == "порт закрыт"


def test_mixed_encodings_lose_nothing_in_silence() -> None:
    decoded = decode("évêque ".encode() + "évêque".encode("cp1252"), origin="x")
    assert decoded.warnings


def test_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\n", origin="x").text == "a\nb\nc\n"


def test_nul_and_invisible_characters_are_told() -> None:
    decoded = decode("He\x00 said \u202eno\u200b.".encode(), origin="x")
    assert "\x00" not in decoded.text
    assert {w.code for w in decoded.warnings} >= {"nul", "invisible-characters"}


def test_an_escape_sequence_is_told_and_kept_in_place() -> None:
    decoded = decode(b"\x1b]0;owned\x07 said no.", origin="x")
    assert decoded.text.startswith("\x1b]0;")
    assert "control-characters" in [w.code for w in decoded.warnings]


def test_a_lone_surrogate_cannot_come_in() -> None:
    decoded = decode(b"He said \xed\xa0\x80 no.", origin="x")
    assert decoded.text.encode("utf-8")


def test_white_space_alone_is_an_empty_file() -> None:
    with pytest.raises(EmptyFile, match="x: the file is empty"):
        decode(b" \n\t ", origin="x")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x00\x01\x02\x03" * 99, "binary data"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, found: str) -> None:
    with pytest.raises(NotText, match=found):
        refuse_binary(data, origin="x")


def test_a_text_over_the_limit_says_which_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.limits.TEXT_POINTS", 10)
    with pytest.raises(OverLimit, match="TEXT_POINTS: 11 found, 10 allowed"):
        decode(b"x" * 11, origin="x")
