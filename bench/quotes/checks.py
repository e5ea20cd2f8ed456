"""Each altered quotation held against what it claims to be, by its words alone: what is not sure to be so is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from bench.quotes.cases import Altered
from bench.quotes.meaning import name_runs
from bench.quotes.sentences import Sentence, parse_one, tokens
from bench.quotes.wording import SPUN, content
from bench.quotes.words import inverse, load_words

_ELLIPSIS: Final = re.compile(r"\s*(?:\[\.\.\.\]|\.\.\.|…|\. \. \.)\s*")
_ARTICLES: Final = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the source that stand otherwise in the quotation."""

    source: tuple[str, ...]
    quotation: tuple[str, ...]


def differences(source: str, quotation: str) -> list[Difference]:
    """The runs that differ, in order; a form of the article that only follows the next word is none."""
    a, b = tokens(source), tokens(quotation)
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    found = [Difference(tuple(a[i:j]), tuple(b[k:m])) for tag, i, j, k, m in codes if tag != "equal"]
    return [d for d in found if not {*d.source, *d.quotation} <= _ARTICLES or len(d.source) != len(d.quotation)]


def _verbatim(sentence: Sentence, altered: Altered) -> bool:
    return altered.quotation.replace("’", "'") in sentence.text.replace("’", "'")


def _cleaned(sentence: Sentence, altered: Altered) -> bool:
    fillers = {w for f in load_words()["speech"]["fillers"] for w in f.lower().split()}
    found = differences(altered.spoken or "", altered.quotation)
    said = fillers | set(tokens(altered.quotation))
    return altered.quotation == sentence.text and bool(found) and all(not d.quotation and all(w in said for w in d.source) for d in found)


def _trimmed(sentence: Sentence, altered: Altered) -> bool:
    parts = _ELLIPSIS.split(altered.quotation)
    places = [sentence.text.find(p.rstrip(" .")) for p in parts]
    return len(parts) == 2 and places[0] == 0 < places[1] and all(len(p.split()) >= 3 for p in parts)


def _bracketed(sentence: Sentence, altered: Altered) -> bool:
    outside = re.split(r"\[[^\]]+\]", altered.quotation)
    return len(outside) > 1 and all(part.strip() in sentence.text for part in outside)


