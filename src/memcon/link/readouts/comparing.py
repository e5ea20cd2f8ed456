"""Accounts compared: cut into units, put together into topics, each topic with what is to be looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, count
from typing import Final

from memcon.errors import WrongUse
from memcon.link.readouts.aligning import Group, align
from memcon.link.readouts.asking import compare_requests, find_request
from memcon.link.readouts.differing import Cell, looks_of, pieces_of, printed_text, standing_of
from memcon.link.readouts.likeness import Reading, likeness, read_units
from memcon.link.readouts.nearness import tell_near
from memcon.link.readouts.parties import Parties, know_parties
from memcon.link.readouts.units import cut_account
from memcon.link.readouts.words import words_in
from memcon.model.comparison import Account, Comparison, Standing, Topic
from memcon.model.ledger import Findings

MOST: Final = 26
"""Accounts that have a letter."""


def compare_accounts(papers: Sequence[Findings]) -> Comparison:
    """The accounts side by side. Raises WrongUse for fewer than two, and for more than there are letters."""
    if len(papers) < 2:
        raise WrongUse("one account is not enough; name another account of the same occasion")
    if len(papers) > MOST:
        raise WrongUse(f"{len(papers)} accounts are too many to set side by side; name {MOST} at most")
    accounts = tuple(_account(findings, k) for k, findings in enumerate(papers))
    parties = know_parties(papers)
    readings = read_units(accounts, parties.words)
    topics = _topics(accounts, readings, align(accounts, readings), parties)
    order = tuple(_order(topics, k) for k in range(len(accounts)))
    moved = _moved(order)
    told = tuple(replace(topic, is_moved=topic.number in moved) for topic in tell_near(topics, readings, accounts, parties.words))
    return Comparison(accounts, told, compare_requests(accounts, parties), order)


def _account(findings: Findings, k: int) -> Account:
    cut = cut_account(findings, k)
    text = findings.document.text
    words = sum(len(words_in(unit.span.of(text))) for unit in cut.units)
    return Account(chr(ord("A") + k), findings.document, cut.units, find_request(findings), cut.frames, words)


def _topics(accounts: Sequence[Account], readings: Sequence[Reading], groups: Sequence[Group], parties: Parties) -> list[Topic]:
    """The topics: those of several accounts in the order of the first that has them, then what each has alone."""
    cells = [tuple(_cell([readings[k] for k in group], n) for n in range(len(accounts))) for group in groups]
    ranked = sorted(zip(groups, cells, strict=True), key=lambda pair: (sum(map(bool, pair[1])) == 1, min(pair[0])))
    numbers = count(1)
    return [_topic(next(numbers), accounts, row, [readings[k] for k in group], parties) for group, row in ranked]


def _cell(group: Sequence[Reading], account: int) -> Cell:
    """The units of the account in the group."""
    return tuple(reading.unit for reading in group if reading.unit.account == account)


def _topic(number: int, accounts: Sequence[Account], cells: tuple[Cell, ...], group: Sequence[Reading], parties: Parties) -> Topic:
    standing = standing_of(accounts, cells, parties)
    looks = () if standing is Standing.ALIKE else looks_of(accounts, cells, parties)
    pieces = pieces_of(*map(printed_text, accounts, cells)) if len(accounts) == 2 and all(cells) else ()
    return Topic(number, standing, cells, looks, pieces, _likeness(group))


def _likeness(group: Sequence[Reading]) -> float:
    """How like the likest two units of different accounts are."""
    pairs = [(a, b) for a, b in combinations(group, 2) if a.unit.account != b.unit.account]
    return round(max((likeness(a, b) for a, b in pairs), default=1.0), 3)


def _order(topics: Sequence[Topic], account: int) -> tuple[int, ...]:
    """The numbers of the topics that the account has, as it tells them."""
    mine = [topic for topic in topics if topic.units[account]]
    return tuple(topic.number for topic in sorted(mine, key=lambda topic: topic.units[account][0].number))


def _moved(order: Sequence[tuple[int, ...]]) -> frozenset[int]:
    """The topics that another account tells in another order than the first that has them: as few as will do."""
    return frozenset(number for one, other in combinations(order, 2) for number in _out_of_line(one, other))


def _out_of_line(one: Sequence[int], other: Sequence[int]) -> Iterator[int]:
    """What is left of the shared numbers when the longest run in the same order is taken away."""
    place = {number: k for k, number in enumerate(other)}
    shared = [number for number in one if number in place]
    kept = _longest_run([place[number] for number in shared])
    return (number for number in shared if place[number] not in kept)


def _longest_run(places: Sequence[int]) -> frozenset[int]:
    """The longest rising run, not broken up by what stands in between."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        k = bisect_left(ends, place)
        before[place] = ends[k - 1] if k else None
        ends[k : k + 1] = [place]
    run: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)
