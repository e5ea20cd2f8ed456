"""The JSON ledger: the dictionary of one document as the contract has it, and the rows read back from it.

Spans are `{"start", "end", "text"}`, half-open code points; a section has its two offsets only, for the text is there once
already. An input that could not be read has `document` null and `failures` that say why.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from memcon.errors import BadRow
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.model.ledger import (
    Act,
    Actor,
    ActorKind,
    Ask,
    AskKind,
    AskStatus,
    Conflict,
    ConflictKind,
    ConflictState,
    Count,
    Event,
    EventType,
    Failure,
    Findings,
    Interval,
    Link,
    Manner,
    Mention,
    Modality,
    Party,
    Place,
    Polarity,
    Relation,
    Statement,
)
from memcon.text import Span

Json = dict[str, Any]


def to_dict(findings: Findings) -> Json:
    """The ledger of one document as the contract has it."""
    text = findings.document.text
    return _ledger(
        _document(findings.document, findings.warnings),
        actors=[_actor(actor, text) for actor in findings.actors],
        statements=[_statement(statement, text) for statement in findings.statements],
        events=[_event(event, text) for event in findings.events],
        asks=[_ask(ask, text) for ask in findings.asks],
        conflicts=[conflict_dict(conflict) for conflict in findings.conflicts],
        failures=findings.failures,
    )


def failed_dict(failure: Failure) -> Json:
    """The line of a source that could not be read: no document, and the reason."""
    return _ledger(None, failures=(failure,))


def _ledger(document: Json | None, *, failures: tuple[Failure, ...], **rows: list[Json]) -> Json:
    return {
        "document": document,
        **{kind: rows.get(kind, []) for kind in ("actors", "statements", "events", "asks", "conflicts")},
        "failures": [failure_dict(failure) for failure in failures],
    }


def failure_dict(failure: Failure) -> Json:
    """The failure row; `document` is the origin of the document it is about."""
    return {"document": failure.origin, "stage": failure.stage, "code": failure.code, "message": failure.message}


def span_dict(span: Span | None, text: str) -> Json | None:
    """The span with its words."""
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def _document(document: Document, found: tuple[Warning, ...]) -> Json:
    return {
        "id": document.id,
        "sha256": document.sha256,
        "origin": document.origin,
        "media_type": document.media_type,
        "kind": document.kind.value,
        "title": document.title,
        "published": document.published,
        "outlet": document.outlet,
        "byline": document.byline,
        "language": document.language,
        "parent": document.parent,
        "text": document.text,
        "header": {name: list(value) if isinstance(value, tuple) else value for name, value in document.header.items()},
        "sections": [_section(section) for section in document.sections],
        "warnings": [_warning(warning, document.text) for warning in (*document.warnings, *found)],
    }


def _section(section: Section) -> Json:
    row: Json = {"part": section.part.value, "start": section.span.start, "end": section.span.end}
    extra = {"label": section.label, "page": section.page, "classification": section.classification, "voice": section.voice}
    return row | {key: value for key, value in extra.items() if value is not None}


def _warning(warning: Warning, text: str) -> Json:
    return {"code": warning.code, "message": warning.message, "span": span_dict(warning.span, text)}


def _actor(actor: Actor, text: str) -> Json:
    return {
        "id": actor.id,
        "kind": actor.kind.value,
        "name": actor.name,
        "names": list(actor.names),
        "country": actor.country,
        "role": actor.role,
        "mentions": [span_dict(mention.span, text) for mention in actor.mentions],
    }


def _statement(statement: Statement, text: str) -> Json:
    return {
        "id": statement.id,
        "act": statement.act.value,
        "manner": statement.manner.value,
        "polarity": statement.polarity.value,
        "hedges": [span_dict(span, text) for span in statement.hedges],
        "content": [span_dict(span, text) for span in statement.content],
        "quoted": [span_dict(span, text) for span in statement.quoted],
        "cue": span_dict(statement.cue, text),
        "speaker": _party(statement.speaker, text),
        "addressees": [_party(party, text) for party in statement.addressees],
        "chain": [_link(link, text) for link in statement.chain],
        "evidence": [span_dict(span, text) for span in statement.evidence],
        "when": _interval(statement.when, text),
        "where": statement.where,
        "occasion": statement.occasion,
        "parent": statement.parent,
        "notes": list(statement.notes),
        "detector": statement.detector,
        "left_out": [_party(party, text) for party in statement.left_out],
    }


def _event(event: Event, text: str) -> Json:
    return {
        "id": event.id,
        "type": event.type.value,
        "mode": event.mode,
        "context": event.context,
        "span": span_dict(event.span, text),
        "source": [_party(party, text) for party in event.source],
        "target": [_party(party, text) for party in event.target],
        "when": _interval(event.when, text),
        "where": _place(event.where, text),
        "counts": [_count(count, text) for count in event.counts],
        "polarity": event.polarity.value,
        "modality": event.modality.value,
        "statement": event.statement,
        "detector": event.detector,
    }


def _place(place: Place | None, text: str) -> Json | None:
    if place is None:
        return None
    told = {name: getattr(place, name) for name in ("name", "id", "country", "latitude", "longitude")}
    return told | {"span": span_dict(place.span, text)}


def _count(count: Count, text: str) -> Json:
    number = int(count.number) if count.number == int(count.number) else count.number
    return {"what": count.what, "who": count.who, "number": number, "bound": count.bound, "span": span_dict(count.span, text)}


def _ask(ask: Ask, text: str) -> Json:
    return {
        "id": ask.id,
        "kind": ask.kind.value,
        "content": [span_dict(span, text) for span in ask.content],
        "asker": _party(ask.asker, text),
        "asked": [_party(party, text) for party in ask.asked],
        "urgency": ask.urgency,
        "due": _interval(ask.due, text),
        "status": ask.status.value,
        "statement": ask.statement,
        "changed_by": ask.changed_by,
        "changed": span_dict(ask.changed, text),
    }


def conflict_dict(conflict: Conflict) -> Json:
    """The conflict as the contract has it."""
    told = {name: getattr(conflict, name) for name in ("id", "left", "right", "why")}
    return {**told, "kind": conflict.kind.value, "state": conflict.state.value, "changed_by": list(conflict.changed_by)}


def conflict_from(row: Json) -> Conflict:
    """The conflict. Raises as `document_from`."""
    return Conflict(
        row["id"],
        ConflictKind(row["kind"]),
        row["left"],
        row["right"],
        row["why"],
        ConflictState(row["state"]),
        tuple(row["changed_by"]),
    )


def _party(party: Party, text: str) -> Json:
    row: Json = {"name": party.name, "actor": party.actor, "span": span_dict(party.span, text)}
    extra = {"why": party.why, "country": party.country}
    return row | {name: value for name, value in extra.items() if value is not None}


def _link(link: Link, text: str) -> Json:
    return {"holder": _party(link.holder, text), "relation": link.relation.value, "cue": span_dict(link.cue, text)}


def _interval(interval: Interval | None, text: str) -> Json | None:
    return None if interval is None else {"from": interval.start, "to": interval.end, "span": span_dict(interval.span, text)}


# ── back again ───────────────────────────────────────────────────────────────────────────────────────────────────────


def from_dict(row: Json) -> Findings:
    """The findings of a document that `to_dict` wrote; what detectors warned of stands among the warnings of the document.

    Raises BadRow for a row that is not of the contract, or whose spans do not hold the words that they say.
    """
    try:
        document = document_from(row["document"])
        return Findings(
            document,
            tuple(actor_from(actor) for actor in row["actors"]),
            tuple(statement_from(statement) for statement in row["statements"]),
            failures=tuple(failure_from(failure) for failure in row["failures"]),
            events=tuple(event_from(event) for event in row["events"]),
            asks=tuple(ask_from(ask) for ask in row["asks"]),
            conflicts=tuple(conflict_from(conflict) for conflict in row["conflicts"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRow(why=f"this is no row of the ledger ({type(error).__name__})") from error


def document_from(row: Json) -> Document:
    """The document. Raises KeyError, TypeError and ValueError for what is none."""
    names = ("id", "sha256", "origin", "media_type", "text", "title", "published", "outlet", "byline", "language", "parent")
    sections = tuple(
        Section(Part(s["part"]), Span(s["start"], s["end"]), *(s.get(k) for k in ("label", "page", "classification", "voice")))
        for s in row["sections"]
    )
    warnings = tuple(Warning(w["code"], w["message"], span_from(w["span"])) for w in row["warnings"])
    header = MappingProxyType(dict(row["header"]))
    return Document(**{n: row[n] for n in names}, kind=Kind(row["kind"]), header=header, sections=sections, warnings=warnings)


def actor_from(row: Json) -> Actor:
    """The actor. Raises as `document_from`."""
    mentions = tuple(Mention(_sure(m)) for m in row["mentions"])
    return Actor(row["id"], ActorKind(row["kind"]), row["name"], tuple(row["names"]), row["country"], row["role"], mentions)


def statement_from(row: Json) -> Statement:
    """The statement. Raises as `document_from`."""
    return Statement(
        row["id"],
        Act(row["act"]),
        Manner(row["manner"]),
        Polarity(row["polarity"]),
        _spans(row["content"]),
        _party_from(row["speaker"]),
        span_from(row["cue"]),
        _spans(row["quoted"]),
        tuple(_party_from(party) for party in row["addressees"]),
        tuple(Link(_party_from(link["holder"]), Relation(link["relation"]), span_from(link["cue"])) for link in row["chain"]),
        _spans(row["hedges"]),
        _spans(row["evidence"]),
        _interval_from(row["when"]),
        row["where"],
        row["occasion"],
        row["parent"],
        tuple(row["notes"]),
        row["detector"],
        tuple(_party_from(party) for party in row.get("left_out", ())),
    )


def event_from(row: Json) -> Event:
    """The event. Raises as `document_from`."""
    return Event(
        row["id"],
        EventType(row["type"]),
        _sure(row["span"]),
        row["mode"],
        row["context"],
        tuple(_party_from(party) for party in row["source"]),
        tuple(_party_from(party) for party in row["target"]),
        _interval_from(row["when"]),
        _place_from(row["where"]),
        tuple(Count(c["what"], c["who"], float(c["number"]), c["bound"], _sure(c["span"])) for c in row["counts"]),
        Modality(row["modality"]),
        row["statement"],
        row["detector"],
    )


def ask_from(row: Json) -> Ask:
    """The ask. Raises as `document_from`."""
    return Ask(
        row["id"],
        AskKind(row["kind"]),
        _spans(row["content"]),
        _party_from(row["asker"]),
        row["statement"],
        tuple(_party_from(party) for party in row["asked"]),
        row["urgency"],
        _interval_from(row["due"]),
        AskStatus(row["status"]),
        row["changed_by"],
        span_from(row["changed"]),
    )


def _interval_from(row: Json | None) -> Interval | None:
    return None if row is None else Interval(row["from"], row["to"], span_from(row["span"]))


def _place_from(row: Json | None) -> Place | None:
    if row is None:
        return None
    return Place(row["name"], span_from(row["span"]), row["country"], row["latitude"], row["longitude"], row["id"])


def failure_from(row: Json) -> Failure:
    """The failure. Raises as `document_from`."""
    return Failure(row["document"], row["stage"], row["code"], row["message"])


def span_from(row: Json | None) -> Span | None:
    """The span without its words."""
    return None if row is None else _sure(row)


def _sure(row: Json) -> Span:
    return Span(row["start"], row["end"])


def _spans(rows: list[Json]) -> tuple[Span, ...]:
    return tuple(_sure(row) for row in rows)


def _party_from(row: Json) -> Party:
    return Party(row["name"], span_from(row["span"]), row["actor"], row.get("why"), row.get("country"))
