"""How well events are coded, on the gold records of PLOVER: `python -m bench.plover [--misses] [--half even|odd]`.

Each record has one event. The first event by depth of its verb is held against it: its class (the names of the older gold mapped
to those of 2021), the states or organisations of its sources and targets, and who-did-what-to-whom. Micro-averaged F1; a sentence
of which nothing is coded counts against recall only.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memcon.detect.detector import LEDGER
from memcon.detect.grammar.nations import load_nations
from memcon.detect.grammar.reading import Reading, view_document, walk
from memcon.formats.plain import PLAIN
from memcon.language import Parsed
from memcon.model.ledger import Event, Party
from memcon.run.pipeline import make_parser

PLOVER = Path("data/plover/PLOVER_GSR_CAMEO.txt")
RENAMED = {"FIGHT": "ASSAULT", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
KINDS = {"igo": "IGO", "ngo": "NGO", "armed": "IMG"}
COUNTRIES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}


@dataclass(frozen=True, slots=True)
class Record:
    """One gold sentence: its class, the codes of its sources and targets."""

    id: str
    text: str
    type: str
    source: frozenset[str]
    target: frozenset[str]


def load_records(file: Path) -> list[Record]:
    """The records in their order, each sentence once."""
    rows = [row for row in json.loads(file.read_text(encoding="utf-8")) if row["event"] != "DOCUMENT"]
    return [_record(row) for row in rows]


def _record(row: dict[str, Any]) -> Record:
    source, target = _codes(row.get("source")), _codes(row.get("target"))
    if not target and len(row.get("source") or ()) > 1:  # the markup says SRC/TAR: each is on both sides
        target = source
    type_ = RENAMED.get(row["event"], row["event"])
    if row["event"] == "COERCE" and row.get("mode") in ("destroy", "detain"):
        type_ = "ASSAULT"  # CAMEO 1712 (destroy property), 181 and 184 (abduct, human shields) are ASSAULT in the table of 2021
    return Record(row["id"], row["text"].strip("{} ").replace("``", '"').replace("''", '"'), type_, source, target)


def _codes(sides: Any) -> frozenset[str]:
    rows = sides if isinstance(sides, list) else []
    codes = (row.get("code", "")[:3] for row in rows)
    return frozenset(COUNTRIES.get(code, code) for code in codes if code)


def codes_of(parties: tuple[Party, ...]) -> frozenset[str]:
    """The states, or IGO and NGO as the gold has them."""
    codes = (party.country for party in parties if party.country is not None)
    return frozenset(code if code.isupper() else KINDS.get(load_nations()[code].kind, code) for code in codes)


def main_event(parsed: Parsed, events: tuple[Event, ...]) -> Event | None:
    """The event whose word stands highest in the sentence."""
    views = view_document(parsed)
    return min(events, key=lambda event: (_depth(views, event), event.span.start), default=None)


def _depth(reading: Reading, event: Event) -> int:
    view = reading.view_at(event.span.start)
    assert view is not None
    return sum(1 for _ in walk(view.parse[view.token_at(event.span.start)])) + 100 * view.index


@dataclass(slots=True)
class Tally:
    """Right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: frozenset[Any], wanted: frozenset[Any]) -> None:
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f}  P {self.right / (self.found or 1):.3f}  R {self.right / (self.wanted or 1):.3f}"


def triples(source: frozenset[str], type_: str, target: frozenset[str]) -> frozenset[tuple[str, str, str]]:
    """Who did what to whom; nobody with himself where there are others."""
    pairs = {(a, type_, b) for a in source or {"-"} for b in target or {"-"}}
    return frozenset(p for p in pairs if p[0] != p[2]) or frozenset(pairs)


def code(records: list[Record]) -> Iterator[tuple[Record, Event | None]]:
    """Each record with the event that was found first."""
    documents = (PLAIN.read(r.text.encode(), origin=r.id, kind=None)[0] for r in records)
    for record, parsed in zip(records, make_parser().parse(documents), strict=True):
        yield record, main_event(parsed, LEDGER.detect(parsed).events)


def measure(records: list[Record], *, misses: bool = False) -> dict[str, Tally]:
    """The four measures."""
    tallies = {name: Tally() for name in ("class", "source", "target", "triple")}
    for record, event in code(records):
        type_ = frozenset({event.type.value}) if event else frozenset()
        source, target = (codes_of(event.source), codes_of(event.target)) if event else (frozenset(), frozenset())
        tallies["class"].add(type_, frozenset({record.type}))
        tallies["source"].add(source, record.source)
        tallies["target"].add(target, record.target)
        found = triples(source, event.type.value, target) if event else frozenset()
        tallies["triple"].add(found, triples(record.source, record.type, record.target))
        if misses and (type_ != {record.type} or source != record.source or target != record.target):
            got = (*type_, sorted(source), sorted(target))
            print("TYPE " if type_ != {record.type} else "SIDES", record.type, sorted(record.source), sorted(record.target), "got", *got)
            print("     ", record.text[:220])
    return tallies


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--half", choices=("even", "odd"))
    told = parser.parse_args()
    records = load_records(Path(os.environ.get("MEMCON_SHARED", "../shared")) / PLOVER)
    if told.half:
        records = records[(told.half == "odd") :: 2]
    for name, tally in measure(records, misses=told.misses).items():
        print(f"{name:7} {tally}")


if __name__ == "__main__":
    main()
