"""The actors of one share of the names, as numbers: a million bearers of a name take some ten megabytes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from memcon.archive.linking import actors
from memcon.archive.linking.actors import bearer_of
from memcon.archive.linking.numbers import Hashes, id_of
from memcon.archive.linking.shares import Job, column, read_shares
from memcon.link.bearers import Bearer

if TYPE_CHECKING:
    import pyarrow as pa

COUNTS: Final = ("mentions", "spoken", "told", "via")
Small = NDArray[np.int32]


@dataclass(frozen=True)
class Crowd:
    """The actors of one share, by id: everything as numbers, the signs and days that these stand for beside them.

    `days` are the places of days in `dates`, which are sorted; a document without one has "" there. `of` is the holder of an office.
    """

    ids: Hashes
    documents: Hashes
    of: Hashes
    sheaves: Small
    signs: Small
    days: Small
    counts: dict[str, Small]
    bearers: tuple[Bearer, ...]
    dates: tuple[str, ...]
    whys: dict[int, str]

    @cached_property
    def late(self) -> Small:
        """The days as they are ordered: what has none comes last."""
        without = bool(self.dates) and not self.dates[0]
        return np.where(self.days == 0, len(self.dates), self.days).astype(np.int32) if without else self.days

    def bearer(self, row: int) -> Bearer:
        """The actor of a row in its document."""
        read = self.bearers[self.signs[row]]
        told = {"id": id_of(int(self.ids[row])), "document": id_of(int(self.documents[row])), "published": self.dates[self.days[row]]}
        made: Bearer = replace(read, actor=replace(read.actor, **told))
        return made


def read_crowd(job: Job) -> Crowd:
    """The actors of the share."""
    codes: tuple[dict[str, int], dict[str, int]] = {}, {}
    pieces: dict[str, list[NDArray[Any]]] = defaultdict(list)
    whys: dict[int, str] = {}
    columns = ["id", "document", "of", "sheaf", "sign", "published", "why", *COUNTS]
    for rows in read_shares(job.files(actors.STEP), job.of("share"), columns):
        for name in ("id", "document", "of", "sheaf", *COUNTS):
            pieces[name].append(column(rows, name))
        for name, known in zip(("sign", "published"), codes, strict=True):
            pieces[name].append(_coded(rows[name], known))
        whys |= {int(id_): why for id_, why in zip(pieces["id"][-1], rows["why"].to_pylist(), strict=True) if why}
    return _ordered({name: np.concatenate(some) for name, some in pieces.items()}, *codes, whys)


def _coded(words: pa.ChunkedArray, known: dict[str, int]) -> Small:
    coded = words.combine_chunks().dictionary_encode()
    places = np.array([known.setdefault(word, len(known)) for word in coded.dictionary.to_pylist()], np.int32)
    out: Small = places[coded.indices.to_numpy(zero_copy_only=False)]
    return out


def _ordered(columns: dict[str, NDArray[Any]], signs: dict[str, int], days: dict[str, int], whys: dict[int, str]) -> Crowd:
    if not columns:
        empty = np.zeros(0, np.int32)
        numbers = np.zeros(0, np.uint64)
        return Crowd(numbers, numbers, numbers, empty, empty, empty, dict.fromkeys(COUNTS, empty), (), (), {})
    order = np.argsort(columns["id"], kind="stable")
    dates = sorted(days)
    ranks = np.empty(len(dates), np.int32)
    ranks[[days[date] for date in dates]] = np.arange(len(dates))
    told = {name: values[order] for name, values in columns.items()}
    places = ranks[told["published"]]
    counts = {name: told[name] for name in COUNTS}
    bearers = tuple(map(bearer_of, signs))
    return Crowd(told["id"], told["document"], told["of"], told["sheaf"], told["sign"], places, counts, bearers, tuple(dates), whys)
