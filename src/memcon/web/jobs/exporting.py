"""The case, or a part of it, written in another form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memcon.run.exporting import export_case, pack_folder
from memcon.store import open_case
from memcon.store.search import Query
from memcon.web.jobs.requests import NOTHING_ASKED, asked
from memcon.web.jobs.telling import Tell


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: the name of an export, the file or folder to write, the fields of a Query; `packed` makes a zip of a folder."""

    ledger: str
    form: str
    target: str
    query: Mapping[str, Any] = field(default_factory=lambda: NOTHING_ASKED)
    packed: bool = False


def export(request: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Write it, whole or not at all. The result: its `path`, how many `bytes` it has, and the `head` of the case."""
    wish = asked(Wish, request)
    query, target = asked(Query, wish.query), Path(wish.target)
    tell(f"writing {target.name}")
    with open_case(wish.ledger) as case:
        total = case.count(query)

        def watch(what: str, count: int) -> None:
            tell(f"{count:,} {what} read", done=count, total=total if what == "statements" else 0)

        export_case(case, wish.form, target, query, watch=watch)
        made = pack_folder(target) if wish.packed and target.is_dir() else target
        return {"path": str(made), "bytes": _size(made), "head": case.head()}


def _size(target: Path) -> int:
    return sum(file.stat().st_size for file in ([target] if target.is_file() else target.rglob("*")) if file.is_file())
