"""What an account says in plain forms, and how often it says no."""

from __future__ import annotations

from tests.detect.conflicts.reading import accounts


def test_an_opposite_is_told_under_the_word_it_is_opposite_to() -> None:
    (account,) = accounts("Roth said the gate was closed.")
    assert set(account.told) == {"gate", "open"}


def test_not_is_counted_where_it_is_about_what_is_shared() -> None:
    (account,) = accounts("Roth said that the crew did not leave the harbour.")
    assert account.nos(frozenset({"leave", "harbour"})) == 1
    assert account.nos(frozenset()) == 0


def test_what_somebody_did_not_say_is_no_denial() -> None:
    rows = accounts("Roth did not say that the crew had left the harbour.")
    assert not any(account.denies or account.claims for account in rows)


def test_what_may_be_is_not_claimed() -> None:
    (account,) = accounts("Roth said the gate might be shut.")
    assert not account.claims


def test_what_he_did_himself_begins_with_his_name() -> None:
    account = next(a for a in accounts("Roth denied that he took money.") if a.denies)
    assert account.opening == {"roth"}
