"""Which direct quotations memcon and textacy find in the same articles, and how many of PolNeAR's annotated ones.

Of memcon count the stretches in quotation marks of its statements, and those of statements that are wholly in marks apart; textacy
gives whole quotations with their marks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

MARKS = "\"“”‘’'`"
COVERED = 0.8
"""Share of the letters of a quotation that the other side must have."""
OVERLAP = 0.5
"""Common letters by those of both, from which a quotation is the annotated one."""

Interval = tuple[int, int]


def compare(ledgers: Path, found: Path) -> None:
    """Print what each found of the other's and of the annotators'."""
    count: Counter[str] = Counter()
    theirs = {row["origin"]: row for row in _lines(found)}
    for ledger in _lines(ledgers):
        origin = ledger["document"]["origin"]
        text = Path(origin).read_text(encoding="utf-8")
        if text == ledger["document"]["text"]:
            _count(count, ledger["statements"], theirs[origin], text, annotated(origin, text))
        else:
            count["set aside"] += 1
    print(f"  memcon: {count['statements']:,} statements, {count['quoting']:,} of them with words in quotation marks")
    print(f"  textacy: {count['theirs']:,} direct quotations; it gave up {count['given up']} articles, whose marks are odd in number")
    for told, had, whole in (
        ("of textacy's quotations memcon has", "theirs had", "theirs"),
        ("of memcon's stretches in marks textacy has", "stretches had", "stretches"),
        ("of those of its wholly direct statements textacy has", "direct had", "direct"),
        ("of the annotated direct quotations memcon has", "memcon", "annotated"),
        ("of the annotated direct quotations textacy has", "textacy", "annotated"),
    ):
        print(f"  {told}: {count[had]:,} of {count[whole]:,} ({count[had] / max(1, count[whole]):.1%})")
    if count["set aside"]:
        print(f"  {count['set aside']} articles set aside: their text was changed in decoding")


def _count(count: Counter[str], statements: Sequence[Any], row: Mapping[str, Any], text: str, gold: Sequence[set[int]]) -> None:
    contents = [_cover(_pairs(s["content"]), text) for s in statements]
    quoted = [_cover(_pairs(s["quoted"]), text) for s in statements if s["quoted"]]
    theirs = [_cover([(start, end)], text) for start, end in row["quotations"]]
    ours_together, theirs_together = set().union(*contents), set().union(*theirs)
    for name, wanted in (("stretches", ("direct", "partial")), ("direct", ("direct",))):
        spans = {span for s in statements if s["manner"] in wanted for span in _pairs(s["quoted"])}
        count[name] += len(spans)
        count[f"{name} had"] += sum(_has(theirs_together, _cover([span], text)) for span in spans)
    count["statements"] += len(statements)
    count["quoting"] += len(quoted)
    count["theirs"] += len(theirs)
    count["theirs had"] += sum(_has(ours_together, places) for places in theirs)
    count["given up"] += row["given_up"]
    count["annotated"] += len(gold)
    # A statement may go on outside the marks: what stands in them is held against the annotation too.
    count["memcon"] += sum(any(_likeness(places, own) >= OVERLAP for own in (*contents, *quoted)) for places in gold)
    count["textacy"] += sum(any(_likeness(places, own) >= OVERLAP for own in theirs) for places in gold)


def annotated(origin: str, text: str) -> list[set[int]]:
    """The contents that the first annotator of an article marked and that stand wholly in quotation marks, as places of letters."""
    file = Path(origin)
    first = min((file.parent.parent / "attributions").glob(f"{file.stem}_*.ann"), default=None)
    rows = first.read_text(encoding="utf-8").splitlines() if first is not None else []
    contents = [_told(row.split("\t")[1]) for row in rows if re.match(r"T\d+\tContent ", row)]
    return [_cover(spans, text) for spans in contents if _is_direct(spans[0][0], spans[-1][1], text)]


def _told(words: str) -> list[Interval]:
    """The places of "Content 115 290;300 310"."""
    pairs = (pair.split(" ") for pair in words.partition(" ")[2].split(";"))
    return sorted((int(start), int(end)) for start, end in pairs)


def _is_direct(start: int, end: int, text: str) -> bool:
    """Whether a mark stands at each end of a content, inside it or just outside, and none in between."""
    while start < end and not text[start].isalnum() and text[start] not in MARKS:
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in MARKS:
        end -= 1
    opens = text[start : start + 1] in ('"', "“") or text[max(0, start - 1) : start] in ('"', "“")
    closes = text[end - 1 : end] in ('"', "”") or text[end : end + 2].lstrip(".,!?")[:1] in ('"', "”")
    return opens and closes and re.search('[”"]', text[start + 1 : end - 1]) is None


def _pairs(spans: Iterable[Mapping[str, int]]) -> list[Interval]:
    return [(span["start"], span["end"]) for span in spans]


def _cover(spans: Iterable[Interval], text: str) -> set[int]:
    """The places of the letters and digits under spans."""
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def _has(together: set[int], places: set[int]) -> bool:
    return bool(places) and len(places & together) >= COVERED * len(places)


def _likeness(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _lines(file: Path) -> Iterator[Any]:
    with file.open(encoding="utf-8") as rows:
        yield from map(json.loads, rows)
