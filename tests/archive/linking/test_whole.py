"""A small archive is compared as a whole: the same origins, quotations and disputes as in a case of the same documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.archive.ledgers import make_ledgers

from memcon.link.origins.finding import trace
from memcon.run.disputing import all_disputes
from memcon.run.linking import who_is_who
from memcon.run.tracing import read_case
from memcon.run.varying import Wanted, list_variants
from memcon.store import Case, open_case
from tests.archive.linking.tables import link, put_in, table, write_tables


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Case]]:
    """The tables that come out, and a case of the same documents."""
    folder = tmp_path_factory.mktemp("whole")
    ledgers = list(make_ledgers(150))
    write_tables(folder / "archive", ledgers, per_file=40)
    link(folder / "archive")
    with open_case(folder / "case.memcon", create=True) as case:
        put_in(case, ledgers)
        yield folder / "archive", case


def test_origins_are_those_of_the_case(both: tuple[Path, Case]) -> None:
    out, case = both
    texts, _ = read_case(case)
    traced = [(c.document, c.of, c.kind, c.shared, list(c.evidence)) for c in trace(texts) if c.of is not None]
    assert [tuple(row.values()) for row in table(out, "origins")] == traced
    assert {kind for _, _, kind, _, _ in traced} >= {"copy", "trimmed", "rewrite", "quotes"}


def test_quotations_are_those_of_the_case(both: tuple[Path, Case]) -> None:
    out, case = both
    groups = {group.id: group for group in list_variants(case, Wanted()).groups}
    rows = table(out, "variants")
    assert {row["quotation"] for row in rows} == set(groups)
    for row in rows:
        copy = groups[row["quotation"]].copies[row["place"]]
        parent = None if copy.parent is None else groups[row["quotation"]].copies[copy.parent].document
        assert (row["document"], row["statement"], row["text"], row["speaker"]) == (copy.document, copy.statement, copy.text, copy.speaker)
        assert (row["parent"], row["ground"], row["marks"]) == (parent, copy.ground, list(copy.marks))
        assert row["changes"] == [edit.words for edit in copy.edits]


def test_disputes_are_those_of_the_case_between_documents(both: tuple[Path, Case]) -> None:
    out, case = both
    disputes = {d.id: d for d in all_disputes(case, lambda: who_is_who(case)) if d.left.sheet.id != d.right.sheet.id}
    rows = table(out, "disputes")
    assert {row["id"] for row in rows} == set(disputes)
    for row in rows:
        assert _told(disputes[row["id"]]) == {name: row[name] for name in ("kind", "relation", "state", "why", "left", "right")}
    assert {row["kind"] for row in rows} >= {"denial", "number"}


def _told(dispute: Any) -> dict[str, str]:
    told = {name: getattr(dispute, name) for name in ("kind", "relation", "state", "why")}
    return told | {"left": dispute.left.id, "right": dispute.right.id}
