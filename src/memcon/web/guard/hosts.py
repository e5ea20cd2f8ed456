"""By which names the workbench may be asked for.

A page of somebody else can make its own name lead to 127.0.0.1 (DNS rebinding). Then the browser takes that page and the workbench
for one site, but still sends the name: whatever is not on the list is refused before anything else is looked at.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers

from memcon.web.guard.refusals import Refusal

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_HTTP, _HTTPS = 80, 443


@dataclass(frozen=True, slots=True)
class Names:
    """The names: whole Host headers, in lower case, the scheme by which browsers ask, and the origin that is shown to people."""

    hosts: frozenset[str]
    scheme: str
    home: str

    @classmethod
    def of(cls, listed: Collection[str], *, port: int, secure: bool) -> Names:
        """The loopback names, and those that are listed, each as browsers write it. A listed name may have a port of its own.

        Behind a TLS proxy (`secure`) browsers name the proxy's port, which they leave out. A listed name may be asked for
        without a port in any case: a proxy may stand before it.
        """
        usual, scheme = (_HTTPS, "https") if secure else (_HTTP, "http")
        shown = usual if secure else port
        given = [name for name in map(_written, listed) if name]
        allowed: set[str] = set()
        for name in LOOPBACK:
            allowed |= {f"{name}:{shown}", *([name] if shown == usual else [])}
        for name in given:
            if name not in LOOPBACK:
                allowed |= {name} if _has_port(name) else {name, f"{name}:{shown}"}
        return cls(frozenset(allowed), scheme, f"{scheme}://{_shown(given, shown, secure=secure)}")

    def asked_for(self, headers: Headers) -> str:
        """The origin by which this request asks for the workbench. Raises Refusal unless one Host header names it."""
        given = headers.getlist("host")
        if len(given) != 1 or given[0].lower() not in self.hosts:
            raise Refusal(403, "host", _REFUSED)
        return f"{self.scheme}://{_without_usual_port(given[0].lower(), self.scheme)}"


_REFUSED = (
    "This workbench is not served under this name. Open the address that the terminal shows; "
    "where a proxy stands before it, start it with --name and the name of the proxy."
)


def _written(name: str) -> str | None:
    """A name as a browser writes it; None for an address that means every address (0.0.0.0), by which nobody asks."""
    name = name.strip().lower()
    try:
        address = ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return name
    if address.is_unspecified:
        return None
    return f"[{address}]" if address.version == 6 else str(address)


def _shown(given: list[str], port: int, *, secure: bool) -> str:
    """The name for people: behind TLS that of the proxy, else a loopback one that is listened on."""
    if secure:
        return next((name for name in given if name not in LOOPBACK), LOOPBACK[0])
    return f"{'[::1]' if '[::1]' in given and LOOPBACK[0] not in given else LOOPBACK[0]}:{port}"


def _has_port(name: str) -> bool:
    return ":" in name.rpartition("]")[2]


def _without_usual_port(host: str, scheme: str) -> str:
    return host.removesuffix(f":{_HTTPS if scheme == 'https' else _HTTP}")
