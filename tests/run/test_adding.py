"""Files into a case: only what is missing or stale, safe to stop, the same however often it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memcon.run import adding
from memcon.run.adding import FileNews, Options, Stage, Tally, add_files, watch_files
from memcon.run.pipeline import Pipeline
from memcon.store import Case, open_case
from memcon.store.search import Query
from tests.fakes import FakeDetector, FakeParser
from tests.samples import ledgers

STORY = "The mayor said that the pier of {n} was shut.\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "case.memcon", create=True) as one:
        yield one


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of five stories and one empty file."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(STORY.format(n=n), encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def pipeline(**options: Any) -> Pipeline:
    """A pipeline without a language model."""
    return Pipeline(parser=FakeParser(), detectors=[FakeDetector()], sandboxed=False, **options)  # type: ignore[arg-type]


def add(case: Case, folder: Path, options: Options | None = None) -> Tally:
    *_, last = add_files(case, [str(folder)], options or Options(), pipeline=pipeline())
    return last


def documents(case: Case) -> list[str]:
    with case.selection(Query()) as selection:
        return sorted(origin for stored in selection.documents() for origin, _ in stored.origins)


def test_all_files_are_read_once_and_then_left(case: Case, papers: Path) -> None:
    first = add(case, papers)
    assert (first.read, first.unchanged, first.documents, first.failed) == (6, 0, 5, {"empty": 1})
    head = case.head()
    second = add(case, papers)
    assert (second.read, second.unchanged, second.documents) == (0, 6, 0)
    assert case.head() == head
    assert [failure["code"] for failure in case.failures()] == ["empty"]


def test_a_changed_file_and_a_new_one_are_read(case: Case, papers: Path) -> None:
    add(case, papers)
    (papers / "0.txt").write_text("The mayor changed her mind.\n", encoding="utf-8")
    (papers / "new.txt").write_text("The crews said no.\n", encoding="utf-8")
    (papers / "empty.txt").write_text("No longer empty.\n", encoding="utf-8")
    tally = add(case, papers)
    assert (tally.read, tally.unchanged) == (3, 4)
    assert case.failures() == []
    assert case.counts().documents == 8  # what the changed file held before is kept


def test_files_are_stale_when_another_version_read_them(case: Case, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, papers)
    monkeypatch.setattr(adding, "__version__", "99")
    assert add(case, papers).read == 6


def test_a_run_that_stops_half_way_goes_on_where_it_stopped(case: Case, papers: Path) -> None:
    run = add_files(case, [str(papers)], Options(), pipeline=pipeline())
    for _ in range(3):
        next(run)
    run.close()  # type: ignore[attr-defined]
    assert case.counts().documents == 3
    rest = add(case, papers)
    assert rest.read + rest.unchanged == 6
    assert len(documents(case)) == 5
    assert case.faults() == []


def test_the_same_content_in_two_files_is_one_document(case: Case, papers: Path) -> None:
    (papers / "again.txt").write_text(STORY.format(n=0), encoding="utf-8")
    add(case, papers)
    assert case.counts().documents == 5
    assert len(documents(case)) == 6


def test_a_failure_that_may_be_over_is_tried_again(case: Case, papers: Path) -> None:
    (papers / "gone.txt").symlink_to(papers / "nowhere")
    assert add(case, papers).failed == {"empty": 1, "unreadable": 1}
    (papers / "nowhere").write_text("Here it is.\n", encoding="utf-8")
    tally = add(case, papers)
    assert tally.failed == {}
    assert [failure["code"] for failure in case.failures()] == ["empty"]


def test_originals_are_kept_where_they_are_asked_for(case: Case, papers: Path) -> None:
    add(case, papers, Options(originals=True))
    with case.selection(Query()) as selection:
        sums = [stored.document["sha256"] for stored in selection.documents()]
    assert {case.original(s) for s in sums} == {STORY.format(n=n).encode() for n in range(5)}


def test_parts_of_archives_and_mails_come_with_their_file(case: Case) -> None:
    add(case, ledgers.HERE / "eml")
    add(case, ledgers.HERE / "zip")
    assert any(origin.endswith("ferry.eml#note.txt") for origin in documents(case))
    assert add(case, ledgers.HERE / "zip").unchanged == 2


def test_a_folder_that_is_watched_is_kept_in_step(case: Case, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "LOOK_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(adding, "Pipeline", lambda **_: pipeline())
    passes = watch_files(case, [str(papers)], Options())
    assert next(passes).documents == 5
    (papers / "late.txt").write_text("Late, the crews said yes.\n", encoding="utf-8")
    assert next(passes).documents == 1


def test_the_case_itself_is_no_paper(papers: Path) -> None:
    with open_case(papers / "case.memcon", create=True) as one:
        assert add(one, papers).failed == {"empty": 1}


# ── watched ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def watched(case: Case, *paths: Path) -> list[FileNews]:
    news: list[FileNews] = []
    for _ in add_files(case, [str(path) for path in paths], Options(), pipeline=pipeline(), watch=news.append):
        pass
    return news


def test_each_file_is_begun_grows_and_ends(case: Case, papers: Path) -> None:
    news = watched(case, papers / "0.txt", papers / "empty.txt")
    mine = [(one.stage, one.documents) for one in news if one.origin.endswith("0.txt")]
    assert mine == [(Stage.READING, 0), (Stage.READING, 1), (Stage.READ, 1)]
    last = [one for one in news if one.origin.endswith("empty.txt")][-1]
    assert (last.stage, last.documents, [code for code, _ in last.failures]) == (Stage.FAILED, 0, ["empty"])


def test_what_has_not_changed_and_the_case_itself_are_told_of_too(case: Case, papers: Path) -> None:
    watched(case, papers)
    news = watched(case, papers, Path(case.name))
    assert [one.stage for one in news] == [Stage.UNCHANGED] * 6 + [Stage.PASSED_OVER]


def test_a_file_that_is_named_twice_counts_once(case: Case, papers: Path) -> None:
    *_, tally = add_files(case, [str(papers / "0.txt")] * 2, Options(), pipeline=pipeline())
    assert (tally.files, tally.total) == (1, 1)
