"""The versions of quotations for programs: JSON, and a table with a row for each copy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final, TextIO

from memcon.export.tables import write_table
from memcon.export.variants.rows import ADDED, CHANGED, CUT, DROPPED, CopyRow, GroupRow

COLUMNS: Final = (
    "group", "copy", "parent", "ground", "sure", "rivals", "outlet", "title", "published", "speaker", "text", "added", "dropped", "changed",
    "cut", "shared_changes", "outside", "documents", "sources", "most_sources", "origin", "place", "statement", "document",
)  # fmt: skip
"""The columns of the table, in this order; `copy` and `parent` count from 1 within the group."""


def json_line(group: GroupRow) -> str:
    """The quotation as one line of JSON."""
    return json.dumps(group_record(group), ensure_ascii=False) + "\n"


def group_record(group: GroupRow) -> dict[str, Any]:
    """The quotation as JSON has it; `parent` is the place in `copies`, from 0."""
    return {
        "id": group.id, "text": group.text, "speakers": list(group.speakers), "documents": len(group.copies), "sources": group.sources,
        "most_sources": group.most_sources, "copies": [_copy(copy) for copy in group.copies],
    }  # fmt: skip


def _copy(copy: CopyRow) -> dict[str, Any]:
    return {**asdict(copy), "sure": copy.sure}


def write_csv(groups: Iterable[GroupRow], out: TextIO) -> None:
    """A row for each copy, guarded against formulas."""
    copies = ((group, n, copy, place) for n, group in enumerate(groups, 1) for place, copy in enumerate(group.copies, 1))
    write_table(COLUMNS, (map(_in_one_line, _values(*one)) for one in copies), out)


def _values(group: GroupRow, number: int, copy: CopyRow, place: int) -> tuple[str | int | None, ...]:
    parent = None if copy.parent is None else copy.parent + 1
    changed = "; ".join(f"{edit.before} -> {edit.after}" for edit in copy.edits if edit.how == CHANGED)
    return (
        number, place, parent, copy.ground, "yes" if copy.sure else "no", copy.rivals, copy.outlet, copy.title, copy.published,
        copy.speaker, copy.text, _edited(copy, ADDED), _edited(copy, DROPPED), changed, _edited(copy, CUT), "; ".join(copy.marks),
        " -> ".join(copy.outside), len(group.copies), group.sources, group.most_sources, copy.origin, copy.place, copy.statement,
        copy.document,
    )  # fmt: skip


def _edited(copy: CopyRow, how: str) -> str:
    return "; ".join(edit.before or edit.after for edit in copy.edits if edit.how == how)


def _in_one_line(value: str | int | None) -> str | int | None:
    return " ".join(value.split()) if isinstance(value, str) else value
