"""Kinds of work that only tests know: slow, stubborn, noisy, and such as die."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from memcon.errors import WrongUse
from memcon.web.jobs.telling import Tell

NAMES: Final = "echo steps slow stubborn noisy family breaks refuses hungry dies killed leaves silent".split()
KINDS: Final = {name: f"tests.web.jobs.planted:{name}" for name in NAMES} | {"nowhere": "tests.web.jobs.planted:nowhere"}

Request = Mapping[str, Any]
Result = Mapping[str, Any]


def echo(request: Request, tell: Tell) -> Result:
    return {"request": dict(request)}


def steps(request: Request, tell: Tell) -> Result:
    """Tells far more than anybody can read."""
    for n in range(5_000):
        tell(f"step {n}", done=n, total=5_000, details={"n": n})
    return {}


def slow(request: Request, tell: Tell) -> Result:
    """Says who it is, and works until somebody makes an end of it."""
    (Path(request["folder"]) / "pid").write_text(str(os.getpid()), encoding="ascii")
    tell("working", done=1, total=2)
    try:
        time.sleep(600)
    finally:
        (Path(request["folder"]) / "tidied").touch()
    return {}


def stubborn(request: Request, tell: Tell) -> Result:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return slow(request, tell)


def family(request: Request, tell: Tell) -> Result:
    """Starts another process, and waits."""
    with subprocess.Popen(["sleep", "600"]) as child:
        (Path(request["folder"]) / "child").write_text(str(child.pid), encoding="ascii")
        return slow(request, tell)


def noisy(request: Request, tell: Tell) -> Result:
    """Speaks on standard output, which is the pipe to nobody."""
    print("hello, I am a library that prints", flush=True)  # noqa: T201
    os.write(1, b"\xff" * 100)
    return {"said": True}


def breaks(request: Request, tell: Tell) -> Result:
    raise RuntimeError("The minister said that nobody was to know.")


def refuses(request: Request, tell: Tell) -> Result:
    raise WrongUse("there is nothing to do")


def hungry(request: Request, tell: Tell) -> Result:
    raise MemoryError


def dies(request: Request, tell: Tell) -> Result:
    tell("dying", done=3, total=7)
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGSEGV)
    return {}


def killed(request: Request, tell: Tell) -> Result:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def leaves(request: Request, tell: Tell) -> Result:
    os._exit(7)


def silent(request: Request, tell: Tell) -> Result:
    """Gives what is no JSON."""
    return {"value": {1, 2}}
