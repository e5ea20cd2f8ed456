"""How one text runs beside another, sentence by sentence: the words that they share, and the names in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.link.origins.sheets import Book, Sheet, weights_of
from memcon.link.origins.vocabulary import Floats, Hashes, Ints, distinct, found_in

NEAR: Final = 0.35
"""The cosine from which two sentences are held to be one that was reworded."""
WORTH: Final = 0.3
"""The part of its words, wherever they stand, that either text must share to be aligned at all."""
MOST_SENTENCES: Final = 400
"""Sentences of a text that are aligned; a longer one is compared by its beginning and by its runs."""
MOST_MEETINGS: Final = 1_000_000
"""So often may features of two texts meet to be counted one by one; more are multiplied, which takes as long however few there are."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The part of the words and of the anchors of a text on the best way through another; see Likeness."""

    words: float
    order: float
    steps: int
    nats: float


_NOT_ALIGNED: Final = Aligned(0.0, 0.0, 0, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A sheet with its sentences sorted, and what its features weigh: those of the bag, all, those of each sentence, the anchors of each.

    `rows`, `nats` and `anchored` are the features of the sentences that are aligned, those that are one beside one another: the nth
    of the bag begins at `begins[n]`.
    """

    sheet: Sheet
    lines: Hashes
    weights: Floats
    total: float
    totals: Floats
    anchor_totals: Floats
    begins: Ints
    rows: Ints
    nats: Floats
    anchored: NDArray[np.bool_]


def weigh_sheet(book: Book, sheet: Sheet) -> Weighed:
    """The sheet with what its features weigh."""
    weights = weights_of(book, sheet.features, sheet.anchors)
    size = min(len(sheet.lines), MOST_SENTENCES)
    kept, anchored = sheet.rows < size, sheet.anchors > 0
    totals, anchor_totals = (_sums(sheet.rows[some], weights[some], size) for some in (kept, kept & anchored))
    last = np.ones(len(kept), np.bool_)  # of two: one word of a class may be a name, another not
    last[:-1] = (sheet.rows[1:] != sheet.rows[:-1]) | (sheet.features[1:] != sheet.features[:-1])
    chosen = np.flatnonzero(kept & last)
    order = chosen[np.argsort(sheet.bag_places[chosen], kind="stable")]
    begins = np.searchsorted(sheet.bag_places[order], np.arange(len(sheet.bag) + 1))
    of_bag, total = _sums(sheet.bag_places, weights, len(sheet.bag)), float(weights.sum()) or 1.0
    placed = begins, sheet.rows[order], weights[order], anchored[order]
    return Weighed(sheet, distinct(sheet.lines), of_bag, total, totals, anchor_totals, *placed)


def align(one: Weighed, other: Weighed) -> tuple[Aligned, Aligned]:
    """Both texts as they stand in one another, sentence by sentence; not where too few words of either are in the other at all."""
    places = _common(one.sheet.bag, other.sheet.bag)
    if max(float(side.weights[at].sum()) / side.total for side, at in zip((one, other), places, strict=True)) < WORTH:
        return _NOT_ALIGNED, _NOT_ALIGNED
    words, anchors = _overlaps(one, other, places)
    words, anchors = _near(words, one.totals, other.totals), _near(anchors, one.anchor_totals, other.anchor_totals)
    return (
        _side(words, one.totals, anchors, one.anchor_totals),
        _side(words.T, other.totals, anchors.T, other.anchor_totals),
    )


def _common(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The places in both of what stands in both, in order."""
    if len(one) > len(other):
        return _common(other, one)[::-1]
    here = np.flatnonzero(found_in(one, other))
    return here, other.searchsorted(one[here])


def _overlaps(one: Weighed, other: Weighed, places: tuple[Ints, Ints]) -> tuple[Floats, Floats]:
    """The nats that each sentence of the one shares with each of the other: of all features, and of anchors."""
    ours, theirs = (side.begins[at + 1] - side.begins[at] for side, at in zip((one, other), places, strict=True))
    meetings = ours * theirs
    if int(meetings.sum()) > MOST_MEETINGS:
        return _multiplied(one, other, places, anchored=False), _multiplied(one, other, places, anchored=True)
    which = np.repeat(np.arange(len(meetings)), meetings)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(meetings) - meetings, meetings)
    here = one.begins[places[0]][which] + nth // theirs[which]
    there = other.begins[places[1]][which] + nth % theirs[which]
    shape = len(one.totals), len(other.totals)
    cells = one.rows[here] * shape[1] + other.rows[there]
    nats = np.where(other.nats[there] > 0, one.nats[here], 0.0)
    anchored = one.anchored[here] & other.anchored[there]
    words, anchors = _sums(cells, nats, shape[0] * shape[1]), _sums(cells[anchored], nats[anchored], shape[0] * shape[1])
    return words.reshape(shape), anchors.reshape(shape)


def _sums(places: Ints, nats: Floats, size: int) -> Floats:
    return np.bincount(places, weights=nats, minlength=size).astype(np.float64, copy=False)


def _multiplied(one: Weighed, other: Weighed, places: tuple[Ints, Ints], *, anchored: bool) -> Floats:
    """The nats that each sentence of the one shares with each of the other."""
    ours, theirs = (_table(side, at, anchored=anchored) for side, at in zip((one, other), places, strict=True))
    overlap: Floats = ours @ (theirs > 0).T.astype(np.float64)
    return overlap


def _table(side: Weighed, places: Ints, *, anchored: bool) -> Floats:
    """The nats of the common features by sentence."""
    columns = np.full(len(side.sheet.bag), -1, np.int64)
    columns[places] = np.arange(len(places))
    column = np.repeat(columns, np.diff(side.begins))
    kept = (column >= 0) & (side.anchored | (not anchored))
    table = np.zeros((len(side.totals), len(places)))
    table[side.rows[kept], column[kept]] = side.nats[kept]
    return table


def _near(overlap: Floats, ours: Floats, theirs: Floats) -> Floats:
    """What sentences share that are near one another."""
    bars = NEAR * np.sqrt(np.outer(ours, theirs))
    near: Floats = np.where(overlap >= np.maximum(bars, 1e-9), overlap, 0.0)
    return near


def _side(words: Floats, all_words: Floats, anchors: Floats, all_anchors: Floats) -> Aligned:
    if not words.size:
        return _NOT_ALIGNED
    nats = _way(anchors)
    part, order = float(words.max(axis=1).sum() / (all_words.sum() or 1.0)), nats / (float(all_anchors.sum()) or 1.0)
    return Aligned(part, order, int((anchors.max(axis=1) > 0).sum()), nats)


def _way(overlap: Floats) -> float:
    """The nats of the heaviest way that never goes back; two sentences may have become one."""
    row = np.zeros(overlap.shape[1])
    for gain in overlap[overlap.any(axis=1)]:
        row = np.maximum.accumulate(row + gain)
    return float(row[-1])
