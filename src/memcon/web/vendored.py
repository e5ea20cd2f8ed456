"""What of others is served: the manifest that tools/vendor.py writes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from memcon.web.rendering import STATIC


@dataclass(frozen=True, slots=True)
class Vendored:
    """A library that runs in the browser; `file` lies under static/vendor with its licence beside it."""

    name: str
    version: str
    licence: str
    home: str
    file: str
    sha256: str
    licence_file: str


@cache
def load_vendored() -> tuple[Vendored, ...]:
    """Everything in the manifest, by name."""
    rows = tomllib.loads((STATIC / "vendor" / "manifest.toml").read_text(encoding="utf-8"))
    return tuple(Vendored(name, **row) for name, row in sorted(rows.items()))
