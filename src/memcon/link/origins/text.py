"""What goes in and comes out: texts, and which is a copy of which."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its day and outlet; `credits` are the agencies and outlets that it names as its source."""

    id: str
    text: str
    published: str | None
    outlet: str | None
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a text comes from: `of` is None for an original; `shared` is the part of it that stands in the other.

    `kind` is same, copy, trimmed, rewrite, translated-or-spun, quotes or original; `evidence` says in words what shows it.
    """

    document: str
    of: str | None
    kind: str
    shared: float
    evidence: tuple[str, ...]
