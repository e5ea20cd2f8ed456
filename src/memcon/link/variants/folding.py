"""The words of a quotation as they are compared, and where each stands in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from memcon.text import Span

LONGEST: Final = 200
"""Words of a quotation that are compared; what comes after them only is shown."""
WORD_POINTS: Final = 60
"""The longest word; a longer one is cut into several, as no language of the case has one."""

_WORD: Final = re.compile(
    rf"(?:[A-Z]\.){{2,6}}|\d(?:[\d,]{{0,20}}\d)?(?:\.\d{{1,6}})?|[^\W_]{{1,{WORD_POINTS}}}(?:['’][^\W_]{{1,8}})?|[%$€£]"
)
_ENDINGS: Final = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_WHOLE: Final = {
    "won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "shan't": ("shall", "not"), "let's": ("let", "us"),
    "it's": ("it", "is"), "that's": ("that", "is"), "there's": ("there", "is"), "he's": ("he", "is"), "she's": ("she", "is"),
    "what's": ("what", "is"), "isis-k": ("isis", "k"), "percent": ("%",),
}  # fmt: skip
_NAMES: Final = {"US": "usa", "USA": "usa", "U.S.": "usa", "U.S.A.": "usa", "UK": "uk", "U.K.": "uk", "U.N.": "un"}
_SENTENCE: Final = re.compile(r"[.!?…][\"”’')\]]{0,3}\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and the span of what is printed; the two words of "don't" have the same span."""

    word: str
    span: Span


def fold_words(text: str) -> tuple[Token, ...]:
    """The words of the text: no case, no marks, contractions in full; brackets and ellipses leave nothing behind."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        span = Span(*match.span())
        found += [Token(word, span) for word in _folded(match.group())]
        if len(found) >= LONGEST:
            break
    return tuple(found[:LONGEST])


def _folded(printed: str) -> tuple[str, ...]:
    if printed in _NAMES:
        return (_NAMES[printed],)
    word = normalize("NFKC", printed).replace("’", "'").casefold()
    if word in _WHOLE:
        return _WHOLE[word]
    if word.endswith("n't"):
        return word[:-3], "not"
    if word.endswith("'s"):
        return (word[:-2],)
    stem, mark, ending = word.partition("'")
    if mark + ending in _ENDINGS:
        return stem, _ENDINGS[mark + ending]
    return (word.replace(",", "").replace(".", "") if not word[0].isdigit() else word.replace(",", ""),)


def cut_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of the text; where an end is not sure, after an initial or a title, it is none."""
    ends = [m.end() for m in _SENTENCE.finditer(text) if not _is_initial(text, m.start())]
    return tuple(Span(a, b) for a, b in pairwise([0, *ends, len(text)]) if text[a:b].strip())


def _is_initial(text: str, at: int) -> bool:
    """Whether the stop follows a single letter or a short title: "J.", "Mr.", "Gen."."""
    head = text[max(0, at - 5) : at].split()
    return text[at] == "." and bool(head) and len(head[-1]) <= 3 and head[-1][:1].isupper()
