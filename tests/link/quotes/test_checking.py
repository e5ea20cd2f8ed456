"""The verdict on the words, the changes and the context, by tables of examples."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from memcon.model.quotation import TextVerdict
from tests.link.quotes.examples import check, contexts, kinds


class Row(NamedTuple):
    """An example of the table."""

    verdict: str
    kinds: tuple[str, ...]
    contexts: tuple[str, ...]
    quotation: str
    source: str


def read(name: str) -> list[Row]:
    text = (Path(__file__).parent / "rows.txt").read_text(encoding="utf-8")
    body = text.split(f'{name} = """', 1)[1].split('"""', 1)[0]
    return [
        Row(verdict, tuple(seen.split()), tuple(warned.split()), mine, theirs)
        for line in body.strip().splitlines()
        for verdict, seen, warned, mine, theirs in [[cell.strip().replace("\\n", "\n").replace("\\f", "\f") for cell in line.split("|")]]
    ]


def test_the_tables_are_long() -> None:
    assert sum(len(read(name)) for name in ("words", "kept", "context")) >= 120


@pytest.mark.parametrize("row", [*read("words"), *read("kept")], ids=lambda row: f"{row.verdict}: {row.quotation[:50]}")
def test_the_verdict_is_the_worst_change(row: Row) -> None:
    found = check(row.quotation, row.source)

    assert (found.verdict.value, found.reason if found.verdict is TextVerdict.NOT_CHECKABLE else "") == (row.verdict, "")
    assert {kind for kind in row.kinds if kind[0] != "!"} <= kinds(found)
    assert not {kind[1:] for kind in row.kinds if kind[0] == "!"} & kinds(found)


@pytest.mark.parametrize("row", read("context"), ids=lambda row: f"{' '.join(row.contexts)}: {row.source[:60]}")
def test_what_is_cut_off_is_told(row: Row) -> None:
    found = check(row.quotation, row.source)

    assert found.verdict.value == row.verdict
    assert contexts(found) == set(row.contexts)
