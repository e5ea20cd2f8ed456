"""Family names that stand alone, and the full names in the case that they can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from memcon.link.asks import Profile, Question, ask, by_day, shorter
from memcon.link.joins import LIFE_YEARS, Ground
from memcon.link.names import Likeness, compare_names, is_misprint

CLEARLY: Final = 3
"""How many times as often the likeliest bearer of a title must have it as the next."""
NEAR_WORDS: Final = "one letter from the family name of the only full name in the case that is so near"
ONLY_WORDS: Final = "the only full name in the case with this family name"


def surname_questions(people: Sequence[Profile], bare: Sequence[Profile]) -> Iterator[Question]:
    """A family name and the one full name in the case that it can be; with two, its title or initial must tell which."""
    full: dict[str, list[Profile]] = defaultdict(list)
    for profile in people:
        for family in sorted({name.family for name in profile.names}):
            full[family].append(profile)
    near = _near_families(full)
    for family, rows in groupby(sorted(bare, key=_group), key=lambda p: p.bearers[0].name.family):
        groups = [list(group) for _, group in groupby(rows, key=_group)]
        one = None if family in full else _only_near(family, near)
        if family in full:
            for group in groups:
                yield from _of_full(full[family], group)
        elif one is not None:
            yield from ask(Ground.NEAR, one, [profile for group in groups for profile in group], NEAR_WORDS, LIFE_YEARS)
        else:
            yield from _among_bare(groups)


def _group(profile: Profile) -> tuple[str, str, tuple[str, ...], str]:
    """Family name, titles, initial: those who have all three in common are asked about at once."""
    name = profile.bearers[0].name
    return name.family, ", ".join(sorted(profile.titles)), name.words[:-1], profile.bearers[0].name.suffix


def _near_families(full: dict[str, list[Profile]]) -> dict[str, list[tuple[str, list[Profile]]]]:
    """The long family names by what is left of them when one letter goes."""
    found: dict[str, list[tuple[str, list[Profile]]]] = defaultdict(list)
    for family, profiles in full.items():
        for form in shorter(family):
            found[form].append((family, profiles))
    return found


def _only_near(family: str, near: dict[str, list[tuple[str, list[Profile]]]]) -> Profile | None:
    """The one full name whose family name is a misprint away; None where there are none or two."""
    fits = {known: profiles for form in sorted(shorter(family)) for known, profiles in near.get(form, ()) if is_misprint(family, known)}
    found = [profile for profiles in fits.values() for profile in profiles]
    return found[0] if len(found) == 1 else None


def _of_full(full: list[Profile], group: list[Profile]) -> Iterator[Question]:
    """The one who bears a title of the family name, or bears it by far most often; without a title, the only one of that name."""
    fits = [p for p in full if _names_fit(p, group[0])]
    told = sorted({word for profile in group for word in profile.titles})
    ranked = sorted(((sum(p.titles[word] for word in told), p) for p in fits), key=lambda row: (-row[0], row[1].root))
    if ranked and ranked[0][0] and (len(ranked) == 1 or ranked[0][0] >= CLEARLY * ranked[1][0]):
        best = ranked[0][1]
        shared = next(word for word in told if best.titles[word])
        yield from ask(Ground.TITLED, best, group, f"same family name, and both are {shared}", LIFE_YEARS)
    elif len(fits) == 1:
        initial = bool(group[0].bearers[0].name.words[1:])
        ground = Ground.INITIALS if initial else Ground.TITLED if told else Ground.SURNAME
        yield from ask(ground, fits[0], group, "the initials fit" if initial else ONLY_WORDS, LIFE_YEARS)


def _names_fit(one: Profile, other: Profile) -> bool:
    """Whether no initial and no Jr. speaks against it."""
    wanted = other.bearers[0].name
    return any(compare_names(b.name, wanted) not in (Likeness.DIFFERENT, Likeness.NEAR) for b in one.bearers if b.name.words)


def _among_bare(groups: Sequence[Sequence[Profile]]) -> Iterator[Question]:
    """A family name that no full name in the case has: those with one title, and the titles with one another."""
    heads: list[Profile] = []
    for group in groups:
        first, *rest = sorted(group, key=lambda p: by_day(p.bearers[0]))
        why = "same title and family name" if first.titles else "same family name"
        yield from ask(Ground.TITLED if first.titles else Ground.SURNAME, first, rest, f"{why}; no full name in the case", LIFE_YEARS)
        heads.append(first)
    others = [head for head in heads[1:] if _names_fit(heads[0], head)]
    yield from ask(Ground.SURNAME, heads[0], others, "same family name; no full name in the case", LIFE_YEARS)
