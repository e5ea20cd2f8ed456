"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import Scope

from memcon.web.users import Role

STATE: Final = "visitor"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody whom the door has let in. The name stands in what they judge."""

    name: str
    role: Role


def visitor_of(request: HTTPConnection) -> Visitor:
    """Who sent the request. Behind the guard there is always somebody, but for static files."""
    visitor: Visitor = request.scope["state"][STATE]
    return visitor


def with_visitor(scope: Scope, visitor: Visitor) -> Scope:
    """The request as the application gets it."""
    return {**scope, "state": {**scope.get("state", {}), STATE: visitor}}
