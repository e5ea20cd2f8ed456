"""From the form in which somebody corrects or adds a statement to the fields of the JSON ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, TypeVar

from fastapi import Depends, Form

from memcon.errors import WrongUse
from memcon.export.outline import Entry
from memcon.export.wording import CLOSING, OPENING
from memcon.model.contract import Json, span_dict
from memcon.model.ledger import Act, Link, Manner, Polarity, Relation, Statement
from memcon.text import Span, joined
from memcon.web.rooms.reader.parties import Namer, party_row
from memcon.web.rooms.reader.places import read_span
from memcon.web.rooms.reader.sheet import REJECTED, Sheet

E = TypeVar("E", bound=StrEnum)
WORDS_POINTS = 300
"""The longest place or occasion that can be typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds. Places are START-END in code points, as the page was given them.

    `addressees`, `holders`, `relations` and the numbers of the links that the holders were before stand in the order of the form;
    `dropped` are the rows of holders that are taken out.
    """

    act: str
    manner: str
    polarity: str
    speaker: str
    speaker_at: str
    cue: str
    content: tuple[str, ...]
    addressees: tuple[str, ...]
    holders: tuple[str, ...]
    relations: tuple[str, ...]
    were: tuple[str, ...]
    dropped: frozenset[str]
    since: str
    until: str
    where: str
    occasion: str
    why: str


Many = Annotated[list[str] | None, Form()]
One = Annotated[str, Form(max_length=2_000)]


def _typed(  # noqa: PLR0913  one argument for each field
    act: One = Act.SAY, manner: One = "", polarity: One = Polarity.AFFIRMS, speaker: One = "", speaker_at: One = "", cue: One = "",
    content: Many = None, addressee: Many = None, holder: Many = None, relation: Many = None, was: Many = None, drop: Many = None,
    since: One = "", until: One = "", where: One = "", occasion: One = "", why: One = "",
) -> Typed:  # fmt: skip
    return Typed(
        act, manner, polarity, speaker, speaker_at, cue, tuple(content or ()), tuple(addressee or ()), tuple(holder or ()),
        tuple(relation or ()), tuple(was or ()), frozenset(drop or ()), since, until, where, occasion, why,
    )  # fmt: skip


Filled = Annotated[Typed, Depends(_typed)]
"""The form, as an argument of a room."""


def changes_in(sheet: Sheet, entry: Entry, typed: Typed) -> Json:
    """The fields of the statement that the form changes. Raises WrongUse for what cannot be, and where nothing was changed."""
    told, before = _fields(sheet, typed, entry.statement), _before(sheet, entry.statement)
    changed = {name: value for name, value in told.items() if value != before[name]}
    if not changed:
        raise WrongUse("nothing was changed; press Cancel to leave it as it is")
    return changed


def addition_in(sheet: Sheet, typed: Typed) -> Json:
    """The whole statement that the form adds. Raises WrongUse for what cannot be."""
    told = _fields(sheet, typed, None)
    spans = [Span(piece["start"], piece["end"]) for piece in told["content"]]
    quoted = [span for span in spans if is_quoted(sheet.text, span)]
    manner = typed.manner or (Manner.DIRECT if len(quoted) == len(spans) else Manner.PARTIAL if quoted else Manner.INDIRECT)
    parent = parent_of(sheet, joined(spans))
    extra = {"quoted": [span_dict(span, sheet.text) for span in quoted], "parent": None if parent is None else parent.statement.id}
    return told | extra | {"manner": _one(Manner, str(manner)).value}


def _fields(sheet: Sheet, typed: Typed, was: Statement | None) -> Json:
    """Every field that can be corrected, as the form has it."""
    content = _content(sheet, typed)
    near = joined(content)
    namer = Namer(sheet, near)
    told: Json = {
        "act": _one(Act, typed.act).value,
        "polarity": _one(Polarity, typed.polarity).value,
        "manner": _one(Manner, typed.manner or Manner.INDIRECT).value,
        "speaker": namer.party(typed.speaker, was=None if was is None else was.speaker, at=_place(sheet, typed.speaker_at)),
        "addressees": list(_addressees(namer, typed, was)),
        "chain": list(_chain(namer, typed, was)),
        "cue": span_dict(_place(sheet, typed.cue), sheet.text),
        "content": [span_dict(span, sheet.text) for span in content],
        "when": _when(sheet, typed, was),
    }
    return told | {
        name: " ".join(value.split())[:WORDS_POINTS] or None for name, value in (("where", typed.where), ("occasion", typed.occasion))
    }


def _before(sheet: Sheet, s: Statement) -> Json:
    """The same fields as they stand."""
    text = sheet.text
    when = None if s.when is None else {"from": s.when.start, "to": s.when.end, "span": span_dict(s.when.span, text)}
    return {
        "act": s.act.value, "polarity": s.polarity.value, "manner": s.manner.value, "speaker": party_row(s.speaker, text),
        "addressees": [party_row(party, text) for party in s.addressees], "chain": [_link_row(link, text) for link in s.chain],
        "cue": span_dict(s.cue, text), "content": [span_dict(span, text) for span in s.content], "when": when, "where": s.where,
        "occasion": s.occasion,
    }  # fmt: skip


def _one(kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise WrongUse(f"{value!r} is none of {', '.join(kind)}") from error


def _place(sheet: Sheet, at: str) -> Span | None:
    """A place that the page names; None for none. Raises WrongUse for one that the text does not have."""
    if not at:
        return None
    span = read_span(at)
    if span is None or not len(span) or span.end > len(sheet.text):
        raise WrongUse("these words are not in the text as it is read now; choose them again")
    return span


def _content(sheet: Sheet, typed: Typed) -> list[Span]:
    spans = sorted(span for at in typed.content if (span := _place(sheet, at)) is not None)
    if not spans:
        raise WrongUse("choose the words that were said: mark them in the text")
    if any(a.touches(b) for a, b in pairwise(spans)):
        raise WrongUse("two pieces of what was said share words; take one of them out")
    return spans


def _addressees(namer: Namer, typed: Typed, was: Statement | None) -> Iterator[Json]:
    """Those who were told: by the row of the form they are who they were where the name is the same."""
    before = () if was is None else was.addressees
    for n, name in enumerate(typed.addressees):
        if name.strip():
            yield namer.party(name, was=before[n] if n < len(before) else None)


def _chain(namer: Namer, typed: Typed, was: Statement | None) -> Iterator[Json]:
    """The links that stay, as they were where nothing was changed, and new ones."""
    before = () if was is None else was.chain
    for n, (name, relation, number) in enumerate(zip(typed.holders, typed.relations, typed.were, strict=False)):
        old = before[int(number)] if number.isascii() and number.isdigit() and int(number) < len(before) else None
        if str(n) in typed.dropped or (old is None and not name.strip()):
            continue
        holder = namer.party(name, was=None if old is None else old.holder)
        cue = None if old is None else span_dict(old.cue, namer.sheet.text)
        yield {"holder": holder, "relation": _one(Relation, relation).value, "cue": cue}


def _link_row(link: Link, text: str) -> Json:
    return {"holder": party_row(link.holder, text), "relation": link.relation.value, "cue": span_dict(link.cue, text)}


def _when(sheet: Sheet, typed: Typed, was: Statement | None) -> Json | None:
    """The days; the words that say so stay where the days do."""
    first, last = typed.since.strip() or typed.until.strip(), typed.until.strip() or typed.since.strip()
    if not first:
        return None
    if was is not None and was.when is not None and (was.when.start, was.when.end) == (first, last):
        return {"from": first, "to": last, "span": span_dict(was.when.span, sheet.text)}
    if _day(first) > _day(last):
        raise WrongUse("the first day is after the last one")
    return {"from": first, "to": last, "span": None}


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise WrongUse(f"{typed[:40]!r} is no day; write it as 2024-05-14") from error


def is_quoted(text: str, span: Span) -> bool:
    """Whether the words stand between quotation marks."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2].lstrip(".,;:!?")
    return bool(before) and before in OPENING and bool(after) and after[0] in CLOSING


def parent_of(sheet: Sheet, span: Span) -> Entry | None:
    """The innermost statement in whose content the words stand."""
    holds = [e for e in sheet.entries if any(piece.holds(span) for piece in e.statement.content) and sheet.status(e) != REJECTED]
    return max(holds, key=lambda entry: (entry.level, entry.number), default=None)
