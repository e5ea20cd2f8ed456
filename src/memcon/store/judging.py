"""Judgements: recorded once, never changed, undone by another judgement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, insert, select

from memcon.errors import WrongUse
from memcon.model.contract import Json, statement_from
from memcon.model.hits import Hit
from memcon.model.judgement import ABOUT_ACTORS, ABOUT_PAIRS, ABOUT_STATEMENTS, Action, Anchor, Judgement, Verdict
from memcon.store import audit
from memcon.store.refreshing import judged, refresh, refresh_clusters
from memcon.store.rows import judgement_from, judgement_row
from memcon.store.tables import actors, documents, judgements, readings, statements
from memcon.store.view import Rows, anchor_of, current_rulings, current_view

EDITABLE = frozenset("act manner polarity speaker addressees chain content cue when where occasion".split())
"""The fields of a statement that an edit may change."""


def record(connection: Connection, judgement: Judgement) -> Judgement:
    """The judgement as it was kept, with its document and its anchor; one that is there already changes nothing.

    Raises WrongUse where what it is about is not in the case, or where it changes what may not be changed.
    """
    (complete,) = record_all(connection, [judgement])
    return complete


def record_all(connection: Connection, told: Iterable[Judgement]) -> list[Judgement]:
    """The judgements as they were kept, as `record` keeps each; who is one with whom is written anew once for all of them."""
    kept: list[Judgement] = []
    touched: set[str] = set()
    for judgement in told:
        complete = _complete(connection, judgement)
        kept.append(complete)
        if connection.execute(select(judgements.c.id).where(judgements.c.key == complete.id)).first() is None:
            row = judgement_row(complete)
            connection.execute(insert(judgements).values(**row))
            audit.append(connection, "judgement", complete.id, audit.digest(row), at=complete.at)
            touched |= _apply(connection, complete)
    if touched:
        refresh_clusters(connection, touched)
    return kept


def _complete(connection: Connection, judgement: Judgement) -> Judgement:
    if judgement.action is Action.UNDO:
        undone = _find(connection, judgement.subject)
        return replace(judgement, document=undone.document)
    if judgement.action in ABOUT_ACTORS:
        _check_actors(connection, (judgement.subject, str(judgement.value.get("other", ""))))
        return judgement
    if judgement.action in ABOUT_PAIRS:
        return _ruled(connection, judgement)
    if judgement.action is Action.ADD:
        return _added(connection, judgement)
    return _about(connection, judgement)


def _about(connection: Connection, judgement: Judgement) -> Judgement:
    """A judgement about a statement that is there, or about one that it was recorded for in another case."""
    row = connection.execute(
        select(statements.c.details, documents.c.key, documents.c.text)
        .join(documents, documents.c.id == statements.c.document_id)
        .where(statements.c.key == judgement.subject)
    ).first()
    if row is None and judgement.document is not None and judgement.anchor.exact:
        return judgement
    if row is None:
        raise WrongUse(f"there is no statement {judgement.subject} in this case; `memcon find --json` shows their ids")
    barred = set(judgement.value) - EDITABLE
    if barred:
        raise WrongUse(f"{', '.join(sorted(barred))} cannot be edited; an edit may change {', '.join(sorted(EDITABLE))}")
    _check_spans(row.text, dict(judgement.value))
    found = json.loads(row.details)
    _check_statement({**found, **judgement.value})
    return replace(judgement, document=row.key, anchor=anchor_of(row.text, found))


def _added(connection: Connection, judgement: Judgement) -> Judgement:
    text = connection.execute(select(documents.c.text).where(documents.c.key == (judgement.document or ""))).scalar()
    if text is None:
        raise WrongUse(f"there is no document {judgement.document} in this case")
    _check_spans(text, dict(judgement.value))
    _check_statement(dict(judgement.value))
    return replace(judgement, anchor=anchor_of(text, dict(judgement.value)))


def _check_statement(row: Json) -> None:
    """That what a judgement makes of a row is a statement. Raises WrongUse."""
    try:
        statement_from(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongUse(f"this makes no statement of it ({error}); docs/reference/ledger.md says what each field may hold") from error


def _ruled(connection: Connection, judgement: Judgement) -> Judgement:
    """A judgement about two rows that are there, or about two for which it was recorded in another case."""
    value = dict(judgement.value)
    other = str(value.get("other", ""))
    if judgement.subject == other or value.get("verdict") not in [verdict.value for verdict in Verdict]:
        raise WrongUse(f"rule: name two different statements or events, and a verdict: {', '.join(Verdict)}")
    seen = _seen(connection, judgement.subject, judgement.document if judgement.anchor.exact else None)
    if seen is not None:
        judgement = replace(judgement, document=seen.document, anchor=seen.anchor)
    if "anchor" not in value:
        there = _seen(connection, other, None)
        value |= {"document": there.document, "anchor": there.anchor.to_dict()} if there is not None else {}
    _check_place(value)  # one from another case brings its own, and its id with it
    return replace(judgement, value=MappingProxyType(value))


def _check_place(value: Json) -> None:
    """That the place of the other row is one. Raises WrongUse."""
    try:
        fits = isinstance(value["document"], str) and bool(Anchor.from_dict(value["anchor"]).exact)
    except (KeyError, TypeError):
        fits = False
    if not fits:
        raise WrongUse("this is no ruling: the place of its other row is missing")


@dataclass(frozen=True, slots=True)
class _Seen:
    document: str
    anchor: Anchor


def _seen(connection: Connection, key: str, document: str | None) -> _Seen | None:
    """Where a statement or an event stands; None for one that is not there and that is known to be of a document. Raises WrongUse."""
    told = select(statements.c.details, documents.c.key, documents.c.text).join(documents, documents.c.id == statements.c.document_id)
    row = connection.execute(told.where(statements.c.key == key)).first()
    if row is not None:
        return _Seen(row.key, anchor_of(row.text, json.loads(row.details)))
    found = _event(connection, key)
    if found is None and document is None:
        raise WrongUse(f"there is no statement or event {key} in this case; `memcon conflicts --json` shows their ids")
    return found


def _event(connection: Connection, key: str) -> _Seen | None:
    told = select(readings.c.body, documents.c.key, documents.c.text).join(documents, documents.c.id == readings.c.document_id)
    for row in connection.execute(told.where(readings.c.current, readings.c.body.contains(key, autoescape=True))):
        for event in json.loads(row.body)["events"]:
            if event["id"] == key:
                return _Seen(row.key, anchor_of(row.text, event))
    return None


def _check_spans(text: str, value: dict[str, object]) -> None:
    """That every span in the value holds the words that it says. Raises WrongUse."""
    for span in spans_in(value):
        if not holds(text, span):
            raise WrongUse(
                f"the text has no “{str(span['text'])[:60]}” at {span['start']}:{span['end']}; every span must hold its own words"
            )


def holds(text: str, span: Json) -> bool:
    """Whether the text has the words of the span in its place."""
    start, end = span["start"], span["end"]
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end and text[start:end] == span["text"]


def spans_in(value: object) -> Iterator[Json]:
    """Every object with a start, an end and a text, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from spans_in(item)
    elif isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            yield value
        for item in value.values():
            yield from spans_in(item)


