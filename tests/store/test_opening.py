"""One document opened: everything that stands in it, in a handful of queries; and found by another name."""

from __future__ import annotations

from sqlalchemy import event

from memcon.model.judgement import Action
from memcon.store import Case
from tests.store.papers import READER, actor, key, moved, paper
from tests.store.test_case import judge, put_in
from tests.store.test_listing import retyped


def test_a_document_comes_with_statements_judgements_origins_and_who_is_who(case: Case) -> None:
    row, other = paper(1), paper(2)
    put_in(case, row, other, paper(1, origin="a.txt", parent="feed"))
    rejected = judge(case, Action.REJECT, key(row))
    undone = judge(case, Action.UNDO, rejected.id)
    last = judge(case, Action.REJECT, key(row))
    judge(case, Action.REJECT, key(other))
    judge(case, Action.MERGE, actor(row), other=actor(other))
    opened = case.opened(row["document"]["id"])
    assert opened is not None
    assert opened.document == {**row["document"], "origin": "a.txt", "parent": "feed"}
    assert (opened.row["statements"], opened.row["actors"], opened.signature) == (row["statements"], row["actors"], READER)
    assert opened.origins == (("a.txt", "feed"), ("papers/1.txt", None))
    assert [(hit.key, hit.status, hit.origin) for hit in opened.hits] == [(key(row), "rejected", "a.txt")]
    assert [j.id for j in opened.judgements] == [rejected.id, undone.id, last.id]
    assert opened.same_as == {**{a["id"]: a["id"] for a in row["actors"]}, actor(row): min(actor(row), actor(other))}


def test_statements_come_in_text_order(case: Case) -> None:
    row = paper(0)
    first = {**row["statements"][0], "id": "feedfeedfeedfeed", "content": [{"start": 0, "end": 6, "text": "Report"}]}
    put_in(case, {**row, "statements": [*row["statements"], first]})
    opened = case.opened(row["document"]["id"])
    assert opened is not None
    assert [hit.key for hit in opened.hits] == ["feedfeedfeedfeed", key(row)]


def test_a_document_that_is_not_there_is_none(case: Case) -> None:
    put_in(case, paper(0))
    assert case.opened("nothing") is None
    assert case.earlier_texts("nothing") == []


def test_opening_asks_as_often_however_much_is_in_the_case(case: Case) -> None:
    asked: list[str] = []
    event.listen(case._home.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    put_in(case, paper(0))
    counts = []
    for _ in range(2):
        asked.clear()
        case.opened(paper(0)["document"]["id"])
        counts.append(len(asked))
        put_in(case, *(paper(n) for n in range(1, 20)))
    assert counts[0] == counts[1] <= 6


def test_the_texts_of_earlier_readings_are_kept_the_newest_first(case: Case) -> None:
    row = paper(0)
    put_in(case, row)
    put_in(case, moved(row), signature="memcon/1")
    assert case.earlier_texts(row["document"]["id"]) == []
    put_in(case, retyped(row, "Another text.\n"), signature="memcon/2")
    put_in(case, retyped(row, "A third text.\n"), signature="memcon/3")
    assert case.earlier_texts(row["document"]["id"]) == ["Another text.\n", row["document"]["text"]]


def test_a_document_is_found_by_id_by_origin_and_by_a_part_of_one(case: Case) -> None:
    rows = [paper(1), paper(2, origin="papers/11.txt"), paper(3, origin="papers/1.txt#2")]
    put_in(case, *rows, paper(1, origin="elsewhere.txt"))
    ids = [str(row["document"]["id"]) for row in rows]
    assert case.find_document(ids[1]) == [ids[1]]
    assert case.find_document("papers/1.txt") == case.find_document("elsewhere.txt") == [ids[0]]
    assert case.find_document("papers/1") == sorted(ids)
    assert case.find_document("1.txt") == sorted(ids)
    assert case.find_document("%") == case.find_document("") == case.find_document("_") == []
