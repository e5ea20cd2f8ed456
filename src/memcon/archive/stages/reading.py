"""Reading: the texts of one split parsed, and all that was found in them as rows of the tables."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from memcon.archive.copies.grouping import Grouped, grouped_in
from memcon.archive.home import Home
from memcon.archive.stages.attempts import DEATHS, Attempt
from memcon.archive.stages.intake import texts_path
from memcon.archive.stages.keeping import Keeper, LedgerKeeper, TableKeeper
from memcon.archive.tables.rows import COPY, FAILED, READ, Row, document_of
from memcon.archive.tables.writing import read_file
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.model.ledger import Failure
from memcon.run.pipeline import BATCH_DOCUMENTS, Outcome, Pipeline, batches

FOUND: Final = ("statements", "actors", "events", "asks", "conflicts")


@dataclass(slots=True)
class _Read:
    """What was found in a split so far."""

    keeper: Keeper
    counts: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


def read_split(task: Task, *, home: Home, pipeline: Pipeline, told: Callable[[int, int], None]) -> Receipt:
    """The rows of a split as files. Raises ArchiveError and ModelError; a document that breaks is a failure row.

    `told` is called with the documents and words that were read so far.
    """
    copies = grouped_in(home.out / task.about["copies"], task.about["split"]) if task.about["copies"] else {}
    attempt = Attempt(home, task.key)
    read = _Read(LedgerKeeper(home.out, task.key) if task.about["ledgers"] else TableKeeper(home.out, task.key))
    texts = _texts(home.out / texts_path(task.about["split"]))
    for batch in batches(texts, points=lambda text: len(text.row["text"]), most=1 if attempt.careful else BATCH_DOCUMENTS):
        _read_batch(read, batch, copies, pipeline, attempt)
        told(read.counts["documents"], read.counts["words"])
    files = read.keeper.write()
    attempt.end()
    return Receipt(Stage.READ, task.key, files, dict(read.counts), dict(read.failures))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a split, with its place in it."""

    place: int
    row: Row

    @property
    def mark(self) -> str:
        return f"{self.place}:{self.row['id']}"


def _texts(path: Path) -> Iterator[_Text]:
    table, place = read_file(path), 0
    for batch in table.to_batches(max_chunksize=BATCH_DOCUMENTS):
        for row in batch.to_pylist():
            yield _Text(place, row)
            place += 1


def _read_batch(read: _Read, batch: Sequence[_Text], copies: dict[int, Grouped], pipeline: Pipeline, attempt: Attempt) -> None:
    told = [_Text(text.place, _with_copies(text, copies.get(text.place))) for text in batch]
    wanted = [text for text in told if text.row["standing"] == READ]
    sound_ones = [text for text in wanted if not attempt.gave_up(text.mark)]
    attempt.begin([text.mark for text in sound_ones])
    outcomes = pipeline.read_documents([document_of(text.row, json.loads(text.row["details"])) for text in sound_ones])
    found = {text.place: outcome for text, outcome in zip(sound_ones, outcomes, strict=True)}
    found |= {text.place: _killed(text.row["origin"]) for text in wanted if text.place not in found}
    for text in told:
        _put_in(read, text.row, found.get(text.place))


def _with_copies(text: _Text, copy: Grouped | None) -> Row:
    """The row of a document with what is known of its copies."""
    if copy is None:
        return text.row
    return text.row | {"standing": COPY if copy.copy_of else text.row["standing"], "copy_of": copy.copy_of, "near": copy.near}


def _put_in(read: _Read, row: Row, outcome: Outcome | None) -> None:
    """What became of a document; `outcome` is None for one that is not read."""
    row = row if outcome is None or outcome.findings is not None else row | {"standing": FAILED}
    read.counts.update(documents=1, words=row["words"], **{row["standing"]: 1})
    read.failures.update(failure.code for failure in (outcome.failures if outcome is not None else ()))
    ledger = read.keeper.keep(row, outcome)
    read.counts.update({kind: len(ledger[kind]) for kind in FOUND if ledger})


def _killed(origin: str) -> Outcome:
    what = f"{origin}: whatever read this document died of it, {DEATHS} times; the others were read. Please report it"
    return Outcome(origin, failure=Failure(origin, "read", "killed", what))
