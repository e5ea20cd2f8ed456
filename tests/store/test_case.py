"""The suite that every engine passes: what goes in comes out, is found, is corrected, and can be proved."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from memcon.errors import LedgerError, WrongUse
from memcon.model.hits import Hit
from memcon.model.judgement import Action, Judgement
from memcon.model.ledger import Act
from memcon.run.exporting import export_case, import_bundle
from memcon.store import Case, open_case
from memcon.store.audit import now
from memcon.store.search import Query
from memcon.store.writing import Added
from tests.store.conftest import Fresh
from tests.store.papers import PEOPLE, READER, TOPICS, Row, actor, key, lost, moved, paper


def put_in(case: Case, *rows: Row, signature: str = READER) -> list[Added]:
    return [case.add(row, signature=signature) for row in rows]


def found(case: Case, words: str = "", **filters: Any) -> list[str]:
    return sorted(hit.key for hit in case.find(Query(words, **filters)))


def one(case: Case, **filters: Any) -> Hit:
    (hit,) = case.find(Query(**filters))
    return hit


def judge(case: Case, action: Action, subject: str, **value: Any) -> Judgement:
    return case.judge(Judgement(action, subject, "ada", now(), "a reason", None, MappingProxyType(value)))


def bundle(case: Case, folder: Path) -> dict[str, bytes]:
    """The files of the bundle of a case."""
    export_case(case, "bundle", folder, Query())
    return {p.name: p.read_bytes() for p in folder.iterdir()}


# ── putting in ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_case_is_empty_and_sound(case: Case) -> None:
    assert (case.counts().documents, list(case.find(Query())), case.faults()) == (0, [], [])


def test_what_is_put_in_is_found_and_putting_it_in_again_changes_nothing(case: Case) -> None:
    row = paper(1)
    assert put_in(case, row) == [Added.NEW]
    head = case.head()
    assert put_in(case, row, row) == [Added.SAME, Added.SAME]
    assert case.head() == head
    hit = one(case)
    assert (hit.speaker, hit.addressees, hit.via, hit.content) == ("Tomas Bay", "Clara Weiss", "René Vasko", TOPICS[1])
    assert hit.row == row["statements"][0]
    assert (hit.title, hit.outlet, hit.origin, hit.place) == ("Report 1", "Courier", "papers/1.txt", "paragraph 1")


def test_the_same_content_twice_is_one_document_with_two_origins(case: Case) -> None:
    put_in(case, paper(1, origin="b.txt"), paper(1, origin="a.txt", parent="feed"), paper(1, origin="c.txt"))
    with case.selection(Query()) as selection:
        (stored,) = selection.documents()
    assert stored.origins == (("a.txt", "feed"), ("b.txt", None), ("c.txt", None))
    assert case.counts().documents == 1
    assert one(case).origin == "a.txt"
    assert case.faults() == []


def test_the_order_in_which_papers_come_makes_no_difference(fresh: Fresh, tmp_path: Path) -> None:
    rows = (paper(1, origin="b.txt"), paper(1, origin="a.txt"), paper(2))
    bundles = []
    for n, order in enumerate(permutations(rows)):
        with open_case(fresh(), create=True) as case:
            put_in(case, *order)
            bundles.append(bundle(case, tmp_path / str(n)))
    assert all(one == bundles[0] for one in bundles)


def test_a_row_whose_spans_do_not_hold_their_words_is_refused_whole(case: Case) -> None:
    row = paper(1)
    row["statements"][0]["content"][0]["text"] = "the pier was open"
    with pytest.raises(WrongUse, match="nothing of it was put in"):
        put_in(case, row)
    assert case.counts().documents == 0


def test_another_version_reads_the_document_anew_and_the_old_reading_is_kept(case: Case) -> None:
    put_in(case, paper(1))
    assert put_in(case, paper(1, act=Act.DENY), signature="memcon/next") == [Added.AGAIN]
    assert one(case).act == "deny"
    assert case.faults() == []


# ── finding ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "papers"),
    [
        ("pier", [0, 4]), ("PIER", [0, 4]), ("pier ferry", []), ("pier OR ferry", [0, 1, 4, 5]), ('"pier was"', [0, 4]), ('"was pier"', []),
        ("boil*", [2, 6]), ("the NOT pier", [1, 3, 5, 7]), ("(pier OR ferry) AND sail", [1, 5]), ("nobody", [3, 7]), ("piers", []),
    ],
)  # fmt: skip
def test_words_phrases_beginnings_and_signs(case: Case, words: str, papers: list[int]) -> None:
    put_in(case, *(paper(n) for n in range(8)))
    assert found(case, words) == sorted(key(paper(n)) for n in papers)


@pytest.mark.parametrize("words", ['"', "()", "NOT", "NOT pier", "OR", "pier OR", "(pier", "*", "AND AND", "' ; --", "a " * 100])
def test_what_is_no_search_is_told(case: Case, words: str) -> None:
    with pytest.raises(WrongUse, match="search"):
        found(case, words)


@pytest.mark.parametrize(
    "words", ["it's", "x: y*", "NEAR(pier)", "pier^2", "{pier}", "pier'); DROP TABLE log; --", "100%", "\\", 'a\'b"c d"']
)
def test_signs_of_the_engines_are_words_or_told(case: Case, words: str) -> None:
    put_in(case, paper(0))
    with contextlib.suppress(WrongUse):
        found(case, words)
    assert case.faults() == []


@pytest.mark.parametrize(
    ("filters", "papers"),
    [
        ({"speaker": "Lund"}, [0, 4]), ({"speaker": "ana lund"}, [0, 4]), ({"speaker": "RENÉ"}, [3, 7]), ({"speaker": "Lind"}, []),
        ({"speaker": "Ana Lunt", "fuzzy": True}, [0, 4]), ({"addressee": "Bay"}, [0, 4]), ({"via": "Vasko"}, [1, 5]), ({"via": "Lund"}, []),
        ({"act": "say"}, [*range(8)]), ({"act": "deny"}, []), ({"manner": "indirect", "kind": "cable"}, [4]), ({"outlet": "cour"}, [*range(8)]),
        ({"since": "2024-05-07"}, [6, 7]), ({"until": "2024-05-02"}, [0, 1]), ({"since": "2024-05-03", "until": "2024-05-03"}, [2]),
        ({"document": "papers/3"}, [3]), ({"speaker": "%"}, []), ({"speaker": "_"}, []), ({"words": "pier", "since": "2024-05-02"}, [4]),
    ],
)  # fmt: skip
def test_filters(case: Case, filters: dict[str, Any], papers: list[int]) -> None:
    put_in(case, *(paper(n) for n in range(8)))
    assert found(case, **filters) == sorted(key(paper(n)) for n in papers)
    assert case.count(Query(**filters)) == len(papers)


def test_the_words_that_were_found_are_marked(case: Case) -> None:
    put_in(case, paper(0))
    assert one(case, words="pier").snippet == "the \x02pier\x03 was shut"


def test_a_day_that_is_none_is_told(case: Case) -> None:
    with pytest.raises(WrongUse, match="2024-05-14"):
        found(case, since="last week")


def test_a_saved_search_tells_only_what_is_new(case: Case) -> None:
    put_in(case, paper(0))
    case.save_search("piers", Query("pier"))
    assert case.news("piers") == []
    put_in(case, paper(1), paper(4))
    assert [hit.key for hit in case.news("piers")] == [key(paper(4))]
    assert case.news("piers") == []
    assert case.saved_searches() == {"piers": Query("pier")}
    with pytest.raises(WrongUse, match="--save ferries"):
        case.news("ferries")


def test_what_is_new_can_be_counted_without_being_seen(case: Case) -> None:
    put_in(case, paper(0))
    case.save_search("piers", Query("pier"))
    put_in(case, paper(1), paper(4))
    assert (case.unseen("piers"), case.unseen("piers")) == (1, 1)
    case.news("piers")
    assert case.unseen("piers") == 0
    with pytest.raises(WrongUse, match="--save ferries"):
        case.unseen("ferries")


def test_a_saved_search_can_be_forgotten(case: Case) -> None:
    case.save_search("piers", Query("pier"))
    case.save_search("ferries", Query("ferry", stance="denied"))
    case.forget_search("piers")
    assert case.saved_searches() == {"ferries": Query("ferry", stance="denied")}
    with pytest.raises(WrongUse, match="no saved search 'piers'"):
        case.forget_search("piers")


def test_a_search_that_an_older_memcon_saved_is_still_understood() -> None:
    assert Query.from_json('{"words": "pier", "fuzzy": true}') == Query("pier", fuzzy=True)


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rejected_statement_is_left_out_and_kept_and_comes_back(case: Case) -> None:
    put_in(case, paper(0))
    judgement = judge(case, Action.REJECT, key(paper(0)))
    assert (found(case), found(case, "pier"), found(case, status="rejected")) == ([], [], [key(paper(0))])
    undoing = judge(case, Action.UNDO, judgement.id)
    assert found(case, "pier") == [key(paper(0))]
    judge(case, Action.UNDO, undoing.id)
    assert found(case) == []
    assert case.faults() == []


def test_an_edit_stands_beside_what_the_machine_found(case: Case) -> None:
    put_in(case, paper(0))
    judge(case, Action.EDIT, key(paper(0)), speaker={"name": "Hanne Oduya", "actor": None, "span": None}, act="deny")
    hit = one(case, speaker="Oduya")
    assert (hit.act, hit.status, hit.content) == ("deny", "edited", TOPICS[0])
    assert found(case, speaker="Lund") == []
    assert case.faults() == []


def test_an_added_statement_is_found_like_any_other(case: Case) -> None:
    row = paper(0)
    put_in(case, row)
    added = {**row["statements"][0], "id": "feedfeedfeedfeed", "act": "warn"}
    case.judge(Judgement(Action.ADD, added["id"], "ada", now(), "", row["document"]["id"], MappingProxyType(added)))
    assert one(case, act="warn").status == "added"
    assert len(found(case)) == 2
    assert case.faults() == []


def test_judgements_outlive_a_new_reading_where_the_words_stand_and_are_told_as_orphans_where_they_do_not(case: Case) -> None:
    put_in(case, paper(0))
    judgement = judge(case, Action.REJECT, key(paper(0)))
    put_in(case, moved(paper(0)), signature="memcon/next")
    assert found(case, status="rejected") == [key(moved(paper(0)))]
    assert case.orphans() == []
    put_in(case, lost(paper(0)), signature="memcon/after")
    assert found(case) == []
    assert [orphan.id for orphan in case.orphans()] == [judgement.id]
    put_in(case, paper(0), signature="memcon/last")
    assert found(case, status="rejected") == [key(paper(0))]
    assert case.faults() == []


def test_people_who_are_one_are_found_by_either_name_until_they_are_split(case: Case) -> None:
    lund, bay = paper(0), paper(1)
    put_in(case, lund, bay)
    merge = judge(case, Action.MERGE, actor(lund), other=actor(bay))
    assert found(case, speaker="Lund") == found(case, speaker="Bay") == sorted([key(lund), key(bay)])
    judge(case, Action.SPLIT, actor(bay), other=actor(lund))
    assert found(case, speaker="Lund") == [key(lund)]
    judge(case, Action.MERGE, actor(lund), other=actor(bay))
    judge(case, Action.UNDO, merge.id)
    assert found(case, speaker="Lund") == sorted([key(lund), key(bay)])
    assert case.faults() == []


def test_being_one_is_passed_on(case: Case) -> None:
    rows = [paper(0), paper(1), paper(2)]
    put_in(case, *rows)
    judge(case, Action.MERGE, actor(rows[0]), other=actor(rows[1]))
    judge(case, Action.MERGE, actor(rows[2]), other=actor(rows[1]))
    assert found(case, speaker=PEOPLE[0]) == sorted(map(key, rows))


def test_the_same_judgement_twice_is_one(case: Case) -> None:
    put_in(case, paper(0))
    judgement = judge(case, Action.ACCEPT, key(paper(0)))
    head = case.head()
    case.judge(judgement)
    assert case.head() == head
    assert len(case.judgements()) == 1


@pytest.mark.parametrize(
    ("action", "subject", "value", "words"),
    [
        (Action.REJECT, "nothing", {}, "no statement nothing"),
        (Action.UNDO, "nothing", {}, "no judgement nothing"),
        (Action.MERGE, "nothing", {"other": "else"}, "two different actors"),
        (Action.EDIT, None, {"id": "x"}, "id cannot be edited"),
        (Action.EDIT, None, {"content": [{"start": 0, "end": 4, "text": "Nope"}]}, "every span must hold its own words"),
    ],
)
def test_a_judgement_about_nothing_is_told(case: Case, action: Action, subject: str | None, value: dict[str, Any], words: str) -> None:
    put_in(case, paper(0))
    with pytest.raises(WrongUse, match=words):
        judge(case, action, subject or key(paper(0)), **value)
    assert case.judgements() == []


# ── bundles ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bundle_taken_into_an_empty_case_gives_the_same_bundle(case: Case, fresh: Fresh, tmp_path: Path) -> None:
    put_in(case, *(paper(n) for n in range(4)), paper(1, origin="again.txt"))
    judgement = judge(case, Action.REJECT, key(paper(0)))
    judge(case, Action.UNDO, judgement.id)
    judge(case, Action.MERGE, actor(paper(0)), other=actor(paper(1)))
    judge(case, Action.EDIT, key(paper(2)), act="warn")
    case.begin_source("gone.txt")
    case.add_failure({"document": "gone.txt", "stage": "open", "code": "unreadable", "message": "gone.txt: gone"}, source="gone.txt")
    case.end_source("gone.txt", sha256="0", signature=READER, state="retry")
    first = bundle(case, tmp_path / "first")
    with open_case(fresh(), create=True) as copy:
        list(import_bundle(copy, tmp_path / "first"))
        assert bundle(copy, tmp_path / "second") == first
        head = copy.head()
        list(import_bundle(copy, tmp_path / "first"))
        assert bundle(copy, tmp_path / "third") == first
        assert copy.faults(head=head) == []


def test_two_cases_merge_to_one_whichever_comes_first(fresh: Fresh, tmp_path: Path) -> None:
    for n, rows in enumerate(([paper(0), paper(1)], [paper(1, origin="0.txt"), paper(2)])):
        with open_case(fresh(), create=True) as case:
            put_in(case, *rows)
            judge(case, Action.REJECT, key(paper(1)))
            bundle(case, tmp_path / f"part{n}")
    merged = []
    for order in ((0, 1), (1, 0)):
        with open_case(fresh(), create=True) as case:
            for n in order:
                list(import_bundle(case, tmp_path / f"part{n}"))
            merged.append(bundle(case, tmp_path / f"merged{order[0]}"))
            assert case.faults() == []
    assert merged[0] == merged[1]


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_is_still_there_when_it_is_opened_again(url: str) -> None:
    with open_case(url, create=True) as case:
        put_in(case, paper(0))
        head = case.head()
    with open_case(url) as case:
        assert found(case) == [key(paper(0))]
        assert case.faults(head=head) == []


def test_the_stamp_is_another_after_everything_that_is_added_or_judged(case: Case) -> None:
    stamps = [case.stamp()]
    put_in(case, paper(0))
    stamps.append(case.stamp())
    judgement = judge(case, Action.REJECT, key(paper(0)))
    stamps.append(case.stamp())
    judge(case, Action.UNDO, judgement.id)
    stamps.append(case.stamp())
    put_in(case, paper(0))
    assert len(set(stamps)) == 4
    assert case.stamp() == stamps[-1]
    assert max(map(len, stamps)) < 40


def test_a_head_that_is_not_in_the_log_is_told(case: Case) -> None:
    put_in(case, paper(0))
    assert case.faults(head="f" * 64) == [f"the head {'f' * 64} is not in the log: this copy is older than that head, or another case"]


def test_bytes_are_kept_where_they_are_asked_for(case: Case) -> None:
    case.keep_original("abc", b"the bytes")
    assert (case.original("abc"), case.original("other")) == (b"the bytes", None)


def test_two_at_once_take_turns(url: str) -> None:
    with open_case(url, create=True) as one_case, open_case(url) as other:
        for n in range(0, 20, 2):
            put_in(one_case, paper(n))
            put_in(other, paper(n + 1))
        assert one_case.counts().documents == 20
        assert other.faults() == []


def test_a_case_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"memcon add PATH\.\.\. --ledger"):
        open_case(tmp_path / "none.memcon")
    assert not (tmp_path / "none.memcon").exists()


def test_judgements_of_one_moment_have_an_order(case: Case) -> None:
    put_in(case, paper(0))
    at = now()
    for act in ("warn", "deny", "ask"):
        case.judge(Judgement(Action.EDIT, key(paper(0)), "ada", at, act, None, MappingProxyType({"act": act})))
    last = max(case.judgements(), key=lambda j: (j.at, j.id))
    assert one(case).act == last.value["act"]
    assert replace(last, why="x").id != last.id


def test_what_lies_in_what_was_denied_is_marked_so(case: Case) -> None:
    row = paper(0, act=Act.DENY)
    outer = {**row["statements"][0], "polarity": "denies"}
    inner = {**outer, "id": "feedfeedfeedfeed", "act": "order", "polarity": "affirms", "parent": outer["id"]}
    put_in(case, {**row, "statements": [outer, inner]})
    assert {hit.act: hit.stance for hit in case.find(Query())} == {"deny": "denied", "order": "inside what was denied"}
    assert case.faults() == []
