"""Invented readouts give the rows that a reader would write down."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.errors import WrongUse
from memcon.link.readouts import compare_accounts
from memcon.model.comparison import Comparison, Standing, Topic
from tests.link.readouts.pairs import CASES, COMMITMENT, FIGURES, ONE_AGAINST_SIX, SECOND_WORDING, SIX_WORDINGS, SPLIT, WHO_ASKED, Case, Row
from tests.link.readouts.reading import compared, read, texts_of, topic_with

EXAMPLES = Path(__file__).parents[3] / "examples"


def fits(comparison: Comparison, topic: Topic, row: Row) -> bool:
    texts = texts_of(comparison, topic)
    return all(words in text if words else not text for words, text in zip(row.words, texts, strict=True))


@pytest.mark.parametrize(("case", "row"), [(case, row) for case in CASES for row in case.rows], ids=lambda x: getattr(x, "name", None))
def test_rows(case: Case, row: Row) -> None:
    comparison = compared(*case.texts)
    found = [topic for topic in comparison.topics if fits(comparison, topic, row)]
    assert len(found) == 1, [texts_of(comparison, t) for t in comparison.topics]
    assert found[0].standing == row.standing
    assert {look.kind.value for look in found[0].looks} == row.looks


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_other_rows(case: Case) -> None:
    comparison = compared(*case.texts)
    assert all(any(fits(comparison, topic, row) for row in case.rows) for topic in comparison.topics)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_who_asked(case: Case) -> None:
    assert compared(*case.texts).asking == case.asking


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_order(case: Case) -> None:
    comparison = compared(*case.texts)
    assert [t for t in comparison.topics if t.is_moved] == [topic_with(comparison, words) for words in case.moved]


@pytest.mark.parametrize("text", [text for case in CASES for text in case.texts[:2]])
def test_an_account_beside_itself_is_all_alike(text: str) -> None:
    comparison = compared(text, text)
    assert comparison.is_alike
    assert {topic.standing for topic in comparison.topics} == {Standing.ALIKE}
    assert not [look for topic in comparison.topics for look in topic.looks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_turned_round_the_rows_are_the_same(case: Case) -> None:
    one, other = compared(*case.texts), compared(*reversed(case.texts))
    assert {frozenset(filter(None, texts_of(one, t))) for t in one.topics} == {
        frozenset(filter(None, texts_of(other, t))) for t in other.topics
    }


def test_the_examples() -> None:
    comparison = compared(*((EXAMPLES / f"readout-{letter}.txt").read_text(encoding="utf-8") for letter in "ab"))
    shared = [[text[:20] for text in texts_of(comparison, t)] for t in comparison.in_common]
    assert shared == [
        ["Foreign Minister Hen", "Secretary of State A"],
        ["offered two field ho", "The Secretary welcom"],
        ["assured him that the", "She made clear that "],
    ]
    assert [len(comparison.only(k)) for k in range(2)] == [5, 3]
    assert [look.kind.value for t in comparison.topics for look in t.claims] == ["assurance", "agreement", "commitment"]
    assert (comparison.asking, comparison.order) == ("different", ((1, 4, 5, 2, 6, 3, 7, 8), (1, 9, 10, 3, 11, 2)))


def test_length_and_order_are_told() -> None:
    comparison = compared(*ONE_AGAINST_SIX.texts)
    assert [(a.letter, len(a.units)) for a in comparison.accounts] == [("A", 2), ("B", 6)]
    assert comparison.accounts[0].words == 20
    assert comparison.order == ((1, 2), (1, 2, 3, 4, 5, 6))


def test_acts_stand_side_by_side() -> None:
    topic = topic_with(compared(*WHO_ASKED.texts), "sanctions")
    assert [[(v.act, v.cue) for u in units for v in u.voices] for units in topic.units] == [[("warn", "warned")]] * 2


def test_a_commitment_of_one_side_is_a_claim() -> None:
    topic = topic_with(compared(*COMMITMENT.texts), "strike weapons")
    assert [(look.kind.value, look.words) for look in topic.claims] == [("commitment", ((), ("promised",)))]


def test_numbers_stand_side_by_side() -> None:
    topic = topic_with(compared(*FIGURES.texts), "boats")
    assert topic.looks[0].words == (("30",), ("20",))
    assert [(p.left, p.right) for p in topic.pieces if not p.is_same] == [("30", "20")]


def test_one_unit_against_two() -> None:
    topic = topic_with(compared(*SPLIT.texts), "grain deal")
    assert [len(units) for units in topic.units] == [1, 2]


def test_a_rare_word_in_common_is_told_and_no_more() -> None:
    comparison = compared(*SECOND_WORDING.texts)
    one, other = topic_with(comparison, "high-altitude"), topic_with(comparison, "incident")
    assert [(near.topic, near.words) for near in one.near] == [(other.number, ("balloon",))]
    assert {one.standing, other.standing} == {Standing.ONLY}


def test_six_accounts_have_six_letters() -> None:
    assert "".join(a.letter for a in compared(*SIX_WORDINGS.texts).accounts) == "ABCDEF"


def test_accounts_that_share_nothing() -> None:
    comparison = compared("Oil prices fell by a tenth in the north.\n", "The orchestra played for the children of Kell.\n")
    assert not comparison.shares_a_subject
    assert [t.standing for t in comparison.topics] == [Standing.ONLY, Standing.ONLY]


def test_one_account_is_not_enough() -> None:
    with pytest.raises(WrongUse, match="name another account"):
        compare_accounts(read("One account only.\n"))


def test_more_accounts_than_letters() -> None:
    with pytest.raises(WrongUse, match="26 at most"):
        compare_accounts(read("One account only.\n") * 27)


SENTENCES = [
    sentence.strip()
    for case in CASES
    for text in case.texts
    for paragraph in text.split("\n\n")[1:]
    for sentence in " ".join(paragraph.split()).replace("Mr. ", "Mr ").split(". ")
]
ACCOUNTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(
    lambda s: "Readout\n\n" + ". ".join(x.rstrip(".") for x in s) + ".\n"
)


@settings(max_examples=25)
@given(st.lists(ACCOUNTS, min_size=2, max_size=3))
def test_every_unit_is_in_one_row(texts: list[str]) -> None:
    comparison = compare_accounts([read(text)[0] for text in texts])
    rows = Counter((u.account, u.number) for t in comparison.topics for units in t.units for u in units)
    assert rows == Counter((u.account, u.number) for a in comparison.accounts for u in a.units)
    assert all(u.account == k for t in comparison.topics for k, units in enumerate(t.units) for u in units)


@settings(max_examples=25)
@given(ACCOUNTS)
def test_equal_accounts_are_alike(text: str) -> None:
    assert compare_accounts(read(text) * 2).is_alike


@settings(max_examples=15)
@given(st.lists(ACCOUNTS, min_size=2, max_size=3))
def test_the_same_accounts_give_the_same_rows(texts: list[str]) -> None:
    papers = [read(text)[0] for text in texts]
    assert compare_accounts(papers) == compare_accounts(list(papers))


def test_the_order_of_three_accounts_changes_only_letters() -> None:
    texts = [*ONE_AGAINST_SIX.texts, SIX_WORDINGS.texts[0]]
    found = {
        frozenset(frozenset(filter(None, texts_of(c, t))) for t in c.topics) for order in permutations(texts) if (c := compared(*order))
    }
    assert len(found) == 1
