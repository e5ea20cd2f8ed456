"""In what two accounts differ: the words of each side in runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.link.readouts.differing import pieces_of
from memcon.link.readouts.words import fold, negations_in, numbers_in, words_in
from memcon.model.comparison import Piece

CLOSE: Final = 0.5
"""Two accounts that share so much of their words are held against each other word by word."""
LONG_WORD: Final = 4
"""Letters of a word that both have, for it to be shown as the common subject: shorter ones are mostly grammar."""
MOST: Final = 2_000
"""Code points of an account that are shown; the paper has it whole."""
_WORD: Final = re.compile(r"\w[\w’'-]*|\W+")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one side, and what they are to the other: differs, both, or nothing."""

    words: str
    mark: str = ""


def marked_sides(left: str, right: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both sides in runs: of close ones the words that differ; of others the numbers and negations that do, and what both speak of."""
    ours, theirs = left[:MOST], right[:MOST]
    pieces = pieces_of(ours, theirs)
    if _share(pieces) >= CLOSE:
        return tuple(_runs(pieces, left=True)), tuple(_runs(pieces, left=False))
    return tuple(_told(ours, theirs)), tuple(_told(theirs, ours))


def _share(pieces: tuple[Piece, ...]) -> float:
    """How much of the words of both is the same, 0 to 1."""
    same = 2 * sum(len(piece.left.split()) for piece in pieces if piece.is_same)
    return same / max(1, sum(len(piece.left.split()) + len(piece.right.split()) for piece in pieces))


def _runs(pieces: tuple[Piece, ...], *, left: bool) -> Iterator[Run]:
    held = [(piece.left if left else piece.right, piece.is_same) for piece in pieces]
    shown = [(words, same) for words, same in held if words]
    for n, (words, same) in enumerate(shown):
        yield Run(words, "" if same else "differs")
        if n + 1 < len(shown):
            yield Run(" ")


def _told(here: str, there: str) -> Iterator[Run]:
    """The words of one side, neighbours of one sort together."""
    own = _striking(here) - _striking(there)
    shared = _long_words(here) & _long_words(there)
    held = ""
    mark = ""
    for token in _WORD.findall(here):
        word = fold(token)
        sort = "differs" if word in own else "both" if word in shared else ""
        if sort != mark and held:
            yield Run(held, mark)
            held = ""
        held, mark = held + token, sort
    if held:
        yield Run(held, mark)


def _striking(text: str) -> set[str]:
    """The numbers and negations in a text, folded."""
    words = words_in(text)
    return {fold(part) for printed in (*numbers_in(words).values(), *negations_in(words)) for part in printed.split()}


def _long_words(text: str) -> set[str]:
    return {fold(word.printed) for word in words_in(text) if len(word.printed) >= LONG_WORD}
