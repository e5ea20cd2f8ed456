"""The documents of a case as a list: found by their words, kept right when they are read again, counted with what was found."""

from __future__ import annotations

import contextlib
import random
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.model.document import Kind
from memcon.model.judgement import Action
from memcon.model.listings import DocumentQuery, ListedDocument, Order
from memcon.store import Case
from memcon.store.listing import places
from tests.store.papers import PEOPLE, Row, actor, key, lost, moved, paper
from tests.store.test_case import judge, put_in


def told(row: Row, **values: Any) -> Row:
    """The same paper with other things told of it."""
    return {**row, "document": {**row["document"], **values}}


def retyped(row: Row, text: str) -> Row:
    """The same bytes, out of which another version reads another text, and finds nothing in it."""
    return {**told(row, text=text, sections=[]), "actors": [], "statements": []}


def listed(case: Case, words: str = "", *, order: Order = Order.BEST, **filters: Any) -> list[str]:
    return [document.origin for document in case.documents(DocumentQuery(words, **filters), limit=50, order=order)]


def only(case: Case, words: str = "") -> ListedDocument:
    (document,) = case.documents(DocumentQuery(words), limit=50)
    return document


@pytest.fixture
def full(case: Case) -> Case:
    """A case with papers."""
    put_in(case, *(paper(n) for n in range(6)))
    return case


def origins(*papers: int) -> list[str]:
    return [f"papers/{n}.txt" for n in papers]


@pytest.mark.parametrize(
    ("words", "papers"),
    [
        ("pier", [0, 4]), ("PIER", [0, 4]), ("pier OR boilers", [0, 2, 4]), ('"pier was shut"', [0, 4]), ('"shut pier"', []), ("boil*", [2]),
        ("report NOT pier", [1, 2, 3, 5]), ("Lund heard", [0, 2, 3, 4]), ("piers", []), ("heard AND (ferry OR crews)", [1, 3, 5]),
    ],
)  # fmt: skip
def test_words_are_found_in_title_and_text(full: Case, words: str, papers: list[int]) -> None:
    assert sorted(listed(full, words)) == origins(*papers)
    assert full.count_documents(DocumentQuery(words)) == len(papers)


def test_a_word_that_only_the_title_has_is_found_and_comes_first(case: Case) -> None:
    put_in(case, told(paper(0), title="A quiet day"), told(paper(1), title="The boilers of the pier"))
    assert listed(case, "quiet") == origins(0)
    assert listed(case, "pier") == origins(1, 0)
    assert only(case, "quiet").snippet == "A \x02quiet\x03 day"


def test_the_words_are_marked_in_the_text(full: Case) -> None:
    assert {d.snippet for d in full.documents(DocumentQuery("pier"), limit=9)} == {
        "Report 0: Clara Weiss heard Ana Lund tell Tomas Bay that the \x02pier\x03 was shut.",
        "Report 4: Clara Weiss heard Ana Lund tell Tomas Bay that the \x02pier\x03 was shut.",
    }
    assert {d.snippet for d in full.documents(DocumentQuery(), limit=9)} == {""}


@pytest.mark.parametrize("words", ['"', "()", "NOT pier", "(pier", "*", "a " * 100])
def test_what_is_no_search_is_told(full: Case, words: str) -> None:
    with pytest.raises(WrongUse, match="search"):
        listed(full, words)
    with pytest.raises(WrongUse, match="search"):
        full.document_facets(DocumentQuery(words))


@pytest.mark.parametrize("words", ["it's", "title:pier", "NEAR(pier)", "pier^2", "{title}: pier", "pier' DROP TABLE log; --", "\\"])
def test_signs_of_the_engines_are_words_or_told(full: Case, words: str) -> None:
    with contextlib.suppress(WrongUse):
        assert listed(full, words) in ([], origins(0, 4))
    assert full.faults() == []


@pytest.mark.parametrize(
    ("filters", "papers"),
    [
        ({"kind": "cable"}, [4]), ({"outlet": "cour"}, [*range(6)]), ({"outlet": "post"}, []), ({"since": "2024-05-05"}, [4, 5]),
        ({"until": "2024-05-02"}, [0, 1]), ({"since": "2024-05-02", "until": "2024-05-02"}, [1]), ({"speaker": "lund"}, [0, 4]),
        ({"language": "en"}, [*range(6)]), ({"language": "fr"}, []), ({"failed": True}, []), ({"words": "pier", "kind": "cable"}, [4]),
        ({"speaker": "%"}, []), ({"kind": "cable", "speaker": "Bay"}, []),
    ],
)  # fmt: skip
def test_filters(full: Case, filters: dict[str, Any], papers: list[int]) -> None:
    assert listed(full, **filters) == origins(*papers)
    assert full.count_documents(DocumentQuery(**filters)) == len(papers)


def test_a_day_that_is_none_is_told(full: Case) -> None:
    with pytest.raises(WrongUse, match="2024-05-14"):
        listed(full, since="May")


