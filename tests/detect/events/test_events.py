"""Events by example: a sentence in, its events out (tests/rules/events.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.detect.detector import LEDGER
from memcon.formats.plain import PLAIN
from memcon.language import Parser
from memcon.model.ledger import Count, Event, Modality, Party

TABLES = tomllib.loads((Path(__file__).parents[2] / "rules/events.toml").read_text(encoding="utf-8"))["table"]
ROWS = [(row[0], row[1:]) for table in TABLES for row in table["rows"]]


@pytest.fixture(scope="module")
def coded(parser: Parser) -> dict[str, tuple[Event, ...]]:
    documents = [PLAIN.read(text.encode(), origin=f"{n}", kind=None)[0] for n, (text, _) in enumerate(ROWS)]
    found = (LEDGER.detect(parsed).events for parsed in parser.parse(documents))
    return dict(zip((text for text, _ in ROWS), found, strict=True))


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[text[:60] for text, _ in ROWS])
def test_a_sentence_gives_its_events_and_no_other(coded: dict[str, tuple[Event, ...]], text: str, wanted: list[str]) -> None:
    assert list(map(shown, coded[text])) == wanted


def shown(event: Event) -> str:
    """The event as the table has it."""
    told = event.type.value + (f"/{event.mode}" if event.mode else "")
    told += "" if event.modality is Modality.DID else f" {event.modality.value}"
    counts = "; ".join(map(_number, event.counts))
    return f"{told} {_sides(event.source)} > {_sides(event.target)}" + (f" {{{counts}}}" if counts else "")


def _sides(parties: tuple[Party, ...]) -> str:
    return "; ".join(dict.fromkeys(_names(parties))) or "-"


def _names(parties: tuple[Party, ...]) -> Iterator[str]:
    return (party.country or party.name or "?" for party in parties)


def _number(count: Count) -> str:
    return f"{count.what} {count.bound} {count.number:.0f}" + (f" {count.who}" if count.who else "")
