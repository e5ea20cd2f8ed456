"""Time, memory and size against one megabyte of text or a hundred: `python -m bench.quotes.speed --size 1000000`."""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bench.quotes.corpora import MEGABYTE, news_files, news_texts, quoted_texts, source_text
from bench.quotes.gold import ABSENT
from memcon.link.quotes import SourceIndex, check_quotation
from memcon.model.quotation import Quotation, SourceText
from memcon.text import Span

QUERIES: Final = 60
"""Of each kind."""
_WORD: Final = re.compile(r"\b[a-z]{5,}\b")
_CHANGED: Final = 0.4
"""The share of the longer words that a repeated text has otherwise, so that it is no repetition."""


def main() -> int:
    """Build, save, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=MEGABYTE, help="characters of text")
    args = parser.parse_args()
    sources = list(large_texts(args.size))
    size = sum(len(s.text) for s in sources)
    before = _peak()
    started = time.perf_counter()
    index = SourceIndex.build(sources)
    built = time.perf_counter() - started
    print(f"{size / MEGABYTE:.1f} MB in {len(sources)} texts: built in {built:.1f} s; peak {_peak():.0f} MiB, {before:.0f} before")
    _saving(index)
    for kind, quotations in queries(sources).items():
        _asking(kind, quotations, index)
    print(f"peak at the end {_peak():.0f} MiB")
    return 0


def large_texts(size: int) -> Iterator[SourceText]:
    """FRUS, ours and articles up to so many characters; from the second round on each round with other words."""
    base = [*(source_text(t, {}) for t in quoted_texts()), *news_texts("train", size=size)]
    vocabulary = sorted({m[0] for s in base for m in _WORD.finditer(s.text)})
    total, round_ = 0, 0
    while total < size and news_files("train"):
        changed = _changes(vocabulary, round_)
        for source in base:
            text = _reworded(source.text, changed) if round_ else source.text
            yield SourceText(f"{source.id}/{round_}", source.origin, text, kind=source.kind)
            total += len(text)
            if total >= size:
                return
        round_ += 1


def _reworded(text: str, changed: Mapping[str, str]) -> str:
    return _WORD.sub(lambda m: changed.get(m[0], m[0]), text)


def _changes(vocabulary: list[str], round_: int) -> dict[str, str]:
    dice = random.Random(round_)
    old = dice.sample(vocabulary, int(_CHANGED * len(vocabulary)))
    return dict(zip(old, dice.sample(vocabulary, len(old)), strict=True))


def queries(sources: list[SourceText]) -> dict[str, list[str]]:
    """Quotations of twelve to thirty words: as they stand, words left out, words replaced, and of no source."""
    dice = random.Random(1)
    pool = [" ".join(_some_words(dice.choice(sources).text, dice)) for _ in range(4 * QUERIES)]
    parts = [pool[i::4] for i in range(4)]
    foreign = [" ".join(_some_words(s.text, dice)) for s in news_texts("dev", size=3 * MEGABYTE)][:QUERIES]
    return {
        "verbatim": parts[0],
        "two words dropped": [_dropped(q, dice) for q in parts[1]],
        "three replaced": [_replaced(q, 3, dice) for q in parts[2]],
        "35 % replaced": [_replaced(q, max(1, round(len(q.split()) * 0.35)), dice) for q in parts[3]],
        "foreign": foreign,
    }


def _some_words(text: str, dice: random.Random) -> list[str]:
    words = text.split()
    first = dice.randrange(0, max(1, len(words) - 30))
    return words[first : first + dice.randrange(12, 31)]


def _dropped(quotation: str, dice: random.Random) -> str:
    words = quotation.split()
    for _ in range(min(2, len(words) - 4)):
        del words[dice.randrange(1, len(words) - 1)]
    return " ".join(words)


def _replaced(quotation: str, count: int, dice: random.Random) -> str:
    words = quotation.split()
    for place in dice.sample(range(len(words)), min(count, len(words))):
        words[place] = dice.choice(("kestrel", "lantern", "orchard", "marble", "thimble", "walnut", "velvet"))
    return " ".join(words)


def _saving(index: SourceIndex) -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "index"
        started = time.perf_counter()
        index.save(folder)
        saved = time.perf_counter() - started
        size = sum(file.stat().st_size for file in folder.iterdir())
        started = time.perf_counter()
        SourceIndex.load(folder)
        print(f"saved in {saved:.1f} s, {size / MEGABYTE:.1f} MB; loaded in {time.perf_counter() - started:.1f} s")


def _asking(kind: str, quotations: list[str], index: SourceIndex) -> None:
    check_quotation(_quotation(quotations[0]), index)
    started = time.perf_counter()
    checks = [check_quotation(_quotation(q), index) for q in quotations]
    seconds = time.perf_counter() - started
    found = sum(c.verdict not in ABSENT for c in checks) / len(checks)
    print(f"  {kind:18} {len(checks) / seconds:8.1f} quotations/s, found {found:.3f}")


def _quotation(text: str) -> Quotation:
    return Quotation((Span(0, len(text)),), text)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
