"""Exports, once by a child and in this process for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.web.jobs import Jobs, JobState, exporting
from tests.web.jobs.conftest import Told
from tests.web.jobs.processes import LONG


def finished(jobs: Jobs, kind: str, **request: Any) -> Mapping[str, Any]:
    job = jobs.wait(jobs.start(kind, request, title=kind, who="ida").id, LONG)
    assert job.state is JobState.DONE, job.error
    assert job.result is not None
    return job.result


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
