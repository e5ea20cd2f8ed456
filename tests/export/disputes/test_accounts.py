from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.export.disputes.accounts import ITSELF, Account, event_account, statement_account
from memcon.model.contract import to_dict
from memcon.model.hits import Hit
from memcon.store import open_case
from memcon.store.search import Query
from tests.export.disputes.made import LATER, SHEET, account, dispute
from tests.fakes import make_happenings


@pytest.fixture(scope="module")
def hits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Hit]:
    """The statements of a paper with a raid, by their first word."""
    with open_case(tmp_path_factory.mktemp("case") / "case.memcon", create=True) as case:
        case.add(to_dict(make_happenings()), signature="memcon/test")
        return {hit.content.split()[0]: hit for hit in case.find(Query())}


def raid(told_in: Hit | None = None) -> Account:
    row = to_dict(make_happenings())
    return event_account(row["events"][0], row["document"], told_in, place="paragraph 2")


def test_a_statement_is_told_with_who_says_it_and_where(hits: dict[str, Hit]) -> None:
    told = statement_account(hits["two"])
    assert (told.teller, told.doing, told.words, told.place) == ("Norway", "asked", "two ferries by Friday", "paragraph 1")
    assert told.sheet.published == "2031-03-05"
    assert told.row["act"] == "ask"


def test_an_event_is_told_by_the_speaker_of_its_statement_who_did_not_do_it(hits: dict[str, Hit]) -> None:
    told = raid(hits["At"])
    assert (told.teller, told.doing) == ("the envoy", "tells of ASSAULT/aerial")
    assert told.numbers == ("killed: at least 20 sailors", "killed: 3 Danish pilots")
    assert (told.since, told.where, told.stance) == ("2031-03-04", "Vardø (NOR)", "alleged")
    assert "were killed in a raid on Vardo" in told.words
    assert set(told.names) == {"3 Danish pilots", "the envoy"}


def test_an_event_on_nobodys_word_is_told_by_the_paper_itself() -> None:
    assert raid().teller == ITSELF


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, ("2031-03-04", "2031-03-04")),
        ({"since": "2031-03-01", "until": "2031-03-02"}, ("2031-03-01", "2031-03-02")),
        ({"sheet": replace(SHEET, published=None)}, ("", "")),
    ],
)
def test_an_account_is_dated_by_its_own_days_or_else_by_its_paper(fields: dict[str, str], days: tuple[str, str]) -> None:
    assert account(**fields).days == days  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("relation", "state", "is_open"),
    [("conflict", "open", True), ("conflict", "stands", True), ("conflict", "conceded", False), ("update", "open", False)],
)
def test_a_conflict_is_open_until_one_side_gives_way(relation: str, state: str, is_open: bool) -> None:  # noqa: FBT001
    assert dispute(relation=relation, state=state).is_open is is_open


def test_a_dispute_is_as_new_as_its_later_paper_and_is_found_by_three_ids() -> None:
    assert dispute().day == LATER.published
    assert dispute().ids == {"c1", "a1", "a2"}