def test_the_orders(case: Case) -> None:
    put_in(case, told(paper(0), title="C"), told(paper(1), title=None), told(paper(2), title="A", published=None), lost(paper(3)))
    assert listed(case) == listed(case, order=Order.OLDEST) == origins(0, 1, 3, 2)
    assert listed(case, order=Order.NEWEST) == origins(3, 1, 0, 2)
    assert listed(case, order=Order.TITLE) == origins(2, 0, 3, 1)
    assert listed(case, order=Order.MOST) == origins(0, 1, 2, 3)
    assert listed(case, "report", order=Order.NEWEST) == origins(3, 1, 0, 2)


def test_pages_follow_each_other(full: Case) -> None:
    pages = [[d.origin for d in full.documents(DocumentQuery("report"), limit=2, offset=start)] for start in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 2, 0]
    assert [origin for page in pages for origin in page] == listed(full, "report")


def test_a_document_comes_with_what_was_found_in_it(case: Case) -> None:
    first, second = paper(0), paper(1)
    more = {**second["statements"][0], "id": "feedfeedfeedfeed"}
    put_in(case, first, {**second, "statements": [*second["statements"], more]})
    judge(case, Action.REJECT, key(first))
    shown = {d.origin: d for d in case.documents(DocumentQuery(), limit=9)}
    assert (shown["papers/0.txt"].statements, shown["papers/0.txt"].speakers) == (0, ())
    assert (shown["papers/1.txt"].statements, shown["papers/1.txt"].speakers) == (2, ((PEOPLE[1], 2),))
    assert (shown["papers/1.txt"].points, shown["papers/1.txt"].key) == (len(second["document"]["text"]), second["document"]["id"])
    assert listed(case, speaker=PEOPLE[0]) == []


def test_somebody_who_was_joined_is_found_by_the_other_name(full: Case) -> None:
    judge(full, Action.MERGE, actor(paper(2)), other=actor(paper(1)))
    assert listed(full, speaker=PEOPLE[1]) == origins(1, 2, 5)


def test_failures_are_of_a_document_and_of_what_came_inside_it(case: Case) -> None:
    put_in(case, paper(0, origin="bag.zip#a.eml"), paper(1, origin="bag.zip#b.eml"))
    for origin in ("bag.zip#a.eml#1.doc", "bag.zip#a.eml", "bag.zip#c.txt", "bag.zip#a.em"):
        case.add_failure({"document": origin, "stage": "read", "code": "broken", "message": f"{origin}: broken"}, source="bag.zip")
    assert listed(case, failed=True) == ["bag.zip#a.eml"]
    assert {d.origin: d.failures for d in case.documents(DocumentQuery(), limit=9)} == {"bag.zip#a.eml": 2, "bag.zip#b.eml": 0}
    assert list(places("a#b#c")) == ["a#b#c", "a#b", "a"]


def test_facets_count_what_the_other_filters_leave(case: Case) -> None:
    put_in(case, *(told(paper(n), outlet=("Courier", "Post")[n % 2], published=f"202{n % 3}-01-01") for n in range(6)))
    counts = {
        c: [(f.value, f.count) for f in found] for c, found in case.document_facets(DocumentQuery(outlet="Post", kind="story")).items()
    }
    assert counts["outlet"] == [("Post", 3), ("Courier", 2)]
    assert counts["kind"] == [("story", 3)]
    assert counts["year"] == [("2020", 1), ("2021", 1), ("2022", 1)]
    assert counts["language"] == [("en", 3)]
    assert [f.value for f in case.document_facets(DocumentQuery("report"), most=1)["kind"]] == [Kind.STORY]


# ── the index of words ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_that_is_read_again_is_found_by_its_new_words_alone(case: Case) -> None:
    put_in(case, paper(0))
    put_in(case, retyped(paper(0), "Nothing but kestrels.\n"), signature="memcon/next")
    assert (listed(case, "pier"), listed(case, "kestrels")) == ([], origins(0))
    put_in(case, told(retyped(paper(0), "Nothing but kestrels.\n"), title="Birds"), signature="memcon/after")
    assert (listed(case, "report"), listed(case, "birds")) == ([], origins(0))
    put_in(case, paper(0), signature="memcon/last")
    assert (listed(case, "birds"), listed(case, "kestrels"), listed(case, "pier")) == ([], [], origins(0))
    assert case.faults() == []


def test_what_changes_only_a_statement_leaves_the_words_alone(case: Case) -> None:
    put_in(case, paper(0), paper(0, origin="another.txt"))
    put_in(case, moved(paper(0)), signature="memcon/next")
    judge(case, Action.ACCEPT, key(moved(paper(0))))
    assert len(listed(case, "pier")) == 1
    assert case.faults() == []


@pytest.mark.parametrize("kind", ["words", "addresses", "signs", "one"])
def test_the_words_of_a_text_of_any_length_are_taken(case: Case, kind: str) -> None:
    dice = random.Random(4)
    texts = {
        "words": lambda: " ".join(f"{chr(0x10400 + dice.randrange(40))}{chr(0x10400 + dice.randrange(40))}{n:x}" for n in range(200_000)),
        "addresses": lambda: " ".join(f"https://{n:x}.example.org/{n:x}-{n:o}/{n}.html" for n in range(30_000)),
        "signs": lambda: "𐐀-𐐁𐐂-" * 100_000,
        "one": lambda: "x" * 600_000,
    }
    put_in(case, retyped(paper(0), "The kestrel. " + texts[kind]()))
    assert listed(case, "kestrel") == origins(0)
    assert case.faults() == []
