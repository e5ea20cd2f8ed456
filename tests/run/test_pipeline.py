from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from memcon.errors import ModelError
from memcon.formats import walk
from memcon.model.document import Kind
from memcon.model.ledger import Findings
from memcon.run.pipeline import BATCH_DOCUMENTS, BATCH_POINTS, COLLECTED_AFTER, Pipeline
from memcon.run.sources import Source
from tests.fakes import BrokenDetector, FakeDetector, FakeParser, make_statement

TEXT = "The mayor said the gate was shut."


def source(origin: str, text: str = TEXT) -> Source:
    return Source(origin, untrusted_bytes=text.encode())


def fake(parser: Any = None, *detectors: Any, kind: Kind | None = None) -> Pipeline:
    return Pipeline(parser=cast("Any", parser or FakeParser()), detectors=detectors, kind=kind, sandboxed=False)


def test_outcomes_come_in_the_order_of_the_sources_with_failures_in_their_place() -> None:
    read = list(fake().read([source("a"), Source("b", Path("nowhere")), source("c"), source("d", "")]))
    assert [(o.origin, o.failure.code if o.failure else None) for o in read] == [
        ("a", None),
        ("b", "unreadable"),
        ("c", None),
        ("d", "empty"),
    ]


def test_the_failure_of_a_file_says_which_and_why() -> None:
    (outcome,) = fake().read([Source("b.txt", Path("b.txt"))])
    assert outcome.failures[0].message == "b.txt: there is no such file; check the name"
    assert outcome.failures[0].stage == "open"


def test_several_documents_are_parsed_in_one_batch() -> None:
    parser = FakeParser()
    list(fake(parser).read([source(str(n)) for n in range(BATCH_DOCUMENTS + 1)]))
    assert parser.batches == [BATCH_DOCUMENTS, 1]


def test_a_long_document_ends_its_batch() -> None:
    parser = FakeParser()
    list(fake(parser).read([source("long", TEXT * (BATCH_POINTS // len(TEXT) + 1)), source("short")]))
    assert parser.batches == [1, 1]


def test_sources_are_opened_a_batch_at_a_time() -> None:
    opened: list[int] = []

    def endless() -> Iterator[Source]:
        while True:
            opened.append(1)
            yield source("x")

    next(fake().read(endless()))
    assert len(opened) == BATCH_DOCUMENTS


def test_garbage_is_looked_for_as_often_as_before_when_reading_ends() -> None:
    usual = gc.get_threshold()
    reading = fake().read([source("a"), source("b")])
    next(reading)
    assert gc.get_threshold() == COLLECTED_AFTER
    list(reading)
    assert gc.get_threshold() == usual


def test_the_same_file_twice_is_two_documents() -> None:
    assert len(list(Pipeline(detectors=()).read([source("a"), source("a")]))) == 2


def test_a_kind_overrides_what_the_content_says() -> None:
    (outcome,) = fake(kind=Kind.MINUTES).read([source("a")])
    assert outcome.findings is not None
    assert outcome.findings.document.kind is Kind.MINUTES


def test_a_detector_that_raises_is_a_failure_row_and_the_others_still_run() -> None:
    (outcome,) = fake(None, BrokenDetector(), FakeDetector(statements=[make_statement(TEXT, "the gate was shut", "mayor")])).read(
        [source("a")]
    )
    assert outcome.findings is not None
    assert len(outcome.findings.statements) == 1
    assert [(f.stage, f.code) for f in outcome.failures] == [("detect", "detector")]


def test_the_failure_of_a_detector_holds_no_text_of_the_document() -> None:
    (outcome,) = fake(None, BrokenDetector()).read([source("a")])
    assert "RuntimeError" in outcome.failures[0].message
    assert "gate" not in outcome.failures[0].message


def test_a_document_on_which_the_parser_breaks_fails_alone() -> None:
    texts = [TEXT, "The pilot said no.", "Nobody came: she said so."]
    read = list(fake(FakeParser(breaks_on="pilot")).read([source(str(n), text) for n, text in enumerate(texts)]))
    assert [(o.origin, [f.stage for f in o.failures]) for o in read] == [("0", []), ("1", ["parse"]), ("2", [])]
    assert "pilot" not in read[1].failures[0].message


def test_a_model_that_is_not_usable_ends_the_run() -> None:
    with pytest.raises(ModelError):
        list(Pipeline(model="no_such_pipeline", detectors=()).read([source("a")]))


def test_a_reader_that_raises_is_a_failure_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def overrun(untrusted_bytes: bytes, **_: object) -> Findings:
        raise RecursionError(untrusted_bytes.decode())

    monkeypatch.setattr(walk, "recognise", overrun)
    (outcome,) = fake().read([source("a")])
    assert outcome.failures[0].code == "format"
    assert "gate" not in outcome.failures[0].message
