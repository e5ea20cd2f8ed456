"""Who speaks to whom: as many as there are statements, under the ids under which people were joined."""

from __future__ import annotations

from memcon.model.judgement import Action
from memcon.model.listings import Exchange
from memcon.store import Case
from memcon.store.search import Query
from tests.store.papers import PEOPLE, Row, actor, key, paper
from tests.store.test_case import judge, put_in

LUND, BAY, WEISS, VASKO = PEOPLE


def names(case: Case, query: Query = Query()) -> list[tuple[str | None, str | None, str | None, int]]:  # noqa: B008  frozen
    return [(e.speaker, e.told, e.via, e.count) for e in case.exchanges(query)]


def with_statement(row: Row, **values: object) -> Row:
    return {**row, "statements": [{**row["statements"][0], **values}]}


def test_a_statement_is_an_exchange_with_the_ids_of_its_actors(case: Case) -> None:
    row = paper(1)
    put_in(case, row)
    assert case.exchanges(Query()) == [Exchange(BAY, actor(row), WEISS, actor(row, 1), VASKO, actor(row, 2), 1)]


def test_people_who_are_one_count_together(case: Case) -> None:
    rows = [paper(0), paper(4), paper(8)]
    put_in(case, *rows)
    assert [e.count for e in case.exchanges(Query())] == [1, 1, 1]
    for n in (0, 1):
        judge(case, Action.MERGE, actor(rows[0], n), other=actor(rows[1], n))
    joined = [min(actor(rows[0], n), actor(rows[1], n)) for n in (0, 1)]
    assert sorted((e.count, e.speaker_id, e.told_id) for e in case.exchanges(Query())) == sorted(
        [(2, joined[0], joined[1]), (1, actor(rows[2]), actor(rows[2], 1))]
    )


def test_a_statement_to_several_counts_for_each_and_once_for_one_who_is_named_twice(case: Case) -> None:
    row = paper(0)
    told = row["statements"][0]["addressees"][0]
    both = [told, {**told, "name": "Hanne Oduya", "actor": None}, told]
    put_in(case, with_statement(row, addressees=both))
    assert names(case) == [(LUND, "Hanne Oduya", None, 1), (LUND, BAY, None, 1)]
    assert [e.told_id for e in case.exchanges(Query())] == [None, actor(row, 1)]


def test_of_a_chain_only_the_outermost_counts(case: Case) -> None:
    row = paper(1)
    link = row["statements"][0]["chain"][0]
    inner = {**link, "holder": {**link["holder"], "name": "A source", "actor": None}}
    put_in(case, with_statement(row, chain=[link, inner]))
    assert names(case) == [(BAY, WEISS, VASKO, 1)]


def test_nobody_is_none_and_comes_first(case: Case) -> None:
    nobody = {"name": None, "actor": None, "span": None}
    put_in(case, paper(0), with_statement(paper(2), speaker=nobody, addressees=[], chain=[]))
    assert names(case) == [(None, None, None, 1), (LUND, BAY, None, 1)]


def test_what_was_rejected_counts_nowhere(case: Case) -> None:
    put_in(case, paper(0), paper(1))
    judge(case, Action.REJECT, key(paper(0)))
    assert names(case) == [(BAY, WEISS, VASKO, 1)]
    assert names(case, Query(status="rejected")) == []


def test_only_what_fits_the_query_counts(case: Case) -> None:
    put_in(case, *(paper(n) for n in range(4)))
    assert names(case, Query("pier")) == names(case, Query(until="2024-05-01")) == [(LUND, BAY, None, 1)]
    assert names(case, Query(via="Vasko", outlet="cour")) == [(BAY, WEISS, VASKO, 1)]
    assert names(case, Query(outlet="nobody")) == []
