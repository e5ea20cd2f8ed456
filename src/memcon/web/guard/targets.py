"""What a request asks for: addresses that cannot be read in two ways, and where a visitor may be sent on."""

from __future__ import annotations

from typing import Final

from starlette.types import Scope

from memcon import limits
from memcon.web.guard.refusals import Refusal

STATIC: Final = "/static/"
TOKEN: Final = b"token="
_CONTROLS: Final = frozenset(map(chr, [*range(0x20), 0x7F]))
_NEXT_POINTS: Final = 2_000


def check_target(scope: Scope) -> None:
    """Raises Refusal for an address that is no plain path, and for what proxies and file systems read in their own ways."""
    path: str = scope["path"]
    query: bytes = scope.get("query_string", b"")
    if not _is_plain(path) or b"%00" in query or any(byte < 0x21 or byte == 0x7F for byte in query):
        raise Refusal(400, "address", "this is no address of the workbench")
    if query.count(b"&") >= limits.WEB_FIELDS:
        raise Refusal(413, "fields", f"WEB_FIELDS: more than {limits.WEB_FIELDS:,} fields in one address")


def _is_plain(path: str) -> bool:
    """One leading slash, no steps up, no backslash, no control characters: not `http://elsewhere/`, `//elsewhere` or `/a/../b`."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not _CONTROLS.isdisjoint(path):
        return False
    return {".", ".."}.isdisjoint(path.split("/"))


def safe_next(wanted: str) -> str:
    """Where to go after the login: an address of the workbench, else its front page."""
    path = wanted.partition("?")[0].partition("#")[0]
    fine = len(wanted) <= _NEXT_POINTS and _is_plain(path) and _CONTROLS.isdisjoint(wanted) and "\\" not in wanted
    return wanted if fine and path not in {"/login", "/logout"} else "/"


def target_of(scope: Scope) -> str:
    """The address as it was asked for, path and query, without a start token."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode("utf-8")
    query = b"&".join(part for part in scope.get("query_string", b"").split(b"&") if part and not part.startswith(TOKEN))
    return (raw.partition(b"?")[0] + (b"?" + query if query else b"")).decode("ascii", "replace")


def token_of(scope: Scope) -> str | None:
    """The start token in the address; empty where there are several."""
    found = [part.removeprefix(TOKEN) for part in scope.get("query_string", b"").split(b"&") if part.startswith(TOKEN)]
    return None if not found else found[0].decode("ascii", "replace") if len(found) == 1 else ""
