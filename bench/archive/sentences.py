"""Sentences of the press: what people say, deny, ask, promise and warn of, on whose word, and what nobody says."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench.archive import words
from bench.archive.cast import Person, somebody, town

_TO_SAY: Final = ("said", "told reporters", "said in a statement", "said", "added", "insisted")
_TOLD: Final = ("", "", "to reporters", "to parliament", "to the council")
"""Whom denials are made to, where that is told."""
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a story is told with: its dice, the paper, the people, and who has been named in full."""

    dice: random.Random
    outlet: str
    people: tuple[Person, ...]
    weekday: str
    named: set[str]

    def who(self) -> str:
        """One of the people: in full the first time, then by surname."""
        return self.called(self.dice.choice(self.people))

    def two(self) -> tuple[str, str]:
        """Two of them."""
        first, second = self.dice.sample(self.people, 2)
        return self.called(first), self.called(second)

    def called(self, one: Person) -> str:
        if one.name in self.named:
            return one.surname
        self.named.add(one.name)
        return one.full if self.dice.random() < 0.7 else f"{one.name}, {one.office},"

    def fill(self, pattern: str, chosen: dict[str, str] | None = None) -> str:
        """The pattern with words for its places; a place that was `chosen` keeps its word."""
        known = {} if chosen is None else chosen

        def word(match: re.Match[str]) -> str:
            if chosen is None or match[1] not in known:
                known[match[1]] = self._word(match[1])
            return known[match[1]]

        while "{" in pattern:
            pattern = _PLACE.sub(word, pattern)
        return pattern

    def _word(self, place: str) -> str:
        dice = self.dice
        if place in ("thing", "Thing"):
            thing = dice.choice(words.THINGS)
            return thing if place == "thing" else thing[0].upper() + thing[1:]
        simple: dict[str, Callable[[], str]] = {
            "town": lambda: town(dice.randrange(162)),
            "river": lambda: dice.choice(words.RIVERS),
            "month": lambda: dice.choice(words.MONTHS),
            "weekday": lambda: dice.choice(words.WEEKDAYS),
            "number": lambda: str(dice.randrange(3, 400)),
            "body": lambda: dice.choice(words.BODIES),
            "outlet": lambda: self.outlet,
        }
        return simple[place]()

    def claim(self) -> tuple[str, str]:
        """A claim as it is reported and as it is said."""
        thing, (reported, said) = self.dice.choice(words.THINGS), self.dice.choice(words.PREDICATES)
        chosen: dict[str, str] = {}
        return self.fill(f"{thing} {reported}", chosen), self.fill(f"{thing} {said}", chosen)


def _said(scene: Scene) -> str:
    return f"{scene.who()} {scene.dice.choice(_TO_SAY)} on {scene.weekday} that {scene.claim()[0]}."


def _quoted(scene: Scene) -> str:
    first, second = scene.claim()[1], scene.claim()[1]
    return f"“{_capital(first)},” {scene.who()} said. “{_capital(second)}.”"


def _partly(scene: Scene) -> str:
    return f"{scene.who()} called the plan “{scene.dice.choice(words.JUDGEMENTS)}”."


def _denied(scene: Scene) -> str:
    if scene.dice.random() < 0.5:
        to = scene.dice.choice(_TOLD)
        return f"{scene.who()} denied {to} that {scene.claim()[0]}." if to else f"{scene.who()} denied that {scene.claim()[0]}."
    return f"{_capital(scene.fill('{body}'))} denied {scene.fill(scene.dice.choice(words.DEEDS))}."


def _asked(scene: Scene) -> str:
    first, second = scene.two()
    verb = scene.dice.choice(("asked", "urged", "asked", "called on"))
    return f"{first} {verb} {second} to {scene.fill(scene.dice.choice(words.REQUESTS))} before {scene.fill('{weekday}')}."


