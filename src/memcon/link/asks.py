"""What memcon does not join but asks about, and the joins for which another name in the case must be ruled out first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from memcon.link.bearers import Bearer, Sort, body_key
from memcon.link.clusters import Clusters
from memcon.link.joins import LIFE_YEARS, Ground, Tie, years_apart
from memcon.link.names import LONG_WORD, Likeness, Name, compare_names
from memcon.link.spelling import loosened

WINDOW_YEARS: Final = 2
"""How far apart papers may be in which an office without a name is held to be held by one person."""
MOST_HOLDERS: Final = 100
"""An office that more have held is not looked through: nobody can tell whom it means."""
MOST_RIVALS: Final = 3
"""A name that could be more people than these says too little to ask about."""
MOST_IN_BLOCK: Final = 300
"""Names of one initial and one family name that are compared with one another; more are compared where they share the given name."""


@dataclass(frozen=True, slots=True)
class Question:
    """Actors that may be one: on one side, on the other, and why they may be."""

    ground: Ground
    left: tuple[str, ...]
    right: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Profile:
    """A cluster as it is compared with others: all its actors in order of day and id."""

    root: str
    bearers: tuple[Bearer, ...]

    @cached_property
    def sorts(self) -> frozenset[Sort]:
        return frozenset(b.sort for b in self.bearers)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return tuple({b.key: b.name for b in self.bearers if b.sort is Sort.PERSON}.values())

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(b.actor.country for b in self.bearers if b.actor.country)

    @cached_property
    def office_names(self) -> frozenset[str]:
        return frozenset(office.name for b in self.bearers for office in b.offices)

    @cached_property
    def titles(self) -> Counter[str]:
        """The titles with the number of documents that give them."""
        return Counter(title for b in self.bearers for title in sorted(b.titles))

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(b.actor.role for b in self.bearers if b.actor.role)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(b.id for b in self.bearers)

    def nearest(self, day: str) -> float:
        """The years from a day to the nearest paper."""
        return min(years_apart(b.actor.published, day) for b in self.bearers)


def profiles_of(clusters: Clusters, bearers: Iterable[Bearer]) -> list[Profile]:
    """The clusters, by their first actor."""
    grouped: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        grouped[clusters.root(bearer.id)].append(bearer)
    rows = sorted(grouped.items(), key=lambda row: min(b.id for b in row[1]))
    return [Profile(root, tuple(sorted(group, key=by_day))) for root, group in rows]


def by_day(bearer: Bearer) -> tuple[str, str]:
    return bearer.actor.published or "9", bearer.id


# ── full names that are nearly one ─────────────────────────────────────────────────────────────────────────────────


def alike(people: Sequence[Profile]) -> Iterator[tuple[Likeness, Profile, Profile, Name, Name]]:
    """Pairs of clusters whose full names fit but are not the same, each pair of names once; the shorter name first."""
    for block in _blocks(people):
        for (p, one), (q, other) in combinations(block, 2):
            if p.root == q.root:
                continue
            likeness = compare_names(one, other)
            if likeness in (Likeness.MIDDLE, Likeness.INITIALS, Likeness.SUFFIX):
                yield (likeness, p, q, one, other) if len(one.words) <= len(other.words) else (likeness, q, p, other, one)


def _blocks(people: Sequence[Profile]) -> Iterator[list[tuple[Profile, Name]]]:
    by_initial: dict[tuple[str, str], list[tuple[Profile, Name]]] = defaultdict(list)
    for profile in people:
        for name in profile.names:
            by_initial[name.words[0][0], name.family].append((profile, name))
    for block in by_initial.values():
        if len(block) <= MOST_IN_BLOCK:
            yield block
            continue
        by_given: dict[str, list[tuple[Profile, Name]]] = defaultdict(list)
        for row in block:
            by_given[row[1].words[0]].append(row)
        yield from (rows for rows in by_given.values() if len(rows) <= MOST_IN_BLOCK)


def middle_ties(people: Sequence[Profile]) -> Iterator[Tie]:
    """A name without its middle name and the one fuller name in the case, where both are of one state or in one office."""
    fuller: dict[str, dict[str, tuple[Profile, Profile]]] = defaultdict(dict)
    for likeness, short, long, _, _ in alike(people):
        if likeness is not Likeness.SUFFIX:
            fuller[short.root][long.root] = (short, long)
        if likeness is Likeness.INITIALS:
            fuller[short.root][""] = (short, long)  # initials are asked about, so that nothing is ruled out
    for rows in fuller.values():
        short, long = next(iter(rows.values()))
        shared = short.countries & long.countries or short.titles & long.titles or short.roles & long.roles
        if len(rows) == 1 and shared:
            shown = f"{short.bearers[0].actor.name} / {long.bearers[0].actor.name}"
            yield Tie(Ground.MIDDLE, short.bearers[0].id, long.bearers[0].id, f"same name but for a middle name: {shown}")


def middle_questions(people: Sequence[Profile]) -> Iterator[Question]:
    """Names that differ by a middle name, initials or Jr., unless there are too many that it could be."""
    rows: dict[str, dict[str, tuple[Likeness, Profile, Profile]]] = defaultdict(dict)
    for likeness, short, long, _, _ in alike(people):
        rows[short.root].setdefault(long.root, (likeness, short, long))
    words = {
        Likeness.MIDDLE: "same name but for a middle name",
        Likeness.INITIALS: "the initials fit",
        Likeness.SUFFIX: "same name, but one is told from another of that name (Jr., II)",
    }
    for found in rows.values():
        rivals = f"; {len(found)} names in the case fit" if len(found) > 1 else ""
        for likeness, short, long in found.values() if len(found) <= MOST_RIVALS else ():
            ground = Ground.INITIALS if likeness is Likeness.INITIALS else Ground.MIDDLE
            yield Question(ground, long.ids, short.ids, words[likeness] + rivals)


def near_questions(people: Sequence[Profile]) -> Iterator[Question]:
    """Full names that are one but for a letter or careless spelling. Near-linear: names meet where a letter is left out of both."""
    meetings: dict[tuple[str, ...], list[tuple[Profile, Name]]] = defaultdict(list)
    for profile in people:
        for name in profile.names:
            for place in _places(name):
                meetings[place].append((profile, name))
    asked: set[tuple[str, str]] = set()
    for rows in meetings.values():
        for (p, one), (q, other) in combinations(rows[:MOST_IN_BLOCK], 2):
            pair = (min(p.root, q.root), max(p.root, q.root))
            if p.root != q.root and pair not in asked and compare_names(one, other) is Likeness.NEAR:
                asked.add(pair)
                yield Question(Ground.NEAR, p.ids, q.ids, "same name but for a letter or two that may be a misprint")


def _places(name: Name) -> set[tuple[str, ...]]:
    """Where a name meets those that are one letter away, and those that are spelt carelessly."""
    found = {tuple(loosened(word) for word in name.words)}
    for n, word in enumerate(name.words):
        found |= {(*name.words[:n], f"{n}~{form}", *name.words[n + 1 :]) for form in shorter(word)}
    return found


def shorter(word: str) -> set[str]:
    """A long word and what is left of it when one letter goes: two words one letter apart meet in one of these."""
    return {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))} if len(word) >= LONG_WORD else set()


# ── offices and the rest ───────────────────────────────────────────────────────────────────────────────────────────


def ask(ground: Ground, one: Profile, others: Sequence[Profile], why: str, years: float) -> Iterator[Question]:
    """One question about all others that fit."""
    fits = [p for p in others if _fit(one, p) and one.nearest(p.bearers[0].actor.published) <= years]
    if fits:
        yield Question(ground, one.ids, tuple(id_ for p in fits for id_ in p.ids), why)


def _fit(one: Profile, other: Profile) -> bool:
    genders = {b.gender for b in (*one.bearers, *other.bearers)} - {None}
    return len(genders) < 2 and (not one.countries or not other.countries or bool(one.countries & other.countries))


def office_questions(people: Sequence[Profile], roles: Sequence[Profile]) -> Iterator[Question]:
    """An office without a name, and the one person who holds it in the papers of that time; else the same office in other papers."""
    holders = _holders(people)
    held: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    by_root = {profile.root: profile for profile in people}
    empty: dict[str, list[Profile]] = defaultdict(list)
    for role in roles:
        bearer = role.bearers[0]
        known = holders.get(bearer.key, [])
        near = _near_holders(known, bearer) if len(known) <= MOST_HOLDERS else known
        if len(near) == 1 and bearer.actor.kind == "unnamed":
            held[near[0].root, bearer.key].append(role)
        elif not near:
            empty[bearer.key].append(role)
    for (root, key), rows in sorted(held.items()):
        words = f"the only {_office_words(key)} in the papers of that time"
        yield from ask(Ground.HOLDER, by_root[root], rows, words, WINDOW_YEARS)
    for key, rows in sorted(empty.items()):
        for first, *rest in _windows(sorted(rows, key=lambda p: by_day(p.bearers[0]))):
            same = [p for p in rest if _same_post(first, p.bearers[0])]
            yield from ask(Ground.HOLDER, first, same, f"the same office without a name: {_office_words(key)}", WINDOW_YEARS)


def _holders(people: Sequence[Profile]) -> dict[str, list[Profile]]:
    """Office and state, as the key of a description has them -> who holds it in some paper."""
    found: dict[str, list[Profile]] = defaultdict(list)
    for profile in people:
        for office in sorted(profile.office_names):
            for country in sorted(profile.countries):
                found[f"{office}\n{country}"].append(profile)
    return found


def _near_holders(known: Sequence[Profile], bearer: Bearer) -> list[Profile]:
    return [p for p in known if p.nearest(bearer.actor.published) <= WINDOW_YEARS and _same_post(p, bearer)]


def _office_words(key: str) -> str:
    return " of ".join(key.split("\n"))


def _windows(rows: Sequence[Profile]) -> Iterator[list[Profile]]:
    """Profiles in order of day, cut where a paper is too far from the first of its row."""
    row: list[Profile] = []
    for profile in rows:
        if row and row[0].nearest(profile.bearers[0].actor.published) > WINDOW_YEARS:
            yield row
            row = []
        row.append(profile)
    if row:
        yield row


def _same_post(profile: Profile, bearer: Bearer) -> bool:
    return any(office.fits(bearer.offices[0]) for b in profile.bearers for office in b.offices)


def kind_questions(people: Sequence[Profile], bodies: Sequence[Profile]) -> Iterator[Question]:
    """What is taken for a person in one place and for an organisation in another, unless somebody's family name is taken for one."""
    why = "same name, taken for a person in one place and for an organisation in another"
    families = {name.family for profile in people for name in profile.names}
    named: dict[str, list[Profile]] = defaultdict(list)
    for profile in people:
        if profile.names or profile.bearers[0].name.family not in families:
            named[body_key(profile.bearers[0].actor.name)].append(profile)
    for body in bodies:
        for key in sorted({body_key(b.actor.name) for b in body.bearers}):
            yield from ask(Ground.KIND, body, named.get(key, ()), why, LIFE_YEARS)


