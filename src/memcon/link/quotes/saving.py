"""An index kept in a folder: one .npy file a table, the sources and terms in one JSON file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from memcon.errors import BadRow
from memcon.model.quotation import SourceKind, SourceText, Turn
from memcon.text import Span

FORMAT: Final = "memcon quotation index 1"
TABLES: Final[dict[str, type[np.generic]]] = {
    "keys": np.int32,
    "starts": np.int32,
    "sizes": np.uint16,
    "edges": np.int64,
    "grams": np.uint64,
    "posted": np.int32,
}


Tables = dict[str, NDArray[Any]]


def save_tables(sources: Sequence[SourceText], terms: Sequence[str], tables: Tables, folder: Path) -> None:
    """Write the parts of an index into a folder; the JSON file comes last, so that a folder without it is none."""
    folder.mkdir(parents=True, exist_ok=True)
    head = folder / "sources.json"
    head.unlink(missing_ok=True)
    for name in TABLES:
        np.save(folder / f"{name}.npy", tables[name], allow_pickle=False)
    lengths = {name: len(tables[name]) for name in TABLES}
    rows = {"terms": list(terms), "sources": [asdict(source) for source in sources], "lengths": lengths}
    body = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    stamped = json.dumps({"format": FORMAT, "sum": _sum(body), "body": body}, ensure_ascii=False)
    head.write_text(stamped, encoding="utf-8", errors="surrogatepass", newline="\n")


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def load_tables(folder: Path) -> tuple[tuple[SourceText, ...], tuple[str, ...], Tables]:
    """The parts of an index that a folder holds; raises BadRow where a file is missing, damaged or of another index."""
    rows = _head(folder / "sources.json")
    try:
        sources, terms, lengths = tuple(map(_source, rows["sources"])), tuple(rows["terms"]), rows["lengths"]
        tables = {name: _table(folder / f"{name}.npy", kind, lengths[name]) for name, kind in TABLES.items()}
    except (KeyError, TypeError, ValueError, OSError, EOFError) as error:
        raise _damaged(folder) from error
    if not _agree(sources, terms, tables):
        raise _damaged(folder)
    return sources, terms, tables


def _damaged(where: Path) -> BadRow:
    return BadRow(why=f"{where}: this index is damaged or none; build it again from the sources")


def _head(file: Path) -> dict[str, Any]:
    try:
        stamped = json.loads(file.read_text(encoding="utf-8", errors="surrogatepass"))
        fits = stamped["format"] == FORMAT and stamped["sum"] == _sum(stamped["body"])
        rows: dict[str, Any] = json.loads(stamped["body"]) if fits else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(file) from error
    if not rows:
        raise _damaged(file)
    return rows


def _table(file: Path, kind: type[np.generic], length: int) -> NDArray[Any]:
    table: NDArray[Any] = np.load(file, allow_pickle=False)
    if table.dtype != kind or table.shape != (length,):
        raise ValueError(file.name)
    return table


def _source(row: dict[str, Any]) -> SourceText:
    turns = tuple(Turn(Span(**turn["span"]), tuple(turn["speakers"]), turn["second_hand"]) for turn in row["turns"])
    return SourceText(**{**row, "turns": turns, "kind": SourceKind(row["kind"])})


def _agree(sources: Sequence[SourceText], terms: Sequence[str], tables: Tables) -> bool:
    """Whether the tables can be of one index: every number in them points into another."""
    keys, edges, grams = tables["keys"], tables["edges"], tables["grams"]
    count = len(keys)
    return (
        len(tables["starts"]) == len(tables["sizes"]) == count
        and len(edges) == len(sources) + 1
        and len(grams) == max(count - 2, 0)
        and int(edges[0]) == 0
        and int(edges[-1]) == count
        and bool((np.diff(edges) > 0).all())
        and _within(keys, len(terms))
        and _within(tables["posted"], count)
        and _within(grams & np.uint64(0xFFFFFFFF), count)
        and bool((grams[1:] >= grams[:-1]).all())
        and all(_inside(tables, number, len(source.text)) for number, source in enumerate(sources))
    )


def _within(numbers: NDArray[Any], most: int) -> bool:
    return not len(numbers) or (int(numbers.min()) >= 0 and int(numbers.max()) < most)


def _inside(tables: Tables, number: int, size: int) -> bool:
    """Whether the words of a source lie in its text, in order."""
    low, high = tables["edges"][number : number + 2].tolist()
    starts = tables["starts"][low:high].astype(np.int64)
    ends = starts + tables["sizes"][low:high]
    return bool((np.diff(starts) >= 0).all()) and _within(starts, size + 1) and _within(ends, size + 1)
