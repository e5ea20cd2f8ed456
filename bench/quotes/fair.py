"""Ways that leave what was said as it was: verbatim, cleaned, trimmed, bracketed, shifted, minor."""

from __future__ import annotations

import random
from typing import Final

from bench.quotes.cases import Altered
from bench.quotes.sentences import Edit, Sentence, Word, rewrite
from bench.quotes.words import inflect, load_words

_MARKS: Final = (" ... ", " … ", " [...] ", " . . . ")
_LOOSE: Final = frozenset({"prep", "advcl", "relcl", "npadvmod", "appos", "acl", "advmod"})
_PLAINER: Final = {
    "he": "the minister",
    "He": "The minister",
    "him": "the minister",
    "she": "the judge",
    "She": "The judge",
    "they": "the envoys",
    "They": "The envoys",
    "them": "the envoys",
    "the": "their",
}
_FUNCTION: Final = frozenset({"ADP", "DET", "SCONJ", "PRON", "PART", "CCONJ"})


def verbatim(sentence: Sentence, dice: random.Random) -> Altered:
    """The words as they stand, or a part of them; sometimes with other marks."""
    text = sentence.text.rstrip(".")
    words = text.split()
    if len(words) > 14 and dice.random() < 0.4:
        first = dice.randrange(0, len(words) - 9)
        text = " ".join(words[first : dice.randrange(first + 8, len(words))]).strip(",;:–—- ")
    return Altered(text.replace("'", "’") if dice.random() < 0.5 else text)


def cleaned(sentence: Sentence, dice: random.Random) -> Altered:
    """The sentence as quotation; spoken were fillers and stutters too."""
    speech = load_words()["speech"]
    edits = [Edit(w.start, w.start, f"{w.text}, ") for w in sentence.words if w.text in speech["stutters"]]
    places = [w.start for w in sentence.words[2:-2] if w.pos in ("VERB", "NOUN", "ADP", "DET") and _spaced(sentence, w.start)]
    fillers = 1 + (len(sentence.words) > 14)
    edits = dice.sample(edits, min(len(edits), 1)) + [
        Edit(p - 1, p, f", {dice.choice(speech['fillers'])}, ") for p in dice.sample(places, min(len(places), fillers))
    ]
    return Altered(sentence.text, rewrite(sentence.text, edits))


def _spaced(sentence: Sentence, place: int) -> bool:
    return sentence.text[place - 2 : place - 1].isalnum() and sentence.text[place - 1] == " "


def trimmed(sentence: Sentence, dice: random.Random) -> Altered | None:
    """A phrase that limits nothing left out, with a mark in its place."""
    cuts = [span for span in _loose_phrases(sentence) if span[1] - span[0] > 2 or not dice.randrange(3)]
    if not cuts:
        return None
    first, end = dice.choice(cuts)
    text, words = sentence.text, sentence.words
    left, right = text[: words[first].start].rstrip(" ,"), text[words[end - 1].end :].lstrip(" ,")
    return Altered(left + dice.choice(_MARKS) + right)


def _loose_phrases(sentence: Sentence) -> list[tuple[int, int]]:
    """Phrases inside the sentence that can go, at least three words from both ends."""
    found = []
    for i, word in enumerate(sentence.words):
        tree = sentence.subtree(i)
        inside = tree[-1] - tree[0] + 1 == len(tree) and tree[0] >= 3 and tree[-1] < len(sentence.words) - 4
        if word.dep in _LOOSE and inside and is_loose([sentence.words[k] for k in tree]):
            found.append((tree[0], tree[-1] + 1))
    return found


def is_loose(words: list[Word]) -> bool:
    """Whether nothing in these words limits, denies, counts or names."""
    limits = load_words()["limits"]
    heavy = {*limits["negations"], *limits["adversatives"], *limits["qualifiers"]}
    return not any(w.text.lower() in heavy or w.entity or w.pos in ("NUM", "PROPN", "AUX") or w.tag == "MD" for w in words)


def bracketed(sentence: Sentence, dice: random.Random) -> Altered | None:
    """A pronoun, else an article, made plainer in brackets."""
    edits = [Edit(w.start, w.end, f"[{_PLAINER[w.text]}]") for w in sentence.words if w.text in _PLAINER and w.pos in ("PRON", "DET")]
    pronouns = [e for e in edits if " " in e.new]
    return Altered(rewrite(sentence.text, [dice.choice(pronouns or edits)])) if edits else None


def shifted(sentence: Sentence, dice: random.Random) -> Altered | None:
    """The tense moved back, the first person made the third; every word of the sentence alike."""
    del dice
    shift = load_words()["shift"]
    table = dict(shift["tense"]) | dict(shift["person"])
    edits = []
    for word in sentence.words:
        finite = word.tag in ("VBP", "VBZ", "MD") or word.pos == "PRON"
        new = table.get(word.text) if finite else None
        bare = sentence.text[: word.start].endswith("not ")  # that we not quote him
        if new is None and word.tag in ("VBP", "VBZ") and word.pos == "VERB" and not bare:
            new = inflect(word.lemma, "VBD")
        if new is not None:
            joined = sentence.text[word.end : word.end + 3] == "not"  # cannot
            edits.append(Edit(word.start, word.end, f"{new} " if joined else new))
    return Altered(rewrite(sentence.text, edits)) if edits else None


def minor(sentence: Sentence, dice: random.Random) -> Altered | None:
    """One function word, or a spelling."""
    lists = load_words()["minor"]
    spelling, function = dict(lists["spelling"]), lists["words"]
    edits = [Edit(w.start, w.end, spelling[w.text]) for w in sentence.words if w.text in spelling]
    for word in sentence.words:
        fits = word.pos in _FUNCTION and not (word.text == "by" and word.dep == "agent") and word.start
        if word.text == "that" and word.dep != "mark":
            continue
        edits += [Edit(word.start, word.end, new) for old, new in function if fits and old == word.text and _bare(word, old)]
    edits += [Edit(w.end, w.end, " that") for w in sentence.words if w.text == "said" and _without_that(sentence, w)]
    return Altered(rewrite(sentence.text, [dice.choice(edits)])) if edits else None


def _without_that(sentence: Sentence, said: Word) -> bool:
    """Whether a clause without `that` follows at once."""
    clause = any(w.dep == "ccomp" and sentence.words[w.head] is said and w.start > said.end for w in sentence.words)
    following = next((w for w in sentence.words if w.start > said.end), said)
    return clause and following.pos in ("DET", "PRON", "NOUN", "PROPN", "NUM") and following.text != "that"


def _bare(word: Word, old: str) -> bool:
    """`to` as a preposition, `which` as a pronoun; a preposition that belongs to its verb is left alone."""
    return (old != "to" or word.pos == "ADP") and word.dep != "prt"
