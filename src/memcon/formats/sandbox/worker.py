"""The child process: reads one file after another from its standard input, and answers with rows."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import IO

from memcon.formats.sandbox.confine import confine, grant_time
from memcon.formats.sandbox.frames import frame, read_frame
from memcon.formats.sandbox.wire import encode_row
from memcon.formats.walk import walk
from memcon.model.document import Kind
from memcon.model.ledger import Failure
from memcon.plugins import load_plugins

END = b""
"""The frame behind the last row of a file."""


def main() -> None:
    """Serve files until the input ends, or until one has taken all memory."""
    requests, replies = sys.stdin.buffer, _replies()
    load_plugins("memcon.formats")
    replies.write(frame(json.dumps(asdict(confine())).encode()))
    replies.flush()
    while (about := read_frame(requests)) is not None:
        if not _serve(json.loads(about), read_frame(requests) or b"", replies):
            break


def _replies() -> IO[bytes]:
    """The pipe to the parent, kept apart from standard output: a library that prints must not speak to the parent."""
    kept = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return os.fdopen(kept, "wb")


def _serve(about: dict[str, str | None], untrusted_bytes: bytes, replies: IO[bytes]) -> bool:
    """Answer for one file; False where memory ran out, for then a fresh process is safer."""
    grant_time()
    kind = Kind(about["kind"]) if about["kind"] else None
    sound = True
    for row in walk(untrusted_bytes, origin=about["origin"] or "", kind=kind):
        sound = sound and not (isinstance(row, Failure) and row.code == "memory")
        replies.write(frame(encode_row(row)))
    replies.write(frame(END))
    replies.flush()
    return sound


if __name__ == "__main__":
    main()
