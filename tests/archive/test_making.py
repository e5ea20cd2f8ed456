"""Archives are made once and whole, whatever stops them: every page is accounted for, and the tables are the same."""

from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from memcon.archive.home import Home
from memcon.archive.making import make_archive
from memcon.archive.plan import Plan
from memcon.archive.tables import writing
from memcon.archive.tables.schema import TABLES
from memcon.archive.tally import Tally
from memcon.errors import ArchiveError
from tests.archive.conftest import PAGES, Crawl, Here_, digest, plan_of, rows


def test_every_page_is_a_document_or_a_failure(finished: Path, crawl: Crawl) -> None:
    origins = {row["origin"] for row in rows(finished, "documents")} | {row["origin"] for row in rows(finished, "failures")}
    assert len({origin for origin in origins if "#http" in origin}) == PAGES == crawl.accounts.pages


def test_copies_are_read_once_and_other_languages_not_at_all(finished: Path, crawl: Crawl) -> None:
    documents = rows(finished, "documents")
    standings = Counter(row["standing"] for row in documents)
    assert standings["language"] == crawl.accounts.roles["foreign"]
    assert {row["language"] for row in documents if row["standing"] == "language"} == set(crawl.accounts.languages)
    read = [row["text"] for row in documents if row["standing"] == "read"]
    assert len(read) == len(set(read))
    copied = {row["copy_of"] for row in documents if row["standing"] == "copy"}
    assert copied
    assert copied <= {row["id"] for row in documents if row["standing"] == "read"}
    told = {row["document"] for row in rows(finished, "statements")}
    assert told <= {row["id"] for row in documents if row["standing"] == "read"}


def test_near_copies_are_read_and_grouped(finished: Path, crawl: Crawl) -> None:
    near = [row for row in rows(finished, "documents") if row["near"]]
    assert crawl.accounts.roles["near-copy"] > 0
    assert len(near) >= 2 * crawl.accounts.roles["near-copy"] - 1
    assert {row["near"] for row in near} <= {row["id"] for row in near}


def test_rows_stand_on_the_text_of_their_document(finished: Path) -> None:
    texts = {row["id"]: row["text"] for row in rows(finished, "documents")}
    statements = rows(finished, "statements")
    pieces = [(row["document"], piece) for row in statements for piece in json.loads(row["details"])["content"]]
    assert len(pieces) >= len(statements) > PAGES
    assert all(texts[document][piece["start"] : piece["end"]] == piece["text"] for document, piece in pieces)


def test_tables_are_parted_by_the_year_of_the_paper(finished: Path) -> None:
    folders = {path.name for path in (finished / "statements").iterdir()}
    assert "year=2024" in folders
    assert folders <= {"year=2024", "year=__HIVE_DEFAULT_PARTITION__"}


def test_every_table_has_the_columns_and_the_form_that_are_documented(finished: Path) -> None:
    from pyarrow import parquet

    for table, columns in TABLES.items():
        for file in (finished / table).rglob("*.parquet"):
            schema = parquet.read_schema(file)
            assert schema.names == [column.name for column in columns]
            assert [str(kind).replace("element", "item") for kind in schema.types] == [
                {"list<string>": "list<item: string>"}.get(column.type, column.type) for column in columns
            ]
            assert schema.metadata[b"memcon.form"] == b"1"


