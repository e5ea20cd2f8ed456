"""The words of a text with their dictionary forms, and what can be read from them: phrases, numbers, negations, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from memcon import limits
from memcon.link.tables import load_table, words_of
from memcon.text import Span

TABLE: Final = "readouts"
REACH: Final = 12
"""Characters before a word in which the end of the sentence before must stand."""
CAPITALS: Final = 30
"""Characters before or after a word that show whether all is printed in capitals."""
_WORD: Final = re.compile(r"[^\W_]{1,80}(?:[.,'’\-‑][^\W_]{1,80}){0,20}")
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MONTHS: Final = frozenset("january february march april may june july august september october november december".split())
CALENDAR: Final = MONTHS | frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())
_PARTY_WORDS: Final = frozenset("side country leader minister president secretary party man woman nation state government people".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed, where it stands, its dictionary form, and whether it has a capital that no sentence gave it."""

    printed: str
    start: int
    form: str
    is_name: bool

    @property
    def folded(self) -> str:
        """The word for comparing texts: without case, with one sort of apostrophe and hyphen."""
        return fold(self.printed)


def fold(word: str) -> str:
    """The word without case, with one sort of apostrophe and hyphen."""
    return word.casefold().replace("’", "'").replace("‑", "-")


@lru_cache(maxsize=20_000)
def form_of(word: str) -> str:
    """The dictionary form of a word."""
    from simplemma import lemmatize  # loads a dictionary of 0.1 s

    bare = fold(word).removesuffix("'s")
    found = bare if len(bare) > 40 or not bare.isalpha() else str(lemmatize(bare, lang="en")).casefold()
    return _IRREGULAR.get(found, found)


_IRREGULAR: Final = {"an": "a", "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "being": "be", "had": "have", "did": "do"}


def words_in(text: str, span: Span | None = None) -> list[Word]:
    """The words of the text, or of the span in it, in order."""
    start, end = (0, len(text)) if span is None else (span.start, span.end)
    return [
        Word(m[0], m.start(), form_of(m[0]), _is_name(m[0], text, m.start()))
        for m in _WORD.finditer(text, start, end)
        if len(m[0]) <= limits.WORD_POINTS
    ]


def _is_name(word: str, text: str, at: int) -> bool:
    """Whether the word has a capital in the middle of a sentence, and is none of the calendar, nor one letter."""
    if not word[:1].isupper() or len(word) < 2 or fold(word) in CALENDAR:
        return False
    if word.isupper() and (text[max(0, at - CAPITALS) : at].isupper() or text[at : at + CAPITALS].isupper()):
        return False  # telegrams are printed in capitals
    around = text[max(0, at - REACH) : at]
    before = around.rstrip(" \n\t“‘\"'«(")
    if not before or around[len(before) :].count("\n") > 1:
        return False
    return before[-1] not in ".!?:;…" or (word[1:].isupper() and len(word) < 6)


@lru_cache(maxsize=20_000)
def stem_of(form: str) -> str:
    """What a noun and its verb share: "evacu" of evacuate and evacuation; short words and phrases as they are."""
    if form[:1] in "=#" or form[-2:] in _KEPT:
        return form
    ending = next((e for e in _ENDINGS if form.endswith(e) and len(form) - len(e) >= SHORTEST_STEM), "")
    return form.removesuffix(ending)


_ENDINGS: Final = tuple("ations ation ating ments ment ance ence ate ion ing ive ics ity ic al ed e y".split())
_KEPT: Final = frozenset("ay ey oy uy".split())
"""Ends of words whose y is no ending: deploy, survey."""
SHORTEST_STEM: Final = 5


# ── phrases ──────────────────────────────────────────────────────────────────────────────────────────────────────────

Phrase = tuple[str, ...]


@cache
def _phrases(kind: str, name: str) -> frozenset[Phrase]:
    """The phrases of a list as dictionary forms."""
    table: Mapping[str, Any] = load_table(TABLE)[kind]
    return frozenset(tuple(form_of(w) for w in _WORD.findall(phrase)) for phrase in table[name])


@cache
def _concepts() -> Mapping[Phrase, str]:
    """Each phrase of the lists of like wordings, and what stands for the whole list."""
    rows: Sequence[Mapping[str, Sequence[str]]] = load_table(TABLE)["alike"]
    found: dict[Phrase, str] = {}
    for row in rows:
        for phrase in row["words"]:
            found.setdefault(tuple(form_of(w) for w in _WORD.findall(phrase)), f"={row['words'][0]}")
    return found


LONGEST: Final = 6
"""Words of the longest phrase of the table."""


def find_phrases(words: Sequence[Word], kind: str, name: str = "words") -> Iterator[tuple[int, int]]:
    """Where phrases of the list stand, as ranges of words, the longest of those that begin at one word; no two overlap."""
    known = _phrases(kind, name)
    i = 0
    while i < len(words):
        size = next((n for n in range(LONGEST, 0, -1) if tuple(w.form for w in words[i : i + n]) in known and i + n <= len(words)), 0)
        if size:
            yield i, i + size
        i += size or 1


def concepts_in(words: Sequence[Word]) -> list[tuple[str, Word]]:
    """What the words mean, one by one: a phrase of the lists as one, plain words left out, each with its first word."""
    known, plain = _concepts(), _plain()
    found: list[tuple[str, Word]] = []
    i = 0
    while i < len(words):
        size = next((n for n in range(LONGEST, 0, -1) if tuple(w.form for w in words[i : i + n]) in known and i + n <= len(words)), 0)
        if size:
            found.append((known[tuple(w.form for w in words[i : i + size])], words[i]))
        elif words[i].form not in plain and words[i].folded not in plain:
            found.append((words[i].form, words[i]))
        i += size or 1
    return found


@cache
def _plain() -> frozenset[str]:
    return frozenset(load_table(TABLE)["plain"]["words"].split())


# ── numbers, negations, names ────────────────────────────────────────────────────────────────────────────────────────


def numbers_in(words: Sequence[Word]) -> dict[float, str]:
    """The numbers by value with their words; "one", days and years, and "the two" of the parties are none."""
    found: dict[float, str] = {}
    i = 0
    while i < len(words):
        size, value = _number_at(words, i)
        if size and not _is_parties(words, i, size) and not _is_date(words, i):
            found.setdefault(value, " ".join(w.printed for w in words[i : i + size]))
        i += size or 1
    return found


def _is_date(words: Sequence[Word], i: int) -> bool:
    """Whether the number stands beside a month, or is the year behind one: "June 4, 2024"."""
    around = [w.folded for w in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2])]
    is_year = len(words[i].printed) == 4 and words[i].printed.isdigit() and any(w.folded in MONTHS for w in words[max(0, i - 2) : i])
    return is_year or bool(MONTHS.intersection(around))


