"""Rows of tables as stories: which column holds what, and the small JSON in which the child process reads one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from memcon import limits
from memcon.archive.plan import Columns
from memcon.errors import EmptyFile, FormatError, OverLimit
from memcon.formats.dates import find_date
from memcon.formats.pages import one_line
from memcon.formats.records.tables import TEXT_COLUMNS
from memcon.formats.sandbox import File
from memcon.model.document import Kind
from memcon.model.ledger import Failure

Row = Mapping[str, Any]

_USUAL: Final = {
    "text": (*TEXT_COLUMNS, "maintext", "content_text", "plain_text"),
    "title": ("headline", "title", "subject"),
    "published": (
        *("date", "published", "publication_date", "pub_date", "datepublished", "date_published", "date_publish", "published_at"),
        *("publish_date", "published_date", "timestamp"),
    ),
    "outlet": ("source", "outlet", "publication", "publisher", "source_domain", "domain", "site_name", "sitename"),
    "name": ("url", "address", "uri", "link", "id"),
}
"""Where a column is not named by the user, its usual names in small letters, the first that holds something."""
_SHOWN: Final = 40
"""How many columns a failure lists."""
_DATE: Final = re.compile(r"\s{0,9}(\d{4})[-/.](\d\d)[-/.](\d\d)(?!\d)")
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?")
_EPOCH: Final = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d{0,9})?")
"""Seconds since 1970 of the years from 1973 on, or thousandths of them, as programs write times."""


_POSING: Final = (b"%PDF-", b"ustar", b"http://www.tei-c.org")
"""By what formats are known that may not stand at the very start of a file: written another way, a text cannot pose as one."""


def has_text(names: Iterable[str], columns: Columns) -> bool:
    """Whether one of the columns may hold the text."""
    return bool(_columns(tuple(names), "text", columns))


def wanted(names: Iterable[str], columns: Columns) -> list[str]:
    """The columns that are needed of those there are."""
    there = tuple(names)
    return sorted({name for role in _USUAL for name in _columns(there, role, columns)})


def no_text_column(path: str, names: Iterable[str], columns: Columns) -> Failure:
    """That a table holds no text as far as its columns tell, and what to do."""
    there = [one_line(name)[:60] for name in dict.fromkeys(names)]
    more = f" and {len(there) - _SHOWN:,} more" if len(there) > _SHOWN else ""
    missing = f"no column is called {one_line(columns.text)[:60]!r}" if columns.text is not None else "no column has a name that texts have"
    why = f"{missing}; the columns are: {', '.join(there[:_SHOWN])}{more}. Name the one that holds the text with --text-column"
    return Failure(path, "open", "no-text-column", f"{path}: {why}")


def row_file(row: Row, number: int, path: str, *, columns: Columns, kind: Kind | None) -> File | Failure:
    """The row as the child process reads it, called by its name or its number; a failure where it holds no text or too much."""
    name = _name(_first(row, "name", columns))
    origin = f"{path}#{name or f'row{number}'}"
    try:
        return File(_story(row, columns, name, origin), origin, kind)
    except FormatError as error:
        return Failure(origin, "open", error.code, str(error))


def _story(row: Row, columns: Columns, name: str | None, origin: str) -> bytes:
    """The row in the words of news feeds. Raises EmptyFile and OverLimit."""
    text = _text(_first(row, "text", columns))
    if not text.strip():
        raise EmptyFile(origin, why="the row holds no text")
    if len(text) > limits.TEXT_POINTS:
        raise OverLimit(origin, limit="TEXT_POINTS", allowed=limits.TEXT_POINTS, found=len(text))
    told = {
        "date": day_of(_first(row, "published", columns)),
        "headline": _text(_first(row, "title", columns))[: limits.NAME_POINTS * 4],
        "source": _text(_first(row, "outlet", columns))[: limits.NAME_POINTS * 4] or _host(name),
        "text": text,
    }
    told = {field: value for field, value in told.items() if value}
    # Escaped to ASCII: a lone surrogate has no UTF-8, and nobody has to guess an encoding.
    data = json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")
    for mark in _POSING:
        data = data.replace(mark, b"\\u%04x%b" % (mark[0], mark[1:]))
    if len(data) > limits.FILE_BYTES:
        raise OverLimit(origin, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=len(data))
    return data


@lru_cache(maxsize=64)
def _columns(names: tuple[str, ...], role: str, columns: Columns) -> tuple[str, ...]:
    """The columns that may hold it, the likeliest first."""
    chosen = getattr(columns, role)
    if chosen is not None and chosen in names:
        return (chosen,)
    usual = _USUAL[role] if chosen is None else (chosen.strip().lower(),)
    return tuple(name for one in usual for name in names if name.strip().lower() == one)


def _first(row: Row, role: str, columns: Columns) -> Any:
    """What the first of the columns holds that holds something."""
    return next((row[name] for name in _columns(tuple(row), role, columns) if row[name] not in (None, "", b"", [], {})), None)


def _text(value: Any) -> str:
    """The words of a value; of an object its name, of a list its first, as feeds write outlets."""
    if isinstance(value, Mapping):
        value = value.get("name")
    elif isinstance(value, list):
        value = value[0]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str | None:
    """A name that fits on one line and can be shown; else the row goes by its number."""
    name = one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return name if 0 < len(name) <= limits.NAME_POINTS and name.isprintable() else None


def _host(name: str | None) -> str | None:
    """The outlet of an address, as web archives have it."""
    host = (name or "").partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].removeprefix("www.")
    return host or None


def day_of(value: Any) -> str | None:
    """The day of a time as tables write it: a date, a text with one, YYYYMMDD, or seconds or thousandths since 1970; else None."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = str(value).strip()[:100] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    written = _DATE.match(text) or _COMPACT.fullmatch(text)
    if written is not None:
        return _valid_day(written[1], written[2], written[3])
    epoch = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(epoch[1]), UTC).date().isoformat() if epoch is not None else find_date(text)


def _valid_day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
