"""Events as a table, one row for each: for spreadsheets and for whoever counts who did what to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from memcon.export.tables import write_table
from memcon.model.hits import StoredDocument
from memcon.ports import Selection

COLUMNS: Final = (
    "event", "type", "mode", "context", "modality", "polarity", "source", "source_code", "target", "target_code",
    "date_from", "date_to", "date_of_paper", "place", "place_country", "latitude", "longitude", "killed", "wounded", "counts",
    "words", "on_whose_word", "statement", "title", "outlet", "origin", "start", "end", "document", "document_sha256",
)  # fmt: skip
"""The columns, in this order. Several names or codes in a cell are parted by "; "; numbers have their bound in front: ">=20"."""


def event_rows(stored: StoredDocument) -> Iterator[dict[str, Any]]:
    """The events of a document, exact."""
    speakers = {s["id"]: s["speaker"]["name"] for s in stored.row["statements"]}
    document = stored.document
    for event in stored.row["events"]:
        when, where = event["when"] or {}, event["where"] or {}
        values = (
            event["id"], event["type"], event["mode"], event.get("context"), event["modality"], event["polarity"],
            _names(event["source"]), _codes(event["source"]), _names(event["target"]), _codes(event["target"]),
            when.get("from"), when.get("to"), document["published"],
            where.get("name"), where.get("country"), where.get("latitude"), where.get("longitude"),
            _number(event, "killed"), _number(event, "wounded"), _counts(event), event["span"]["text"],
            speakers.get(event["statement"]), event["statement"],
            document["title"], document["outlet"], document["origin"], event["span"]["start"], event["span"]["end"], document["id"],
            document["sha256"],
        )  # fmt: skip
        yield dict(zip(COLUMNS, values, strict=True))


def _names(parties: list[dict[str, Any]]) -> str:
    return "; ".join(party["name"] for party in parties if party["name"])


def _codes(parties: list[dict[str, Any]]) -> str:
    return "; ".join(dict.fromkeys(party["country"] for party in parties if party.get("country")))


def _number(event: dict[str, Any], what: str) -> str | None:
    """The sum of all who were counted so, where each is exact; else the numbers with their bounds."""
    found = [count for count in event["counts"] if count["what"] == what]
    if not found:
        return None
    if all(count["bound"] == "=" for count in found):
        return str(sum(count["number"] for count in found))
    return "; ".join(f"{'' if count['bound'] == '=' else count['bound']}{count['number']}" for count in found)


def _counts(event: dict[str, Any]) -> str:
    return "; ".join(
        f"{c['what']} {'' if c['bound'] == '=' else c['bound']}{c['number']} {c['who'] or ''}".rstrip() for c in event["counts"]
    )


@dataclass(frozen=True, slots=True)
class Events:
    """Writes one table of events for spreadsheets and scripts, guarded as that of statements."""

    name: str = "events"
    suffix: str = ".csv"
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """UTF-8 without a byte order mark, lines ended by CR LF as RFC 4180 has them."""
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            write_table(COLUMNS, (row.values() for stored in selection.documents() for row in event_rows(stored)), out)


EVENTS = Events()
