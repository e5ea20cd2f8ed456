"""`make gold`: write ledgers for the gold documents, score them, hold the scores against the floors."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.gate import REACH, Floors, broken, changed, digest, load_floors, lower, raised, save_floors
from bench.plover import PLOVER, load_records, measure
from memcon.export.bundle import to_line
from memcon.model.contract import failed_dict, to_dict
from memcon.run.pipeline import Pipeline
from memcon.run.sources import Source


@dataclass(frozen=True, slots=True)
class Corpus:
    """A set of gold documents: its texts, the files that make it, and the command that scores ledgers of it."""

    name: str
    texts: tuple[Path, ...]
    files: tuple[Path, ...]
    scorer: tuple[str, ...]


def main() -> int:
    args = _arguments()
    shared = Path(os.environ.get("MEMCON_SHARED", "../shared"))
    if not (shared / "gold").is_dir():
        print(f"gold cannot be measured: there is no {shared}/gold; set MEMCON_SHARED")
        return 0 if os.environ.get("MEMCON_NO_GOLD") == "1" else 2
    with tempfile.TemporaryDirectory() as work:
        folder = Path(args.keep) if args.keep else Path(work)
        corpora = [c for c in find_corpora(shared, folder) if args.only in (None, c.name)]
        measured, problems = _measure_all(corpora, folder, misses=args.misses)
    file = shared / PLOVER
    if args.only in (None, "plover"):
        measured |= plover_measures(file, misses=args.misses)
        corpora.append(Corpus("plover", (), (file,), ()))
    return judge(args, load_floors(), measured, problems, {c.name: digest(c.files) for c in corpora})


def plover_measures(file: Path, *, misses: bool) -> dict[str, float]:
    """How well events are coded: class, sides, who did what to whom."""
    return {f"plover.{name}": tally.f1 for name, tally in measure(load_records(file), misses=misses).items()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=["dev", "marked", "polnear", "plover"])
    parser.add_argument("--keep", metavar="DIR", help="keep the ledgers there")
    floor_options(parser)
    return parser.parse_args()


def floor_options(parser: argparse.ArgumentParser) -> None:
    """The options that show misses and move floors."""
    parser.add_argument("--misses", action="store_true", help="print what was missed, mistaken or made up")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--lower", metavar="NAME")
    parser.add_argument("--because", default="")
    parser.add_argument("--accept-corpus", action="store_true", help="pin the digest of a corpus that changed")


def find_corpora(shared: Path, folder: Path) -> list[Corpus]:
    """The three corpora; the marked passages are written out as documents first."""
    tools, dev, polnear = shared / "tools", shared / "gold" / "dev", shared / "data" / "polnear" / "dev"
    marked = sorted((shared / "gold" / "marked").glob("*.marked"))
    out = folder / "marked-gold"
    subprocess.run(
        [sys.executable, str(tools / "marked.py"), "gold", *map(str, marked), "--out", str(out)], check=True, capture_output=True
    )
    score, score_polnear = str(tools / "score.py"), str(tools / "score_polnear.py")
    return [
        Corpus("dev", tuple(sorted(dev.glob("*.txt"))), tuple(dev.iterdir()), (score, str(dev))),
        Corpus("marked", tuple(sorted(out.glob("*.txt"))), tuple(marked), (score, str(out))),
        Corpus(
            "polnear",
            tuple(sorted((polnear / "text").glob("*.txt"))),
            (*polnear.glob("text/*"), *polnear.glob("attributions/*")),
            (score_polnear, str(polnear)),
        ),
    ]


def _measure_all(corpora: Iterable[Corpus], folder: Path, *, misses: bool) -> tuple[dict[str, float], list[str]]:
    pipeline = Pipeline()
    measured: dict[str, float] = {}
    problems: list[str] = []
    for corpus in corpora:
        ledgers = folder / f"{corpus.name}-ledgers"
        write_ledgers(pipeline, corpus.texts, ledgers)
        if misses and corpus.name != "polnear":
            print(_score(corpus, ledgers, "--misses"))
        scores = json.loads(_score(corpus, ledgers, "--json"))
        measured |= measures_of(corpus.name, scores)
        problems += [f"{corpus.name}: {p}" for p in scores["problems"]]
    return measured, problems


def write_ledgers(pipeline: Pipeline, texts: Iterable[Path], folder: Path) -> None:
    """One ledger for each text, as `memcon read TEXT --json` prints it."""
    folder.mkdir(parents=True, exist_ok=True)
    for outcome in pipeline.read(Source(str(t), t) for t in texts):
        row = to_dict(outcome.findings) if outcome.findings is not None else failed_dict(outcome.failure)  # type: ignore[arg-type]
        (folder / f"{Path(outcome.origin).stem}.json").write_text(to_line(row), encoding="utf-8")


def _score(corpus: Corpus, ledgers: Path, option: str) -> str:
    command = [sys.executable, *corpus.scorer, str(ledgers), option]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.stderr:
        raise SystemExit(done.stderr)
    return done.stdout


def measures_of(name: str, scores: Mapping[str, Any]) -> dict[str, float]:
    """The measures that have a floor, by `corpus.measure`."""
    if name == "polnear":
        rows = {
            "speaker": scores["speaker"],
            "speech_recall": scores["speech_recall"],
            "e2e_f1": scores["e2e"]["f1"],
            "iou50_f1": scores["iou50"]["f1"],
        }
    else:
        matched = scores["of_matched"]
        rows = {
            "overlap_f1": scores["statements"]["overlap"]["f1"],
            "exact_f1": scores["statements"]["exact"]["f1"],
            "speaker_f1": scores["with_right_speaker"]["f1"],
            "speaker": matched["speaker"],
            "chain": matched["chain_where_there_is_one"],
            "addressees": matched["addressees"],
            "act": matched["act"],
            "manner": matched["manner"],
            "events_f1": scores["events"]["f1"] or None,
            "asks_recall": scores["asks_recall"],
            "conflicts_recall": scores["conflicts_recall"],
        }
    return {f"{name}.{key}": float(value) for key, value in rows.items() if value is not None}


def judge(args: argparse.Namespace, floors: Floors, measured: Mapping[str, float], problems: list[str], digests: Mapping[str, str]) -> int:
    """Print the measures, move the floors as the options say; 1 where a measure is below its floor or a corpus is another."""
    moved = [] if args.accept_corpus else changed(floors, digests)
    print_table(measured, floors)
    for problem in problems:
        print(f"  ! {problem}")
    if moved:
        print(f"the gold files of {', '.join(moved)} are not those the floors were pinned on; --accept-corpus --raise pins them anew")
        return 1
    if args.lower:
        floors = lower(floors, args.lower, measured, because=args.because)
        save_floors(floors)
    if args.lift or args.accept_corpus:
        floors = raised(Floors(floors.floors, {**floors.corpus, **digests}, floors.lowered), measured)
        save_floors(floors)
    below = broken(floors, measured)
    print(f"below the floor: {', '.join(below)}" if below else f"{len(measured)} measures, none below its floor")
    return 1 if below or problems else 0


def print_table(measured: Mapping[str, float], floors: Floors) -> None:
    """Measure, now, floor, and what the project set out to reach."""
    print(f"{'measure':24} {'now':>7} {'floor':>7} {'reach':>7}")
    for name, value in measured.items():
        floor, reach = floors.floors.get(name), REACH.get(name)
        print(f"{name:24} {value:7.4f} {'' if floor is None else f'{floor:7.3f}':>7} {'' if reach is None else f'{reach:7.2f}':>7}")


if __name__ == "__main__":
    sys.exit(main())