def _check_actors(connection: Connection, keys: tuple[str, str]) -> None:
    known = set(connection.execute(select(actors.c.key).where(actors.c.key.in_(keys))).scalars())
    if len(set(keys)) < 2 or known != set(keys):
        raise WrongUse("name two different actors of this case; `memcon find --json` shows their ids")


def _find(connection: Connection, key: str) -> Judgement:
    row = connection.execute(select(judgements).where(judgements.c.key == key)).mappings().first()
    if row is None:
        raise WrongUse(f"there is no judgement {key} in this case; `memcon judge --list` shows them")
    return judgement_from(dict(row))


def _apply(connection: Connection, judgement: Judgement) -> set[str]:
    """Make the document anew that the judgement is about; the actors that it is about are to be."""
    last = judgement
    while last.action is Action.UNDO:
        last = _find(connection, last.subject)
    if last.action in ABOUT_ACTORS:
        return {last.subject, str(last.value["other"])}
    if last.action in ABOUT_STATEMENTS:
        number = connection.execute(select(documents.c.id).where(documents.c.key == (last.document or ""))).scalar()
        if number is not None:
            refresh(connection, number)
    return set()


def all_judgements(connection: Connection) -> list[Judgement]:
    """All judgements, by time."""
    rows = connection.execute(select(judgements).order_by(judgements.c.at, judgements.c.key)).mappings()
    return [judgement_from(dict(row)) for row in rows]


