"""The texts: ours and those of FRUS, from which quotations are altered; news that fills an index, and news that is in none."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from bench.quotes.sentences import Sentence, parse, tokens
from bench.quotes.words import load_words
from memcon.formats.plain import PLAIN
from memcon.formats.tei import TEI_FORMAT
from memcon.model.quotation import SourceKind, SourceText, Turn
from memcon.text import Span

ROOT: Final = Path(__file__).parents[2]
OURS: Final = (
    "examples/*.txt", "tests/samples/*/*.txt", "tests/samples/*/*.md", "tests/rules/*.rules", "docs/decisions/000?-*.md",
    "docs/decisions/001[0-3]-*.md",
)  # fmt: skip
"""Texts written by us. Of the documentation only the decisions of the day on which the floors were pinned, which are not rewritten: with
a new page other sentences would be drawn, and the measures move by up to half a point in a hundred though nothing has changed."""
SENTENCE: Final = re.compile(r"[A-Z“\"][^\[\]=#|*`{}¶]{25,320}[.?!]")
_PREFIX: Final = re.compile(r"^(?:[A-Z][\w.]{1,15} ){0,3}[A-Z][\w.]{1,15}: ")
"""The name of the speaker at the beginning of a paragraph of a memorandum of conversation."""
MEGABYTE: Final = 1_000_000


def shared() -> Path:
    """The folder of gold and data beside the project."""
    return Path(os.environ.get("MEMCON_SHARED", "../shared"))


def frus_files() -> list[Path]:
    """The documents of FRUS."""
    return sorted((shared() / "data" / "frus").glob("*.xml"))


def our_files() -> list[Path]:
    """The files written by us."""
    return sorted(file for pattern in OURS for file in ROOT.glob(pattern))


def news_files(part: str) -> list[Path]:
    """Articles of PolNeAR, to measure with: `train` fills an index, `dev` is foreign to it."""
    return sorted((shared() / "data" / "polnear" / part / "text").glob("*.txt"))


@dataclass(frozen=True, slots=True)
class Text:
    """A source as its paragraphs, each on one line."""

    id: str
    paragraphs: tuple[str, ...]


@cache
def quoted_texts() -> tuple[Text, ...]:
    """All texts from which quotations are taken."""
    return tuple(text for file in [*our_files(), *frus_files()] for text in _read(file))


def _read(file: Path) -> Iterator[Text]:
    reader = TEI_FORMAT if file.suffix == ".xml" else PLAIN
    for n, document in enumerate(reader.read(_prepared(file), origin=file.name, kind=None)):
        paragraphs = (" ".join(s.span.of(document.text).split()) for s in document.read_sections())
        yield Text(f"{file.name}#{n}", tuple(p for p in paragraphs if p))


def _prepared(file: Path) -> bytes:
    """A file of rules without its answers, each example a paragraph; else as it is."""
    if file.suffix != ".rules":
        return file.read_bytes()
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n\n".join(line for line in lines if line[:1] not in ("=", "#", "")).encode()


def speaker_of(paragraph: int) -> str:
    """The invented speaker of a paragraph."""
    speakers: list[str] = load_words()["names"]["speakers"]
    return speakers[paragraph % len(speakers)]


def source_text(text: Text, spoken: Mapping[str, str]) -> SourceText:
    """A text as a source, sentences replaced by what was spoken, a turn for each paragraph."""
    paragraphs = [_replaced(p, spoken) for p in text.paragraphs]
    turns, start = [], 0
    for n, paragraph in enumerate(paragraphs):
        turns.append(Turn(Span(start, start + len(paragraph)), (speaker_of(n),)))
        start += len(paragraph) + 2
    return SourceText(text.id, text.id, "\n\n".join(paragraphs), kind=SourceKind.TRANSCRIPT, turns=tuple(turns))


def _replaced(paragraph: str, spoken: Mapping[str, str]) -> str:
    for sentence, said in spoken.items():
        paragraph = paragraph.replace(sentence, said)
    return paragraph


def news_texts(part: str, *, size: int = MEGABYTE) -> list[SourceText]:
    """Articles up to so many characters, as sources without turns."""
    found, total = [], 0
    for file in news_files(part):
        text = file.read_text(encoding="utf-8")
        total += len(text)
        if total > size:
            break
        found.append(SourceText(file.stem, file.name, text, kind=SourceKind.COPY))
    return found


@cache
def quoted_sentences() -> tuple[Sentence, ...]:
    """The sentences that can be altered: whole, without brackets and tables, once in all texts; `start` is their paragraph."""
    rows = ((_PREFIX.sub("", p), t.id, n) for t in quoted_texts() for n, p in enumerate(t.paragraphs))
    found = [s for s in parse(rows) if s.words and 8 <= len(s.words) <= 45 and SENTENCE.fullmatch(s.text)]
    often = Counter(" ".join(tokens(s.text)) for s in found)
    return tuple(s for s in found if often[" ".join(tokens(s.text))] == 1 and not any(mark in s.text for mark in '“”"()‘'))


def quoted_paragraph(sentence: Sentence) -> int:
    """The number of the paragraph in which the sentence stands."""
    text = next(t for t in quoted_texts() if t.id == sentence.source)
    return next(n for n, p in enumerate(text.paragraphs) if sentence.text in p)


def news_sentences(sources: Sequence[SourceText], *, most: int = 2_500) -> tuple[Sentence, ...]:
    """Sentences of articles, for what is rare in our own texts; every third article."""
    rows = ((line.strip(), s.id, 0) for s in sources[::3] for line in s.text.splitlines() if len(line) > 40)
    found = (s for s in parse(rows) if s.words and 10 <= len(s.words) <= 45 and SENTENCE.fullmatch(s.text))
    plain = (s for s in found if not any(mark in s.text for mark in '“”"()‘'))
    return tuple(islice((s for s in plain if not _is_headline(s)), most))


def _is_headline(sentence: Sentence) -> bool:
    return sum(w.text[:1].isupper() for w in sentence.words) > 0.5 * len(sentence.words)


_MARKED: Final = re.compile(r"[“\"]([^“”\"\n]{30,400})[”\"]")


def marked_quotations(sources: Iterable[SourceText]) -> list[str]:
    """What stands between marks in articles, of six words or more: true quotations as they are printed."""
    found = {m[1].strip(" ,") for source in sources for m in _MARKED.finditer(source.text)}
    return sorted(q for q in found if len(tokens(q)) >= 6 and not re.search(r"[\[\]()…]|\.\.|\s{2}", q))


def foreign_sentences(index: Sequence[SourceText], *, most: int) -> list[str]:
    """Sentences of other articles that share no six words in a row with the index."""
    known = {gram for source in index for gram in _grams(source.text)}
    found: list[str] = []
    for source in news_texts("dev"):
        for line in source.text.splitlines():
            parts = (p.strip(' “”"') for p in re.split(r"(?<=[.?!])\s+", line))
            found += [p for p in parts if 8 <= len(tokens(p)) <= 45 and not any(g in known for g in _grams(p))]
    step = max(1, len(found) // most)
    return list(dict.fromkeys(found[::step]))[:most]


def _grams(text: str) -> Iterator[int]:
    words = tokens(text)
    return (hash(" ".join(words[i : i + 6])) for i in range(len(words) - 5))
