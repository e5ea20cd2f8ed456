"""The pages on which what is not sure is asked, one question after the other, and answered with a key."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from memcon.errors import WrongUse
from memcon.link.actors import Candidate
from memcon.link.joins import Ground
from memcon.model.judgement import Action
from memcon.run.answering import last_said, said_with, take_back
from memcon.run.linking import Who
from memcon.store.audit import now
from memcon.web.desk import AtDesk, Desk
from memcon.web.guard import Role, visitor_of
from memcon.web.judging import allowed
from memcon.web.rendering import render
from memcon.web.rooms.actors.questions import ACTIONS, Answered, Asked, Sitting, give_answer, next_question
from memcon.web.standing import View
from memcon.web.whole import PEOPLE

router = APIRouter()
Sat = Annotated[Sitting, Depends()]
MOST_WHY = 600
"""Code points of the reason that are kept with an answer."""


@router.get("/actors/questions", include_in_schema=False)
def show_question(request: Request, desk: AtDesk, sitting: Sat) -> HTMLResponse:
    """The next question."""
    begun = sitting if sitting.began else Sitting(now(), sitting.skipped, sitting.about)
    return _page(request, desk, begun)


@router.get("/api/actors/questions", tags=["actors"])
def give_question(request: Request, desk: AtDesk, sitting: Sat) -> Asked | None:
    """The next thing that is not sure, with both sides; null while who is who is worked out for the first time."""
    view = desk.standing.get(PEOPLE)
    return None if view.value is None else _asked(request, desk, view, view.value, sitting)


@router.post("/actors/questions", include_in_schema=False)
def answer_question(
    request: Request,
    desk: AtDesk,
    sitting: Sat,
    left: Annotated[str, Form()],
    right: Annotated[str, Form()],
    same: Annotated[str, Form()],
    why: Annotated[str, Form()] = "",
) -> Response:
    """Record an answer, and ask the next. The ids of the right side have a dot between them: a form has no more than 1,000 fields."""
    visitor = allowed(request, Role.JUDGE)
    if same not in ACTIONS:
        raise WrongUse("answer with same or different")
    view = desk.standing.get(PEOPLE)
    if view.value is None:
        return _page(request, desk, sitting)
    question = Candidate(Ground.JUDGED, (left,), tuple(right.split(".")), " ".join(why.split())[:MOST_WHY])
    answered = give_answer(desk.case, view.value, question, ACTIONS[same], visitor=visitor.name)
    return _next(request, desk, sitting, words_of(answered))


@router.post("/actors/questions/undo", include_in_schema=False)
def take_back_answer(request: Request, desk: AtDesk, sitting: Sat, judgement: Annotated[str, Form()] = "") -> Response:
    """Take back an answer of this sitting, the last one unless another is named, and ask again."""
    visitor = allowed(request, Role.JUDGE)
    with desk.case.people() as people:
        said = people.judgements()
    mine = said_with(said, judgement) if judgement else [j for j in last_said(said, visitor.name) if j.at >= (sitting.began or "9")]
    if not mine:
        raise WrongUse("there is no answer of yours in this sitting; the history takes back older ones")
    take_back(desk.case, mine, who=visitor.name, why="taken back at once")
    return _next(request, desk, sitting, "Taken back")


def words_of(answered: Answered) -> str:
    """What became of an answer, in words."""
    verb = "are one" if answered.action is Action.MERGE else "are not one"
    if answered.is_kept:
        return f"Recorded: {answered.one} and {answered.other} {verb}"
    by = f"{answered.by} has answered this meanwhile" if answered.by else "this follows from what was answered meanwhile"
    return f"Not recorded: {by}; {answered.one} and {answered.other} {verb}"


def _next(request: Request, desk: Desk, sitting: Sitting, done: str) -> Response:
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(sitting.address(), 303)
    return _page(request, desk, sitting, done=done)


def _page(request: Request, desk: Desk, sitting: Sitting, *, done: str = "") -> HTMLResponse:
    view = desk.standing.get(PEOPLE)
    asked = None if view.value is None else _asked(request, desk, view, view.value, sitting)
    person = view.value.person(sitting.about) if view.value is not None and sitting.about else None
    return render(
        request, "actors_questions.html", fragment="actors_question.html",
        asked=asked, sitting=sitting, seconds=view.seconds, done=done, about=person,
    )  # fmt: skip


def _asked(request: Request, desk: Desk, view: View[Who], who: Who, sitting: Sitting) -> Asked:
    name = visitor_of(request).name
    return next_question(desk.case, who, sitting, visitor=name, is_fresh=view.is_fresh, seconds=view.seconds)
