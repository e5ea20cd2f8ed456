"""The model is the one memcon was measured with, or there is a clear error."""

from __future__ import annotations

import pytest

from memcon.errors import ModelError
from memcon.language import pipeline


def test_installed_model_has_the_known_sums() -> None:
    state = pipeline.inspect_model()
    assert state.good
    assert state.version == pipeline.VERSION


def test_a_changed_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "KNOWN_SUMS", {**pipeline.KNOWN_SUMS, "parser/model": "0" * 64})
    assert pipeline.inspect_model().wrong == ("parser/model is not the expected file",)


def test_a_wrong_model_is_an_error_that_says_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "KNOWN_SUMS", {"parser/model": "0" * 64})
    with pytest.raises(ModelError, match="make install"):
        pipeline.load_pipeline()


def test_a_missing_model_is_an_error_that_says_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PACKAGE", "no_such_model_anywhere")
    assert pipeline.inspect_model().wrong == ("not installed",)
    with pytest.raises(ModelError, match="not installed"):
        pipeline.load_pipeline()


def test_another_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="xx_nothing"):
        pipeline.load_pipeline("xx_nothing")
