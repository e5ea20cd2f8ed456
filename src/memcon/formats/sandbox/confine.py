"""What the child gives up before it sees the first byte: memory, files, the network. Linux lets it give up most.

Source: setrlimit(2), unshare(2), landlock(7), prctl(2). Each step that the system refuses is left out, and reported.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from memcon import limits

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_PDEATHSIG, _NO_NEW_PRIVILEGES = 1, 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ALL_FILE_RIGHTS: Final = (1 << 13) - 1
"""The thirteen rights of the first version of Landlock."""
_READING: Final = 0b1101
"""To execute, to read files, to read folders."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """What the child could give up on this machine."""

    memory: bool
    network: bool
    files: bool

    def line(self) -> str:
        """What is held back, in words."""
        files = (
            "files outside its libraries closed (Landlock)" if self.files else "files not closed (no Landlock here), none may be written"
        )
        network = "network closed" if self.network else "network not closed (the system does not let it), never used"
        memory = "memory limited" if self.memory else "memory not limited (the system does not let it)"
        return f"{memory}; {network}; {files}"


class _Attributes(ctypes.Structure):
    _fields_ = (("handled_access_fs", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def confine() -> Confinement:
    """Give up what the system lets this process give up, for good."""
    _die_with_parent()
    network = _close_network()
    files = _close_files()
    return Confinement(_limit_resources(), network, files)


def grant_time(seconds: int) -> None:
    """Let the process take so many seconds of processor time more from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _limit_resources() -> bool:
    """No file may be written, few may be open, memory is bounded; a crash leaves no image of the memory on the disk."""
    for name, most in (("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_NOFILE", limits.CHILD_FILES)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(getattr(resource, name), (most, most))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_BYTES, limits.CHILD_BYTES))
    except (OSError, ValueError):
        return False
    return sys.platform == "linux"


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        _libc().prctl(_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _close_network() -> bool:
    """A network of its own, with no way out of it. As root no new user is needed; others get one where that is allowed."""
    if sys.platform != "linux":
        return False
    libc = _libc()
    return bool(libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) == 0)


def _close_files() -> bool:
    """Only the interpreter, the libraries and the programs of the system may be read; nothing may be written."""
    if sys.platform != "linux":
        return False
    libc = _libc()
    attributes = _Attributes(_ALL_FILE_RIGHTS)
    rules = libc.syscall(_CREATE_RULESET, ctypes.byref(attributes), ctypes.sizeof(attributes), 0)
    if rules < 0:
        return False
    try:
        for path in _readable():
            _allow(libc, rules, path)
        return bool(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _readable() -> list[str]:
    """Where the interpreter and what it imports lie, and the libraries and programs of the system."""
    own = [*(p for p in sys.path if p), sys.prefix, sys.base_prefix, str(Path(__file__).parents[3])]
    return sorted({p for p in (*own, "/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/ld.so.cache", "/dev/null") if Path(p).exists()})


def _allow(libc: Any, rules: int, path: str) -> None:
    rights = _READING if Path(path).is_dir() else _READING & ~0b1000
    if path == "/dev/null":
        rights |= 0b10
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Beneath(rights, handle)
        libc.syscall(_ADD_RULE, rules, 1, ctypes.byref(rule), 0)
    finally:
        os.close(handle)
