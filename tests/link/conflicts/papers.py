"""Sentences in, what the papers that hold them disagree about out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from memcon.detect.detector import LEDGER
from memcon.formats.plain import PLAIN
from memcon.link.conflicts.claims import Claim, claims_of
from memcon.link.conflicts.finding import Found, Paper, find_disagreements
from memcon.model.contract import to_dict
from memcon.model.document import Document
from tests.rules import table


def papers(*told: str | tuple[str, str | None], outlet: str | None = None) -> list[Paper]:
    """A paper for each text, with its day where one is given; ids are p0, p1 and so on."""
    rows = [(text, None) if isinstance(text, str) else text for text in told]
    parsed = table.parser().parse([_document(k, text, day, outlet) for k, (text, day) in enumerate(rows)])
    return [_paper(to_dict(LEDGER.detect(one))) for one in parsed]


def _document(k: int, text: str, day: str | None, outlet: str | None) -> Document:
    document = PLAIN.read(text.encode(), origin=f"paper#{k}", kind=None)[0]
    return replace(document, id=f"p{k}", published=day, outlet=outlet)


def _paper(row: dict[str, Any]) -> Paper:
    return Paper(row["document"], row["statements"], row["events"], row["conflicts"])


def found(*told: str | tuple[str, str | None], origins: Mapping[str, str] | None = None) -> tuple[Found, ...]:
    return find_disagreements(papers(*told), origins=origins)


def relations(*told: str | tuple[str, str | None]) -> list[tuple[str, str]]:
    """Kind and relation of what was found."""
    return [(one.kind, one.relation) for one in found(*told)]


def claim(
    text: str, *, day: str | None = None, speaker: str = "Roth", key: str = "s1", document: str = "p0", denied: bool = False
) -> Claim:
    """A statement of one content."""
    row: dict[str, Any] = {"id": key, "notes": [], "parent": None, "quoted": []}
    return Claim(key, document, day, speaker, None, "say", denied, text, text, "statement", row)


def claims(*told: str | tuple[str, str | None]) -> list[Claim]:
    return [one for paper in papers(*told) for one in claims_of(paper.document, paper.statements, paper.events)]
