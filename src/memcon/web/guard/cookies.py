"""The one cookie that the door knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers

from memcon.web.guard.refusals import Refusal

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Cookie:
    """The cookie of the door at a port: cookies do not tell the ports of a machine apart, so its name does."""

    name: str
    secure: bool

    @classmethod
    def at(cls, port: int, *, secure: bool) -> Cookie:
        """A browser takes a name that begins with __Host- only over TLS, from this very host, for all of it."""
        return cls(f"__Host-memcon_{port}" if secure else f"memcon_{port}", secure)

    def secret_in(self, headers: Headers) -> str | None:
        """The secret that the browser sent. Raises Refusal for two: one of them was put there by somebody else."""
        pairs = (pair.partition("=") for line in headers.getlist("cookie") for pair in line.split(";"))
        found = [value.strip() for name, _, value in pairs if name.strip() == self.name]
        if len(found) > 1:
            raise Refusal(
                400, "cookies", f"the browser sent the cookie {self.name} twice; delete the cookies of this site and come in again"
            )
        return found[0] if found and _SECRET.fullmatch(found[0]) else None

    def holding(self, secret: str) -> str:
        """The Set-Cookie header for a session."""
        return f"{self.name}={secret}; {self._attributes}"

    def gone(self) -> str:
        """The Set-Cookie header that takes it back."""
        return f"{self.name}=; Max-Age=0; {self._attributes}"

    @property
    def _attributes(self) -> str:
        return f"Path=/; HttpOnly; SameSite=Strict{'; Secure' if self.secure else ''}"
