from __future__ import annotations

import pytest

from memcon.export.chronicle.moments import QUADS, Quad
from memcon.model.ledger import EventType
from tests.export.chronicle.rows import moment, saying


def test_every_type_of_event_has_a_class() -> None:
    assert set(QUADS) == set(EventType)


@pytest.mark.parametrize(
    ("type_", "quad"),
    [
        ("CONCEDE", Quad.VERBAL_COOPERATION),
        ("RETREAT", Quad.MATERIAL_COOPERATION),
        ("REQUEST", Quad.VERBAL_CONFLICT),
        ("SANCTION", Quad.MATERIAL_CONFLICT),
    ],
)
def test_types_are_counted_in_the_classes_of_plover(type_: str, quad: Quad) -> None:
    assert moment(doing=type_).quad is quad


def test_a_statement_is_in_no_class() -> None:
    assert saying().quad is None


@pytest.mark.parametrize("modality", ["will", "may", "refused", "denied"])
def test_what_is_to_come_or_was_denied_is_not_done(modality: str) -> None:
    assert not moment(modality=modality).is_done


def test_what_is_alleged_counts_as_done_and_stays_alleged() -> None:
    assert (moment(modality="alleged").is_done, moment(modality="alleged").standing) == (True, "alleged")


def test_an_event_on_a_rejected_statement_is_not_done() -> None:
    assert (moment(rejected=True).is_done, moment(rejected=True).standing) == (False, "rejected")


def test_silence_is_not_said() -> None:
    assert (saying(stance="not said").is_done, saying(stance="denied").is_done) == (False, True)
    assert saying(stance="not said, inside what was denied").standing == "not said"
