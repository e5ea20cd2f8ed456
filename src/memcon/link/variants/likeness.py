"""Whether two texts are versions of one quotation: how much of the shorter is in the longer, and in how long a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import LCSseq

from memcon.link.variants.weights import Weights

CONTAINED: Final = 0.5
"""The share of the lighter text that must stand in the other, by weight; a half that is quoted alone is contained whole."""
RUN: Final = 16.0
"""Nats of the longest run that both have: two or three rare words with what is between them."""
SAME_VOICE_RUN: Final = 8.0
"""The same where one speaker is given for both, in the same days."""
TURNED: Final = 0.4
TURNED_SHARED: Final = 18.0
"""Part and nats that are enough where one speaker is given for both: a sentence turned word for word has no long run left."""
SHORT_WHOLE: Final = 9.0
"""Nats of a short text that stands whole in the other."""
NEARLY_ALL: Final = 0.8
"""The share that needs no long run: words were dropped all over the text, and nothing else was changed."""
ENOUGH: Final = 24.0
"""Nats that are shared in all, where nearly all is."""
STOCK: Final = 5
"""Words under which a text may be a stock phrase that anybody says on any day."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, in nats and as a part of the lighter one; the heaviest run; whether the shorter stands whole in the other."""

    shared: float
    contained: float
    run: float
    whole: bool


def overlap(one: Sequence[str], other: Sequence[str], weights: Weights) -> Overlap:
    """What the two share, by the longest common subsequence of their words."""
    blocks = [one[block.a : block.a + block.size] for block in LCSseq.editops(one, other).as_matching_blocks() if block.size]
    runs = [weights.sum(block) for block in blocks]
    least = min(weights.sum(one), weights.sum(other))
    whole = max(map(len, blocks), default=0) == min(len(one), len(other))
    return Overlap(sum(runs), sum(runs) / least if least else 0.0, max(runs, default=0.0), whole)


def is_version(found: Overlap, *, same_voice: bool) -> bool:
    """Whether texts that share this are versions of one quotation, one of STOCK words or more."""
    nearly_all = found.contained >= NEARLY_ALL and found.shared >= ENOUGH
    in_a_run = found.contained >= CONTAINED and found.run >= (SAME_VOICE_RUN if same_voice else RUN)
    is_turned = same_voice and found.contained >= TURNED and found.shared >= TURNED_SHARED
    return nearly_all or in_a_run or is_turned or (found.whole and found.run >= SHORT_WHOLE)
