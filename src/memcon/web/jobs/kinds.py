"""The kinds of work: for each the function that does it, by name, for only the child that does it imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from memcon.web.jobs.telling import Tell

Kinds = Mapping[str, str]
"""Kind -> "module:function"."""
Work = Callable[[Mapping[str, Any], Tell], Mapping[str, Any]]
"""What a kind does: the request in, how far it is told as it goes, the result out. Raises memcon's errors."""

KINDS: Final[Kinds] = {
    "add": "memcon.web.jobs.adding:add",
    "check": "memcon.web.jobs.checking:check",
    "export": "memcon.web.jobs.exporting:export",
}
