"""The maker of archives says what it made, and the inputs find just that."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from bench.archive.making import FORMS, Accounts, make_archive
from bench.archive.texts import Mix, Role, text, texts

from memcon.archive.inputs.listing import Input, list_inputs
from memcon.archive.inputs.records import records
from memcon.archive.inputs.splits import Split
from memcon.archive.inputs.surveying import survey
from memcon.formats.sandbox import File
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.archive.inputs.samples import USUAL, read

PAGES = 90
MIX = Mix(seed=3, copies=0.1, foreign=0.05, hostile=0.1)


def made(folder: Path, form: str) -> Accounts:
    return make_archive(folder / "out", pages=PAGES, form=form, mix=MIX, pages_a_file=40)


def found(folder: Path) -> tuple[list[File | Failure], Counter[str]]:
    """Everything in an archive, and what was passed over."""
    rows: list[File | Failure] = []
    passed: Counter[str] = Counter()
    for one in list_inputs([str(folder / "out")]):
        assert isinstance(one, Input)
        for split in survey(one, split_records=7, columns=USUAL):
            assert isinstance(split, Split)
            rows += records(split, columns=USUAL, kind=None, passed=passed)
    return rows, passed


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_same_seed_makes_the_same_bytes(tmp_path: Path, form: str) -> None:
    first, second = made(tmp_path / "a", form), made(tmp_path / "b", form)
    assert first == second
    names = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
    assert json.loads((tmp_path / "a" / "out.accounts.json").read_text(encoding="utf-8")) == first.to_dict()


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_page_is_found_once(tmp_path: Path, form: str) -> None:
    accounts = made(tmp_path, form)
    rows, _ = found(tmp_path)
    files = [row for row in rows if isinstance(row, File)]
    lost = accounts.hostile["wrong-length"] if form in ("jsonl", "parquet") else 0  # rows without a text
    assert len(files) == accounts.pages - lost == PAGES - lost
    assert len({(row.origin, row.part) for row in files}) == len(files)
    told = Counter(row.code for row in rows if isinstance(row, Failure))
    assert told == Counter({"broken": accounts.hostile["wrong-length"]} if form == "warc" else {"empty": lost} if lost else {})


def test_what_stands_between_the_pages_of_a_crawl_is_passed_over(tmp_path: Path) -> None:
    accounts = made(tmp_path, "warc")
    _, passed = found(tmp_path)
    assert accounts.files == 3
    kinds = {"request": "request", "metadata": "metadata", "warcinfo": "warcinfo", "picture": "media-type", "missing": "status"}
    assert passed == {word: accounts.records[kind] for kind, word in kinds.items()}


@pytest.mark.parametrize("form", ["warc", "jsonl"])
def test_pages_come_out_as_they_were_written(tmp_path: Path, form: str) -> None:
    made(tmp_path, form)
    by_address = {one.address: one for one in texts(PAGES, MIX)}
    usual = [row for row in found(tmp_path)[0] if isinstance(row, File)]
    for row in usual[:30]:
        written = by_address[row.part or row.origin.partition("#")[2]]
        if written.role is Role.HOSTILE:
            continue
        document = read(row)
        assert isinstance(document, Document)
        assert (document.title, document.published) == (written.title, written.day.isoformat())
        assert document.outlet == written.outlet.name
        assert document.text == f"{written.title}\n\n{written.text}"


def test_exact_copies_repeat_a_text_and_near_copies_most_of_it() -> None:
    copies = [one for one in texts(400, MIX) if one.role in (Role.EXACT, Role.NEAR)]
    assert {one.role for one in copies} == {Role.EXACT, Role.NEAR}
    for one in copies:
        assert one.of is not None
        original = text(one.of, MIX)
        assert one.outlet != original.outlet
        shared = set(one.paragraphs) & set(original.paragraphs)
        assert (one.text == original.text) == (one.role is Role.EXACT)
        assert len(shared) >= 0.6 * len(original.paragraphs) - 1


def test_papers_tell_one_event_with_tolls_of_their_own() -> None:
    tellings = [one for one in texts(600, MIX) if one.role is Role.EVENT]
    by_event = {event: [one for one in tellings if one.of == event] for event in {one.of for one in tellings}}
    several = [group for group in by_event.values() if len(group) > 1]
    assert several
    assert all(len({one.title for one in group}) == len({one.day for one in group}) == 1 for group in several)
    assert any(len({one.paragraphs[0] for one in group}) > 1 for group in several)
    assert any(" denied that " in one.paragraphs[2] for group in several for one in group)


def test_a_mix_without_copies_or_bombs_has_none() -> None:
    roles = {one.role for one in texts(300, Mix(copies=0, foreign=0, hostile=0))}
    assert roles == {Role.STORY, Role.EVENT}
