"""A case from Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import memcon
from memcon.errors import LedgerError, WrongUse
from memcon.model.ledger import Act
from tests.store.papers import TOPICS, actor, key, paper
from tests.store.test_case import put_in

STORY = Path(__file__).parents[2] / "examples" / "story.txt"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[memcon.OpenLedger]:
    """An open case with four papers."""
    with memcon.open_ledger(tmp_path / "case.memcon", create=True) as one:
        put_in(one._case, *(paper(n) for n in range(4)))
        yield one


def test_files_go_in_and_typed_statements_come_out(tmp_path: Path) -> None:
    with memcon.open_ledger(tmp_path / "case.memcon", create=True) as ledger:
        assert ledger.add(STORY).documents == 1
        assert ledger.add(STORY).unchanged == 1
        (hit,) = ledger.statements(speaker="Ferro", words="lawyers")
        assert hit.statement.act is Act.SAY
        assert hit.statement.chain[0].holder.name == "Radio Marrow"
        assert ledger.failures() == ()
        assert ledger.verify() == []


def test_statements_are_fetched_as_they_are_used(ledger: memcon.OpenLedger) -> None:
    found = ledger.statements()
    assert next(found).content == TOPICS[0]
    assert ledger.count() == 4
    assert [hit.key for hit in found] == [key(paper(n)) for n in (1, 2, 3)]


def test_judgements_of_every_kind_are_made_and_taken_back(ledger: memcon.OpenLedger) -> None:
    ledger.accept(key(paper(0)), who="ada")
    ledger.edit(key(paper(1)), {"act": "deny"}, who="ada", why="he denied it")
    ledger.set_speaker(key(paper(2)), "Hanne Oduya", who="ada")
    rejected = ledger.reject(key(paper(3)), who="ada")
    merged = ledger.merge(actor(paper(0)), actor(paper(1)), who="ada")
    row = paper(3)
    ledger.add_statement(
        row["document"]["id"], {"content": row["statements"][0]["content"], "speaker": row["statements"][0]["speaker"]}, who="ada"
    )
    assert {hit.key: hit.status for hit in ledger.statements() if hit.status != "added"} == {
        key(paper(0)): "accepted", key(paper(1)): "edited", key(paper(2)): "edited",
    }  # fmt: skip
    assert [hit.speaker for hit in ledger.statements(status="added")] == ["René Vasko"]
    assert [hit.key for hit in ledger.statements(speaker="oduya")] == [key(paper(2))]
    assert ledger.count(speaker="Ana Lund") == 2
    ledger.undo(rejected.id, who="eve")
    ledger.undo(merged.id, who="eve")
    assert ledger.count(speaker="Ana Lund") == 1
    ledger.split(actor(paper(0)), actor(paper(1)), who="eve")
    assert len(ledger.judgements()) == 9
    assert ledger.orphans() == []
    assert ledger.verify(head=ledger.head) == []


def test_a_statement_that_is_added_needs_words_and_a_speaker(ledger: memcon.OpenLedger) -> None:
    with pytest.raises(WrongUse, match="who spoke"):
        ledger.add_statement(paper(0)["document"]["id"], {"content": []}, who="ada")


def test_tables_come_out_for_pandas_and_arrow(ledger: memcon.OpenLedger) -> None:
    frame, table = ledger.to_pandas(speaker="Lund"), ledger.to_arrow()
    assert list(frame["content"]) == [TOPICS[0]]
    assert table.num_rows == 4
    assert table.column_names == list(frame.columns)


def test_a_bundle_goes_from_one_case_to_another(ledger: memcon.OpenLedger, tmp_path: Path) -> None:
    ledger.export("bundle", tmp_path / "bundle")
    with memcon.open_ledger(tmp_path / "copy.memcon", create=True) as copy:
        assert copy.import_bundle(tmp_path / "bundle") == 4
        assert copy.count() == 4
        assert repr(copy).endswith("copy.memcon: 4 documents, 4 statements>")


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no such case"):
        memcon.open_ledger(tmp_path / "none.memcon")


def test_a_case_tells_who_what_when_and_what_is_open(tmp_path: Path) -> None:
    with memcon.open_ledger(tmp_path / "case.memcon", create=True) as ledger:
        ledger.add(STORY.with_name("gulf.txt"))
        events = list(ledger.events())
        assert events[0]["type"] == "ASSAULT"
        assert (events[0]["source_code"], events[0]["target_code"], events[0]["date_from"]) == ("IRQ", "KWT", "1990-08-02")
        assert "Iraq" in {person.name for person in ledger.people()}
        assert {ask.row["status"] for ask in ledger.asks(open_only=True)} == {"open"}
        assert ledger.conflicts() == []


def test_people_rule_on_two_accounts(ledger: memcon.OpenLedger) -> None:
    left, right = key(paper(0)), key(paper(1))
    ruling = ledger.rule(left, right, "real", who="ada", why="both cannot have spoken first")
    (dispute,) = ledger.conflicts()
    assert {dispute.left.id, dispute.right.id} == {left, right}
    ledger.undo(ruling.id, who="ada")
    assert ledger.conflicts() == []
    assert ledger.verify() == []
