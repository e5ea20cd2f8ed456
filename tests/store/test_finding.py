"""Pages of statements: the same rows as all at once, in any order that is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.model.judgement import Action
from memcon.model.listings import Order
from memcon.store import Case, finding
from memcon.store.search import Query
from tests.store.papers import Row, key, paper
from tests.store.test_case import judge, put_in

PAPERS = 12


def undated(row: Row) -> Row:
    """The same paper without a day and a title."""
    return {**row, "document": {**row["document"], "published": None, "title": None}}


@pytest.fixture
def full(case: Case) -> Case:
    """A case with papers, one of them without a day."""
    put_in(case, *(paper(n) for n in range(PAPERS - 1)), undated(paper(PAPERS - 1)))
    return case


def numbers(case: Case, query: Query = Query(), **options: Any) -> list[int]:  # noqa: B008  frozen
    """The numbers of the papers that are found, in order."""
    return [int(hit.origin.removeprefix("papers/").removesuffix(".txt")) for hit in case.find(query, **options)]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("query", [Query(), Query("the"), Query("pier OR boilers OR ferry"), Query(act="say", outlet="cour")], ids=str)
def test_pages_are_the_same_rows_as_all_at_once(full: Case, query: Query, order: Order) -> None:
    whole = list(full.find(query, order=order))
    pages = [hit for start in range(0, PAPERS, 5) for hit in full.find(query, limit=5, offset=start, order=order)]
    assert pages == whole == list(full.find(query, limit=finding.PAGE + 1, order=order))
    assert len(whole) == full.count(query) > 5


def test_the_orders(full: Case) -> None:
    assert numbers(full, order=Order.BEST) == [*range(11), 11]
    assert numbers(full, order=Order.NEWEST) == [*reversed(range(11)), 11]
    assert numbers(full, order=Order.OLDEST) == [*range(11), 11]
    assert numbers(full, order=Order.TITLE) == [0, 1, 10, 2, 3, 4, 5, 6, 7, 8, 9, 11]
    assert [hit.speaker for hit in full.find(Query(), order=Order.SPEAKER)] == sorted(hit.speaker or "" for hit in full.find(Query()))


def test_a_page_marks_the_words(full: Case) -> None:
    assert {hit.snippet for hit in full.find(Query("pier"), limit=2)} == {"the \x02pier\x03 was shut"}


def test_a_page_after_the_last_is_empty(full: Case) -> None:
    assert list(full.find(Query(), limit=5, offset=100)) == list(full.find(Query("pier"), limit=5, offset=100)) == []


def test_one_statement_is_found_by_its_id_also_a_rejected_one(full: Case) -> None:
    judge(full, Action.REJECT, key(paper(1)))
    hit = full.hit(key(paper(1)))
    assert hit is not None
    assert (hit.status, hit.origin, hit.snippet) == ("rejected", "papers/1.txt", hit.content)
    assert full.hit("nothing") is None


@pytest.mark.parametrize(("filters", "expected"), [({"polarity": "affirms"}, 12), ({"polarity": "denies"}, 0), ({"stance": "denied"}, 0)])
def test_polarity_and_stance_can_be_asked_for(full: Case, filters: dict[str, Any], expected: int) -> None:
    assert full.count(Query(**filters)) == expected
