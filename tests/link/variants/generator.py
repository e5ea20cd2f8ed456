"""Quotations of which it is known who copied whom: sentences of real papers, cut, spun, cleaned, and with other numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from memcon.link.variants.versions import Paper, Version

STOCK = ("no comment", "a good day", "very strong measures", "fully committed", "historic moment", "full support")
SPEAKERS = tuple(
    f"{first} {last}" for first in ("Odile", "Ines", "Tomas") for last in ("Farro", "Tolland", "Bay", "Weiss", "Quill", "Marn")
)
LIGHT = frozenset("the a of to in and that very really also just".split())


@dataclass(frozen=True)
class Sample:
    """Versions, and the number of the quotation that each is a version of."""

    versions: tuple[Version, ...]
    gold: tuple[int, ...]


def sentences(shared: Path) -> list[list[str]]:
    """Different sentences of 10 to 45 words of the papers in the shared folder."""
    texts = [re.sub(r"<[^>]{0,400}>|[{}[\]]", " ", path.read_text(encoding="utf-8", errors="replace")) for path in _papers(shared)]
    found = dict.fromkeys(" ".join(piece.split()) for text in texts for piece in re.split(r"(?<=[.!?])\s+|\n\s*\n", text))
    return [words for sentence in found if 10 <= len(words := sentence.split()) <= 45]


def _papers(shared: Path) -> Iterator[Path]:
    for pattern in ("data/frus/*.xml", "gold/dev/*.txt", "gold/marked/*.marked", "data/polnear/**/*.txt"):
        yield from sorted(shared.glob(pattern))[:400]


def make_sample(shared: Path, *, groups: int, seed: int = 7) -> Sample:
    """So many quotations with two to five versions each, half as many alone, and stock phrases of anybody."""
    chance = random.Random(seed)
    pool = sentences(shared)
    vocabulary = [word for sentence in pool for word in sentence if len(word) > 4 and word.isalpha()]
    chosen = chance.sample(pool, min(len(pool), groups + groups // 2))
    rows = list(_group_rows(chosen, vocabulary, groups, chance)) + list(_stock_rows(len(chosen), groups // 4, chance))
    chance.shuffle(rows)
    return Sample(tuple(v for v, _ in rows), tuple(n for _, n in rows))


def _group_rows(
    chosen: Sequence[list[str]], vocabulary: Sequence[str], groups: int, chance: random.Random
) -> Iterator[tuple[Version, int]]:
    for n, words in enumerate(chosen):
        day, speaker = date(2031, 1, 1) + timedelta(chance.randrange(300)), chance.choice(SPEAKERS)
        for k in range(chance.randint(2, 5) if n < groups else 1):
            text = " ".join(words if k == 0 else changed(words, vocabulary, chance))
            paper = Paper(f"paper{n}-{k}", (day + timedelta(k)).isoformat())
            yield Version(paper, 0, text, chance.choice([speaker, speaker, None])), n


def _stock_rows(first: int, count: int, chance: random.Random) -> Iterator[tuple[Version, int]]:
    for n in range(count):
        day = (date(2031, 1, 1) + timedelta(3 * n)).isoformat()
        yield Version(Paper(f"stock{n}", day), 0, STOCK[n % len(STOCK)], SPEAKERS[n % len(SPEAKERS)]), first + n


def changed(words: Sequence[str], vocabulary: Sequence[str], chance: random.Random) -> list[str]:
    """One copy: a half, spun, another number, cleaned, or word for word."""
    kind = chance.choice(("half", "half", "spun", "number", "cleaned", "same"))
    middle = len(words) // 2
    if kind == "half":
        return list(words[:middle] if chance.random() < 0.5 else words[middle:])
    if kind == "spun":
        return [chance.choice(vocabulary) if len(w) > 4 and chance.random() < 0.35 else w for w in words]
    if kind == "number":
        return [str(chance.randint(2, 999)) if w.strip(".,").isdigit() else w for w in words]
    return [w for w in words if kind == "same" or w not in LIGHT]


def b_cubed(found: Sequence[tuple[Version, ...]], sample: Sample) -> tuple[float, float, float]:
    """Precision, recall and F1, each version counted once (Bagga and Baldwin 1998)."""
    gold = {version.key: n for version, n in zip(sample.versions, sample.gold, strict=True)}
    sizes: dict[int, int] = {}
    for n in gold.values():
        sizes[n] = sizes.get(n, 0) + 1
    precision = recall = 0.0
    for group in found:
        for version in group:
            right = sum(gold[other.key] == gold[version.key] for other in group)
            precision += right / len(group)
            recall += right / sizes[gold[version.key]]
    p, r = precision / len(gold), recall / len(gold)
    return p, r, 2 * p * r / (p + r)


def renamed(sample: Sample, suffix: str) -> tuple[Version, ...]:
    """The versions in other papers."""
    return tuple(replace(v, paper=replace(v.paper, id=v.paper.id + suffix)) for v in sample.versions)


def make_chain(shared: Path, *, chance: random.Random, papers: int = 6) -> tuple[list[Version], dict[str, str | None]]:
    """Versions of one sentence, each copied from an earlier one with changes of its own, and from whom; half of them say so."""
    pool = [words for words in sentences(shared) if len(words) >= 16]
    vocabulary = [word for sentence in pool for word in sentence if len(word) > 4 and word.isalpha()]
    texts, parents, found = [chance.choice(pool)], dict[str, str | None](), list[Version]()
    for n in range(papers):
        source = chance.randrange(n) if n else None
        if source is not None:
            texts.append([chance.choice(vocabulary) if len(w) > 4 and chance.random() < 0.15 else w for w in texts[source]])
        credits = frozenset({f"outlet{source}"}) if source is not None and chance.random() < 0.5 else frozenset[str]()
        paper = Paper(f"p{n}", f"2031-03-{n + 1:02d}", frozenset({f"outlet{n}"}), credits)
        parents[paper.id] = None if source is None else f"p{source}"
        found.append(Version(paper, 0, " ".join(texts[n]), "Odile Farro"))
    return found, parents
