"""How well accounts that cannot both stand are told from those that can: `python -m bench.conflicts [--misses] [--aside]`.

Three measures: pairs of sentences of our own, each a small document of its own; one event in ten papers; and the conflicts inside
the gold documents. Every fifth pair is kept aside, and its figures are printed for themselves.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from bench.gold import find_corpora
from memcon.detect.conflicts.finding import find_conflicts
from memcon.detect.detector import LEDGER
from memcon.detect.grammar.reading import view_document
from memcon.language import Parsed
from memcon.link.conflicts.finding import Found, Paper, find_disagreements
from memcon.model.contract import to_dict
from memcon.model.ledger import Findings
from memcon.run.pipeline import Pipeline
from memcon.run.sources import Source, expand

PAIRS: Final = Path(__file__).with_suffix(".toml")
ASIDE: Final = 5
"""Every fifth pair of a group is kept aside."""
EXAMPLES: Final = Path(__file__).parents[1] / "examples"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conflicting:
    """The detector of the ledger with the conflicts inside each document."""

    name: str = "ledger"
    version: int = LEDGER.version

    def detect(self, parsed: Parsed) -> Findings:
        """The findings of the ledger and the conflicts among them."""
        found = LEDGER.detect(parsed)
        return replace(found, conflicts=find_conflicts(view_document(parsed), found.statements, found.events))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, what a reader says of them, and the days on which they were printed."""

    what: str
    answer: str
    left: str
    right: str
    days: tuple[str, str] | None
    aside: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Right, found and wanted."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  ({self.right} right, {self.found} found, {self.wanted} wanted)"


def measure() -> dict[str, float]:
    """The figures that have a floor; `dev_false` is the most false conflicts in one document, and may not rise."""
    pairs = figures_of(judge_pairs(load_pairs()))
    recall, false = measure_inside(Path(os.environ.get("MEMCON_SHARED", "../shared")))
    return {
        "pairs_precision": pairs.precision,
        "pairs_recall": pairs.recall,
        "kabul_conflicts": measure_kabul()[0].f1,
        "dev_recall": recall,
        "dev_false": float(max(false.values(), default=0)),
    }


# ── pairs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def load_table() -> dict[str, Any]:
    """The table of pairs."""
    return tomllib.loads(PAIRS.read_text(encoding="utf-8"))


def load_pairs() -> list[Pair]:
    """All pairs in their order."""
    return [
        Pair(group["what"], group["answer"], row[0], row[1], (row[2], row[3]) if len(row) > 2 else None, k % ASIDE == ASIDE - 1)
        for group in load_table()["group"]
        for k, row in enumerate(group["pairs"])
    ]


def read_rows(texts: Mapping[str, str]) -> dict[str, Row]:
    """The ledger of each text by its name, all read in one go."""
    sources = [Source(name, untrusted_bytes=text.encode()) for name, text in texts.items()]
    outcomes = Pipeline(detectors=[Conflicting()], sandboxed=False).read(sources)
    return {o.origin: to_dict(o.findings) for o in outcomes if o.findings is not None}


def paper_of(row: Row, name: str, day: str | None) -> Paper:
    """A paper of a ledger; texts that are alike are still two papers, so that each has an id of its own."""
    own = json.loads(json.dumps(row))
    ids = {r["id"] for kind in ("statements", "events", "conflicts") for r in own[kind]}
    _rename(own, ids, name)
    document = own["document"] | {"id": name, "published": day or own["document"]["published"]}
    return Paper(document, own["statements"], own["events"], own["conflicts"])


def _rename(value: Any, ids: set[str], name: str) -> None:
    """Put the name in front of every id of a row."""
    for key, held in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        if isinstance(held, str) and held in ids:
            value[key] = f"{name}:{held}"
        elif isinstance(held, dict | list):
            _rename(held, ids, name)


def judge_pairs(pairs: Sequence[Pair]) -> list[tuple[Pair, tuple[Found, ...]]]:
    """Each pair with what was found between its two papers."""
    names = [(f"p{k}l", f"p{k}r") for k in range(len(pairs))]
    texts = {name: text for pair, own in zip(pairs, names, strict=True) for name, text in zip(own, (pair.left, pair.right), strict=True)}
    rows = read_rows(texts)
    judged = []
    for pair, own in zip(pairs, names, strict=True):
        papers = [paper_of(rows[name], name, day) for name, day in zip(own, pair.days or (None, None), strict=True)]
        judged.append((pair, find_disagreements(papers)))
    return judged


def is_conflict(found: Sequence[Found]) -> bool:
    """Whether anything between two papers is called a conflict."""
    return any(one.relation == "conflict" and one.left_document != one.right_document for one in found)


def figures_of(judged: Sequence[tuple[Pair, tuple[Found, ...]]]) -> Figures:
    """Precision and recall of the pairs that conflict."""
    found = [pair for pair, rows in judged if is_conflict(rows)]
    wanted = sum(pair.answer == "conflict" for pair, _ in judged)
    return Figures(sum(pair.answer == "conflict" for pair in found), len(found), wanted)


