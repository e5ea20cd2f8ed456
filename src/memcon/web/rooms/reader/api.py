"""A document as JSON: the text with everything that stands in it now, one statement, and where the place of a link is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query

from memcon.export.outline import Entry
from memcon.export.wording import stance_words
from memcon.web.desk import AtDesk
from memcon.web.rooms.reader.pages import entry_of
from memcon.web.rooms.reader.places import Kept, find_place
from memcon.web.rooms.reader.sheet import Sheet, content_of, sheet_of
from memcon.web.rooms.reader.spread import panel_at

router = APIRouter(tags=["documents"])
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StandingStatement:
    """A statement as it stands now: its number in the outline, how deep it lies, its status, and its row of the JSON ledger.

    `stance` says what nobody claims; `conflicts` are those within the document in which it stands.
    """

    number: int
    level: int
    status: str
    stance: str
    place: str
    conflicts: tuple[str, ...]
    row: Json


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with everything that stands in it now, rejected statements too; `of` is the sum of its text for links.

    `same_as` gives each actor the id under which people have joined it with others; `judgements` are all about its statements.
    """

    document: Json
    of: str
    signature: str
    origins: tuple[tuple[str, str | None], ...]
    statements: tuple[StandingStatement, ...]
    actors: list[Json]
    same_as: Mapping[str, str]
    events: list[Json]
    asks: list[Json]
    conflicts: list[Json]
    failures: list[Json]
    judgements: list[Json]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the place of a link is in the text as it is read now, with the words that stand or stood there.

    `kept` is here, moved, gone, unknown (the link is of a text that this case does not have) or wrong (it is no place).
    """

    kept: Kept
    start: int | None
    end: int | None
    words: str
    before: str
    after: str


@router.get("/api/documents/{key}")
def give_document(desk: AtDesk, key: str) -> ReadDocument:
    """A document with its text and header, its statements as they stand now, actors, events, asks and conflicts."""
    sheet = sheet_of(desk, key)
    row, opened = sheet.opened.row, sheet.opened
    return ReadDocument(
        dict(row["document"]), sheet.sum, opened.signature, opened.origins, tuple(_standing(sheet, entry) for entry in sheet.entries),
        row["actors"], opened.same_as, row["events"], row["asks"], row["conflicts"], row["failures"],
        [judgement.to_dict() for judgement in opened.judgements],
    )  # fmt: skip


def _standing(sheet: Sheet, entry: Entry) -> StandingStatement:
    key = entry.statement.id
    hit = sheet.hits[key]
    return StandingStatement(
        entry.number, entry.level, hit.status, stance_words(entry), sheet.places.of(entry.statement.content[0]),
        sheet.disputed.get(key, ()), hit.row,
    )  # fmt: skip


@router.get("/api/documents/{key}/place")
def give_place(
    desk: AtDesk,
    key: str,
    at: Annotated[str, Query(max_length=40, description="START-END in code points.")],
    of: Annotated[str, Query(max_length=64, description="The first 12 hex digits of the sha256 of the text; else it is this text.")] = "",
) -> Place:  # fmt: skip
    """Where the place of a link is now: the words of an earlier reading are found again where they stand once between the same words."""
    sheet = sheet_of(desk, key)
    found = find_place(at, of, sheet.text, desk.case.earlier_texts(key))
    start, end = (None, None) if found.span is None else (found.span.start, found.span.end)
    return Place(found.kept, start, end, found.words, found.before, found.after)


@router.get("/api/documents/{key}/statements/{statement}")
def give_statement(desk: AtDesk, key: str, statement: str) -> Json:
    """A statement as it stands now, with its chain in words, who judged it, what happened on its word, and what it cannot stand with."""
    sheet = sheet_of(desk, key)
    entry = entry_of(sheet, statement)
    told = asdict(panel_at(desk, sheet, entry))
    at = content_of(entry)
    return told | {"document": key, "start": at.start, "end": at.end, "row": sheet.hits[statement].row}