def part_questions(same: Sequence[Sequence[Bearer]]) -> Iterator[Question]:
    """Actors of one name that were not joined because they are of two states, or of papers further apart than a life."""
    first, *rest = same
    for part in rest[:MOST_RIVALS]:
        codes = sorted({b.actor.country for b in (*first, *part)} - {None}, key=str)
        held = {b.actor.country for b in first} & {b.actor.country for b in part}
        states = f"in one place of {codes[0]}, in another of {codes[1]}" if len(codes) > 1 and not held else ""
        why = f"same name, {states}" if states else f"same name, in papers more than {LIFE_YEARS} years apart"
        yield Question(Ground.OTHER_STATE, tuple(b.id for b in first), tuple(b.id for b in part), why)


def papers_of(bearers: Iterable[Bearer]) -> dict[str, list[Bearer]]:
    """The names of papers in each document that has two or more of them, by id."""
    found: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in sorted(bearers, key=lambda b: b.id):
        if bearer.sort is Sort.PAPERS:
            found[bearer.actor.document].append(bearer)
    return {document: rows for document, rows in sorted(found.items()) if len(rows) > 1}


def paper_questions(bearers: Iterable[Bearer]) -> Iterator[Question]:
    """Each name of papers in a document and its first one."""
    for rows in papers_of(bearers).values():
        first, *rest = rows
        for other in rest:
            yield Question(Ground.PAPERS, (first.id,), (other.id,), f"one set of papers under {len(rows)} names in one document?")