def _according(scene: Scene) -> str:
    source = scene.fill(scene.dice.choice(words.SOURCES))
    if scene.dice.random() < 0.5:
        return f"According to {source}, {scene.claim()[0]}."
    return f"{_capital(scene.claim()[0])}, according to {source}."


def _chained(scene: Scene) -> str:
    first, second = scene.two()
    if scene.dice.random() < 0.5:
        return f"{first} told {second} that {scene.claim()[0]}, according to {scene.fill(scene.dice.choice(words.SOURCES))}."
    return f"An official told the {scene.outlet} that {first} had told {second} that {scene.claim()[0]}."


def _warned(scene: Scene) -> str:
    return f"{scene.who()} warned that {scene.claim()[0]}."


def _accused(scene: Scene) -> str:
    return f"{scene.who()} accused {scene.fill('{body}')} of {scene.fill(scene.dice.choice(words.DEEDS))}."


def _promised(scene: Scene) -> str:
    verb = scene.dice.choice(("promised to", "offered to", "agreed to", "refused to"))
    return f"{scene.who()} {verb} {scene.fill(scene.dice.choice(words.REQUESTS))}."


def _thanked(scene: Scene) -> str:
    first, second = scene.two()
    return f"{first} thanked {second} and {scene.fill('{body}')} for their help in {scene.fill('{town}')}."


def _admitted(scene: Scene) -> str:
    return f"{scene.who()} {scene.dice.choice(('admitted', 'acknowledged', 'conceded'))} that {scene.claim()[0]}."


def _doubted(scene: Scene) -> str:
    return f"{scene.who()} questioned whether {scene.claim()[0]}."


def _ordered(scene: Scene) -> str:
    return f"{scene.who()} ordered {scene.fill('{body}')} to {scene.fill(scene.dice.choice(words.REQUESTS))}."


def _condemned(scene: Scene) -> str:
    return f"{scene.who()} condemned the attack on {scene.fill('{thing}')}."


def _plain(scene: Scene) -> str:
    return scene.fill(scene.dice.choice(words.PLAIN))


KINDS: Final[dict[str, tuple[int, Callable[[Scene], str]]]] = {
    "said": (22, _said),
    "quoted": (14, _quoted),
    "partly-quoted": (4, _partly),
    "denied": (8, _denied),
    "asked": (8, _asked),
    "according-to": (8, _according),
    "chained": (5, _chained),
    "warned": (4, _warned),
    "accused": (4, _accused),
    "promised": (4, _promised),
    "thanked": (2, _thanked),
    "admitted": (2, _admitted),
    "doubted": (2, _doubted),
    "ordered": (2, _ordered),
    "condemned": (2, _condemned),
    "plain": (20, _plain),
}
"""Each kind of sentence: how often it comes, and what writes it."""
_NAMES: Final = tuple(KINDS)
_WEIGHTS: Final = tuple(weight for weight, _ in KINDS.values())


def sentence(scene: Scene) -> tuple[str, str]:
    """A sentence, and its kind."""
    kind = scene.dice.choices(_NAMES, _WEIGHTS)[0]
    return kind, _capital(KINDS[kind][1](scene))


def turns(scene: Scene) -> list[str]:
    """Questions and answers, each a paragraph."""
    answering = scene.dice.choice(scene.people)
    label = f"{'MR.' if scene.dice.random() < 0.5 else 'MS.'} {answering.surname.upper()}"
    found = []
    for _ in range(scene.dice.randrange(2, 5)):
        found.append(f"QUESTION: Is it true that {scene.claim()[0]}?")
        found.append(f"{label}: {_capital(scene.claim()[1])}. I have said that before.")
    return found


def cast_of(dice: random.Random) -> tuple[Person, ...]:
    """The people of a story, no two by one surname."""
    found: dict[str, Person] = {}
    while len(found) < 4:
        one = somebody(dice)
        found.setdefault(one.surname, one)
    return tuple(found.values())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
