"""Inputs of archives made when they are needed, and what comes out of them, by name."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from memcon.archive.inputs.listing import Input, list_inputs
from memcon.archive.inputs.records import records
from memcon.archive.inputs.splits import Split
from memcon.archive.inputs.surveying import survey
from memcon.archive.plan import Columns
from memcon.formats.sandbox import File
from memcon.formats.walk import walk
from memcon.model.document import Document
from memcon.model.ledger import Failure

WORDS = "The mayor said that the pier was shut until noon."
PAGE = f"<html><body><article><p>{WORDS}</p></article></body></html>".encode()
USUAL = Columns()


def record(
    n: int = 0,
    body: bytes = PAGE,
    *,
    kind: str = "response",
    status: str = "200 OK",
    media: str = "text/html",
    head: str = "",
    lie: int = 0,
) -> bytes:
    """The nth record of a web archive, whose head says that it is longer by `lie` than it is."""
    content = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{head}\r\n".encode() + body if kind == "response" else body
    told = "application/http; msgtype=response" if kind == "response" else media
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www.lorn.example/{n}\r\nWARC-Date: 2024-08-14T06:00:00Z\r\n"
        f"Content-Type: {told}\r\nContent-Length: {len(content) + lie}\r\n\r\n"
    ).encode() + content + b"\r\n\r\n"  # fmt: skip


def packed(*parts: bytes) -> bytes:
    """The parts, each a gzip member of its own."""
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def kept(folder: Path, name: str, data: bytes) -> str:
    """The path of a file with these bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


def only_input(path: str) -> Input:
    """The one input behind a path."""
    (one,) = list_inputs([path])
    assert isinstance(one, Input)
    return one


def splits_of(path: str, *, split_records: int = 500, columns: Columns = USUAL) -> list[Split | Failure]:
    """The splits of the one input behind a path."""
    return list(survey(only_input(path), split_records=split_records, columns=columns))


def rows_of(splits: Sequence[Split | Failure], columns: Columns = USUAL) -> Iterator[File | Failure]:
    """The files and failures of all splits, in order."""
    for split in splits:
        if isinstance(split, Failure):
            yield split
        else:
            yield from records(split, columns=columns, kind=None)


def names_of(rows: Iterator[File | Failure]) -> list[str]:
    """What each file is called behind the `#`, and the code of each failure."""
    return [row.code if isinstance(row, Failure) else (row.part or row.origin.partition("#")[2]).rpartition("/")[2] for row in rows]


def names_in(path: str, *, split_records: int = 500, columns: Columns = USUAL) -> list[str]:
    """The same of everything in the one input behind a path."""
    return names_of(rows_of(splits_of(path, split_records=split_records, columns=columns), columns))


def read(row: File | Failure) -> Document | Failure:
    """The one outcome of a file, read in this process."""
    assert isinstance(row, File)
    (found,) = walk(row.untrusted_bytes, origin=row.origin)
    return found
