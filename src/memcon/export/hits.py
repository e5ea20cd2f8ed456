"""Statements that a search found, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

from memcon.export.wording import act_words
from memcon.model.hits import CLOSE, OPEN, Hit
from memcon.text import printable

MOST: Final = 600
"""Code points of content that are shown."""


def hit_lines(hit: Hit, conflicts: Sequence[str] = (), *, number: int) -> Iterator[str]:
    """The lines of a hit: who, to whom, what, on whose word, where; «» around the words that were found.

    `conflicts` are the ids of those in which it stands.
    """
    who = hit.speaker or "nobody named"
    told = f" -> {hit.addressees}" if hit.addressees else ""
    status = f" [{hit.status}]" if hit.status != "machine" else ""
    yield _line(f"{number:>3}. {who}{told} · {act_words(hit.statement)}{status}")
    yield _line("     " + stance_mark(hit) + hit.snippet.replace(OPEN, "«").replace(CLOSE, "»"))
    if hit.via:
        yield _line(f"     on the word of {hit.via}")
    if conflicts:
        yield _line(f"     disputed: see memcon conflicts {' and '.join(conflicts)}")
    paper = ", ".join(filter(None, (hit.title, hit.outlet, hit.published)))
    yield _line(f"     {paper + '; ' if paper else ''}{hit.origin}, {hit.place}")
    yield f"     {hit.key}"


def stance_mark(hit: Hit) -> str:
    """What stands before a content that nobody claims, so that it cannot be taken for a claim: "[denied] "."""
    return f"[{hit.stance}] " if hit.stance else ""


def _line(words: str) -> str:
    indent = len(words) - len(words.lstrip())
    return " " * indent + printable(" ".join(words.split()), most=MOST)


def hit_line(hit: Hit, conflicts: Sequence[str] = ()) -> str:
    """The hit as one line of JSON: what is shown of it, the ids of its conflicts, and the statement as the JSON ledger has it."""
    shown = {name: value for name, value in asdict(hit).items() if name not in ("details", "snippet", "document_sha256")}
    marked = hit.snippet.replace(OPEN, "«").replace(CLOSE, "»")
    return json.dumps({**shown, "snippet": marked, "conflicts": list(conflicts), "statement": hit.row}, ensure_ascii=False) + "\n"
