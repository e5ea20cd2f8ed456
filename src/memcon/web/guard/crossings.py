"""Requests that pages of other sites make a browser send (CSRF, and being read from outside)."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers

from memcon.web.guard.refusals import Refusal

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
READING: Final = frozenset({"GET", "HEAD"})
_OWN: Final = frozenset({"same-origin", "none"})


def check_method(method: str) -> None:
    """Raises Refusal for a method that nothing here takes. OPTIONS is one of them: nobody asks from another origin, so CORS has no say."""
    if method not in METHODS:
        raise Refusal(405, "method", "this address does not take such a request", headers={"Allow": ", ".join(sorted(METHODS))})


def check_crossing(method: str, headers: Headers, *, own: str, is_script: bool) -> None:
    """Raises Refusal for a request that a page of another origin caused; `own` is ours, `is_script` one with a token and no cookie.

    Changing needs proof that the page is ours: Sec-Fetch-Site, which no page can set, or Origin. Reading from outside is open for
    nothing but following a link: another port of this machine is the same *site*, so even strict cookies go with its requests.
    """
    site, origin = _one(headers, "sec-fetch-site"), _one(headers, "origin")
    if method in READING:
        if (site is not None and site not in _OWN and not _follows_link(headers)) or origin not in {None, own}:
            raise Refusal(403, "crossing", "a page of another site asked for this; open it from the workbench")
        return
    if site is None and origin is None and not is_script:
        raise Refusal(
            403, "crossing", "nothing says that this comes from the workbench. In a browser: reload the page. In a script: use --api-token"
        )
    if site not in {None, *_OWN} or not _is_ours(origin, own, site):
        raise Refusal(403, "crossing", "this did not come from the workbench under this address; reload the page and try again")


def _is_ours(origin: str | None, own: str, site: str | None) -> bool:
    """Under `Referrer-Policy: no-referrer`, which all pages have, a browser says Origin: null for a form; Sec-Fetch-Site tells whose."""
    return origin in {None, own} or (origin == "null" and site == "same-origin")


def _follows_link(headers: Headers) -> bool:
    """Whether the answer becomes a page of its own, which the page that led to it cannot read."""
    return _one(headers, "sec-fetch-mode") == "navigate" and _one(headers, "sec-fetch-dest") == "document"


def _one(headers: Headers, name: str) -> str | None:
    """The header; said twice it is what no browser says."""
    given = headers.getlist(name)
    return None if not given else given[0] if len(given) == 1 else "twice"
