"""What people say of actors: whether two are one. Asks about what is not sure, and records the answers.

Several may answer at once, each looking at who is who as it was a moment ago: what was said since is heard before each question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final

from memcon.errors import WrongUse
from memcon.link.actors import Candidate, Linked, last_words
from memcon.link.people import homes_of
from memcon.model.judgement import ABOUT_ACTORS, Action, Judgement, in_force
from memcon.run.correcting import judge_now
from memcon.store import Case

MOST_PAIRS: Final = 2_000
"""Judgements that one answer may make: 2,000 take 2 s."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Which actors are one and which are not: who is who as it was worked out, and what people have said since."""

    homes: Mapping[str, str]
    moved: Mapping[str, str]
    parted: frozenset[frozenset[str]]

    def home(self, actor: str) -> str:
        """What stands for all that are one with the actor."""
        home = self.homes.get(actor, actor)
        return self.moved.get(home, home)

    def left_open(self, candidate: Candidate) -> tuple[str, ...]:
        """The actors of the right side of whom nobody has said whether they are one with the left side."""
        left = self.home(candidate.left[0])
        return tuple(id_ for id_ in candidate.right if not self._is_said(left, self.home(id_)))

    def settles(self, candidate: Candidate) -> bool:
        """Whether the question is answered, also where it follows from other answers."""
        return not self.left_open(candidate)

    def _is_said(self, one: str, other: str) -> bool:
        return one == other or frozenset((one, other)) in self.parted


def hear(homes: Mapping[str, str], judgements: Iterable[Judgement], *, known: Collection[str] = ()) -> Heard:
    """The clusters with what is in force of what people have said; `known` are the ids of the judgements that made the clusters."""
    said = last_words(judgements)
    first = Heard(homes, {}, frozenset())
    moved: dict[str, str] = {}
    for pair, word in said.items():
        if word.action is Action.MERGE and word.id not in known:  # a known one may have given way to a split
            ends = {_root(moved, first.home(id_)) for id_ in pair}
            moved[max(ends)] = min(ends)
    whole = Heard(homes, {home: _root(moved, home) for home in moved}, frozenset())
    parted = (pair for pair, word in said.items() if word.action is Action.SPLIT)
    return replace(whole, parted=frozenset(frozenset(map(whole.home, pair)) for pair in parted))


def _root(moved: Mapping[str, str], home: str) -> str:
    while moved.get(home, home) != home:
        home = moved[home]
    return home


def answer(case: Case, candidate: Candidate, action: Action, *, who: str) -> list[Judgement]:
    """Record that the two sides are the same (merge) or are not (split): a judgement for each actor on the right, all of one moment."""
    pairs = [(candidate.left[0], id_) for id_ in candidate.right]
    return case.judge_all(say_of_pairs(action, pairs, who=who, why=candidate.why))


def say_of_pairs(action: Action, pairs: Iterable[tuple[str, str]], *, who: str, why: str = "") -> list[Judgement]:
    """Judgements of one moment, one of each pair of actors."""
    said = [judge_now(action, one, {"other": other}, who=who, why=why) for one, other in pairs]
    return [replace(judgement, at=said[0].at) for judgement in said]


def split_off(members: Collection[str], chosen: Collection[str], *, who: str, why: str = "") -> list[Judgement]:
    """Judgements by which some who are one with others are somebody else. Raises WrongUse where that cannot be."""
    some, others = [id_ for id_ in members if id_ in chosen], [id_ for id_ in members if id_ not in chosen]
    if not some:
        raise WrongUse("mark the papers in which it is somebody else")
    if not others:
        raise WrongUse("these are all the papers: leave at least one")
    if len(some) * len(others) > MOST_PAIRS:
        raise WrongUse(f"{len(some):,} of {len(members):,} papers cannot be split off at once; mark fewer")
    return say_of_pairs(Action.SPLIT, product(some, others), who=who, why=why)


def join_all(
    mine: Collection[str], theirs: Collection[str], judgements: Iterable[Judgement], *, who: str, why: str = ""
) -> list[Judgement]:  # fmt: skip
    """Judgements by which two clusters are one: of their first actors, and of each pair that people have kept apart."""
    apart = (pair for pair, word in last_words(judgements).items() if word.action is Action.SPLIT)
    across = [(one, other) for pair in apart for one in pair & set(mine) for other in pair & set(theirs)]
    return say_of_pairs(Action.MERGE, dict.fromkeys([(min(mine), min(theirs)), *sorted(across)]), who=who, why=why)


def last_said(judgements: Sequence[Judgement], who: str) -> list[Judgement]:
    """What somebody said last and nobody has taken back: all judgements of one moment, which are one answer."""
    mine = [j for j in in_force(tuple(judgements)) if j.who == who]
    return [j for j in mine if (j.at, j.action) == (mine[-1].at, mine[-1].action)]


def said_with(judgements: Iterable[Judgement], key: str) -> list[Judgement]:
    """The judgements in force that are one answer with the one of this id. Raises WrongUse where there is none."""
    standing = about_actors(judgements)
    first = next((j for j in standing if j.id == key), None)
    if first is None:
        raise WrongUse("this was taken back already")
    return [j for j in standing if (j.at, j.who, j.action) == (first.at, first.who, first.action)]


def take_back(case: Case, judgements: Iterable[Judgement], *, who: str, why: str = "") -> list[Judgement]:
    """Record that these judgements are taken back, all at once."""
    return case.judge_all(judge_now(Action.UNDO, judgement.id, {}, who=who, why=why) for judgement in judgements)


def about_actors(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """What is in force of what people said of actors, by time."""
    return tuple(j for j in in_force(tuple(judgements)) if j.action in ABOUT_ACTORS)


# ── a sitting ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Asking:
    """One sitting: the questions that are still open, the answers given in it, and who gives them."""

    case: Case
    who: str
    linked: Linked
    open: list[Candidate] = field(default_factory=list)
    answers: list[tuple[Candidate, list[Judgement]]] = field(default_factory=list)
    _homes: Mapping[str, str] = field(default_factory=dict)
    _heard: Heard = field(default_factory=lambda: Heard({}, {}, frozenset()))

    def __post_init__(self) -> None:
        self.open = list(self.linked.candidates)
        self._homes = homes_of(self.linked)
        self._hear()

    def answer(self, action: Action) -> None:
        """Record of the first open question that its two sides are the same (merge) or are not (split)."""
        candidate = self.open.pop(0)
        self.answers.append((candidate, answer(self.case, candidate, action, who=self.who)))
        self._hear()
        self.open = [c for c in self.open if not self._heard.settles(c)]

    @property
    def left(self) -> int:
        """How many questions nobody has answered, the skipped ones with them."""
        return sum(not self._heard.settles(candidate) for candidate in self.linked.candidates)

    def skip(self) -> None:
        """Leave the first open question for another sitting."""
        self.open.pop(0)

    def undo(self) -> bool:
        """Take back the last answer and ask again, also what it had settled; False where there is none."""
        if not self.answers:
            return False
        candidate, judgements = self.answers.pop()
        take_back(self.case, judgements, who=self.who, why="taken back at once")
        self._hear()
        later = self.linked.candidates[self.linked.candidates.index(candidate) :]
        self.open = [c for c in later if not self._heard.settles(c)]
        return True

    def _hear(self) -> None:
        """Learn from all answers of this sitting which clusters are one, and which are not."""
        self._heard = hear(self._homes, [judgement for _, judgements in self.answers for judgement in judgements])
