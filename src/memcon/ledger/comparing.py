"""Accounts compared from Python: `memcon.compare`."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from memcon.errors import WrongUse
from memcon.export.comparison import lines, records, sheet
from memcon.export.comparison.wording import sum_words
from memcon.ledger.reading import Ledger, Readable, read
from memcon.model.comparison import Account, Comparison, Topic
from memcon.model.ledger import Failure, Findings
from memcon.run import comparing


@dataclass(frozen=True)
class Compared:
    """Accounts of one occasion side by side, with the forms in which people get them."""

    comparison: Comparison
    failures: tuple[Failure, ...] = ()

    def __repr__(self) -> str:
        return f"<Compared: {sum_words(self.comparison)}>"

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts, A first."""
        return self.comparison.accounts

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What is told of in any account: first what several have, then what one has alone."""
        return self.comparison.topics

    @property
    def is_alike(self) -> bool:
        """Whether nothing differs."""
        return self.comparison.is_alike

    def to_dict(self) -> dict[str, Any]:
        """The object of `memcon compare --json`."""
        return records.record(self.comparison, self.failures)

    def to_text(self, *, width: int = 100) -> str:
        """What the terminal shows."""
        out = io.StringIO()
        lines.Lines(width).write(self.comparison, out)
        return out.getvalue()

    def to_html(self) -> str:
        """The page, side by side."""
        out = io.StringIO()
        sheet.write_page(self.comparison, out, self.failures)
        return out.getvalue()


def compare(*accounts: Readable | Ledger | Findings) -> Compared:
    """Accounts of one occasion, topic by topic.

    Each is what `memcon.read` takes or gives, or one of its Findings; of several documents each is an account. Raises WrongUse
    for fewer than two.
    """
    papers: list[Findings] = []
    failures: list[Failure] = []
    for account in accounts:
        if isinstance(account, Findings):
            papers.append(account)
            continue
        ledger = account if isinstance(account, Ledger) else read(account)
        papers += ledger.findings
        failures += ledger.failures
    if len(papers) < 2 and failures:
        raise WrongUse("; ".join(f.message for f in failures))
    return Compared(comparing.compare(papers), tuple(failures))
