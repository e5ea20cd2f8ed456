"""The child process: reads one file after another from its standard input, and answers with rows."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import IO

from memcon import limits
from memcon.formats.sandbox.confine import confine, grant_time
from memcon.formats.sandbox.frames import frame, open_replies, read_frame
from memcon.formats.sandbox.wire import encode_row
from memcon.formats.walk import walk
from memcon.model.document import Kind
from memcon.model.ledger import Failure
from memcon.plugins import load_plugins

END = b""
"""The frame behind the last row of a file."""


def main() -> None:
    """Serve files until the input ends, or until one has taken all memory."""
    requests, replies = sys.stdin.buffer, open_replies()
    load_plugins("memcon.formats")
    replies.write(frame(json.dumps(asdict(confine())).encode()))
    replies.flush()
    while (about := read_frame(requests)) is not None:
        if not _serve(json.loads(about), read_frame(requests) or b"", replies):
            break


def _serve(about: dict[str, str | None], untrusted_bytes: bytes, replies: IO[bytes]) -> bool:
    """Answer for one file; False where memory ran out, for then a fresh process is safer."""
    grant_time(limits.CHILD_CPU_SECONDS)
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