# ── one event in ten papers ────────────────────────────────────────────────────────────────────────────────────────


def kabul_papers() -> list[Paper]:
    """The papers of the event."""
    told = load_table()["kabul"]["papers"]
    rows = read_rows({name: text for name, (_, text) in told.items()})
    return [paper_of(rows[name], name, day) for name, (day, _) in told.items()]


def kabul_wanted() -> set[tuple[str, frozenset[str]]]:
    """The pairs of papers that a reader calls a conflict or an update."""
    table = load_table()["kabul"]
    return {(relation, frozenset(pair)) for relation in ("conflict", "update") for pair in table[relation]}


def measure_kabul() -> tuple[Figures, list[str]]:
    """How many of the conflicts and updates were found, and what is wrong, in words."""
    found = find_disagreements(kabul_papers())
    told = {(one.relation, frozenset((one.left_document, one.right_document))) for one in found if one.relation in ("conflict", "update")}
    wanted = kabul_wanted()
    wrong = [
        f"{side} {relation} {' '.join(sorted(pair))}"
        for side, rows in (("made up", told - wanted), ("missed", wanted - told))
        for relation, pair in rows
    ]
    return Figures(len(told & wanted), len(told), len(wanted)), sorted(wrong)


# ── inside the gold documents ──────────────────────────────────────────────────────────────────────────────────────


def measure_inside(shared: Path) -> tuple[float, Counter[str]]:
    """The recall of the gold conflicts, and the false conflicts of each document."""
    hit, wanted, false = 0, 0, Counter[str]()
    with tempfile.TemporaryDirectory() as work:
        corpora = [corpus for corpus in find_corpora(shared, Path(work)) if corpus.name in ("dev", "marked")]
        files = [str(file) for corpus in corpora for file in corpus.texts]
        for row in _inside([*files, str(EXAMPLES)]):
            gold = _gold_conflicts(Path(row["document"]["origin"]))
            held = [any(_is_that(one, row, told) for one in row["conflicts"]) for told in gold]
            hit, wanted = hit + sum(held), wanted + len(gold)
            false[row["document"]["origin"]] = len([one for one in row["conflicts"] if not any(_is_that(one, row, told) for told in gold)])
    return (hit / wanted if wanted else 1.0), false


def _inside(paths: list[str]) -> Iterator[Row]:
    for outcome in Pipeline(detectors=[Conflicting()]).read(expand(paths)):
        if outcome.findings is not None:
            yield to_dict(outcome.findings)


def _gold_conflicts(text: Path) -> list[dict[str, str]]:
    gold = text.with_name(f"{text.stem}.gold.json")
    return json.loads(gold.read_text(encoding="utf-8")).get("conflicts") or [] if gold.exists() else []


def _is_that(conflict: Row, row: Row, gold: Mapping[str, str]) -> bool:
    """Whether a conflict is between the two contents that the gold names."""
    contents = {s["id"]: " ".join(piece["text"] for piece in s["content"]) for s in row["statements"]}
    sides = [contents.get(conflict[side], "") for side in ("left", "right")]
    wanted = [gold["left"], gold["right"]]
    return any(all(_overlap(a, b) for a, b in zip(sides, order, strict=True)) for order in (wanted, wanted[::-1]))


def _overlap(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return bool(mine and theirs) and len(mine & theirs) / min(len(mine), len(theirs)) >= 0.5


# ── printing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def print_misses(judged: Sequence[tuple[Pair, tuple[Found, ...]]]) -> None:
    """Each pair that was judged wrong, with what was found."""
    for pair, found in judged:
        if is_conflict(found) != (pair.answer == "conflict"):
            told = [f"{one.kind} {one.relation} {one.why}" for one in found]
            print(f"{'MISSED' if pair.answer == 'conflict' else 'FALSE '} {pair.what}\n   {pair.left}\n   {pair.right}\n   {told}")


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print what is wrong among the pairs that are not kept aside")
    args = parser.parse_args()
    judged = judge_pairs(load_pairs())
    for name, aside in (("pairs", False), ("kept aside", True)):
        print(f"{name:12} {figures_of([row for row in judged if row[0].aside == aside])}")
    print(f"{'all pairs':12} {figures_of(judged)}")
    kabul, wrong = measure_kabul()
    print(f"{'kabul':12} {kabul}", *wrong, sep="\n   ")
    recall, false = measure_inside(Path(os.environ.get("MEMCON_SHARED", "../shared")))
    print(f"inside       recall {recall:.3f}, most false conflicts in one of {len(false)} documents {max(false.values(), default=0)}")
    for origin, count in false.items():
        if count:
            print(f"   {count} {Path(origin).name}")
    if args.misses:
        print_misses([row for row in judged if not row[0].aside])


if __name__ == "__main__":
    main()
