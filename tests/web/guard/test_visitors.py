"""Who asks."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from memcon.web.guard import Role, Visitor, visitor_of
from memcon.web.guard.visitors import with_visitor


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.READ, [True, False, False]), (Role.JUDGE, [True, True, False]), (Role.ADMIN, [True, True, True])],
)
def test_each_role_may_do_what_those_before_it_may(role: Role, may: list[bool]) -> None:
    assert [role.may(other) for other in Role] == may


def test_the_visitor_of_a_request_is_beside_what_the_server_keeps() -> None:
    visitor = Visitor("Ada Quill", Role.JUDGE)
    before = {"type": "http", "headers": [], "state": {"pool": 1}}
    scope = with_visitor(before, visitor)
    assert visitor_of(Request(scope)) == visitor
    assert scope["state"]["pool"] == 1
    assert before["state"] == {"pool": 1}
