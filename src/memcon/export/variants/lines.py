"""The versions of a quotation for people, as a tree of lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.export.variants.rows import (
    TEXT_POINTS,
    Branch,
    CopyRow,
    GroupRow,
    branches,
    edits_words,
    ground_words,
    head_words,
)
from memcon.export.wording import shown

MOST: Final = 40
"""Rows of one tree that are shown; JSON, CSV and the picture have more."""
DEEPEST: Final = 10
"""Generations that are indented; deeper ones stand below one another."""


def group_lines(group: GroupRow, *, number: int) -> Iterator[str]:
    """The lines of a quotation: its words, how many documents and sources, and the tree."""
    yield f"{number:>3}. “{shown(group.text, most=TEXT_POINTS)}”"
    yield f"     {head_words(group)}"
    for n, branch in enumerate(branches(group)):
        if n == MOST:
            yield f"     … {len(group.copies):,} documents in all; --json has every one"
            return
        yield from _branch_lines(group, branch)


def _branch_lines(group: GroupRow, branch: Branch) -> Iterator[str]:
    if branch.place is None:
        yield f"     {branch.name} (named as the source)"
        return
    copy = group.copies[branch.place]
    lasts = branch.lasts[-DEEPEST:]
    stem = "".join("   " if last else "│  " for last in lasts[:-1])
    arm = _arm(copy, last=lasts[-1]) if lasts else ""
    yield f"     {stem}{arm}{heading(copy)}"
    told = told_words(copy)
    if told:
        under = "" if not lasts else "   " if lasts[-1] else "│  "
        yield f"     {stem}{under}  {told}"


def _arm(copy: CopyRow, *, last: bool) -> str:
    """How a row hangs on the one above it: a dotted line where that is not known."""
    return ("└" if last else "├") + ("─ " if copy.sure else "┄ ")


def heading(copy: CopyRow) -> str:
    """Outlet, day, where; why it stands here."""
    title = f" “{shown(copy.title, most=80)}”" if copy.title and copy.outlet else ""
    ground = ground_words(copy)
    return f"{copy.label}, {copy.day}{title}{f' ({ground})' if ground else ''}"


def told_words(copy: CopyRow) -> str:
    """What it changed, and whether the words stand without marks."""
    return "; ".join(part for part in (edits_words(copy), "without quotation marks" if copy.indirect else "") if part)
