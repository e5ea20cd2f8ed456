"""What all rooms work on: the case, what is told of it as a whole, the jobs, and where dropped files go."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, Request

from memcon.formats.sandbox import Painter
from memcon.store import Case, open_case
from memcon.web.inbox import Inbox
from memcon.web.jobs import Jobs
from memcon.web.standing import Standing

SQL_SECONDS: Final = 5.0
"""How long one question of a room may take in the database. On 100,000 statements the slowest takes 0.2 s."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An open case and the work on it. `ledger` is what the case was opened by, which the jobs open again.

    `case` gives up on a question after SQL_SECONDS; what takes the whole case is asked of `standing`. `scratch` is a folder for
    its owner alone, where files lie that are only checked; it is gone when the desk is closed. `painter` draws pages of PDFs.
    """

    ledger: str
    case: Case
    whole: Case
    standing: Standing
    jobs: Jobs
    inbox: Inbox | None
    scratch: Path
    painter: Painter

    @property
    def title(self) -> str:
        """What the case is called."""
        return Path(self.case.name).stem or self.case.name

    def close(self) -> None:
        """Stop all work and close the case."""
        self.standing.close()
        self.jobs.close()
        self.painter.close()
        for case in (self.case, self.whole):
            case.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


def open_desk(ledger: str, *, inbox: Path | None = None, create: bool = False) -> Desk:
    """The desk of a case; files that are dropped are kept in `inbox`, else beside the case. Raises LedgerError."""
    case, whole = open_case(ledger, create=create, patience=SQL_SECONDS), open_case(ledger)
    scratch = Path(tempfile.mkdtemp(prefix="memcon-"))
    return Desk(ledger, case, whole, Standing(whole), Jobs(), Inbox.beside(ledger, folder=inbox), scratch, Painter())


def _desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk_of)]
"""The desk, as an argument of a room."""
