"""The detector: one parsed document in, everything that memcon finds in it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from memcon.detect.actors.conversation import find_meetings
from memcon.detect.actors.resolution import Resolution
from memcon.detect.asks.finding import find_asks
from memcon.detect.asks.thanking import note_left_out
from memcon.detect.chains import build_statements
from memcon.detect.conflicts.finding import find_conflicts, find_self_contradictions
from memcon.detect.events.coding import code_events
from memcon.detect.finders.oddities import find_oddities
from memcon.detect.grammar.lexicon import load_lexicon
from memcon.detect.grammar.reading import view_document
from memcon.detect.statements import find_drafts
from memcon.detect.times.dating import date_statements, find_times
from memcon.language import Parsed
from memcon.model.document import Document
from memcon.model.ledger import Ask, Event, Findings, Link, Party, Relation, Statement


@dataclass(frozen=True, slots=True)
class LedgerDetector:
    """Finds who said what to whom, on whose word, what happened between them, and what was asked for, in one parsed document."""

    name: str = "ledger"
    version: int = 4

    def detect(self, parsed: Parsed) -> Findings:
        """The statements, events, asks and conflicts, with their actors, and a warning for what is odd."""
        reading = view_document(parsed)
        drafts, warnings = find_drafts(reading, load_lexicon())
        resolution, times = Resolution(reading), tuple(find_times(reading))
        statements = resolution.resolve(build_statements(reading, drafts), find_meetings(reading))
        statements = credit_writer(parsed.document, date_statements(reading, statements, times))
        statements = note_left_out(reading, statements)
        events = code_events(reading, statements, resolution, times)
        asks = tuple(_settled(ask, resolution) for ask in find_asks(reading, statements, times))
        actors = resolution.cast(parties_of(statements, events, asks))
        told = (*reading.warnings, *warnings, *find_oddities(reading), *find_self_contradictions(reading))
        conflicts = find_conflicts(reading, statements, events)
        return Findings(parsed.document, actors, statements, told, events=events, asks=asks, conflicts=conflicts)


def parties_of(statements: Iterable[Statement], events: Iterable[Event], asks: Iterable[Ask]) -> Iterator[Party]:
    """Everybody in a role of a row."""
    for statement in statements:
        yield from statement.parties
    for event in events:
        yield from (*event.source, *event.target)
    for ask in asks:
        yield from (ask.asker, *ask.asked)


def credit_writer(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """What stands in a mail that another mail quotes or forwards is on the word of its writer, where the writer is not the speaker."""
    writer = document.header.get("quoted_writer")
    if not isinstance(writer, str):
        return statements
    link = Link(Party(writer), Relation.QUOTED)
    return tuple(s if s.speaker.name == writer else replace(s, chain=(link, *s.chain)) for s in statements)


def _settled(ask: Ask, resolution: Resolution) -> Ask:
    """The ask with those resolved who are asked only in its content: "Lorn could assist"."""
    return replace(ask, asked=tuple(resolution.settle(p) if p.span is not None and p.actor is None else p for p in ask.asked))


LEDGER = LedgerDetector()
