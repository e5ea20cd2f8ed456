"""Joins the actors of all documents of a case, with the ground of each join, and says what it cannot decide.

People have the last word. A split holds whatever joins there are: where a row of joins would bring the two parted actors
together, the joins are taken from the strongest to the weakest (the word of a person, the newest first; same full name; same
state; same body; another spelling; a middle name left out; the same office in one document), and the one that would close
the row gives way. The result does not depend on the order in which the actors come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from memcon.link import asks, families, joins
from memcon.link.asks import Profile, Question
from memcon.link.bearers import Bearer, Sighted, Sort, read_bearer
from memcon.link.clusters import Clusters
from memcon.link.joins import Ground, Tie
from memcon.model.judgement import ABOUT_ACTORS, Action, Judgement, in_force


@dataclass(frozen=True, slots=True)
class Cluster:
    """Actors that are one; `id` is the smallest of theirs, `evidence` the grounds in words."""

    id: str
    members: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Actors that may be one with others: the whole cluster of the left side, the actors of the right side, and why."""

    ground: Ground
    left: tuple[str, ...]
    right: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Papers:
    """Names in one document that may be those of one set of papers."""

    document: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Every actor in one cluster, what is asked, the sets of papers, and the joins that gave way to a split, in words."""

    clusters: tuple[Cluster, ...]
    candidates: tuple[Candidate, ...]
    papers: tuple[Papers, ...]
    gave_way: tuple[str, ...]


def link_actors(actors: Iterable[Sighted], judgements: Iterable[Judgement] = ()) -> Linked:
    """The actors of a case joined as far as nothing speaks against it; what is not sure is a candidate."""
    by_id = {actor.id: read_bearer(actor) for actor in sorted(actors, key=lambda a: a.id)}
    return _Linking(by_id, last_words(judgements)).linked()


def last_words(judgements: Iterable[Judgement]) -> dict[frozenset[str], Judgement]:
    """The last judgement about each pair of actors, the newest last."""
    last: dict[frozenset[str], Judgement] = {}
    for judgement in in_force(tuple(judgements)):
        if judgement.action in ABOUT_ACTORS:
            pair = frozenset((judgement.subject, str(judgement.value["other"])))
            last.pop(pair, None)
            last[pair] = judgement
    return last


class _Linking:
    """One linking of one case, from the strongest ground to the weakest."""

    def __init__(self, bearers: dict[str, Bearer], judged: dict[frozenset[str], Judgement]) -> None:
        self.bearers = bearers
        self.judged = judged
        apart = [pair for pair, word in judged.items() if word.action is Action.SPLIT]
        strangers = {id_ for pair in judged for id_ in pair} - set(bearers)  # actors of an earlier reading still hold others together
        traits = {id_: bearers[id_].traits if id_ in bearers else frozenset() for id_ in sorted({*bearers, *strangers})}
        self.clusters = Clusters.of(traits, apart)
        self.ties: list[Tie] = []
        self.gave_way: list[str] = []
        self.open: list[Question] = []

    def linked(self) -> Linked:
        self._judged_ties()
        self._add(self._name_ties())
        self._add(asks.middle_ties([p for p in self._profiles() if Sort.PERSON in p.sorts]))
        self._add(joins.office_ties(self.bearers.values()))
        self.open += self._questions()
        return Linked(self._clusters(), self._candidates(), self._papers(), tuple(self.gave_way))

    # ── joins ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _judged_ties(self) -> None:
        for pair, word in reversed(self.judged.items()):
            one, other = sorted(pair) if len(pair) == 2 else (min(pair), min(pair))
            if word.action is not Action.MERGE:
                continue
            tie = Tie(Ground.JUDGED, one, other, f"joined by {word.who} on {word.at[:10]}{': ' + word.why if word.why else ''}")
            self._join(tie, free=True)

    def _name_ties(self) -> Iterator[Tie]:
        for same in joins.by_key(self.bearers.values()).values():
            split = joins.parts(same)
            for part in split:
                yield from joins.name_ties(part, self.clusters.apart)
            if len(split) > 1:
                self.open += asks.part_questions(split)

    def _add(self, ties: Iterable[Tie]) -> None:
        for tie in sorted(ties, key=joins.tie_order):
            self._join(tie, free=False)

    def _join(self, tie: Tie, *, free: bool) -> None:
        """Join by the tie, unless a split or, for memcon's own ties, a trait speaks against it."""
        same = self.clusters.root(tie.one) == self.clusters.root(tie.other)
        parted = None if same else self.clusters.parted(tie.one, tie.other)
        if parted is not None:
            if frozenset((tie.one, tie.other)) != frozenset(parted):
                self.gave_way.append(self._way_words(tie, parted))
        elif same or free or self.clusters.against(tie.one, tie.other) is None:
            self.clusters.join(tie.one, tie.other)
            self.ties.append(tie)

    def _way_words(self, tie: Tie, parted: tuple[str, str]) -> str:
        word = self.judged[frozenset(parted)]
        ground = tie.why or next(joins.name_words([tie], self.bearers))
        apart = " and ".join(self._called(id_) for id_ in parted)
        return (
            f"{self._called(tie.one)} and {self._called(tie.other)} are kept apart ({ground}): {word.who} split {apart} on {word.at[:10]}"
        )

    def _called(self, id_: str) -> str:
        return f"“{self.bearers[id_].actor.name}” ({id_[:8]})" if id_ in self.bearers else id_[:8]

    # ── questions ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _profiles(self) -> list[Profile]:
        return asks.profiles_of(self.clusters, self.bearers.values())

    def _questions(self) -> Iterator[Question]:
        profiles = self._profiles()
        people, others = ([p for p in profiles if (Sort.PERSON in p.sorts) is named] for named in (True, False))
        bare, roles, bodies = ([p for p in others if sort in p.sorts] for sort in (Sort.SURNAME, Sort.ROLE, Sort.BODY))
        bare = [p for p in bare if p.bearers[0].sort is Sort.SURNAME]
        roles = [p for p in roles if p.bearers[0].sort is Sort.ROLE]
        yield from asks.middle_questions(people)
        yield from asks.near_questions(people)
        yield from families.surname_questions(people, bare)
        yield from asks.office_questions(people, roles)
        yield from asks.kind_questions([*people, *bare], bodies)
        yield from asks.paper_questions(self.bearers.values())

    def _candidates(self) -> tuple[Candidate, ...]:
        """The questions that nobody has answered, each pair of clusters once, on the strongest ground."""
        seen: set[frozenset[str]] = set()
        found: list[Candidate] = []
        for question in sorted(self.open, key=lambda q: (q.ground, q.why, min(q.left), min(q.right))):
            left = question.left[0]
            right = [id_ for id_ in question.right if not self._answered(left, id_)]
            new = [id_ for id_ in right if frozenset((self.clusters.root(left), self.clusters.root(id_))) not in seen]
            seen |= {frozenset((self.clusters.root(left), self.clusters.root(id_))) for id_ in new}
            if new:
                found.append(Candidate(question.ground, question.left, tuple(new), question.why))
        return tuple(found)

    def _answered(self, one: str, other: str) -> bool:
        return self.clusters.root(one) == self.clusters.root(other) or self.clusters.parted(one, other) is not None

    # ── what came of it ────────────────────────────────────────────────────────────────────────────────────────────

    def _clusters(self) -> tuple[Cluster, ...]:
        ties: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            ties[self.clusters.root(tie.one)].append(tie)
        rows = []
        for root, members in self.clusters.members.items():
            here = tuple(sorted(members & self.bearers.keys()))
            if here:
                rows.append(Cluster(here[0], here, tuple(self._evidence(ties[root]))))
        return tuple(sorted(rows, key=lambda cluster: cluster.id))

    def _evidence(self, ties: Sequence[Tie]) -> Iterator[str]:
        return joins.name_words(ties, self.bearers)

    def _papers(self) -> tuple[Papers, ...]:
        """The sets of papers that are still asked about."""
        rows = []
        for document, names in asks.papers_of(self.bearers.values()).items():
            first = names[0].id
            left = [first, *(b.id for b in names[1:] if not self._answered(first, b.id))]
            if len(left) > 1:
                rows.append(Papers(document, tuple(left)))
        return tuple(rows)
