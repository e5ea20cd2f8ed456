"""On whose word: the line of holders from the document to those who were told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from memcon.export.wording import INFERRED, PAPERS, UNKNOWN, act_words, shown
from memcon.model.document import Document
from memcon.model.ledger import Party, Relation, Statement
from memcon.text import Span

RELATIONS: Final[Mapping[Relation, str]] = {
    Relation.ACCORDING_TO: "according to",
    Relation.SAID: "said",
    Relation.QUOTED: "quoted",
    Relation.CITED: "cited",
    Relation.SEEN_BY: "saw it",
    Relation.REPORTEDLY: "reportedly",
    Relation.PUBLISHED: "published it",
}
"""How a holder holds what comes after it, in words."""


class Stop(StrEnum):
    """What somebody is in the line."""

    DOCUMENT = "document"
    HOLDER = "source"
    SPEAKER = "speaker"
    ADDRESSEE = "addressee"


@dataclass(frozen=True, slots=True)
class Held:
    """One stop of the line: a name, the words printed for it where they are others, how it holds what comes after it, its cue.

    `at` and `cue_at` are the places of both in the text; `doubt` says that it was inferred, or cannot be told for certain.
    """

    stop: Stop
    name: str
    printed: str = ""
    relation: str = ""
    cue: str = ""
    at: Span | None = None
    cue_at: Span | None = None
    actor: str | None = None
    doubt: str = ""


def line_of(statement: Statement, document: Document) -> tuple[Held, ...]:
    """The line, outermost first."""
    return tuple(_line(statement, document))


def _line(statement: Statement, document: Document) -> Iterator[Held]:
    text = document.text
    yield Held(Stop.DOCUMENT, PAPERS[document.kind])
    for link in statement.chain:
        yield held(Stop.HOLDER, link.holder, text, relation=RELATIONS[link.relation], cue=link.cue)
    yield held(Stop.SPEAKER, statement.speaker, text, relation=act_words(statement), cue=statement.cue)
    for party in statement.addressees:
        yield held(Stop.ADDRESSEE, party, text)


def held(stop: Stop, party: Party, text: str, *, relation: str = "", cue: Span | None = None) -> Held:
    """Somebody as a stop of the line."""
    printed = "" if party.span is None else shown(party.span.of(text))
    name = shown(party.name) or (UNKNOWN if stop is Stop.SPEAKER else printed or "somebody not named")
    return Held(
        stop, name, "" if name.casefold() in printed.casefold() else printed, relation, "" if cue is None else shown(cue.of(text)),
        party.span, cue, party.actor, _doubt(party),
    )  # fmt: skip


def _doubt(party: Party) -> str:
    """Why the name is not sure, or why there is none."""
    if not party.why:
        return ""
    return "inferred" if party.name is not None and party.why.startswith(INFERRED) else shown(party.why)
