"""What became of everything that was read: how much, and what failed, by kind and with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from memcon.model.ledger import Failure
from memcon.run.pipeline import Outcome

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "empty": "no text in it",
        "not-text": "nothing that memcon reads",
        "markup": "markup that cannot be parsed safely",
        "broken": "damaged or cut short",
        "locked": "locked with a password",
        "unsafe": "unsafe parts of archives, not opened",
        "missing": "something is missing on this machine",
        "over-limit": "over a limit",
        "time": "took too long",
        "memory": "took too much memory",
        "killed": "stopped by the system",
        "crash": "a library crashed on it",
        "wrote": "the reader tried to write",
        "reply": "the reader gave no sound answer",
        "unreadable": "the file system said no",
        "format": "a reader of memcon broke: please report it",
        "parser": "the language model broke: please report it",
        "detector": "a detector broke: please report it",
        "bad-span": "rows outside the text: please report it",
        "bad-row": "rows that a case cannot hold",
    }
)
"""Code of a failure -> what it says of the file."""
NAMED: Final = 3
"""How many files of one kind of failure are named."""


class Summary:
    """Counts what goes by, and keeps of each failure its origin."""

    def __init__(self) -> None:
        self.documents = self.statements = self.failures = 0
        self._failed: dict[str, list[str]] = {}

    def counted(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes, unchanged."""
        for outcome in outcomes:
            self.documents += outcome.findings is not None
            self.statements += len(outcome.findings.statements) if outcome.findings is not None else 0
            for failure in outcome.failures:
                self._add(failure)
            yield outcome

    def _add(self, failure: Failure) -> None:
        self.failures += 1
        self._failed.setdefault(failure.code, []).append(failure.origin)

    def lines(self, *, wrote: str | None = None) -> Iterator[str]:
        """One line for all, and one for each kind of failure, the most frequent first."""
        failed = f", {self.failures:,} failed" if self.failures else ""
        where = f"; wrote {wrote}" if wrote is not None else ""
        yield f"{self.documents:,} read, {self.statements:,} statements{failed}{where}"
        for code, origins in sorted(self._failed.items(), key=lambda row: (-len(row[1]), row[0])):
            more = f" and {len(origins) - NAMED:,} more" if len(origins) > NAMED else ""
            yield f"failed: {len(origins):,} {REASONS.get(code, code)} ({code}): {', '.join(map(_short, origins[:NAMED]))}{more}"


def _short(origin: str) -> str:
    """The file without its folder; the part inside it stays."""
    outer, mark, inner = origin.partition("#")
    return outer.rpartition("/")[2] + mark + inner[-60:]
