"""The folder of an archive: its tables, and under `_memcon` the plan, the receipts, the log and the work in hand.

Names that begin with an underscore are passed over by Spark, Hive and DuckDB's folders of tables.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from memcon.archive.plan import FORM, Plan
from memcon.archive.tables.writing import disk_error, placed
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.errors import ArchiveError

INSIDE: Final = "_memcon"
WORK: Final = f"{INSIDE}/work"


@dataclass(frozen=True, slots=True)
class Home:
    """Where an archive is made."""

    out: Path

    @property
    def inside(self) -> Path:
        """What is memcon's own in it."""
        return self.out / INSIDE

    @property
    def log(self) -> Path:
        """One JSON object for each thing that happened."""
        return self.inside / "log.jsonl"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The folder is made, and nobody else makes an archive in it meanwhile. Raises ArchiveError."""
        try:
            self.inside.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.inside / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise disk_error(self.out, error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            why = "another memcon is making this archive; wait until it is done, or choose another folder"
            raise ArchiveError(str(self.out), code="locked", why=why) from error
        finally:
            os.close(handle)

    # ── plan ──

    def take_plan(self, plan: Plan) -> None:
        """Note the plan, or make sure that the one noted finds the same. Raises ArchiveError for another, or a folder of others."""
        noted = self._noted()
        told = plan.to_dict()
        if noted is None:
            self._refuse_foreign()
        else:
            changed = [name for name, value in told.items() if name != "inputs" and noted.get(name) != value]
            if changed:
                why = (
                    f"this archive was begun with another {', '.join(sorted(changed))}; give the same options, or choose another folder: "
                    "rows of two kinds do not belong in one table"
                )
                raise ArchiveError(str(self.out), code="plan", why=why)
        self.write(f"{INSIDE}/plan.json", told)

    def _noted(self) -> dict[str, Any] | None:
        noted = self.read(f"{INSIDE}/plan.json")
        if noted is not None and noted.get("form") != FORM:
            why = f"its tables are of form {noted.get('form')}, and this memcon writes form {FORM}; choose another folder"
            raise ArchiveError(str(self.out), code="form", why=why)
        return noted

    def _refuse_foreign(self) -> None:
        strangers = sorted(path.name for path in self.out.iterdir() if path.name != INSIDE)
        if strangers:
            why = f"this folder holds something else ({', '.join(strangers[:3])}); choose an empty or a new one. Nothing was changed"
            raise ArchiveError(str(self.out), code="foreign", why=why)

    # ── receipts ──

    def receipt(self, stage: Stage, key: str) -> Receipt | None:
        """The receipt of a task that is done and whose files are there as they were; None for one that is to be done."""
        row = self.read(self._receipt_path(stage, key))
        try:
            receipt = None if row is None else Receipt.from_dict(row)
        except (KeyError, TypeError, ValueError):
            return None
        return receipt if receipt is not None and all(self._is_whole(w.path, w.size) for w in receipt.files) else None

    def keep(self, receipt: Receipt) -> None:
        """Note that a task is done: from here on it is not done again."""
        self.write(self._receipt_path(receipt.stage, receipt.key), receipt.to_dict())

    def forget(self, task: Task) -> None:
        """The task is to be done again."""
        (self.out / self._receipt_path(task.stage, task.key)).unlink(missing_ok=True)

    def _receipt_path(self, stage: Stage, key: str) -> str:
        return f"{INSIDE}/receipts/{stage.value}/{key[:2]}/{key}.json"  # a folder of a million files is slow on many disks

    def _is_whole(self, path: str, size: int) -> bool:
        try:
            return (self.out / path).stat().st_size == size
        except OSError:
            return False

    # ── files ──

    def read(self, path: str) -> dict[str, Any] | None:
        """A JSON object that was written; None where there is none, or half of one."""
        try:
            row = json.loads((self.out / path).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return row if isinstance(row, dict) else None

    def write(self, path: str, row: dict[str, Any]) -> None:
        """A JSON object, there whole or not at all. Raises ArchiveError."""
        with placed(self.out / path) as temporary:
            temporary.write_text(json.dumps(row, ensure_ascii=False, sort_keys=True), encoding="utf-8", newline="\n")

    def note(self, event: str, **about: Any) -> None:
        """One more line in the log. Raises ArchiveError."""
        line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **about}, ensure_ascii=False)
        try:
            with self.log.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(line + "\n")
        except OSError as error:
            raise disk_error(self.log, error) from error

    def sweep(self, kept: set[str]) -> int:
        """Take away files of tables that no receipt names: of inputs that are gone, or half done; how many there were."""
        gone = 0
        for folder in sorted(path for path in self.out.iterdir() if path.name != INSIDE and path.is_dir()):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and str(path.relative_to(self.out)) not in kept:
                    path.unlink()
                    gone += 1
            for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
                if not any(path.iterdir()):
                    path.rmdir()
        return gone

    def end_work(self) -> None:
        """Take away what was only needed on the way; the marks of texts stay, against which later inputs are held."""
        for folder in ("texts", "attempts", "link"):
            shutil.rmtree(self.out / WORK / folder, ignore_errors=True)


def open_tasks(home: Home, tasks: list[Task]) -> tuple[list[Task], list[Receipt]]:
    """The tasks that are still to be done, and the receipts of the others."""
    found = [(task, home.receipt(task.stage, task.key)) for task in tasks]
    return [task for task, receipt in found if receipt is None], [receipt for _, receipt in found if receipt is not None]
