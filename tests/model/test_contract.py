"""The JSON ledger, there and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from memcon.errors import BadRow
from memcon.model.contract import from_dict, to_dict
from memcon.model.ledger import Count, Modality
from memcon.text import Span
from tests.fakes import RAID, make_findings, make_happenings


def test_what_is_written_is_read_back() -> None:
    for found in (make_happenings(), make_findings()):
        row = to_dict(found)
        assert to_dict(from_dict(json.loads(json.dumps(row)))) == row


def test_an_event_as_the_contract_has_it() -> None:
    (event,) = to_dict(make_happenings())["events"]
    assert (event["type"], event["mode"], event["modality"], event["polarity"]) == ("ASSAULT", "aerial", "alleged", "affirms")
    assert event["target"][0]["country"] == "DNK"
    assert [(c["what"], c["bound"], c["number"], c["who"]) for c in event["counts"]] == [
        ("killed", ">=", 20, "sailors"),
        ("killed", "=", 3, "Danish pilots"),
    ]
    assert (event["where"]["name"], event["where"]["country"]) == ("Vardø", "NOR")
    assert all(RAID[c["span"]["start"] : c["span"]["end"]] == c["span"]["text"] for c in event["counts"])


def test_an_ask_as_the_contract_has_it() -> None:
    (ask,) = to_dict(make_happenings())["asks"]
    assert (ask["kind"], ask["urgency"], ask["status"], ask["due"]["from"]) == ("request", "urgent", "accepted", "2031-03-07")
    assert ask["asked"][0]["name"] == "Sweden"


@pytest.mark.parametrize(("modality", "polarity"), [(Modality.DENIED, "denies"), (Modality.REFUSED, "denies"), (Modality.WILL, "affirms")])
def test_what_is_denied_or_refused_is_denied(modality: Modality, polarity: str) -> None:
    found = make_happenings()
    event = replace(found.events[0], modality=modality)
    assert to_dict(replace(found, events=(event,)))["events"][0]["polarity"] == polarity


def test_a_number_with_a_part_keeps_it() -> None:
    found = make_happenings()
    event = replace(found.events[0], counts=(Count("amount", "dollar", 1.5, "=", Span(0, 3)),))
    assert to_dict(replace(found, events=(event,)))["events"][0]["counts"][0]["number"] == 1.5


def test_a_row_without_its_parts_is_refused() -> None:
    row = to_dict(make_happenings())
    row["events"][0].pop("modality")
    with pytest.raises(BadRow, match="no row of the ledger"):
        from_dict(row)
