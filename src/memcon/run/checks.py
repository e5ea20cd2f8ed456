"""What a detector hands in, checked: every place lies in the text, every link refers to a row that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from memcon.model.document import Document, Warning
from memcon.model.ledger import Actor, Failure, Findings, Party, Statement
from memcon.text import Span


def check_findings(findings: Findings, document: Document) -> Findings:
    """The findings without the rows whose places lie outside the text, and a failure row that counts them."""
    size = len(document.text)
    statements = tuple(
        s for s in findings.statements if s.content and all(len(span) for span in s.content) and _inside(statement_spans(s), size)
    )
    actors = tuple(a for a in findings.actors if _inside((m.span for m in a.mentions), size))
    warnings = tuple(w if w.span is None or w.span.end <= size else Warning(w.code, w.message) for w in findings.warnings)
    lost = len(findings.statements) - len(statements) + len(findings.actors) - len(actors)
    failures = (*findings.failures, *([_misplaced(document, lost)] if lost else []))
    kept = _linked(statements, {a.id for a in actors}) if lost else statements
    return Findings(document, actors, kept, warnings, failures)


def merge_findings(document: Document, parts: Sequence[Findings]) -> Findings:
    """One Findings of what several detectors found: actors once each, statements in text order."""
    actors: dict[str, Actor] = {}
    for actor in chain.from_iterable(part.actors for part in parts):
        actors.setdefault(actor.id, actor)
    statements = sorted(chain.from_iterable(part.statements for part in parts), key=lambda s: (s.content[0].start, -s.content[-1].end))
    warnings = tuple(chain.from_iterable(part.warnings for part in parts))
    return Findings(
        document, tuple(actors.values()), tuple(statements), warnings, tuple(chain.from_iterable(part.failures for part in parts))
    )


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


def _linked(statements: tuple[Statement, ...], actors: set[str]) -> tuple[Statement, ...]:
    """The statements with no parent and no actor that was left out."""
    ids = {s.id for s in statements}
    return tuple(
        replace(
            s,
            parent=s.parent if s.parent in ids else None,
            speaker=_known(s.speaker, actors),
            addressees=tuple(_known(party, actors) for party in s.addressees),
            chain=tuple(replace(link, holder=_known(link.holder, actors)) for link in s.chain),
        )
        for s in statements
    )


def _known(party: Party, actors: set[str]) -> Party:
    return party if party.actor is None or party.actor in actors else replace(party, actor=None)
