"""Asks are followed from paper to paper, by whole names and joined actors, and by the day."""

from __future__ import annotations

from typing import Any

from memcon.detect.asks.across import follow_across

Row = dict[str, Any]


def party(name: str | None, actor: str | None = None) -> Row:
    return {"name": name, "actor": actor, "span": None}


def spans(words: str) -> list[Row]:
    return [{"start": 0, "end": len(words), "text": words}]


def ask(key: str, words: str = "two tugs", *, asker: str = "Ana Lund", asked: str = "the board", **fields: Any) -> Row:
    row = {"id": key, "kind": "request", "content": spans(words), "asker": party(asker), "asked": [party(asked)], "statement": f"s{key}"}
    return {**row, "status": "open", "changed_by": None, "changed": None, **fields}


def statement(key: str, act: str, words: str, speaker: str = "board", **fields: Any) -> Row:
    row = {"id": key, "act": act, "content": spans(words), "speaker": party(speaker), "notes": []}
    return {**row, "stance": "refused" if act == "refuse" else "", **fields}


def paper(day: str | None, *, asks: tuple[Row, ...] = (), statements: tuple[Row, ...] = ()) -> Row:
    return {"published": day, "asks": list(asks), "statements": list(statements)}


def states(*papers: Row, same_as: dict[str, str] | None = None) -> dict[str, tuple[str, str | None]]:
    return {key: (row["status"], row["changed_by"]) for key, row in follow_across(papers, same_as or {}).items()}


FIRST = paper("2031-04-01", asks=(ask("1"),))


def test_the_same_ask_of_a_later_day_repeats() -> None:
    assert states(FIRST, paper("2031-04-02", asks=(ask("2"),))) == {"1": ("repeated", "s2"), "2": ("open", None)}


def test_papers_may_come_in_any_order() -> None:
    assert states(paper("2031-04-02", asks=(ask("2"),)), FIRST)["1"] == ("repeated", "s2")


def test_an_ask_of_the_same_day_or_of_no_day_is_not_later() -> None:
    assert states(FIRST, paper("2031-04-01", asks=(ask("2"),)), paper(None, asks=(ask("3"),)))["1"] == ("open", None)


def test_another_asker_another_asked_or_another_thing_is_no_repeat() -> None:
    later = paper("2031-04-02", asks=(ask("2", asker="Bo Lind"), ask("3", asked="the crew"), ask("4", "a list of ships")))
    assert states(FIRST, later)["1"] == ("open", None)


def test_a_surname_alone_is_not_the_same_asker() -> None:
    assert states(FIRST, paper("2031-04-02", asks=(ask("2", asker="Lund"),)))["1"] == ("open", None)


def test_actors_that_people_have_joined_are_the_same() -> None:
    first = paper("2031-04-01", asks=({**ask("1"), "asker": party("Ana Lund", "a1")},))
    later = paper("2031-04-02", asks=({**ask("2"), "asker": party("Lund", "a2")},))
    assert states(first, later, same_as={"a1": "a1", "a2": "a1"})["1"] == ("repeated", "s2")


def test_the_asked_accepts_later() -> None:
    assert states(FIRST, paper("2031-04-02", statements=(statement("x", "agree", "send two tugs"),)))["1"] == ("accepted", "x")


def test_the_asked_refuses_later() -> None:
    assert states(FIRST, paper("2031-04-02", statements=(statement("x", "refuse", "the request for two tugs"),)))["1"] == ("refused", "x")


def test_what_is_no_answer_leaves_it_open() -> None:
    silent = statement("a", "refuse", "comment on two tugs")
    other = statement("b", "agree", "send two tugs", speaker="crew")
    elsewhere = statement("c", "agree", "sell the pier")
    inside = statement("d", "agree", "send two tugs", stance="inside what was denied")
    unsaid = statement("e", "refuse", "two tugs", notes=["negated"], stance="not said")
    later = paper("2031-04-02", statements=(silent, other, elsewhere, inside, unsaid))
    assert states(FIRST, later)["1"] == ("open", None)


def test_an_answer_that_settles_an_ask_of_its_own_paper_settles_no_other() -> None:
    own = ask("2", asker="Bo Lind", status="accepted", changed_by="x")
    later = paper("2031-04-02", asks=(own,), statements=(statement("x", "agree", "send two tugs"),))
    assert states(FIRST, later)["1"] == ("open", None)


def test_an_answer_settles_only_the_nearest() -> None:
    second = paper("2031-04-02", asks=(ask("2", asker="Bo Lind"),))
    answer = paper("2031-04-03", statements=(statement("x", "agree", "send two tugs"),))
    assert states(FIRST, second, answer) == {"1": ("open", None), "2": ("accepted", "x")}


def test_what_was_settled_stays_settled() -> None:
    first = paper("2031-04-01", asks=(ask("1", status="refused", changed_by="y"),))
    assert states(first, paper("2031-04-02", asks=(ask("2"),)))["1"] == ("refused", "y")


def test_questions_and_promises_are_not_accepted_from_afar() -> None:
    first = paper("2031-04-01", asks=(ask("1", kind="question"), ask("2", kind="promise")))
    found = states(first, paper("2031-04-02", statements=(statement("x", "agree", "send two tugs"),)))
    assert {state for state, _ in found.values()} == {"open"}
