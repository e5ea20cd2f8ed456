"""The file of a case opens in Datasette as it is."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from memcon.store import open_case
from tests.store.papers import paper
from tests.store.test_case import put_in

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "reprisals.memcon"
    with open_case(file, create=True) as case:
        put_in(case, *(paper(n) for n in range(6)))
    return file


def ask(path: Path, *addresses: str) -> list[Any]:
    """What Datasette answers, as JSON."""
    from datasette.app import Datasette

    async def answers() -> list[Any]:
        datasette = Datasette([str(path)])
        found = [await datasette.client.get(address) for address in addresses]
        assert [(r.status_code, str(r.url)) for r in found if r.status_code != 200] == []
        return [response.json() for response in found]

    # A thread of its own: a browser test that ran before in this process may have left a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(answers())).result()


def test_tables_views_and_search_are_there(path: Path) -> None:
    home, views, people, hits, papers, facets = ask(
        path,
        "/reprisals.json",
        "/reprisals/who_said_what.json?_shape=array",
        "/reprisals/speakers.json?_shape=array",
        "/reprisals/statements.json?_search=pier&_shape=array",
        "/reprisals/documents.json?_search=pier&_shape=array",
        "/reprisals/statements.json?_facet=act&_facet=speaker",
    )
    assert {"documents", "statements", "judgements", "log"} <= {table["name"] for table in home["tables"]}
    assert next(t for t in home["tables"] if t["name"] == "statements")["fts_table"] == "statements_fts"
    assert {view["name"] for view in home["views"]} >= {"who_said_what", "speakers", "documents_read", "failures_by_kind"}
    assert (views[0]["speaker"], views[0]["on_whose_word"], views[0]["title"]) == ("Ana Lund", "", "Report 0")
    assert {row["speaker"] for row in people} == {"Ana Lund", "Tomas Bay", "Clara Weiss", "René Vasko"}
    assert next(t for t in home["tables"] if t["name"] == "documents")["fts_table"] == "documents_fts"
    assert [row["title"] for row in papers] == ["Report 0", "Report 4"]
    assert [row["content"] for row in hits] == ["the pier was shut"] * 2
    assert set(facets["facet_results"]) >= {"act", "speaker"}
