"""All pieces of a quotation placed: the heaviest first, the others near it, and the best of equal places chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from memcon.link.quotes.bounds import EXACT_PLACES, FEWEST_WORDS, NAMED_FOUND
from memcon.link.quotes.candidates import Window
from memcon.link.quotes.index import SourceIndex
from memcon.link.quotes.lexicon import Lexicon
from memcon.link.quotes.locating import Match, best_matches, exact_places, match_exact, match_near, match_window, near_window
from memcon.link.quotes.pieces import Piece

_TRIED = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """The pieces with their matches, in the order of the quotation; `equal` are the matches of the heaviest piece that are as good."""

    matches: tuple[Match | None, ...]
    main: Match
    equal: tuple[Match, ...]
    found: int
    coverage: float


def place_exact(pieces: Sequence[Piece], index: SourceIndex, lexicon: Lexicon, published: str | None) -> Placed | None:
    """The quotation where its heaviest piece stands word for word; None where it does nowhere."""
    main = _heaviest(pieces, index)
    places = exact_places(pieces[main], index)
    if not len(places):
        return None
    matches = [match_exact(pieces[main], place, index) for place in places.tolist()]
    return _best(pieces, main, _sorted(matches, index, published), index, lexicon)


def place_aligned(pieces: Sequence[Piece], index: SourceIndex, lexicon: Lexicon, published: str | None) -> Placed | None:
    """The quotation where its heaviest piece stands most nearly; None where no word of it is known."""
    main = _heaviest(pieces, index)
    matches = best_matches(pieces[main], index, lexicon)
    if not matches:
        return None
    top = [match for match in matches if match.coverage > matches[0].coverage - 0.001]
    equal = _copies(top[0], index, lexicon) if top[0].coverage >= NAMED_FOUND else top
    return _best(pieces, main, _sorted(equal, index, published), index, lexicon)


def _heaviest(pieces: Sequence[Piece], index: SourceIndex) -> int:
    weights = [sum(index.weight(word.term) for word in piece.own) for piece in pieces]
    return max(range(len(pieces)), key=lambda k: (weights[k], -k))


def _copies(match: Match, index: SourceIndex, lexicon: Lexicon) -> list[Match]:
    """The match and its like wherever the same words of the source stand."""
    span = match.span
    if span is None:
        return [match]
    low, high = index.bounds(match.source)
    starts = index.starts[low:high]
    first = low + int(np.searchsorted(starts, span.start))
    last = low + int(np.searchsorted(starts, span.end))
    terms = [index.terms[number] for number in index.keys[first:last].tolist()]
    places = index.exact(terms)[:EXACT_PLACES].tolist()
    if len(places) < 2:
        return [replace(match, low=first, high=last)]
    kept = sorted(places, key=lambda place: (index.source_at(place) != match.source, place))
    copies = [match_window(match.piece, Window(index.source_at(p), p, p + last - first), index, lexicon) for p in kept[:_TRIED]]
    return [*copies, *(replace(copies[0], source=index.source_at(p), low=p, high=p + last - first, laid=False) for p in kept[_TRIED:])]


def days_between(one: str | None, other: str | None) -> int | None:
    """The days between two dates that begin as YYYY-MM-DD; None where one does not."""
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return None


def _sorted(matches: Sequence[Match], index: SourceIndex, published: str | None) -> list[Match]:
    """By the distance of the date, then by the order of the sources."""

    def rank(match: Match) -> tuple[int, int, int]:
        days = days_between(index.sources[match.source].published, published)
        return (days if days is not None else 10**9, match.source, match.low)

    return sorted(matches, key=rank)


def _best(pieces: Sequence[Piece], main: int, equal: Sequence[Match], index: SourceIndex, lexicon: Lexicon) -> Placed:
    """The first place at which most of the other pieces stand too."""
    if len(pieces) == 1:
        first = _whole(equal[0], index, lexicon)
        return Placed((first,), first, tuple(equal), len(equal), first.coverage)
    tried = [_around(pieces, main, _whole(match, index, lexicon), index, lexicon) for match in equal[:_TRIED]]
    scores = [_total(pieces, matches, index) for matches in tried]
    best = max(range(len(tried)), key=lambda k: (round(scores[k], 6), -k))
    found = sum(score > scores[best] - 0.001 for score in scores)
    chosen = tried[best][main]
    return Placed(tuple(tried[best]), chosen or equal[best], (equal[best],), found, scores[best])


def _whole(match: Match, index: SourceIndex, lexicon: Lexicon) -> Match:
    """The match laid on its own place, where it was only counted as a copy."""
    if match.laid:
        return match
    return match_window(match.piece, Window(match.source, match.low, match.high), index, lexicon)


def _total(pieces: Sequence[Piece], matches: Sequence[Match | None], index: SourceIndex) -> float:
    """The coverage of the whole quotation."""
    weights = [sum(index.weight(word.term) for word in piece.own) for piece in pieces]
    held = sum(weight * match.coverage for weight, match in zip(weights, matches, strict=True) if match)
    return held / sum(weights) if sum(weights) else 0.0


def _around(pieces: Sequence[Piece], main: int, match: Match, index: SourceIndex, lexicon: Lexicon) -> list[Match | None]:
    """The other pieces, each looked for after the one before it or before the one after it, then anywhere."""
    found: list[Match | None] = [None] * len(pieces)
    found[main] = match
    last = match
    for k in range(main + 1, len(pieces)):
        found[k] = _next_to(pieces[k], last, index, lexicon, after=True)
        last = found[k] or last
    last = match
    for k in range(main - 1, -1, -1):
        found[k] = _next_to(pieces[k], last, index, lexicon, after=False)
        last = found[k] or last
    return found


def _next_to(piece: Piece, beside: Match, index: SourceIndex, lexicon: Lexicon, *, after: bool) -> Match | None:
    if not piece.own:
        return None
    edge = _edge(beside, index, after=after)
    near = match_near(piece, near_window(index, beside.source, edge, after=after), index, lexicon, NAMED_FOUND, backwards=not after)
    if near is not None:
        return near
    places = exact_places(piece, index).tolist() if len(piece.plain) > 1 else []
    if places:
        best = min(places, key=lambda place: (index.source_at(place) != beside.source, abs(place - edge), place))
        return match_exact(piece, best, index)
    if len(piece.words) < FEWEST_WORDS:
        return None
    matches = best_matches(piece, index, lexicon)
    same = [match for match in matches if match.source == beside.source and match.coverage > 0.6] or matches
    return same[0] if same and same[0].coverage > 0.6 else None


def _edge(match: Match, index: SourceIndex, *, after: bool) -> int:
    """The word of the index at which a match ends or begins."""
    span = match.span
    if span is None:
        return match.high if after else match.low
    low, high = index.bounds(match.source)
    return low + int(np.searchsorted(index.starts[low:high], span.end if after else span.start))
