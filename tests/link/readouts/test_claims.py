from __future__ import annotations

import pytest

from memcon.link.readouts.claims import claims_of, denials_of
from memcon.link.readouts.units import cut_account
from memcon.model.comparison import Account
from memcon.model.ledger import Act, Findings
from tests.fakes import make_document, make_statement, span_of
from tests.link.readouts.reading import compared


def claims(sentence: str) -> dict[str, str]:
    account = compared(f"Readout\n\n{sentence}\n", "Other.\n").accounts[0]
    return {kind.value: words for unit in account.units for kind, words in claims_of(account, unit).items()}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Both agreed that no convoy would move.", {"agreement": "agreed"}),
        ("There was consensus on the crossing.", {"agreement": "consensus"}),
        ("Lomax assured Sorel that the convoy would move.", {"assurance": "assured"}),
        ("Sorel was assured that the convoy would move.", {"assurance": "assured"}),
        ("Sorel pledged to look into the case.", {"commitment": "pledged"}),
        ("Sorel committed to free the crew.", {"commitment": "committed"}),
        ("The two did not agree on the crossing.", {}),
        ("No commitment was given.", {}),
        ("Sorel raised the case.", {}),
    ],
)
def test_claims(sentence: str, kinds: dict[str, str]) -> None:
    assert claims(sentence) == kinds


def made(text: str, words: str, act: Act, cue: str) -> dict[str, str]:
    """The claims of one statement of a text."""
    document = make_document(text)
    unit = cut_account(Findings(document, statements=(make_statement(text, words, "Sorel", act=act, cue=span_of(text, cue)),)), 0).units[0]
    return {kind.value: told for kind, told in claims_of(Account("A", document, (unit,)), unit).items()}


def test_an_act_is_a_claim_whatever_its_word() -> None:
    assert made("Sorel accepted the plan", "the plan", Act.AGREE, "accepted") == {"agreement": "accepted"}
    assert made("Sorel was no friend but accepted the plan", "the plan", Act.AGREE, "accepted") == {}
    assert made("Sorel gave his hand on the plan", "the plan", Act.PROMISE, "gave his hand") == {"commitment": "gave his hand"}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The readout is factually incorrect.", ["factually incorrect"]),
        ("There was no mention of smugglers.", ["no mention"]),
        ("The ministry disputed the readout.", ["disputed"]),
        ("Smugglers were never discussed.", ["never discussed"]),
        ("Smugglers were raised.", []),
    ],
)
def test_denials(sentence: str, words: list[str]) -> None:
    account = compared(f"Readout\n\n{sentence}\n", "Other.\n").accounts[0]
    assert [found for unit in account.units for found in denials_of(account, unit)] == words
