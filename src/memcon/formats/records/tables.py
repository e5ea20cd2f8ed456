"""Tables with a column of text: CSV (RFC 4180) and JSON Lines; each row is a document."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from memcon import limits
from memcon.errors import BrokenFile, EmptyFile, OverLimit
from memcon.formats.decode import decode
from memcon.formats.records.feeds import parse_json, story_document
from memcon.model.document import Document, Kind

TEXT_COLUMNS: Final = (
    "text",
    "body",
    "content",
    "article",
    "articlebody",
    "body_text",
    "raw_body",
    "message",
    "full_text",
    "story",
    "transcript",
)
_NAMES: Final = {
    "headline": "headline", "title": "headline", "subject": "headline",
    "date": "date", "published": "date", "publication_date": "date", "pub_date": "date", "datepublished": "date",
    "author": "author", "byline": "author", "source": "source", "outlet": "source", "publication": "source", "publisher": "source",
}  # fmt: skip
_SEPARATORS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Csv:
    """Reads tables whose first line names a column of text."""

    name: str = "csv"
    media_types: tuple[str, ...] = ("text/csv", "text/tab-separated-values")
    binary: bool = False
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the first line is a list of names, one of them a name for a text."""
        return _separator(untrusted_head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")) is not None

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """A document for each row that holds text, `#row` and its number behind the origin. Raises BrokenFile and OverLimit."""
        text = decode(untrusted_bytes, origin=origin).text
        separator = _separator(text.partition("\n")[0]) or ","
        rows = ((n, _story(row)) for n, row in enumerate(_rows(text, separator, origin), 2))
        return _documents(rows, untrusted_bytes, origin, kind, self.media_types[0])


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Reads JSON Lines whose objects hold a text."""

    name: str = "jsonl"
    media_types: tuple[str, ...] = ("application/jsonl",)
    binary: bool = False
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether the first two lines are whole objects."""
        first, _, rest = untrusted_head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
        return first.strip().startswith(b'{"') and first.strip().endswith(b"}") and rest.strip().startswith(b"{")

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """A document for each line that holds text, `#row` and its number behind the origin. Raises BrokenMarkup and OverLimit."""
        lines = decode(untrusted_bytes, origin=origin).text.split("\n")
        values = ((n, parse_json(line, origin=f"{origin}#row{n}")) for n, line in enumerate(lines, 1) if line.strip())
        rows = ((n, value) for n, value in values if isinstance(value, dict))
        return _documents(rows, untrusted_bytes, origin, kind, self.media_types[0])


def _separator(line: str) -> str | None:
    """What parts the names of the first line, when they are names and one is that of a text."""
    for separator in _SEPARATORS:
        names = [n.strip(' "\r').lower() for n in line.split(separator)]
        if len(names) > 1 and all(re.fullmatch(r"[\w .-]{1,40}", n) for n in names) and set(names) & set(TEXT_COLUMNS):
            return separator
    return None


def _rows(text: str, separator: str, origin: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(limits.TEXT_POINTS)
    try:
        yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restkey="")
    except csv.Error as error:
        raise BrokenFile(origin, why="the table is damaged; open it in a spreadsheet and save it as CSV again") from error


def _story(row: dict[str, Any]) -> dict[str, Any]:
    """The row under the names that stories in JSON have."""
    told = {str(name).strip().lower(): value for name, value in row.items() if isinstance(value, str)}
    body = next((told[name] for name in TEXT_COLUMNS if told.get(name)), "")
    return {"text": body} | {wanted: told[name] for name, wanted in _NAMES.items() if told.get(name)}


def _documents(
    rows: Iterator[tuple[int, dict[str, Any]]], untrusted_bytes: bytes, origin: str, kind: Kind | None, media_type: str
) -> tuple[Document, ...]:
    digest = hashlib.sha256(untrusted_bytes).hexdigest()
    documents = []
    for n, story in rows:
        document = story_document(story, digest, f"{origin}#row{n}", kind, media_type)
        if document is not None:
            documents.append(document)
        if len(documents) > limits.ROWS:
            raise OverLimit(origin, limit="ROWS", allowed=limits.ROWS, found=len(documents))
    if not documents:
        raise EmptyFile(origin, why="there is no text in it")
    return tuple(documents)


CSV = Csv()
JSON_LINES = JsonLines()
