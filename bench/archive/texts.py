"""The nth document of an archive: an ordinary story, one of several of the same event, a copy, another language, or a hostile page.

Each comes from its number and the seed alone, so that millions can be written without one being held, and a copy can be made of any.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bench.archive import words
from bench.archive.cast import OUTLETS, Outlet, outlet, town
from bench.archive.foreign import LANGUAGES, foreign_story
from bench.archive.hostile import HOSTILE
from bench.archive.sentences import Scene, cast_of, sentence, turns

YEAR: Final = 2024
_EVENT_BLOCK: Final = 40
"""How many documents share one event; those of them that tell it stand near one another, as news does."""
_EVENT_SHARE: Final = 0.1
_SHORTEST, _USUAL, _LONGEST = 80, 260, 900


class Role(StrEnum):
    """What a document is there for."""

    STORY = "story"
    EVENT = "event"
    EXACT = "exact-copy"
    NEAR = "near-copy"
    FOREIGN = "foreign"
    HOSTILE = "hostile"


@dataclass(frozen=True, slots=True)
class Mix:
    """What an archive is mixed of: the share of copies (half of them exact), of other languages and of hostile pages.

    With a `most` all stories are short: of `least` to `most` words, as far as whole sentences make that many.
    """

    seed: int = 0
    copies: float = 0.02
    foreign: float = 0.01
    hostile: float = 0.001
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A document: what it says, where it stands, and what it was made as.

    `of` is the number of the document that it is a copy of, or of the event that it tells; `kinds` counts its sentences.
    """

    number: int
    role: Role
    title: str
    paragraphs: tuple[str, ...]
    day: date
    outlet: Outlet
    of: int | None = None
    detail: str = ""
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        slug = "-".join(word for word in self.title.lower().split()[:6] if word.isalnum()) or "story"
        return f"https://{self.outlet.host}/{self.day:%Y/%m/%d}/{slug}-{self.number}.html"

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def texts(pages: int, mix: Mix) -> Iterator[Text]:
    """So many documents."""
    return (text(n, mix) for n in range(pages))


def text(n: int, mix: Mix) -> Text:
    """The nth document."""
    role = role_of(n, mix)
    if role in (Role.EXACT, Role.NEAR):
        return _copy(n, role, mix)
    dice = random.Random(f"{mix.seed}/text/{n}")
    if role is Role.FOREIGN:
        language = LANGUAGES[_turn(n, mix.foreign) % len(LANGUAGES)]
        title, paragraphs = foreign_story(dice, language)
        return Text(n, role, title, paragraphs, _day(dice), _outlet(dice), detail=language)
    found = _told(n, dice, mix) if role is Role.EVENT else _story(n, dice, mix)
    return replace(found, role=role, detail=HOSTILE[_turn(n, mix.hostile) % len(HOSTILE)]) if role is Role.HOSTILE else found


def role_of(n: int, mix: Mix) -> Role:
    """What the nth document is; the rare ones come at even distances, so that a small archive has its part."""
    if _comes(n, mix.hostile, 0.5):
        return Role.HOSTILE
    if _comes(n, mix.foreign, 0.37):
        return Role.FOREIGN
    if _comes(n, mix.copies, 0.83):
        return Role.NEAR if _turn(n, mix.copies) % 2 else Role.EXACT
    return Role.EVENT if random.Random(f"{mix.seed}/role/{n}").random() < _EVENT_SHARE else Role.STORY


def _comes(n: int, share: float, offset: float) -> bool:
    every = round(1 / share) if share else 0
    return bool(every) and n % every == int(every * offset)


def _turn(n: int, share: float) -> int:
    return n // round(1 / share)


def _day(dice: random.Random) -> date:
    return date(YEAR, 1, 1) + timedelta(days=dice.randrange(366))


def _outlet(dice: random.Random) -> Outlet:
    return outlet(int(OUTLETS * dice.random() ** 1.5))


def _scene(dice: random.Random, paper: Outlet, day: date) -> Scene:
    return Scene(dice, paper.name, cast_of(dice), words.WEEKDAYS[day.weekday()], set())


def _story(n: int, dice: random.Random, mix: Mix) -> Text:
    paper, day = _outlet(dice), _day(dice)
    scene = _scene(dice, paper, day)
    kinds: Counter[str] = Counter()
    title = scene.claim()[1]
    if mix.most:
        body = _brief(scene, mix, kinds)
        return Text(n, Role.STORY, title[0].upper() + title[1:], tuple(body), day, paper, kinds=kinds)
    body = _body(scene, int(dice.triangular(_SHORTEST, _LONGEST, _USUAL)), kinds)
    if dice.random() < 0.06:
        body += turns(scene)
        kinds["turns"] += 1
    return Text(n, Role.STORY, title[0].upper() + title[1:], tuple(body), day, paper, kinds=kinds)