def _number_at(words: Sequence[Word], i: int) -> tuple[int, float]:
    """How many words from here on are a number, and its value: "two million", "3.5 billion", "twenty-five"."""
    value = value_of(words[i].printed)
    if value is None:
        return 0, 0.0
    size = 1
    scales: Mapping[str, int] = load_table(TABLE)["scales"]
    while i + size < len(words) and words[i + size].form in scales:
        value *= scales[words[i + size].form]
        size += 1
    return size, value


def value_of(word: str) -> float | None:
    """The value of a number in digits or in words, or None."""
    known: Mapping[str, int] = load_table(TABLE)["numbers"]
    low = fold(word)
    if _NUMBER.fullmatch(low):
        return float(low.replace(",", "")) if len(low) < 20 else None
    parts = [known.get(part) if part != "one" else 1 for part in low.split("-")]
    if low == "one" or None in parts:
        return None
    return float(sum(part for part in parts if part is not None))


def _is_parties(words: Sequence[Word], i: int, size: int) -> bool:
    """Whether it is "the two" who talk, alone or as sides, ministers, countries."""
    before = words[i - 1].form if i else ""
    after = words[i + size] if i + size < len(words) else None
    if fold(words[i].printed) not in {"two", "three", "four"} or before not in {"the", "these", "between"}:
        return False
    return after is None or after.form in _PARTY_WORDS or not after.folded.endswith("s")


def negations_in(words: Sequence[Word]) -> list[str]:
    """The words that deny, as printed; "n't" with its verb."""
    known = words_of_list("negations")
    return [w.printed for w in words if w.form in known or w.folded in known or w.folded.endswith("n't")]


@cache
def words_of_list(kind: str) -> frozenset[str]:
    """A list of single words of the table."""
    return frozenset(load_table(TABLE)[kind]["words"])


def names_in(words: Sequence[Word], *, leave_out: Iterable[str] = ()) -> list[str]:
    """The runs of words with capitals, without titles and without those left out, in order."""
    titles, out = words_of("names", "titles"), frozenset(leave_out)
    kept = [k for k, w in enumerate(words) if w.is_name and not ({w.folded, w.form} & titles) and not ({w.folded, w.form} & out)]
    runs: list[list[int]] = [kept[:1]] if kept else []
    for before, k in pairwise(kept):
        if k == before + 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    return list(dict.fromkeys(" ".join(words[k].printed for k in run) for run in runs))
