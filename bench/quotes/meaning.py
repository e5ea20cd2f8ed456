"""Ways that can turn the meaning: number or quantifier, negation, antonym, name, modal, who did it to whom."""

from __future__ import annotations

import random
import re
from typing import Final

from bench.quotes.cases import Altered
from bench.quotes.sentences import Edit, Sentence, Word, rewrite
from bench.quotes.wording import swaps
from bench.quotes.words import load_words

_AUX: Final = frozenset("is are was were has have had will would can could should must may might do does did".split())
_OBJECT: Final = {"he": "him", "she": "her", "they": "them", "i": "me", "we": "us"}
_SUBJECT: Final = {v: k for k, v in _OBJECT.items()}


_DOES_NOTHING: Final = frozenset(
    "it nothing nobody who that which what himself herself itself themselves myself ourselves everyone".split()
)
_NO_ACT: Final = frozenset("have lose win make take let cost call".split())


def number(sentence: Sentence, dice: random.Random) -> Altered | None:
    """A number with another value; where there is none, another quantifier."""
    words = load_words()["number"]["words"]
    edits = []
    for word in sentence.words:
        low = word.text.lower()
        if low in words:
            new = dice.choice([w for w in words if w != low])
            edits.append(Edit(word.start, word.end, new.capitalize() if word.text[0].isupper() else new))
        elif re.fullmatch(r"\d[\d,]*", word.text) and word.tag == "CD":
            edits.append(Edit(word.start, word.end, _other(word.text, dice)))
    edits = edits or _quantifiers(sentence)
    return Altered(rewrite(sentence.text, [dice.choice(edits)])) if edits else None


