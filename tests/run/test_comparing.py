from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import WrongUse
from memcon.model.document import Kind
from memcon.run.comparing import case_accounts, compare, read_accounts
from memcon.run.pipeline import Pipeline
from memcon.store import Case, open_case
from tests.link.readouts.pairs import FIGURES
from tests.rules import table
from tests.store.papers import paper
from tests.store.test_case import put_in

MBOX = b"""From a Thu Jan  1 00:00:00 2031
From: a@example.org
Subject: Our readout

The harbour at Kell would be reopened.

From b Thu Jan  1 00:00:00 2031
From: b@example.org
Subject: Their readout

The harbour at Kell would not be reopened.
"""


@pytest.fixture
def pipeline() -> Pipeline:
    return Pipeline(kind=None, parser=table.parser(), sandboxed=False)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two readouts."""
    paths = [tmp_path / name for name in ("ours.txt", "theirs.txt")]
    for path, text in zip(paths, FIGURES.texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_each_file_is_an_account_in_the_order_of_the_names(pipeline: Pipeline, files: list[str]) -> None:
    found = read_accounts([*reversed(files)], pipeline)
    assert [one.document.origin for one in found.papers] == [*reversed(files)]


def test_a_file_named_twice_is_two_accounts_read_once(pipeline: Pipeline, files: list[str]) -> None:
    found = read_accounts([files[0], files[0]], pipeline)
    assert compare(found.papers).is_alike


def test_each_document_of_a_file_is_an_account(pipeline: Pipeline, tmp_path: Path) -> None:
    box = tmp_path / "calls.mbox"
    box.write_bytes(MBOX)
    found = read_accounts([str(box)], pipeline).papers
    assert ["not" in one.document.text for one in found] == [False, True]
    parts = [one.document.origin for one in found]
    turned = read_accounts([*reversed(parts)], pipeline).papers
    assert [one.document.origin for one in turned] == [*reversed(parts)]


def test_a_part_that_is_not_there_is_said(pipeline: Pipeline, tmp_path: Path) -> None:
    box = tmp_path / "calls.mbox"
    box.write_bytes(MBOX)
    with pytest.raises(WrongUse, match="no part '9'; it has"):
        read_accounts([f"{box}#9"], pipeline)


def test_a_file_with_a_number_sign_in_its_name_is_a_file(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "call#1.txt"
    path.write_text("The harbour at Kell would be reopened.\n", encoding="utf-8")
    assert len(read_accounts([str(path)], pipeline).papers) == 1


def test_what_cannot_be_read_is_a_failure(pipeline: Pipeline, files: list[str]) -> None:
    found = read_accounts([files[0], "nowhere.txt"], pipeline)
    assert (len(found.papers), [failure.origin for failure in found.failures]) == (1, ["nowhere.txt"])


def test_standard_input_can_be_one_account_only(pipeline: Pipeline) -> None:
    with pytest.raises(WrongUse, match="one account only"):
        read_accounts(["-", "-"], pipeline)


def test_the_kind_is_what_was_asked_for(files: list[str]) -> None:
    pipeline = Pipeline(kind=Kind.MEMCON, parser=table.parser(), sandboxed=False)
    assert {one.document.kind for one in read_accounts(files, pipeline).papers} == {Kind.MEMCON}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case with three papers."""
    case = open_case(tmp_path / "case.memcon", create=True)
    put_in(case, *(paper(n) for n in range(3)))
    return case


def test_papers_of_a_case_by_id_and_by_part_of_the_path(case: Case) -> None:
    with case:
        wanted = [paper(0)["document"], paper(2)["document"]]
        found = case_accounts([wanted[0]["id"], wanted[1]["origin"]], case).papers
    assert [one.document.id for one in found] == [row["id"] for row in wanted]


def test_a_word_that_fits_many_papers_is_asked_about(case: Case) -> None:
    with case, pytest.raises(WrongUse, match="fits 3 papers of the case"):
        case_accounts(["."], case)


def test_a_word_that_fits_no_paper(case: Case) -> None:
    with case, pytest.raises(WrongUse, match="no paper of the case"):
        case_accounts(["elsewhere"], case)
