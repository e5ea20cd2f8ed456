"""Statements as linked data: W3C Web Annotation (both selectors) and PROV-O, one JSON object a line.

Sources: W3C Web Annotation Data Model; W3C PROV-O. Offsets are code points, which the first asks for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from memcon import __version__
from memcon.model.hits import Hit
from memcon.ports import Selection

SIDE: Final = 32
"""Code points of context on each side, as in the examples of the model."""
SOFTWARE: Final = {"id": f"urn:memcon:software:memcon/{__version__}", "type": "Software", "name": f"memcon {__version__}"}


@dataclass(frozen=True, slots=True)
class Annotations:
    """Writes each statement as a Web Annotation upon its document."""

    name: str = "annotation"
    suffix: str = ".jsonl"
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """One annotation a line; a selector of words and one of offsets for each piece of the content."""
        texts = {stored.document["id"]: stored.document for stored in selection.documents()}
        _write(target, (annotation(hit, texts[hit.document]) for hit in selection.hits()))


def annotation(hit: Hit, document: dict[str, Any]) -> dict[str, Any]:
    """The annotation of one statement."""
    about = {"type": "TextualBody", "purpose": "describing", "value": _sentence(hit), "format": "text/plain"}
    tags = [
        {"type": "TextualBody", "purpose": "tagging", "value": value} for value in (hit.act, hit.manner, hit.polarity, hit.stance) if value
    ]
    source = f"urn:sha256:{document['sha256']}"
    targets = [{"source": source, "selector": _selectors(piece, document["text"])} for piece in hit.row["content"]]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:memcon:ann:{hit.key}",
        "type": "Annotation",
        "motivation": "identifying",
        "creator": SOFTWARE,
        "body": [about, *tags, {"id": f"urn:memcon:stmt:{hit.key}"}],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _sentence(hit: Hit) -> str:
    told = f" to {hit.addressees}" if hit.addressees else ""
    via = f", on the word of {hit.via}" if hit.via else ""
    stance = f" ({hit.stance})" if hit.stance else ""
    return f"{hit.speaker or 'nobody named'}{told}: {hit.act}{stance}{via}"


def _selectors(piece: dict[str, Any], text: str) -> list[dict[str, Any]]:
    start, end = piece["start"], piece["end"]
    quote = {"exact": piece["text"], "prefix": text[max(0, start - SIDE) : start], "suffix": text[end : end + SIDE]}
    return [{"type": "TextQuoteSelector", **quote}, {"type": "TextPositionSelector", "start": start, "end": end}]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Writes where each statement comes from, and who judged it, in PROV-O."""

    name: str = "prov"
    suffix: str = ".jsonl"
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """One resource a line: documents, statements, speakers, judgements."""
        _write(target, _resources(selection))


_PROV: Final = {"@vocab": "http://www.w3.org/ns/prov#"}


def _resources(selection: Selection) -> Iterator[dict[str, Any]]:
    yield {"@context": _PROV, "@id": SOFTWARE["id"], "@type": "SoftwareAgent"}
    for stored in selection.documents():
        made = {"@id": f"urn:memcon:reading:{stored.document['id']}", "@type": "Activity", "wasAssociatedWith": {"@id": SOFTWARE["id"]}}
        yield {"@context": _PROV, **made, "used": {"@id": f"urn:sha256:{stored.document['sha256']}"}}
        yield {"@context": _PROV, "@id": f"urn:sha256:{stored.document['sha256']}", "@type": "Entity"}
    for hit in selection.hits():
        row = {"@context": _PROV, "@id": f"urn:memcon:stmt:{hit.key}", "@type": "Entity", "value": hit.content}
        row["wasQuotedFrom"] = {"@id": f"urn:memcon:doc:{hit.document}"}
        row["wasGeneratedBy"] = {"@id": f"urn:memcon:reading:{hit.document}"}
        speaker = hit.row["speaker"]["actor"]
        yield row | ({"wasAttributedTo": {"@id": f"urn:memcon:actor:{speaker}"}} if speaker else {})
    for judgement in selection.judgements():
        about = {"@id": f"urn:memcon:judgement:{judgement.id}", "@type": "Activity", "endedAtTime": judgement.at, "used": judgement.subject}
        yield {"@context": _PROV, **about, "wasAssociatedWith": {"@type": "Person", "label": judgement.who}}


def _write(target: Path, rows: Iterator[dict[str, Any]]) -> None:
    with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


ANNOTATIONS, PROVENANCE = Annotations(), Provenance()
