"""The part of a text in which the words of a search stand: the same on every engine, however long the text is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

from memcon.model.hits import CLOSE, OPEN
from memcon.store.queries import Group, Term

WIDTH: Final = 240
"""Code points of a text that are shown."""
BEFORE: Final = 60
"""Of these, before the first word that was found."""
STEP: Final = 50_000
"""Code points that are looked through at once: most words stand in the first of them."""
MOST: Final = 200
"""Places among which the one with the most different words is looked for."""


class _Fold(dict[int, str]):
    """Every letter in lower case and without its marks, one for one, so that places stay what they are."""

    def __missing__(self, point: int) -> str:
        plain = unicodedata.normalize("NFD", chr(point))[0].lower()
        self[point] = plain if len(plain) == 1 else chr(point)
        return self[point]


_FOLD: Final = _Fold()
_QUIET: Final = {ord(OPEN): " ", ord(CLOSE): " "}


def snippet(text: str, tree: Term | Group) -> str:
    """The part of the text with the most of the words that are asked for, each marked; empty where none of them is seen in it."""
    pattern = _pattern(tree)
    for start in range(0, len(text), STEP):
        piece = text[start : start + STEP + WIDTH]
        places = [(m.start(), m.end(), m.lastindex or 0) for m in islice(pattern.finditer(piece.translate(_FOLD)), MOST)]
        if places:
            return _cut(piece, places, before=start > 0, after=start + len(piece) < len(text))
    return ""


def opening(text: str) -> str:
    """How a text begins."""
    return _cut(text[:STEP], [], before=False, after=len(text) > STEP)


def _pattern(tree: Term | Group) -> re.Pattern[str]:
    """All words and phrases that are asked for, each a group of its own."""
    return re.compile("|".join(f"({_of_term(term)})" for term in _terms(tree)))


def _of_term(term: Term) -> str:
    words = [part for word in term.words for part in word.translate(_FOLD).split("_") if part]
    joined = r"[\W_]{1,20}".join(map(re.escape, words)) or r"(?!)"
    return rf"(?<![^\W_]){joined}" + (r"[^\W_]{0,100}" if term.prefix else r"(?![^\W_])")


def _terms(tree: Term | Group) -> Iterator[Term]:
    """The words that are asked for, without those that must not be there."""
    if isinstance(tree, Term):
        yield tree
    elif tree.how != "not":
        for part in tree.parts:
            yield from _terms(part)


def _cut(piece: str, places: list[tuple[int, int, int]], *, before: bool, after: bool) -> str:
    """The words around the best place, with a sign where the text goes on."""
    best = _best(places)
    start = _between_words(piece, best - BEFORE) if best > BEFORE and len(piece) > WIDTH else 0
    end = _between_words(piece, start + WIDTH)
    shown, at = [], start
    for begin, stop, _ in places:
        if at <= begin and stop <= end:
            shown += [_plain(piece[at:begin]), OPEN, _plain(piece[begin:stop]), CLOSE]
            at = stop
    words = " ".join("".join([*shown, _plain(piece[at:end])]).split())
    return ("…" if before or start > 0 else "") + words + ("…" if after or end < len(piece.rstrip()) else "")


def _best(places: list[tuple[int, int, int]]) -> int:
    """Where the first word stands after which most of the others follow soon."""
    near = WIDTH - BEFORE
    told = [(len({term for at, _, term in places[n:] if at - begin < near}), -begin) for n, (begin, _, _) in enumerate(places)]
    return -max(told, default=(0, 0))[1]


def _between_words(piece: str, place: int) -> int:
    """The next place at which no word is cut; the place itself in a text that has none."""
    gap = re.compile(r"\s").search(piece, place, place + BEFORE)
    return min(len(piece), place) if gap is None else gap.start()


def _plain(text: str) -> str:
    return text.translate(_QUIET)
