"""True words that leave out what turned them: cut after a negation, stopped before `but`, an ellipsis over `not`."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Final

from bench.quotes.cases import Altered, Way
from bench.quotes.sentences import Sentence
from bench.quotes.words import load_words


def cut_after_negation(sentence: Sentence, dice: random.Random) -> Altered | None:
    """What follows a negation, without it."""
    places = [w.end for w in sentence.words if w.dep == "neg" or w.text.lower() in ("never", "nobody", "neither")]
    rests = [rest for p in places if len((rest := sentence.text[p:].strip(" .,")).split()) >= 4]
    return Altered(dice.choice(rests)) if rests else None


def stops_before_but(sentence: Sentence, dice: random.Random) -> Altered | None:
    """What stands before the word that takes half of it back."""
    del dice
    stops = load_words()["limits"]["adversatives"]
    for i, word in enumerate(sentence.words):
        clause = word.text.lower() in stops and any(w.dep in ("nsubj", "nsubjpass", "expl") for w in sentence.words[i:])
        if clause and len(sentence.text[: word.start].split()) >= 5:
            return Altered(sentence.text[: word.start].rstrip(" ,;"))
    return None


def ellipsis_drops_not(sentence: Sentence, dice: random.Random) -> Altered | None:
    """The negation swallowed by a mark of omission."""
    for i, word in enumerate(sentence.words):
        if word.dep != "neg" or word.text.lower() not in ("not", "never") or not 3 <= i < len(sentence.words) - 4:
            continue
        left, right = sentence.text[: word.start].rstrip(), sentence.text[word.end :].lstrip()
        return Altered(left + dice.choice((" ... ", " … ", " [...] ")) + right)
    return None


CONTEXT_WAYS: Final[Mapping[str, Way]] = {
    "cut-after-negation": cut_after_negation,
    "stops-before-but": stops_before_but,
    "ellipsis-drops-not": ellipsis_drops_not,
}
