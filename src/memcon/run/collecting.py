"""Keeps the collector of circles still while very many rows are made: it would walk all of them again and again, and find none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Until it ends, only what nobody holds any more goes; for a block or a function that makes no circles.

    What is there then counts as old: a walk over all that is new would hold up everything else for as long as it takes. What was
    put aside for good before stays aside, and this with it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        aside = gc.get_freeze_count()
        gc.freeze()
        if not aside:
            gc.unfreeze()
        gc.enable()
