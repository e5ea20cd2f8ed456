"""What is joined among the actors of a share: the rules of `link.actors` without questions, over rows of numbers.

The rules are those of a case: by name, state and body first, cut where two states or more than a life lie between; then names that
differ by a middle name; then offices. What a case does pair by pair in the order of ids is done here for all bearers of a spelling at
once, which comes to the same: between bearers of one name and one state only a gender can stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from memcon.archive.linking.crowds import Crowd, Small
from memcon.archive.linking.numbers import Ints, starts_of
from memcon.link.asks import MOST_IN_BLOCK, Profile, middle_ties
from memcon.link.bearers import Sort
from memcon.link.clusters import Clusters, Trait
from memcon.link.joins import LIFE_YEARS, Tie, spelt_words, tie_order, years_apart


@dataclass(slots=True)
class Evidence:
    """Why each row was joined: a number for each, and what these say."""

    codes: Small
    told: list[list[str]] = field(default_factory=lambda: [[]])
    _known: dict[str, int] = field(default_factory=dict)

    def put(self, rows: Ints, why: str) -> None:
        """These rows were joined for this."""
        if why not in self._known:
            self._known[why] = len(self.told)
            self.told.append([why])
        self.codes[rows] = self._known[why]

    def add(self, row: int, why: str) -> None:
        """One row was joined for this, too."""
        self.told.append([*self.told[self.codes[row]], why])
        self.codes[row] = len(self.told) - 1


@dataclass(frozen=True, slots=True)
class Joined:
    """For each row the smallest row that it is one with; why rows were joined; names that too many bear to be compared with others."""

    homes: Ints
    evidence: Evidence
    passed_over: int


def join_crowd(crowd: Crowd) -> Joined:
    """The actors of the share joined."""
    joining = _Joining(crowd, _Traits.of(crowd), np.arange(len(crowd.ids)), Evidence(np.zeros(len(crowd.ids), np.int32)))
    joining.by_name()
    passed_over = joining.by_middle_names()
    joining.by_office()
    return Joined(joining.smallest(), joining.evidence, passed_over)


@dataclass(frozen=True, slots=True)
class _Traits:
    """What each row is compared by, as numbers: 0 for no state and no gender."""

    keys: Small
    states: Small
    forms: Small
    genders: Small

    @staticmethod
    def of(crowd: Crowd) -> _Traits:
        """The traits of all rows."""
        bearers, signs = crowd.bearers, crowd.signs
        keys = _codes([f"{bearer.sort}\n{bearer.key}" for bearer in bearers])
        states = _codes([bearer.actor.country or "" for bearer in bearers], first="")
        forms = _codes([bearer.name.printed for bearer in bearers])
        genders = _codes([bearer.gender or "" for bearer in bearers], first="")
        return _Traits(keys[signs], states[signs], forms[signs], genders[signs])


@dataclass(slots=True)
class _Joining:
    """`heads` is for each row the one to which it was joined."""

    crowd: Crowd
    traits: _Traits
    heads: Ints
    evidence: Evidence

    def smallest(self) -> Ints:
        """For each row the smallest of those that have its head."""
        least = np.full(len(self.heads), len(self.heads), np.int64)
        np.minimum.at(least, self.heads, np.arange(len(self.heads)))
        homes: Ints = least[self.heads]
        return homes

    # ── one name ──

    def by_name(self) -> None:
        """Join those who are called alike."""
        crowd = self.crowd
        own = np.flatnonzero(crowd.of == 0)
        keys = self.traits.keys[own]
        order = np.lexsort((own, crowd.late[own], keys))
        begins = starts_of(keys[order])
        for n in np.flatnonzero(np.diff(begins) > 1).tolist():
            same = own[order[begins[n] : begins[n + 1]]]  # in the order of days and ids
            for part in self._parts(same):
                self._join_part(part)

    def _parts(self, same: Ints) -> Iterator[Ints]:
        """Bearers of one name, cut where they are of different states or too far apart."""
        sort = self.crowd.bearers[self.crowd.signs[same[0]]].sort
        if sort is Sort.STATE:
            yield same
            return
        states = self.traits.states[same]
        known = np.unique(states[states > 0])
        groups = [same] if len(known) < 2 else [same[states == code] for code in np.unique(states)]
        for group in groups:
            yield from self._lives(group) if sort is Sort.PERSON else (group,)

    def _lives(self, same: Ints) -> Iterator[Ints]:
        dates, days = self.crowd.dates, self.crowd.days[same]
        begins = starts_of(days)
        first, start = 0, dates[days[0]]
        for begin in begins[1:-1].tolist():
            if years_apart(start, dates[days[begin]]) > LIFE_YEARS:
                yield same[first:begin]
                first, start = begin, dates[days[begin]]
        yield same[first:]

    def _join_part(self, part: Ints) -> None:
        """Each spelling to its first bearer, and all spellings to the one found most; a woman is not joined to a man."""
        sort = self.crowd.bearers[self.crowd.signs[part[0]]].sort
        if sort is not Sort.PERSON:
            state = self.crowd.bearers[self.crowd.signs[part[0]]].key.removeprefix("name ")
            self._join(part, f"the same state ({state})" if sort is Sort.STATE else "same name")
            return
        printed = self.traits.forms[part]
        forms = [part[printed == code] for code in np.unique(printed)]
        forms.sort(key=lambda rows: (-len(rows), rows[0]))
        units = [self._join_form(rows) for rows in forms]
        self._join_spellings(units[0][0], [unit for some in units[1:] for unit in some])

    def _join_form(self, rows: Ints) -> list[Ints]:
        """Those of one spelling that are one, and behind them, each alone, those of the other gender."""
        genders = self.traits.genders[rows]
        told = genders[np.argsort(rows, kind="stable")]
        first = int(genders[0]) or next((int(code) for code in told if code), 0)
        fits = (genders == 0) | (genders == first)
        self._join(rows[fits], "same full name")
        return [rows[fits], *(np.array([row]) for row in rows[~fits])]

    def _join_spellings(self, most: Ints, others: Sequence[Ints]) -> None:
        gender = int(self.traits.genders[most].max())
        for unit in sorted(others, key=lambda rows: int(rows.min())):
            own = int(self.traits.genders[unit].max())
            if gender and own and gender != own:
                continue
            gender = gender or own
            why = spelt_words(self.crowd.bearer(int(most[0])), self.crowd.bearer(int(unit.min())))
            self.heads[unit] = self.heads[most[0]]
            self.evidence.put(unit, why)

    def _join(self, rows: Ints, why: str) -> None:
        self.heads[rows] = rows[0]
        self.evidence.put(rows[1:], why)

    # ── names without a middle name ──

    def by_middle_names(self) -> int:
        """Join names of which one leaves a middle name out, where nothing else fits; how many names too many share to be compared."""
        crowd = self.crowd
        people = np.array([bearer.sort is Sort.PERSON for bearer in crowd.bearers], np.bool_)
        own = np.flatnonzero(people[crowd.signs] & (crowd.of == 0)) if len(people) else np.zeros(0, np.int64)
        order = own[np.lexsort((own, crowd.late[own], self.heads[own]))]
        begins = starts_of(self.heads[order])
        blocks: dict[tuple[str, str], list[Ints]] = defaultdict(list)
        for start, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
            name = crowd.bearers[crowd.signs[order[end - 1]]].name
            blocks[name.words[0][0], name.family].append(order[start:end])
        ties: list[Tie] = []
        traits: dict[str, frozenset[Trait]] = {}
        passed_over = 0
        for _, members in sorted(blocks.items()):
            if len(members) > 1:
                profiles = [self._profile(rows) for rows in members]
                passed_over += _passed_over(profiles)
                ties += self._tied(profiles, traits)
        self._join_ties(ties, traits)
        return passed_over

    def _tied(self, profiles: Sequence[Profile], traits: dict[str, frozenset[Trait]]) -> list[Tie]:
        ties = list(middle_ties(profiles))
        tied = {id_ for tie in ties for id_ in (tie.one, tie.other)}
        for profile in profiles:
            if profile.root in tied:
                traits[profile.root] = frozenset().union(*(bearer.traits for bearer in profile.bearers))
        return ties

    def _profile(self, rows: Ints) -> Profile:
        """Those who are one as they are compared: the first, and one of each sign in the order in which the signs are last met."""
        signs, last = np.unique(self.crowd.signs[rows[::-1]], return_index=True)
        latest = rows[::-1][last[np.argsort(-last)]].tolist() if len(signs) > 1 else []
        bearers = tuple(self.crowd.bearer(int(row)) for row in (rows[0], *latest))
        return Profile(bearers[0].id, bearers)

    def _join_ties(self, ties: Sequence[Tie], traits: dict[str, frozenset[Trait]]) -> None:
        clusters = Clusters.of(traits, ())
        rows = {id_: int(np.searchsorted(self.crowd.ids, np.uint64(int(id_, 16)))) for id_ in traits}
        for tie in sorted(ties, key=tie_order):
            if clusters.root(tie.one) != clusters.root(tie.other) and clusters.against(tie.one, tie.other) is None:
                clusters.join(tie.one, tie.other)
                self.evidence.add(rows[tie.one], tie.why)
        homes = np.arange(len(self.heads))
        for id_, row in rows.items():
            homes[self.heads[row]] = self.heads[rows[clusters.root(id_)]]
        self.heads = homes[self.heads]

    # ── offices ──

    def by_office(self) -> None:
        """Join whoever is only called by an office to the one who holds it in the same document."""
        crowd = self.crowd
        described = np.flatnonzero(crowd.of != 0)
        holders = np.searchsorted(crowd.ids, crowd.of[described])
        self.heads[described] = self.heads[holders]
        for row in described.tolist():
            self.evidence.put(np.array([row]), crowd.whys[int(crowd.ids[row])])


def _codes(words: Sequence[str], *, first: str | None = None) -> Small:
    """A number for each different word; `first` has 0."""
    known: dict[str, int] = {} if first is None else {first: 0}
    return np.array([known.setdefault(word, len(known)) for word in words], np.int32)


def _passed_over(profiles: Sequence[Profile]) -> int:
    """The given names with one family name that more bear than are compared with one another."""
    if sum(len(profile.names) for profile in profiles) <= MOST_IN_BLOCK:
        return 0
    given: dict[str, int] = defaultdict(int)
    for profile in profiles:
        for name in profile.names:
            given[name.words[0]] += 1
    return sum(n > MOST_IN_BLOCK for n in given.values())
