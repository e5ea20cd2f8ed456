"""Disputes for programs: one line of JSON each, with both rows whole, and a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final, TextIO

from memcon.export.disputes.accounts import Account, Dispute
from memcon.export.tables import write_table

SIDE_COLUMNS: Final = (
    "id", "teller", "told", "doing", "stance", "words", "numbers", "from", "to", "where", "on_whose_word", "title", "outlet", "published",
    "origin", "place", "document",
)  # fmt: skip
"""The columns of each account, behind `left_` and `right_`."""
COLUMNS: Final = (
    "conflict", "kind", "relation", "state", "why", "history", "ruled", "ruled_by", "ruled_why",
    *(f"{side}_{name}" for side in ("left", "right") for name in SIDE_COLUMNS),
)  # fmt: skip
"""The columns of the table, in this order."""


def dispute_record(dispute: Dispute) -> dict[str, Any]:
    """The dispute as JSON has it, exact."""
    return {
        "id": dispute.id,
        "kind": dispute.kind,
        "relation": dispute.relation,
        "state": dispute.state,
        "open": dispute.is_open,
        "why": dispute.why,
        "history": [asdict(change) for change in dispute.history],
        "ruling": None if dispute.ruling is None else dispute.ruling.to_dict(),
        "left": _account_record(dispute.left),
        "right": _account_record(dispute.right),
    }


def _account_record(account: Account) -> dict[str, Any]:
    told = {name: getattr(account, name) for name in ("id", "teller", "told", "doing", "stance", "words", "where", "place")}
    rest = {"numbers": list(account.numbers), "from": account.since, "to": account.until, "on_whose_word": account.via}
    return {**told, **rest, "document": asdict(account.sheet), "row": account.row}


def json_line(dispute: Dispute) -> str:
    """The dispute as one line of JSON."""
    return json.dumps(dispute_record(dispute), ensure_ascii=False) + "\n"


def write_csv(disputes: Iterable[Dispute], out: TextIO) -> None:
    """The disputes as a table for spreadsheets, its cells guarded against formulas."""
    write_table(COLUMNS, map(_cells, disputes), out)


def _cells(dispute: Dispute) -> Iterator[str | None]:
    ruling = dispute.ruling
    history = "; ".join(change.words for change in dispute.history)
    yield from (dispute.id, dispute.kind, dispute.relation, dispute.state, dispute.why, history)
    yield from (None, None, None) if ruling is None else (ruling.value["verdict"], ruling.who, ruling.why)
    for account in dispute.accounts:
        yield from _side_cells(account)


def _side_cells(account: Account) -> tuple[str | None, ...]:
    sheet = account.sheet
    return (
        account.id, account.teller, account.told, account.doing, account.stance, account.words, "; ".join(account.numbers), account.since,
        account.until, account.where, account.via, sheet.title, sheet.outlet, sheet.published, sheet.origin, account.place, sheet.id,
    )  # fmt: skip
