"""A small case made from the examples, and what the kinds of work tell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from memcon.language import Parser
from memcon.run.adding import Options, add_files
from memcon.run.pipeline import Pipeline
from memcon.store import open_case
from memcon.web.jobs import Jobs

EXAMPLES = Path(__file__).parents[3] / "examples"


class Told:
    """Notes what a kind of work tells."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.steps: list[tuple[int, int]] = []
        self.details: list[Mapping[str, Any]] = []

    def __call__(self, words: str, *, done: int = 0, total: int = 0, details: Mapping[str, Any] | None = None) -> None:
        self.words.append(words)
        self.steps.append((done, total))
        self.details += [] if details is None else [details]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(scope="session")
def _examples(parser: Parser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = tmp_path_factory.mktemp("jobs") / "examples.memcon"
    with open_case(ledger, create=True) as case:
        for _ in add_files(case, [str(EXAMPLES)], Options(), pipeline=Pipeline(parser=parser)):
            pass
    return ledger


@pytest.fixture
def ledger(_examples: Path, tmp_path: Path) -> str:
    """A case of the eight examples."""
    return str(shutil.copy(_examples, tmp_path / "examples.memcon"))


@pytest.fixture
def ids(ledger: str) -> dict[str, str]:
    """File -> the id of its document."""
    with open_case(ledger) as case:
        return {path.name: case.find_document(str(path))[0] for path in EXAMPLES.iterdir()}


@pytest.fixture
def workshop() -> Iterator[Jobs]:
    """Jobs as the server has them."""
    one = Jobs()
    yield one
    one.close()
