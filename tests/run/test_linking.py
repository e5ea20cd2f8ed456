"""Who is who in a case that is stored: rows, sentences, and a sitting of questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memcon.model.contract import to_dict
from memcon.model.ids import content_id
from memcon.model.judgement import Action
from memcon.model.ledger import Act, Actor, ActorKind, Findings, Manner, Mention, Party, Polarity, Statement
from memcon.run.linking import Who, portrait, sentence_around, sentence_of, shown_first, sides, who_is_who
from memcon.store import Case, open_case
from tests.fakes import make_document, span_of
from tests.store.test_case import put_in

Row = dict[str, Any]


def told(
    n: int, name: str, *, kind: ActorKind = ActorKind.PERSON, country: str | None = None, role: str | None = None, day: str | None = None
) -> Row:
    """The nth invented paper: somebody says that the pier was shut."""
    text = f"Paper {n} begins. {name} said that the pier was shut. The ferry had left.\n"
    document = make_document(text, origin=f"papers/{n}.txt", title=f"Paper {n}", published=day or f"2031-03-{n + 1:02d}")
    shown = " ".join(name.split())
    mentions = (Mention(span_of(text, name)),)
    actor = Actor(content_id(document.id, name), kind, shown, (shown,), country, role, mentions)
    statement = Statement(
        content_id(document.id, "said"), Act.SAY, Manner.INDIRECT, Polarity.AFFIRMS, (span_of(text, "the pier was shut"),),
        Party(shown, span_of(text, name), actor.id), span_of(text, "said"), detector="statements/2",
    )  # fmt: skip
    return to_dict(Findings(document, (actor,), (statement,)))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, told(0, "Lucia Ferro", country="ITA", role="envoy"), told(1, "Ambassador Lucia Ferro", role="ambassador"))
        put_in(case, told(2, "Envoy Ferro"), told(3, "Tomas Bay"), told(4, "T. Bay"), told(5, "Clara Weiss"))
        yield case


def named(who: Who, name: str) -> Any:
    return next(p for p in who.people if p.name == name)


def test_a_row_holds_all_papers_of_one_person(case: Case) -> None:
    ferro = named(who_is_who(case), "Lucia Ferro")
    assert (ferro.spoke, ferro.mentioned, len(ferro.documents), ferro.country) == (2, 2, 2, "ITA")
    assert [(held.role, held.first, held.last) for held in ferro.roles] == [
        ("envoy", "2031-03-01", "2031-03-01"), ("ambassador", "2031-03-02", "2031-03-02"),
    ]  # fmt: skip
    assert ferro.cluster.evidence == ("same full name in 2 documents",)


def test_a_portrait_has_the_acts_and_the_latest_statements(case: Case) -> None:
    shown = portrait(case, named(who_is_who(case), "Lucia Ferro"))
    assert shown.acts == {"say": 2}
    assert [said.day for said in shown.latest] == ["2031-03-02", "2031-03-01"]


def test_a_rejected_statement_does_not_count(case: Case) -> None:
    from memcon.run.correcting import judge_now

    bay = named(who_is_who(case), "Tomas Bay")
    case.judge(judge_now(Action.REJECT, portrait(case, bay).latest[0].key, {}, who="ana", why=""))
    bay = named(who_is_who(case), "Tomas Bay")
    assert (bay.spoke, portrait(case, bay).acts) == (0, {})


def test_the_sentence_that_names_an_actor_is_found(case: Case) -> None:
    (appearance,) = named(who_is_who(case), "Clara Weiss").appearances
    assert sentence_of(case, appearance) == "Clara Weiss said that the pier was shut."


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "word " * 200 + "Ferro " + "more " * 200
    start = text.index("Ferro")
    cut = sentence_around(text, start, start + 5)
    assert cut.startswith("…word")
    assert cut.endswith("more…")
    assert len(cut) < 320


def test_both_sides_of_a_question_are_shown(case: Case) -> None:
    who = who_is_who(case)
    left, right = sides(who, who.linked.candidates[0])
    assert {a.actor.name for a in left} == {"Lucia Ferro", "Ambassador Lucia Ferro"}
    assert [a.actor.name for a in right] == ["Envoy Ferro"]
    assert shown_first(right).title == "Paper 2"


def test_everybody_is_found_by_the_id_of_any_actor_and_by_name(case: Case) -> None:
    who = who_is_who(case)
    ferro = named(who, "Lucia Ferro")
    assert [who.person(id_) for id_ in ferro.cluster.members] == [ferro, ferro]
    assert who.person("0" * 16) is None
    assert who.directory.find("ferro, lucia") == [ferro]
