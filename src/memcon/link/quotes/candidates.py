"""Windows of the sources in which a piece of a quotation may stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from memcon.link.quotes.bounds import GRAM_PLACES, GRAMS, RARE_PLACES, RARE_WORDS, SLACK, WINDOWS
from memcon.link.quotes.grading import other_forms
from memcon.link.quotes.index import Ints, SourceIndex
from memcon.link.quotes.words import is_function

_APART: Final = 1 << 40
_SMALL: Final = 400


class Window(NamedTuple):
    """Words `low <= i < high` of the index, all of one source."""

    source: int
    low: int
    high: int


def find_windows(terms: Sequence[str], index: SourceIndex) -> list[tuple[Window, float]]:
    """At most `WINDOWS` windows with the share of the weight of the words that stands in each, the largest first."""
    places, votes = _votes(terms, index)
    if not len(places):
        return [(window, 0.0) for window in _small(index)]
    tops = _peaks(places, votes, max(len(terms) // 2, 8))
    windows = {_window(index, *divmod(place + _APART // 2, _APART), len(terms)) for place in tops}
    weights = {term: index.weight(term) for term in sorted(set(terms))}
    held = [(window, _held(window, weights, index)) for window in windows]
    return sorted(held, key=lambda found: (-found[1], found[0]))[:WINDOWS]


def _small(index: SourceIndex) -> list[Window]:
    """The whole of a few short sources, which are read even where no word votes for them."""
    if len(index.keys) > _SMALL or len(index.sources) > WINDOWS:
        return []
    return [
        Window(number, *index.bounds(number)) for number in range(len(index.sources)) if index.bounds(number)[1] > index.bounds(number)[0]
    ]


def _votes(terms: Sequence[str], index: SourceIndex) -> tuple[Ints, Ints]:
    """Where the first word of the quotation would stand by each 3-gram and rare word, and how much each is worth in thousandths.

    A place is a number of words from the first of its source, which may be below zero, plus `_APART` for each source before it.
    """
    found: list[Ints] = []
    worth: list[Ints] = []
    for offset, places, weight in [*_gram_votes(terms, index), *_word_votes(terms, index)]:
        sources = np.searchsorted(index.edges, places, side="right") - 1
        found.append(places - offset - index.edges[sources] + sources * _APART)
        worth.append(np.full(len(places), int(weight * 1000), np.int64))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(found), np.concatenate(worth)


def _gram_votes(terms: Sequence[str], index: SourceIndex) -> list[tuple[int, Ints, float]]:
    numbers = [index.ids.get(term, -1) for term in terms]
    offsets = [i for i in range(len(numbers) - 2) if min(numbers[i : i + 3]) >= 0]
    ranges = index.gram_ranges(numbers) if offsets else []
    step = max(1, len(offsets) // GRAMS)
    return [
        (i, index.places_in(*ranges[i]), sum(index.weight(term) for term in terms[i : i + 3]))
        for i in offsets[::step]
        if 0 < ranges[i][1] - ranges[i][0] <= GRAM_PLACES
    ]


def _word_votes(terms: Sequence[str], index: SourceIndex) -> list[tuple[int, Ints, float]]:
    known = [(int(index.counts[index.ids[form]]), i, form) for i, term in enumerate(terms) if (form := _known(term, index))]
    out = []
    for count, i, form in sorted(known)[:RARE_WORDS]:
        places = index.places(form)
        if 0 < count <= RARE_PLACES:
            out.append((i, places, index.weight(form)))
        elif len(places):
            step = len(places) // RARE_PLACES + 1
            out.append((i, places[::step], index.weight(form) / step))
    return out


def _known(term: str, index: SourceIndex) -> str:
    """A word of substance as the sources have it: itself, or another form or spelling of it; empty where they have none."""
    if is_function(term):
        return ""
    if term in index.ids:
        return term
    return next((form for form in other_forms(term) if form in index.ids), "")


def _peaks(places: Ints, votes: Ints, width: int) -> list[int]:
    """The places around which most votes lie, at most four times as many as windows are wanted."""
    order = np.argsort(places, kind="stable")
    places, votes = places[order], votes[order]
    sums = np.concatenate([[0], np.cumsum(votes)])
    ends = np.searchsorted(places, places + width, side="right")
    totals = sums[ends] - sums[:-1]
    best = np.lexsort((places, -totals))
    tops: list[int] = []
    for k in best[: 40 * WINDOWS].tolist():
        place = int(places[k])
        if all(abs(place - other) > width for other in tops):
            tops.append(place)
        if len(tops) == 4 * WINDOWS:
            break
    return tops


def _window(index: SourceIndex, source: int, shifted: int, size: int) -> Window:
    low, high = index.bounds(source)
    place, reach = low + shifted - _APART // 2, size // 4 + SLACK
    start = min(max(low, place - reach), high)
    return Window(source, start, max(start, min(high, place + size + size // 2 + reach)))


def _held(window: Window, weights: dict[str, float], index: SourceIndex) -> float:
    """How much of the weight of the words stands in the window, 0 to 1."""
    there = set(index.keys[window.low : window.high].tolist())
    return sum(weight for term, weight in weights.items() if index.ids.get(term, -1) in there) / sum(weights.values())
