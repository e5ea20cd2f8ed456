"""The parent's side of one child process that does a piece of work."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, Final, cast

from memcon import limits
from memcon.formats.sandbox.child import end_process, module_command
from memcon.formats.sandbox.frames import read_frame

COMMAND: Final = module_command("memcon.web.jobs.worker")


class Worker:
    """A child that works. Raises OSError where the system starts no more processes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._input, self._output = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)

    def send(self, request: bytes) -> None:
        """Send the request; a child that is gone already tells so by its silence. The pipe stays open while the child is wanted."""
        with suppress(BrokenPipeError):
            self._input.write(request)
            self._input.flush()

    def messages(self) -> Iterator[dict[str, Any]]:
        """What the child tells, to its end; nothing more behind what cannot be understood."""
        with suppress(EOFError, ValueError):
            while (body := read_frame(self._output)) is not None:
                message = json.loads(body)
                if not isinstance(message, dict):
                    return
                yield message

    def stop(self) -> None:
        """End it, and all that it started, now. May be called from any thread, and more than once."""
        end_process(self._process)

    def end(self) -> int:
        """The status with which it ended; it has a little time to do so by itself."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(limits.CHILD_GRACE_SECONDS)
        status = end_process(self._process)
        with suppress(BrokenPipeError):
            self._input.close()
        self._output.close()
        return status


def cause(status: int) -> tuple[str, str]:
    """The code and the words of an end without a result."""
    code, why = _CAUSES.get(status, ("crash", f"it died with status {status}"))
    return code, f"the work ended before it was done: {why}. What was stored before is kept; start it again, it goes on from there"


_CAUSES: Final = {
    -signal.SIGKILL: ("killed", "the system stopped it, most likely for want of memory"),
    -signal.SIGSEGV: ("crash", "a library crashed (died with status -11)"),
    -signal.SIGABRT: ("crash", "a library gave up (died with status -6)"),
}
