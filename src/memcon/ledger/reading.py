"""Documents from Python: `memcon.read` and the Ledger it gives."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from memcon.errors import WrongUse
from memcon.model.contract import failed_dict, to_dict
from memcon.model.document import Document, Kind, Warning
from memcon.model.hits import StoredDocument
from memcon.model.ledger import Actor, Ask, Event, Failure, Findings, Statement
from memcon.ports import Exporter
from memcon.run.pipeline import Outcome, Pipeline
from memcon.run.sources import Source, expand

if TYPE_CHECKING:
    import pandas as pd

Readable = str | os.PathLike[str] | bytes

LONGEST_PATH: Final = 4_096
PANDAS: Final = "pip install 'memcon[pandas]'"


@dataclass(frozen=True)
class Ledger:
    """Who said what to whom in one or more documents, in the order in which they were read.

    Iterating gives one Findings for each document. An input that could not be read is in `failures`, with the reason.
    """

    outcomes: tuple[Outcome, ...] = ()

    def __iter__(self) -> Iterator[Findings]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        return f"<Ledger: {len(self.documents)} documents, {len(self.statements)} statements, {len(self.failures)} failures>"

    @cached_property
    def findings(self) -> tuple[Findings, ...]:
        """The rows of each document that was read."""
        return tuple(o.findings for o in self.outcomes if o.findings is not None)

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """Everything that could not be read or decided, inputs and parts of documents."""
        return tuple(f for o in self.outcomes for f in o.failures)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents."""
        return tuple(one.document for one in self.findings)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all documents, in text order within each."""
        return tuple(s for one in self.findings for s in one.statements)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of all documents; nobody is joined across documents."""
        return tuple(a for one in self.findings for a in one.actors)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What happened between actors, of all documents, in text order within each."""
        return tuple(e for one in self.findings for e in one.events)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """What was asked, offered and promised in all documents, and what became of it."""
        return tuple(a for one in self.findings for a in one.asks)

    @cached_property
    def warnings(self) -> tuple[Warning, ...]:
        """What is odd in the documents, as readers and detectors saw it."""
        return tuple(w for one in self.findings for w in (*one.document.warnings, *one.warnings))

    @cached_property
    def _homes(self) -> dict[str, Document]:
        return {s.id: one.document for one in self.findings for s in one.statements}

    def document_of(self, statement: Statement) -> Document:
        """The document in which the statement stands. Raises WrongUse for a statement of another ledger."""
        try:
            return self._homes[statement.id]
        except KeyError as error:
            raise WrongUse(f"the statement {statement.id} is not in this ledger") from error

    def text_of(self, statement: Statement) -> str:
        """What was said, exactly as it stands in the text, pieces joined by " … ". Raises WrongUse as `document_of`."""
        text = self.document_of(statement).text
        return " … ".join(span.of(text) for span in statement.content)

    def by(self, name: str) -> tuple[Statement, ...]:
        """The statements whose speaker bears the name, in any form seen: resolved, as printed, or one of the actor's names."""
        return tuple(s for one in self.findings for s in one.statements if name.casefold() in _speaker_names(one, s))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The JSON ledger: one dictionary for each document and each input that could not be read, in order."""
        return [row for o in self.outcomes for row in _dicts(o)]

    def to_pandas(self) -> pd.DataFrame:
        """One row for each statement; parties by name, spans as offsets of the text.

        Raises WrongUse with the line to run when pandas is not installed.
        """
        try:
            import pandas as pd  # an extra, and slow to import
        except ImportError as error:
            raise WrongUse(f"pandas is not installed; run: {PANDAS}") from error
        return pd.DataFrame([_row(one, s) for one in self.findings for s in one.statements], columns=list(COLUMNS))

    def events_to_pandas(self) -> pd.DataFrame:
        """One row for each event, with the columns of `memcon export --to events`. Raises WrongUse as `to_pandas`."""
        from memcon.export.eventtable import COLUMNS as EVENT_COLUMNS
        from memcon.export.eventtable import event_rows

        try:
            import pandas as pd
        except ImportError as error:
            raise WrongUse(f"pandas is not installed; run: {PANDAS}") from error
        stored = (StoredDocument(to_dict(one), "", ()) for one in self.findings)
        return pd.DataFrame([row for document in stored for row in event_rows(document)], columns=list(EVENT_COLUMNS))

    def briefing(self, *, width: int = 100, full: bool = False) -> str:
        """The briefing as plain text; `full` folds no long content."""
        from memcon.export.briefing import BRIEFING  # rich is needed by nothing else here

        out = io.StringIO()
        BRIEFING.write(self.findings, out, failures=self._unread(), width=width, full=full)
        return out.getvalue()

    def to_markdown(self) -> str:
        """A page of Markdown to paste."""
        from memcon.export.markdown import MARKDOWN

        return self._written(MARKDOWN)

    def to_html(self) -> str:
        """One self-contained page: the text with every statement marked, the ledger beside it."""
        from memcon.export.page import PAGE

        return self._written(PAGE)

    def _written(self, exporter: Exporter) -> str:
        out = io.StringIO()
        exporter.write(self.findings, out, failures=self._unread())
        return out.getvalue()

    def _unread(self) -> tuple[Failure, ...]:
        return tuple(o.failure for o in self.outcomes if o.failure is not None)


COLUMNS: Final = (
    "origin", "document", "title", "published", "id", "start", "end", "content", "speaker", "speaker_printed", "speaker_unknown",
    "addressees", "chain", "act", "manner", "polarity", "cue", "when_from", "when_to", "where", "occasion", "parent", "notes",
)  # fmt: skip
"""The columns of `Ledger.to_pandas`."""


def _row(one: Findings, s: Statement) -> dict[str, Any]:
    document, text = one.document, one.document.text
    place = {"origin": document.origin, "document": document.id, "title": document.title, "published": document.published}
    words = {"start": s.content[0].start, "end": s.content[-1].end, "content": " … ".join(span.of(text) for span in s.content)}
    printed = s.speaker.span.of(text) if s.speaker.span is not None else None
    who = {"speaker": s.speaker.name, "speaker_printed": printed, "speaker_unknown": s.speaker.why if s.speaker.name is None else None}
    others = {"addressees": [party.name for party in s.addressees], "chain": [link.holder.name for link in s.chain]}
    how = {"act": s.act.value, "manner": s.manner.value, "polarity": s.polarity.value, "cue": s.cue.of(text) if s.cue is not None else None}
    when = {"when_from": s.when.start if s.when is not None else None, "when_to": s.when.end if s.when is not None else None}
    rest = {"id": s.id, "where": s.where, "occasion": s.occasion, "parent": s.parent, "notes": list(s.notes)}
    return {**place, **words, **who, **others, **how, **when, **rest}


def _speaker_names(one: Findings, statement: Statement) -> set[str]:
    party = statement.speaker
    actor = next((a for a in one.actors if a.id == party.actor), None) if party.actor is not None else None
    printed = party.span.of(one.document.text) if party.span is not None else ""
    return {name.casefold() for name in (party.name or "", printed, *(actor.names if actor is not None else ())) if name}


def _dicts(outcome: Outcome) -> Iterator[dict[str, Any]]:
    if outcome.findings is not None:
        yield to_dict(outcome.findings)
    elif outcome.failure is not None:
        yield failed_dict(outcome.failure)


def read(*sources: Readable, kind: Kind | str | None = None, model: str | None = None) -> Ledger:
    """The ledger of files, folders or texts.

    A path object is a path. A string is a path when such a file or folder is there, and a text when it holds white
    space; bytes are the content of a file. `kind` overrides what the content says; `model` names another installed
    spaCy pipeline. Raises WrongUse for a string that is neither, and ModelError when the language model is not usable.
    """
    if not sources:
        raise WrongUse("read() needs a path or a text")
    found = [s for source in sources for s in _sources(source)]
    return Ledger(tuple(Pipeline(kind=_kind(kind), model=model).read(found)))


def _kind(kind: Kind | str | None) -> Kind | None:
    try:
        return None if kind is None else Kind(kind)
    except ValueError as error:
        raise WrongUse(f"{kind!r} is no kind of document; choose from {', '.join(Kind)}") from error


def _sources(source: Readable) -> tuple[Source, ...]:
    if isinstance(source, bytes):
        return (Source("bytes", untrusted_bytes=source),)
    if isinstance(source, str):
        return expand([source]) if _is_path(source) else (_text(source),)
    if isinstance(source, os.PathLike):
        return expand([source])
    raise WrongUse(f"read() takes paths, texts and bytes, not {type(source).__name__}")


def _is_path(source: str) -> bool:
    try:
        return 0 < len(source) < LONGEST_PATH and "\n" not in source and Path(source).exists()
    except (OSError, ValueError):
        return False


def _text(source: str) -> Source:
    if "\n" not in source and not any(c.isspace() for c in source.strip()):
        raise WrongUse(f"there is no file {source[:80]!r}, and one word is no text; to read a path that may be missing, pass a Path")
    return Source("text", untrusted_bytes=_LONE.sub("\ufffd", source).encode("utf-8"))


_LONE: Final = re.compile("[\ud800-\udfff]")
