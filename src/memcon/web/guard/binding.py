"""Where the workbench may listen."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from memcon.errors import WrongUse
from memcon.web.users import Users


def check_binding(host: str, users: Path | None) -> None:
    """Raises WrongUse for an address that others can reach, unless users must log in; and for a file of users that cannot be trusted."""
    if users is not None:
        Users.load(users)
    elif not _is_loopback(host):
        raise WrongUse(
            f"{host or 'every address'}: others can reach this address, and without users nobody would have to log in. "
            "Make users first: memcon users team.jsonl add NAME --role admin, then add --users team.jsonl. Passwords and papers must not "
            "cross the network open to read: leave --host as it is, and put a proxy with TLS (nginx, Caddy) before it; "
            "docs/how-to/serve-to-a-team.md shows both"
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False  # a name may lead anywhere
