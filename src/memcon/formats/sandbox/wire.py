"""Documents and failures as JSON between the two processes; what comes back is checked as if a stranger had written it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, cast

from memcon import limits
from memcon.errors import OverLimit
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.model.ledger import Failure
from memcon.text import Span

_TEXTS: Final = ("id", "sha256", "origin", "media_type", "text", "language")
_OPTIONAL: Final = ("title", "published", "outlet", "byline", "parent")


class BadReply(Exception):
    """The child sent something that is no row."""


def encode_row(row: Document | Failure) -> bytes:
    """The row as JSON in UTF-8."""
    value = _failure(row) if isinstance(row, Failure) else _document(row)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode_row(untrusted: bytes) -> Document | Failure:
    """The row, every type and offset checked. Raises BadReply, and OverLimit for a text over TEXT_POINTS."""
    try:
        value = json.loads(untrusted)
        return _to_failure(value["failure"]) if "failure" in value else _to_document(value["document"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadReply(type(error).__name__) from error


def _failure(row: Failure) -> dict[str, Any]:
    return {"failure": [row.origin, row.stage, row.code, row.message]}


def _to_failure(value: Any) -> Failure:
    origin, stage, code, message = (_text(v) for v in value)
    return Failure(origin, stage, code, message)


def _document(row: Document) -> dict[str, Any]:
    value: dict[str, Any] = {name: getattr(row, name) for name in (*_TEXTS, *_OPTIONAL)}
    value["kind"] = row.kind.value
    value["header"] = dict(row.header)
    value["sections"] = [(s.part.value, s.span.start, s.span.end, s.label, s.page, s.classification, s.voice) for s in row.sections]
    value["warnings"] = [(w.code, w.message, [w.span.start, w.span.end] if w.span else None) for w in row.warnings]
    return {"document": value}


def _to_document(value: Any) -> Document:
    text = _text(value["text"])
    if len(text) > limits.TEXT_POINTS:
        raise OverLimit(_text(value["origin"]), limit="TEXT_POINTS", allowed=limits.TEXT_POINTS, found=len(text))
    return Document(
        **cast("dict[str, Any]", {name: _text(value[name]) for name in _TEXTS} | {name: _optional(value[name]) for name in _OPTIONAL}),
        kind=Kind(value["kind"]),
        header=_header(value["header"]),
        sections=tuple(_section(row, len(text)) for row in value["sections"]),
        warnings=tuple(_warning(row, len(text)) for row in value["warnings"]),
    )


def _section(row: Any, size: int) -> Section:
    part, start, end, label, page, classification, voice = row
    return Section(Part(part), _span(start, end, size), *(_optional(v) for v in (label, page, classification, voice)))


def _warning(row: Any, size: int) -> Warning:
    code, message, span = row
    return Warning(_text(code), _text(message), None if span is None else _span(span[0], span[1], size))


def _span(start: Any, end: Any, size: int) -> Span:
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= size:
        raise ValueError("a span outside the text")
    return Span(start, end)


def _header(value: Any) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, held in value.items():
        found[_text(name)] = [_text(v) for v in held] if isinstance(held, list) else _text(held)
    return MappingProxyType(found)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)
