"""The order in which every export shows statements: in text order, nested ones under the one that holds them, numbered from 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon import limits
from memcon.model.ledger import Actor, Findings, Polarity, Statement

DEEPEST: Final = 4
"""Statements nested deeper than this are shown as deep as this: there is no room for more on a page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with its number, its depth, and the nearest statement above it that its speaker does not stand by."""

    number: int
    level: int
    statement: Statement
    inside: Statement | None = None


def outline(statements: Sequence[Statement]) -> tuple[Entry, ...]:
    """Every statement once; one whose parent is not there, or is itself, stands at the top."""
    ids = {s.id for s in statements}
    below: dict[str | None, list[Statement]] = {}
    for s in sorted(statements, key=lambda s: (s.content[0].start, -s.content[-1].end)):
        below.setdefault(s.parent if s.parent in ids and s.parent != s.id else None, []).append(s)
    found = list(_walk(below, None, level=0, inside=None, seen=set()))
    seen = {id(s) for _, s, _ in found}
    stray = [(0, s, None) for s in statements if id(s) not in seen]  # parents in a circle: a broken plug-in, yet nothing is lost
    return tuple(Entry(n, level, s, inside) for n, (level, s, inside) in enumerate((*found, *stray), 1))


def _walk(
    below: dict[str | None, list[Statement]], parent: str | None, *, level: int, inside: Statement | None, seen: set[str | None]
) -> Iterator[tuple[int, Statement, Statement | None]]:
    if parent in seen or level > limits.CHAIN_LINKS:
        return
    seen.add(parent)
    for s in below.get(parent, ()):
        yield level, s, inside
        yield from _walk(below, s.id, level=level + 1, inside=s if s.polarity is not Polarity.AFFIRMS else inside, seen=seen)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a document, how often, and the actor row where there is one."""

    name: str
    count: int
    actor: Actor | None = None


def speakers_of(findings: Findings) -> tuple[Speaker, ...]:
    """Who speaks, most first; those who are only said to have kept silent, and those nobody names, are not among them."""
    actors = {actor.id: actor for actor in findings.actors}
    spoken = [s.speaker for s in findings.statements if s.speaker.name is not None and not is_silence(s)]
    names = {party.actor or party.name: party.name or "" for party in spoken}
    counts = Counter(party.actor or party.name for party in spoken)
    rows = [Speaker(actors[key].name if key in actors else names[key], n, actors.get(key or "")) for key, n in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.name)))


def is_silence(statement: Statement) -> bool:
    """Whether the row says that somebody did not say something."""
    return "negated" in statement.notes


def totals_of(findings: Findings) -> list[str]:
    """The document in numbers: statements, speakers, how many on somebody else's word, denied, doubted, not said, by nobody named."""
    rows = findings.statements
    plain = [s for s in rows if not is_silence(s)]
    numbers = [
        (sum(bool(s.chain) for s in rows), "on somebody else’s word"),
        (sum(s.polarity is Polarity.DENIES for s in plain), "denied or refused"),
        (sum(s.polarity is Polarity.DOUBTS for s in plain), "doubted"),
        (len(rows) - len(plain), "not said"),
        (sum(s.speaker.name is None for s in rows), "by nobody named"),
    ]
    head = f"{_count(len(rows), 'statement')} by {_count(len(speakers_of(findings)), 'speaker')}"
    return [head, *(f"{n} {what}" for n, what in numbers if n)]


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")
