"""Who is who: everybody of the case, one of them, and the statements behind each number."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from memcon.link.people import Person
from memcon.model.judgement import Judgement
from memcon.run.answering import join_all, said_with, split_off, take_back
from memcon.run.linking import Who
from memcon.store.people import SPOKEN_OF
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role
from memcon.web.judging import allowed
from memcon.web.rendering import render
from memcon.web.rooms.actors import listing, sayings
from memcon.web.rooms.actors.listing import KINDS, Filters, Listing, Sort, list_people
from memcon.web.rooms.actors.person import PAPERS, Portrait, find_others, tell_portrait
from memcon.web.rooms.actors.sayings import Asked, Counterparts, Sayings, list_sayings, spoken_of
from memcon.web.standing import View
from memcon.web.whole import PEOPLE

router = APIRouter()
Wanted = Annotated[Filters, Depends()]
Whose = Annotated[Asked, Depends()]
Offset = Annotated[int, Query(ge=0)]
JUDGED_WAIT = 2.0
"""Seconds that a page waits for who is who after a judgement: it is of a moment before otherwise."""


@router.get("/actors", include_in_schema=False)
def show_people(request: Request, desk: AtDesk, asked: Wanted) -> HTMLResponse:
    """The list, who speaks most first."""
    found = give_people(desk, asked)
    seconds = desk.standing.get(PEOPLE, wait=0).seconds if found is None else found.seconds
    answer = render(
        request, "actors.html", fragment="actors_found.html",
        found=found, asked=asked, seconds=seconds, page=listing.PAGE, kinds=KINDS, sorts=tuple(Sort),
    )  # fmt: skip
    answer.headers["HX-Replace-Url"] = asked.address(offset=asked.offset)
    return answer


@router.get("/api/actors", tags=["actors"])
def give_people(desk: AtDesk, asked: Wanted) -> Listing | None:
    """Who speaks, to whom, of whom: 50 people at a time; null while who is who is worked out for the first time."""
    return list_people(desk.standing.get(PEOPLE), asked)


@router.get("/actors/statements", include_in_schema=False)
def show_statements(request: Request, desk: AtDesk, asked: Whose) -> HTMLResponse:
    """The statements behind a number."""
    view = desk.standing.get(PEOPLE)
    found = None if view.value is None else list_sayings(desk.case, view.value, asked)
    return render(
        request, "actors_statements.html", fragment="actors_said.html",
        found=found, asked=asked, page=sayings.PAGE, looked=SPOKEN_OF, seconds=view.seconds,
    )  # fmt: skip


@router.get("/api/actors/statements", tags=["actors"])
def give_statements(desk: AtDesk, asked: Whose) -> Sayings | None:
    """The statements in which actors have their parts, by id, 50 at a time; null while who is who is worked out for the first time."""
    view = desk.standing.get(PEOPLE)
    return None if view.value is None else list_sayings(desk.case, view.value, asked)


@router.get("/actors/{actor}", include_in_schema=False)
def show_person(
    request: Request, desk: AtDesk, actor: str, offset: Offset = 0, other: str = "", *, waiting: bool = False
) -> Response:  # fmt: skip
    """One of them, by the id of any actor that is one with him. Who is `waiting` for a fresh view has the rest already."""
    view = desk.standing.get(PEOPLE)
    person = _found(view, actor)
    if waiting and person is not None and not view.is_fresh:
        return Response(status_code=204)
    return _page(request, desk, view, actor, offset=offset, other=other)


@router.get("/actors/{actor}/others", include_in_schema=False)
def show_others(request: Request, desk: AtDesk, actor: str, other: str = "") -> HTMLResponse:
    """Those with whom he may be joined: a part of his page, as somebody types."""
    who, person = _known(desk, actor)
    return render(request, "actors_others.html", others=find_others(who, person, other), other=other, id=person.id)


@router.get("/api/actors/{actor}", tags=["actors"])
def give_person(desk: AtDesk, actor: str, offset: Offset = 0) -> Portrait | None:
    """Everything that is known of one, by the id of any actor that is one with him; null while who is who is being worked out."""
    view = desk.standing.get(PEOPLE)
    person = _found(view, actor)
    return None if view.value is None or person is None else _portrait(desk, view, view.value, person, offset)


@router.get("/actors/{actor}/about", include_in_schema=False)
def show_spoken_of(request: Request, desk: AtDesk, actor: str) -> HTMLResponse:
    """Of whom one speaks: a part of his page, fetched when the rest is there."""
    _, person = _known(desk, actor)
    found = give_spoken_of(desk, actor)
    return render(request, "actors_about.html", found=found, most=SPOKEN_OF, is_cut=person.spoke > SPOKEN_OF)


@router.get("/api/actors/{actor}/about", tags=["actors"])
def give_spoken_of(desk: AtDesk, actor: str) -> Counterparts | None:
    """Of whom one speaks by name, in the latest 500 statements; null while who is who is being worked out."""
    view = desk.standing.get(PEOPLE)
    person = _found(view, actor)
    return None if view.value is None or person is None else spoken_of(desk.case, view.value, person)


# ── saying who is who ──────────────────────────────────────────────────────────────────────────────────────────────


@router.post("/actors/{actor}/split", include_in_schema=False)
def split_person(
    request: Request, desk: AtDesk, actor: str, chosen: Annotated[list[str], Form()], why: Annotated[str, Form()] = ""
) -> Response:
    """Say that in some papers it is somebody else."""
    visitor = allowed(request, Role.JUDGE)
    _, person = _known(desk, actor)
    desk.case.judge_all(split_off(person.cluster.members, set(chosen), who=visitor.name, why=why.strip()))
    left = next(id_ for id_ in person.cluster.members if id_ not in set(chosen))
    return _judged(request, desk, left, "Split off")


@router.post("/actors/{actor}/join", include_in_schema=False)
def join_person(
    request: Request, desk: AtDesk, actor: str, other: Annotated[str, Form()], why: Annotated[str, Form()] = ""
) -> Response:  # fmt: skip
    """Say that this one and another are one."""
    visitor = allowed(request, Role.JUDGE)
    who, person = _known(desk, actor)
    second = who.person(other)
    if second is None:
        raise HTTPException(404)
    members = person.cluster.members, second.cluster.members
    desk.case.judge_all(join_all(*members, _judgements(desk), who=visitor.name, why=why.strip()))
    return _judged(request, desk, person.id, "Joined")


@router.post("/actors/{actor}/take-back", include_in_schema=False)
def take_back_word(request: Request, desk: AtDesk, actor: str, judgement: Annotated[str, Form()]) -> Response:
    """Take back what somebody has said of who this is."""
    visitor = allowed(request, Role.JUDGE)
    take_back(desk.case, said_with(_judgements(desk), judgement), who=visitor.name)
    return _judged(request, desk, actor, "Taken back")


def _judgements(desk: Desk) -> list[Judgement]:
    with desk.case.people() as people:
        return people.judgements()


def _known(desk: Desk, actor: str) -> tuple[Who, Person]:
    """Who is who, and the one with this id. Raises HTTPException 404."""
    view = desk.standing.get(PEOPLE)
    person = _found(view, actor)
    if view.value is None or person is None:
        raise HTTPException(404)
    return view.value, person


def _found(view: View[Who], actor: str) -> Person | None:
    """The one with this id; None while who is who is worked out anew. Raises HTTPException 404 where it is known to be none."""
    person = None if view.value is None else view.value.person(actor)
    if person is None and view.value is not None and view.is_fresh:
        raise HTTPException(404)
    return person


def _judged(request: Request, desk: Desk, actor: str, done: str) -> Response:
    """The page of one as it stands after a judgement."""
    view = desk.standing.get(PEOPLE, wait=JUDGED_WAIT)
    person = None if view.value is None else view.value.person(actor)
    home = f"/actors/{person.id if person is not None else actor}"
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(home, 303)
    answer = _page(request, desk, view, actor, done=done)
    answer.headers["HX-Replace-Url"] = home
    return answer


def _page(
    request: Request, desk: Desk, view: View[Who], actor: str, *, offset: int = 0, other: str = "", done: str = ""
) -> HTMLResponse:  # fmt: skip
    """The page of one; while nothing is known of him, that it is being worked out."""
    person = _found(view, actor)
    if view.value is None or person is None:
        return render(
            request, "actors_working.html", fragment="actors_wait.html", actor=actor, seconds=view.seconds, knows=bool(view.value)
        )
    one = _portrait(desk, view, view.value, person, offset)
    others = find_others(view.value, person, other)
    return render(
        request, "actors_person.html", fragment="actors_portrait.html",
        one=one, others=others, other=other, done=done, page=PAPERS,
    )  # fmt: skip


def _portrait(desk: Desk, view: View[Who], who: Who, person: Person, offset: int) -> Portrait:
    return tell_portrait(desk.case, who, person, offset=offset, is_fresh=view.is_fresh, seconds=view.seconds)
