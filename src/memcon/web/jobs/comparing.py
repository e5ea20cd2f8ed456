"""Accounts of one occasion set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.errors import WrongUse
from memcon.export.comparison.records import record
from memcon.export.comparison.sheet import page_values
from memcon.export.comparison.wording import sum_words
from memcon.run import comparing
from memcon.run.checking import chosen_outcomes
from memcon.store import open_case
from memcon.web.jobs.requests import asked
from memcon.web.jobs.telling import Tell


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: the documents of the case, by id, in the order in which they stand beside each other."""

    ledger: str
    documents: Sequence[str]


def compare(request: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """The accounts compared. The result: `record` (as `memcon compare --json`), `page` (what a page of it shows), `sum`, `alike`."""
    wish = asked(Wish, request)
    wanted = list(dict.fromkeys(wish.documents))
    if len(wanted) < 2:
        raise WrongUse("choose two documents or more")
    tell("reading the documents", total=len(wanted))
    with open_case(wish.ledger) as case:
        papers = [one.findings for one in chosen_outcomes(case, wanted) if one.findings is not None]
    tell("comparing", done=len(wanted), total=len(wanted))
    comparison = comparing.compare(papers)
    values = page_values(comparison)
    return {"record": record(comparison), "page": values, "sum": sum_words(comparison), "alike": comparison.is_alike}
