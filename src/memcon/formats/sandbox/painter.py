"""The trusted side of drawing pages: one child process, confined as the one that reads, never believed, replaced when it falls."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Self, TypeVar

from memcon import limits
from memcon.errors import FormatError, Locked, ReaderStopped, WrongUse
from memcon.formats.pdf.marks import MARKS, Mark
from memcon.formats.pdf.pictures import ORIGIN
from memcon.formats.pdf.png import picture_size
from memcon.formats.sandbox.child import Child, Trade, module_command
from memcon.formats.sandbox.confine import Confinement
from memcon.formats.sandbox.frames import frame
from memcon.text import printable

COMMAND: Final = module_command("memcon.formats.sandbox.painting")
TRADE: Final = Trade("painter", "drawing it", "the other pages can be seen", "PICTURE_SECONDS", "PICTURE_SECONDS")
REASON_POINTS: Final = 300
"""The longest reason that the child may give."""
CODES: Final = frozenset({"broken", "over-limit", "memory"})

T = TypeVar("T")


class Painter:
    """Draws pages of PDF files in a child process, which starts with the first and is replaced when it dies.

    A context manager: leaving it stops the child. Safe to call from any thread. Methods raise FormatError for what a file does.
    """

    def __init__(self, *, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        # Linux kills the child when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG); the threads of a web
        # server come and go, so one that stays does all the talking, and keeps the requests in order at that.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="painter")
        self._child: Child | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the child and wait for its end; what is being drawn fails."""
        self._closed = True
        child = self._child
        if child is not None:
            child.end()
        self._thread.shutdown(cancel_futures=True)
        self._let_go()

    def confinement(self) -> Confinement | None:
        """What the child could give up on this machine; None where no child can be started."""
        return self._do(lambda: self._started().greeting(time.monotonic() + limits.CHILD_WALL_SECONDS))

    def draw(self, untrusted_bytes: bytes, page: int, width: int, *, origin: str = ORIGIN) -> bytes:
        """A page, counted from 1, as a PNG of this width. Raises FormatError, and WrongUse for no width."""
        if width < 1:
            raise WrongUse(f"a picture cannot be {width} wide")
        told, picture = self._ask({"do": "draw", "page": page, "width": width}, untrusted_bytes, origin)
        return self._checked(lambda: _checked_picture(told, picture, width), origin)

    def page_count(self, untrusted_bytes: bytes, *, origin: str = ORIGIN) -> int:
        """How many pages the file has. Raises FormatError."""
        told, _ = self._ask({"do": "count"}, untrusted_bytes, origin)
        return self._checked(lambda: _checked_count(told), origin)

    def page_marks(
        self, untrusted_bytes: bytes, page: int, words: Sequence[str], *, within: str = "", origin: str = ORIGIN
    ) -> tuple[Mark, ...]:
        """Where these stretches of text stand on a page, as `pictures.page_marks` has it. Raises FormatError."""
        told, _ = self._ask({"do": "marks", "page": page, "words": list(words), "within": within}, untrusted_bytes, origin)
        return self._checked(lambda: _checked_marks(told), origin)

    def _ask(self, about: dict[str, Any], untrusted_bytes: bytes, origin: str) -> tuple[Any, bytes]:
        """What the child says and the picture that it sends, as bytes from a stranger."""
        told, picture = self._do(lambda: self._answer(memoryview(frame(json.dumps(about).encode()) + frame(untrusted_bytes)), origin))
        if "failed" in told:
            raise _failure(told["failed"], origin)
        return told.get("done"), picture

    def _do(self, call: Callable[[], T]) -> T:
        if self._closed:
            raise WrongUse("the painter was closed")
        return self._thread.submit(call).result()

    def _answer(self, request: memoryview, origin: str) -> tuple[dict[str, Any], bytes]:
        child = self._started()
        try:
            child.begin(origin, time.monotonic() + limits.CHILD_WALL_SECONDS)
            until = time.monotonic() + limits.PICTURE_SECONDS
            child.send(request, origin, until)
            told, picture = json.loads(child.take_frame(origin, until)), child.take_frame(origin, until)
        except ReaderStopped:
            self._let_go()
            raise
        except (ValueError, RecursionError) as error:
            self._let_go()
            raise _lie(origin) from error
        if not isinstance(told, dict):
            self._let_go()
            raise _lie(origin)
        return told, picture

    def _checked(self, check: Callable[[], T], origin: str) -> T:
        """What the check gives; a child that lies is stopped."""
        try:
            return check()
        except (ValueError, TypeError, IndexError) as error:
            self._do(self._let_go)
            raise _lie(origin) from error

    def _started(self) -> Child:
        """The child; one that died while nothing was asked of it costs nobody a picture."""
        if self._child is not None and not self._child.is_alive:
            self._let_go()
        if self._child is None:
            self._child = Child(self._command, TRADE)
        return self._child

    def _let_go(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None


def _failure(untrusted: Any, origin: str) -> FormatError:
    """The failure that the child tells."""
    if not (isinstance(untrusted, list) and len(untrusted) == 2 and all(isinstance(v, str) for v in untrusted)):
        return _lie(origin)
    code, why = untrusted
    if code == "locked":
        return Locked(origin)
    if code not in CODES:
        return _lie(origin)
    error = FormatError(origin, why=printable(why, most=REASON_POINTS))
    error.code = code
    return error


def _lie(origin: str) -> ReaderStopped:
    return ReaderStopped(origin, code="reply", why="the painter sent what is no picture; it was stopped")


def _checked_picture(untrusted_told: Any, untrusted_picture: bytes, width: int) -> bytes:
    across, down = picture_size(untrusted_picture)
    if untrusted_told is not None or across != width or across * down > limits.PICTURE_POINTS:
        raise ValueError("another size")
    return untrusted_picture


def _checked_count(untrusted: Any) -> int:
    if type(untrusted) is not int or not 0 <= untrusted <= limits.PDF_PAGES:
        raise ValueError("no number of pages")
    return untrusted


def _checked_marks(untrusted: Any) -> tuple[Mark, ...]:
    if not isinstance(untrusted, list) or len(untrusted) > MARKS:
        raise ValueError("no list of marks")
    return tuple(_checked_mark(*row) for row in untrusted)


def _checked_mark(left: Any, top: Any, width: Any, height: Any) -> Mark:
    """The mark, when it lies on the page."""
    values = [float(v) for v in (left, top, width, height) if type(v) in {int, float}]
    if len(values) != 4 or not all(0 <= v <= 1 for v in values):
        raise ValueError("a mark outside the page")
    return Mark(*values)
