"""Exports, comparisons, origins and variants, each once by a child and in this process for the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.web.jobs import Jobs, JobState, comparing, exporting, tracing, varying
from tests.web.jobs.conftest import Told
from tests.web.jobs.processes import LONG


def finished(jobs: Jobs, kind: str, **request: Any) -> Mapping[str, Any]:
    job = jobs.wait(jobs.start(kind, request, title=kind, who="ida").id, LONG)
    assert job.state is JobState.DONE, job.error
    assert job.result is not None
    return job.result


# ── exports ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_is_exported_by_a_child(workshop: Jobs, ledger: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    result = finished(workshop, "export", ledger=ledger, form="csv", target=str(target), query={"act": "deny"})
    assert (result["path"], result["bytes"]) == (str(target), target.stat().st_size)
    assert "deny" in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_bundle_is_as_large_as_its_files(told: Told, ledger: str, tmp_path: Path) -> None:
    result = exporting.export({"ledger": ledger, "form": "bundle", "target": str(tmp_path / "bundle")}, told)
    assert result["bytes"] == sum(path.stat().st_size for path in (tmp_path / "bundle").rglob("*") if path.is_file()) > 10_000
    assert told.words == ["writing bundle"]


def test_an_export_over_a_file_that_is_there_is_told(told: Told, ledger: str, tmp_path: Path) -> None:
    (tmp_path / "out.csv").touch()
    with pytest.raises(WrongUse, match="is there already"):
        exporting.export({"ledger": ledger, "form": "csv", "target": str(tmp_path / "out.csv")}, told)
    with pytest.raises(WrongUse, match="colour"):
        exporting.export({"ledger": ledger, "form": "csv", "target": "x", "query": {"colour": "red"}}, told)


# ── comparisons ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_readouts_are_compared_by_a_child(workshop: Jobs, ledger: str, ids: dict[str, str]) -> None:
    result = finished(workshop, "compare", ledger=ledger, documents=[ids["readout-a.txt"], ids["readout-b.txt"]])
    assert [account["id"] for account in result["record"]["accounts"]] == [ids["readout-a.txt"], ids["readout-b.txt"]]
    assert result["page"]["sum"] == result["sum"]
    assert result["alike"] is False


def test_the_accounts_stand_in_the_order_in_which_they_were_chosen(told: Told, ledger: str, ids: dict[str, str]) -> None:
    wanted = [ids["readout-b.txt"], ids["readout-a.txt"], ids["readout-b.txt"]]
    result = json.loads(json.dumps(comparing.compare({"ledger": ledger, "documents": wanted}, told)))
    assert [account["id"] for account in result["record"]["accounts"]] == wanted[:2]


def test_one_account_is_no_comparison(told: Told, ledger: str, ids: dict[str, str]) -> None:
    with pytest.raises(WrongUse, match="two documents or more"):
        comparing.compare({"ledger": ledger, "documents": [ids["cable.txt"]] * 2}, told)
    with pytest.raises(WrongUse, match="has no document x"):
        comparing.compare({"ledger": ledger, "documents": ["x", ids["cable.txt"]]}, told)


# ── origins and variants ─────────────────────────────────────────────────────────────────────────────────────────────


def test_origins_are_counted_by_a_child(workshop: Jobs, ledger: str, ids: dict[str, str]) -> None:
    result = finished(workshop, "origins", ledger=ledger, least=1)
    assert {lineage["origin"] for lineage in result["lineages"]} == set(ids.values())
    assert (result["found"], result["pages"], result["counts"]) == (8, 8, "8 pages, 8 origins")


def test_of_many_groups_as_many_are_given_as_are_asked_for(told: Told, ledger: str) -> None:
    result = tracing.origins({"ledger": ledger, "least": 1, "limit": 3}, told)
    assert (len(result["lineages"]), result["found"]) == (3, 8)


def test_variants_are_found_by_a_child(workshop: Jobs, ledger: str) -> None:
    result = finished(workshop, "variants", ledger=ledger, least=1, picture=True)
    assert result["found"] == len(result["groups"]) > 0
    assert result["picture"].startswith("<svg")


def test_no_picture_is_drawn_where_none_is_asked_for_or_nothing_is_found(told: Told, ledger: str) -> None:
    few = varying.variants({"ledger": ledger, "least": 1, "limit": 2}, told)
    assert (len(few["groups"]), few["picture"]) == (2, None)
    none = varying.variants({"ledger": ledger, "words": "lighthouse", "picture": True}, told)
    assert (none["groups"], none["found"], none["picture"]) == ([], 0, None)
