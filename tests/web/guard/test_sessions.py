"""Secrets of sessions and start tokens."""

from __future__ import annotations

import threading

import pytest

from memcon import limits
from memcon.web.guard.sessions import Sessions, StartTokens
from tests.web.guard.street import Clock


def test_a_session_is_found_by_its_secret_until_it_is_closed() -> None:
    sessions = Sessions(Clock())
    secret = sessions.open("Ada Quill", "2024-05-14")
    found = sessions.find(secret)
    assert found is not None
    assert (found.name, found.since) == ("Ada Quill", "2024-05-14")
    sessions.close(secret)
    assert sessions.find(secret) is None


def test_no_two_secrets_are_alike_and_none_is_kept_as_it_is() -> None:
    sessions = Sessions(Clock())
    made = {sessions.open("Ada Quill") for _ in range(100)}
    assert len(made) == 100
    assert {len(secret) for secret in made} == {43}  # 256 bits
    assert not any(secret.encode() in sessions._open for secret in made)


def test_the_session_that_was_idle_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WEB_SESSIONS", 3)
    sessions = Sessions(Clock())
    first, second, *_ = [sessions.open(name) for name in ("a", "b", "c")]
    assert sessions.find(first) is not None
    sessions.open("d")
    assert sessions.find(second) is None
    assert sessions.find(first) is not None


def test_of_many_visitors_with_one_token_one_comes_in() -> None:
    tokens = StartTokens()
    token = tokens.make()
    came: list[bool] = []
    visitors = [threading.Thread(target=lambda: came.append(tokens.use(token))) for _ in range(20)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sorted(came) == [False] * 19 + [True]
    assert tokens.was_used(token)


def test_addresses_that_nobody_opens_do_not_pile_up() -> None:
    tokens = StartTokens()
    made = [tokens.make() for _ in range(12)]
    assert [tokens.use(token) for token in made] == [False] * 2 + [True] * 10


@pytest.mark.parametrize("strange", ["", "\x00", "é", "\ud800", "A" * 100_000])
def test_what_is_no_token_is_none(strange: str) -> None:
    tokens = StartTokens()
    tokens.make()
    assert (tokens.use(strange), tokens.was_used(strange)) == (False, False)
