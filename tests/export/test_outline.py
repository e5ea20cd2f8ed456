from __future__ import annotations

from dataclasses import replace

from memcon.export.outline import Speaker, outline, speakers_of, totals_of
from memcon.model.ledger import Act, Findings, Polarity
from tests.fakes import FARRO, MASTER, make_document, make_findings, make_statement

TEXT = "Ana said Ben said Cy said rain. Dov said snow. Eva said hail."
ANA = make_statement(TEXT, "Ben said Cy said rain", "Ana")
BEN = make_statement(TEXT, "Cy said rain", "Ben", parent=ANA.id)
CY = make_statement(TEXT, "rain", "Cy", parent=BEN.id)
DOV = make_statement(TEXT, "snow", "Dov")


def test_nested_statements_stand_under_the_one_that_holds_them() -> None:
    assert [(e.number, e.level, e.statement) for e in outline([DOV, CY, BEN, ANA])] == [(1, 0, ANA), (2, 1, BEN), (3, 2, CY), (4, 0, DOV)]


def test_a_late_child_comes_before_the_next_statement_at_the_top() -> None:
    eva = make_statement(TEXT, "hail", "Eva", parent=ANA.id)
    assert [e.statement for e in outline([ANA, DOV, eva])] == [ANA, eva, DOV]


def test_a_parent_that_is_not_there_puts_the_child_at_the_top() -> None:
    assert [e.level for e in outline([BEN])] == [0]


def test_parents_in_a_circle_lose_nothing() -> None:
    one, other = replace(BEN, parent=CY.id), replace(CY, parent=BEN.id)
    itself = replace(DOV, parent=DOV.id)
    assert {e.statement for e in outline([one, other, itself])} == {one, other, itself}


def test_statements_with_the_same_id_are_all_kept() -> None:
    assert len(outline([BEN, BEN])) == 2


def test_what_stands_inside_a_denial_knows_it_however_deep() -> None:
    denial = replace(ANA, act=Act.DENY, polarity=Polarity.DENIES)
    assert [e.inside for e in outline([denial, BEN, CY, DOV])] == [None, denial, denial, None]


def test_who_speaks_most_comes_first_and_silence_is_no_speech() -> None:
    assert speakers_of(make_findings()) == (Speaker("Odile Farro", 3, FARRO), Speaker("harbour master", 1, MASTER))


def test_the_totals_count_what_an_editor_asks_first() -> None:
    assert totals_of(make_findings()) == [
        "6 statements by 2 speakers",
        "2 on somebody else’s word",
        "1 denied or refused",
        "1 not said",
        "1 by nobody named",
    ]


def test_what_is_nought_is_not_counted() -> None:
    assert totals_of(Findings(make_document(TEXT), statements=(DOV,))) == ["1 statement by 1 speaker"]
