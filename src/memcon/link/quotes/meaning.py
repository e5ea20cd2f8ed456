"""Differences that can turn the meaning: numbers, modal verbs, quantifiers, names, qualifiers, and what brackets hide."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.link.quotes.agency import read_agency
from memcon.link.quotes.diffing import Column, mark, runs_of
from memcon.link.quotes.lexicon import bases, own_lexicon
from memcon.link.quotes.negating import read_negations, still_there
from memcon.link.quotes.tables import apart_names, phrases_of, verb_forms, words_of
from memcon.link.quotes.words import Word, is_function, is_title, modal_class, quantifier_class
from memcon.model.quotation import ChangeKind

_NEAR = 4
_CLAUSE = 5


def read_meaning(columns: list[Column], mine: str, theirs: str, around: Sequence[Word]) -> None:
    """Mark every difference of the columns that can turn the meaning; the texts show where sentences begin,
    `around` are the words of the source of the stretch and near it.
    """
    read_negations(columns)
    _read_numbers(columns)
    _read_modals(columns)
    _read_quantifiers(columns)
    _read_qualifiers(columns)
    _read_names(columns, mine, theirs)
    _read_bracket_meaning(columns)
    read_agency(columns, mine, theirs, around)


def _read_numbers(columns: list[Column]) -> None:
    for k, column in enumerate(columns):
        if column.kind is ChangeKind.NUMBER and _other_population(columns, k):
            column.kind, column.note = ChangeKind.WORD, "numbers of different things"
    bare = {ChangeKind.INSERTED, ChangeKind.WORD}
    for k, column in enumerate(columns):
        if column.kind not in bare or column.mine is None or column.mine.value is None:
            continue
        twin = _dropped_number(columns, k)
        if twin is not None:
            mark((column, twin), ChangeKind.NUMBER)


def _dropped_number(columns: Sequence[Column], k: int) -> Column | None:
    """A number of the source near a new number of the quotation that stands for it."""
    near = sorted(range(max(0, k - _NEAR), min(len(columns), k + _NEAR + 1)), key=lambda i: (abs(i - k), i))
    for i in near:
        word = columns[i].theirs
        if i != k and word is not None and word.value is not None and columns[i].kind in {ChangeKind.SILENT_CUT, ChangeKind.WORD}:
            return columns[i]
    return None


def _other_population(columns: Sequence[Column], k: int) -> bool:
    """Whether the two numbers count different things, each of which the other side names elsewhere."""
    mine, theirs = _counted(columns, k, mine=True), _counted(columns, k, mine=False)
    if mine is None or theirs is None or bases(mine) & bases(theirs):
        return False
    there = {base for column in columns if column.theirs for base in bases(column.theirs.key)}
    here = {base for column in columns if column.mine for base in bases(column.mine.key)}
    return bool(bases(mine) & there or bases(theirs) & here)


def _counted(columns: Sequence[Column], k: int, *, mine: bool) -> str | None:
    for column in columns[k + 1 : k + 5]:
        word = column.mine if mine else column.theirs
        if word is not None and not is_function(word.key) and word.value is None:
            return word.key
    return None


def _read_modals(columns: list[Column]) -> None:
    for k, column in enumerate(columns):
        if column.kind not in {ChangeKind.MINOR, ChangeKind.WORD, ChangeKind.INSERTED, ChangeKind.SILENT_CUT}:
            continue
        for mine in (True, False):
            word = column.mine if mine else column.theirs
            if word is not None and _lost_modal(columns, k, word, mine=mine):
                column.kind = ChangeKind.MODAL


_STANDINS = {
    "obliged": frozenset({"must", "have", "has", "had", "need", "needs", "needed", "necessary"}),
    "advised": frozenset({"should", "ought"}),
    "possible": frozenset({"may", "might", "could", "perhaps", "maybe", "possibly", "possible"}),
    "able": frozenset({"can", "could", "able", "capable"}),
}


def _lost_modal(columns: Sequence[Column], k: int, word: Word, *, mine: bool) -> bool:
    """Whether a modal verb has nothing that stands for it on the other side."""
    classes = modal_class(word.key)
    if not classes or "sure" in classes or not still_there(columns, k, mine=mine):
        return False
    if any(found.key == word.key for column in columns if column.changed and (found := column.theirs if mine else column.mine)):
        return False
    near = columns[max(0, k - _NEAR) : k + _NEAR + 1]
    other = {found.key for column in near if (found := column.theirs if mine else column.mine)}
    return not any(other & _STANDINS.get(kind, frozenset()) for kind in classes)


def _in_clause(columns: Sequence[Column], k: int) -> bool:
    """Whether the column is part of a long stretch that only one side has."""
    if columns[k].mine is not None and columns[k].theirs is not None:
        return False
    side = columns[k].mine is None
    low = high = k
    while low > 0 and _only(columns[low - 1], side=side):
        low -= 1
    while high + 1 < len(columns) and _only(columns[high + 1], side=side):
        high += 1
    return sum(not is_function(columns[i].word.key) for i in range(low, high + 1)) >= _CLAUSE


def _only(column: Column, *, side: bool) -> bool:
    return (column.mine is None) == side and (column.mine is None or column.theirs is None)


_TURNS_WHEN_NEW = frozenset({"all", "most", "few"})
_TURNS_WHEN_CUT = frozenset({"most", "few", "half"})
_NO_QUANTITY_AFTER = frozenset({"at", "of", "after", "above", "first"})


def _read_quantifiers(columns: list[Column]) -> None:
    for k, column in enumerate(columns):
        if column.kind is ChangeKind.INSERTED and column.mine and quantifier_class(column.mine.key) & _TURNS_WHEN_NEW:
            before = columns[k - 1].mine if k else None
            if (before is None or before.key not in _NO_QUANTITY_AFTER) and not _in_clause(columns, k):
                column.kind = ChangeKind.QUANTIFIER
        lost = column.kind is ChangeKind.SILENT_CUT and column.theirs and quantifier_class(column.theirs.key) & _TURNS_WHEN_CUT
        if lost and not _in_clause(columns, k):
            column.kind = ChangeKind.QUANTIFIER


def _read_qualifiers(columns: list[Column]) -> None:
    """Words of the source that make a sentence less than whole, and that the quotation leaves out."""
    cut = {ChangeKind.SILENT_CUT, ChangeKind.MINOR}
    for low, high in runs_of(columns):
        run = [column for column in columns[low:high] if column.mine is None and column.kind in cut]
        keys = [column.theirs.key for column in run if column.theirs]
        for column, key in zip(run, keys, strict=True):
            if key in words_of("qualifiers") and column.kind in cut:
                column.kind = ChangeKind.QUALIFIER
        for phrase in phrases_of("qualifier_phrases"):
            for k in range(len(keys) - len(phrase) + 1):
                if tuple(keys[k : k + len(phrase)]) == phrase:
                    mark(run[k : k + len(phrase)], ChangeKind.QUALIFIER)


def _read_names(columns: list[Column], mine: str, theirs: str) -> None:
    shouting = _shouts(columns)
    for k, column in enumerate(columns):
        one, other = column.mine, column.theirs
        if column.kind is ChangeKind.SILENT_CUT and other is not None and _hyphened(other, theirs):
            column.kind, column.note = ChangeKind.NAME, "part of a name"
        if column.kind is not ChangeKind.WORD or one is None or other is None or one.bracket or not (one.capital and other.capital):
            continue
        if {one.key, other.key} <= apart_names() or _after_title(columns, k) or (not shouting and _named(columns, column, mine, theirs)):
            column.kind = ChangeKind.NAME


def _after_title(columns: Sequence[Column], k: int) -> bool:
    """Whether the words stand right after the same title of a person."""
    before = columns[k - 1] if k else None
    return before is not None and not before.changed and before.mine is not None and before.mine.key in words_of("name_titles")


def _shouts(columns: Sequence[Column]) -> bool:
    words = [column.word for column in columns]
    return sum(word.surface.isupper() and len(word.surface) > 1 for word in words) > len(words) / 2


def _hyphened(word: Word, text: str) -> bool:
    """Whether a capital letter or two are bound to the name before them, as the K of ISIS-K is."""
    return (
        word.surface.isupper()
        and len(word.surface) <= 2
        and word.start > 1
        and text[word.start - 1] in "-‐‑–"
        and text[word.start - 2].isupper()
    )


def _named(columns: Sequence[Column], column: Column, mine: str, theirs: str) -> bool:
    """Whether two names stand one for the other, and neither is found on the other side."""
    one, other = column.mine, column.theirs
    if one is None or other is None or any(is_function(word.key) or is_title(word.key) for word in (one, other)):
        return False
    if not (_is_name(one, mine, theirs) and _is_name(other, theirs, theirs)):
        return False
    here = {found.mine.key for found in columns if found.mine}
    there = {found.theirs.key for found in columns if found.theirs}
    return one.key not in there and other.key not in here


def _is_name(word: Word, text: str, source: str) -> bool:
    """Whether a capital shows a name; at the head of a sentence only where nothing shows that it is a common word."""
    if word.key in apart_names() or not _heads(word, text):
        return True
    common = (
        own_lexicon().knows(word.key)
        or word.key in verb_forms()
        or word.key.endswith(("s", "ing", "ed", "ly"))
        and not word.key.endswith("'s")
    )
    return not common and source.find(f" {word.key} ", 0, _READ_FOR_CASE) < 0


_READ_FOR_CASE = 2_000_000


def _heads(word: Word, text: str) -> bool:
    """Whether a word stands at the head of a sentence or of the text."""
    before = text[max(0, word.start - 24) : word.start].rstrip(" \n\t\"'“‘([")
    if not before:
        return True
    if before[-1] == ".":
        last = before[:-1].rsplit(" ", 1)[-1].lower()
        return last not in words_of("sentence_abbreviations") and len(last) > 1
    return before[-1] in "!?:;…"


def _read_bracket_meaning(columns: list[Column]) -> None:
    """Brackets that hide or bring in a number, a modal verb, a quantifier or an opposite."""
    for low, high in runs_of(columns):
        run = columns[low:high]
        if not any(column.kind is ChangeKind.BRACKET for column in run):
            continue
        mine = [column.mine for column in run if column.mine and column.mine.bracket]
        theirs = [column.theirs for column in run if column.theirs]
        why = _hidden(mine, theirs)
        if why:
            mark([column for column in run if column.kind is ChangeKind.BRACKET], ChangeKind.BRACKET_MEANING, why)


def _hidden(mine: Sequence[Word], theirs: Sequence[Word]) -> str:
    """What a bracket hides; empty where it only explains."""
    if mine and theirs and {word.value for word in mine} - {None} != {word.value for word in theirs} - {None}:
        return "a number"
    one = {kind for word in mine for kind in modal_class(word.key)} - {"sure"}
    other = {kind for word in theirs for kind in modal_class(word.key)} - {"sure"}
    if one != other and not one & other:
        return "a modal verb"
    many, few = ({kind for word in words for kind in quantifier_class(word.key)} for words in (mine, theirs))
    return "a quantity" if (many or few) and not many & few else ""
