"""Ledgers of invented papers, made without parsing: stories that several outlets tell, with copies, quotations, numbers and denials.

The nth story comes of its number alone, so that twice as many papers are these and as many others. All people and places are invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from memcon.model.contract import to_dict
from memcon.model.document import Document, Kind, Part, Section
from memcon.model.ids import content_id
from memcon.model.ledger import (
    Act,
    Actor,
    ActorKind,
    Count,
    Event,
    EventType,
    Findings,
    Interval,
    Link,
    Manner,
    Mention,
    Party,
    Place,
    Polarity,
    Relation,
    Statement,
)
from memcon.text import Span

FIRST_DAY: Final = date(2031, 1, 1)
DAYS: Final = 900
_SYLLABLES: Final = [a + b for a in "b d f g h k l m n p r s t v z br dr kl st".split() for b in "a e i o u an er il on ur".split()]
_SMALL: Final = "the of to and a in that it was for on with as by at from not had been would could is are will this which".split()
_STATES: Final = (("Norway", "NOR"), ("Chile", "CHL"), ("Ghana", "GHA"), ("Nepal", "NPL"), ("Peru", "PER"), ("Oman", "OMN"))
_ROLES: Final = ("minister", "ambassador", "envoy", "mayor", "spokeswoman", "general")
_BODIES: Final = ("Harbour Board", "Ferry Union", "Dam Commission", "Border Guard", "Grain Council", "Coast Watch", "Rail Authority")
_DEEDS: Final = ("blast", "shelling", "raid", "bombing")
_TELLERS: Final = (1,) * 50 + (2,) * 18 + (3,) * 12 + (4, 5, 6) * 4 + (8, 12, 20)

Row = dict[str, Any]


@cache
def word(n: int) -> str:
    """The nth word of the language in which the stories are told; the first are the commonest."""
    if n < len(_SMALL):
        return _SMALL[n]
    dice = random.Random(n)
    return "".join(dice.choice(_SYLLABLES) for _ in range(2 + (n > 300) + (n > 9_000)))


def _name(n: int) -> str:
    return word(20_000 + n).capitalize()


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with the names under which papers have it."""

    name: str
    middle: str
    country: str
    role: str


def somebody(n: int) -> Somebody:
    """The nth person; some have the name of another, in another state."""
    dice = random.Random(f"person {n}")
    given, family = _name(dice.randrange(150)), _name(1_000 + dice.randrange(3_000))
    return Somebody(f"{given} {family}", _name(dice.randrange(150)), dice.choice(_STATES)[1], dice.choice(_ROLES))


@dataclass(slots=True)
class Story:
    """What happened, and what was said of it."""

    n: int
    dice: random.Random = field(init=False)
    day: date = field(init=False)
    place: str = field(init=False)
    people: list[Somebody] = field(init=False)
    quotes: list[str] = field(init=False)
    claims: list[str] = field(init=False)
    lines: list[str] = field(init=False)
    deed: str = field(init=False)
    killed: int = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"story {self.n}")
        self.day = FIRST_DAY + timedelta(self.dice.randrange(DAYS))
        self.place = _name(5_000 + int(self.dice.paretovariate(0.3)) % 4_000)
        self.people = [somebody(int(self.dice.paretovariate(0.25)) % 30_000) for _ in range(3)]
        self.quotes = [self._words(self.dice.randint(6, 28)) for _ in range(4)]
        self.claims = [f"the {self._words(1)} of {self.place} had been {self._words(1)}ed near {self._words(2)}" for _ in range(2)]
        self.lines = [self._line() for _ in range(self.dice.randint(5, 12))]
        self.deed = self.dice.choice(_DEEDS)
        self.killed = self.dice.randint(3, 90)

    def _words(self, count: int) -> str:
        rare = (len(_SMALL) + int(self.dice.paretovariate(0.3)) % 15_000 for _ in range(count))
        return " ".join(word(n) if self.dice.random() < 0.6 else self.dice.choice(_SMALL) for n in rare)

    def _line(self) -> str:
        who = self.dice.choice(self.people).name
        return f"{self._words(5).capitalize()} {who} {self._words(6)} {self.dice.randint(2, 900)} {self._words(5)} {self.place}."

    def papers(self) -> Iterator[Findings]:
        """The documents that tell it, the first one first."""
        count = self.dice.choice(_TELLERS)
        first = _Paper(self, 0)
        made = [first]
        yield first.findings()
        for k in range(1, count):
            kind = self.dice.choice(("copy", "trim", "rewrite", "account", "account", "account"))
            paper = _Paper(self, k, kind, of=self.dice.choice(made))
            made.append(paper)
            yield paper.findings()


