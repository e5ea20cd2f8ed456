"""The child process: one request from its standard input, how far it is and what came of it on its standard output.

It ends with its parent: when standard input ends, the parent is gone, or wants no more of it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, NoReturn, cast

from memcon.errors import Error
from memcon.formats.sandbox.frames import open_replies, read_frame
from memcon.web.jobs.kinds import Work
from memcon.web.jobs.telling import Teller

STOPPED: Final = 128 + signal.SIGTERM
"""The status of a process that was told to stop, as shells have it."""


def main() -> None:
    """Do the work that is asked for."""
    asked = json.loads(read_frame(sys.stdin.buffer) or b"{}")
    teller = Teller(open_replies(), broken=_end_all)
    threading.Thread(target=_watch_parent, daemon=True, name="watch").start()
    signal.signal(signal.SIGTERM, _stop)
    teller.finish(_outcome(asked, teller))


def _outcome(asked: Mapping[str, Any], teller: Teller) -> bytes:
    """The result, or why there is none: a door, for a traceback helps nobody who reads a page, and may hold the text of a paper."""
    try:
        module, _, name = asked["run"].partition(":")
        work = cast("Work", getattr(import_module(module), name))
        return json.dumps({"result": work(asked["request"], teller)}, allow_nan=False).encode()
    except Error as error:
        return _error(error.code, str(error))
    except MemoryError:
        return _error("memory", "this takes more memory than there is; ask for less of the case at once, or close other programs")
    except Exception as error:  # noqa: BLE001  whatever breaks here must reach the page as a sentence
        why = f"something in memcon broke while it did this ({type(error).__name__}); what was stored before is kept. Please report it"
        return _error("broken", why)


def _error(code: str, message: str) -> bytes:
    return json.dumps({"error": {"code": code, "message": message}}).encode()


def _stop(*_: object) -> NoReturn:
    """End in order: what is half written is taken back, and children are ended."""
    sys.exit(STOPPED)


def _watch_parent() -> None:
    """Wait for the end of standard input, on which nothing more comes. Read without its buffer, which another thread may hold."""
    while os.read(0, 1):
        continue
    _end_all()


def _end_all() -> None:
    """End this process at once, and what it started; the case is safe against that, for a document is put in whole or not at all."""
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(STOPPED)


if __name__ == "__main__":
    main()
