"""Clusters as rows: the best name, the state, roles over time, and finding them by name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from memcon.link.actors import link_actors
from memcon.link.bearers import Sighted
from memcon.link.people import Appearance, Directory, Person, people_of
from memcon.link.showing import plain, uncertain_lines
from memcon.model.ledger import ActorKind


def seen(n: int, name: str, *, country: str | None = None, role: str | None = None, day: str = "", spoke: int = 0) -> Appearance:
    actor = Sighted(f"{n:08x}", ActorKind.PERSON, name, (name,), country, role, f"paper {n}", day)
    return Appearance(actor, f"Paper {n}", f"papers/{n}.txt", ((name, 1),), 1, (0, 1), spoke)


def people(*appearances: Appearance) -> Sequence[Person]:
    return people_of(link_actors(a.actor for a in appearances), appearances)


def test_the_full_name_without_a_title_is_shown() -> None:
    (person,) = people(seen(1, "Ambassador Asad Khan"), seen(2, "Ambassador Asad Khan"), seen(3, "Asad Khan"))
    assert person.name == "Asad Khan"
    assert person.names == (("Ambassador Asad Khan", 2), ("Asad Khan", 1))


def test_a_state_that_few_papers_give_is_left_out() -> None:
    rows = [seen(n, "Asad Khan", country="PAK" if n == 0 else None) for n in range(5)]
    assert people(*rows)[0].country is None
    assert people(*rows[:4])[0].country == "PAK"


def test_roles_have_the_days_of_the_papers_that_name_them() -> None:
    days = [
        ("envoy", "2021-05-01"),
        ("minister", "2023-01-01"),
        ("envoy", "2020-02-01"),
        ("-", "2020-01-01"),
        ("ambassador asad", "2019-01-01"),
    ]
    (person,) = people(*(seen(n, "Asad Khan", role=role, day=day) for n, (role, day) in enumerate(days)))
    assert [(h.role, h.first, h.last) for h in person.roles] == [
        ("ambassador", "2019-01-01", "2019-01-01"), ("envoy", "2020-02-01", "2021-05-01"), ("minister", "2023-01-01", "2023-01-01"),
    ]  # fmt: skip


def test_who_speaks_most_comes_first() -> None:
    assert [p.name for p in people(seen(1, "Ana Lund"), seen(2, "Tomas Bay", spoke=3))] == ["Tomas Bay", "Ana Lund"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Moammar Qadhafi", ["Muammar Gaddafi"]),
        ("Gaddafi, Muammar", ["Muammar Gaddafi"]),
        ("qaddafi", ["Muammar Gaddafi", "Saif Kadhafi"]),
        ("lun", ["Ana Lund"]),
        ("00000003", ["Ana Lund"]),
        ("zebra", []),
        ("", ["Ana Lund", "Muammar Gaddafi", "Saif Kadhafi"]),
    ],
)
def test_a_name_finds_all_its_spellings(wanted: str, found: list[str]) -> None:
    rows = people(seen(1, "Muammar Gaddafi"), seen(2, "Saif Kadhafi"), seen(3, "Ana Lund"))
    assert sorted(p.name for p in Directory(tuple(rows)).find(wanted)) == found


def test_what_gave_way_to_a_split_is_said_with_what_is_uncertain() -> None:
    from tests.link.test_actors import split

    rows = [seen(1, "Moammar Qadhafi"), seen(2, "Muammar Gaddafi"), seen(3, "Muammar Gaddafi")]
    linked = link_actors((a.actor for a in rows), [split(rows[0].actor.id, rows[2].actor.id)])
    lines = list(uncertain_lines(linked, {a.actor.id: a for a in rows}))
    assert lines[-1].startswith("“Muammar Gaddafi” (00000002) and “Moammar Qadhafi” (00000001) are kept apart")


def test_a_name_of_ten_thousand_letters_is_cut_where_it_is_shown() -> None:
    assert len(plain("A" * 10_000)) == 80
    assert plain("\x1b[31mred\u202e") == "\\u001b[31mred\\u202e"
