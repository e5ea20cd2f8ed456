"""From the JSON ledger to the rows of the tables, and judgements both ways."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from memcon.model.contract import Json
from memcon.model.judgement import Judgement
from memcon.model.stances import stance
from memcon.store.audit import canonical
from memcon.store.view import Current, CurrentView


def document_row(document: Json) -> Json:
    """The columns of `documents`, the key apart."""
    names = ("title", "kind", "published", "outlet", "byline", "language", "media_type", "origin", "parent", "sha256", "text")
    details = {name: value for name, value in document.items() if name != "text"}
    return {name: document[name] for name in names} | {"details": canonical(details)}


def actor_row(actor: Json, document_id: int, same_as: Mapping[str, str]) -> Json:
    """The columns of `actors`."""
    told = {name: actor[name] for name in ("name", "kind", "country", "role")}
    return told | {
        "document_id": document_id,
        "key": actor["id"],
        "same_as": same_as.get(actor["id"], actor["id"]),
        "details": canonical(actor),
    }


def statement_rows(view: CurrentView, document_id: int, sections: list[Json]) -> list[Json]:
    """The rows of `statements` for a document, in text order."""
    by_id = {current.row["id"]: current.row for current in view.statements}
    place_of = places_in(sections)
    return [
        _statement_row(current, document_id, n, place_of) | {"stance": stance(current.row, by_id)}
        for n, current in enumerate(view.statements, 1)
    ]


def _statement_row(current: Current, document_id: int, position: int, place_of: Callable[[int], str]) -> Json:
    row = current.row
    when = row["when"] or {}
    return {
        "content": " … ".join(" ".join(piece["text"].split()) for piece in row["content"]),
        "speaker": shown(row["speaker"]),
        "addressees": "; ".join(filter(None, (shown(party) for party in row["addressees"]))),
        "via": " <- ".join(filter(None, (shown(link["holder"]) for link in row["chain"]))),
        "act": row["act"],
        "manner": row["manner"],
        "polarity": row["polarity"],
        "place": place_of(row["content"][0]["start"]),
        "said_from": when.get("from"),
        "said_to": when.get("to"),
        "status": current.status,
        "document_id": document_id,
        "position": position,
        "start": row["content"][0]["start"],
        "end": row["content"][-1]["end"],
        "key": row["id"],
        "details": canonical(row),
    }


def party_rows(row: Json) -> Iterator[Json]:
    """The columns of `parties`, the statement apart: everybody who has a name."""
    named = [("speaker", row["speaker"]), *(("addressee", party) for party in row["addressees"])]
    named += [("via", link["holder"]) for link in row["chain"]]
    for role, party in named:
        name = shown(party)
        if name is not None:
            yield {"name": name, "role": role, "actor": party["actor"]}


def names_of(actor: Json) -> list[str]:
    """The names that an actor bears, each once, in lower case."""
    return list(dict.fromkeys(folded(name) for name in (actor["name"], *actor["names"])))


def folded(name: str) -> str:
    """The name as it is looked for, whatever the case of its letters."""
    return " ".join(name.split()).casefold()


def shown(party: Json) -> str | None:
    """The resolved name, else the printed words."""
    name = party["name"] or (party["span"] or {}).get("text")
    return None if name is None else " ".join(str(name).split())


def place(start: int, sections: list[Json]) -> str:
    """Where in the paper a statement stands: page and paragraph where they are known, else the number of the paragraph."""
    return places_in(sections)(start)


def places_in(sections: list[Json]) -> Callable[[int], str]:
    """The same for many statements of one paper: the sections, which stand in the order of their start, are looked through once."""
    outer = [s for s in sections if s["part"] not in ("aside", "hyphen")]
    starts = [s["start"] for s in outer]
    counts = list(accumulate((s["part"] in ("paragraph", "quote") for s in outer), initial=0))

    def place_of(start: int) -> str:
        behind = bisect_right(starts, start)
        here = outer[behind - 1] if behind else {}
        told = [f"page {here['page']}" if here.get("page") else "", f"paragraph {here['label']}" if here.get("label") else ""]
        return ", ".join(filter(None, told)) or f"paragraph {counts[behind]}"

    return place_of


def judgement_row(judgement: Judgement) -> Json:
    """The columns of `judgements`."""
    told = judgement.to_dict()
    key = told.pop("id")
    return {**told, "value": canonical(told["value"]), "anchor": canonical(told["anchor"]), "key": key}


def judgement_from(row: Mapping[str, Any]) -> Judgement:
    """The judgement of a row."""
    return Judgement.from_dict({**row, "value": json.loads(row["value"]), "anchor": json.loads(row["anchor"])})
