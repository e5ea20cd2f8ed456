"""Workbenches that several rooms are shown in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Workbench, served


@pytest.fixture
def empty_bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over a case in which nothing is."""
    with served(tmp_path / "empty.memcon") as bench:
        yield bench
