"""How one word of a quotation stands to one word of the source."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from memcon.link.quotes.lexicon import Lexicon, bases
from memcon.link.quotes.tables import apart_names, values_of, verb_forms
from memcon.link.quotes.words import Word, is_function, is_negation, modal_class, quantifier_class
from memcon.model.quotation import ChangeKind


class Grade(NamedTuple):
    """What changed from one word to the other, and how much of it is left, 0 to 1."""

    kind: ChangeKind
    score: float


SAME = Grade(ChangeKind.SAME, 1.0)
UNLIKE = Grade(ChangeKind.WORD, 0.0)


def judge(mine: Word, theirs: Word, lexicon: Lexicon) -> Grade:
    """The grade of a word of the quotation against a word of the source."""
    if mine.key == theirs.key:
        return SAME
    if mine.value is not None or theirs.value is not None:
        return _numbers(mine, theirs)
    return _judge(mine.key, theirs.key, mine.capital and theirs.capital, lexicon)


def _numbers(mine: Word, theirs: Word) -> Grade:
    if mine.value is not None and theirs.value is not None:
        same = mine.value == theirs.value and mine.key.endswith("th") == theirs.key.endswith("th")
        return Grade(ChangeKind.COSMETIC, 1.0) if same else Grade(ChangeKind.NUMBER, 0.5)
    other = theirs.key if mine.value is not None else mine.key
    if quantifier_class(other):
        return Grade(ChangeKind.NUMBER, 0.4)
    plain = {mine.key, theirs.key} <= {"#1", "a", "an", "the"}
    return Grade(ChangeKind.MINOR, 0.5) if plain else UNLIKE


@lru_cache(maxsize=200_000)
def _judge(mine: str, theirs: str, capital: bool, lexicon: Lexicon) -> Grade:  # noqa: FBT001
    equal = values_of("equal")
    if equal.get(mine, mine) == equal.get(theirs, theirs):
        return Grade(ChangeKind.COSMETIC, 1.0)
    for rule in (_grammar, _form, _quantity):
        found = rule(mine, theirs)
        if found is not None:
            return found
    if lexicon.opposed(mine, theirs):
        return Grade(ChangeKind.ANTONYM, 0.6)
    if is_function(mine) and is_function(theirs):
        return Grade(ChangeKind.MINOR, 0.3)
    return _sense(mine, theirs, lexicon) or _spelling(mine, theirs, capital=capital) or UNLIKE


def _grammar(mine: str, theirs: str) -> Grade | None:
    """Negations, modal verbs and pronouns."""
    if is_negation(mine) and is_negation(theirs):
        return Grade(ChangeKind.MINOR, 0.6)
    if is_negation(mine) or is_negation(theirs):
        return UNLIKE
    one, other = modal_class(mine), modal_class(theirs)
    if one and other:
        return Grade(ChangeKind.SHIFT, 0.8) if one & other else Grade(ChangeKind.MODAL, 0.5)
    return _pronouns(mine, theirs)


def _pronouns(mine: str, theirs: str) -> Grade | None:
    persons = values_of("persons")
    if mine not in persons or theirs not in persons:
        return None
    one, other = persons[mine], persons[theirs]
    if one == other:
        return Grade(ChangeKind.MINOR, 0.7)
    if ("third" in one) != ("third" in other):
        return Grade(ChangeKind.SHIFT, 0.7)
    return Grade(ChangeKind.PRONOUN, 0.4)


def _form(mine: str, theirs: str) -> Grade | None:
    """Two forms of one word."""
    if not bases(mine) & bases(theirs):
        return None
    if mine.endswith("'s") or theirs.endswith("'s"):
        return Grade(ChangeKind.INFLECTION, 0.9)
    irregular = verb_forms()
    tense = [word for word in (mine, theirs) if word.endswith("ed") or (word in irregular and not word.endswith(("s", "ing")))]
    verbal = bool(tense) and not any(word.endswith("ing") for word in (mine, theirs)) and not {mine, theirs} & _PLURALS
    auxiliary = is_function(mine) and is_function(theirs)
    return Grade(ChangeKind.SHIFT if verbal or auxiliary else ChangeKind.INFLECTION, 0.9)


_PLURALS = frozenset({"men", "women", "children", "people", "feet", "lives", "countries", "wives", "crises"})


def _quantity(mine: str, theirs: str) -> Grade | None:
    one, other = quantifier_class(mine), quantifier_class(theirs)
    if not one or not other:
        return None
    return Grade(ChangeKind.SYNONYM, 0.6) if one & other else Grade(ChangeKind.QUANTIFIER, 0.5)


def _sense(mine: str, theirs: str, lexicon: Lexicon) -> Grade | None:
    if lexicon.same_sense(mine, theirs):
        return Grade(ChangeKind.SYNONYM, 0.7)
    return None


def _spelling(mine: str, theirs: str, *, capital: bool) -> Grade | None:
    short, long_ = sorted((mine, theirs), key=lambda word: (len(word), word))
    if capital and {mine, theirs} <= apart_names():
        return Grade(ChangeKind.NAME, 0.3)
    if len(short) == 1 and long_.startswith(short) and capital:
        return Grade(ChangeKind.SYNONYM, 0.6)
    if _canonical(mine) == _canonical(theirs):
        return Grade(ChangeKind.SPELLING, 0.95)
    if len(short) < 4:
        return None
    near = Levenshtein.normalized_similarity(mine, theirs)
    if near >= 0.88 and len(short) >= 8 and not long_.startswith(short):
        return Grade(ChangeKind.SPELLING, 0.8)
    if _stem(short, long_):
        return Grade(ChangeKind.INFLECTION if capital else ChangeKind.SYNONYM, 0.65)
    least = 0.7 if capital else 0.8
    if mine[:1] == theirs[:1] or len(short) >= 6:
        return Grade(ChangeKind.SPELLING, 0.8) if near >= least else None
    return None


def _stem(short: str, long_: str) -> bool:
    """Whether two words share the stem, as press and pressure do."""
    common = 0
    for one, other in zip(short, long_, strict=False):
        if one != other:
            break
        common += 1
    return common >= 5 and len(short) - common <= 4 and common >= len(long_) * 0.45 and len(short) != len(long_)


@lru_cache(maxsize=100_000)
def _canonical(word: str) -> str:
    """A word with the marks that recognition confuses, and the spellings of Britain, made one."""
    for british, american in values_of("british").items():
        if word.endswith(british) and len(word) > len(british) + 2:
            word = word[: -len(british)] + american
            break
    return word.replace("rn", "m").replace("0", "o").replace("1", "l").replace("vv", "w").replace("-", "")


@lru_cache(maxsize=100_000)
def other_forms(word: str) -> tuple[str, ...]:
    """Other inflections and spellings that a word may have in a source, the likeliest first."""
    spelt = [_swapped(word, one, other) for pair in values_of("british").items() for one, other in (pair, pair[::-1])]
    forms = [*spelt, *sorted(bases(word)), *(base + ending for base in sorted(bases(word)) for ending in ("s", "ed", "d", "ing"))]
    return tuple(dict.fromkeys(form for form in forms if form and form != word))


def _swapped(word: str, one: str, other: str) -> str:
    return word[: -len(one)] + other if word.endswith(one) and len(word) > len(one) + 2 else ""


@lru_cache(maxsize=100_000)
def labels(key: str, lexicon: Lexicon) -> frozenset[str]:
    """What a word can be related by: two words that share no label are unlike, but for their spelling."""
    found = {"b:" + base for base in bases(key)} | {"g:" + group for group in lexicon.groups(key)}
    found |= {"o:" + other for base in bases(key) for other in lexicon.opposites.get(base, frozenset())}
    found |= {"c:" + _canonical(key), "e:" + values_of("equal").get(key, key)}
    checks = {
        "N": key.startswith("#") or bool(quantifier_class(key)),
        "M": bool(modal_class(key)),
        "P": key in values_of("persons"),
        "X": is_negation(key),
    }
    return frozenset(found | {"=" + key} | {name for name, holds in checks.items() if holds})


@lru_cache(maxsize=100_000)
def probes(key: str, lexicon: Lexicon) -> frozenset[str]:
    """The labels under which the words that a word may stand for are found."""
    found = set(labels(key, lexicon))
    for base in bases(key):
        found |= {"o:" + base} | {"b:" + other for other in lexicon.opposites.get(base, frozenset())}
        found |= {"b:" + prefix + base for prefix in _PREFIXES} | {"b:" + base[len(p) :] for p in _PREFIXES if base.startswith(p)}
    return frozenset(found)


_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
