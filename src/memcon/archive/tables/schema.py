"""The columns of every table, and what each holds: the one place from which files are written and the reference page is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from memcon.archive.plan import FORM

TEXT, WHOLE, REAL, LIST, FLAG = "string", "int64", "double", "list<string>", "bool"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type as Arrow calls it, and what it holds. None in a row means that it is not known, or not there."""

    name: str
    type: str
    holds: str


_PAPER: Final = (
    Column("document", TEXT, "the document it stands in"),
    Column("published", TEXT, "the day of that document, as ISO 8601, as far as it is known"),
    Column("outlet", TEXT, "who published that document"),
)

TABLES: Final[Mapping[str, tuple[Column, ...]]] = MappingProxyType({
    "documents": (
        Column("id", TEXT, "of the bytes and the part of the file: the same text from the same bytes has one id"),
        Column("origin", TEXT, "the path or address, and the part of it behind #"),
        Column("sha256", TEXT, "of the bytes as they came"),
        Column("media_type", TEXT, "what the bytes are"),
        Column("kind", TEXT, "story, cable, memcon and so on"),
        Column("title", TEXT, "the headline or subject"),
        Column("published", TEXT, "the day, as ISO 8601, as far as it is known"),
        Column("outlet", TEXT, "who published it"),
        Column("byline", TEXT, "who wrote it, as printed"),
        Column("language", TEXT, "ISO 639-1, und where it cannot be told"),
        Column("parent", TEXT, "the document that it came with"),
        Column("text", TEXT, "the text, on which all offsets stand, in code points"),
        Column("words", WHOLE, "words of the text, between white space"),
        Column("standing", TEXT, "read; copy: the same text was read elsewhere; language: set aside; failed: see failures"),
        Column("copy_of", TEXT, "the document in which the same text was read, for copies; it may be its own id under another origin"),
        Column("near", TEXT, "the smallest id of the documents that are nearly the same text; none where there is no other"),
        Column("details", TEXT, "JSON: header, sections and warnings, as in the JSON ledger"),
    ),
    "statements": (
        Column("id", TEXT, "of the statement"),
        *_PAPER,
        Column("act", TEXT, "say, deny, doubt, admit, ask and so on"),
        Column("manner", TEXT, "direct, partial or indirect"),
        Column("polarity", TEXT, "affirms, denies or doubts"),
        Column("stance", TEXT, "what stands between the content and a claim: denied, hedged, not said and so on"),
        Column("content", TEXT, "what was said, its pieces joined"),
        Column("start", WHOLE, "where the content begins in the text, in code points"),
        Column("end", WHOLE, "where it ends"),
        Column("cue", TEXT, "the words that report it"),
        Column("speaker", TEXT, "who said it; none where nobody is named"),
        Column("speaker_actor", TEXT, "the actor behind the speaker"),
        Column("addressees", LIST, "whom it was said to"),
        Column("addressee_actors", LIST, "the actors behind them, where known"),
        Column("chain", LIST, "on whose word it stands, outermost first"),
        Column("said_from", TEXT, "the first day on which it may have been said"),
        Column("said_to", TEXT, "the last day"),
        Column("day", TEXT, "the first of these days; where the text tells none, that of the document"),
        Column("parent", TEXT, "the statement in whose content it stands"),
        Column("details", TEXT, "JSON: the whole statement, as in the JSON ledger"),
    ),
    "actors": (
        Column("id", TEXT, "of the actor in its document"),
        *_PAPER,
        Column("kind", TEXT, "person, office, state, organisation and so on"),
        Column("name", TEXT, "the fullest name in the document"),
        Column("names", LIST, "all names in the document"),
        Column("country", TEXT, "ISO 3166-1 alpha-3"),
        Column("role", TEXT, "the office or role that the document gives"),
        Column("mentions", WHOLE, "how often it is named"),
        Column("details", TEXT, "JSON: the whole actor, as in the JSON ledger"),
    ),
    "events": (
        Column("id", TEXT, "of the event"),
        *_PAPER,
        Column("type", TEXT, "PLOVER type"),
        Column("mode", TEXT, "PLOVER mode"),
        Column("source", LIST, "who did it"),
        Column("target", LIST, "to whom"),
        Column("source_countries", LIST, "the states of those who did it, where known"),
        Column("target_countries", LIST, "the states of those to whom"),
        Column("day_from", TEXT, "the first day on which it may have been"),
        Column("day_to", TEXT, "the last day"),
        Column("day", TEXT, "the first of these days; where the text tells none, that of the document"),
        Column("place", TEXT, "where, as printed"),
        Column("polarity", TEXT, "affirms or denies"),
        Column("modality", TEXT, "did, alleged, will, may, denied, refused"),
        Column("statement", TEXT, "the statement that tells it; none where the paper itself does"),
        Column("words", TEXT, "the words of the text"),
        Column("details", TEXT, "JSON: the whole event, as in the JSON ledger"),
    ),
    "asks": (
        Column("id", TEXT, "of the ask"),
        *_PAPER,
        Column("kind", TEXT, "of the ask"),
        Column("content", TEXT, "what is asked for"),
        Column("asker", TEXT, "who asks"),
        Column("asked", LIST, "who is asked"),
        Column("urgency", TEXT, "where the text says so"),
        Column("due_from", TEXT, "the first day by which it is wanted"),
        Column("due_to", TEXT, "the last day"),
        Column("status", TEXT, "open, accepted, refused or evaded"),
        Column("statement", TEXT, "the statement that asks"),
        Column("details", TEXT, "JSON: the whole ask, as in the JSON ledger"),
    ),
    "conflicts": (
        Column("id", TEXT, "of the conflict"),
        *_PAPER,
        Column("kind", TEXT, "denial, number, date, place, wording or attribution"),
        Column("left", TEXT, "the statement or event on the one side"),
        Column("right", TEXT, "the one on the other side"),
        Column("why", TEXT, "the words that show it"),
        Column("state", TEXT, "open, or what became of it"),
        Column("details", TEXT, "JSON: the whole conflict, as in the JSON ledger"),
    ),
    "people": (
        Column("id", TEXT, "the smallest id of the actors that are one"),
        Column("kind", TEXT, "the kind that most documents give"),
        Column("name", TEXT, "the name that says most"),
        Column("country", TEXT, "the state that most documents give, ISO 3166-1 alpha-3; none where few give one"),
        Column("names", LIST, "all names in the texts, the most frequent first"),
        Column("roles", LIST, "the roles, by the first day on which a document names them"),
        Column("actors", WHOLE, "actors that were joined; one for who stays alone"),
        Column("documents", WHOLE, "documents that name it"),
        Column("mentions", WHOLE, "how often it is named"),
        Column("spoken", WHOLE, "statements of which it is the speaker"),
        Column("told", WHOLE, "statements that were said to it"),
        Column("via", WHOLE, "statements on whose chain of sources it stands"),
    ),
    "bearers": (
        Column("actor", TEXT, "the actor in its document"),
        Column("person", TEXT, "the row of people that it is"),
        Column("document", TEXT, "the document"),
        Column("evidence", LIST, "on what ground it was joined, in words; empty for the one to which the others were joined"),
    ),
    "origins": (
        Column("document", TEXT, "the document that comes from another"),
        Column("of", TEXT, "the one from which it most likely comes"),
        Column("kind", TEXT, "same, copy, trimmed, rewrite, translated-or-spun; quotes where it only quotes it"),
        Column("shared", REAL, "the part of it that stands in the other"),
        Column("evidence", LIST, "what shows it, in words"),
    ),
    "disputes": (
        Column("id", TEXT, "of the dispute: of what it is about and of both rows"),
        Column("kind", TEXT, "denial, number, date, place, wording or attribution"),
        Column("left", TEXT, "the statement or event that was told first"),
        Column("right", TEXT, "the one that it disagrees with, in another document"),
        Column("left_document", TEXT, "the document of the first"),
        Column("right_document", TEXT, "the document of the other"),
        Column("relation", TEXT, "conflict; or why it is none: update, compatible-bound, other-population, other-predicate"),
        Column("state", TEXT, "open, withdrawn, stands or conceded, after all that was said later"),
        Column("why", TEXT, "the words that show it"),
        Column("changed_by", LIST, "the statements that changed the state, in their order"),
    ),
    "variants": (
        Column("quotation", TEXT, "of the quotation: of all statements in which it stands"),
        Column("place", WHOLE, "of the document among those that print it, from 0; each behind the one that it comes from"),
        Column("document", TEXT, "a document that prints it"),
        Column("statement", TEXT, "the statement in which it stands there"),
        Column("published", TEXT, "the day of that document, as far as it is known to the day"),
        Column("outlet", TEXT, "who published that document"),
        Column("speaker", TEXT, "to whom it is given there"),
        Column("text", TEXT, "the words as printed there, pieces joined by …"),
        Column("parent", TEXT, "the document from which it has the words; none for a first one"),
        Column("ground", TEXT, "why it is put there: first, named, shared change, nearest words, not known"),
        Column("rivals", WHOLE, "how many other documents explain it as well as the parent"),
        Column("outside", LIST, "the source that a first one names, innermost first"),
        Column("marks", LIST, "changes of an earlier document that it has too"),
        Column("changes", LIST, "what it changed against the parent, in words"),
    ),
    "failures": (
        Column("origin", TEXT, "what could not be read, or the document in which something broke"),
        Column("stage", TEXT, "where it broke"),
        Column("code", TEXT, "why, in one word that stays the same"),
        Column("message", TEXT, "why, and what to do"),
    ),
})  # fmt: skip
"""Table -> its columns, in order."""

WHOLE_ROW: Final = "details"
"""The column that has the whole row as the JSON ledger has it."""


@cache
def arrow_schema(table: str) -> Any:
    """The schema of a table as Arrow has it; its metadata say which form it is of."""
    import pyarrow as pa

    types = {TEXT: pa.string(), WHOLE: pa.int64(), REAL: pa.float64(), LIST: pa.list_(pa.string()), FLAG: pa.bool_()}
    fields = [pa.field(column.name, types[column.type]) for column in TABLES[table]]
    return pa.schema(fields, metadata={"memcon.form": str(FORM), "memcon.table": table})
