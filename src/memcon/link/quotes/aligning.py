"""The words of a quotation laid along the words of a window of the source, whose two ends are free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein
from rapidfuzz.process import cdist

from memcon.link.quotes.bounds import CELLS
from memcon.link.quotes.grading import judge, labels, probes
from memcon.link.quotes.lexicon import Lexicon
from memcon.link.quotes.words import Word, is_function, is_negation

Scores = NDArray[np.int32]

_INSERT = 25
_OPEN = 16
_EXTEND = 5
_LEAST = 25
_UNLIKE = -12
_MIXED = -40


class Pair(NamedTuple):
    """A word of the quotation and the word of the source under it; -1 where there is none."""

    mine: int
    theirs: int


def align(mine: Sequence[Word], theirs: Sequence[Word], weights: Sequence[float], lexicon: Lexicon) -> list[Pair]:
    """The best way to lay all words of the quotation along a stretch of the window; what lies outside it is left out."""
    if not mine or not theirs:
        return [Pair(i, -1) for i in range(len(mine))]
    if len(mine) * len(theirs) <= CELLS:
        return _trimmed(_whole(mine, theirs, weights, lexicon, free=True))
    return _trimmed(_cut(mine, theirs, weights, lexicon))


def _trimmed(pairs: list[Pair]) -> list[Pair]:
    """The pairs without words of the source before the first and after the last that stands under the quotation."""
    met = [k for k, pair in enumerate(pairs) if pair.mine >= 0 and pair.theirs >= 0]
    if not met:
        return [pair for pair in pairs if pair.mine >= 0]
    first, last = met[0], met[-1]
    return [pair for k, pair in enumerate(pairs) if pair.mine >= 0 or first < k < last]


def trim_ends(pairs: Sequence[Pair], mine: Sequence[Word], theirs: Sequence[Word], lexicon: Lexicon) -> tuple[Pair, ...]:
    """The pairs without unlike words laid on one another before the first and after the last word that is met.

    One or two words of substance stay, so that a name changed at the end is seen as changed.
    """
    kept = _trim_start(list(pairs), mine, theirs, lexicon)
    return tuple(_trimmed(_trim_start(kept[::-1], mine, theirs, lexicon)[::-1]))


def _trim_start(pairs: list[Pair], mine: Sequence[Word], theirs: Sequence[Word], lexicon: Lexicon) -> list[Pair]:
    first = next((k for k, pair in enumerate(pairs) if _met(pair, mine, theirs, lexicon)), 0)
    head = pairs[:first]
    solid = [
        p for p in head if p.mine >= 0 and p.theirs >= 0 and not is_function(mine[p.mine].key) and not is_function(theirs[p.theirs].key)
    ]
    if len(head) <= 2 and len(solid) == len(head):
        return pairs
    return [Pair(pair.mine, -1) for pair in head if pair.mine >= 0] + pairs[first:]


def _met(pair: Pair, mine: Sequence[Word], theirs: Sequence[Word], lexicon: Lexicon) -> bool:
    return pair.mine >= 0 and pair.theirs >= 0 and judge(mine[pair.mine], theirs[pair.theirs], lexicon).score >= 0.4


def _cut(mine: Sequence[Word], theirs: Sequence[Word], weights: Sequence[float], lexicon: Lexicon) -> list[Pair]:
    """The alignment of long texts: equal runs first, then the gaps between them, those too large word against nothing."""
    pairs: list[Pair] = []
    blocks = Indel.opcodes([word.key for word in mine], [word.key for word in theirs])
    for block in _gathered([(block.tag, block.src_start, block.src_end, block.dest_start, block.dest_end) for block in blocks]):
        a, b, c, d = block[1:]
        if block[0] == "equal":
            pairs += [Pair(a + k, c + k) for k in range(b - a)]
        elif (b - a) * (d - c) <= CELLS and b > a and d > c:
            gap = _whole(mine[a:b], theirs[c:d], weights[a:b], lexicon, free=False)
            pairs += [Pair(p.mine + a if p.mine >= 0 else -1, p.theirs + c if p.theirs >= 0 else -1) for p in gap]
        else:
            pairs += [Pair(i, -1) for i in range(a, b)] + [Pair(-1, j) for j in range(c, d)]
    return pairs


def _gathered(blocks: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Equal runs of three words and more; everything between two of them is one gap."""
    out: list[tuple[str, int, int, int, int]] = []
    for tag, a, b, c, d in blocks:
        kind = "equal" if tag == "equal" and b - a >= 3 else "gap"
        if kind == "gap" and out and out[-1][0] == "gap":
            out[-1] = ("gap", out[-1][1], b, out[-1][3], d)
        else:
            out.append((kind, a, b, c, d))
    return out


def _whole(mine: Sequence[Word], theirs: Sequence[Word], weights: Sequence[float], lexicon: Lexicon, *, free: bool) -> list[Pair]:
    scores = score_table(mine, theirs, weights, lexicon)
    best, plain = _fill(scores, free=free)
    return _trace(scores, best, plain, free=free)


