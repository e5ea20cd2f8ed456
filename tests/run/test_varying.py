"""The quotations of a case, from its statements to its trees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.export.variants.rows import GroupRow
from memcon.model.contract import to_dict
from memcon.model.ids import content_id
from memcon.model.judgement import Action
from memcon.model.ledger import Act, Actor, ActorKind, Findings, Link, Manner, Party, Polarity, Relation, Statement
from memcon.run.varying import Wanted, list_variants
from memcon.store import Case, open_case
from tests.fakes import make_document, span_of
from tests.store.test_case import judge, put_in

TOLD = "the crews were not seeking revenge and were going from house to house to assure the sailors of calm"
SPUN = TOLD.replace("seeking revenge", "attempting to find retaliation")


def story(
    outlet: str,
    day: str | None,
    words: str,
    *,
    tail: str = "",
    speaker: str = "Ines Tolland",
    chain: Sequence[str] = (),
    marks: bool = True,
) -> dict[str, Any]:
    """An invented paper in which the speaker says the words, on the word of the chain."""
    text = f"Calm at the harbour, page {len(outlet)}{outlet.casefold()}\n\n{speaker} said “{words}.” {tail}\n"
    document = make_document(text, origin=f"in/{outlet.casefold()}.txt", title=f"Harbour, {outlet}", outlet=outlet, published=day)
    span = span_of(text, words)
    actor = Actor(content_id(document.id, "x"), ActorKind.OUTLET, "Harbour Agency", ("Harbour Agency",))
    statement = Statement(
        content_id(document.id, words), Act.SAY, Manner.DIRECT if marks else Manner.INDIRECT, Polarity.AFFIRMS, (span,), Party(speaker),
        quoted=(span,) if marks else (), chain=tuple(Link(Party(name), Relation.SAID) for name in chain),
    )  # fmt: skip
    return to_dict(Findings(document, (actor,), (statement,)))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, story("Courier", "2031-03-04", TOLD, chain=["a memo"]))
        put_in(case, story("Gazette", "2031-03-05", TOLD, tail="The Courier reported it first."))
        put_in(case, story("Page", "2031-03-09", SPUN, chain=["The Gazette"]))
        put_in(case, story("Star", None, "nobody here has heard of any plan for the northern pier", speaker="Tomas Bay"))
        yield case


def tree(group: GroupRow) -> list[tuple[str, int | None, str]]:
    return [(copy.label, copy.parent, copy.ground) for copy in group.copies]


def test_who_has_the_words_from_whom_is_read_out_of_chains_and_texts(case: Case) -> None:
    (group,) = list_variants(case, Wanted()).groups
    assert tree(group) == [("Courier", None, "first"), ("Gazette", 0, "named"), ("Page", 1, "named")]
    assert (group.copies[0].outside, group.sources, group.most_sources) == (("a memo",), 1, 1)
    assert [edit.words for edit in group.copies[2].edits] == ["“seeking revenge” -> “attempting to find retaliation”"]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted("retaliation"), 1),
        (Wanted("zebra"), 0),
        (Wanted(speaker="tolland"), 1),
        (Wanted(speaker="Bay"), 0),
        (Wanted(speaker="Bay", least=1), 1),
        (Wanted(since="2031-03-09"), 1),
        (Wanted(since="2031-03-10"), 0),
        (Wanted(until="2031-03-04"), 1),
        (Wanted(least=4), 0),
        (Wanted(least=1), 2),
    ],
)
def test_a_quotation_is_shown_whole_where_one_version_fits(case: Case, wanted: Wanted, count: int) -> None:
    groups = list_variants(case, wanted).groups
    assert len(groups) == count
    assert all(len(group.copies) in (1, 3) for group in groups)


@pytest.mark.parametrize("day", ["yesterday", "2031-03", "2031-02-30"])
def test_what_is_no_day_is_wrong_use(case: Case, day: str) -> None:
    with pytest.raises(WrongUse):
        list_variants(case, Wanted(since=day))


def test_what_stands_without_marks_comes_in_when_it_is_asked_for(case: Case) -> None:
    put_in(case, story("Herald", "2031-03-06", TOLD, marks=False))
    assert len(list_variants(case, Wanted()).groups[0].copies) == 3
    copies = list_variants(case, Wanted(indirect=True)).groups[0].copies
    assert [copy.label for copy in copies if copy.indirect] == ["Herald"]


def test_a_rejected_statement_is_no_version(case: Case) -> None:
    statement = list_variants(case, Wanted()).groups[0].copies[1].statement
    judge(case, Action.REJECT, statement)
    assert [copy.label for copy in list_variants(case, Wanted()).groups[0].copies] == ["Courier", "Page"]


def test_copies_of_an_agency_that_is_not_there_are_one_source(tmp_path: Path) -> None:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, *(story(f"Paper{n}", "2031-03-04", TOLD, chain=["Harbour Agency"]) for n in range(3)))
        (group,) = list_variants(case, Wanted()).groups
    assert (group.sources, {copy.parent for copy in group.copies}) == (1, {None})
    assert group.heads() == [("Harbour Agency", [0, 1, 2])]


def test_a_long_turn_is_compared_sentence_by_sentence(tmp_path: Path) -> None:
    turn = f"{'We met early and talked about the weather for some time. ' * 8}{TOLD.capitalize()}. {'Nobody spoke of the ice on the river. ' * 8}".strip()
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, story("Record", "2031-03-03", turn), story("Courier", "2031-03-04", TOLD))
        (group,) = list_variants(case, Wanted("revenge")).groups
    assert [copy.label for copy in group.copies] == ["Record", "Courier"]
    assert group.copies[1].edits == ()


def test_the_order_in_which_papers_are_put_in_changes_nothing(case: Case, tmp_path: Path) -> None:
    with open_case(tmp_path / "other.memcon", create=True) as other:
        put_in(other, story("Page", "2031-03-09", SPUN, chain=["The Gazette"]))
        put_in(other, story("Gazette", "2031-03-05", TOLD, tail="The Courier reported it first."))
        put_in(other, story("Courier", "2031-03-04", TOLD, chain=["a memo"]))
        assert list_variants(other, Wanted()).groups == list_variants(case, Wanted()).groups
