"""Documents with their rows as the functions that compare them have them, and the rows that come out of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from memcon.archive.linking.sheaves import details, read_documents, read_rows
from memcon.archive.tables.rows import DOCUMENT, Row, document_dict
from memcon.export.variants.rows import GroupRow
from memcon.link.conflicts.found import Found, Paper
from memcon.link.origins.finding import Copy
from memcon.model.hits import Hit

_STATEMENT: Final = ("id", "document", "published", "outlet", "manner", "speaker", "details")
_BLANK: Final = dict.fromkeys(
    ("act", "polarity", "stance", "place", "status", "document_sha256", "kind", "snippet", "content", "addressees", "via"), ""
)


def read_papers(out: Path, stem: str) -> Iterator[Paper]:
    """The documents of these files that were read, with their statements, events and conflicts in the order of the ledger."""
    rows = {table: _by_document(read_rows(out, table, stem, ("document", "details"))) for table in ("statements", "events", "conflicts")}
    for row in read_documents(out, stem, (*DOCUMENT, "details")):
        told = [rows[table].get(row["id"], []) for table in ("statements", "events", "conflicts")]
        yield Paper(document_dict(row, details(row)), *told)


def _by_document(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(details(row))
    return found


def read_hits_of(out: Path, stem: str) -> Iterator[Hit]:
    """The statements of these files as finding gives them, as far as they are compared as quotations."""
    titles = {row["id"]: (row["title"], row["origin"]) for row in read_documents(out, stem, ("id", "title", "origin"))}
    for row in read_rows(out, "statements", stem, _STATEMENT):
        title, origin = titles[row["document"]]
        told: dict[str, Any] = {name: row[name] for name in ("document", "published", "outlet", "manner", "speaker", "details")}
        yield Hit(key=row["id"], title=title, origin=origin, said_from=None, start=0, end=0, **_BLANK, **told)


def blank_hit(key: str, document: str, outlet: str | None, speaker: str | None) -> Hit:
    """A statement of which nothing else is known."""
    told: dict[str, Any] = {
        "key": key,
        "document": document,
        "outlet": outlet,
        "speaker": speaker,
        "manner": "",
        "details": "",
        "origin": "",
    }
    return Hit(title=None, published=None, said_from=None, start=0, end=0, **_BLANK, **told)


def origin_row(copy: Copy) -> Row | None:
    """The row of a document that comes from another; None for an original."""
    if copy.of is None:
        return None
    return {"document": copy.document, "of": copy.of, "kind": copy.kind, "shared": copy.shared, "evidence": list(copy.evidence)}


def dispute_row(one: Found) -> Row:
    """The row of two accounts that do not go together."""
    names = ("id", "kind", "left", "right", "left_document", "right_document", "relation", "state", "why")
    return {name: getattr(one, name) for name in names} | {"changed_by": list(one.history)}


def variant_rows(group: GroupRow) -> Iterator[Row]:
    """The rows of one quotation, one for each document that prints it."""
    for place, copy in enumerate(group.copies):
        told = {
            name: getattr(copy, name) for name in ("document", "statement", "published", "outlet", "speaker", "text", "ground", "rivals")
        }
        parent = None if copy.parent is None else group.copies[copy.parent].document
        lists = {"outside": list(copy.outside), "marks": list(copy.marks), "changes": [edit.words for edit in copy.edits]}
        yield {"quotation": group.id, "place": place, "parent": parent, **told, **lists}
