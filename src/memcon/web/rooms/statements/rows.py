"""Statements as the room shows them, and as scripts get them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.export.citing import cite
from memcon.export.wording import HELD, act_words
from memcon.model.hits import Hit
from memcon.model.ledger import Relation
from memcon.web.addresses import address, piece
from memcon.web.rendering import marked_runs


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a statement; `name` is None where nobody is named, and `why` says why it is not known or not sure."""

    name: str | None
    actor: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A link of the chain: whose word it is, or the words that stand for somebody who is not named, and how it is held."""

    name: str
    actor: str | None
    relation: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a content; `is_found` where these are words that were looked for."""

    words: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """The document in which a statement stands."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    kind: str
    origin: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement as it stands now.

    `verb` is the act in words; `stance` says what nobody claims, and is empty for a claim. `runs` are the content, or the part of
    it in which the words stand that were looked for. `chain` are the sources between the paper and the speaker, outermost first.
    `start` and `end` are half-open code points into the text of the paper; `link` is where the statement is shown in it.
    `conflicts` are the ids of those within the paper in which it stands.
    """

    id: str
    speaker: Named
    act: str
    verb: str
    stance: str
    polarity: str
    manner: str
    content: str
    runs: tuple[Run, ...]
    addressees: tuple[Named, ...]
    chain: tuple[Source, ...]
    said_from: str | None
    said_to: str | None
    paper: Paper
    place: str
    start: int
    end: int
    status: str
    conflicts: tuple[str, ...]
    link: str
    citation: str


def listed(hits: Sequence[Hit], disputed: Mapping[str, tuple[str, ...]], *, base: str) -> tuple[Listed, ...]:
    """The statements; `base` is the address of the workbench, with which the links in citations begin."""
    return tuple(_listed(hit, disputed.get(hit.key, ()), base) for hit in hits)


def _listed(hit: Hit, conflicts: tuple[str, ...], base: str) -> Listed:
    row, link = hit.row, link_of(hit)
    when = row["when"] or {"from": None, "to": None}
    return Listed(
        id=hit.key, speaker=_named(row["speaker"]), act=hit.act, verb=act_words(hit.statement), stance=hit.stance, polarity=hit.polarity,
        manner=hit.manner, content=hit.content, runs=tuple(Run(words, found) for words, found in marked_runs(hit.snippet) if words),
        addressees=tuple(_named(party) for party in row["addressees"]), chain=tuple(_sources(row["chain"])),
        said_from=when["from"], said_to=when["to"],
        paper=Paper(hit.document, hit.title, hit.outlet, hit.published, hit.kind, hit.origin, hit.document_sha256),
        place=hit.place, start=hit.start, end=hit.end, status=hit.status, conflicts=conflicts, link=link,
        citation=cite(hit, link=base.rstrip("/") + link),
    )  # fmt: skip


def link_of(hit: Hit) -> str:
    """Where the statement is shown in its document."""
    return address(f"/documents/{piece(hit.document)}", statement=hit.key)


def _named(party: Mapping[str, Any]) -> Named:
    return Named(party["name"], party["actor"], party.get("why"))


def _sources(chain: Sequence[Mapping[str, Any]]) -> Iterator[Source]:
    for link in chain:
        holder, held = link["holder"], HELD.get(Relation(link["relation"]), "")
        if holder["name"] is not None:
            yield Source(holder["name"] + held, holder["actor"], link["relation"], is_named=True)
        else:
            words = f"“{link['cue']['text']}”" if link.get("cue") else "somebody not named"
            yield Source(words, None, link["relation"], is_named=False)
