"""A case of 100,000 generated statements: adding stays linear, finding and opening stay quick, memory stays flat."""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from memcon.model.contract import to_dict
from memcon.model.document import Document, Kind, Part, Section
from memcon.model.ids import content_id
from memcon.model.ledger import Act, Actor, ActorKind, Findings, Manner, Mention, Party, Polarity, Statement
from memcon.store import Case, open_case
from memcon.store.search import Query
from memcon.text import Span

STATEMENTS = 10
"""In each document."""
FIND_MS, OPEN_S, LINEAR = 50.0, 0.3, 1.3
"""What is to be reached: the median of finding, opening, time per document at the end by that at the first thousand."""


def main() -> int:
    """Print all figures; 1 where one is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--url", help="a postgresql:// address of an empty database; else a file")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.url or str(Path(folder) / "bench.memcon")
        good = [_adding(url, args.documents), _opening(url)]
        with open_case(url) as case:
            good += [_finding(case, what, query) for what, query in QUERIES]
            started = time.perf_counter()
            faults = case.faults()
            print(f"verify: {time.perf_counter() - started:.1f} s, {len(faults)} faults")
    return 0 if all(good) else 1


QUERIES: tuple[tuple[str, Callable[[random.Random], Query]], ...] = (
    ("words", lambda dice: Query(words=f"{_word(dice)} {_word(dice)}")),
    ("a phrase", lambda dice: Query(words=f'"{_word(dice)} {_word(dice)}"')),
    ("a beginning", lambda dice: Query(words=f"{_word(dice)[:5]}*")),
    ("a speaker", lambda dice: Query(speaker=_name(dice.randrange(2_000)))),
    ("words and a speaker", lambda dice: Query(words=_word(dice), speaker=_name(dice.randrange(2_000)))),
    ("a speaker spelt nearly so", lambda dice: Query(speaker=_name(dice.randrange(2_000))[:-1], fuzzy=True)),
)


def _adding(url: str, documents: int) -> bool:
    times, resident = [], []
    with open_case(url, create=True) as case:
        for n in range(documents):
            row = make_row(n)
            started = time.perf_counter()
            case.add(row, signature="bench")
            times.append(time.perf_counter() - started)
            if n + 1 in (1_000, documents):
                resident.append(f"{_resident():.0f} MiB, {_open_files()} files open, {threading.active_count()} threads")
    first, last = statistics.mean(times[100:1_000]), statistics.mean(times[-1_000:])
    print(f"adding {documents:,} documents of {STATEMENTS} statements: {sum(times):.1f} s, {documents / sum(times):.0f} a second")
    print(f"  per document: first thousand {first * 1e3:.2f} ms, last {last * 1e3:.2f} ms, ratio {last / first:.2f} (to reach: {LINEAR})")
    print(f"  after 1,000 documents {resident[0]}; at the end {resident[-1]}")
    return last / first <= LINEAR


def _opening(url: str) -> bool:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        with open_case(url) as case:
            next(case.find(Query(), limit=1), None)
        times.append(time.perf_counter() - started)
    print(f"opening: {statistics.median(times) * 1e3:.0f} ms (to reach: {OPEN_S * 1e3:.0f})")
    return statistics.median(times) <= OPEN_S


def _finding(case: Case, what: str, query: Callable[[random.Random], Query]) -> bool:
    times, hits = [], 0
    dice = random.Random(1)
    for _ in range(40):
        asked = query(dice)
        started = time.perf_counter()
        hits += len(list(case.find(asked, limit=20)))
        times.append(time.perf_counter() - started)
    median = statistics.median(times) * 1e3
    print(f"find by {what}: median {median:.1f} ms, worst {max(times) * 1e3:.1f} ms, {hits / 40:.1f} hits (to reach: {FIND_MS:.0f})")
    return median <= FIND_MS


_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo xu zar kel mon tur pil".split()


def _word(dice: random.Random) -> str:
    return dice.choice(_SYLLABLES) + dice.choice(_SYLLABLES) + dice.choice(_SYLLABLES)


def _name(n: int) -> str:
    dice = random.Random(n)
    return f"{_word(dice).title()} {_word(dice).title()}"


def make_row(n: int) -> dict[str, Any]:
    """The nth generated document as a row of the JSON ledger."""
    dice = random.Random(n)
    lines, spans, at = [], [], 0
    for _ in range(STATEMENTS):
        who, words = _name(dice.randrange(2_000)), " ".join(_word(dice) for _ in range(12))
        lines.append(f"{who} said that {words}.")
        spans.append((who, Span(at, at + len(who)), Span(at + len(who) + 11, at + len(who) + 11 + len(words))))
        at += len(lines[-1]) + 1
    text = "\n".join(lines)
    sections = tuple(Section(Part.PARAGRAPH, Span(place.start, said.end + 1)) for _, place, said in spans)
    day = f"20{dice.randrange(10, 26)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
    document = Document(
        content_id(n), content_id(n) * 4, f"bench/{n}.txt", "text/plain", Kind.STORY, text, f"Story {n}", day, sections=sections
    )
    actors = {who: Actor(content_id(n, who), ActorKind.PERSON, who, (who,), mentions=(Mention(place),)) for who, place, _ in spans}
    statements = tuple(
        Statement(
            content_id(n, k), Act.SAY, Manner.INDIRECT, Polarity.AFFIRMS, (said,), Party(who, place, actors[who].id), detector="bench"
        )
        for k, (who, place, said) in enumerate(spans)
    )
    return to_dict(Findings(document, tuple(actors.values()), statements))


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _resident() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(main())