def _shifted(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    return bool(found) and all(len(d.source) == len(d.quotation) for d in found) and _same_content(sentence, altered)


def _minor(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    lists = load_words()["minor"]
    allowed = {(a.lower(), b.lower()) for a, b in [*lists["words"], *lists["spelling"]]}
    return len(found) == 1 and (" ".join(found[0].source), " ".join(found[0].quotation)) in allowed | {("", "that")}


def _synonym(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    return 0 < len(found) <= 2 and _all_swapped(sentence, found, "synonyms") and _share(sentence, found) <= SPUN


def _spun(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    return _all_swapped(sentence, found, "synonyms") and _share(sentence, found) > SPUN


def _share(sentence: Sentence, found: list[Difference]) -> float:
    return sum(len(d.source) for d in found) / max(1, len(content(sentence)))


def _all_swapped(sentence: Sentence, found: list[Difference], table: str) -> bool:
    """Whether each word that differs is a content word with another of the table in its place, word for word."""
    known: dict[str, set[str]] = {}
    for (_, lemma), to in inverse(table).items():
        known.setdefault(lemma, set()).update(to)
    lemmas = {w.text.lower(): w.lemma for w in sentence.words}
    for d in found:
        if len(d.source) != len(d.quotation):
            return False
        pairs = zip(d.source, d.quotation, strict=True)
        if any(not _stems(new, known.get(lemmas.get(old, old), set())) and {old, new} - _ARTICLES for old, new in pairs):
            return False
    return bool(found)


def _stems(form: str, lemmas: set[str]) -> bool:
    irregular = load_words()["irregular"]
    return any(form in irregular.get(lemma, []) or form.startswith(lemma[: max(3, len(lemma) - 1)]) for lemma in lemmas)


def _silent_cut(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    heavy = {w for words in load_words()["limits"].values() for w in words}
    long = any(len(w) > 3 for d in found for w in d.source)
    return len(found) == 1 and not found[0].quotation and long and not heavy & set(found[0].source)


def _insertion(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    lists = load_words()["insertions"]
    added = [w for d in found for w in d.quotation if w not in _ARTICLES]
    gone = [w for d in found for w in d.source if w not in _ARTICLES]
    return len(added) == 1 and not gone and added[0] in [*lists["adjective"], *lists["adverb"]]


def _number(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    if len(found) != 1 or len(found[0].source) != 1:
        return False
    old, new = found[0].source[0], " ".join(found[0].quotation)
    values = (_value(old), _value(new))
    swapped = [old, new] in load_words()["quantifier"]["swaps"]
    return (None not in values and values[0] != values[1]) or (swapped and None in values)


def _value(word: str) -> int | None:
    words = load_words()["number"]["words"]
    digits = word.replace(",", "")
    return (
        int(digits)
        if digits.isdigit()
        else ([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 30, 40, 50][words.index(word)] if word in words else None)
    )


_NEGATED: Final = re.compile(r"\b(?:not|never)\b|n't\b|\bcannot\b")


def _negation(sentence: Sentence, altered: Altered) -> bool:
    before, after = (len(_NEGATED.findall(t.lower().replace("’", "'"))) for t in (sentence.text, altered.quotation))
    return abs(before - after) == 1 and len(differences(sentence.text, altered.quotation)) == 1


def _antonym(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    return len([d for d in found if {*d.source, *d.quotation} - _ARTICLES]) == 1 and _all_swapped(sentence, found, "antonyms")


def _name(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    names = load_words()["names"]
    new = {n.lower() for n in [*names["people"], *names["surnames"], *names["places"]]}
    runs = {" ".join(tokens(" ".join(w.text for w in run))) for run in name_runs(sentence)}
    both = [(" ".join(d.source), " ".join(d.quotation)) for d in found if {*d.source, *d.quotation} - _ARTICLES]
    return len(both) == 1 and both[0][0] in runs and both[0][1] in new and not _holds_any(sentence, both[0][1])


def _holds_any(sentence: Sentence, new: str) -> bool:
    return bool(set(new.split()) & set(tokens(sentence.text)))


def _modal(sentence: Sentence, altered: Altered) -> bool:
    found = differences(sentence.text, altered.quotation)
    return len(found) == 1 and [" ".join(found[0].source), " ".join(found[0].quotation)] in load_words()["modal"]["swaps"]


_CASES: Final = {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we"}


def _agency(sentence: Sentence, altered: Altered) -> bool:
    before, after = (Counter(_CASES.get(t, t) for t in tokens(x)) for x in (sentence.text, altered.quotation))
    return before == after and tokens(sentence.text) != tokens(altered.quotation)


CLAIMS: Final[Mapping[str, Callable[[Sentence, Altered], bool]]] = {
    "verbatim": _verbatim,
    "cleaned": _cleaned,
    "trimmed": _trimmed,
    "bracketed": _bracketed,
    "shifted": _shifted,
    "minor": _minor,
    "synonym": _synonym,
    "spun": _spun,
    "silent-cut": _silent_cut,
    "insertion": _insertion,
    "number": _number,
    "negation": _negation,
    "antonym": _antonym,
    "name": _name,
    "modal": _modal,
    "agency": _agency,
}


def holds(way: str, sentence: Sentence, altered: Altered) -> bool:
    """Whether the quotation is what the way claims, and still a sentence where a whole one was altered."""
    return CLAIMS[way](sentence, altered) and (way in _UNPARSED or _is_sentence(sentence, altered.quotation))


_UNPARSED: Final = frozenset({"verbatim", "cleaned", "trimmed", "bracketed"})


def _is_sentence(sentence: Sentence, quotation: str) -> bool:
    """Whether the parser still sees one sentence with the same parts of speech at its verb."""
    again = parse_one(quotation)
    verbal = {"VERB", "AUX"}
    had, has = (any(w.dep == "ROOT" and w.pos in verbal for w in s.words) for s in (sentence, again))
    return has or not had


def _same_content(sentence: Sentence, altered: Altered) -> bool:
    """Whether the nouns, adjectives and names are the same but for their forms."""
    here = Counter(w.lemma for w in sentence.words if w.pos in ("NOUN", "ADJ", "PROPN"))
    there = Counter(w.lemma for w in parse_one(altered.quotation).words)
    return not here - there
