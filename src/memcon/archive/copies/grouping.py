"""Copies put together: for each text that has one, which of them is read, and with which texts it is nearly the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np

from memcon.archive.copies.sheets import Ints, Sheet
from memcon.archive.tables.writing import read_file
from memcon.model.ids import content_id


@dataclass(frozen=True, slots=True)
class Grouped:
    """A text that has copies: its place in its split, the document that is read for it, and the smallest id of those nearly like it."""

    split: str
    place: int
    copy_of: str | None
    near: str | None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text among those that have copies."""

    number: int
    split: str
    place: int
    id: str
    origin: str
    published: str

    @property
    def rank(self) -> tuple[str, str, str]:
        """The first of several equal texts is read: the oldest by day, those without a day last."""
        return self.published or "9999", self.id, self.origin


def group(sheets: Sequence[Sheet], ones: Ints, others: Ints, equal: Ints) -> list[Grouped]:
    """Every text that has copies, by split and place. `equal` says of which pairs the texts are equal."""
    wanted = np.unique(np.concatenate([ones, others]))
    texts = list(_texts(sheets, wanted))
    left, right = np.searchsorted(wanted, ones), np.searchsorted(wanted, others)
    same = _roots(len(wanted), left[equal > 0], right[equal > 0])
    near = _roots(len(wanted), left, right)
    read = {root: min(members, key=attrgetter("rank")) for root, members in _parts(same, texts).items()}
    nearest = {root: _near_id(members, same, wanted) for root, members in _parts(near, texts).items()}
    rows = [
        Grouped(text.split, text.place, None if read[root] is text else read[root].id, nearest[other])
        for text, root, other in zip(texts, same.tolist(), near.tolist(), strict=True)
    ]
    return sorted(rows, key=lambda row: (row.split, row.place))


def _near_id(members: Sequence[_Text], same: Ints, wanted: Ints) -> str | None:
    """The smallest id of texts that are nearly the same; None where all of them are one text."""
    roots = {int(same[np.searchsorted(wanted, text.number)]) for text in members}
    return min(text.id for text in members) if len(roots) > 1 else None


def _roots(count: int, ones: Ints, others: Ints) -> Ints:
    """For each number the smallest that it is joined with, by union and find (Tarjan 1975)."""
    roots = list(range(count))

    def root(n: int) -> int:
        while roots[n] != n:
            roots[n] = roots[roots[n]]
            n = roots[n]
        return n

    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        low, high = sorted((root(one), root(other)))
        roots[high] = low
    return np.array([root(n) for n in range(count)], np.int64)


def _parts(roots: Ints, texts: Sequence[_Text]) -> Mapping[int, list[_Text]]:
    found: dict[int, list[_Text]] = {}
    for root, text in zip(roots.tolist(), texts, strict=True):
        found.setdefault(root, []).append(text)
    return found


def _texts(sheets: Sequence[Sheet], wanted: Ints) -> list[_Text]:
    texts: list[_Text] = []
    for sheet in sheets:
        first, last = np.searchsorted(wanted, [sheet.before, sheet.before + sheet.rows])
        if first < last:
            table = read_file(sheet.path, ["id", "origin", "published", "place"]).take(wanted[first:last] - sheet.before)
            for number, row in zip(wanted[first:last].tolist(), table.to_pylist(), strict=True):
                texts.append(_Text(number, sheet.split, row["place"], row["id"], row["origin"], row["published"]))
    return texts


# ── as a file ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def grouped_schema() -> Any:
    """The columns of the file of copies, which is sorted by split."""
    import pyarrow as pa

    return pa.schema([("split", pa.string()), ("place", pa.int64()), ("copy_of", pa.string()), ("near", pa.string())])


def grouped_table(rows: Sequence[Grouped]) -> Any:
    """The copies as a table."""
    import pyarrow as pa

    told = [{"split": row.split, "place": row.place, "copy_of": row.copy_of, "near": row.near} for row in rows]
    return pa.Table.from_pylist(told, schema=grouped_schema())


def digests_of(rows: Sequence[Grouped]) -> dict[str, str]:
    """Split -> what tells one state of its copies from another, for the splits that have any."""
    return {
        split: content_id([(row.place, row.copy_of, row.near) for row in mine]) for split, mine in groupby(rows, key=attrgetter("split"))
    }


def grouped_in(path: Path, split: str) -> dict[int, Grouped]:
    """The copies among the texts of one split, by place; of the file only the row groups that may hold them are read."""
    from pyarrow import parquet

    table = parquet.read_table(path, filters=[("split", "=", split)], partitioning=None)
    return {row["place"]: Grouped(**row) for row in table.to_pylist()}
