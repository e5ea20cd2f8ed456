"""The pages about archives are true: every column is described, and every query answers as printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from memcon.archive.tables.describing import describe_tables
from tests.archive.conftest import crawl, finished
from tests.docs.test_docs import ROOT

__all__ = ["crawl", "finished"]  # fixtures

PAGE = (ROOT / "docs/how-to/read-an-archive.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """The blocks of that kind in the how-to."""
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def august(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the tables under the name that the page gives them, which is the current one."""
    (tmp_path / "august").symlink_to(finished)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_column_of_every_table_is_documented() -> None:
    assert describe_tables() in (ROOT / "docs/reference/archive.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("query", blocks("sql"), ids=lambda query: query.partition("\n")[0])
def test_every_query_answers_as_printed(query: str, august: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        assert connection.sql(query).fetchall()


def test_all_queries_and_both_libraries_are_tried() -> None:
    assert len(blocks("sql")) >= 6
    assert [code.splitlines()[0] for code in blocks("py")] == ["import pandas", "import polars"]


@pytest.mark.parametrize("code", blocks("py"), ids=lambda code: code.split()[1])
def test_libraries_open_the_tables_as_printed(code: str, august: Path) -> None:
    import duckdb

    pytest.importorskip(code.split()[1])
    names: dict[str, Any] = {}
    exec(compile(code, "read-an-archive.md", "exec"), names)  # our own page
    with duckdb.connect() as connection:
        assert len(names["denied"]) == len(connection.sql(blocks("sql")[0]).fetchall()) > 0
