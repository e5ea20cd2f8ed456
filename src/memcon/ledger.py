"""The public Python API: `memcon.read` and the Ledger it gives."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memcon.errors import WrongUse
from memcon.export.briefing import BRIEFING
from memcon.export.bundle import failed_dict, to_dict
from memcon.export.markdown import MARKDOWN
from memcon.export.page import PAGE
from memcon.model.document import Document, Kind
from memcon.model.ledger import Actor, Failure, Findings, Statement
from memcon.run.pipeline import Outcome, Pipeline
from memcon.run.sources import Source, expand

if TYPE_CHECKING:
    import pandas as pd

Readable = str | os.PathLike[str] | bytes


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who said what to whom in one or more documents, in the order in which they were read.

    `findings` has one entry for each document; `failures` says what could not be read, and why.
    """

    findings: tuple[Findings, ...] = ()
    failures: tuple[Failure, ...] = ()
    _order: tuple[Outcome, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[Findings]:
        return iter(self.findings)

    def __len__(self) -> int:
        """How many documents were read."""
        return len(self.findings)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents."""
        return tuple(one.document for one in self.findings)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all documents, in text order within each."""
        return tuple(s for one in self.findings for s in one.statements)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of all documents; nobody is joined across documents."""
        return tuple(a for one in self.findings for a in one.actors)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The JSON ledger: one dictionary for each input, in order; a failed one has `document` None."""
        return [to_dict(o.findings) if o.findings is not None else failed_dict(o.failure) for o in self._order if o.findings is not None or o.failure is not None]  # type: ignore[arg-type]

    def to_pandas(self) -> pd.DataFrame:
        """One row for each statement: origin, place, speaker, addressees, chain, act, manner, polarity, content.

        Raises WrongUse with the line to run when pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise WrongUse("pandas is not installed; run: pip install 'memcon[pandas]'") from error
        return pandas.DataFrame([_row(one, s) for one in self.findings for s in one.statements], columns=_COLUMNS)

    def briefing(self, *, width: int = 100) -> str:
        """The briefing as plain text."""
        out = io.StringIO()
        BRIEFING.print(self.findings, self.failures, out, width=width)
        return out.getvalue()

    def to_markdown(self) -> str:
        """A page of Markdown to paste."""
        out = io.StringIO()
        MARKDOWN.write(self.findings, out)
        return out.getvalue()

    def to_html(self) -> str:
        """One self-contained page: the text with every statement marked, the ledger beside it."""
        out = io.StringIO()
        PAGE.write(self.findings, out)
        return out.getvalue()


_COLUMNS = ["origin", "id", "start", "end", "speaker", "addressees", "chain", "act", "manner", "polarity", "content", "cue", "parent", "notes"]


def _row(one: Findings, statement: Statement) -> dict[str, Any]:
    text = one.document.text
    return {
        "origin": one.document.origin,
        "id": statement.id,
        "start": statement.content[0].start,
        "end": statement.content[-1].end,
        "speaker": statement.speaker.name,
        "addressees": [party.name for party in statement.addressees],
        "chain": [link.holder.name for link in statement.chain],
        "act": statement.act.value,
        "manner": statement.manner.value,
        "polarity": statement.polarity.value,
        "content": " … ".join(span.of(text) for span in statement.content),
        "cue": statement.cue.of(text) if statement.cue is not None else None,
        "parent": statement.parent,
        "notes": list(statement.notes),
    }


def read(*sources: Readable, kind: Kind | str | None = None, model: str | None = None) -> Ledger:
    """The ledger of files, folders or texts.

    A path object is a path. A string is a path when such a file is there, and a text when it holds white space;
    bytes are the content of a file. `kind` overrides what the content says; `model` names another spaCy pipeline.
    Raises WrongUse for a string that is neither, and ModelError when the language model is not usable.
    """
    if not sources:
        raise WrongUse("read() needs a path or a text")
    chosen = _kind(kind)
    outcomes = tuple(Pipeline(kind=chosen, model=model).read([s for source in sources for s in _sources(source)]))
    return collect(outcomes)


def collect(outcomes: tuple[Outcome, ...]) -> Ledger:
    """The ledger of the outcomes of a run."""
    return Ledger(tuple(o.findings for o in outcomes if o.findings is not None), tuple(o.failure for o in outcomes if o.failure is not None), outcomes)


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
    return expand([source])


def _is_path(source: str) -> bool:
    try:
        return len(source) < 4096 and "\n" not in source and Path(source).exists()
    except (OSError, ValueError):
        return False


def _text(source: str) -> Source:
    if not any(c.isspace() for c in source.strip()):
        raise WrongUse(f"there is no file {source[:80]!r}, and one word is no text")
    return Source("text", untrusted_bytes=source.encode("utf-8", "replace"))
