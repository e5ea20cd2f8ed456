"""What is joined, what is asked, what is never joined; people have the last word."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.link.actors import Linked, link_actors
from memcon.link.bearers import Sighted
from memcon.link.joins import Ground
from memcon.model.judgement import Action, Judgement
from memcon.model.ledger import ActorKind

KINDS = {"p": ActorKind.PERSON, "o": ActorKind.ORGANISATION, "s": ActorKind.STATE, "u": ActorKind.UNNAMED, "d": ActorKind.DOCUMENT}
KINDS |= {"l": ActorKind.OUTLET, "g": ActorKind.GROUP, "f": ActorKind.OFFICE}


def seen(told: str, *, n: int = 0) -> Sighted:
    """ "p Asad Khan; PAK; ambassador; 2021-09-01; doc": an actor as it is written in the tables."""
    kind_name, country, role, day, document = ([part.strip() for part in told.split(";")] + [""] * 5)[:5]
    kind, _, name = kind_name.partition(" ")
    return Sighted(f"{n:03d}{kind}", KINDS[kind], name, (name,), country or None, role or None, document or f"paper {n}", day)


def case(*told: str) -> list[Sighted]:
    return [seen(row, n=n) for n, row in enumerate(told)]


def joined(*told: str) -> list[list[int]]:
    """The rows that became one, as their numbers."""
    return sorted([int(id_[:3]) for id_ in c.members] for c in link_actors(case(*told)).clusters if len(c.members) > 1)


def asked(*told: str) -> list[tuple[Ground, int, list[int]]]:
    return [(c.ground, int(c.left[0][:3]), [int(id_[:3]) for id_ in c.right]) for c in link_actors(case(*told)).candidates]


def test_a_family_name_with_very_many_bearers_is_still_looked_through() -> None:
    given = [f"A{a}{b}{c}" for a in "bcdfghk" for b in "aeiou" for c in "lmnrstvz"]
    linked = link_actors(case(*(f"p {name} Khan; PAK" for name in given), f"p {given[3]} Ali Khan; PAK", f"p {given[5]} Khan; PAK; ; ; x"))
    assert sorted(len(c.members) for c in linked.clusters)[-3:] == [1, 2, 2]


_AT = count()


def word(action: Action, one: str, other: str, *, why: str = "", at: str | None = None) -> Judgement:
    return Judgement(action, one, "ana", at or f"2026-01-01T00:00:00.{next(_AT):06d}", why, None, {"other": other})


def merge(one: str, other: str, **told: str) -> Judgement:
    return word(Action.MERGE, one, other, **told)


def split(one: str, other: str, **told: str) -> Judgement:
    return word(Action.SPLIT, one, other, **told)


def together(linked: Linked, *ids: str) -> bool:
    return any(set(ids) <= set(c.members) for c in linked.clusters)


@pytest.mark.parametrize(
    ("rows", "clusters"),
    [
        (["p Asad Majeed Khan", "p Ambassador Asad Majeed Khan; PAK"], [[0, 1]]),
        (["p Muammar Gaddafi", "p Moammar Qadhafi; LBY"], [[0, 1]]),
        (["p Asad Khan; PAK", "p Asad Khan; IND"], []),
        (["p Asad Khan; PAK", "p Asad Khan", "p Asad Khan; IND"], []),
        (["p Mr. Alex Jones", "p Ms. Alex Jones"], []),
        (["p Ali Khan; ; ; 1901-01-01", "p Ali Khan; ; ; 2001-01-01"], []),
        (["p Omar Hassan al-Bashir; SDN", "p Omar El Bashir; SDN"], [[0, 1]]),
        (["p Omar Hassan al-Bashir; ; president", "p Omar El Bashir; ; president"], [[0, 1]]),
        (["p Omar Hassan al-Bashir", "p Omar El Bashir"], []),
        (["p Omar Hassan Bashir; SDN", "p Omar Ahmad Bashir; SDN", "p Omar Bashir; SDN"], []),
        (["p George W. Bush; USA", "p George H.W. Bush; USA"], []),
        (["p Imran Khan; PAK", "p Sultan Khan; PAK", "p Munir Khan; PAK", "p Asad Majeed Khan; PAK", "p Khan"], []),
        (["p Khan", "p Khan"], []),
        (["s Washington; USA", "s United States; USA", "s Pakistan; PAK"], [[0, 1]]),
        (["s Soviets; RUS", "s Russia; RUS", "s Soviet Union; RUS"], [[0, 2]]),
        (["s Lorn", "s Lorn", "o Lorn"], [[0, 1]]),
        (["l POLITICO", "o Politico"], [[0, 1]]),
        (["o Hezbollah", "g Hizballah", "o Hizbullah"], [[0, 1, 2]]),
        (["o al-Qaeda", "g Al Qaida"], [[0, 1]]),
        (["o State Department; USA", "o Department of State; USA"], [[0, 1]]),
        (["o foreign ministry of Lorn", "o Foreign Ministry of Lorn"], [[0, 1]]),
        (["o Embassy; USA", "o Embassy; USA", "o US Embassy", "o US Embassy", "o Pakistani delegation; PAK", "o Pakistani delegation; PAK"], []),
        (["o harbour board", "o harbour board", "l news", "l news"], []),
        (["u spokesman", "u spokesman", "g officials", "g officials", "g US officials; USA", "g US officials; USA"], []),
        (["d report", "d report", "d messages; ; ; ; x", "d transcripts; ; ; ; x"], []),
        (["p Marta Vey", "o Marta Vey", "s Marta Vey", "d Marta Vey"], []),
        (["p Asad Khan; PAK; ambassador; ; x", "u Pakistan's ambassador; PAK; ; ; x"], [[0, 1]]),
        (["p Asad Khan; PAK; ambassador; ; x", "f Pakistan's ambassador; PAK; ; ; x"], []),
        (["p Asad Khan; PAK; ambassador; ; x", "p Ali Shah; PAK; ambassador; ; x", "u Pakistan's ambassador; PAK; ; ; x"], []),
    ],
)  # fmt: skip
def test_what_is_joined(rows: list[str], clusters: list[list[int]]) -> None:
    assert joined(*rows) == clusters


@pytest.mark.parametrize(
    ("rows", "questions"),
    [
        (["p Asad Khan; PAK", "p Asad Khan; IND"], [(Ground.OTHER_STATE, 0, [1])]),
        (["p Ambassador Khan", "p Asad Majeed Khan; PAK; ambassador"], [(Ground.TITLED, 1, [0])]),
        (["p Ambassador Khan", "p Asad Khan; PAK; ambassador", "p Imran Khan; PAK; prime minister"], [(Ground.TITLED, 1, [0])]),
        (["p Ambassador Khan", "p Asad Khan", "p Imran Khan"], []),
        (["p Khan", "p Asad Khan", "p Imran Khan"], []),
        (["p Khan", "p Asad Khan"], [(Ground.SURNAME, 1, [0])]),
        (["p Mr. Khan", "p Ms. Asma Khan"], []),
        (["p J. Khan", "p Asad Khan"], []),
        (["p A. Khan", "p Asad Khan", "p Imran Khan"], [(Ground.INITIALS, 1, [0])]),
        (
            [
                "p President Lorca",
                "p Ana Lorca; ; president",
                "p Ana Lorca; ; president",
                "p Ana Lorca; ; president",
                "p Bo Lorca; ; president",
            ],
            [(Ground.TITLED, 1, [0])],
        ),
        (["p President Lorca", "p Ana Lorca; ; president", "p Bo Lorca; ; president"], []),
        (["p Sen. Lorca", "p Ana Lorca; ; senator", "p Bo Lorca; ; lawyer"], [(Ground.TITLED, 1, [0])]),
        (["p Abduallah", "p Waheed Abdullah"], [(Ground.NEAR, 1, [0])]),
        (["p President Zia", "p President Zia"], [(Ground.TITLED, 0, [1])]),
        (["p Secretary Kissinger", "p Secretary Kissinger", "p Henry Kissinger"], [(Ground.TITLED, 2, [0, 1])]),
        (["p J. R. Vance", "p John R. Vance"], [(Ground.INITIALS, 1, [0])]),
        (["p John Smith", "p John Smith Jr."], [(Ground.MIDDLE, 1, [0])]),
        (["p Waheed Abduallah", "p Waheed Abdullah"], [(Ground.NEAR, 0, [1])]),
        (["p Maria Lopez", "p Mario Lopez", "p Kim Jong Il", "p Kim Jong Un", "p Ali Hassan", "p Hassan Ali"], []),
        (["u Pakistan's ambassador; PAK; ; 2021-09-01", "p Asad Khan; PAK; ambassador; 2021-08-01"], [(Ground.HOLDER, 1, [0])]),
        (["u Pakistan's ambassador; PAK; ; 2021-09-01", "p Asad Khan; PAK; ambassador; 2011-08-01"], []),
        (["u Pakistan's ambassador to India; PAK", "p Asad Khan; PAK; ambassador to the US"], []),
        (["u former Pakistan's ambassador; PAK", "p Asad Khan; PAK; ambassador"], []),
        (["u Indian diplomat; IND", "u Indian diplomat; IND"], []),
        (
            [
                "u Lorn's king; LRN; ; 2021-01-01",
                "u king of Lorn; LRN; king; 2021-06-01",
                "u king; LRN; ; 2031-01-01",
                "u a king; LRN; ; 2021-01-01",
            ],
            [(Ground.HOLDER, 0, [1])],
        ),
        (["p the Ambassador; PAK; ; 2021-01-01", "p Asad Khan; PAK; ambassador; 2021-01-01"], []),
        (["p Politico; ; ; ; x", "l POLITICO; ; ; ; x"], [(Ground.KIND, 1, [0])]),
        (["d messages; ; ; ; x", "d meeting notes; ; ; ; x", "d treaty; ; ; ; x"], [(Ground.PAPERS, 0, [1])]),
    ],
)
def test_what_is_asked(rows: list[str], questions: list[tuple[Ground, int, list[int]]]) -> None:
    assert asked(*rows) == questions


def test_names_of_papers_in_one_document_are_shown_as_a_set() -> None:
    linked = link_actors(case("d messages; ; ; ; x", "d transcripts; ; ; ; x", "d report on the talks; ; ; ; x", "d messages; ; ; ; y"))
    assert [(p.document, len(p.members)) for p in linked.papers] == [("x", 3)]


def test_the_evidence_is_in_words() -> None:
    rows = case("p Omar El Bashir", "p Omar al-Bashir", "p Omar al-Bashir", "p Field Officer")
    (cluster,) = [
        c for c in link_actors(rows, [merge("000p", "003p", why="his rank", at="2026-03-04T05:06:07")]).clusters if len(c.members) > 1
    ]
    assert cluster.evidence == (
        "joined by ana on 2026-03-04: his rank",
        "same full name in 2 documents",
        "same name but for its spelling in our letters: Omar al-Bashir / Omar El Bashir",
    )


def test_a_merge_joins_what_memcon_would_not_and_undoing_it_parts_them() -> None:
    rows, said = case("p Khan", "p Asad Khan; PAK", "p Asad Khan; IND"), merge("000p", "002p")
    assert together(link_actors(rows, [said]), "000p", "002p")
    undone = Judgement(Action.UNDO, said.id, "ana", "2027-01-01", "")
    assert not together(link_actors(rows, [said, undone]), "000p", "002p")


def test_a_split_parts_what_memcon_joins() -> None:
    rows = case("p Asad Khan", "p Asad Khan")
    assert together(link_actors(rows), "000p", "001p")
    assert not together(link_actors(rows, [split("000p", "001p")]), "000p", "001p")


def test_of_a_row_of_joins_that_would_defeat_a_split_the_weakest_gives_way() -> None:
    rows = case("p Moammar Qadhafi", "p Muammar Gaddafi", "p Muammar Gaddafi")
    linked = link_actors(rows, [split("000p", "002p")])
    assert together(linked, "001p", "002p")  # the same full name is stronger than another spelling
    assert not together(linked, "000p", "001p")
    assert "ana split “Moammar Qadhafi” (000p) and “Muammar Gaddafi” (002p)" in linked.gave_way[0]


def test_of_the_words_of_people_the_oldest_gives_way() -> None:
    rows = case("p Ana Lund", "p Tomas Bay", "p Clara Weiss")
    linked = link_actors(rows, [merge("000p", "001p"), merge("001p", "002p"), split("000p", "002p")])
    assert together(linked, "001p", "002p")
    assert not together(linked, "000p", "001p")


def test_an_answered_question_is_not_asked_again() -> None:
    rows = case("p Ambassador Khan", "p Asad Khan; ; ambassador")
    assert link_actors(rows).candidates
    assert link_actors(rows, [split("000p", "001p")]).candidates == ()
    assert link_actors(rows, [merge("000p", "001p")]).candidates == ()


def test_actors_that_are_no_longer_there_still_hold_others_together() -> None:
    linked = link_actors(case("p Ana Lund", "p Tomas Bay"), [merge("000p", "gone"), merge("gone", "001p")])
    assert together(linked, "000p", "001p")


# ── for any case ───────────────────────────────────────────────────────────────────────────────────────────────────

NAMES = st.sampled_from(
    "Asad Khan|Asad Majeed Khan|A. Khan|Khan|Ambassador Khan|Omar El Bashir|Umar al-Bashir|Omar Hassan Bashir|Mr. Bashir|Pakistan|Politico"
    "|Pakistan's ambassador|messages|report|John Smith|John Smith Jr.|Waheed Abduallah|Waheed Abdullah|\x1b[2J|".split("|")
)
DAYS = st.sampled_from(["", "1920-05-05", "2021-08-26", "2021-09-04", "not a day"])
SEEN = st.builds(
    Sighted, id=st.integers(0, 40).map("{:02d}".format), kind=st.sampled_from(ActorKind), name=NAMES, country=st.sampled_from([None, "PAK", "IND"]),
    role=st.sampled_from([None, "ambassador", "president"]), document=st.sampled_from("xyz"), published=DAYS,
)  # fmt: skip
CASES = st.lists(SEEN, max_size=25, unique_by=lambda a: a.id)
WORDS = st.lists(
    st.tuples(st.sampled_from([Action.MERGE, Action.SPLIT]), st.integers(0, 40), st.integers(0, 40)).filter(lambda w: w[1] != w[2]),
    max_size=8,
)


def judged(words: Iterable[tuple[Action, int, int]]) -> list[Judgement]:
    return [word(action, f"{a:02d}", f"{b:02d}", at=f"2026-01-{n + 1:02d}") for n, (action, a, b) in enumerate(words)]


@given(CASES, WORDS, st.randoms(use_true_random=False))
def test_the_order_of_the_actors_changes_nothing(rows: list[Sighted], words: list[tuple[Action, int, int]], chance: random.Random) -> None:
    shuffled, said = list(rows), judged(words)
    chance.shuffle(shuffled)
    assert link_actors(rows, said) == link_actors(shuffled, said[::-1])


@given(CASES, WORDS)
def test_a_split_always_holds_and_every_actor_is_in_one_cluster(rows: list[Sighted], words: list[tuple[Action, int, int]]) -> None:
    linked = link_actors(rows, judged(words))
    assert sorted(id_ for c in linked.clusters for id_ in c.members) == sorted(a.id for a in rows)
    last = {frozenset((f"{a:02d}", f"{b:02d}")): action for action, a, b in words}
    assert not any(together(linked, *pair) for pair, action in last.items() if action is Action.SPLIT)


@given(CASES, WORDS)
def test_what_was_joined_said_by_a_person_too_changes_no_cluster(rows: list[Sighted], words: list[tuple[Action, int, int]]) -> None:
    said = judged(words)
    linked = link_actors(rows, said)
    again = [merge(c.members[0], id_, at="2027") for c in linked.clusters for id_ in c.members[1:]]
    assert {c.members for c in linked.clusters} <= {c.members for c in link_actors(rows, [*said, *again]).clusters}


@given(CASES, WORDS)
def test_an_answer_settles_a_question(rows: list[Sighted], words: list[tuple[Action, int, int]]) -> None:
    said = judged(words)
    for candidate in link_actors(rows, said).candidates[:1]:
        answers = [split(candidate.left[0], id_, at="2027") for id_ in candidate.right]
        left = {(c.left[0], id_) for c in link_actors(rows, [*said, *answers]).candidates for id_ in c.right}
        assert not left & {(candidate.left[0], id_) for id_ in candidate.right}


def test_twenty_thousand_actors_are_linked_in_seconds() -> None:
    chance = random.Random(7)
    given_names = [
        f"{a}{b}" for a in ("An", "Be", "Cor", "Dav", "El", "Far", "Gre", "Han", "Iv", "Jo") for b in ("a", "ik", "osh", "us", "ela")
    ]
    family = [
        f"{a}{b}{c}"
        for a in "BDFGKLMNPRSTVZ"
        for b in ("al", "er", "ish", "on", "und")
        for c in ("ov", "er", "ani", "sen", "ski", "ez", "ich")
    ]
    rows = [
        Sighted(f"{n:06d}", ActorKind.PERSON, f"{chance.choice(given_names)} {chance.choice(family)}" if n % 5 else f"Mr. {chance.choice(family)}",
                document=f"{n // 10}", published=f"20{n % 20:02d}-01-01") for n in range(20_000)
    ]  # fmt: skip
    start = time.process_time()
    linked = link_actors(rows)
    assert len(linked.clusters) < len(rows)
    assert time.process_time() - start < 20  # a few seconds; the margin is for a machine that does other things too
