"""The gate: measures held against floors that may rise and never fall in silence."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

FLOORS: Final = Path(__file__).with_name("floors.toml")

REACH: Final[Mapping[str, float]] = {
    "dev.overlap_f1": 0.84,
    "dev.speaker_f1": 0.76,
    "dev.chain": 0.75,
    "dev.addressees": 0.75,
    "dev.act": 0.75,
    "marked.overlap_f1": 0.80,
    "marked.speaker_f1": 0.72,
    "polnear.speaker": 0.93,
    "polnear.speech_recall": 0.80,
    "polnear.e2e_f1": 0.55,
    "dev.speaker": 0.93,
    "dev.events_f1": 0.65,
    "dev.asks_recall": 0.85,
    "dev.conflicts_recall": 0.85,
    "conflicts.pairs_precision": 0.90,
    "conflicts.pairs_recall": 0.75,
    "conflicts.kabul_conflicts": 1.0,
    "conflicts.dev_recall": 0.85,
    "conflicts.few_false": 1.0,
    "origins.pairwise_f1": 0.95,
    "plover.class": 0.70,
    "plover.source": 0.82,
    "plover.target": 0.80,
    "plover.triple": 0.50,
    "quotes.seed_found": 0.964,  # 27 of 28
    "quotes.seed_verdict": 0.892,  # 25 of 28
    "quotes.accuracy": 0.95,
    "quotes.meaning_caught": 0.98,
    "quotes.fair_quiet": 0.99,
    "quotes.true_quiet": 0.98,
    "quotes.foreign_refused": 0.98,
}
"""What the project set out to reach."""

_HEAD: Final = """# What the measures may never fall below. `python -m bench.gold --raise` lifts a floor to what was measured;
# `--lower NAME --because "why"` lowers one and writes the reason here.
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """The pinned floors, the digest of each corpus they were measured on, and why any was lowered."""

    floors: Mapping[str, float] = field(default_factory=dict)
    corpus: Mapping[str, str] = field(default_factory=dict)
    lowered: Mapping[str, str] = field(default_factory=dict)


def load_floors(file: Path = FLOORS) -> Floors:
    """The floors of a TOML file."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Floors(table.get("floors", {}), table.get("corpus", {}), table.get("lowered", {}))


def save_floors(floors: Floors, file: Path = FLOORS) -> None:
    """Write the floors, sorted."""
    parts = [_HEAD, "[floors]", *(f'"{k}" = {v:.3f}' for k, v in sorted(floors.floors.items()))]
    parts += ["", "[corpus]", *(f'{k} = "{v}"' for k, v in sorted(floors.corpus.items()))]
    parts += ["", "[lowered]", *(f'"{k}" = {_quoted(v)}' for k, v in sorted(floors.lowered.items()))]
    file.write_text("\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def broken(floors: Floors, measured: Mapping[str, float]) -> list[str]:
    """The names of the measures that are below their floor."""
    return [name for name, value in sorted(measured.items()) if value < floors.floors.get(name, 0.0) - 1e-9]


def raised(floors: Floors, measured: Mapping[str, float]) -> Floors:
    """Floors lifted to what was measured, rounded down to three digits; none is lowered."""
    lifted = {name: max(floors.floors.get(name, 0.0), math.floor(value * 1000) / 1000) for name, value in measured.items()}
    return replace(floors, floors={**floors.floors, **lifted})


def lower(floors: Floors, name: str, measured: Mapping[str, float], *, because: str) -> Floors:
    """One floor lowered to what was measured, with the reason. Raises ValueError without a reason or a measure."""
    if len(because.split()) < 3:
        raise ValueError("say why in a sentence: --because")
    if name not in measured:
        raise ValueError(f"{name} was not measured; measured were {', '.join(sorted(measured))}")
    value = math.floor(measured[name] * 1000) / 1000
    return replace(floors, floors={**floors.floors, name: value}, lowered={**floors.lowered, name: because})


def digest(files: Iterable[Path]) -> str:
    """One sha256 over the names and bytes of the files."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.name.encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def changed(floors: Floors, digests: Mapping[str, str]) -> list[str]:
    """The corpora whose files are not those the floors were pinned on."""
    return [name for name, value in sorted(digests.items()) if floors.corpus.get(name) not in (None, value)]
