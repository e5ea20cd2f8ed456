"""A document of the JSON ledger, checked and worked out as far as nothing of it depends on the case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from memcon.model.contract import Json
from memcon.store.audit import digest
from memcon.store.rows import document_row
from memcon.store.verifying import span_faults
from memcon.store.writing import reading_body

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
NOT_OF_THE_CONTRACT: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What a row raises that is no row of the JSON ledger."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that can go in: its row of the JSON ledger, its columns of `documents`, and what was found in it as canonical JSON."""

    row: Json
    key: str
    columns: Json
    body: str
    digest: str
    """The digest of `body`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The documents that can go in, in their order, and the failure rows of those that cannot."""

    ready: tuple[Ready, ...]
    refused: tuple[Json, ...]


def prepare(rows: Iterable[Json], *, source: str) -> Prepared:
    """The documents of these rows; one whose spans do not hold their words is refused, as `Case.add` refuses it."""
    ready, refused = [], []
    for row in rows:
        try:
            faulty = next(span_faults(row["document"]["text"], [row["actors"], row["statements"]]), None)
            if faulty is None:
                ready.append(_ready(row))
            else:
                refused.append(refusal(row, source, code="bad-span", why=faulty))
        except NOT_OF_THE_CONTRACT as error:
            refused.append(refusal(row, source, code="bad-row", why=f"this is no row of the ledger ({type(error).__name__})"))
    return Prepared(tuple(ready), tuple(refused))


def _ready(row: Json) -> Ready:
    key, body = row["document"]["id"], reading_body(row)
    if not key.isprintable():  # all ids are asked for at once: one that the database refuses would refuse all
        raise ValueError(key)
    return Ready(row, key, document_row(row["document"]), body, digest(body))


def refusal(row: Json, source: str, *, code: str, why: str) -> Json:
    """The failure row of a document that is not put in."""
    document = row.get("document")
    origin = str(document.get("origin", source)) if isinstance(document, dict) else source
    return {"document": origin, "stage": "store", "code": code, "message": f"{origin}: {why}; nothing of it was put in"}


def storable(failure: Json) -> Json:
    """The failure row with NUL and halves of pairs made visible: it often names what had them, and must not be lost for them."""
    return {name: _UNSTORABLE.sub("\ufffd", value) for name, value in failure.items()}
