from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.model.document import Warning
from memcon.model.ledger import Actor, ActorKind, Findings, Interval, Link, Mention, Party, Relation
from memcon.run.checks import check_findings, merge_findings
from memcon.text import Span
from tests.fakes import make_document, make_findings, make_statement

TEXT = "The mayor said the gate was shut."
OUT = Span(3, 900)
DOCUMENT = make_document(TEXT)
GOOD = make_statement(TEXT, "the gate was shut", "mayor")


def test_good_rows_pass_unchanged() -> None:
    findings = make_findings()
    assert check_findings(findings, findings.document) == findings


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, content=(OUT,)),
        replace(GOOD, content=()),
        replace(GOOD, content=(Span(4, 4),)),
        replace(GOOD, quoted=(OUT,)),
        replace(GOOD, cue=OUT),
        replace(GOOD, hedges=(OUT,)),
        replace(GOOD, evidence=(OUT,)),
        replace(GOOD, speaker=Party("x", OUT)),
        replace(GOOD, addressees=(Party("x", OUT),)),
        replace(GOOD, chain=(Link(Party("x", OUT), Relation.SAID),)),
        replace(GOOD, chain=(Link(Party("x"), Relation.SAID, OUT),)),
        replace(GOOD, when=Interval("2031-01-01", "2031-01-01", OUT)),
    ],
)
def test_a_statement_with_a_place_outside_the_text_becomes_a_failure(bad: object) -> None:
    checked = check_findings(Findings(DOCUMENT, statements=(GOOD, bad)), DOCUMENT)  # type: ignore[arg-type]
    assert checked.statements == (GOOD,)
    assert [f.code for f in checked.failures] == ["bad-span"]


def test_links_to_rows_that_were_left_out_are_cut() -> None:
    actor = Actor("x", ActorKind.PERSON, "x", mentions=(Mention(OUT),))
    outer = replace(GOOD, id="outer", content=(OUT,))
    inner = replace(GOOD, parent="outer", speaker=Party("x", actor="x"))
    (kept,) = check_findings(Findings(DOCUMENT, (actor,), (outer, inner)), DOCUMENT).statements
    assert kept.parent is None
    assert kept.speaker == Party("x")


def test_a_warning_outside_the_text_keeps_its_words() -> None:
    checked = check_findings(Findings(DOCUMENT, warnings=(Warning("odd", "odd", OUT),)), DOCUMENT)
    assert checked.warnings == (Warning("odd", "odd"),)


def test_merged_statements_stand_in_text_order_and_actors_once() -> None:
    later, earlier = make_statement(TEXT, "shut", "mayor"), GOOD
    actor = Actor("x", ActorKind.PERSON, "mayor")
    merged = merge_findings(DOCUMENT, [Findings(DOCUMENT, (actor,), (later,)), Findings(DOCUMENT, (actor,), (earlier,))])
    assert merged.statements == (earlier, later)
    assert merged.actors == (actor,)
