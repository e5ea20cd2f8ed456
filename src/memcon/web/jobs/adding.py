"""Files put into the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from memcon.run.adding import FileNews, Options, Stage, Tally, add_files
from memcon.run.sources import expand
from memcon.store import open_case
from memcon.text import printable
from memcon.web.jobs.requests import asked, kind_of
from memcon.web.jobs.telling import Tell

LISTED: Final = 2_000
"""Files that are told of one by one; of more, how many there are."""
FAILURES: Final = 20
"""Failures of one file that are told of; a mailbox may have a thousand."""
SHOWN: Final = 80
WAITING: Final = "waiting"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: `kind` is what the papers are, whatever they say; `originals` keeps the bytes of the files in the case."""

    ledger: str
    paths: Sequence[str]
    kind: str | None = None
    originals: bool = False


def add(request: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Put in what is missing or stale among the files. The result is what was done, and how much is in the case now.

    `details` and result: `kind` and `originals` as they were asked, `documents`, `statements`, `read`, `unchanged`, `failed`
    (code -> how many), `files` (of each `origin`, `state` (waiting, reading, read, unchanged, failed, passed over), `documents`,
    `statements`, `failures` (messages), `more` (how many failures of it are not named)), and `more` (how many files are not
    listed). The result has `case` and `head` too.
    """
    wish = asked(Wish, request)
    options = Options(kind=kind_of(wish.kind), originals=wish.originals)
    paths = list(wish.paths)
    files, tally = _Files(wish, tell), Tally()
    tell("loading the language model", total=files.total, details=files.details(tally))
    with open_case(wish.ledger) as case:
        for tally in add_files(case, paths, options, watch=files.note):
            tell(files.words, done=tally.files, total=tally.total, details=files.details(tally))
        counts = case.counts()
        in_case = {"documents": counts.documents, "statements": counts.statements, "failures": counts.failures}
        return {**files.details(tally), "case": in_case, "head": case.head()}


class _Files:
    """What has become of each file so far."""

    def __init__(self, wish: Wish, tell: Tell) -> None:
        self._asked = {"kind": wish.kind, "originals": wish.originals}
        origins = list(dict.fromkeys(source.origin for source in expand(wish.paths)))
        self.total = len(origins)
        self.words = ""
        self._rows = {origin: _row(FileNews(origin, Stage.READING), state=WAITING) for origin in origins[:LISTED]}
        self._tell = tell

    def note(self, news: FileNews) -> None:
        """Take in what has become of a file."""
        if news.origin in self._rows:
            self._rows[news.origin] = _row(news, state=news.stage.value)
        if news.stage is Stage.READING:
            self.words = f"reading {printable(news.origin.rpartition('/')[2], most=SHOWN)}"

    def details(self, tally: Tally) -> dict[str, Any]:
        """All of it; the rows are never changed, only replaced."""
        return {
            **self._asked,
            "documents": tally.documents,
            "statements": tally.statements,
            "read": tally.read,
            "unchanged": tally.unchanged,
            "failed": dict(tally.failed),
            "files": list(self._rows.values()),
            "more": self.total - len(self._rows),
        }


def _row(news: FileNews, *, state: str) -> dict[str, Any]:
    messages = [message for _, message in news.failures[:FAILURES]]
    return {
        "origin": news.origin,
        "state": state,
        "documents": news.documents,
        "statements": news.statements,
        "failures": messages,
        "more": len(news.failures) - len(messages),
    }
