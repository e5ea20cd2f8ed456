"""Sentences with their words, as the parser saw them, and a few ways to change them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from memcon.language.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

TOKEN: Final = re.compile(r"\d[\d.,]*\d|\w+(?:['’-]\w+)*")
CONTENT: Final = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
POS: Final = {"NOUN": "noun", "VERB": "verb", "ADJ": "adjective", "ADV": "adverb"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence with its offsets; `head` is the index of the word it depends on."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the place where it stands in its source."""

    text: str
    words: tuple[Word, ...]
    source: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def lower(self) -> list[str]:
        """Its words in lower case."""
        return [w.text.lower() for w in self.words]

    def subtree(self, index: int) -> list[int]:
        """The indexes of all words that hang on this one, itself too."""
        found = {index}
        for _ in self.words:
            more = {i for i, w in enumerate(self.words) if w.head in found} - found
            if not more:
                break
            found |= more
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Edit:
    """New characters in the place of those from start to end."""

    start: int
    end: int
    new: str


def rewrite(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, one space between words, `a` and `an` as the next word wants, a capital at the start kept."""
    was_capital, capitals = text[:1].isupper(), text.isupper()
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    text = re.sub(r"\s+", " ", text).replace(" ,", ",").replace(" .", ".").strip()
    text = text.upper() if capitals else text
    text = re.sub(r"\b([Aa])[nN]? (?=(\w))", _article, text)
    if capitals:
        return text.upper()
    return text[:1].upper() + text[1:] if was_capital else text


def _article(match: re.Match[str]) -> str:
    printed = match.string[match.end() : match.end() + 4]
    rest = printed.lower()
    if not match.string.isupper() and printed[:1].isupper() and (printed[1:2] == "." or printed[:2].isupper()):
        return f"{match[1]}{'n' if printed[0] in 'AEFHILMNORSX' else ''} "
    vowel = rest[:1] in "aeiou" and not rest.startswith(("uni", "us", "eu", "one")) or rest in ("hour", "hone")
    return f"{match[1]}{'n' if vowel else ''} "


@cache
def _pipeline() -> Language:
    return load_pipeline()


def parse(paragraphs: Iterable[tuple[str, str, int]]) -> Iterator[Sentence]:
    """The sentences of paragraphs, each given as text, id of its source and offset there."""
    rows = ((text, (source, start)) for text, source, start in paragraphs)
    for parsed, (source, start) in _pipeline().pipe(rows, as_tuples=True, batch_size=64):
        for sentence in parsed.sents:
            yield _sentence(sentence, source, start)


def parse_one(text: str) -> Sentence:
    """One sentence, or the first of a text."""
    return next(parse([(text, "", 0)]))


def _sentence(span: Any, source: str, start: int) -> Sentence:
    text = span.text.strip()
    first, offset = span[0].i, span.start_char
    words = tuple(
        Word(t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i - first, t.idx - offset, t.idx - offset + len(t), t.ent_type_)
        for t in span
        if not t.is_space
    )
    return Sentence(text, words if all(not t.is_space for t in span) else (), source, start + offset)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, without marks."""
    return [m[0].lower().replace("’", "'") for m in TOKEN.finditer(text)]
