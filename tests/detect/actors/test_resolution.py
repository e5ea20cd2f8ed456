"""Who is behind the words: names, titles, pronouns, two people of one surname."""

from __future__ import annotations

import pytest

from memcon.detect.detector import LEDGER
from memcon.formats import read_bytes
from memcon.language import Parser
from memcon.model.ledger import Actor, ActorKind, Findings


def _find(parser: Parser, text: str) -> Findings:
    return LEDGER.detect(next(parser.parse(read_bytes(text.encode(), origin="x"))))


def _actor(found: Findings, name: str) -> Actor:
    return next(a for a in found.actors if a.name == name)


def test_one_person_under_four_names_is_one_actor(parser: Parser) -> None:
    text = "Talks\n\nMarrow's ambassador, Tomas Vance, told reporters no. Mr. Vance said he was tired. The ambassador added that it was late. He said goodbye was hard.\n"
    found = _find(parser, text)
    assert {s.speaker.name for s in found.statements} == {"Tomas Vance"}
    assert _actor(found, "Tomas Vance").role == "ambassador"


def test_two_people_of_one_surname_stay_two_and_the_row_says_so(parser: Parser) -> None:
    found = _find(parser, "Talks\n\nAsif Rahman met Imran Rahman in June. Rahman said that the treaty was dead.\n")
    speaker = found.statements[0].speaker
    assert speaker.name == "Rahman"
    assert speaker.why == "Rahman may be Asif Rahman or Imran Rahman"


def test_title_decides_between_two_of_one_surname(parser: Parser) -> None:
    found = _find(
        parser,
        "Talks\n\nAmbassador Asif Rahman met Prime Minister Imran Rahman in June. Ambassador Rahman said that the treaty was dead.\n",
    )
    assert found.statements[0].speaker.name == "Asif Rahman"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Washington said the visit was off.", "Washington", ActorKind.STATE),
        ("The memo says the roof may fall.", "memo", ActorKind.DOCUMENT),
        ("The Tarn Courier said the roof may fall.", "Tarn Courier", ActorKind.OUTLET),
        ("Ana Lund said the roof may fall.", "Ana Lund", ActorKind.PERSON),
        ("The committee said the roof may fall.", "committee", ActorKind.ORGANISATION),
        ("Two drivers said the roof may fall.", "Two drivers", ActorKind.GROUP),
        ("A senior official said the roof may fall.", "senior official", ActorKind.UNNAMED),
    ],
)
def test_kind_of_actor(parser: Parser, sentence: str, name: str, kind: ActorKind) -> None:
    found = _find(parser, f"News of the day\n\n{sentence}\n")
    assert [(a.name, a.kind) for a in found.actors] == [(name, kind)]


def test_state_has_its_code(parser: Parser) -> None:
    assert _find(parser, "News of the day\n\nAnkara warned that the strait was shut.\n").actors[0].country == "TUR"


def test_signer_of_a_letter_is_its_first_person(parser: Parser) -> None:
    found = _find(parser, "Dear Minister,\n\nI must ask whether the promise has been withdrawn.\n\nHollister\n")
    assert found.statements[0].speaker.name == "Hollister"


def test_inferred_addressee_says_that_it_is(parser: Parser) -> None:
    found = _find(
        parser, "Readout of a call\n\nSecretary Ada Lomax spoke with Minister Henrik Sorel. The Secretary said that the road must open.\n"
    )
    (party,) = found.statements[0].addressees
    assert (party.name, party.why) == ("Henrik Sorel", "inferred from the conversation")


def test_mentions_hold_the_words_they_name(parser: Parser) -> None:
    found = _find(parser, "News\n\nAna Lund said no. Lund said yes.\n")
    text = found.document.text
    assert {m.span.of(text) for m in _actor(found, "Ana Lund").mentions} == {"Ana Lund", "Lund"}


def test_a_president_is_not_another_one_of_his_surname(parser: Parser) -> None:
    text = "Michelle Obama spoke in Lund. President Obama said that the road was open."
    findings = _find(parser, text)
    assert [s.speaker.name for s in findings.statements] == ["President Obama"]
