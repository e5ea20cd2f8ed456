"""Archives on the disk: web archives as crawls leave them, lines of JSON, Parquet, and folders of files."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import IO, Any, Final, Protocol
from uuid import UUID

from bench.archive.hostile import Response, hostile_file, hostile_response, hostile_text
from bench.archive.pages import page
from bench.archive.texts import Role, Text

ROW_GROUP: Final = 500
_PICTURE: Final = b"\x89PNG\r\n\x1a\n" + bytes(200)
_LEVEL: Final = 6


class Writer(Protocol):
    """Writes documents one after another; `records` counts what it wrote beside or instead of plain pages."""

    records: Counter[str]

    def write(self, text: Text) -> None: ...

    def close(self) -> None: ...


class WarcWriter:
    """A web archive with one gzip member a record; requests, metadata, pictures and missing pages between the pages."""

    def __init__(self, path: Path) -> None:
        self.records: Counter[str] = Counter()
        self._file = path.open("wb")
        self._record(
            "warcinfo", "", "2024-01-01T00:00:00Z", "application/warc-fields", b"software: bench\r\nformat: WARC File Format 1.0\r\n"
        )

    def write(self, text: Text) -> None:
        """The page, its request before it and its metadata behind it."""
        when = f"{text.day.isoformat()}T08:00:00Z"
        request = f"GET /{text.number} HTTP/1.1\r\nHost: {text.outlet.host}\r\n\r\n".encode()
        self._record("request", text.address, when, "application/http; msgtype=request", request)
        html = page(text)
        told = hostile_response(text.detail, html) if text.role is Role.HOSTILE else Response(html)
        self._answer("response", text.address, when, "200 OK", "text/html; charset=utf-8", told)
        self._record("metadata", text.address, when, "application/warc-fields", b"fetchTimeMs: 90\r\n")
        if text.number % 25 == 7:
            self._answer("picture", f"https://{text.outlet.host}/{text.number}.png", when, "200 OK", "image/png", Response(_PICTURE))
        if text.number % 40 == 9:
            gone = Response(b"<html><body><p>The mayor said that this page is gone.</p></body></html>")
            self._answer("missing", f"https://{text.outlet.host}/gone-{text.number}.html", when, "404 Not Found", "text/html", gone)

    def close(self) -> None:
        self._file.close()

    def _answer(self, counted: str, address: str, when: str, status: str, media_type: str, told: Response) -> None:
        encoding = f"Content-Encoding: {told.encoding}\r\n" if told.encoding else ""
        head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{encoding}Content-Length: {len(told.body)}\r\n\r\n"
        content = head.encode() + told.body
        self._record("response", address, when, "application/http; msgtype=response", content, lie=told.lie, counted=counted)

    def _record(self, kind: str, address: str, when: str, media_type: str, content: bytes, *, lie: int = 0, counted: str = "") -> None:
        named = UUID(int=sum(self.records.values()))
        target = f"WARC-Target-URI: {address}\r\n" if address else ""
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{named}>\r\nWARC-Date: {when}\r\n{target}"
            f"Content-Type: {media_type}\r\nContent-Length: {len(content) + lie}\r\n\r\n"
        )
        self._file.write(gzip.compress(head.encode() + content + b"\r\n\r\n", _LEVEL, mtime=0))
        self.records[counted or kind] += 1


class LinesWriter:
    """Lines of JSON, packed where the name says so."""

    def __init__(self, path: Path) -> None:
        self.records: Counter[str] = Counter()
        self._out = path.open("wb")
        self._file: IO[bytes] | gzip.GzipFile = self._out
        if path.suffix == ".gz":
            self._file = gzip.GzipFile("", "wb", _LEVEL, self._out, mtime=0)

    def write(self, text: Text) -> None:
        """A line."""
        self._file.write(json.dumps(row(text)).encode("ascii") + b"\n")
        self.records["row"] += 1

    def close(self) -> None:
        self._file.close()
        self._out.close()


class ParquetWriter:
    """A table with a row group for some hundred rows."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter as Table

        self.records: Counter[str] = Counter()
        self._schema = pa.schema([(name, pa.string()) for name in ("url", "headline", "text", "date", "source")])
        self._table = Table(path, self._schema)
        self._rows: list[dict[str, str]] = []

    def write(self, text: Text) -> None:
        """A row."""
        self._rows.append(row(text))
        self.records["row"] += 1
        if len(self._rows) == ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._table.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            # Viewed, not cast: a cast would refuse the bytes that are no UTF-8, and strangers' files have them.
            columns: list[Any] = [
                pa.array([row[name].encode("utf-8", "surrogatepass") for row in self._rows], pa.binary()).view(pa.string())
                for name in self._schema.names
            ]
            self._table.write_table(pa.Table.from_arrays(columns, schema=self._schema))
            self._rows.clear()


class FolderWriter:
    """A folder for each day, with texts and saved pages by turns."""

    def __init__(self, path: Path) -> None:
        self.records: Counter[str] = Counter()
        self._folder = path

    def write(self, text: Text) -> None:
        """A file."""
        folder = self._folder / text.day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        ending, data = _file(text)
        (folder / f"{text.number:07}{ending}").write_bytes(data)
        self.records["file"] += 1

    def close(self) -> None:
        """Nothing is open."""


def row(text: Text) -> dict[str, str]:
    """The document as a row of a table."""
    body = hostile_text(text.detail, text.text) if text.role is Role.HOSTILE else text.text
    day = f"{text.day.isoformat()}T08:00:00Z"
    return {"url": text.address, "headline": text.title, "text": body, "date": day, "source": text.outlet.name}


def _file(text: Text) -> tuple[str, bytes]:
    if text.role is Role.HOSTILE:
        return hostile_file(text.detail, page(text))
    if text.number % 2:
        return ".html", page(text)
    return ".txt", f"{text.title}\n\n{text.day.day} {text.day:%B} {text.day.year}\n\n{text.text}\n".encode()
