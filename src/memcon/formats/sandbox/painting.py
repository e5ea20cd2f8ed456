"""The child process that draws pages: one request after another from its standard input, each with the file that it is about."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any, Final

from memcon import limits
from memcon.errors import FormatError
from memcon.formats.pdf.pictures import draw_page, page_count, page_marks
from memcon.formats.sandbox.confine import confine, grant_time
from memcon.formats.sandbox.frames import frame, open_replies, read_frame

OUT_OF_MEMORY: Final = ["memory", "drawing it takes more memory than the child may have (CHILD_BYTES); the other pages can be seen"]


def main() -> None:
    """Serve requests until the input ends, or until one has taken all memory."""
    import pypdfium2  # noqa: F401  what is loaded now need not be loaded when files are closed

    requests, replies = sys.stdin.buffer, open_replies()
    replies.write(frame(json.dumps(asdict(confine())).encode()))
    replies.flush()
    while (about := read_frame(requests)) is not None:
        told, picture = _answer(json.loads(about), read_frame(requests) or b"")
        replies.write(frame(json.dumps(told).encode()) + frame(picture))
        replies.flush()
        if told.get("failed") == OUT_OF_MEMORY:
            break


def _answer(about: dict[str, Any], untrusted_bytes: bytes) -> tuple[dict[str, Any], bytes]:
    """What is told, and the picture where one was asked for."""
    grant_time(limits.PICTURE_SECONDS)
    try:
        return _done(about, untrusted_bytes)
    except FormatError as error:
        return {"failed": [error.code, str(error).removeprefix(f"{error.origin}: ")]}, b""
    except MemoryError:
        return {"failed": OUT_OF_MEMORY}, b""


def _done(about: dict[str, Any], untrusted_bytes: bytes) -> tuple[dict[str, Any], bytes]:
    if about["do"] == "draw":
        return {"done": None}, draw_page(untrusted_bytes, about["page"], width=about["width"])
    if about["do"] == "marks":
        marks = page_marks(untrusted_bytes, about["page"], about["words"], within=about["within"])
        return {"done": [[m.left, m.top, m.width, m.height] for m in marks]}, b""
    return {"done": page_count(untrusted_bytes)}, b""


if __name__ == "__main__":
    main()