def _other(digits: str, dice: random.Random) -> str:
    value = int(digits.replace(",", ""))
    step = max(1, value // 10) * dice.choice((1, 2, 3)) if value < 1500 or value > 2100 else dice.choice((1, 3, 10))
    if value <= 31 < value + step:  # a day of the month stays one
        step = -step
    return f"{value + step:,}" if "," in digits else str(value + step)


def _quantifiers(sentence: Sentence) -> list[Edit]:
    table = dict(load_words()["quantifier"]["swaps"])
    fits = (w for w in sentence.words if w.pos in ("DET", "ADJ") and w.dep in ("det", "amod", "predet"))
    plain = (w for w in fits if not sentence.text[: w.start].lower().endswith("the "))  # "the most restrained" counts nothing
    return [Edit(w.start, w.end, _cased(table[w.text.lower()], w)) for w in plain if w.text.lower() in table]


def _cased(new: str, like: Word) -> str:
    return new[:1].upper() + new[1:] if like.text[:1].isupper() else new


def negation(sentence: Sentence, dice: random.Random) -> Altered | None:
    """A negation dropped where there is one, else added to an auxiliary or a past tense."""
    drops = [e for i in range(len(sentence.words)) for e in _dropped(sentence, i)]
    adds = [] if drops or _denies(sentence) else [e for i in range(len(sentence.words)) for e in _added(sentence, i)]
    edits = drops or adds
    return Altered(rewrite(sentence.text, [dice.choice(edits)])) if edits else None


def _denies(sentence: Sentence) -> bool:
    return bool(set(load_words()["limits"]["negations"]) & set(sentence.lower()))


def _dropped(sentence: Sentence, index: int) -> list[Edit]:
    word, low = sentence.words[index], sentence.words[index].text.lower().replace("’", "'")
    before = sentence.words[index - 1].text.lower() if index else ""
    if low == "n't" and before in _AUX - {"will", "can"}:
        return [Edit(word.start, word.end, "")]
    if low in ("not", "never") and word.dep == "neg" and before in _AUX | {"can"}:
        return [Edit(word.start, word.end, "")]
    return []


def _added(sentence: Sentence, index: int) -> list[Edit]:
    word = sentence.words[index]
    following = sentence.words[index + 1] if index + 1 < len(sentence.words) else None
    if word.text in _AUX - {"do", "does", "did"} and word.pos == "AUX" and following and following.pos != "PRON":
        return [Edit(word.end, word.end, " not")]
    if word.tag == "VBD" and word.pos == "VERB" and word.text.isalpha() and word.start:
        return [Edit(word.start, word.end, f"did not {word.lemma}")]
    return []


def antonym(sentence: Sentence, dice: random.Random) -> Altered | None:
    """One content word turned into its opposite."""
    edits = swaps(sentence, "antonyms")
    return Altered(rewrite(sentence.text, [dice.choice(edits)])) if edits else None


def name(sentence: Sentence, dice: random.Random) -> Altered | None:
    """A person or a place with the name of another; not in capitals, where the parser takes many words for names."""
    names, edits = load_words()["names"], []
    for run in [] if sentence.text.isupper() else name_runs(sentence):
        pool = names["places"] if run[0].entity == "GPE" else names["people" if len(run) > 1 else "surnames"]
        edits.append(Edit(run[0].start, run[-1].end, dice.choice(pool)))
    return Altered(rewrite(sentence.text, [dice.choice(edits)])) if edits else None


def name_runs(sentence: Sentence) -> list[list[Word]]:
    """Runs of proper nouns that are the name of one person or place."""
    runs: list[list[Word]] = []
    for i, word in enumerate(sentence.words):
        if word.entity not in ("PERSON", "GPE") or word.pos != "PROPN" or not word.text[:1].isupper():
            continue
        if runs and i and sentence.words[i - 1] is runs[-1][-1] and runs[-1][-1].entity == word.entity:
            runs[-1].append(word)
        else:
            runs.append([word])
    titles: list[str] = load_words()["agency"]["actors"]
    plain = (run for run in runs if not any("." in w.text or w.text.lower() in titles for w in run))
    return [run for run in plain if _alone(sentence, run)]


def _alone(sentence: Sentence, run: list[Word]) -> bool:
    """Whether no other proper noun and no article stands beside the run, so that it is the whole name."""
    i, j = sentence.words.index(run[0]), sentence.words.index(run[-1])
    beside = [*sentence.words[max(0, i - 1) : i], *sentence.words[j + 1 : j + 2]]
    titled = all(w.pos != "PROPN" or w.text.endswith(".") for w in beside)
    return titled and (i == 0 or sentence.words[i - 1].pos != "DET")


def modal(sentence: Sentence, dice: random.Random) -> Altered | None:
    """What will be made what may be, and the other way."""
    table = dict(load_words()["modal"]["swaps"])
    fits = [w for w in sentence.words if w.tag == "MD" and w.text.lower() in table]
    edits = [Edit(w.start, w.end, _cased(table[w.text.lower()], w)) for w in fits if not _bound(sentence, w)]
    return Altered(rewrite(sentence.text, [dice.choice(edits)])) if edits else None


def _bound(sentence: Sentence, word: Word) -> bool:
    """Whether the modal is written together with its neighbour, or only polite: would like."""
    if sentence.words[word.head].lemma in ("like", "appreciate"):
        return True
    return sentence.text[word.end : word.end + 1] not in (" ", "") or sentence.text[word.start - 1 : word.start] not in (" ", "")


def agency(sentence: Sentence, dice: random.Random) -> Altered | None:
    """Subject and object of a verb in each other's place; a text in capitals is not parsed well enough for it."""
    pairs = [] if sentence.text.isupper() else [p for i, w in enumerate(sentence.words) if w.pos == "VERB" for p in _sides(sentence, i)]
    if not pairs:
        return None
    (a, b), (c, d) = dice.choice(pairs)
    subject, object_ = sentence.text[a:b], sentence.text[c:d]
    first = _SUBJECT.get(object_.lower(), object_) if object_ != "her" else "she"
    first = "I" if first == "i" else first
    last = _OBJECT.get(subject.lower(), _uncapital(sentence, subject, a))
    return Altered(rewrite(sentence.text, [Edit(a, b, first), Edit(c, d, last)]))


def _uncapital(sentence: Sentence, phrase: str, start: int) -> str:
    first = next(w for w in sentence.words if w.start == start)
    small = first.pos in ("DET", "PRON", "NUM", "ADJ") and first.text != "I"
    return phrase[:1].lower() + phrase[1:] if small else phrase


def _sides(sentence: Sentence, verb: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The places of a short subject and a short object of a verb whose form fits either."""
    if not _fits_either(sentence, verb):
        return []
    subject = _phrase(sentence, verb, ("nsubj",))
    object_ = _phrase(sentence, verb, ("dobj", "dative"))
    if subject is None or object_ is None or subject[1] > sentence.words[verb].start or object_[0] < sentence.words[verb].end:
        return []
    return [(subject, object_)]


def _fits_either(sentence: Sentence, verb: int) -> bool:
    if sentence.words[verb].lemma in _NO_ACT:
        return False
    modal_before = any(w.head == verb and w.tag == "MD" for w in sentence.words)
    bound = any(w.head == verb and (w.dep in ("auxpass", "agent") or (w.dep == "aux" and w.tag != "MD")) for w in sentence.words)
    return (sentence.words[verb].tag == "VBD" or modal_before) and not bound


def _can_act(word: Word) -> bool:
    actors: list[str] = load_words()["agency"]["actors"]
    named = word.pos == "PROPN" and word.entity in ("PERSON", "GPE", "ORG", "NORP")
    return named or word.pos == "PRON" or word.lemma in actors


def _phrase(sentence: Sentence, verb: int, deps: tuple[str, ...]) -> tuple[int, int] | None:
    """The one short phrase that hangs on the verb so, if it is somebody or something that can do."""
    heads = [i for i, w in enumerate(sentence.words) if w.head == verb and w.dep in deps]
    if len(heads) != 1 or sentence.words[heads[0]].text.lower() in _DOES_NOTHING:
        return None
    if not _can_act(sentence.words[heads[0]]):
        return None
    tree = sentence.subtree(heads[0])
    whole = tree[-1] - tree[0] + 1 == len(tree) <= 4 and not any(sentence.words[k].dep in ("prep", "relcl", "acl") for k in tree)
    return (sentence.words[tree[0]].start, sentence.words[tree[-1]].end) if whole else None
