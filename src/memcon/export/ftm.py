"""FollowTheMoney entities, one JSON object a line, every value a string in a list (schema of followthemoney 4).

FollowTheMoney has no entity for what somebody said: a statement to somebody is an UnknownLink from the speaker to the one told, one
to nobody is a Note about the speaker with a Documentation that leads to the paper.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from memcon.model.hits import Hit, StoredActor, StoredDocument
from memcon.ports import Selection

SCHEMAS: Final = {
    "person": "Person", "office": "PublicBody", "state": "PublicBody", "organisation": "Organization", "outlet": "Organization",
    "group": "LegalEntity", "unnamed": "LegalEntity", "document": "LegalEntity",
}  # fmt: skip
"""Kind of actor -> schema."""
_MESSAGES: Final = frozenset({"cable", "mail", "letter"})


@dataclass(frozen=True, slots=True)
class FollowTheMoney:
    """Writes papers, people and what was said between them."""

    name: str = "ftm"
    suffix: str = ".ftm.json"
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """Papers first, then actors, joined as people joined them, then statements."""
        dataset = Path(selection.name).stem or "memcon"
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            for entity in _entities(selection):
                out.write(json.dumps({**entity, "datasets": [dataset]}, ensure_ascii=False) + "\n")


def _entities(selection: Selection) -> Iterator[dict[str, Any]]:
    yield from (_paper(stored) for stored in selection.documents())
    homes: dict[str, str] = {}
    joined: dict[str, list[StoredActor]] = {}
    for actor in selection.actors():
        homes[actor.row["id"]] = actor.same_as
        joined.setdefault(actor.same_as, []).append(actor)
    yield from (_actor(key, same) for key, same in joined.items())
    for hit in selection.hits():
        yield from _said(hit, homes)


def _paper(stored: StoredDocument) -> dict[str, Any]:
    document, header = stored.document, stored.document["header"]
    told: dict[str, Sequence[object]] = {
        "title": [document["title"]],
        "fileName": [document["origin"].rpartition("/")[2]],
        "mimeType": [document["media_type"]],
        "bodyText": [document["text"]],
        "contentHash": [hashlib.sha1(document["text"].encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()],
    }
    if document["kind"] in _MESSAGES:
        told |= {"sender": [header.get("from")], "recipients": _several(header.get("to")), "subject": [header.get("subject")]}
        return _entity(f"doc-{document['id']}", "Message", told | {"date": [document["published"]]})
    told |= {"author": [document["byline"]], "publishedAt": [document["published"]], "publisher": [document["outlet"]]}
    return _entity(f"doc-{document['id']}", "Article", told)


def _several(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _actor(key: str, same: list[StoredActor]) -> dict[str, Any]:
    rows = [actor.row for actor in same]
    schema = SCHEMAS[rows[0]["kind"]]
    names = list(dict.fromkeys(name for row in rows for name in (row["name"], *row["names"])))
    told: dict[str, Sequence[object]] = {"name": names[:1], "alias": names[1:], "country": [two_letters(row["country"]) for row in rows]}
    return _entity(f"actor-{key}", schema, told | ({"position": [row["role"] for row in rows]} if schema == "Person" else {}))


@cache
def _alpha2() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads((files("memcon.export") / "data" / "iso3166.toml").read_text(encoding="utf-8"))["alpha2"]
    return table


def two_letters(country: str | None) -> str | None:
    """The two letters of a country that has three; None for none."""
    return _alpha2().get(country) if country else None


def _said(hit: Hit, homes: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What was said: to each one told who is an actor, or a note about the speaker."""
    row, paper = hit.row, f"doc-{hit.document}"
    speaker = row["speaker"]["actor"]
    anchor = json.dumps(
        {"content": row["content"], "chain": hit.via, "act": hit.act, "polarity": hit.polarity, "stance": hit.stance}, ensure_ascii=False
    )
    told = [party["actor"] for party in row["addressees"] if party["actor"] in homes]
    if speaker in homes and told:
        about: dict[str, Sequence[object]] = {
            "role": [hit.act],
            "date": [hit.said_from or hit.published],
            "summary": [hit.content],
            "description": [anchor],
        }
        for n, other in enumerate(told):
            ends = {"subject": [f"actor-{homes[speaker]}"], "object": [f"actor-{homes[other]}"], "proof": [paper], "recordId": [hit.key]}
            yield _entity(f"utterance-{hit.key}-{n}", "UnknownLink", {**about, **ends, "publisher": [hit.outlet]})
        return
    note: dict[str, Sequence[object]] = {
        "description": [hit.content],
        "summary": [anchor],
        "entity": [f"actor-{homes[speaker]}"] if speaker in homes else [],
    }
    yield _entity(f"utterance-{hit.key}", "Note", note)
    proof: dict[str, Sequence[object]] = {
        "document": [paper],
        "entity": [f"utterance-{hit.key}"],
        "role": ["quoted"],
        "date": [hit.published],
    }
    yield _entity(f"proof-{hit.key}", "Documentation", proof)


def _entity(key: str, schema: str, properties: Mapping[str, Sequence[object]]) -> dict[str, Any]:
    held = {name: [str(v) for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in held.items() if values}}


FTM = FollowTheMoney()
