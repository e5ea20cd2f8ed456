"""Who is left out of thanks, where the text says so."""

from __future__ import annotations

import pytest

from memcon.detect.asks.thanking import note_left_out
from memcon.model.ledger import Act
from tests.detect.asks.table import document_of, read


def left_out(text: str) -> list[str | None]:
    ((reading, statements),) = read(document_of(text))
    return [party.name for s in note_left_out(reading, statements) if s.act in (Act.THANK, Act.PRAISE) for party in s.left_out]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ines Tolland thanked Lorn, Varn and Kesh for their help but did not mention Ostra.", ["Ostra"]),
        ("Ines Tolland thanked Lorn for its help, without mentioning Ostra.", ["Ostra"]),
        ("Ines Tolland thanked Lorn for its help. She made no mention of Ostra.", ["Ostra"]),
        ("Ines Tolland thanked Lorn for its help. She failed to mention Ostra or Kesh.", ["Ostra", "Kesh"]),
        ("Ines Tolland thanked Lorn for its help. Ostra was not among those thanked.", ["Ostra"]),
        ("Ines Tolland thanked Lorn for its help. She left out Ostra.", ["Ostra"]),
        ("Ines Tolland praised Lorn and Varn for their help, but omitted Ostra.", ["Ostra"]),
        ("Ines Tolland thanked Lorn for its help. Ostra went unmentioned.", ["Ostra"]),
        ("Ines Tolland thanked Lorn for its help. Ostra was not mentioned.", ["Ostra"]),
        ("Ines Tolland thanked Lorn for its help. The statement did not refer to Ostra.", ["Ostra"]),
        ("The minister thanked several countries for their help, but the statement left the harbour board out.", ["harbour board"]),
        ("Ines Tolland thanked Lorn for its help. Tomas Bay did not mention Ostra.", []),
        ("Ines Tolland thanked Lorn for its help. She did not mention the weather.", []),
        ("Ines Tolland thanked Lorn for its help and mentioned Ostra.", []),
        ("Ines Tolland thanked Lorn for its help. She did not fail to mention Ostra.", []),
        ("Ines Tolland thanked Lorn for its help. The ferry left. She did not mention Ostra.", []),
        ("Ines Tolland told Lorn that the port was shut. She did not mention Ostra.", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_is_left_out_is_named_with_the_thanks(text: str, names: list[str]) -> None:
    assert left_out(text) == names


def test_left_out_has_its_place_in_the_text() -> None:
    text = "Ines Tolland thanked Lorn for its help but did not mention Ostra."
    ((reading, statements),) = read(document_of(text))
    (party,) = note_left_out(reading, statements)[0].left_out
    assert party.span is not None
    assert party.span.of(text) == "Ostra"


def test_statements_without_thanks_stay_as_they_are() -> None:
    ((reading, statements),) = read(document_of("Hale asked Farrow to open the gate."))
    assert note_left_out(reading, statements) is statements
