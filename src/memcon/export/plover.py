"""Events in PLOVER (2021), one JSON object a line. Statements are no events: a case without events gives an empty file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memcon import __version__
from memcon.model.hits import StoredDocument
from memcon.ports import Selection


@dataclass(frozen=True, slots=True)
class Plover:
    """Writes the events of the documents."""

    name: str = "plover"
    suffix: str = ".jsonl"
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """One event a line."""
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            for stored in selection.documents():
                out.writelines(json.dumps(event, ensure_ascii=False) + "\n" for event in _events(stored))


def _events(stored: StoredDocument) -> Iterator[dict[str, Any]]:
    """The events of a document; one without a day has that of the paper."""
    for event in stored.row["events"]:
        span, when = event["span"], event["when"] or {}
        yield {
            "id": event["id"],
            "date": when.get("from") or stored.document["published"],
            "date_end": when.get("to") or stored.document["published"],
            "date_is_of_paper": not when,
            "event": [event["type"]],
            "mode": [event["mode"]] if event["mode"] else [],
            "context": [event["context"]] if event["context"] else [],
            "actor": [_actor(party) for party in event["source"]],
            "recipient": [_actor(party) for party in event["target"]],
            "location": event["where"],
            "event_text": span["text"],
            "text_info": {"start": span["start"], "end": span["end"]},
            "cite_info": {"title": stored.document["title"], "publication": stored.document["outlet"], "url": stored.document["origin"]},
            "coder": f"memcon {__version__}",
            "polarity": event["polarity"],
            "modality": event["modality"],
            "statement": event["statement"],
            "counts": event["counts"],
        }


def _actor(party: dict[str, Any]) -> dict[str, Any]:
    """The words for a side, and its state or organisation where it is known."""
    return {"entity_text": party["name"], "country": party.get("country"), "actor_id": party["actor"]}


PLOVER = Plover()