def test_nothing_is_done_again_once_it_is_done(finished: Path, crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    again = Path(shutil.copytree(finished, tmp_path / "again"))
    plan = plan_of(crawl)
    engine = here(plan)(again)
    made = make_archive(plan, again, engine=lambda _: engine)
    assert engine.done == []
    assert made.tally.counts["documents"] == len(rows(finished, "documents"))
    assert digest(again) == digest(finished)


@pytest.mark.parametrize("stop", [0, 1, 4, 9, 13])
def test_it_goes_on_where_it_was_stopped(stop: int, finished: Path, crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    plan = plan_of(crawl)
    with pytest.raises(KeyboardInterrupt):
        make_archive(plan, tmp_path / "out", engine=here(plan, stop=stop))
    engine = here(plan, backwards=True)(tmp_path / "out")
    make_archive(plan, tmp_path / "out", engine=lambda _: engine)
    assert stop == 0 or len(engine.done) < len(list((finished / "_memcon/receipts").rglob("*.json")))
    assert digest(tmp_path / "out") == digest(finished)


def test_how_it_is_cut_makes_no_difference(finished: Path, crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    plan = plan_of(crawl, split_records=1000)
    make_archive(plan, tmp_path / "out", engine=here(plan))
    assert digest(tmp_path / "out") == digest(finished)


def test_a_file_that_is_gone_is_made_again(finished: Path, crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    out = Path(shutil.copytree(finished, tmp_path / "out"))
    next((out / "statements").rglob("*.parquet")).unlink()
    plan = plan_of(crawl)
    make_archive(plan, out, engine=here(plan))
    assert digest(out) == digest(finished)


def line(text: str) -> str:
    return json.dumps({"text": text}) + "\n"


def test_an_input_that_is_added_is_taken_in_and_the_rest_is_left(here: Here_, tmp_path: Path) -> None:
    plan = Plan((str(tmp_path / "in"),))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.jsonl").write_text(line("“The ferry will sail,” Mara Venn told reporters on Monday."), encoding="utf-8")
    make_archive(plan, tmp_path / "out", engine=here(plan))
    (tmp_path / "in" / "two.jsonl").write_text(line("Aldo Ferro denied that the gate was open."), encoding="utf-8")
    engine = here(plan)(tmp_path / "out")
    make_archive(plan, tmp_path / "out", engine=lambda _: engine)
    assert {row["speaker"] for row in rows(tmp_path / "out", "statements")} == {"Mara Venn", "Aldo Ferro"}
    assert sum(task.stage == "read" for task in engine.done) == 1


def test_a_copy_that_is_added_is_found_and_the_older_paper_is_read_instead(here: Here_, tmp_path: Path) -> None:
    plan = Plan((str(tmp_path / "in"),))
    (tmp_path / "in").mkdir()
    told = {"text": "Aldo Ferro denied that the gate was open.", "date": "2024-08-09"}
    (tmp_path / "in" / "one.jsonl").write_text(json.dumps(told) + "\n", encoding="utf-8")
    make_archive(plan, tmp_path / "out", engine=here(plan))
    (tmp_path / "in" / "two.jsonl").write_text(json.dumps(told | {"date": "2024-08-07"}) + "\n", encoding="utf-8")
    make_archive(plan, tmp_path / "out", engine=here(plan))
    older, newer = sorted(rows(tmp_path / "out", "documents"), key=lambda row: row["published"])
    assert (older["standing"], newer["standing"], newer["copy_of"]) == ("read", "copy", older["id"])
    assert {row["day"] for row in rows(tmp_path / "out", "statements")} == {"2024-08-07"}


def test_an_input_that_is_gone_is_gone_from_the_tables(here: Here_, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("one", "two"):
        (tmp_path / "in" / f"{name}.jsonl").write_text(line(f"Mara Venn denied that dock {name} was hers."), encoding="utf-8")
    plan = Plan((str(tmp_path / "in"),))
    make_archive(plan, tmp_path / "out", engine=here(plan))
    (tmp_path / "in" / "two.jsonl").unlink()
    made = make_archive(plan, tmp_path / "out", engine=here(plan))
    assert ["one.jsonl" in row["origin"] for row in rows(tmp_path / "out", "documents")] == [True]
    assert made.swept > 0


def test_what_is_named_and_not_there_is_a_failure_and_the_rest_is_read(here: Here_, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Mara Venn denied it.\n", encoding="utf-8")
    plan = Plan((str(tmp_path / "one.txt"), str(tmp_path / "gone.warc.gz")))
    made = make_archive(plan, tmp_path / "out", engine=here(plan))
    assert [row["origin"] for row in rows(tmp_path / "out", "failures")] == [str(tmp_path / "gone.warc.gz")]
    assert made.tally.failures == {"unreadable": 1}
    assert len(rows(tmp_path / "out", "documents")) == 1


def test_an_archive_of_nothing_is_complete(here: Here_, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    plan = Plan((str(tmp_path / "empty"),))
    made = make_archive(plan, tmp_path / "out", engine=here(plan))
    assert made.tally.failures.total() == 1
    assert rows(tmp_path / "out", "documents") == []


def test_other_options_do_not_go_into_the_same_tables(finished: Path, crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    out = Path(shutil.copytree(finished, tmp_path / "out"))
    plan = plan_of(crawl, languages=("en", "fr"))
    with pytest.raises(ArchiveError, match="begun with another languages"):
        make_archive(plan, out, engine=here(plan))
    assert digest(out) == digest(finished)


def test_a_folder_of_something_else_is_left_alone(crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work", encoding="utf-8")
    plan = plan_of(crawl)
    with pytest.raises(ArchiveError, match="holds something else"):
        make_archive(plan, tmp_path, engine=here(plan))
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "three years of work"


def test_two_cannot_make_one_archive_at_once(crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    plan = plan_of(crawl)
    with Home(tmp_path).locked(), pytest.raises(ArchiveError, match="another memcon"):
        make_archive(plan, tmp_path, engine=here(plan))


def test_the_tally_and_the_log_say_what_was_done(crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    plan, seen = plan_of(crawl), list[str]()

    def watch(tally: Tally) -> None:
        seen.append(str(tally.stage))

    made = make_archive(plan, tmp_path, engine=here(plan), watch=watch)
    summary = json.loads((tmp_path / "_memcon/summary.json").read_text(encoding="utf-8"))
    log = [json.loads(line) for line in (tmp_path / "_memcon/log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(dict.fromkeys(seen)) == ["survey", "intake", "sift", "group", "read", "link"]
    assert summary["complete"] is True
    assert summary["taken_in"]["documents"] == made.tally.counts["documents"]
    assert [line["event"] for line in (log[0], log[-1])] == ["start", "end"]
    done = [path for path in (tmp_path / "_memcon/receipts").rglob("*.json") if path.parts[-3] != "link"]
    assert sum(line["event"] == "task" and line["stage"] != "link" for line in log) == len(done)


def test_the_log_holds_no_text(finished: Path) -> None:
    log = (finished / "_memcon/log.jsonl").read_text(encoding="utf-8")
    assert all(row["content"] not in log for row in rows(finished, "statements") if len(row["content"]) > 20)


def test_a_full_disk_is_told_and_loses_nothing(
    finished: Path, crawl: Crawl, here: Here_, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, written = plan_of(crawl), []
    sync = writing.sync

    def full(path: Path) -> None:
        written.append(path)
        if len(written) in (2, 9, 17, 33, 61):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        sync(path)

    monkeypatch.setattr(writing, "sync", full)
    for _ in range(8):
        try:
            make_archive(plan, tmp_path / "out", engine=here(plan))
            break
        except ArchiveError as error:
            assert "the disk is full; make room, and give the same command again" in str(error)
        assert not list((tmp_path / "out").rglob(f".*.{os.getpid()}"))
    assert digest(tmp_path / "out") == digest(finished)
    assert len(written) > 61


def test_a_packed_file_of_lines_is_cut_after_it_is_unpacked(finished: Path, here: Here_, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Mara Venn denied that dock {n} was closed.", "date": "2024-08-09"}) for n in range(20)]
    for name, opened in (("plain.jsonl", open), ("packed.jsonl.gz", gzip.open)):
        with opened(tmp_path / name, "wt", encoding="utf-8") as out:
            out.write("\n".join(lines))
    found = []
    for name in ("plain.jsonl", "packed.jsonl.gz"):
        plan = Plan((str(tmp_path / name),), split_records=6)
        engine = here(plan)(tmp_path / f"{name}-out")
        make_archive(plan, tmp_path / f"{name}-out", engine=lambda _, engine=engine: engine)  # type: ignore[misc]
        assert sum(task.stage == "read" for task in engine.done) == 4
        found.append([row["text"] for row in rows(tmp_path / f"{name}-out", "documents")])
    assert found[0] == found[1]
    assert len(found[0]) == 20
