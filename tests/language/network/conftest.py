"""The pinned pipeline, loaded once, and the annotator that takes its weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from memcon.language.network import Annotator
from memcon.language.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="package")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="package")
def annotator() -> Annotator:
    return Annotator(load_pipeline())
