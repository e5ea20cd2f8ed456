"""Every room with an address at which there is something to see."""

from __future__ import annotations

from memcon.model.listings import DocumentQuery
from tests.web.conftest import Workbench

PLAIN = {
    "library": "/library",
    "statements": "/statements",
    "actors": "/actors",
    "questions": "/actors/questions",
    "timeline": "/timeline",
    "network": "/network",
    "dyads": "/dyads",
    "conflicts": "/conflicts",
    "compare": "/compare",
    "check": "/check",
    "asks": "/asks",
    "jobs": "/jobs",
    "history": "/history",
    "about": "/about",
}


def addresses(bench: Workbench) -> dict[str, str]:
    """The rooms of a workbench, with a document and a person of its case."""
    return PLAIN | {"reader": f"/documents/{first_document(bench)}"}


def first_document(bench: Workbench, words: str = "") -> str:
    """The id of the first document, or of the first with these words."""
    return bench.desk.case.documents(DocumentQuery(words=words), limit=1)[0].key
