from __future__ import annotations

import time

import pytest

from memcon.link.readouts.asking import find_request
from memcon.model.ledger import Findings
from tests.fakes import make_document
from tests.link.readouts.reading import compared, read

MEN = "Foreign Minister Henrik Sorel thanked Secretary Adaeze Lomax. He said that rain had fallen."


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The call took place at the request of Henrik Sorel.", "Henrik Sorel"),
        ("The call was initiated by Secretary Lomax.", "Secretary Lomax"),
        ("Henrik Sorel spoke with Adaeze Lomax, who had asked for the call.", "Adaeze Lomax"),
        ("Henrik Sorel spoke with Adaeze Lomax at her request.", "Adaeze Lomax"),
        ("Adaeze Lomax spoke with Henrik Sorel at his request.", "Henrik Sorel"),
        ("Henrik Sorel received a phone call from Secretary Lomax.", "Secretary Lomax"),
        ("Henrik Sorel requested the call.", "Henrik Sorel"),
        ("Adaeze Lomax called Foreign Minister Sorel today.", "Adaeze Lomax"),
        ("They spoke by mutual agreement.", "both"),
        ("The conversation was held at the initiative of the Lornish side.", "Lornish side"),
        ("They spoke at Lorn’s request.", "Lorn"),
        ("They spoke at their request.", None),
    ],
)
def test_who_asked(sentence: str, who: str | None) -> None:
    request = find_request(read(f"Readout\n\n{sentence} {MEN}\n")[0])
    assert request is not None
    assert request.who == who


@pytest.mark.parametrize(
    "sentence",
    [
        "The Minister called for calm.",
        "The Minister called on Vasko to act.",
        "The request was refused.",
        "They spoke for an hour.",
        "He asked for the release of the crew.",
    ],
)
def test_nobody_asked(sentence: str) -> None:
    assert find_request(read(f"Readout\n\n{sentence}\n")[0]) is None


def test_the_words_stand_in_the_text() -> None:
    findings = read(f"Readout\n\nHenrik Sorel spoke with Adaeze Lomax, who had asked for the call. {MEN}\n")[0]
    request = find_request(findings)
    assert request is not None
    assert request.span.of(findings.document.text) == "Adaeze Lomax, who had asked for the call"


SOREL, LOMAX = "Henrik Sorel requested the call.", "Adaeze Lomax requested the call."


@pytest.mark.parametrize(
    ("one", "other", "asking"),
    [
        (SOREL, SOREL, "same"),
        (SOREL, "The call was initiated by Foreign Minister Sorel.", "same"),
        (SOREL, LOMAX, "different"),
        (SOREL, "They spoke.", "some say"),
        ("They spoke.", "They met.", "nobody says"),
        (SOREL, "They spoke at the request of the Lornish side.", "undecided"),
        (SOREL, "They spoke at their request.", "undecided"),
    ],
)
def test_accounts_on_who_asked(one: str, other: str, asking: str) -> None:
    assert compared(f"Readout\n\n{one} {MEN}\n", f"Readout\n\n{other} {MEN}\n").asking == asking


@pytest.mark.parametrize("piece", ["at the request of a ", "A ", "A’s ", "call, ", "received a call from b ", "Aa.’ "])
def test_long_runs_end_soon(piece: str) -> None:
    start = time.perf_counter()
    find_request(Findings(make_document(piece * 20_000)))
    assert time.perf_counter() - start < 1
