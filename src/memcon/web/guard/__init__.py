"""The door of the workbench: who is let in, and what may pass through it."""

from __future__ import annotations

from memcon.web.guard.binding import check_binding
from memcon.web.guard.door import Door
from memcon.web.guard.middleware import Guard
from memcon.web.guard.refusals import Refusal, error_response
from memcon.web.guard.visitors import Visitor, visitor_of
from memcon.web.users import Role

__all__ = ["Door", "Guard", "Refusal", "Role", "Visitor", "check_binding", "error_response", "visitor_of"]
