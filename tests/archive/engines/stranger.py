"""Somebody on this machine who tries to use a cluster of Ray: `python -m tests.archive.engines.stranger ADDRESS`."""

from __future__ import annotations

import sys

import ray


def answer() -> int:
    """What a stranger would have run."""
    return 7


if __name__ == "__main__":
    ray.init(sys.argv[1], log_to_driver=False, logging_level=50)
    sys.stdout.write(f"ran {ray.get(ray.remote(num_cpus=0)(answer).remote())}, sees {len(ray.nodes())}")  # type: ignore[no-untyped-call]
