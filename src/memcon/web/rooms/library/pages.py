"""The page of the library, and the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse

from memcon import limits
from memcon.model.document import Kind
from memcon.model.listings import DocumentQuery
from memcon.run.formats import list_formats
from memcon.web.addresses import piece
from memcon.web.desk import AtDesk, Desk
from memcon.web.rendering import render
from memcon.web.rooms.library.adding import NO_INBOX, may_name_paths
from memcon.web.rooms.library.batches import show_batches, shown_name
from memcon.web.rooms.library.documents import FACETS, ORDERS, Found, Shown, find_documents, show_documents
from memcon.web.rooms.library.wanted import Asked, Wanted

router = APIRouter()
LABELS: Final[Mapping[str, str]] = {
    "words": "words:", "kind": "kind:", "outlet": "outlet:", "speaker": "speaks:", "language": "language:", "since": "from",
    "until": "to", "source": "out of",
}  # fmt: skip
"""What each filter is called where it can be taken away."""
WORDS: Final[Mapping[str, Any]] = {
    "facets": FACETS, "orders": ORDERS, "labels": LABELS, "kinds": tuple(Kind), "no_inbox": NO_INBOX, "most_bytes": limits.FILE_BYTES,
}  # fmt: skip


@router.get("/library", include_in_schema=False)
def show_library(request: Request, desk: AtDesk, wanted: Asked) -> HTMLResponse:
    """The documents with their filters; for somebody who types, the list alone, and half a search is a hint and no error."""
    shown = show_documents(desk, wanted)
    if shown.fault and request.headers.get("hx-request") == "true":
        # What was found before stays where it is: only what is wrong is put in.
        hint = render(request, "library_fault.html", fault=shown.fault)
        hint.headers.update({"HX-Retarget": "#fault", "HX-Reswap": "innerHTML"})
        return hint
    fragment = "library_refreshed.html" if request.headers.get("hx-target") == "documents" else "library_swapped.html"
    page = render(request, "library.html", fragment=fragment, status=400 if shown.fault else 200, **_view(request, desk, wanted, shown))
    page.headers.update({"Vary": "HX-Request, HX-Target", "HX-Replace-Url": wanted.address(page=wanted.page)})
    return page


@router.get("/library/open", include_in_schema=False)
def open_source(desk: AtDesk, source: Annotated[str, Query(max_length=5000)]) -> RedirectResponse:
    """To the document of a file; where it gave several, or none, to the list of them."""
    few = desk.case.documents(DocumentQuery(source=source), limit=2)
    return RedirectResponse(f"/documents/{piece(few[0].key)}" if len(few) == 1 else Wanted(source=source).address(), 303)


@router.get("/api/library", tags=["library"])
def list_documents(desk: AtDesk, wanted: Asked) -> Found:
    """The documents that fit, 50 at a time, with counts; in a snippet the words that were found stand between U+0002 and U+0003."""
    return find_documents(desk, wanted)


def _view(request: Request, desk: Desk, wanted: Wanted, shown: Shown) -> dict[str, Any]:
    counts, adding = desk.case.counts(), show_batches(request, desk)
    told = {"wanted": wanted, "shown": shown, "counts": counts, "adding": adding, "listed": adding.documents, "tab": "documents"}
    formats = () if counts.documents else list_formats()
    ways = {"inbox": desk.inbox, "paths": may_name_paths(request), "formats": formats, "name_of": partial(shown_name, desk)}
    return told | ways | dict(WORDS)
