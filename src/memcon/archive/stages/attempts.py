"""What was being read when a worker died: a document that takes down its worker again and again is set aside, and no other.

Marks are files, so that they outlive whoever dies, on one machine or on many that share the folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from memcon.archive.home import WORK, Home

DEATHS: Final = 3
"""A document that was read alone when so many workers died is not read again."""


class Attempt:
    """One attempt at a task, after others that may have ended in the death of their worker."""

    def __init__(self, home: Home, key: str) -> None:
        self._home, self._path = home, f"{WORK}/attempts/{key}.json"
        noted = home.read(self._path) or {}
        before = [str(name) for name in noted.get("in_hand", ())]
        self._deaths: dict[str, int] = dict(noted.get("deaths", {}))
        if len(before) == 1:
            self._deaths[before[0]] = self._deaths.get(before[0], 0) + 1
        self.careful = bool(before) or bool(noted.get("careful"))
        """Whether documents are read one at a time, so that the next death names its cause."""

    def gave_up(self, document: str) -> bool:
        """Whether the document has taken down too many workers."""
        return self._deaths.get(document, 0) >= DEATHS

    def begin(self, documents: Sequence[str]) -> None:
        """These are read now. Raises ArchiveError."""
        self._home.write(self._path, {"in_hand": list(documents), "deaths": self._deaths, "careful": self.careful})

    def end(self) -> None:
        """The task is done: nothing of it is remembered."""
        (self._home.out / self._path).unlink(missing_ok=True)
