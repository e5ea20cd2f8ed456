"""Where everybody stands in the picture of a network: found once for a whole case, the same for the same case.

Those who matter most are placed first, by forces: whoever is joined is drawn together, all push each other away. Those that follow are
placed around them and move them no more, so that what people look at most is readable, and what comes new changes nothing that is
known. The last ones, of which there may be thousands, stand beside whom they are joined to most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import cos, pi, sin, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memcon.export.chronicle.drawing import wide

TIERS: Final = (40, 60, 120, 200)
"""How many are placed at once; the rest stand beside their neighbours."""
STEPS: Final = 200
REACH: Final = 130.0
"""The distance at which two that are joined once neither push nor pull."""
FAR: Final = 2.2 * REACH
"""The distance from which two that are not joined let each other be: else those whom nothing joins would fly away."""
MIDDLE: Final = np.array([0.22, 0.4])
"""How much everybody is drawn to the middle, along and across: screens are wider than high."""
NAME_HEIGHT: Final = 20.0
NAME_WIDTH: Final = 170.0
"""The most room that a name takes under its disc."""
LETTERS: Final = 40
"""Of a name that are measured."""
GOLDEN: Final = pi * (3 - sqrt(5))
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody who needs room: for a disc and for the name under it."""

    key: str
    name: str
    radius: float


@dataclass(frozen=True, slots=True)
class Ends:
    """An edge for the layout: the numbers of the two, and how many statements join them."""

    one: int
    other: int
    count: int


def lay_out(
    bodies: Sequence[Body], edges: Sequence[Ends], known: Mapping[str, tuple[float, float]] | None = None
) -> dict[str, tuple[float, float]]:  # fmt: skip
    """Where each stands; those who matter most come first. Those who are `known` stay where they are."""
    laid = _Layout(bodies, edges)
    for n, body in enumerate(bodies):
        if known and body.key in known:
            laid.put(n, known[body.key])
    left = [n for n in range(len(bodies)) if not laid.is_placed[n]]
    for size in TIERS:
        laid.place(left[:size])
        left = left[size:]
    for n in left:
        laid.stand_beside(n)
    return {body.key: (round(float(x), 1), round(float(y), 1)) for body, (x, y) in zip(bodies, laid.at, strict=True)}