def _body(scene: Scene, wanted: int, kinds: Counter[str]) -> list[str]:
    """Paragraphs of about so many words."""
    body: list[str] = []
    count = 0
    while count < wanted:
        told = [sentence(scene) for _ in range(scene.dice.randrange(1, 4))]
        kinds.update(kind for kind, _ in told)
        body.append(" ".join(one for _, one in told))
        count += body[-1].count(" ") + 1
    return body


def _brief(scene: Scene, mix: Mix, kinds: Counter[str]) -> list[str]:
    """One paragraph of so many words, of whole sentences; the last may be longer than asked where none fits."""
    told: list[str] = []
    count = 0
    while count < mix.least:
        tries = [sentence(scene) for _ in range(3)]
        kind, one = next((each for each in tries if count + each[1].count(" ") < mix.most), tries[0])
        told.append(one)
        kinds[kind] += 1
        count += one.count(" ") + 1
    return [" ".join(told)]


def _told(n: int, dice: random.Random, mix: Mix) -> Text:
    """An event as one paper tells it: its own toll, and at times the denial of what others say."""
    number = n // _EVENT_BLOCK
    event = random.Random(f"{mix.seed}/event/{number}")
    happened, headline, blame, denier = event.choice(words.HAPPENINGS)
    place, river, day = town(event.randrange(162)), event.choice(words.RIVERS), _day(event)
    toll, body, blamer = event.randrange(4, 90), event.choice(words.BODIES), cast_of(event)[0]
    filled = {"town": place, "river": river, "body": body}
    who = denier.format(**filled)
    paper = _outlet(dice)
    scene = _scene(dice, paper, day)
    dead = toll if dice.random() < 0.6 else max(1, toll + dice.choice((-7, -3, 2, 5, 11)))
    some = dice.choice(("At least ", "", "", "As many as ", "Some "))
    weekday = words.WEEKDAYS[day.weekday()]
    lead = f"{some}{dead} people were killed and {dead * 2 + 3} injured when {happened.format(**filled)} on {weekday}, officials said."
    lines = [lead, f"{blamer.full} said that {blame}."]
    if dice.random() < 0.5:
        lines.append(f"A spokesman for {who} denied that {blame}.")
    kinds: Counter[str] = Counter({"toll": 1, "blame": 1, "denial": len(lines) - 2})
    if not mix.most:
        lines += _body(scene, dice.randrange(60, 300), kinds)
    return Text(n, Role.EVENT, headline.format(**filled), tuple(lines), day, paper, of=number, kinds=kinds)


def _copy(n: int, role: Role, mix: Mix) -> Text:
    """A story that another paper prints again: word for word, or with small edits; the first document of all is no copy."""
    dice = random.Random(f"{mix.seed}/copy/{n}")
    original = next((m for m in (dice.randrange(max(0, n - 4_000), n) for _ in range(200 if n else 0)) if _is_own(m, mix)), None)
    if original is None:
        return _story(n, dice, mix)
    found = text(original, mix)
    paper = next(p for p in iter(lambda: _outlet(dice), None) if p != found.outlet)
    copied = replace(found, number=n, role=role, outlet=paper, of=original)
    return copied if role is Role.EXACT else _edited(copied, dice)


def _is_own(n: int, mix: Mix) -> bool:
    return role_of(n, mix) in (Role.STORY, Role.EVENT)


def _edited(copied: Text, dice: random.Random) -> Text:
    """The copy under a title of its own, a few of its words changed, now and then without its end."""
    paragraphs = list(copied.paragraphs)
    at = dice.randrange(len(paragraphs))
    for old, new in ((" said ", " has said "), (" on ", " last "), (" people ", " persons "), (" before ", " ahead of ")):
        if old in paragraphs[at]:
            paragraphs[at] = paragraphs[at].replace(old, new, 1)
            break
    paragraphs.append(f"This report first appeared in the {copied.outlet.name}.")
    if len(paragraphs) > 8 and dice.random() < 0.5:
        del paragraphs[-2]
    return replace(copied, title=f"Report: {copied.title}", paragraphs=tuple(paragraphs))
