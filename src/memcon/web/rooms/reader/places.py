"""Places in a text as links have them: offsets and the sum of the text, found again in the words when the text was read anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from memcon.store.view import SIDE
from memcon.text import Span
from memcon.web.addresses import address, piece
from memcon.web.rooms.reader.sheet import sum_of

_AT: Final = re.compile(r"(\d{1,9})-(\d{1,9})")


class Kept(StrEnum):
    """What became of the place of a link."""

    HERE = "here"
    MOVED = "moved"
    GONE = "gone"
    UNKNOWN = "unknown"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a place: where it is now, and the words that stand or stood there with what is around them.

    `kept` is `moved` where the words stand elsewhere in the text as it is read now, `gone` where they do not stand in it once between
    the same words, `unknown` where the link is of a text that the case does not have, `wrong` where it is no place of the text.
    """

    kept: Kept
    span: Span | None = None
    words: str = ""
    before: str = ""
    after: str = ""


def find_place(at: str, of: str, text: str, earlier: Iterable[str]) -> Found:
    """Where the place of a link is in a text. Without a sum it is a place of this text."""
    span = read_span(at)
    if span is None:
        return Found(Kept.WRONG)
    if not of or of == sum_of(text):
        return Found(Kept.HERE, span, *_around(text, span)) if span.end <= len(text) and len(span) else Found(Kept.WRONG)
    old = next((one for one in earlier if sum_of(one) == of), None)
    if old is None:
        return Found(Kept.UNKNOWN)
    if span.end > len(old) or not len(span):
        return Found(Kept.WRONG)
    now = again(old, span, text)
    return Found(Kept.GONE if now is None else Kept.MOVED, now, *_around(old, span))


def read_span(at: str) -> Span | None:
    """The place in an address, "120-134"; None for what is none."""
    found = _AT.fullmatch(at)
    return Span(int(found[1]), int(found[2])) if found is not None and int(found[1]) <= int(found[2]) else None


def again(old: str, span: Span, new: str) -> Span | None:
    """Where the words of a place stand in another text: where they stand there once between the same words, else None."""
    words, before, after = _around(old, span)
    whole = f"{before}{words}{after}"
    first = new.find(whole)
    if first < 0 or new.find(whole, first + 1) >= 0:
        return None
    return Span(first + len(before), first + len(before) + len(words))


def _around(text: str, span: Span) -> tuple[str, str, str]:
    """The words, and as many code points on each side as an anchor has."""
    return span.of(text), text[max(0, span.start - SIDE) : span.start], text[span.end : span.end + SIDE]


def address_of(document: str, *, statement: str = "", span: Span | None = None, of: str = "") -> str:
    """The address of a statement or a place; it holds no words of the document, for browsers keep addresses."""
    asked = {"statement": statement, "at": "" if span is None else f"{span.start}-{span.end}", "of": of if span is not None else ""}
    return address(f"/documents/{piece(document)}", **asked)
