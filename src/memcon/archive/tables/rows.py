"""From the JSON ledger of a document to the rows of the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from memcon.model.contract import Json, document_from, failure_dict
from memcon.model.document import Document
from memcon.model.ledger import Failure
from memcon.model.stances import stance
from memcon.store.audit import canonical
from memcon.store.rows import shown

Row = dict[str, Any]
DOCUMENT: Final = ("id", "origin", "sha256", "media_type", "kind", "title", "published", "outlet", "byline", "language", "parent", "text")
_IN_DETAILS: Final = ("header", "sections", "warnings")
_HALF: Final = re.compile("[\ud800-\udfff]")
READ, COPY, LANGUAGE, FAILED = "read", "copy", "language", "failed"
"""What became of a document: it was read, the same text was read elsewhere, it is in another language, or reading it broke."""


def document_row(document: Json, *, standing: str = READ, copy_of: str | None = None, near: str | None = None) -> Row:
    """The row of a document."""
    row: Row = {name: document[name] for name in DOCUMENT}
    row["words"] = len(document["text"].split())
    row |= {"standing": standing, "copy_of": copy_of, "near": near}
    return row | {"details": canonical({name: document[name] for name in _IN_DETAILS})}


def sound(row: Json) -> Json:
    """The row without halves of characters, which no table holds; each is replaced by one sign, so that offsets stay."""
    words = canonical(row)
    return json.loads(_HALF.sub("\ufffd", words)) if _HALF.search(words) else row


def document_of(row: Row, details: Json) -> Document:
    """The document of a row; `details` are its details, read. Raises KeyError, TypeError and ValueError for what is none."""
    return document_from(document_dict(row, details))


def document_dict(row: Row, details: Json) -> Json:
    """The document of a row as the JSON ledger has it."""
    return {name: row[name] for name in DOCUMENT} | details


def ledger_rows(ledger: Json) -> Iterator[tuple[str, Row]]:
    """The rows of everything that was found in a document, each with its table, in the order of the ledger."""
    paper = {"document": ledger["document"]["id"], "published": ledger["document"]["published"], "outlet": ledger["document"]["outlet"]}
    by_id = {row["id"]: row for row in ledger["statements"]}
    for row in ledger["statements"]:
        told = _statement(row) | paper
        yield "statements", told | {"stance": stance(row, by_id), "day": told["said_from"] or told["published"]}
    for row in ledger["actors"]:
        yield "actors", _actor(row) | paper
    for row in ledger["events"]:
        told = _event(row) | paper
        yield "events", told | {"day": told["day_from"] or told["published"]}
    for row in ledger["asks"]:
        yield "asks", _ask(row) | paper
    for row in ledger["conflicts"]:
        told = {name: row[name] for name in ("id", "kind", "left", "right", "why", "state")}
        yield "conflicts", told | paper | {"details": canonical(row)}
    for row in ledger["failures"]:
        yield "failures", failure_row(row)


def failed_row(failure: Failure) -> Row:
    """The row of a failure that stands by itself, sound."""
    return failure_row(sound(failure_dict(failure)))


def failure_row(failure: Json) -> Row:
    """The row of a failure of the JSON ledger."""
    return {"origin": failure["document"], **{name: failure[name] for name in ("stage", "code", "message")}}


def _statement(row: Json) -> Row:
    when = row["when"] or {}
    told = {name: row[name] for name in ("id", "act", "manner", "polarity", "parent")}
    return told | {
        "content": _words(row["content"]),
        "start": row["content"][0]["start"],
        "end": row["content"][-1]["end"],
        "cue": (row["cue"] or {}).get("text"),
        "speaker": shown(row["speaker"]),
        "speaker_actor": row["speaker"]["actor"],
        "addressees": _names(row["addressees"]),
        "addressee_actors": [party["actor"] for party in row["addressees"] if party["actor"]],
        "chain": _names([link["holder"] for link in row["chain"]]),
        "said_from": when.get("from"),
        "said_to": when.get("to"),
        "details": canonical(row),
    }


def _actor(row: Json) -> Row:
    told = {name: row[name] for name in ("id", "kind", "name", "names", "country", "role")}
    return told | {"mentions": len(row["mentions"]), "details": canonical(row)}


def _event(row: Json) -> Row:
    when, where = row["when"] or {}, row["where"] or {}
    told = {name: row[name] for name in ("id", "type", "mode", "polarity", "modality", "statement")}
    return told | {
        "source": _names(row["source"]),
        "target": _names(row["target"]),
        "source_countries": _countries(row["source"]),
        "target_countries": _countries(row["target"]),
        "day_from": when.get("from"),
        "day_to": when.get("to"),
        "place": where.get("name"),
        "words": row["span"]["text"],
        "details": canonical(row),
    }


def _ask(row: Json) -> Row:
    due = row["due"] or {}
    told = {name: row[name] for name in ("id", "kind", "urgency", "status", "statement")}
    return told | {
        "content": _words(row["content"]),
        "asker": shown(row["asker"]),
        "asked": _names(row["asked"]),
        "due_from": due.get("from"),
        "due_to": due.get("to"),
        "details": canonical(row),
    }


def _words(pieces: Sequence[Json]) -> str:
    return " … ".join(" ".join(piece["text"].split()) for piece in pieces)


def _names(parties: Sequence[Json]) -> list[str]:
    return [name for party in parties if (name := shown(party)) is not None]


def _countries(parties: Sequence[Json]) -> list[str]:
    return [party["country"] for party in parties if party.get("country")]
