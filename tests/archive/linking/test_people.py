"""Who is one over all documents: the same people as in a case of the same documents, however the work is cut."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.archive.ledgers import make_ledgers

from memcon.model.contract import Json, to_dict
from memcon.model.ids import content_id
from memcon.model.ledger import Act, Actor, ActorKind, Findings, Link, Manner, Mention, Party, Polarity, Relation, Statement
from memcon.run.linking import Who, who_is_who
from memcon.store import open_case
from tests.archive.linking.tables import Row, link, put_in, table, write_tables
from tests.fakes import make_document, span_of

NAMES = (
    "Odile Farro", "Odile Marie Farro", "Odile M. Farro", "O. Farro", "Farro", "Mr. Odile Farro", "Ms. Odile Farro", "Oddile Farro",
    "Yusuf Demir", "Yousef Demir", "Yusuf Ali Demir", "Mrs. Yusuf Demir", "Ambassador Yusuf Demir", "Kim Jong Tal", "Jong-tal Kim",
    "Clara Weiss", "Clara Jane Weiss", "Jean McBride", "Jean Mc Bride", "Jean Bride", "Tomas Bay", "Tomas Bay Jr.", "Tomas Q. Bay", "Tomas Quentin Bay",
)  # fmt: skip
OTHERS = (
    (ActorKind.UNNAMED, "Norway's ambassador", "ambassador"), (ActorKind.UNNAMED, "the spokesman", None), (ActorKind.STATE, "Norway", None),
    (ActorKind.ORGANISATION, "Harbour Board", None), (ActorKind.ORGANISATION, "the Harbour Board", None), (ActorKind.STATE, "Lorn", None),
    (ActorKind.DOCUMENT, "the report", None), (ActorKind.ORGANISATION, "UN", None), (ActorKind.ORGANISATION, "United Nations", None),
)  # fmt: skip
DAYS = ("1951-03-04", "1990-01-01", "2020-05-06", "2020-05-07", "2031", None)


def paper(n: int, dice: random.Random) -> Json:
    """A document that names three people and two others; the first of them speaks to the second, on the word of the third."""
    called = dice.sample(NAMES, 3)
    others = dice.sample(OTHERS, 2)
    text = (
        f"Paper {n}. {called[0]} told {called[1]}, by the word of {called[2]}, that the pier was shut. {others[0][1]} and {others[1][1]}.\n"
    )
    document = make_document(text, origin=f"papers/{n}.txt", published=dice.choice(DAYS))
    actors = tuple(
        Actor(
            content_id(document.id, k), kind, name, (name,), dice.choice((None, "NOR", "NOR", "LRN")), role, (Mention(span_of(text, name)),)
        )
        for k, (kind, name, role) in enumerate(
            [*((ActorKind.PERSON, name, dice.choice((None, "ambassador", "minister"))) for name in called), *others]
        )
    )
    parties = [Party(actor.name, actor.mentions[0].span, actor.id) for actor in actors]
    statement = Statement(
        content_id(document.id, "said"), Act.SAY, Manner.INDIRECT, Polarity.AFFIRMS, (span_of(text, "the pier was shut"),), parties[0],
        addressees=(parties[1],), chain=(Link(parties[2], Relation.ACCORDING_TO), Link(parties[2], Relation.ACCORDING_TO)),
    )  # fmt: skip
    return to_dict(Findings(document, actors, (statement,)))


def papers(count: int, seed: int) -> list[Json]:
    dice = random.Random(seed)
    return [paper(n, dice) for n in range(count)]


def case_people(folder: Path, ledgers: list[Json]) -> Iterator[tuple[Who, list[Row]]]:
    """Who is who in a case of these documents, and its people as the table has them."""
    with open_case(folder / "case.memcon", create=True) as case:
        put_in(case, ledgers)
        who = who_is_who(case)
    yield who, sorted(map(row_of, who.people), key=lambda row: str(row["id"]))


def row_of(person: Any) -> Row:
    return {
        "id": person.id, "kind": person.kind.value, "name": person.name, "country": person.country,
        "names": [name for name, _ in person.names], "roles": [held.role for held in person.roles], "actors": len(person.appearances),
        "documents": len(person.documents), "mentions": person.mentioned, "spoken": person.spoke, "told": person.told, "via": person.via,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_people_are_those_of_a_case(seed: int, tmp_path: Path) -> None:
    ledgers = papers(80, seed)
    write_tables(tmp_path / "a", ledgers, per_file=30)
    link(tmp_path / "a")
    (who, people), *_ = case_people(tmp_path, ledgers)
    homes = {id_: cluster.id for cluster in who.linked.clusters for id_ in cluster.members}
    assert {row["actor"]: row["person"] for row in table(tmp_path / "a", "bearers")} == homes
    assert table(tmp_path / "a", "people") == people


def test_how_the_work_is_cut_changes_nothing(tmp_path: Path) -> None:
    ledgers = [*papers(60, 11), *make_ledgers(120)]
    write_tables(tmp_path / "whole", ledgers, per_file=1_000)
    write_tables(tmp_path / "cut", reversed(ledgers), per_file=7)
    link(tmp_path / "whole")
    receipts = link(tmp_path / "cut", backwards=True, memory=200_000)
    assert sum("people" in receipt.counts for receipt in receipts) > 4  # shares of the names
    for name in ("people", "bearers"):
        assert table(tmp_path / "whole", name) == table(tmp_path / "cut", name)


def test_a_bearer_says_on_what_ground_it_was_joined(tmp_path: Path) -> None:
    ledgers = papers(25, 0)
    write_tables(tmp_path, ledgers)
    link(tmp_path)
    told = {words for row in table(tmp_path, "bearers") for words in row["evidence"]}
    assert {"same full name", "same name", "the same state (NOR)"} <= told
    assert any(words.startswith("same name but for a middle name: ") for words in told)
    assert "the same office of the same state in one document: Norway's ambassador" in told


def test_every_actor_is_somebody(tmp_path: Path) -> None:
    ledgers = papers(40, 5)
    write_tables(tmp_path, ledgers)
    link(tmp_path)
    bearers = table(tmp_path, "bearers")
    assert sorted(row["actor"] for row in bearers) == sorted(actor["id"] for ledger in ledgers for actor in ledger["actors"])
    assert {row["person"] for row in bearers} == {row["id"] for row in table(tmp_path, "people")}
