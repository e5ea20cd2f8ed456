"""A printable page of what was found: each statement leads to its place in the text of its document, further down the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from memcon.export.wording import act_words
from memcon.model.hits import Hit, StoredDocument
from memcon.ports import Selection
from memcon.text import printable


@dataclass(frozen=True, slots=True)
class Dossier:
    """Writes the report. It loads nothing and runs nothing."""

    name: str = "report"
    suffix: str = ".html"
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """One page: statements by speaker, then the texts with the statements marked in them."""
        hits = list(selection.hits())
        environment = Environment(loader=PackageLoader("memcon.export"), autoescape=True, undefined=StrictUndefined)
        environment.filters["plain"] = lambda value: printable(str(value))
        environment.filters["verb"] = lambda hit: act_words(hit.statement)
        people = [(name, list(group)) for name, group in groupby(sorted(hits, key=_by_speaker), key=lambda hit: hit.speaker)]
        documents = [_document(stored, hits) for stored in selection.documents()]
        page = environment.get_template("dossier.html")
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            out.writelines(page.generate(people=people, documents=documents, count=len(hits), head=selection.head, name=selection.name))


def _by_speaker(hit: Hit) -> tuple[bool, str]:
    return hit.speaker is None, hit.speaker or ""


def _document(stored: StoredDocument, hits: list[Hit]) -> dict[str, Any]:
    document = stored.document
    mine = sorted((hit for hit in hits if hit.document == document["id"]), key=lambda hit: (hit.start, -hit.end))
    return {**document, "pieces": list(_pieces(document["text"], mine))}


def _pieces(text: str, hits: list[Hit]) -> Iterator[tuple[str, list[str], bool]]:
    """The text cut where statements begin and end: words, the ids of those that begin here, whether they are inside one."""
    edges = sorted({0, len(text), *(hit.start for hit in hits), *(hit.end for hit in hits)})
    for start, end in pairwise(edges):
        begins = [hit.key for hit in hits if hit.start == start]
        yield text[start:end], begins, any(hit.start <= start and end <= hit.end for hit in hits)


DOSSIER = Dossier()
