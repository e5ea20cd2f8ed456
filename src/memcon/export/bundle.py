"""The JSON ledger: one object for each document, one on each line.

An input that could not be read has its line too: `document` is null and `failures` says why. Spans are
`{"start", "end", "text"}`, half-open code points; a section has its two offsets only, for the text is there once already.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, TextIO

from memcon.model.document import Document, Section, Warning
from memcon.model.ledger import Actor, Failure, Findings, Interval, Link, Party, Statement
from memcon.text import Span

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Writes the JSON ledger."""

    name: str = "json"
    suffix: str = ".jsonl"

    def write(self, findings: tuple[Findings, ...], out: TextIO, *, failures: tuple[Failure, ...] = ()) -> None:
        """One line for each document, and one for each input that could not be read."""
        out.writelines(to_line(to_dict(one)) for one in findings)
        out.writelines(to_line(failed_dict(failure)) for failure in failures)


JSON_LINES = JsonLines()


def to_line(row: Json) -> str:
    """The object as one line of JSON, keys in the order of the contract, that is safe to print and to split into lines.

    Only what a terminal obeys or cannot show is escaped: controls, marks of direction, zero-width and lone surrogates.
    """
    return _UNSAFE.sub(_escaped, json.dumps(row, ensure_ascii=False, separators=(",", ":"))) + "\n"


_UNSAFE: Final = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def _escaped(m: re.Match[str]) -> str:
    return f"\\u{ord(m.group()):04x}"


def to_dict(findings: Findings) -> Json:
    """The ledger of one document as the contract has it."""
    text = findings.document.text
    return _ledger(
        _document(findings.document, findings.warnings),
        actors=[_actor(actor, text) for actor in findings.actors],
        statements=[_statement(statement, text) for statement in findings.statements],
        failures=findings.failures,
    )


def failed_dict(failure: Failure) -> Json:
    """The line of a source that could not be read: no document, and the reason."""
    return _ledger(None, actors=[], statements=[], failures=(failure,))


def _ledger(document: Json | None, *, actors: list[Json], statements: list[Json], failures: tuple[Failure, ...]) -> Json:
    return {
        "document": document,
        "actors": actors,
        "statements": statements,
        "events": [],
        "asks": [],
        "conflicts": [],
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
    }


def _party(party: Party, text: str) -> Json:
    row: Json = {"name": party.name, "actor": party.actor, "span": span_dict(party.span, text)}
    return row | ({"why": party.why} if party.why is not None else {})


def _link(link: Link, text: str) -> Json:
    return {"holder": _party(link.holder, text), "relation": link.relation.value, "cue": span_dict(link.cue, text)}


def _interval(interval: Interval | None, text: str) -> Json | None:
    return None if interval is None else {"from": interval.start, "to": interval.end, "span": span_dict(interval.span, text)}