def orphans(connection: Connection) -> list[Judgement]:
    """The judgements in force whose rows the current readings do not have: never moved to another, always shown."""
    keys = connection.execute(select(judgements.c.document).where(judgements.c.document.is_not(None)).distinct()).scalars().all()
    found: list[Judgement] = []
    for key in sorted(filter(None, keys)):
        row = _text_and_reading(connection, key)
        if row is None:
            found += [j for j in judged(connection, key) if j.action in ABOUT_STATEMENTS]
        else:
            found += current_view(row.text, json.loads(row.body)["statements"], judged(connection, key)).orphans
    rows_of = cache(lambda key: _rows(connection, key))
    return found + list(current_rulings(all_judgements(connection), rows_of).orphans)


def _rows(connection: Connection, key: str) -> Rows | None:
    """The statements, also those that were rejected, and the events of a document."""
    row = _text_and_reading(connection, key)
    if row is None:
        return None
    told = select(statements.c.details).join(documents, documents.c.id == statements.c.document_id).where(documents.c.key == key)
    return Rows(row.text, [*map(json.loads, connection.execute(told).scalars()), *json.loads(row.body)["events"]])


def disputed(connection: Connection, hits: Iterable[Hit]) -> dict[str, tuple[str, ...]]:
    """Statement -> the ids of the conflicts within its document in which it stands; the others are left out."""
    ids: dict[str, list[str]] = {}
    keys: dict[str, list[str]] = {}
    for hit in hits:
        keys.setdefault(hit.document, []).append(hit.key)
    for document in keys:
        for conflict in conflicts_within(connection, document):
            for end in (conflict["left"], conflict["right"]):
                ids.setdefault(end, []).append(conflict["id"])
    return {key: tuple(sorted(ids[key])) for here in keys.values() for key in here if key in ids}


def conflicts_within(connection: Connection, document: str) -> list[Json]:
    """The conflicts that were found within a document, of rows that still stand, without those that people have ruled to be none."""
    row = _text_and_reading(connection, document)
    found = [] if row is None else json.loads(row.body)["conflicts"]
    if not found:
        return []
    told = select(statements.c.key).join(documents, documents.c.id == statements.c.document_id)
    gone = set(connection.execute(told.where(documents.c.key == document, statements.c.status == "rejected")).scalars())
    ruled = current_rulings(judged(connection, document), cache(lambda key: _rows(connection, key))).pairs
    verdicts = {pair: ruling.value["verdict"] for pair, ruling in ruled.items()}
    pairs = [(frozenset((conflict["left"], conflict["right"])), conflict) for conflict in found]
    return [conflict for pair, conflict in pairs if not pair & gone and verdicts.get(pair, Verdict.REAL) == Verdict.REAL]


def _text_and_reading(connection: Connection, key: str) -> Any:
    return connection.execute(
        select(documents.c.text, readings.c.body)
        .join(readings, readings.c.document_id == documents.c.id)
        .where(documents.c.key == key, readings.c.current)
    ).first()
