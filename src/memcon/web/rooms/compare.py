"""Accounts of one occasion side by side, topic by topic."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from memcon.errors import WrongUse
from memcon.export.comparison import records, sheet
from memcon.model.comparison import Comparison
from memcon.model.contract import from_dict
from memcon.model.ledger import Findings
from memcon.model.listings import DocumentQuery, ListedDocument, Order
from memcon.run.comparing import compare
from memcon.web.desk import AtDesk, Desk
from memcon.web.pictures import table_file
from memcon.web.rendering import render

router = APIRouter()
OFFERED: Final = 200
"""Papers that the lists of choice offer; more are found by words."""
MOST: Final = 8
"""Accounts that are set side by side at once."""

Chosen = Annotated[list[str], Query(alias="document", description="The ids of the papers, two or more.")]
Words = Annotated[str, Query(description="Only papers with these words are offered.")]


@router.get("/compare", include_in_schema=False)
def show_comparison(request: Request, desk: AtDesk, document: Chosen = [], words: Words = "") -> HTMLResponse:  # noqa: B006  FastAPI copies it
    """The choice of papers, and the comparison of those that are chosen."""
    chosen = [key for key in dict.fromkeys(document) if key]
    values: dict[str, Any] = {"papers": offered(desk, words), "chosen": chosen, "words": words, "told": None, "message": ""}
    if len(chosen) >= 2:
        values["told"] = sheet.page_values(_compared(desk, chosen))
    elif chosen:
        values["message"] = "Choose at least two papers."
    return render(request, "compare.html", **values)


@router.get("/compare.csv", include_in_schema=False)
def export_comparison(desk: AtDesk, document: Chosen) -> Response:
    """The topics as a table for spreadsheets."""
    comparison = _compared(desk, document)
    return table_file(lambda out: records.write_csv(comparison, out), "comparison")


@router.get("/api/compare", tags=["conflicts"])
def give_comparison(desk: AtDesk, document: Chosen) -> dict[str, Any]:
    """The papers side by side as `memcon compare --json` has them."""
    return records.record(_compared(desk, document))


def offered(desk: Desk, words: str) -> list[ListedDocument]:
    """The papers from which one may choose, the newest first: readouts and memcons before others."""
    found = desk.case.documents(DocumentQuery(words=words), order=Order.NEWEST, limit=OFFERED)
    return sorted(found, key=lambda paper: paper.kind not in ("readout", "memcon", "minutes"))


def _compared(desk: Desk, chosen: list[str]) -> Comparison:
    """The comparison. Raises WrongUse for fewer than two or too many, and HTTPException where one is not there."""
    if not 2 <= len(chosen) <= MOST:
        raise WrongUse(f"choose from 2 to {MOST} papers")
    return compare([_findings(desk, key) for key in chosen])


def _findings(desk: Desk, key: str) -> Findings:
    opened = desk.case.opened(key)
    if opened is None:
        raise HTTPException(404)
    return from_dict(dict(opened.row))
