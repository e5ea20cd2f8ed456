"""What a case lists for somebody who looks through it: documents, facets, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from memcon.model.hits import Hit, StoredFailure
from memcon.model.judgement import Judgement


class Order(StrEnum):
    """In which order rows come; BEST is by how well the words fit, and by day where no words are asked for.

    Rows without a day, a title or a speaker come last. MOST is for documents, by how many statements stand in them, and SPEAKER
    for statements; for the others both are as BEST.
    """

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    SPEAKER = "speaker"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Which documents are looked for; what is None or empty is not asked about. Days are ISO dates, both included.

    `words` are as for statements, and are looked for in the title and in the whole text. `speaker` is a part of a name of
    somebody who speaks in it; `failed` asks for those of which a part could not be read; `source` is the file that they came with.
    """

    words: str = ""
    kind: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    speaker: str | None = None
    failed: bool = False
    language: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document in a list; `speakers` are the names that speak most in it, the most first.

    `points` are the code points of its text; `statements` leaves out those that people rejected; `failures` are of it and of what
    came inside it. `snippet` has OPEN and CLOSE of model/hits.py around the words that were found; empty where none were asked for.
    """

    key: str
    title: str | None
    kind: str
    outlet: str | None
    byline: str | None
    published: str | None
    origin: str
    media_type: str
    language: str
    points: int
    statements: int
    failures: int
    speakers: tuple[tuple[str, int], ...] = ()
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a column, and how many of the rows that are asked for have it."""

    value: str
    count: int


Facets = Mapping[str, tuple[Facet, ...]]
"""Column -> its values, the most frequent first. A column counts the rows that all the other filters leave."""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file that was added, and what became of it: `state` is read, failed or retry."""

    origin: str
    sha256: str
    state: str
    failures: tuple[StoredFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document with everything that stands in it now.

    `row` is the row of the JSON ledger with what was last found in it; `hits` are the statements as they stand now, rejected
    ones too, in text order; `judgements` are all about its statements, by time; `same_as` gives each actor the id under which
    people have joined it with others.
    """

    row: Mapping[str, Any]
    signature: str
    origins: tuple[tuple[str, str | None], ...]
    hits: tuple[Hit, ...]
    judgements: tuple[Judgement, ...]
    same_as: Mapping[str, str] = field(default_factory=dict)

    @property
    def document(self) -> Mapping[str, Any]:
        """The document as the JSON ledger has it."""
        found: Mapping[str, Any] = self.row["document"]
        return found
