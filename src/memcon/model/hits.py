"""What searches of a case find and exports of it write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from memcon.model.contract import statement_from
from memcon.model.ledger import Statement

OPEN, CLOSE = "\x02", "\x03"
"""Around the words that were found, in a snippet: each output makes of them what it shows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, as it stands now, with the paper it stands in; `snippet` has OPEN and CLOSE around the words."""

    key: str
    content: str
    speaker: str | None
    addressees: str
    via: str
    act: str
    manner: str
    polarity: str
    stance: str
    place: str
    status: str
    said_from: str | None
    document: str
    document_sha256: str
    title: str | None
    outlet: str | None
    published: str | None
    kind: str
    origin: str
    start: int
    end: int
    snippet: str
    details: str

    @property
    def row(self) -> dict[str, Any]:
        """The statement as the JSON ledger has it."""
        row: dict[str, Any] = json.loads(self.details)
        return row

    @property
    def statement(self) -> Statement:
        """The statement."""
        return statement_from(self.row)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of a case: its row of the JSON ledger with what was last found in it, by whom, and every origin with its parent."""

    row: dict[str, Any]
    signature: str
    origins: tuple[tuple[str, str | None], ...]

    @property
    def document(self) -> dict[str, Any]:
        """The document as the JSON ledger has it."""
        document: dict[str, Any] = self.row["document"]
        return document


@dataclass(frozen=True, slots=True)
class StoredActor:
    """An actor of a document as the JSON ledger has it, and the id under which people have joined it with others."""

    row: dict[str, Any]
    document: str
    same_as: str


@dataclass(frozen=True, slots=True)
class StoredFailure:
    """A failure as the JSON ledger has it, the file with which it came, and when it was last noted, where that was asked for."""

    row: dict[str, str]
    source: str
    at: str | None = None
