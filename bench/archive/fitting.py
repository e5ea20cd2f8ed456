"""What a part of the work costs, as a line: so many seconds for each task and so many for each unit; and all of them as a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np


@dataclass(frozen=True, slots=True)
class Fit:
    """Seconds = fixed + each * units. `residual` is the usual distance of a point from that, in seconds; `points` how many there were."""

    unit: str
    fixed: float
    each: float
    residual: float = 0.0
    points: int = 0

    def seconds(self, units: float) -> float:
        """What so many units take in one task."""
        return self.fixed + self.each * units


@dataclass(frozen=True, slots=True)
class Model:
    """The cost of all parts, what one document and one split leave on the disk and in memory, and where that was measured."""

    parts: Mapping[str, Fit]
    sizes: Mapping[str, float]
    measured: Mapping[str, str]

    @classmethod
    def load(cls, path: Path) -> Self:
        """The model that `to_toml` wrote."""
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls({name: Fit(**part) for name, part in told["parts"].items()}, told["sizes"], told["measured"])

    def to_toml(self) -> str:
        """The model as TOML."""
        lines = ["[measured]", *(f'{name} = "{value}"' for name, value in self.measured.items()), "", "[sizes]"]
        lines += [f"{name} = {value:.6g}" for name, value in self.sizes.items()]
        for name, part in self.parts.items():
            lines += ["", f"[parts.{name}]", f'unit = "{part.unit}"']
            lines += [f"{key} = {getattr(part, key):.6g}" for key in ("fixed", "each", "residual")] + [f"points = {part.points}"]
        return "\n".join(lines) + "\n"


def fit_line(unit: str, points: Sequence[tuple[float, float]]) -> Fit:
    """The line through points of (units, seconds), by least squares; neither of its numbers is below nothing.

    Where one would be, the line is fitted without it: no task gives time back.
    """
    x, y = np.array([p[0] for p in points], np.float64), np.array([p[1] for p in points], np.float64)
    if len(set(x.tolist())) < 2:
        fixed, each = float(y.mean()), 0.0
    else:
        (each, fixed), *_ = np.linalg.lstsq(np.stack([x, np.ones(len(x))], axis=1), y)
        if fixed < 0:
            fixed, each = 0.0, float((x * y).sum() / (x * x).sum())
        elif each < 0:
            fixed, each = float(y.mean()), 0.0
    residual = float(np.sqrt(((y - fixed - each * x) ** 2).mean()))
    return Fit(unit, float(fixed), float(each), residual, len(points))


def table(parts: Mapping[str, Fit]) -> list[str]:
    """The parts as lines for a person."""
    head = f"{'part':<28} {'seconds for each task':>22} {'for each unit':>14} {'unit':<12} {'off by':>8} {'points':>7}"
    return [
        head,
        *(f"{name:<28} {p.fixed:>22.4f} {p.each:>14.3g} {p.unit:<12} {p.residual:>8.3f} {p.points:>7}" for name, p in parts.items()),
    ]
