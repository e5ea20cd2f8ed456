"""Which documents of the case are one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from memcon.export.lineages import lineage_record
from memcon.run.tracing import Asked, find_lineages
from memcon.store import open_case
from memcon.web.jobs.requests import asked
from memcon.web.jobs.telling import Tell


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, as for `memcon origins`; `limit` is how many groups are given."""

    ledger: str
    least: int = 2
    since: str | None = None
    until: str | None = None
    document: str | None = None
    limit: int = 500


def origins(request: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """The groups. The result: `lineages` (as `memcon origins --json`), `found` (how many groups there are), `pages` and `origins`
    (how many), and `counts` (both, in words).
    """
    wish = asked(Wish, request)
    tell("comparing the documents")
    with open_case(wish.ledger) as case:
        found = find_lineages(case, Asked(wish.least, wish.since, wish.until, wish.document))
    return {
        "lineages": [lineage_record(lineage) for lineage in found.shown[: wish.limit]],
        "found": len(found.shown),
        "pages": found.pages,
        "origins": found.origins,
        "counts": found.counts,
    }
