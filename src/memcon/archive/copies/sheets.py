"""Sheets: the marks of all texts of one split as a file, and read again share by share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.archive.copies.marks import BANDS, IN_BAND, Marked
from memcon.archive.tables.writing import read_file

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Least = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Marking:
    """A text with its marks, and what decides which of several copies is read: its day, its id and its origin."""

    id: str
    origin: str
    published: str
    place: int
    marked: Marked


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of marks: the split whose texts they are of, its path, and how many texts stand in the sheets before it."""

    split: str
    path: Path
    before: int
    rows: int


@cache
def sheet_schema() -> Any:
    """The columns of a sheet."""
    import pyarrow as pa

    marks = [pa.field("whole", pa.binary(16)), pa.field("bands", pa.list_(pa.uint64())), pa.field("least", pa.binary())]
    told = [pa.field(name, pa.string()) for name in ("id", "origin", "published")]
    return pa.schema([*told, pa.field("place", pa.int64()), *marks])


def sheet_table(markings: Sequence[Marking]) -> Any:
    """The marks of the texts of a split as a table."""
    import pyarrow as pa

    rows = [
        {
            "id": one.id,
            "origin": one.origin,
            "published": one.published,
            "place": one.place,
            "whole": one.marked.whole,
            "bands": one.marked.bands.tolist(),
            "least": one.marked.least.astype("<u4").tobytes(),
        }
        for one in markings
    ]
    return pa.Table.from_pylist(rows, schema=sheet_schema())


def sheets_of(files: Sequence[tuple[str, Path, int]]) -> list[Sheet]:
    """The sheets of splits, given as (split, path, rows) in order, their texts numbered through."""
    starts = np.cumsum([0, *(rows for _, _, rows in files)]).tolist()
    return [Sheet(split, path, before, rows) for (split, path, rows), before in zip(files, starts, strict=False)]


def keys_of(sheets: Sequence[Sheet], share: int, shares: int) -> Iterator[tuple[Hashes, Ints]]:
    """The marks by which texts are found, of one share of them, each with the number of its text, sheet by sheet."""
    for sheet in sheets:
        table = read_file(sheet.path, ["whole", "bands"])
        whole = np.frombuffer(b"".join(table["whole"].to_pylist()), "<u8").reshape(-1, 2)[:, 0]
        bands = table["bands"].combine_chunks()
        counts = np.diff(np.asarray(bands.offsets))
        rows = np.concatenate([np.arange(sheet.rows), np.repeat(np.arange(sheet.rows), counts)]) + sheet.before
        keys = np.concatenate([whole, np.asarray(bands.flatten(), np.uint64)])
        here = keys % np.uint64(shares) == np.uint64(share)
        yield keys[here], rows[here].astype(np.int64)


def least_of(sheets: Sequence[Sheet], wanted: Ints) -> tuple[Least, Hashes]:
    """The MinHash of the wanted texts, whose numbers are sorted, and the two halves of what tells them equal. Zeros for short texts."""
    least = np.zeros((len(wanted), BANDS * IN_BAND), np.uint32)
    whole = np.zeros((len(wanted), 2), np.uint64)
    for sheet in sheets:
        first, last = np.searchsorted(wanted, [sheet.before, sheet.before + sheet.rows])
        if first < last:
            table = read_file(sheet.path, ["whole", "least"]).take(wanted[first:last] - sheet.before)
            whole[first:last] = np.frombuffer(b"".join(table["whole"].to_pylist()), "<u8").reshape(-1, 2)
            for n, row in enumerate(table["least"].to_pylist(), int(first)):
                if row:
                    least[n] = np.frombuffer(row, "<u4")
    return least, whole
