"""Taking out what is shown: downloads, and links that stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Final

from fastapi import APIRouter
from fastapi import Query as Parameter
from starlette.responses import StreamingResponse

from memcon.errors import WrongUse
from memcon.store import Case
from memcon.web.desk import AtDesk, Desk
from memcon.web.pictures import called
from memcon.web.rooms.statements.asked import Asked, Filters
from memcon.web.rooms.statements.files import csv_pieces, json_lines, json_pieces, make_file

router = APIRouter()
AT_ONCE: Final = 2_000
"""So many statements are written while the browser waits; more are a job."""
FormOf = Annotated[str, Parameter(alias="form", max_length=40, description="One of the forms of `memcon export`, as csv or bundle.")]


@router.get("/statements/export", include_in_schema=False)
def download(desk: AtDesk, filters: Asked, form: FormOf) -> StreamingResponse:
    """The statements that fit in a form, for up to 2,000 of them."""
    query = filters.query
    total = desk.case.count(query)
    if total > AT_ONCE:
        raise WrongUse(f"these are {total:,} statements: export them on the page of the statements, where it goes on beside other work")
    made = make_file(desk.whole, form, query)
    headers = {**called(made.name), "Content-Length": str(made.size)}
    return StreamingResponse(made.pieces, media_type="application/octet-stream", headers=headers)


@router.get("/statements.csv", tags=["statements"], response_class=StreamingResponse)
def give_csv(desk: AtDesk, filters: Asked) -> StreamingResponse:
    """All statements that fit, as the table that `memcon export --to csv` writes, guarded against formulas."""
    return _sent(desk, filters, csv_pieces, "csv", "text/csv; charset=utf-8")


@router.get("/statements.jsonl", tags=["statements"], response_class=StreamingResponse)
def give_json_lines(desk: AtDesk, filters: Asked) -> StreamingResponse:
    """All statements that fit, each on a line as `memcon find --json` prints it."""
    return _sent(desk, filters, json_lines, "jsonl", "application/jsonl; charset=utf-8")


@router.get("/statements.json", tags=["statements"], response_class=StreamingResponse)
def give_json(desk: AtDesk, filters: Asked) -> StreamingResponse:
    """All statements that fit, in one object."""
    return _sent(desk, filters, json_pieces, "json", "application/json")


def _sent(
    desk: Desk, filters: Filters, pieces: Callable[[Case, Filters], Iterator[str]], ending: str, media_type: str
) -> StreamingResponse:
    """The file as it is written: however many rows there are, the first come at once. Raises WrongUse before anything is sent."""
    desk.case.count(filters.query)
    written = (piece.encode("utf-8", "backslashreplace") for piece in pieces(desk.whole, filters))
    return StreamingResponse(written, media_type=media_type, headers=called(f"{desk.title}-statements.{ending}"))
