"""A split of an archive goes in whole or not at all, and comes out as if its documents had been added one by one."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import select

from memcon.errors import LedgerError
from memcon.model.judgement import Action, Anchor, Judgement
from memcon.model.ledger import Act
from memcon.store import Case, open_case
from memcon.store.loading import Loaded
from memcon.store.search import Query
from memcon.store.tables import META
from memcon.store.writing import Added
from tests.store.conftest import Fresh
from tests.store.papers import READER, Row, actor, key, lost, moved, paper
from tests.store.test_case import found, judge, put_in

GONE = {"document": "gone.warc", "stage": "open", "code": "broken", "message": "gone.warc: damaged"}
Table = list[tuple[Any, ...]]


def load(
    case: Case, *rows: Row, source: str = "split0", sha256: str = "a", signature: str = READER, failures: Sequence[Row] = ()
) -> Loaded:
    return case.load(rows, signature=signature, failures=failures, source=source, sha256=sha256)


def add(case: Case, *rows: Row, source: str = "split0", sha256: str = "a", signature: str = READER, failures: Sequence[Row] = ()) -> Loaded:
    """The same by the methods that put in one thing at a time."""
    case.begin_source(source)
    became = [case.add(row, signature=signature) for row in rows]
    for failure in failures:
        case.add_failure(failure, source=source)
    case.end_source(source, sha256=sha256, signature=signature, state="read")
    noted = len({tuple(failure.items()) for failure in failures})
    return Loaded(became.count(Added.NEW), became.count(Added.SAME), became.count(Added.AGAIN), noted)


def tables(case: Case) -> dict[str, Table]:
    """All rows of a case but for serial numbers and times; a row that points to another has its key, or its name, instead."""
    shown: dict[str, Table] = {}
    with case._home.reading() as connection:
        keys: dict[str, dict[int, Any]] = {}
        for table in META.sorted_tables:
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            keys[table.name] = {row["id"]: row.get("key", row.get("folded")) for row in rows if "id" in row}
            pointing = {column.name: fk.column.table.name for column in table.columns for fk in column.foreign_keys}
            plain = [{name: keys[pointing[name]][value] if name in pointing else value for name, value in row.items()} for row in rows]
            left_out = {"id", "seq", "previous", "hash", *({"at"} if table.name == "log" else ())}
            shown[table.name] = sorted((tuple(v for n, v in row.items() if n not in left_out) for row in plain), key=repr)
    return shown


Rows = Callable[[], list[Row]]


def variety() -> list[Row]:
    """Papers with and without statements, chains, parents and actors."""
    rows = [paper(n) for n in range(9)]
    rows[2] = lost(rows[2])
    rows[3] = {**rows[3], "statements": [], "actors": []}
    rows[4] = paper(4, parent="feed.xml", act=Act.DENY)
    rows[5]["statements"].append({**rows[5]["statements"][0], "id": "feedfeedfeedfeed", "parent": key(rows[5]), "act": "order"})
    return rows


def copies() -> list[Row]:
    """Documents of one id in one split: under several origins, the smallest last, and one of them read otherwise."""
    return [paper(1, origin="b.txt"), paper(2), paper(1, origin="c.txt", parent="feed"), moved(paper(1, origin="a.txt")), paper(2)]


@pytest.mark.parametrize("rows", [variety, copies, list], ids=["variety", "copies", "nothing"])
def test_an_empty_case_holds_the_same_as_if_each_had_been_added(fresh: Fresh, rows: Rows) -> None:
    told = [GONE, {**GONE, "code": "empty"}, GONE]
    with open_case(fresh(), create=True) as one, open_case(fresh(), create=True) as other:
        assert load(one, *rows(), failures=told) == add(other, *rows(), failures=told)
        assert tables(one) == tables(other)
        assert one.faults() == []
        assert found(one, "pier OR ferry OR Report") == found(other, "pier OR ferry OR Report")


def test_what_is_there_already_is_read_again_or_left_as_if_it_had_been_added(fresh: Fresh) -> None:
    again = [paper(0), paper(1, origin="a.txt"), moved(paper(2)), paper(3, act=Act.DENY), paper(4), paper(4, origin="a/4.txt"), paper(9)]
    loaded, cases = [], []
    for put in (load, add):
        case = open_case(fresh(), create=True)
        put_in(case, *(paper(n) for n in range(4)))
        case.judge(replace(JUDGED, subject=key(paper(2))))
        loaded.append(put(case, *again, signature="memcon/next"))
        cases.append((tables(case), case.faults()))
        case.close()
    assert loaded[0] == loaded[1] == Loaded(new=4, again=3)
    assert cases[0] == cases[1]
    assert cases[0][1] == []


JUDGED = Judgement(Action.REJECT, "", "ada", "2024-01-01T00:00:00.000000+00:00", "a reason")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_comes_in_whatever_order_the_outcome_is_that_of_adding(fresh: Fresh, seed: int) -> None:
    dice = random.Random(seed)
    shapes = (lambda row: row, lambda row: row, moved, lost)
    pool = [dice.choice(shapes)(paper(dice.randrange(8), origin=dice.choice([None, "a.txt", "z.txt"]))) for _ in range(40)]
    splits = [(pool[n : n + 8], dice.choice([READER, "memcon/next"])) for n in range(0, 40, 8)]
    seen = []
    for put in (load, add):
        with open_case(fresh(), create=True) as case:
            became = [put(case, *rows, source=f"s{n}", signature=signature) for n, (rows, signature) in enumerate(splits)]
            seen.append((became, tables(case), case.faults()))
    assert seen[0] == seen[1]
    assert seen[0][2] == []


def test_judgements_that_came_before_their_document_hold_for_it(fresh: Fresh) -> None:
    judged = replace(JUDGED, subject=key(paper(0)), document=paper(0)["document"]["id"], anchor=Anchor(("the pier was shut",), "", ""))
    seen = []
    for put in (load, add):
        with open_case(fresh(), create=True) as case:
            case.judge(judged)
            put(case, paper(0), paper(1))
            seen.append((found(case, status="rejected"), tables(case)))
            assert case.faults() == []
    assert seen[0] == seen[1]
    assert seen[0][0] == [key(paper(0))]


def test_who_was_joined_stays_joined_when_a_document_is_read_again_beside_new_ones(case: Case) -> None:
    load(case, paper(0), paper(1))
    judge(case, Action.MERGE, actor(paper(0)), other=actor(paper(1)))
    load(case, moved(paper(0)), paper(2), source="split1")
    assert found(case, speaker="Bay") == sorted([key(moved(paper(0))), key(paper(1))])
    assert case.faults() == []


# ── the receipt ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_split_that_is_in_is_left_as_it_is_and_says_so(case: Case) -> None:
    assert load(case, paper(0), failures=[GONE]) == Loaded(new=1, failures=1)
    head = case.head()
    assert load(case, paper(0), failures=[GONE]) == Loaded(already=True)
    assert (case.head(), case.failures()) == (head, [GONE])


@pytest.mark.parametrize(("sha256", "signature"), [("b", READER), ("a", "memcon/next")])
def test_a_split_that_has_changed_or_is_read_by_another_version_goes_in_anew(case: Case, sha256: str, signature: str) -> None:
    load(case, paper(0), failures=[GONE])
    assert not load(case, paper(0), paper(1), sha256=sha256, signature=signature).already
    assert case.failures() == []
    assert case.counts().documents == 2


def test_a_split_that_is_to_be_read_again_goes_in_again(case: Case) -> None:
    load(case, paper(0))
    case.read_again(["split0"])
    assert load(case, paper(0)) == Loaded(same=1)
    assert load(case, paper(0)) == Loaded(already=True)


def test_of_two_that_load_the_same_split_at_once_one_does(url: str) -> None:
    rows = [paper(n) for n in range(40)]
    with open_case(url, create=True) as one, open_case(url) as other, ThreadPoolExecutor(2) as threads:
        became = list(threads.map(lambda case: load(case, *rows), (one, other)))
        assert sorted(became, key=lambda loaded: loaded.new) == [Loaded(already=True), Loaded(new=40)]
        assert one.faults() == []


def test_the_source_is_shown_as_a_file_that_was_read(case: Case) -> None:
    load(case, paper(0), failures=[GONE])
    (source,) = case.stored_sources(limit=9)
    assert (source.origin, source.sha256, source.state) == ("split0", "a", "read")
    assert [failure.row for failure in source.failures] == [GONE]


# ── what cannot go in ────────────────────────────────────────────────────────────────────────────────────────────────


def wrong_words(row: Row) -> Row:
    row["statements"][0]["content"][0]["text"] = "the pier was open"
    return row


def half_a_pair(row: Row) -> Row:
    return {**row, "document": {**row["document"], "title": "Report \ud83d"}}


def same_actor(row: Row) -> Row:
    return {**row, "actors": [row["actors"][0]] * 2, "statements": []}


def no_row(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "actors"}


def no_statement(row: Row) -> Row:
    return {**row, "statements": [{name: value for name, value in row["statements"][0].items() if name != "chain"}]}


def no_document(row: Row) -> Row:
    return {**row, "document": None}


def no_id(row: Row) -> Row:
    return {**row, "document": {**row["document"], "id": "a\0b"}}


FAULTS = (wrong_words, half_a_pair, same_actor, no_row, no_statement, no_id, no_document)


def test_documents_that_cannot_go_in_are_told_and_the_others_go_in(case: Case) -> None:
    others = [paper(n) for n in range(len(FAULTS) + 1)]
    spoilt = [spoil(paper(n)) for n, spoil in enumerate(FAULTS, 10)]
    loaded = load(case, *(row for pair in zip(others, spoilt, strict=False) for row in pair), others[-1])
    assert (loaded.new, loaded.failures) == (len(others), len(FAULTS))
    assert {failure["document"] for failure in loaded.refused} == {"split0", *(f"papers/{n}.txt" for n in range(10, 16))}
    assert {(failure["stage"], failure["message"].rpartition("; ")[2]) for failure in loaded.refused} == {
        ("store", "nothing of it was put in")
    }
    assert sorted(map(repr, case.failures())) == sorted(map(repr, loaded.refused))
    assert found(case) == sorted(map(key, others))
    assert case.faults() == []


def test_a_split_of_one_document_that_cannot_go_in_is_in_with_its_failure(case: Case) -> None:
    for n, spoil in enumerate(FAULTS):
        loaded = load(case, spoil(paper(7)), source=f"split{n}")
        assert (loaded.new, loaded.failures, len(loaded.refused)) == (0, 1, 1)
    assert (case.counts().documents, case.counts().failures) == (0, len(FAULTS))
    assert case.faults() == []


def test_a_document_with_nul_is_told_where_the_engine_has_none(case: Case) -> None:
    row = paper(7, origin="a\0b.txt")
    loaded = load(case, *(paper(n) for n in range(3)), row)
    told = [("a\ufffdb.txt", "bad-row")] if not case._home.is_sqlite else []
    assert [(failure["document"], failure["code"]) for failure in case.failures()] == told
    assert loaded.new == 4 - len(told)
    assert case.faults() == []


def test_two_documents_that_cannot_be_there_together_are_settled_as_by_adding(case: Case) -> None:
    taken = {**paper(1), "actors": [{**paper(1)["actors"][0], "id": actor(paper(0))}], "statements": []}
    loaded = load(case, paper(0), paper(2), taken, paper(3))
    assert (loaded.new, [failure["document"] for failure in loaded.refused]) == (3, ["papers/1.txt"])
    assert "same id" in loaded.refused[0]["message"]
    with pytest.raises(LedgerError):
        put_in(case, taken)
    assert case.faults() == []


def test_names_that_the_index_of_the_server_cannot_hold_refuse_their_document_alone(case: Case) -> None:
    row = paper(7)
    row["actors"][0]["names"] = ["".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=9_000))]
    loaded = load(case, paper(0), row, paper(1))
    assert (loaded.new, len(loaded.refused)) == ((3, 0) if case._home.is_sqlite else (2, 1))
    assert case.faults() == []


def test_a_failure_that_names_what_cannot_be_stored_is_noted_all_the_same(case: Case) -> None:
    load(case, paper(0), failures=[{**GONE, "message": "gone.warc#\ud83d\0: damaged"}])
    assert case.failures() == [{**GONE, "message": "gone.warc#\ufffd\ufffd: damaged"}]


def test_nothing_is_in_where_something_breaks_on_the_way(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    load(case, paper(0))
    before = (tables(case), case.head())
    monkeypatch.setattr("memcon.store.audit.chain", broken)
    with pytest.raises(RuntimeError):
        load(case, *(paper(n) for n in range(1, 9)), source="split1")
    monkeypatch.undo()
    assert (tables(case), case.head()) == before
    assert load(case, *(paper(n) for n in range(1, 9)), source="split1") == Loaded(new=8)
    assert case.faults() == []


def broken(*_: object, **__: object) -> None:
    raise RuntimeError


def test_adding_and_judging_go_on_behind_a_split(case: Case) -> None:
    load(case, *(paper(n) for n in range(4)))
    put_in(case, paper(4))
    judge(case, Action.EDIT, key(paper(0)), speaker={"name": "Hanne Oduya", "actor": None, "span": None})
    case.judge(Judgement(Action.ACCEPT, key(paper(1)), "ada", JUDGED.at, "", None, MappingProxyType({})))
    load(case, paper(5), source="split1")
    assert [hit.status for hit in case.find(Query(speaker="Oduya"))] == ["edited"]
    assert case.faults() == []