class _Paper:
    """One document in the making: its text as it grows, and what stands where."""

    def __init__(self, story: Story, k: int, kind: str = "first", of: _Paper | None = None) -> None:
        self._dice = random.Random(f"paper {story.n} {k}")
        self._story = story
        self._kind = kind
        self._outlet = f"{_name(12_000 + self._dice.randrange(60))} Courier"
        self._day = story.day + timedelta(0 if of is None else self._dice.choice((0, 0, 1, 1, 2, 5)))
        self._origin = f"pages/{story.n:07}-{k:02}.html"
        self._text: list[str] = []
        self._at = 0
        self._sections: list[Section] = []
        self._actors: dict[str, Actor] = {}
        self._statements: list[Statement] = []
        self._events: list[Event] = []
        self.parts = self._parts(of)

    # ── what it tells ──

    def _parts(self, of: _Paper | None) -> list[tuple[str, ...]]:
        """What it tells, piece by piece: (sort, words, ...)."""
        story, dice = self._story, self._dice
        if of is None or self._kind == "account":
            parts: list[tuple[str, ...]] = [("line", line) for line in (story.lines if of is None else self._own_lines())]
            parts += [("quote", self._quoted(quote, again=of is not None), str(dice.randrange(2))) for quote in story.quotes]
            parts += [("claim" if dice.random() < 0.6 or of is None else "denial", claim, str(n)) for n, claim in enumerate(story.claims)]
            parts.append(("toll", str(story.killed + (dice.choice((0, 0, 4, -1)) if of else 0))))
            return parts
        parts = list(of.parts)
        if self._kind == "trim":
            return parts[: max(4, int(len(parts) * dice.uniform(0.4, 0.8)))]
        if self._kind == "rewrite":
            return [(p[0], self._turned(p[1]), *p[2:]) if p[0] == "line" else p for p in parts if dice.random() < 0.85] or parts
        return parts

    def _own_lines(self) -> list[str]:
        return [replace_words(line, self._dice, 0.95) for line in self._story.lines[:3]]

    def _turned(self, line: str) -> str:
        return replace_words(line, self._dice, 0.3)

    def _quoted(self, quote: str, *, again: bool) -> str:
        """A quotation as another paper has it: whole, a part of it, or with another word."""
        words, chance = quote.split(), self._dice.random()
        if not again or chance < 0.4:
            return quote
        if chance < 0.6:
            return " ".join(words[: max(4, len(words) // 2)])
        return replace_words(quote, self._dice, 0.12)

    # ── the document ──

    def findings(self) -> Findings:
        """The document with all that is found in it."""
        self._paragraph(f"{self._story.place} {word(400 + self._story.n % 3_000)} {self._story.n}", part=Part.TITLE)
        for sort, *told in self.parts:
            getattr(self, f"_tell_{sort}")(*told)
        text = "".join(self._text)
        id_ = content_id(self._origin, text)
        document = Document(
            id_, content_id(text) * 4, self._origin, media_type="text/html", kind=Kind.STORY, title=text.partition("\n")[0],
            published=self._day.isoformat(), outlet=self._outlet, text=text, sections=tuple(self._sections),
        )  # fmt: skip
        named = {name: content_id("actor", id_, name) for name in self._actors}
        actors = tuple(replace(actor, id=named[name]) for name, actor in self._actors.items())
        statements = tuple(self._with_actors(s, named, id_) for s in self._statements)
        events = tuple(replace(e, id=content_id("event", id_, e.span.start)) for e in self._events)
        return Findings(document, actors, statements, events=events)

    def _with_actors(self, statement: Statement, named: dict[str, str], document: str) -> Statement:
        speaker = replace(statement.speaker, actor=named.get(statement.speaker.name or ""))
        chain = tuple(replace(link, holder=replace(link.holder, actor=named.get(link.holder.name or ""))) for link in statement.chain)
        return replace(statement, id=content_id("statement", document, statement.content[0].start), speaker=speaker, chain=chain)

    def _paragraph(self, line: str, *, part: Part = Part.PARAGRAPH) -> int:
        start = self._at
        self._sections.append(Section(part, Span(start, start + len(line))))
        self._text.append(line + "\n\n")
        self._at += len(line) + 2
        return start

    def _tell_line(self, line: str) -> None:
        self._paragraph(line)

    def _tell_quote(self, quote: str, who: str) -> None:
        one = self._story.people[int(who)]
        called = self._called(one)
        start = self._paragraph(f"“{quote},” {called} said.")
        span = Span(start + 1, start + 1 + len(quote))
        self._say(one, called, span, Act.SAY, start + len(quote) + 4, quoted=(span,))

    def _tell_claim(self, claim: str, who: str) -> None:
        self._tell_that(claim, self._story.people[int(who)], "said", Act.SAY)

    def _tell_denial(self, claim: str, _: str) -> None:
        self._tell_that(claim, self._story.people[2], "denied", Act.DENY)

    def _tell_that(self, claim: str, one: Somebody, cue: str, act: Act) -> None:
        called = self._called(one)
        start = self._paragraph(f"{called} {cue} that {claim}.")
        at = start + len(called) + len(cue) + 7
        self._say(one, called, Span(at, at + len(claim)), act, start)

    def _tell_toll(self, killed: str) -> None:
        state, code = _STATES[self._story.n % len(_STATES)]
        line = f"At least {killed} people were killed in a {self._story.deed} in {self._story.place} in {state}."
        start = self._paragraph(line)
        at = start + line.index(self._story.deed)
        count = Count("killed", "people", int(killed), ">=", Span(start, start + len(f"At least {killed} people")))
        day = self._story.day.isoformat()
        place = start + line.index(f" in {self._story.place}") + 4
        where = Place(self._story.place, Span(place, place + len(self._story.place)), code)
        when = Interval(day, day, None)
        self._events.append(
            Event("", EventType.ASSAULT, Span(at, at + len(self._story.deed)), when=when, where=where, counts=(count,)),
        )
        self._see(state, ActorKind.STATE, start + line.rindex(state), state, country=code)

    def _called(self, one: Somebody) -> str:
        given, _, family = one.name.partition(" ")
        return self._dice.choice((one.name, one.name, f"{given} {one.middle} {family}", f"{one.role.capitalize()} {one.name}"))

    def _say(self, one: Somebody, called: str, content: Span, act: Act, at: int, *, quoted: tuple[Span, ...] = ()) -> None:
        self._see(one.name, ActorKind.PERSON, at, called, country=one.country if self._dice.random() < 0.7 else None, role=one.role)
        chain: tuple[Link, ...] = ()
        if self._dice.random() < 0.2:
            body = self._dice.choice(_BODIES)
            self._see(body, ActorKind.ORGANISATION, at, called)
            chain = (Link(Party(body, None), Relation.ACCORDING_TO),)
        polarity = Polarity.DENIES if act is Act.DENY else Polarity.AFFIRMS
        manner = Manner.DIRECT if quoted else Manner.INDIRECT
        party = Party(one.name, Span(at, at + len(called)))
        self._statements.append(Statement("", act, manner, polarity, (content,), party, quoted=quoted, chain=chain, detector="bench/1"))

    def _see(self, name: str, kind: ActorKind, at: int, called: str, *, country: str | None = None, role: str | None = None) -> None:
        mention = Mention(Span(at, at + len(called)))
        known = self._actors.get(name)
        if known is None:
            names = (name,) if called == name else (name, called)
            self._actors[name] = Actor("", kind, called if kind is ActorKind.PERSON else name, names, country, role, (mention,))
        else:
            self._actors[name] = replace(known, mentions=(*known.mentions, mention))


def replace_words(line: str, dice: random.Random, part: float) -> str:
    """The line with other words in the place of some; names and numbers stay."""
    words: Sequence[str] = line.split(" ")
    return " ".join(word(300 + dice.randrange(9_000)) if w.islower() and dice.random() < part else w for w in words)


def make_ledgers(documents: int, *, first: int = 0) -> Iterator[Row]:
    """So many documents as the JSON ledger has them, story by story."""
    made = 0
    for n in range(first, first + documents):
        for findings in Story(n).papers():
            if made == documents:
                return
            made += 1
            yield to_dict(findings)
