"""Subtitles: who speaks, and when."""

from __future__ import annotations

import pytest

from memcon.formats.records.subtitles import SUBTITLES

ONE, TWO, THREE = ("00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000", "00:00:05,000 --> 00:00:06,000")


def srt(*cues: str) -> bytes:
    return "\n".join(f"{n}\n{codes}\n{text}\n" for n, (codes, text) in enumerate(zip((ONE, TWO, THREE), cues, strict=False), 1)).encode()


def paragraphs(data: bytes) -> list[tuple[str | None, str]]:
    """Time code and words of each paragraph."""
    (document,) = SUBTITLES.read(data, origin="a.srt", kind=None)
    return [(s.page, s.span.of(document.text)) for s in document.sections]


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        (("The ferry will not", "sail today."), [("00:00:01,000", "The ferry will not sail today.")]),
        (("It sails.", "Nobody left."), [("00:00:01,000", "It sails."), ("00:00:03,000", "Nobody left.")]),
        (("MR. BAY: It sails", "on Monday. And"), [("00:00:01,000", "MR. BAY: It sails on Monday. And")]),
        (("Ana Lund: No.", "Tomas Bay: Yes."), [("00:00:01,000", "Ana Lund: No."), ("00:00:03,000", "Tomas Bay: Yes.")]),
        (("- Is it shut?\n- It is.", ""), [("00:00:01,000", "Is it shut?"), ("00:00:01,000", "It is.")]),
        (("<i>It <b>sails</b></i> {\\an8}&amp; sinks.",), [("00:00:01,000", "It sails & sinks.")]),
        (("He said: no.",), [("00:00:01,000", "He said: no.")]),
    ],
    ids=["joined", "sentences", "one turn", "two turns", "dashes", "tags", "no label"],
)
def test_cues_become_paragraphs(cues: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert paragraphs(srt(*cues)) == expected


def test_voices_of_webvtt_are_turns_and_notes_are_nothing() -> None:
    data = b"WEBVTT - a title\n\nNOTE\nnobody says this\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\n<v.loud Ana Lund>No.</v>\n"
    assert paragraphs(data) == [("00:01.000", "Ana Lund: No.")]


@pytest.mark.parametrize(
    "head", [b"1\n00:00:01,000 --> 00:00:02,000\nA", b"\xef\xbb\xbfWEBVTT\n", b"1\r\n0:00:01.000 --> 0:00:02.000\r\nA"]
)
def test_subtitles_are_recognised(head: bytes) -> None:
    assert SUBTITLES.sniff(head)


@pytest.mark.parametrize("head", [b"1. The ferry sails at 00:00:01.", b"WEBVTTX", b"2024\nThe year", b""])
def test_other_text_is_not(head: bytes) -> None:
    assert not SUBTITLES.sniff(head)


def test_places_of_warnings_are_those_of_the_text() -> None:
    (document,) = SUBTITLES.read(srt("The ferry\u200b will not sail."), origin="a.srt", kind=None)
    assert [w.span.of(document.text) for w in document.warnings if w.span is not None] == ["\u200b"]
