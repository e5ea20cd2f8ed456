"""The statements that are shown, as files: the same rows, in the same number."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from httpx import Client, Response

from memcon.model.judgement import Action
from memcon.model.listings import Order
from memcon.run.correcting import judge_now
from memcon.run.exporting import export_case, forms, import_bundle
from memcon.store import open_case
from memcon.store.search import Query
from memcon.web.jobs import JobState
from memcon.web.rooms.statements import exports
from tests.web.conftest import Workbench
from tests.web.rooms.test_statements import HTMX, denial, keys, rows

FILTERS = {"words": "gate OR ministry", "speaker": "lunn", "since": "2031-01-01"}


def table(answer: Response) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))


def shown(client: Client, **filters: str) -> list[str]:
    """The ids of the statements on the page."""
    return rows(client.get("/statements", params=filters).text)


# ── what is shown is what is written ─────────────────────────────────────────────────────────────────────────────────


def test_a_table_has_the_rows_that_are_shown(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        on_page = shown(client, **FILTERS)
        written = table(client.get("/statements/export", params=FILTERS | {"form": "csv"}))
    assert len(on_page) > 1
    assert [row["statement"] for row in written] == on_page
    assert {row["speaker"] for row in written} == {"Petra Lunn"}


def test_all_pages_are_written_in_the_order_that_is_shown(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        written = table(client.get("/statements.csv?order=speaker"))
    assert [row["statement"] for row in written] == keys(reading_bench, Query(), Order.SPEAKER)
    assert len(written) > 100


def test_the_three_links_that_stay_give_the_same_rows(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        of_csv = [row["statement"] for row in table(client.get("/statements.csv", params=FILTERS))]
        of_json = client.get("/statements.json", params=FILTERS).json()
        of_lines = [json.loads(line) for line in client.get("/statements.jsonl", params=FILTERS).text.splitlines()]
    assert of_csv == [row["key"] for row in of_json["statements"]] == [row["key"] for row in of_lines]
    assert of_json["asked"] == FILTERS
    assert of_lines == of_json["statements"]


def test_no_row_is_still_a_file(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        nothing = {"words": "zyzzyva"}
        answers = [client.get(f"/statements.{ending}", params=nothing) for ending in ("csv", "json", "jsonl")]
    assert table(answers[0]) == []
    assert answers[1].json() == {"asked": nothing, "statements": []}
    assert answers[2].text == ""


@pytest.mark.parametrize("form", forms())
def test_every_form_comes_as_a_file_with_a_name(form: str, reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        answer = client.get("/statements/export", params=FILTERS | {"form": form})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(f"attachment; filename*=UTF-8''weir-{form}.")
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_bundle_comes_packed_and_can_be_taken_in_again(reading_bench: Workbench, tmp_path: Path) -> None:
    with reading_bench.client() as client:
        answer = client.get("/statements/export", params=FILTERS | {"form": "bundle"})
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    with open_case(tmp_path / "copy.memcon", create=True) as case:
        taken = list(import_bundle(case, tmp_path / "weir-bundle"))
        assert case.count(Query(**FILTERS)) == len(keys(reading_bench, Query(**FILTERS)))  # type: ignore[arg-type]
    assert taken


def test_what_a_spreadsheet_would_run_is_guarded(workbench: Workbench) -> None:
    changed = {"speaker": {"name": "=cmd|' /C calc'!A0", "actor": None, "span": None}}
    workbench.desk.case.judge(judge_now(Action.EDIT, denial(workbench), changed, who="Ines", why=""))
    with workbench.client() as client:
        names = [row["speaker"] for row in table(client.get("/statements.csv?words=gate&act=deny"))]
    assert names == ["'=cmd|' /C calc'!A0"]


def test_a_form_that_there_is_not_and_a_search_that_is_none_are_told(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        strange = client.get("/statements/export?form=stone")
        wrong = [
            client.get(room, params={"words": '"half', "form": "csv"})
            for room in ("/statements/export", "/statements.csv", "/statements.json")
        ]
    assert (strange.status_code, "there is no export" in strange.text) == (400, True)
    assert [answer.status_code for answer in wrong] == [400, 400, 400]


def test_nothing_of_a_download_stays_on_the_disk(reading_bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with reading_bench.client() as client:
        client.get("/statements/export?form=bundle&words=gate")
    assert list(tmp_path.iterdir()) == []


# ── what is not installed ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_form_that_needs_more_is_shown_with_the_line_that_installs_it(reading_bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.run.exporting.find_spec", lambda name: None if name == "pyarrow" else object())
    with reading_bench.client() as client:
        page = client.get("/statements?words=gate").text
        answer = client.get("/statements/export?form=parquet&words=gate")
    assert "form=parquet" not in page
    assert "parquet needs pyarrow; run: pip install &#39;memcon[tables]&#39;" in page
    assert answer.status_code == 400


# ── many ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than three statements are many."""
    monkeypatch.setattr(exports, "AT_ONCE", 3)
    monkeypatch.setattr("memcon.web.rooms.statements.pages.AT_ONCE", 3)


def done(bench: Workbench) -> str:
    """The id of the one export, when it is over."""
    (job,) = bench.desk.jobs.all()
    assert bench.desk.jobs.wait(job.id, 120).state is JobState.DONE
    return job.id


@pytest.mark.usefixtures("few_at_once")
def test_many_are_written_beside_other_work_and_fetched_when_they_are_done(workbench: Workbench) -> None:
    with workbench.client() as client:
        assert client.get("/statements/export?form=csv").status_code == 400
        begun = client.post("/statements/export?form=csv&kind=story", headers=HTMX)
        job = done(workbench)
        panel = client.get("/statements/exports", headers=HTMX).text
        written = table(client.get(f"/statements/exports/{job}"))
    assert 'hx-trigger="every 1s"' in begun.text
    assert f'href="/statements/exports/{job}" download' in panel
    assert "statements as CSV" in panel
    assert [row["statement"] for row in written] == keys(workbench, Query(kind="story"))


def test_it_is_told_how_far_an_export_is(reading_bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.run.exporting.WATCHED", 10)
    told: list[tuple[str, int]] = []
    export_case(reading_bench.desk.whole, "csv", tmp_path / "all.csv", Query(), watch=lambda what, count: told.append((what, count)))
    assert told[:3] == [("documents", 10), ("statements", 10), ("statements", 20)]
    assert told[-1] == ("statements", reading_bench.desk.case.count(Query()) // 10 * 10)


@pytest.mark.usefixtures("few_at_once")
def test_a_bundle_that_is_large_is_packed_too_and_can_be_removed(workbench: Workbench) -> None:
    with workbench.client() as client:
        client.post("/statements/export?form=bundle", headers=HTMX)
        job = done(workbench)
        names = zipfile.ZipFile(io.BytesIO(client.get(f"/statements/exports/{job}").content)).namelist()
        client.post(f"/statements/exports/{job}/remove", headers=HTMX)
        gone = client.get(f"/statements/exports/{job}")
    assert "weir-bundle/manifest.json" in names
    assert gone.status_code == 404
    assert not [path for path in workbench.desk.scratch.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("few_at_once")
def test_the_page_offers_many_as_work_and_few_as_links(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        many, few = client.get("/statements").text, client.get("/statements", params=FILTERS).text
    assert 'hx-post="/statements/export?form=csv"' in many
    assert "hx-post" not in few[few.index('class="forms"') : few.index("For scripts")]
