"""Every row of the table of asks holds, and so does the gold."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

import memcon
from memcon.detect.asks.finding import find_asks
from memcon.model.document import Kind
from memcon.model.ledger import AskKind, AskStatus
from tests.detect.asks.table import Row, asks_of, document_of, fits, load_rows, read, shown

ROWS = load_rows()


@cache
def _found() -> dict[int, list[str]]:
    readings = read(*(document_of(row.text) for row in ROWS))
    return {
        row.line: [shown(ask, reading.text, statements) for ask in find_asks(reading, statements)]
        for row, (reading, statements) in zip(ROWS, readings, strict=True)
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.line}-{row.text[:40]}")
def test_text_gives_its_asks(row: Row) -> None:
    found = _found()[row.line]
    assert len(found) == len(row.expected), found
    assert [f for f, wanted in zip(found, row.expected, strict=True) if not fits(f, wanted)] == []


def test_there_are_enough_rows_and_every_kind_and_status_has_one() -> None:
    heads = {wanted.partition(" | ")[0] for row in ROWS for wanted in row.expected}
    assert len(ROWS) >= 60
    assert {head.split(".")[0] for head in heads} == {kind.value for kind in AskKind}
    assert {head.split(".")[1] for head in heads} == {status.value for status in AskStatus}


def test_ids_come_from_the_statement_and_stay_the_same() -> None:
    one, two = asks_of("Hale asked Farrow to open the gate."), asks_of("Hale asked Farrow to open the gate.")
    assert [ask.id for ask in one] == [ask.id for ask in two]


def test_of_a_turn_only_the_sentences_that_ask_are_what_is_asked() -> None:
    text = "The Secretary: I have read the note. What does Lorn want?¶Minister Aske: Lorn wants a bridge."
    (ask,) = asks_of(text, kind=Kind.MEMCON)
    assert [span.of(text) for span in ask.content] == ["What does Lorn want?"]
    assert ask.status is AskStatus.ACCEPTED


CABLE = MappingProxyType({"from": "Embassy in Tavar", "to": ("SECSTATE WASHDC PRIORITY 0412",), "precedence": "PRIORITY 0412"})


def test_a_cable_asks_whom_it_is_sent_to_with_its_precedence() -> None:
    (ask,) = asks_of("1. Embassy requests guidance on visas.", kind=Kind.CABLE, header=CABLE)
    assert [party.name for party in ask.asked] == ["SECSTATE WASHDC"]
    assert ask.urgency == "priority"


def test_what_a_cable_reports_of_others_is_not_asked_of_its_reader() -> None:
    (ask,) = asks_of("1. The minister asked for two tugs.", kind=Kind.CABLE, header=CABLE)
    assert ask.asked == ()


def test_a_request_in_a_cable_on_the_word_of_another_has_no_precedence() -> None:
    asks = asks_of("1. The consul said that the mayor had asked the council for two tugs.", kind=Kind.CABLE, header=CABLE)
    assert [ask.urgency for ask in asks] == [None]


def test_a_document_without_statements_has_no_asks() -> None:
    assert asks_of("The gate was shut.") == ()


def test_asks_of_the_gold_are_found(shared: Path) -> None:
    missed = []
    for gold in sorted((shared / "gold" / "dev").glob("*.gold.json")):
        wanted = [ask["content"] for ask in json.loads(gold.read_text(encoding="utf-8")).get("asks", [])]
        ((reading, statements),) = read(*memcon.read(gold.with_name(gold.name.replace(".gold.json", ".txt"))).documents)
        found = {span.of(reading.text) for ask in find_asks(reading, statements) for span in ask.content}
        missed += [content for content in wanted if not any(content in words for words in found)]
    assert missed == []
