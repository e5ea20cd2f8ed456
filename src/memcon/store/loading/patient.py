"""Loading that outlasts a restart of the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from memcon.model.contract import Json
from memcon.store.loading.split import Loaded
from memcon.store.waiting import WAIT_SECONDS, patiently

if TYPE_CHECKING:
    from memcon.store.case import Case


def load_patiently(  # noqa: PLR0913  what Case.load takes, and how to wait
    case: Case,
    rows: Sequence[Json],
    *,
    signature: str,
    failures: Sequence[Json] = (),
    source: str,
    sha256: str,
    told: Callable[[str], None],
    wait_seconds: float = WAIT_SECONDS,
) -> Loaded:
    """What `Case.load` gives; while the case is away, up to so many seconds, it is tried again, and each wait is told in a line."""
    return patiently(
        lambda: case.load(rows, signature=signature, failures=failures, source=source, sha256=sha256),
        wait_seconds=wait_seconds,
        tell=lambda error, seconds: told(f"{error}; it is tried again in {seconds:.1f} s"),
    )
