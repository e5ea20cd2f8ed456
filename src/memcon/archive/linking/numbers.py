"""Ids as numbers of 64 bits, and words and texts as hashes of 64 bits: what millions of rows are sorted and joined by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from memcon.errors import ArchiveError
from memcon.model.ids import ID_LENGTH

if TYPE_CHECKING:
    import pyarrow as pa

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_BYTES: Final = ID_LENGTH // 2


def hash_of(text: str) -> int:
    """The text as a number of 64 bits, the same everywhere."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def hashes_of(texts: Iterable[str]) -> Hashes:
    """The same for many texts, in their order."""
    return np.fromiter(map(hash_of, texts), np.uint64)


def numbers_of(ids: Sequence[str]) -> Hashes:
    """Ids as numbers, in their order. Raises ArchiveError for what is no id."""
    try:
        packed = bytes.fromhex("".join(ids))
    except ValueError:
        packed = b""
    if len(packed) != _BYTES * len(ids) or any(len(id_) != ID_LENGTH for id_ in ids):
        wrong = next((id_ for id_ in ids if len(id_) != ID_LENGTH), ids[0])
        raise ArchiveError(wrong[:40], code="damaged", why="this is no id of a row; the tables were not written by memcon")
    return np.frombuffer(packed, ">u8").astype(np.uint64)


def id_of(number: int) -> str:
    """The id that a number stands for."""
    return f"{number:0{ID_LENGTH}x}"


def ids_of(numbers: Hashes) -> pa.Array:
    """The ids that numbers stand for, as a column."""
    import pyarrow as pa

    letters = numbers.astype(">u8").tobytes().hex().encode("ascii")
    offsets = np.arange(0, (len(numbers) + 1) * ID_LENGTH, ID_LENGTH, dtype=np.int32)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(letters))


_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def mixed(values: Hashes) -> Hashes:
    """Numbers that are spread over all 64 bits, each the same way."""
    spread = values + _MIX[0]
    spread = (spread ^ (spread >> np.uint64(30))) * _MIX[1]
    spread = (spread ^ (spread >> np.uint64(27))) * _MIX[2]
    out: Hashes = spread ^ (spread >> np.uint64(31))
    return out


def shares_of(values: Hashes, of: int) -> Ints:
    """The share of each number, of so many."""
    return (mixed(values) % np.uint64(of)).astype(np.int64)


def starts_of(*columns: NDArray[Any]) -> Ints:
    """Where rows that are sorted by these columns begin to be others; the last is the number of rows."""
    size = len(columns[0])
    if not size:
        return np.zeros(1, np.int64)
    new = np.zeros(size, np.bool_)
    new[0] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.append(np.flatnonzero(new), size).astype(np.int64)
