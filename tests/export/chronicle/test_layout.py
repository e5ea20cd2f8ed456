from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from memcon.export.chronicle.layout import NAME_HEIGHT, TIERS, Body, Ends, lay_out

PEOPLE = [Body(f"actor{n}", f"Somebody {n}", 10.0) for n in range(30)]
RING = [Ends(n, (n + 1) % 30, 1 + n % 4) for n in range(30)]


def test_the_same_graph_is_always_laid_out_in_the_same_way() -> None:
    assert lay_out(PEOPLE, RING) == lay_out(PEOPLE, list(RING))


def test_no_name_stands_on_another() -> None:
    places = lay_out(PEOPLE, RING)
    for one, other in combinations(places.values(), 2):
        assert abs(one[0] - other[0]) > 60 or abs(one[1] - other[1]) >= 20 + NAME_HEIGHT - 1


def test_those_who_are_joined_stand_nearer_than_others() -> None:
    places = list(lay_out(PEOPLE, [Ends(n, n + 1, 5) for n in range(0, 30, 2)]).values())
    joined = [dist(places[n], places[n + 1]) for n in range(0, 30, 2)]
    others = [dist(one, other) for one, other in combinations(places, 2)]
    assert max(joined) < sum(others) / len(others)


def test_whoever_is_known_keeps_his_place_and_who_is_new_stands_near_his_neighbours() -> None:
    before = lay_out(PEOPLE, RING)
    after = lay_out([*PEOPLE, Body("new", "Somebody new", 10.0)], [*RING, Ends(30, 3, 2)], before)
    assert {key: after[key] for key in before} == before
    assert dist(after["new"], before["actor3"]) < 300


@pytest.mark.parametrize("joined", [True, False])
def test_thousands_have_a_place_too(joined: bool) -> None:  # noqa: FBT001
    crowd = [Body(f"actor{n}", f"Somebody {n}", 8.0) for n in range(sum(TIERS) + 300)]
    edges = [Ends(n, n % 7, 1) for n in range(7, len(crowd))] if joined else []
    places = lay_out(crowd, edges)
    assert len(set(places.values())) == len(crowd)


def test_somebody_alone_stands_in_the_middle_of_nothing() -> None:
    assert lay_out([], []) == {}
    assert set(lay_out(PEOPLE[:1], [Ends(0, 0, 3)])) == {"actor0"}