class _Layout:
    """A layout that is being made."""

    def __init__(self, bodies: Sequence[Body], edges: Sequence[Ends]) -> None:
        self.at: Points = np.zeros((len(bodies), 2))
        self.is_placed = np.zeros(len(bodies), np.bool_)
        self.angles = [_angle(body.key) for body in bodies]
        self.widths = np.array([max(2 * body.radius, min(NAME_WIDTH, wide(body.name[:LETTERS]))) + 10 for body in bodies])
        self.heights = np.array([2 * body.radius + NAME_HEIGHT for body in bodies])
        self.beside: list[dict[int, float]] = [{} for _ in bodies]
        self.guests = [0] * len(bodies)
        self.strays = 0
        for edge in edges:
            for one, other in ((edge.one, edge.other), (edge.other, edge.one)):
                if one != other:
                    self.beside[one][other] = self.beside[one].get(other, 0.0) + edge.count

    def put(self, n: int, place: tuple[float, float]) -> None:
        """Place one where it stays."""
        self.at[n] = place
        self.is_placed[n] = True

    def place(self, new: Sequence[int]) -> None:
        """Place some, around those who are placed."""
        if not new:
            return
        old = np.flatnonzero(self.is_placed)
        for k, n in enumerate(new):
            self.at[n] = self._start(n, k, len(old))
        moving = np.array(new)
        everyone = np.concatenate((old, moving))
        self._pull(moving, everyone)
        self.is_placed[moving] = True
        self._part(moving, everyone)

    def _start(self, n: int, k: int, placed: int) -> tuple[float, float]:
        """Near its neighbours, else on a spiral that leaves the middle to those who were before."""
        near = [other for other in self.beside[n] if self.is_placed[other]]
        angle = self.angles[n]
        if near:
            weights = np.array([self.beside[n][other] for other in near])
            x, y = np.average(self.at[near], axis=0, weights=weights)
            return float(x) + REACH * 0.7 * cos(angle), float(y) + REACH * 0.7 * sin(angle)
        radius = REACH * 0.6 * sqrt(placed + k + 1)
        return radius * cos(k * GOLDEN + angle * 0.1), radius * 0.7 * sin(k * GOLDEN + angle * 0.1)

    def _pull(self, moving: NDArray[np.intp], everyone: NDArray[np.intp]) -> None:
        """Fruchterman and Reingold's forces, with less pull for each further statement, and a little towards the middle."""
        pull = self._pulls(moving, everyone)
        for step in range(STEPS):
            x, y = self._apart(moving, everyone)
            distance = np.sqrt(np.maximum(x * x + y * y, 1.0))
            strength = (REACH / distance) ** 2 * (distance < FAR) - pull * distance / REACH
            force = np.column_stack((np.einsum("ij,ij->i", x, strength), np.einsum("ij,ij->i", y, strength)))
            force -= self.at[moving] * MIDDLE
            length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
            heat = REACH * (1 - step / STEPS) ** 1.5 + 0.5
            self.at[moving] += force * (np.minimum(length, heat) / length)[:, None]

    def _apart(self, moving: NDArray[np.intp], everyone: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How far each of some stands from everyone, along and across."""
        some, others = self.at[moving], self.at[everyone]
        return some[:, 0, None] - others[None, :, 0], some[:, 1, None] - others[None, :, 1]

    def _pulls(self, moving: NDArray[np.intp], everyone: NDArray[np.intp]) -> NDArray[np.float64]:
        column = {int(n): k for k, n in enumerate(everyone)}
        pull = np.zeros((len(moving), len(everyone)))
        for k, n in enumerate(moving.tolist()):
            for other, count in self.beside[n].items():
                if other in column:
                    pull[k, column[other]] = 0.5 + 0.5 * min(3.0, sqrt(count) / 2)
        pull /= np.maximum(1.0, np.sqrt((pull > 0).sum(axis=1)))[:, None]
        return pull

    def _part(self, moving: NDArray[np.intp], everyone: NDArray[np.intp]) -> None:
        """Push apart what overlaps with its name, along the way that is shorter; those who were before do not give way."""
        room_x, room_y = ((size[moving][:, None] + size[everyone][None, :]) / 2 for size in (self.widths, self.heights))
        share = np.where(np.isin(everyone, moving), 0.5, 1.0)[None, :] * (moving[:, None] != everyone[None, :])
        first = np.where(moving[:, None] < everyone[None, :], -1.0, 1.0)
        for _ in range(STEPS):
            x, y = self._apart(moving, everyone)
            lack_x, lack_y = room_x - np.abs(x), room_y - np.abs(y)
            push = share * ((lack_x > 0) & (lack_y > 0))
            if not push.any():
                return
            along_x = lack_x < lack_y * 2
            way_x, way_y = (np.where(way == 0, first, np.sign(way)) for way in (x, y))
            self.at[moving, 0] += (push * along_x * way_x * (lack_x + 1)).sum(axis=1) * 0.6
            self.at[moving, 1] += (push * ~along_x * way_y * (lack_y + 1)).sum(axis=1) * 0.6

    def stand_beside(self, n: int) -> None:
        """Beside whom it is joined to most, one after another around; without anybody, on a spiral around all."""
        near = [other for other in self.beside[n] if self.is_placed[other]]
        if near:
            host = max(near, key=lambda other: (self.beside[n][other], -other))
            self.guests[host] += 1
            radius, angle = 70 + 22 * sqrt(self.guests[host]), self.guests[host] * GOLDEN
            self.put(n, (self.at[host, 0] + radius * cos(angle), self.at[host, 1] + radius * sin(angle)))
            return
        self.strays += 1
        radius, angle = REACH * 0.6 * sqrt(sum(TIERS) + self.strays), self.strays * GOLDEN
        self.put(n, (radius * cos(angle), radius * sin(angle)))


def _angle(key: str) -> float:
    """A direction that is always the same for a key."""
    return int.from_bytes(sha256(key.encode("utf-8", "surrogatepass")).digest()[:4], "big") / 2**32 * 2 * pi
