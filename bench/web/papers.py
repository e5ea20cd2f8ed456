"""Generated papers in which people speak to one another on the word of others: findings without a parse."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from memcon.model.contract import to_dict
from memcon.model.document import Document, Kind, Part, Section
from memcon.model.ids import content_id
from memcon.model.ledger import (
    Act,
    Actor,
    ActorKind,
    Ask,
    AskKind,
    Count,
    Event,
    EventType,
    Findings,
    Interval,
    Link,
    Manner,
    Mention,
    Party,
    Polarity,
    Relation,
    Statement,
)
from memcon.text import Span

PEOPLE: Final = 2_000
STATEMENTS: Final = 10
"""In each paper."""
LONG_STATEMENTS: Final = 3_000
"""In the long one: some 200 pages."""
OUTLETS: Final = ("Lantern Wire", "Tidewater Post", "Salene Gazette", "Radio Marrow", "Harbour Courier", "Kestrel Courier")
KINDS: Final = (Kind.STORY, Kind.STORY, Kind.STORY, Kind.CABLE, Kind.READOUT, Kind.MEMCON)
ACTS: Final = (Act.SAY,) * 8 + (Act.DENY, Act.WARN, Act.ASK, Act.URGE, Act.ACCUSE, Act.PROMISE)
_SYLLABLES: Final = "ba ce di fo gu la me ni po ru sa te vi wo xu zar kel mon tur pil".split()
_NOUNS: Final = (
    "dam river border harbour convoy talks prisoners pipeline ceasefire election budget bridge camp road valley port treaty envoy "
    "minister parliament refugees wheat visas sanctions drones exercise frontier election water power school hospital"
).split()


def word(dice: random.Random) -> str:
    """A word of no language."""
    return "".join(dice.choice(_SYLLABLES) for _ in range(3))


def name(n: int) -> str:
    """The name of the nth person."""
    dice = random.Random(n)
    return f"{word(dice).title()} {word(dice).title()}"


def some_one(dice: random.Random) -> int:
    """A person: few speak often, most seldom."""
    return int(PEOPLE * dice.random() ** 2.2)


@dataclass
class _Draft:
    """A text that grows, and the actors that it names."""

    number: int
    text: str = ""

    def put(self, words: str) -> Span:
        """The words at the end of the text."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def paper(n: int, statements: int = STATEMENTS) -> dict[str, Any]:
    """The nth paper as the JSON ledger has it."""
    dice = random.Random(n)
    draft, spans = _Draft(n), []
    day = date(2029, 1, 1) + timedelta(days=int(1_000 * dice.random()))
    found: list[Statement] = []
    events: list[Event] = []
    asks: list[Ask] = []
    actors: dict[str, list[Span]] = {}
    for k in range(statements):
        start = len(draft.text)
        statement = _sentence(draft, k, dice, actors, day)
        found.append(statement)
        spans.append(Span(start, len(draft.text)))
        events += _event(statement, dice, n, k)
        asks += _ask(statement, n, k)
        draft.put("\n")
    document = Document(
        content_id("paper", n), content_id("paper", n) * 4, f"bench/{n:05}.txt", "text/plain", dice.choice(KINDS), draft.text,
        title=f"{dice.choice(_NOUNS).title()} and {dice.choice(_NOUNS)}: report {n}", published=day.isoformat(),
        outlet=dice.choice(OUTLETS),
        sections=tuple(Section(Part.PARAGRAPH, span) for span in spans),
    )  # fmt: skip
    people = tuple(
        Actor(_key(n, who), ActorKind.PERSON, who, (who,), mentions=tuple(map(Mention, places))) for who, places in actors.items()
    )
    return to_dict(Findings(document, people, tuple(found), events=tuple(events), asks=tuple(asks)))


def papers(documents: int) -> Iterator[dict[str, Any]]:
    """So many papers, and a long one at the end."""
    yield from map(paper, range(documents))
    yield paper(documents, LONG_STATEMENTS)


def _key(n: int, who: str) -> str:
    return content_id("actor", n, who)


def _sentence(draft: _Draft, k: int, dice: random.Random, actors: dict[str, list[Span]], day: date) -> Statement:
    """One sentence at the end of the text, and the statement in it."""
    act = dice.choice(ACTS)
    speaker = _party(draft, dice, actors)
    cue = draft.put(f" {act.value}s")
    draft.put(" ")
    told = (_party(draft, dice, actors),) if dice.random() < 0.6 else ()
    draft.put(" that ")
    content = draft.put(f"the {dice.choice(_NOUNS)} {' '.join(word(dice) for _ in range(10))} {dice.choice(_NOUNS)}")
    chain: tuple[Link, ...] = ()
    if dice.random() < 0.25:
        heard = draft.put(", according to ")
        chain = (Link(_party(draft, dice, actors), Relation.ACCORDING_TO, Span(heard.start + 2, heard.end - 1)),)
    draft.put(".")
    said = (day - timedelta(days=dice.randrange(5))).isoformat()
    return Statement(
        content_id("statement", draft.number, k), act, Manner.INDIRECT, Polarity.DENIES if act is Act.DENY else Polarity.AFFIRMS,
        (content,), speaker, Span(cue.start + 1, cue.end), addressees=told, chain=chain, when=Interval(said, said), detector="bench/1",
    )  # fmt: skip


def _party(draft: _Draft, dice: random.Random, actors: dict[str, list[Span]]) -> Party:
    who = name(some_one(dice))
    span = draft.put(who)
    actors.setdefault(who, []).append(span)
    return Party(who, span, _key(draft.number, who))


def _event(statement: Statement, dice: random.Random, n: int, k: int) -> Iterator[Event]:
    """For one statement in five, what it tells."""
    if dice.random() < 0.2:
        span = statement.content[0]
        counts = (Count("killed", None, dice.randrange(1, 90), "=", span),) if dice.random() < 0.3 else ()
        yield Event(
            content_id("event", n, k), dice.choice(list(EventType)), span, source=(statement.speaker,), target=statement.addressees,
            when=statement.when, counts=counts, statement=statement.id, detector="bench/1",
        )  # fmt: skip


def _ask(statement: Statement, n: int, k: int) -> Iterator[Ask]:
    if statement.act in (Act.ASK, Act.URGE):
        urgency = "immediate" if k % 7 == 0 else None
        yield Ask(
            content_id("ask", n, k), AskKind.REQUEST, statement.content, statement.speaker, statement.id, statement.addressees, urgency
        )
