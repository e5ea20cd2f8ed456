"""The card of a machine: what figures that were measured on it depend on."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def card() -> str:
    """Cores that this process may use, their kind, the memory, and the load before anything was measured."""
    load = os.getloadavg()[0]
    quiet = "" if load < 0.5 else "; NOT QUIET: something else is running"
    return (
        f"machine: {len(cores())} of {os.cpu_count()} cores ({_kind()}), {_memory():.0f} GiB, Python {platform.python_version()}; "
        f"load at start {load:.1f}{quiet}"
    )


def cores() -> list[int]:
    """The cores that this process may use."""
    return sorted(os.sched_getaffinity(0))


def _kind() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
