from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.export.disputes.lines import KINDS, RELATIONS, dispute_lines, heading_words
from memcon.model.ledger import ConflictKind
from tests.export.disputes.made import CHANGE, SHEET, account, dispute, ruling


def shown(**fields: object) -> str:
    return "\n".join(dispute_lines(dispute(**fields), number=1))


def test_both_accounts_stand_side_by_side_with_what_shows_it() -> None:
    assert shown() == (
        "  1. denial · OPEN · one denies what the other says\n"
        "   * Ana Lund · said\n"
        "       the pier was shut\n"
        "       Raid on Vardo, Lantern Wire, 2031-03-04; papers/raid.txt, paragraph 2\n"
        "       a1\n"
        "   * Tomas Bay · denied\n"
        "       [denied] the pier was shut\n"
        "       on the word of Clara Weiss\n"
        "       2031-03-06; standard input, paragraph 2\n"
        "       a2\n"
        "     shown by: “shut” / “never shut”\n"
        "     c1"
    )


def test_numbers_days_places_and_who_was_told_are_shown() -> None:
    raid = account(told="Clara Weiss", numbers=("killed: 3",), since="2031-03-01", until="2031-03-02", where="Vardø (NOR)")
    words = shown(left=raid)
    assert "   * Ana Lund -> Clara Weiss · said · 1 March 2031 to 2 March 2031\n" in words
    assert "       killed: 3\n       where: Vardø (NOR)\n" in words


def test_a_conflict_that_was_settled_shows_by_what() -> None:
    words = shown(state="conceded", history=(CHANGE,))
    assert "denial · conceded · one denies" in words
    assert "     then Tomas Bay admitted: the pier was shut (Later, 2031-03-08; later.txt)\n" in words


def test_a_ruling_is_shown_with_who_and_why() -> None:
    said = ruling()
    assert f"     ruled a real conflict by ada, 7 March 2031: read both ({said.id})\n" in shown(ruling=said)


@pytest.mark.parametrize("relation", sorted(RELATIONS.keys() - {"conflict"}))
def test_what_is_no_conflict_is_never_called_one(relation: str) -> None:
    head = heading_words(dispute(relation=relation))
    assert head.startswith("denial · NO CONFLICT · ")
    assert "OPEN" not in head


def test_a_relation_that_is_not_known_here_is_shown_by_its_name() -> None:
    assert heading_words(dispute(relation="other-year")) == "denial · NO CONFLICT · other year"


def test_every_kind_has_words() -> None:
    assert {kind.value for kind in ConflictKind} < set(KINDS)


def test_nobody_is_said_to_be_right() -> None:
    words = " ".join((*KINDS.values(), *RELATIONS.values()))
    assert not [word for word in ("right", "wrong", "true ", "false", "lie", "lied") if f" {word} " in f" {words} "]


def test_words_that_a_terminal_would_obey_are_shown_harmless_and_huge_ones_are_cut() -> None:
    evil = "\x1b[31mred\x1b[0m\u202e\r\n" + "w" * 100_000
    words = shown(
        left=account(words=evil, teller=evil, via=evil, told=evil, where=evil), why=evil, history=(CHANGE,), ruling=ruling(why=evil)
    )
    assert not [c for c in words if c != "\n" and not c.isprintable()]
    assert max(map(len, words.splitlines())) < 2_200


def test_a_title_with_a_line_break_stays_one_line() -> None:
    assert "Raid on Vardo, Lantern" in shown(left=account(sheet=replace(SHEET, title="Raid\non Vardo")))
