"""Numbers that bound the quote check, and the thresholds it was measured with."""

from __future__ import annotations

from typing import Final

FOUND: Final = 0.65
"""Coverage from which words count as found anywhere: 2.1 % of 900 unrelated quotations get there."""

NAMED_FOUND: Final = 0.50
"""Coverage from which words count as found in a source that the story names; also where a possible source begins."""

SPUN: Final = 0.30
"""The share of content words changed over which a quotation is spun."""

FEWEST_WORDS: Final = 4
"""Shorter quotations are only looked for word for word."""

QUOTATION_WORDS: Final = 5_000
"""The longest quotation that is aligned; a longer one is found word for word or not checked."""

PARTS: Final = 40
"""How many pieces an ellipsis may cut a quotation into; the rest is read as one piece."""

CELLS: Final = 60_000
"""How many cells one alignment may have; a larger one is cut at its longest common runs first."""

GRAMS: Final = 64
"""How many word 3-grams of a quotation vote for places."""

GRAM_PLACES: Final = 400
"""How many places of one 3-gram vote."""

RARE_WORDS: Final = 16
"""How many rare words of a quotation vote for places."""

RARE_PLACES: Final = 400
"""How many places of one rare word vote."""

POSTED: Final = 20_000
"""A word that stands more often than this is no rare word and has no list of places."""

WINDOWS: Final = 4
"""How many windows of the source are looked at closely for one piece of a quotation."""

ALIGNED: Final = 2
"""How many of the windows are aligned."""

EXACT_PLACES: Final = 1_000
"""How many places where the words stand exactly are counted; more are as good as this many."""

EXACT_TRIED: Final = 200_000
"""How many places of the rarest 3-gram are tried for an exact match."""

NEAR_WORDS: Final = 60
"""How many words an ellipsis may leave out; more is a splice of far words."""

SEARCH_WORDS: Final = 400
"""How many words after a piece the next one is looked for before the whole index is."""

SLACK: Final = 10
"""How many words a window reaches beyond the words that voted for it, besides a quarter of the length of the quotation."""

SURFACE_POINTS: Final = 64
"""The longest stretch of letters that is one word; a longer one is several."""

CHUNK_POINTS: Final = 1_000_000
"""How many characters of a source are cut into words at a time."""

SENTENCE_WORDS: Final = 30
"""How many words of a sentence before and after the quotation are read for what was cut."""
