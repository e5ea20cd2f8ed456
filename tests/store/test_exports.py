"""Every export of a case: read back by the programs that it is for."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from followthemoney import model
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import BadRow, WrongUse
from memcon.export.package import MANIFEST
from memcon.export.tables import COLUMNS, LONGEST_CELL, guarded
from memcon.model.contract import to_dict
from memcon.model.judgement import Action
from memcon.plugins import load_plugins
from memcon.run.exporting import export_case, forms, import_bundle, suffix_of
from memcon.store import Case, open_case
from memcon.store.search import Query
from tests.fakes import make_happenings
from tests.run.disputed import filled, papers
from tests.store.papers import TOPICS, Row, actor, key, paper
from tests.store.test_case import judge, put_in

EVIL = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "＝1", "－1", "\r=1", '=HYPERLINK("http://x.example")']


@pytest.fixture
def case(tmp_path: Path) -> Any:
    """A case with papers, one of them named to be taken for a formula."""
    with open_case(tmp_path / "reprisals.memcon", create=True) as one:
        put_in(one, *(paper(n) for n in range(6)))
        put_in(one, *(_named(20 + n, title) for n, title in enumerate(EVIL)))
        judge(one, Action.MERGE, actor(paper(0)), other=actor(paper(4)))
        judge(one, Action.EDIT, key(paper(1)), act="deny")
        yield one


def _named(n: int, title: str) -> Row:
    row = paper(n)
    return {**row, "document": {**row["document"], "title": title}}


def write(case: Case, form: str, tmp_path: Path, **filters: Any) -> Path:
    target = tmp_path / f"out-{form}{suffix_of(form)}"
    export_case(case, form, target, Query(**filters))
    return target


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_all_exports_are_there() -> None:
    assert forms() == ("bundle", "csv", "xlsx", "parquet", "ftm", "annotation", "plover", "events", "prov", "report")
    assert [e.name for e in load_plugins("memcon.case_exporters")] == list(forms())


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_csv_is_read_back_and_no_cell_is_a_formula(case: Case, tmp_path: Path) -> None:
    with write(case, "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == case.count(Query())
    assert tuple(rows[0]) == COLUMNS
    assert {row["title"] for row in rows} >= {f"'{title}" for title in EVIL}
    assert not [cell for row in rows for cell in row.values() if cell.lstrip(" ")[:1] in set("=+-@\t\r\n＝＋－＠")]


@given(st.text(max_size=40))
def test_no_text_is_left_as_a_formula(text: str) -> None:
    held = guarded(text)
    assert held in (text, f"'{text}")
    assert held.lstrip(" \u00a0\u3000")[:1] not in set("=+-@\t\r\n\0＝＋－＠") or held == ""


def test_a_sheet_holds_text_as_text_and_numbers_as_numbers(case: Case, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write(case, "xlsx", tmp_path))["statements"]
    rows = list(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in next(sheet.iter_rows(max_row=1))] == list(COLUMNS)
    assert len(rows) == case.count(Query())
    kinds = {(COLUMNS[n], cell.data_type) for row in rows for n, cell in enumerate(row) if cell.value is not None}
    assert {kind for _, kind in kinds} <= {"s", "n"}
    assert {name for name, kind in kinds if kind == "n"} == {"start", "end"}


def test_a_cell_that_holds_too_much_says_that_it_was_cut() -> None:
    from memcon.export.tables import _clean

    assert _clean("a" * 50_000).endswith("the bundle has it whole)")
    assert len(_clean("a" * 50_000)) == LONGEST_CELL
    assert _clean("a\x0bb") == "a\ufffdb"


def test_parquet_is_exact(case: Case, tmp_path: Path) -> None:
    table = pq.read_table(write(case, "parquet", tmp_path))
    assert table.column_names == [*COLUMNS, "details"]
    assert set(table["title"].to_pylist()) >= set(EVIL)
    row = next(r for r in table.to_pylist() if r["statement"] == key(paper(0)))
    assert (row["content"], json.loads(row["details"])["content"][0]["text"]) == (TOPICS[0], TOPICS[0])
    assert row["end"] - row["start"] == len(TOPICS[0])


def test_filters_are_those_of_find(case: Case, tmp_path: Path) -> None:
    with write(case, "csv", tmp_path, speaker="Lund", words="pier", until="2024-05-04").open(encoding="utf-8", newline="") as file:
        assert {row["statement"] for row in csv.DictReader(file)} == {key(paper(0)), key(paper(28))}


# ── shapes of others ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_follow_the_money_takes_every_entity(case: Case, tmp_path: Path) -> None:
    rows = lines(write(case, "ftm", tmp_path))
    for row in rows:
        entity = model.get_proxy(row)
        assert entity.schema.validate({"properties": row["properties"]}) is None
        assert {name: sorted(value.strip() for value in values) for name, values in row["properties"].items()} == {
            name: sorted(model.get_proxy(row, cleaned=False).get(name)) for name in row["properties"]
        }
    by_schema: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_schema.setdefault(row["schema"], []).append(row)
    assert len(by_schema["Article"]) + len(by_schema["Message"]) == 16
    known = {row["id"] for row in rows}
    said = by_schema["UnknownLink"]
    assert {end for row in said for name in ("subject", "object", "proof") for end in row["properties"][name]} <= known
    assert any(row["properties"]["role"] == ["deny"] for row in said)
    assert all(row["datasets"] == ["reprisals"] for row in rows)
    people = [row for row in by_schema["Person"] if "Ana Lund" in row["properties"]["name"]]
    assert len({row["id"] for row in people}) == len(people)


def test_annotations_carry_both_selectors_and_the_text_has_their_words(case: Case, tmp_path: Path) -> None:
    texts = {f"urn:sha256:{paper(n)['document']['sha256']}": paper(n)["document"]["text"] for n in (*range(6), *range(20, 30))}
    rows = lines(write(case, "annotation", tmp_path))
    assert len(rows) == case.count(Query())
    for row in rows:
        assert (row["@context"], row["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
        quote, place = row["target"]["selector"]
        text = texts[row["target"]["source"]]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])


def test_provenance_leads_from_statements_to_papers_and_people(case: Case, tmp_path: Path) -> None:
    rows = lines(write(case, "prov", tmp_path))
    kinds = [row["@type"] for row in rows]
    assert kinds.count("SoftwareAgent") == 1
    said = [row for row in rows if "wasQuotedFrom" in row]
    assert len(said) == case.count(Query())
    judged = [row for row in rows if row["@id"].startswith("urn:memcon:judgement")]
    assert [row["wasAssociatedWith"]["label"] for row in judged] == ["ada", "ada"]


def test_a_case_without_events_gives_no_events(case: Case, tmp_path: Path) -> None:
    assert write(case, "plover", tmp_path).read_bytes() == b""


def test_every_line_of_the_report_leads_to_its_place(case: Case, tmp_path: Path) -> None:
    page = write(case, "report", tmp_path).read_text(encoding="utf-8")
    links = re.findall(r'href="#(s[0-9a-f]+)"', page)
    assert len(links) == case.count(Query())
    assert set(links) == set(re.findall(r'<a id="(s[0-9a-f]+)"', page))
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "<mark>the pier was shut</mark>" in page


def test_a_report_of_nothing_says_so(case: Case, tmp_path: Path) -> None:
    assert "Nothing was found." in write(case, "report", tmp_path, words="zebra").read_text(encoding="utf-8")


# ── whole or not at all ──────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_that_is_there_is_written_over(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUse, match="there already"):
        export_case(case, "csv", target, Query())
    assert target.read_text(encoding="utf-8") == "mine"


def test_an_export_that_fails_leaves_nothing(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.export.tables._row", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(case, "csv", tmp_path)
    assert [p.name for p in tmp_path.iterdir() if "out" in p.name] == []


def test_what_is_no_export_is_told(case: Case, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="choose from bundle, csv"):
        export_case(case, "word", tmp_path / "x", Query())


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), "no bundle"),
        (lambda folder: (folder / "statements.jsonl").unlink(), "is missing"),
        (lambda folder: (folder / "statements.jsonl").write_text("{}\n"), "was changed"),
        (lambda folder: (folder / MANIFEST).write_text('{"form": 99, "files": {}}'), "update memcon"),
        (lambda folder: (folder / MANIFEST).write_text('{"form": 1, "files": {"../../etc/passwd": {"sha256": "0"}}}'), "missing from the bundle"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "no bundle"),
    ],
    ids=["no manifest", "file gone", "file changed", "newer", "path outside", "no object"],
)  # fmt: skip
def test_a_bundle_that_was_changed_is_refused_before_anything_is_taken(case: Case, tmp_path: Path, break_it: Any, words: str) -> None:
    folder = write(case, "bundle", tmp_path)
    break_it(folder)
    with open_case(tmp_path / "copy.memcon", create=True) as copy:
        with pytest.raises(BadRow, match=words):
            list(import_bundle(copy, folder))
        assert copy.counts().documents == 0


def test_events_are_written_as_plover_and_as_a_table(tmp_path: Path) -> None:
    with open_case(tmp_path / "raid.memcon", create=True) as raid:
        raid.add(to_dict(make_happenings()), signature="memcon/test")
        (event,) = lines(write(raid, "plover", tmp_path))
        assert (event["event"], event["mode"], event["date"], event["date_is_of_paper"]) == (["ASSAULT"], ["aerial"], "2031-03-04", False)
        assert event["recipient"] == [{"entity_text": "3 Danish pilots", "country": "DNK", "actor_id": None}]
        assert event["location"]["country"] == "NOR"
        (row,) = csv.DictReader(write(raid, "events", tmp_path).read_text(encoding="utf-8").splitlines())
    assert (row["type"], row["target_code"], row["killed"]) == ("ASSAULT", "DNK", ">=20; 3")
    assert (row["on_whose_word"], row["modality"]) == ("the envoy", "alleged")


def test_the_table_names_what_a_statement_cannot_stand_with(tmp_path: Path) -> None:
    with (
        open_case(filled(tmp_path / "ice.memcon", *papers())) as case,
        write(case, "csv", tmp_path).open(encoding="utf-8", newline="") as table,
    ):
        rows = {row["statement"]: row["disputed_by"] for row in csv.DictReader(table)}
    pairs = {(key, other) for key, cell in rows.items() for other in filter(None, cell.split("; "))}
    assert pairs
    assert {(other, key) for key, other in pairs if other in rows} <= pairs  # the other one may be an event
