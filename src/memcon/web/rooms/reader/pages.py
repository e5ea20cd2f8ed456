"""The pages of the reader, and the parts of them that are asked for one by one."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from memcon.export.outline import Entry
from memcon.text import Span
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Refusal
from memcon.web.rendering import render
from memcon.web.rooms.reader.chain import Stop
from memcon.web.rooms.reader.forms import CHOICES, addition_form, chosen, correction_form
from memcon.web.rooms.reader.head import beside, head_of, totals_now
from memcon.web.rooms.reader.ledger import leaf_count, leaf_of
from memcon.web.rooms.reader.marking import Wanted, mark_window
from memcon.web.rooms.reader.panel import happenings_of
from memcon.web.rooms.reader.people import card_of, everybody, others_named
from memcon.web.rooms.reader.pictures import WIDTH, draw, has_pages, page_of
from memcon.web.rooms.reader.pictures import leaf_of as picture_leaf
from memcon.web.rooms.reader.places import address_of, read_span
from memcon.web.rooms.reader.sheet import Sheet, content_of, sheet_of
from memcon.web.rooms.reader.spread import Asked, hits_of, panel_at, spread_of
from memcon.web.rooms.reader.versions import VARIANTS, versions_of
from memcon.web.rooms.reader.words import Edge, widened, word_at, words_between
from memcon.web.whole import PEOPLE

router = APIRouter(include_in_schema=False)
Wish = Annotated[Asked, Depends()]
FRAGMENTS: Final = {"reader": "reader_body.html", "text": "reader_searched.html"}
"""What is drawn anew, by the element into which it comes."""


@router.get("/documents/{key}")
def show_document(request: Request, desk: AtDesk, key: str, asked: Wish) -> HTMLResponse:
    """The document, at what the address asks for."""
    return show(request, desk, sheet_of(desk, key), asked)


def show(request: Request, desk: Desk, sheet: Sheet, asked: Asked, **values: Any) -> HTMLResponse:
    """The page; `side` is what stands in place of the ledger, `form` what stands in place of the statement."""
    fragment = FRAGMENTS.get(request.headers.get("hx-target", ""), "reader_body.html")
    told = {"head": head_of(desk.case, sheet), "totals": totals_now(sheet), "beside": beside(desk.case, sheet), "asked": asked}
    told["spread"] = spread_of(desk, sheet, asked)
    return render(request, "reader.html", fragment=fragment, sheet=sheet, has_pages=has_pages(sheet), **{**_NOTHING, **told, **values})


_NOTHING: Final[dict[str, Any]] = {"side": None, "form": None, "stops": Stop, "said": "", "noticed": False, "told": "", **CHOICES}


@router.get("/documents/{key}/windows/{number}")
def show_window(request: Request, desk: AtDesk, key: str, number: int, asked: Wish) -> HTMLResponse:
    """A window of the text."""
    sheet = sheet_of(desk, key)
    if not 0 <= number < len(sheet.windows):
        raise Refusal(404, "missing", "the text has no such part as it is read now; load the page anew")
    place = read_span(asked.at) if asked.of == sheet.sum else None
    window = mark_window(sheet, number, Wanted(hits_of(sheet, asked).spans, place))
    return render(request, "reader_window.html", sheet=sheet, window=window, asked=asked)


@router.get("/documents/{key}/leaves/{number}")
def show_leaf(request: Request, desk: AtDesk, key: str, number: int) -> HTMLResponse:
    """A leaf of the ledger."""
    sheet = sheet_of(desk, key)
    if not 0 <= number < leaf_count(sheet):
        raise Refusal(404, "missing", "the ledger has no such part as it stands now; load the page anew")
    return render(request, "reader_leaf.html", sheet=sheet, leaf=leaf_of(sheet, number), selected="")


@router.get("/documents/{key}/find")
def show_hit(request: Request, desk: AtDesk, key: str, asked: Wish) -> HTMLResponse:
    """Which of the places is shown of the words that are looked for."""
    sheet = sheet_of(desk, key)
    if request.headers.get("hx-request") != "true":
        return show(request, desk, sheet, asked)
    return render(request, "reader_hits.html", sheet=sheet, hits=hits_of(sheet, asked), asked=asked)


# ── one statement ────────────────────────────────────────────────────────────────────────────────────────────────────


@router.get("/documents/{key}/statements/{statement}")
def show_statement(request: Request, desk: AtDesk, key: str, statement: str) -> Response:
    """Everything about a statement."""
    sheet = sheet_of(desk, key)
    entry = entry_of(sheet, statement)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(address_of(key, statement=statement, span=content_of(entry), of=sheet.sum), 303)
    return render(request, "reader_panel.html", sheet=sheet, panel=panel_at(desk, sheet, entry), stops=Stop)


def entry_of(sheet: Sheet, statement: str) -> Entry:
    """The statement. Raises Refusal where there is none as the text is read now."""
    entry = sheet.entry(statement)
    if entry is None:
        raise Refusal(404, "missing", "this document has no such statement as it is read now; load the page anew")
    return entry


@router.get("/documents/{key}/statements/{statement}/correct")
def show_correction(request: Request, desk: AtDesk, key: str, statement: str) -> HTMLResponse:
    """The form in which a statement is corrected."""
    sheet = sheet_of(desk, key)
    form = correction_form(sheet, entry_of(sheet, statement))
    if request.headers.get("hx-request") != "true":
        return show(request, desk, sheet, Asked(statement=statement), form=form)
    return render(request, "reader_form.html", sheet=sheet, form=form, **CHOICES)


@router.get("/documents/{key}/new")
def show_addition(
    request: Request, desk: AtDesk, key: str, first: int | None = None, last: int | None = None, after: str = ""
) -> HTMLResponse:
    """The form for a new statement: in the words from the one at `first` to the one at `last`, else in those after a statement."""
    sheet = sheet_of(desk, key)
    form = addition_form(sheet, _span_of(sheet, first, last, after))
    if request.headers.get("hx-request") != "true":
        return show(request, desk, sheet, Asked(), form=form)
    return render(request, "reader_form.html", sheet=sheet, form=form, **CHOICES)


def _span_of(sheet: Sheet, first: int | None, last: int | None, after: str) -> Span:
    entry = sheet.entry(after)
    if first is None:
        return word_at(sheet.text, 0 if entry is None else min(content_of(entry).end, len(sheet.text) - 1))
    try:
        return words_between(sheet.text, first, first if last is None else last)
    except ValueError as error:
        raise Refusal(422, "wrong-use", "these words are not in the text as it is read now; choose them again") from error


@router.get("/documents/{key}/words")
def show_words(  # noqa: PLR0913  one argument for each part of the question
    request: Request,
    desk: AtDesk,
    key: str,
    field: Annotated[str, Query(pattern="^(content|cue|speaker_at)$")],
    first: int | None = None,
    last: int | None = None,
    at: str = "",
    edge: Edge | None = None,
) -> HTMLResponse:
    """Words of the text for a field of the form: those that were chosen, or those of the field with a word more or less."""
    sheet = sheet_of(desk, key)
    span = read_span(at)
    if span is not None and span.end <= len(sheet.text) and len(span):
        span = span if edge is None else widened(sheet.text, span, edge)
    else:
        span = _span_of(sheet, first if first is not None else -1, last, "")
    return render(request, "reader_words.html", sheet=sheet, words=chosen(sheet, field, span), **CHOICES)


@router.get("/documents/{key}/statements/{statement}/versions")
def show_versions(request: Request, desk: AtDesk, key: str, statement: str) -> HTMLResponse:
    """The other versions of a quotation in the case, or a sign that they are looked for."""
    sheet, view = sheet_of(desk, key), desk.standing.get(VARIANTS)
    found = None if view.value is None else versions_of(view.value, statement)
    values: dict[str, Any] = {"found": found, "seconds": view.seconds, "is_fresh": view.is_fresh, "statement": statement}
    return render(request, "reader_versions.html", sheet=sheet, **values)


# ── beside the text ──────────────────────────────────────────────────────────────────────────────────────────────────


def _beside(request: Request, desk: Desk, sheet: Sheet, template: str, **values: Any) -> HTMLResponse:
    """What stands in place of the ledger; for a browser without scripts on the whole page."""
    if request.headers.get("hx-request") == "true":
        return render(request, template, sheet=sheet, **values)
    return show(request, desk, sheet, Asked(), side=template, **values)


@router.get("/documents/{key}/people")
def show_people(request: Request, desk: AtDesk, key: str) -> HTMLResponse:
    """Everybody in the document."""
    sheet = sheet_of(desk, key)
    return _beside(request, desk, sheet, "reader_people.html", people=everybody(sheet))


@router.get("/documents/{key}/people/{actor}")
def show_card(request: Request, desk: AtDesk, key: str, actor: str) -> HTMLResponse:
    """Somebody of the document, and with whom they are one."""
    sheet = sheet_of(desk, key)
    card = card_of(sheet, actor, desk.standing.get(PEOPLE, wait=0).value)
    return _beside(request, desk, sheet, "reader_card.html", card=card, others=None, words="", told="")


@router.get("/documents/{key}/people/{actor}/others")
def show_others(request: Request, desk: AtDesk, key: str, actor: str, words: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Who may be meant as the same as somebody."""
    sheet = sheet_of(desk, key)
    who = desk.standing.get(PEOPLE, wait=0).value
    card, others = card_of(sheet, actor, who), others_named(sheet, actor, who, words)
    if request.headers.get("hx-target") == "others":
        return render(request, "reader_others.html", sheet=sheet, card=card, others=others, words=words, told="")
    return _beside(request, desk, sheet, "reader_card.html", card=card, others=others, words=words, told="")