def score_table(mine: Sequence[Word], theirs: Sequence[Word], weights: Sequence[float], lexicon: Lexicon) -> Scores:
    """What it brings to lay each word of the quotation on each word of the window."""
    scale = 100.0 / max(*weights, 0.01)
    worth = [max(int(weight * scale), _LEAST) for weight in weights]
    table = _unlike(mine, theirs, worth)
    by_label = _labelled(theirs, lexicon)
    unmet: list[int] = []
    for i, word in enumerate(mine):
        equal = by_label.get("=" + word.key)
        for j in equal or ():
            table[i, j] = worth[i]
        for j in {j for label in probes(word.key, lexicon) for j in by_label.get(label, ())}.difference(equal or ()):
            score = judge(word, theirs[j], lexicon).score
            if score:
                table[i, j] = int(score * worth[i])
        if not equal and len(word.key) >= 4 and not is_function(word.key):
            unmet.append(i)
    _spelled(mine, theirs, unmet, table, lexicon, worth)
    return table


def _labelled(words: Sequence[Word], lexicon: Lexicon) -> dict[str, list[int]]:
    """Where the words of each label stand."""
    found: dict[str, list[int]] = {}
    for j, word in enumerate(words):
        for label in labels(word.key, lexicon):
            found.setdefault(label, []).append(j)
    return found


def _unlike(mine: Sequence[Word], theirs: Sequence[Word], worth: Sequence[int]) -> Scores:
    """What it brings to lay words on words that are not related: two words of grammar may, others hardly."""
    light_mine = np.array([is_function(word.key) and not is_negation(word.key) for word in mine])[:, None]
    light_theirs = np.array([is_function(word.key) and not is_negation(word.key) for word in theirs])[None, :]
    table = np.where(light_mine == light_theirs, _UNLIKE, _MIXED)
    grammar = (np.array(worth) * 0.1).astype(np.int32)[:, None]
    return np.where(light_mine & light_theirs, grammar, table).astype(np.int32)


def _spelled(
    mine: Sequence[Word], theirs: Sequence[Word], unmet: Sequence[int], table: Scores, lexicon: Lexicon, worth: Sequence[int]
) -> None:
    """Put in the scores of words that are only spelt alike."""
    if not unmet:
        return
    close = cdist([mine[i].key for i in unmet], [word.key for word in theirs], scorer=Levenshtein.normalized_similarity, score_cutoff=0.4)
    for row, j in np.argwhere(close > 0).tolist():
        i = unmet[row]
        score = judge(mine[i], theirs[j], lexicon).score
        if score and table[i, j] <= 0:
            table[i, j] = int(score * worth[i])


def _fill(scores: Scores, *, free: bool) -> tuple[Scores, Scores]:
    """The best score of each cell, and the same without a gap in the source that ends there."""
    rows, columns = scores.shape
    best = np.zeros((rows + 1, columns + 1), np.int32)
    plain = np.zeros((rows + 1, columns + 1), np.int32)
    steps = np.arange(columns + 1, dtype=np.int32) * _EXTEND
    if not free:
        best[0, 1:] = plain[0, 1:] = -_OPEN - steps[1:]
    for i in range(1, rows + 1):
        line = best[i - 1] - _INSERT
        line[1:] = np.maximum(line[1:], best[i - 1, :-1] + scores[i - 1])
        plain[i] = line
        reach = np.maximum.accumulate(line + steps)
        best[i, 0] = line[0]
        best[i, 1:] = np.maximum(line[1:], reach[:-1] - _OPEN - steps[1:])
    return best, plain


def _trace(scores: Scores, best: Scores, plain: Scores, *, free: bool) -> list[Pair]:
    i, j = scores.shape
    if free:
        j = int(np.argmax(plain[i]))
    pairs: list[Pair] = []
    while i > 0:
        if best[i, j] != plain[i, j]:
            back = _gap_start(best, plain, i, j)
            pairs += [Pair(-1, k) for k in range(j - 1, back - 1, -1)]
            j = back
        if j > 0 and plain[i, j] == best[i - 1, j - 1] + scores[i - 1, j - 1]:
            i, j = i - 1, j - 1
            pairs.append(Pair(i, j))
        else:
            i -= 1
            pairs.append(Pair(i, -1))
    if not free:
        pairs += [Pair(-1, k) for k in range(j - 1, -1, -1)]
    return pairs[::-1]


def _gap_start(best: Scores, plain: Scores, i: int, j: int) -> int:
    """The cell from which the gap in the source that ends at a cell was opened."""
    steps = np.arange(j, 0, -1, dtype=np.int32) * _EXTEND
    starts = np.flatnonzero(plain[i, :j] - _OPEN - steps == best[i, j])
    return int(starts[-1])
