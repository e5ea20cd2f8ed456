"""Where a command writes: standard output, a device, or a file that gets its name when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, cast

from memcon.cli.speaking import stop


@contextmanager
def open_target(target: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that only gets its name when it is whole."""
    if target is None or target == "-":
        yield cast("TextIO", sys.stdout)
        return
    path = Path(target).resolve()
    try:
        with _special(path) if path.exists() and not path.is_file() else _whole(path) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        stop(f"cannot write {target}: {error.strerror or error}")


@contextmanager
def _special(path: Path) -> Iterator[TextIO]:
    """A device or a pipe, which must not be replaced."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        yield out


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A draft beside the file, renamed at the end, so that nobody ever reads half a ledger."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            yield out
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
