"""Subtitles: SubRip (.srt) and WebVTT (W3C, 2019): what is said, with the time codes as places."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from memcon.errors import EmptyFile
from memcon.formats.decode import decode
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.model.document import Document, Kind

_TIME: Final = r"(?:\d{1,3}:)?[0-5]\d:[0-5]\d[,.]\d{1,3}"
_CODES: Final = re.compile(rf"[ \t]{{0,8}}(?P<start>{_TIME})[ \t]{{0,8}}-->[ \t]{{0,8}}{_TIME}[^\n]{{0,200}}")
_FIRST: Final = re.compile((r"(?:WEBVTT\b|\s{0,8}\d{1,6}\s{1,4}" + _TIME + r"[ \t]{0,8}-->)").encode())
_VOICE: Final = re.compile(r"<v(?:\.[\w.]{1,60})?[ \t]+(?P<name>[^>\n]{1,80})>")
_TAG: Final = re.compile(r"</?[a-zA-Z0-9][^<>\n]{0,120}>|\{\\[^{}\n]{0,60}\}")
_LABEL: Final = re.compile(r"(?:[->]{1,2} ?)?(?P<name>[A-Z][A-Z.'’ -]{1,40}|[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30}){1,3}): (?=\S)")
_END: Final = re.compile(r"""[.?!]["”’')\]]{0,3}$""")
LONGEST: Final = 1_200
"""Code points after which a paragraph ends with the next cue, for automatic subtitles that have no marks."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at one time; `speaker` where the file names one."""

    start: str
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Subtitles:
    """Reads subtitles and transcripts with time codes."""

    name: str = "subtitles"
    media_types: tuple[str, ...] = ("text/vtt", "application/x-subrip")
    binary: bool = False
    library: str = "memcon"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens with WEBVTT or with a number and a time code."""
        return _FIRST.match(untrusted_head.removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document; the page of a section is the time code at which its paragraph begins. Raises EmptyFile and OverLimit."""
        decoded = decode(untrusted_bytes, origin=origin)
        paragraphs = list(_paragraphs(_cues(decoded.text)))
        if not paragraphs:
            raise EmptyFile(origin, why="there is no text in it")
        media = self.media_types[0] if decoded.text.startswith("WEBVTT") else self.media_types[1]
        document = compose(paragraphs, About(media), untrusted_bytes=untrusted_bytes, origin=origin, kind=kind)
        return (replace(document, warnings=decoded.told_of(document.text)),)


def _cues(text: str) -> Iterator[Cue]:
    """The cues in order; notes, styles and numbers are passed over."""
    start: str | None = None
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        codes = _CODES.match(line)
        if codes is not None:
            start, lines = codes["start"], []
        elif line.strip():
            lines.append(line)
        elif start is not None:
            yield from _spoken(start, lines)
            start, lines = None, []


def _spoken(start: str, lines: list[str]) -> Iterator[Cue]:
    """The words of one cue, cut where another speaker begins: at a voice tag, a label, a dash."""
    speaker: str | None = None
    words: list[str] = []
    for line in lines:
        voice = _VOICE.search(line)
        plain = html.unescape(_TAG.sub("", _VOICE.sub("", line))).strip()
        label = _LABEL.match(plain)
        named = voice["name"].strip() if voice else label["name"] if label else None
        if words and (named is not None or plain.startswith("- ")):
            yield Cue(start, speaker, one_line(" ".join(words)))
            speaker, words = None, []
        speaker = named or speaker
        words.append(plain[label.end() :] if label and not voice else plain.removeprefix("- "))
    if any(words):
        yield Cue(start, speaker, one_line(" ".join(words)))


def _paragraphs(cues: Iterator[Cue]) -> Iterator[Paragraph]:
    """Cues joined while one speaker speaks, ending with a sentence where nobody is named; each turn opens with its label."""
    speaker: str | None = None
    start, held = "", ""
    for cue in cues:
        ended = _END.search(held) is not None
        turns = cue.speaker is not None and cue.speaker != speaker
        if held and (turns or (speaker is None and ended) or len(held) > LONGEST):
            yield Paragraph(held, start)
            held = ""
        if not held:
            speaker = cue.speaker or (speaker if not ended else None)
            start = cue.start
            held = f"{speaker}: {cue.text}" if speaker and cue.speaker else cue.text
        else:
            held = f"{held} {cue.text}"
    if held:
        yield Paragraph(held, start)


SUBTITLES = Subtitles()
