"""What a detector hands in, checked: every place lies in the text, every link refers to a row that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from memcon.model.document import Document, Warning
from memcon.model.ledger import Actor, Ask, Event, Failure, Findings, Party, Statement
from memcon.text import Span


def check_findings(findings: Findings, document: Document) -> Findings:
    """The findings without the rows whose places lie outside the text, and a failure row that counts them."""
    size = len(document.text)
    statements = tuple(
        s for s in findings.statements if s.content and all(len(span) for span in s.content) and _inside(statement_spans(s), size)
    )
    actors = tuple(a for a in findings.actors if _inside((m.span for m in a.mentions), size))
    warnings = tuple(w if w.span is None or w.span.end <= size else Warning(w.code, w.message) for w in findings.warnings)
    events = tuple(e for e in findings.events if _inside(event_spans(e), size))
    asks = tuple(a for a in findings.asks if _inside(ask_spans(a), size))
    before, after = (findings.statements, findings.actors, findings.events, findings.asks), (statements, actors, events, asks)
    lost = sum(map(len, before)) - sum(map(len, after))
    whole = Findings(document, actors, statements, warnings, findings.failures, events, asks, findings.conflicts)
    return replace(_linked(whole), failures=(*findings.failures, _misplaced(document, lost))) if lost else whole


def merge_findings(document: Document, parts: Sequence[Findings]) -> Findings:
    """One Findings of what several detectors found: actors once each, statements in text order."""
    actors: dict[str, Actor] = {}
    for actor in chain.from_iterable(part.actors for part in parts):
        actors.setdefault(actor.id, actor)
    statements = sorted(chain.from_iterable(part.statements for part in parts), key=lambda s: (s.content[0].start, -s.content[-1].end))
    events = sorted(chain.from_iterable(part.events for part in parts), key=lambda e: (e.span.start, e.span.end))
    asks = sorted(chain.from_iterable(part.asks for part in parts), key=lambda a: a.content[0].start)
    warnings = tuple(chain.from_iterable(part.warnings for part in parts))
    failures = tuple(chain.from_iterable(part.failures for part in parts))
    conflicts = tuple(chain.from_iterable(part.conflicts for part in parts))
    return Findings(document, tuple(actors.values()), tuple(statements), warnings, failures, tuple(events), tuple(asks), conflicts)


def statement_spans(statement: Statement) -> Iterator[Span]:
    """Every place that a statement names."""
    yield from (*statement.content, *statement.quoted, *statement.hedges, *statement.evidence)
    when = statement.when.span if statement.when is not None else None
    single = (statement.cue, when, *(party.span for party in statement.parties), *(link.cue for link in statement.chain))
    yield from (span for span in single if span is not None)


def _inside(spans: Iterable[Span], size: int) -> bool:
    return all(span.end <= size for span in spans)


def _misplaced(document: Document, lost: int) -> Failure:
    return Failure(
        document.origin,
        "detect",
        "bad-span",
        f"{document.origin}: {lost} rows named places outside the text and were left out. Please report it",
    )


def event_spans(event: Event) -> Iterator[Span]:
    """Every place that an event names."""
    yield from (event.span, *(count.span for count in event.counts))
    told = (event.when.span if event.when else None, event.where.span if event.where else None)
    yield from (span for span in (*told, *(party.span for party in (*event.source, *event.target))) if span is not None)


def ask_spans(ask: Ask) -> Iterator[Span]:
    """Every place that an ask names."""
    yield from ask.content
    told = (ask.due.span if ask.due else None, ask.changed, ask.asker.span, *(party.span for party in ask.asked))
    yield from (span for span in told if span is not None)


def _linked(found: Findings) -> Findings:
    """The rows that refer to no row that was left out; an ask without its statement is no ask."""
    ids, actors = {s.id for s in found.statements}, {a.id for a in found.actors}
    return replace(
        found,
        statements=tuple(_statement(s, ids, actors) for s in found.statements),
        events=tuple(_event(e, ids, actors) for e in found.events),
        asks=tuple(_ask(a, ids, actors) for a in found.asks if a.statement in ids),
        conflicts=tuple(c for c in found.conflicts if {c.left, c.right} <= ids | {e.id for e in found.events}),
    )


def _statement(statement: Statement, ids: set[str], actors: set[str]) -> Statement:
    return replace(
        statement,
        parent=statement.parent if statement.parent in ids else None,
        speaker=_known(statement.speaker, actors),
        addressees=_all_known(statement.addressees, actors),
        chain=tuple(replace(link, holder=_known(link.holder, actors)) for link in statement.chain),
        left_out=_all_known(statement.left_out, actors),
    )


def _event(event: Event, ids: set[str], actors: set[str]) -> Event:
    above = event.statement if event.statement in ids else None
    return replace(event, statement=above, source=_all_known(event.source, actors), target=_all_known(event.target, actors))


def _ask(ask: Ask, ids: set[str], actors: set[str]) -> Ask:
    changed_by = ask.changed_by if ask.changed_by in ids else None
    return replace(ask, asker=_known(ask.asker, actors), asked=_all_known(ask.asked, actors), changed_by=changed_by)


def _all_known(parties: tuple[Party, ...], actors: set[str]) -> tuple[Party, ...]:
    return tuple(_known(party, actors) for party in parties)


def _known(party: Party, actors: set[str]) -> Party:
    return party if party.actor is None or party.actor in actors else replace(party, actor=None)
