"""Where the pieces of a quotation stand in the sources."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.link.quotes.aligning import Pair, align, trim_ends
from memcon.link.quotes.bounds import ALIGNED, EXACT_PLACES, SEARCH_WORDS
from memcon.link.quotes.candidates import Window, find_windows
from memcon.link.quotes.grading import judge
from memcon.link.quotes.index import Ints, SourceIndex
from memcon.link.quotes.lexicon import Lexicon
from memcon.link.quotes.numerals import refine
from memcon.link.quotes.pieces import Piece
from memcon.link.quotes.words import Word, split_words
from memcon.text import Span

_AROUND = 8
"""How many words beside a stretch are read for who did what to whom."""

_LOOSE = 1.5
"""How many times as long as the piece its stretch of the source may be before it counts less."""

_GAINED = 0.15
"""What related words add to the coverage of a window at most, beyond its equal words: a window further behind is not aligned."""


@dataclass(frozen=True, slots=True)
class Match:
    """A piece laid on a stretch of a source: `low` and `high` are words of the index, `theirs` the words of the window.

    Where it is not `laid`, it is a copy of another match, and only its place is right.
    """

    piece: Piece
    source: int
    low: int
    high: int
    theirs: tuple[Word, ...]
    pairs: tuple[Pair, ...]
    coverage: float
    exact: bool = False
    laid: bool = True

    @property
    def span(self) -> Span | None:
        """The stretch of the source from the first to the last word that stands under the piece."""
        met = [pair.theirs for pair in self.pairs if pair.theirs >= 0]
        return Span(self.theirs[min(met)].start, self.theirs[max(met)].end) if met else None

    @property
    def around(self) -> tuple[Word, ...]:
        """The words of the stretch with a few before and after."""
        met = [pair.theirs for pair in self.pairs if pair.theirs >= 0]
        return self.theirs[max(0, min(met) - _AROUND) : max(met) + 1 + _AROUND] if met else ()


def exact_places(piece: Piece, index: SourceIndex) -> Ints:
    """The first words of all places where a piece stands word for word."""
    return index.exact([word.term for word in piece.plain])[:EXACT_PLACES]


def match_exact(piece: Piece, place: int, index: SourceIndex) -> Match:
    """A piece on a place where it stands word for word."""
    source = index.source_at(place)
    starts, sizes = index.starts[place : place + len(piece.plain)].tolist(), index.sizes[place : place + len(piece.plain)].tolist()
    text = index.sources[source].text
    theirs = tuple(
        Word(word.key, start, start + size, text[start : start + size], word.term)
        for word, start, size in zip(piece.plain, starts, sizes, strict=True)
    )
    pairs = tuple(Pair(i, i) for i in range(len(theirs)))
    plain = Piece(piece.span, piece.plain, piece.plain)
    return Match(plain, source, place, place + len(theirs), theirs, pairs, 1.0, exact=True)


def match_window(piece: Piece, window: Window, index: SourceIndex, lexicon: Lexicon) -> Match:
    """A piece aligned with the words of a window."""
    theirs = window_words(window, index)
    weights = [0.05 if word.bracket == "[" else index.weight(word.term) for word in piece.words]
    pairs = trim_ends(align(piece.words, theirs, weights, lexicon), piece.words, theirs, lexicon)
    return Match(piece, window.source, window.low, window.high, theirs, pairs, _coverage(piece, theirs, pairs, weights, lexicon))


def window_words(window: Window, index: SourceIndex) -> tuple[Word, ...]:
    """The words of a window with numbers read."""
    if window.high <= window.low:
        return ()
    start = int(index.starts[window.low])
    end = int(index.starts[window.high - 1]) + int(index.sizes[window.high - 1])
    text = index.sources[window.source].text
    words = list(split_words(text, start, end))
    return tuple(refine(_bracketed(words, text) if text.find("[", start, end) >= 0 else words))


def _bracketed(words: Sequence[Word], text: str) -> list[Word]:
    """The words with those marked that stand in square brackets."""
    out: list[Word] = []
    inside, at = False, words[0].start if words else 0
    for word in words:
        between = text[at : word.start]
        opened, closed = between.rfind("["), between.rfind("]")
        inside = opened > closed if opened != closed else inside
        out.append(word._replace(bracket="[") if inside else word)
        at = word.end
    return out


def _coverage(piece: Piece, theirs: Sequence[Word], pairs: Sequence[Pair], weights: Sequence[float], lexicon: Lexicon) -> float:
    """The share of the weight of the piece that the source holds; half of it for words that stand in another place of the stretch."""
    total = sum(weight for word, weight in zip(piece.words, weights, strict=True) if word.bracket != "[")
    if not total:
        return 0.0
    met = {
        pair.theirs
        for pair in pairs
        if pair.mine >= 0 and pair.theirs >= 0 and judge(piece.words[pair.mine], theirs[pair.theirs], lexicon).score >= 0.5
    }
    spare = {theirs[pair.theirs].key for pair in pairs if pair.theirs >= 0 and pair.theirs not in met}
    held = 0.0
    for pair in pairs:
        if pair.mine < 0 or piece.words[pair.mine].bracket == "[":
            continue
        score = judge(piece.words[pair.mine], theirs[pair.theirs], lexicon).score if pair.theirs >= 0 else 0.0
        if score < 0.5 and piece.words[pair.mine].key in spare:
            score = 0.5
        held += weights[pair.mine] * score
    return held / total * _density(piece, pairs)


def _density(piece: Piece, pairs: Sequence[Pair]) -> float:
    """1 where the words of the source stand about as close as those of the piece, less where they are strewn over a longer stretch."""
    met = [pair.theirs for pair in pairs if pair.theirs >= 0]
    reach = max(met) - min(met) + 1 if met else 0
    return min(1.0, math.sqrt(_LOOSE * len(piece.words) / reach)) if reach else 1.0


def best_matches(piece: Piece, index: SourceIndex, lexicon: Lexicon) -> list[Match]:
    """The aligned windows of a piece, the best first; none where nothing of it is known."""
    found: list[Match] = []
    for window, held in find_windows([word.term for word in piece.own], index)[:ALIGNED]:
        if not found or held > found[0].coverage - _GAINED:
            found.append(match_window(piece, window, index, lexicon))
    return sorted((match for match in found if match.span), key=lambda match: (-round(match.coverage, 6), match.source, match.low))


def match_near(
    piece: Piece, window: Window, index: SourceIndex, lexicon: Lexicon, least: float, *, backwards: bool = False
) -> Match | None:
    """A piece in the words near another one: the nearest place word for word, else aligned."""
    numbers = [index.ids.get(word.term, -1) for word in piece.plain]
    keys = index.keys[window.low : window.high].tolist()
    places = range(len(keys) - len(numbers) + 1)
    for k in reversed(places) if backwards else places:
        if keys[k] == numbers[0] and keys[k : k + len(numbers)] == numbers:
            return match_exact(piece, window.low + k, index)
    if len(piece.words) < 2 or not keys:
        return None
    match = match_window(piece, window, index, lexicon)
    return match if match.span and match.coverage >= max(least, 0.6) else None


def near_window(index: SourceIndex, source: int, place: int, *, after: bool) -> Window:
    """The words of a source that follow a place, or come before it."""
    low, high = index.bounds(source)
    if after:
        return Window(source, min(place, high), min(high, place + SEARCH_WORDS))
    return Window(source, max(low, place - SEARCH_WORDS), max(low, place))
