"""Every room with an address at which there is something to see."""

from __future__ import annotations

from memcon.store.search import Query
from memcon.web.addresses import address, piece
from tests.web.conftest import Workbench

PLAIN = {
    "library": "/library",
    "statements": "/statements",
    "actors": "/actors",
    "questions": "/actors/questions",
    "timeline": "/timeline",
    "network": "/network",
    "dyads": address("/dyads", one="Lucia Ferro", other="Tomas Brandeis"),
    "conflicts": "/conflicts",
    "compare": "/compare",
    "check": "/check",
    "asks": "/asks",
    "jobs": "/jobs",
    "history": "/history",
    "about": "/about",
}


def addresses(bench: Workbench) -> dict[str, str]:
    """The rooms of a workbench over the small case, the reader at a statement that stands on the word of others."""
    hit = next(bench.desk.case.find(Query(words='"the valley will be dry"', act="warn"), limit=1))
    person = next(bench.desk.case.find(Query(speaker="Lucia Ferro"), limit=1)).row["speaker"]["actor"]
    reader = address(f"/documents/{piece(hit.document)}", statement=hit.key)
    return PLAIN | {"reader": reader, "person": f"/actors/{piece(person)}"}
