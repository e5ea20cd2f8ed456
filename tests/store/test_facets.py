"""Facets: what a click on a value would find is what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from memcon.model.judgement import Action
from memcon.model.ledger import Act
from memcon.model.listings import Facets
from memcon.store import Case
from memcon.store.facets import COLUMNS, most_frequent
from memcon.store.search import Query
from tests.store.papers import PEOPLE, Row, key, paper
from tests.store.test_case import judge, put_in

ACTS = (Act.SAY, Act.DENY, Act.SAY, Act.WARN)
OUTLETS = ("Courier", "Harbour Post", None)


def varied(n: int) -> Row:
    """The nth paper, with an act, a paper and a year that change."""
    row = paper(n, act=ACTS[n % 4])
    document = {**row["document"], "outlet": OUTLETS[n % 3], "published": f"20{10 + n % 4}-05-01" if n % 6 else None}
    statement = {**row["statements"][0], "when": {"from": "1999-12-01", "to": "1999-12-31", "span": None} if n % 5 == 0 else None}
    return {**row, "document": document, "statements": [statement]}


@pytest.fixture
def full(case: Case) -> Case:
    """A case with papers that differ, and judgements."""
    put_in(case, *(varied(n) for n in range(24)))
    judge(case, Action.REJECT, key(varied(3)))
    judge(case, Action.REJECT, key(varied(8)))
    judge(case, Action.ACCEPT, key(varied(9)))
    return case


def flat(facets: Facets) -> dict[str, dict[str, int]]:
    return {column: {facet.value: facet.count for facet in found} for column, found in facets.items()}


QUERIES = (
    Query(), Query("pier OR ferry"), Query(act="deny"), Query(outlet="Courier"), Query(since="2011-01-01"), Query(speaker="Lund"),
    Query(act="deny", outlet="Courier", via="Vasko"), Query(status="rejected"), Query(status="accepted"), Query(kind="cable"),
    Query("the", since="2010-01-01", until="2012-12-31", manner="indirect"), Query(speaker="nobody at all"), Query(document="papers/1"),
    Query(addressee="Tomas Boy", fuzzy=True), Query(polarity="affirms"),
)  # fmt: skip


def by_hand(case: Case, query: Query, column: str) -> dict[str, int]:
    """The counts of a column, from all rows that are found without the filter of the column."""
    dropped: dict[str, Any] = {"year": {"since": None, "until": None}}.get(column, {column: None})
    rest = replace(query, **dropped)
    every = ("machine", "accepted", "edited", "added", "rejected") if column == "status" else (rest.status,)
    counts: Counter[str] = Counter()
    for status in every:
        for hit in case.find(replace(rest, status=status)):
            day = hit.said_from or hit.published
            several: dict[str, Sequence[str | None]] = {
                "speaker": [hit.speaker], "addressee": hit.addressees.split("; "), "via": hit.via.split(" <- "),
                "year": [day and day[:4]], "outlet": [hit.outlet], "kind": [hit.kind],
            }  # fmt: skip
            values = several[column] if column in several else [getattr(hit, column)]
            counts.update({value for value in values if value})
    return dict(counts)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_each_column_counts_what_all_other_filters_leave(full: Case, query: Query) -> None:
    assert flat(full.facets(query, most=100)) == {column: by_hand(full, query, column) for column in COLUMNS}


def test_the_most_frequent_come_first_and_the_others_are_left_out(full: Case) -> None:
    found = full.facets(Query(), most=2)
    assert [(facet.value, facet.count) for facet in found["act"]] == [("say", 11), ("deny", 6)]
    assert most_frequent({"b": 2, "a": 2, "": 9, "c": 5}, most=2) == most_frequent({"c": 5, "a": 2}, most=2)


def test_an_empty_case_has_no_values(case: Case) -> None:
    assert full_of_nothing(case.facets(Query()))
    assert full_of_nothing(case.facets(Query("pier")))


def full_of_nothing(facets: Facets) -> bool:
    return set(facets) == set(COLUMNS) and not any(facets.values())


def test_somebody_who_is_told_twice_in_one_statement_counts_once(case: Case) -> None:
    row = paper(0)
    told = row["statements"][0]["addressees"]
    put_in(case, {**row, "statements": [{**row["statements"][0], "addressees": told * 2}]})
    assert flat(case.facets(Query()))["addressee"] == flat(case.facets(Query("pier")))["addressee"] == {PEOPLE[1]: 1}
