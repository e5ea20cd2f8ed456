"""Ways that change content words: a synonym or two, spinning, a silent cut, an insertion."""

from __future__ import annotations

import random
from typing import Final

from bench.quotes.cases import Altered
from bench.quotes.fair import is_loose
from bench.quotes.sentences import CONTENT, POS, Edit, Sentence, Word, rewrite
from bench.quotes.words import inflect, load_words

SPUN: Final = 0.30
"""Above this share of changed content words a quotation counts as spun."""

SPUN_WORDS: Final = 12
"""A spun copy of fewer words has nothing left to be known by."""
_COMPARED: Final = frozenset({"JJR", "JJS", "RBR", "RBS"})


def swaps(sentence: Sentence, table: str) -> list[Edit]:
    """Each word that has another in the table, in its own form."""
    edits = []
    for i, word in enumerate(sentence.words):
        pos = POS.get(word.pos)
        to = load_words()[table].get(pos, {}).get(word.lemma) if pos else None
        if to and word.tag not in _COMPARED and not _fixed(sentence, i):
            edits.append(Edit(word.start, word.end, _formed(to[0], word)))
    return edits


def _fixed(sentence: Sentence, index: int) -> bool:
    """Whether the word is part of a set phrase, a name or a participle with a particle."""
    word = sentence.words[index]
    particle = any(w.head == index and w.dep == "prt" for w in sentence.words)
    return word.dep == "compound" or particle or bool(word.entity) or "-" in sentence.text[max(0, word.start - 1) : word.end + 1]


def _formed(lemma: str, word: Word) -> str:
    new = inflect(lemma, word.tag)
    return new.capitalize() if word.text[:1].isupper() else new


def content(sentence: Sentence) -> list[Word]:
    """Its content words."""
    return [w for w in sentence.words if w.pos in CONTENT or w.pos == "PROPN"]


def synonym(sentence: Sentence, dice: random.Random) -> Altered | None:
    """One or two content words in other words, under the share that counts as spun."""
    edits, most = swaps(sentence, "synonyms"), int(SPUN * len(content(sentence)))
    if not edits or not most:
        return None
    return Altered(rewrite(sentence.text, dice.sample(edits, min(len(edits), most, dice.choice((1, 2))))))


def spun(sentence: Sentence, dice: random.Random) -> Altered | None:
    """So many content words in other words that the sentence counts as spun."""
    del dice
    edits = swaps(sentence, "synonyms")
    enough = len(edits) >= 2 and len(sentence.words) >= SPUN_WORDS and len(edits) > (SPUN + 0.03) * len(content(sentence))
    return Altered(rewrite(sentence.text, edits)) if enough else None


def silent_cut(sentence: Sentence, dice: random.Random) -> Altered | None:
    """An adjective, adverb or phrase left out and nothing to show it."""
    cuts = []
    for i, word in enumerate(sentence.words):
        tree = sentence.subtree(i)
        words = [sentence.words[k] for k in tree]
        whole = tree[-1] - tree[0] + 1 == len(tree) and tree[0] >= 2 and tree[-1] < len(sentence.words) - 3
        if word.dep in ("amod", "advmod", "prep") and whole and is_loose([sentence.words[tree[0] - 1], *words]) and _cuttable(words):
            cuts.append(Edit(words[0].start, words[-1].end, ""))
    return Altered(rewrite(sentence.text, [dice.choice(cuts)])) if cuts else None


def _cuttable(words: list[Word]) -> bool:
    return any(w.pos in CONTENT for w in words) and len(words) <= 7 and words[0].text.lower() not in ("how", "when", "where", "why")


def insertion(sentence: Sentence, dice: random.Random) -> Altered | None:
    """An adjective before a noun, or an adverb before a finite verb, that nobody said."""
    lists = load_words()["insertions"]
    nouns = [b for a, b in zip(sentence.words, sentence.words[1:], strict=False) if a.pos == "DET" and b.tag in ("NN", "NNS")]
    verbs = [w for w in sentence.words if w.tag == "VBD" and w.pos == "VERB" and w.start]
    edits = [Edit(w.start, w.start, f"{dice.choice(lists['adjective'])} ") for w in nouns]
    edits += [Edit(w.start, w.start, f"{dice.choice(lists['adverb'])} ") for w in verbs]
    return Altered(rewrite(sentence.text, [dice.choice(edits)])) if edits else None
