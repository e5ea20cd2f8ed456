"""A case from Python: put files in, find statements, correct them, prove and export."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack

from memcon.errors import WrongUse
from memcon.model.document import Kind
from memcon.model.hits import Hit
from memcon.model.judgement import Action, Judgement
from memcon.model.ledger import Failure
from memcon.run.adding import Options, Tally, add_files
from memcon.run.correcting import judge_addition, judge_now
from memcon.run.exporting import export_case, import_bundle
from memcon.store import Case, open_case
from memcon.store.search import Query

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from memcon.export.asklist import ListedAsk
    from memcon.export.disputes.accounts import Dispute
    from memcon.link.people import Person


class Filters(TypedDict, total=False):
    """What narrows a search: the same names and meanings as the options of `memcon find`."""

    words: str
    speaker: str | None
    addressee: str | None
    via: str | None
    act: str | None
    manner: str | None
    outlet: str | None
    kind: str | None
    since: str | None
    until: str | None
    document: str | None
    status: str | None
    fuzzy: bool


class OpenLedger:
    """An open case, made by `memcon.open_ledger`. A context manager: leaving it closes the case.

    Methods raise LedgerError, whose message says what to do, and WrongUse.
    """

    def __init__(self, case: Case) -> None:
        self._case = case

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = self._case.counts()
        return f"<OpenLedger {self._case.name}: {counts.documents} documents, {counts.statements} statements>"

    def close(self) -> None:
        """Close the case."""
        self._case.close()

    # ── files in, statements out ───────────────────────────────────────────────────────────────────────────────────

    def add(self, *paths: str | os.PathLike[str], kind: Kind | None = None, model: str | None = None, originals: bool = False) -> Tally:
        """Put files and folders in: what is missing or stale is read, the rest is left. What became of them."""
        tally = Tally()
        for tally in add_files(self._case, [os.fspath(path) for path in paths], Options(kind, model, originals)):  # noqa: B007
            pass
        return tally

    def statements(self, **filters: Unpack[Filters]) -> Iterator[Hit]:
        """The statements that fit, fetched as they are used; `hit.statement` is the typed row. Close or exhaust it before judging."""
        return self._case.find(Query(**filters))

    def count(self, **filters: Unpack[Filters]) -> int:
        """How many statements fit."""
        return self._case.count(Query(**filters))

    def failures(self) -> tuple[Failure, ...]:
        """What could not be read."""
        return tuple(Failure(row["document"], row["stage"], row["code"], row["message"]) for row in self._case.failures())

    # ── who, what, when; what was asked; who disagrees ───────────────────────────────────────────────────────────

    def events(self) -> Iterator[dict[str, Any]]:
        """What happened between actors, as rows with the columns of `memcon export --to events`, fetched as they are used."""
        from memcon.export.eventtable import event_rows

        with self._case.selection(Query()) as selection:
            for stored in selection.documents():
                yield from event_rows(stored)

    def people(self) -> tuple[Person, ...]:
        """Everybody in the case, joined across documents as far as it is sure or as people have said, who speaks most first."""
        from memcon.run.linking import who_is_who

        return who_is_who(self._case).people

    def asks(self, *, open_only: bool = False) -> list[ListedAsk]:
        """What was asked, offered and promised, and what became of it: the most urgent first."""
        from memcon.run.asking import Wanted, list_asks

        return list_asks(self._case, Wanted(open_only=open_only))

    def conflicts(self) -> list[Dispute]:
        """Accounts that cannot both stand: the open ones first, then the newest."""
        from memcon.run.disputing import Wanted, list_disputes

        return list_disputes(self._case, Wanted())

    # ── judgements ─────────────────────────────────────────────────────────────────────────────────────────────────

    def accept(self, statement: str, *, who: str, why: str = "") -> Judgement:
        """Say that a statement is right as it stands."""
        return self._judge(Action.ACCEPT, statement, who, why)

    def reject(self, statement: str, *, who: str, why: str = "") -> Judgement:
        """Say that this is no statement; searches leave it out, and it is kept."""
        return self._judge(Action.REJECT, statement, who, why)

    def edit(self, statement: str, changes: Mapping[str, Any], *, who: str, why: str = "") -> Judgement:
        """Set fields of a statement, as the JSON ledger has them; every span must hold the words that it says."""
        return self._judge(Action.EDIT, statement, who, why, changes)

    def set_speaker(self, statement: str, name: str, *, who: str, why: str = "", actor: str | None = None) -> Judgement:
        """Say who spoke."""
        return self.edit(statement, {"speaker": {"name": name, "actor": actor, "span": None}}, who=who, why=why)

    def add_statement(self, document: str, fields: Mapping[str, Any], *, who: str, why: str = "") -> Judgement:
        """Add a statement that memcon did not find: at least `content` and `speaker`, as the JSON ledger has them."""
        return self._case.judge(judge_addition(document, fields, who=who, why=why))

    def merge(self, actor: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Say that two actors are one; searches for a name of one then find both."""
        return self._judge(Action.MERGE, actor, who, why, {"other": other})

    def split(self, actor: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Say that two actors are not one after all."""
        return self._judge(Action.SPLIT, actor, who, why, {"other": other})

    def rule(self, row: str, other: str, verdict: str, *, who: str, why: str = "") -> Judgement:
        """Say what two statements or events are to each other: real, same, different or update."""
        return self._judge(Action.RULE, row, who, why, {"other": other, "verdict": verdict})

    def undo(self, judgement: str, *, who: str, why: str = "") -> Judgement:
        """Take a judgement back, be it an undoing; both stay in the log."""
        return self._judge(Action.UNDO, judgement, who, why)

    def judgements(self) -> list[Judgement]:
        """All judgements, by time."""
        return self._case.judgements()

    def orphans(self) -> list[Judgement]:
        """The judgements whose statement the current readings do not have."""
        return self._case.orphans()

    def _judge(self, action: Action, subject: str, who: str, why: str, value: Mapping[str, Any] | None = None) -> Judgement:
        return self._case.judge(judge_now(action, subject, value or {}, who=who, why=why))

    # ── proving and exporting ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def head(self) -> str:
        """The hash of the last entry of the log: keep it elsewhere, and `verify(head=...)` proves later that nothing is missing."""
        return self._case.head()

    def verify(self, *, head: str | None = None) -> list[str]:
        """What is wrong with the case, the first thing first; an empty list for a sound one."""
        return self._case.faults(head=head)

    def export(self, form: str, target: str | os.PathLike[str], **filters: Unpack[Filters]) -> None:
        """Write the case, or what the filters leave of it: bundle, csv, xlsx, parquet, ftm, annotation, plover, prov or report."""
        export_case(self._case, form, Path(target), Query(**filters))

    def import_bundle(self, folder: str | os.PathLike[str]) -> int:
        """Take a bundle in; how many documents and judgements it held."""
        return sum(1 for _ in import_bundle(self._case, Path(folder)))

    def to_pandas(self, **filters: Unpack[Filters]) -> pd.DataFrame:
        """One row for each statement that fits. Raises WrongUse with the line to run where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError as error:
            raise WrongUse("pandas is not installed; run: pip install 'memcon[pandas]'") from error
        from memcon.export.tables import COLUMNS

        return pd.DataFrame(self._table(filters), columns=list(COLUMNS))

    def to_arrow(self, **filters: Unpack[Filters]) -> pa.Table:
        """The same as an Arrow table. Raises WrongUse with the line to run where pyarrow is not installed."""
        try:
            import pyarrow as pa
        except ImportError as error:
            raise WrongUse("pyarrow is not installed; run: pip install 'memcon[tables]'") from error
        from memcon.export.tables import arrow_schema

        return pa.Table.from_pylist(self._table(filters), schema=arrow_schema())

    def _table(self, filters: Filters) -> list[dict[str, Any]]:
        from memcon.export.tables import table_rows

        with self._case.selection(Query(**filters)) as selection:
            return list(table_rows(selection))


def open_ledger(url: str | os.PathLike[str], *, create: bool = False) -> OpenLedger:
    """The case in a file (`reprisals.memcon`) or behind a postgresql:// address.

    Raises LedgerError where there is none, unless `create`, and for what is damaged, locked, newer or no case.
    """
    return OpenLedger(open_case(url, create=create))