@router.get("/documents/{key}/happenings")
def show_happenings(request: Request, desk: AtDesk, key: str) -> HTMLResponse:
    """What happened, what was asked for, and what cannot both stand, as the document tells it."""
    sheet = sheet_of(desk, key)
    return _beside(request, desk, sheet, "reader_happenings.html", parts=list(happenings_of(sheet)))


@router.get("/documents/{key}/pages/{number}.png")
def draw_picture(desk: AtDesk, key: str, number: int, width: int = WIDTH) -> Response:
    """A page of the file as a picture."""
    sheet = sheet_of(desk, key)
    png = draw(desk, sheet, number, width) if has_pages(sheet) else None
    if png is None:
        raise Refusal(404, "missing", "there is no picture of this page")
    return Response(png, media_type="image/png")


@router.get("/documents/{key}/pages")
def show_page_of(request: Request, desk: AtDesk, key: str, statement: str = "") -> HTMLResponse:
    """The page of the file on which a statement stands."""
    sheet = sheet_of(desk, key)
    return _picture(request, desk, sheet, page_of(sheet, sheet.entry(statement)), statement)


@router.get("/documents/{key}/pages/{number}")
def show_page(request: Request, desk: AtDesk, key: str, number: int, statement: str = "") -> HTMLResponse:
    """A page of the file."""
    return _picture(request, desk, sheet_of(desk, key), number, statement)


def _picture(request: Request, desk: Desk, sheet: Sheet, number: int, statement: str) -> HTMLResponse:
    if not has_pages(sheet):
        raise Refusal(404, "missing", "this document has no pages to look at; only a PDF has")
    leaf = picture_leaf(desk, sheet, number, sheet.entry(statement))
    return _beside(request, desk, sheet, "reader_picture.html", leaf=leaf, statement=statement, picture_width=WIDTH)
