"""Wrong tries and how long the next one waits."""

from __future__ import annotations

from memcon import limits
from memcon.web.guard.failures import Failures
from tests.web.guard.street import Clock

HOUSE = 4 * limits.WEB_TRIES


def test_a_few_tries_are_free_and_then_each_waits_twice_as_long() -> None:
    clock = Clock()
    failures = Failures(clock)
    assert [failures.begin("a", "1") for _ in range(limits.WEB_TRIES + 1)] == [0.0] * limits.WEB_TRIES + [2.0]
    clock.now += 2
    assert (failures.begin("a", "1"), failures.begin("a", "1")) == (0.0, 4.0)


def test_a_try_that_must_wait_is_not_counted() -> None:
    failures = Failures(Clock())
    for _ in range(50):
        failures.begin("a", "1")
    assert failures.begin("a", "1") == 2.0


def test_what_waits_for_its_name_does_not_count_for_its_address() -> None:
    failures = Failures(Clock())
    for _ in range(limits.WEB_TRIES):
        failures.begin("a", "1")
    for _ in range(50):
        assert failures.begin("a", "2") > 0
    assert failures.begin("b", "2") == 0.0


def test_an_address_has_free_tries_for_several_people() -> None:
    failures = Failures(Clock())
    waits = [failures.begin(f"name {n}", "1") for n in range(HOUSE + 1)]
    assert waits == [0.0] * HOUSE + [2.0]


def test_a_right_try_frees_the_name_and_gives_its_address_that_one_back() -> None:
    clock = Clock()
    failures = Failures(clock)
    for n in range(HOUSE):
        failures.begin(f"name {n}", "1")
    clock.now += 2
    assert failures.begin("a", "1") == 0.0
    failures.forgive("a", "1")
    assert failures.begin("b", "1") == 0.0
    assert failures.begin("c", "1") == 4.0


def test_a_day_of_guessing_one_name_is_some_four_hundred_tries() -> None:
    clock = Clock()
    failures, looked_at = Failures(clock), 0
    while clock.now < 1_000 + 24 * 3600:
        wait = failures.begin("a", "1")
        looked_at += wait == 0.0
        clock.now += 2 * limits.WEB_WAIT_SECONDS + 1 if wait > 512 else wait
    assert 400 < looked_at < 450


def test_whoever_sits_out_the_longest_wait_has_no_free_tries_again() -> None:
    clock = Clock()
    failures = Failures(clock)
    for _ in range(40):
        clock.now += failures.begin("a", "1")
    assert failures.begin("a", "1") + failures.begin("a", "1") == limits.WEB_WAIT_SECONDS
    clock.now += 2 * limits.WEB_WAIT_SECONDS + 1
    assert [failures.begin("a", "1") for _ in range(limits.WEB_TRIES)] == [0.0] * limits.WEB_TRIES


def test_what_is_remembered_does_not_grow_without_end() -> None:
    failures = Failures(Clock())
    for n in range(10_100):
        failures.begin(f"name {n}", f"address {n}")
    assert len(failures._tries) == 10_000
