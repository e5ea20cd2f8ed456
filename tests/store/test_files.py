"""The files that were added to a case: what could not be read of each, since when, and which are to be read again."""

from __future__ import annotations

from memcon.model.listings import DocumentQuery
from memcon.store import Case
from tests.store.papers import paper
from tests.store.test_case import put_in


def fail(case: Case, source: str, *, part: str = "", code: str = "broken") -> None:
    """A file of which a part, or all, could not be read."""
    origin = f"{source}#{part}" if part else source
    case.add_failure({"document": origin, "stage": "read", "code": code, "message": f"{origin}: damaged"}, source=source)
    case.end_source(source, sha256="0" * 64, signature="memcon/test", state="failed")


def test_a_failure_tells_when_it_was_last_noted(case: Case) -> None:
    fail(case, "papers/torn.pdf")
    first = case.stored_sources(limit=9)[0].failures[0].at or ""
    case.begin_source("papers/torn.pdf")
    fail(case, "papers/torn.pdf")
    again = case.stored_sources(limit=9)[0].failures[0].at or ""
    assert "" < first < again


def test_files_are_found_by_a_part_of_their_path(case: Case) -> None:
    for name in ("papers/torn.pdf", "papers/100%.pdf", "mail/torn.eml"):
        fail(case, name)
    assert [s.origin for s in case.stored_sources(part="torn", limit=9)] == ["mail/torn.eml", "papers/torn.pdf"]
    assert [s.origin for s in case.stored_sources(part="%", limit=9)] == ["papers/100%.pdf"]
    assert case.count_sources(failed_only=True, part="torn") == 2


def test_files_that_are_to_be_read_again_are_no_longer_as_they_were_read(case: Case) -> None:
    names = [f"papers/{n}.pdf" for n in range(1_200)]
    fail(case, names[0])
    fail(case, names[-1])
    fail(case, "papers/other.pdf")
    case.read_again(names)
    assert {s.origin: s.state for s in case.stored_sources(limit=9)} == {
        names[0]: "retry", names[-1]: "retry", "papers/other.pdf": "failed",
    }  # fmt: skip


def test_the_documents_of_a_file_are_those_that_came_with_it(case: Case) -> None:
    put_in(
        case, paper(0, origin="box.zip#a.txt"), paper(1, origin="box.zip#in/b.txt"), paper(2, origin="box.zip.txt"), paper(3, origin="c")
    )
    found = [d.origin for d in case.documents(DocumentQuery(source="box.zip"), limit=9)]
    assert found == ["box.zip#a.txt", "box.zip#in/b.txt"]
    assert [d.origin for d in case.documents(DocumentQuery(source="c"), limit=9)] == ["c"]
