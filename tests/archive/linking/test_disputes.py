"""Accounts that cannot both stand, found by blocks: each sort of them as in the whole, settled by what was said later in other documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.archive.linking.claims import change_keys, claim_json, claim_of, entries_of, entry_json, entry_of, side_keys, times_of
from memcon.detect.detector import LEDGER
from memcon.formats.plain import PLAIN
from memcon.link.conflicts.found import Paper
from memcon.model.contract import Json, to_dict
from tests.archive.linking.tables import Row, link, table, write_tables
from tests.link.conflicts.papers import claim
from tests.rules import table as rules

NIGHT = "Talks in Tarn went on all night, and the lamps on the quay were still lit at dawn. Nobody came out."
TOLD = (
    ("Lorn said on Monday that the old bridge at Tarn was closed by the army.", "2031-05-05", "Quill Post"),
    ("The army denied that the old bridge at Tarn was closed.", "2031-05-06", "Drin Herald"),
    ("The army admitted that the old bridge at Tarn was closed.", "2031-05-09", "Tarn Gazette"),
    ("At least 12 people were killed in a blast in Vardo on 4 May 2031.", "2031-05-05", "Quill Post"),
    ("A blast in Vardo on 4 May 2031 killed 31 people.", "2031-05-05", "Drin Herald"),
    ("The Kremlin said the call between Biden and Putin took place at the request of Washington.", "2031-05-01", None),
    ("The White House said the call between Biden and Putin was requested by Russia.", "2031-05-01", None),
    ("“We never asked for a single boat from the harbour,” Odile Farro said.", "2031-06-01", None),
    (
        f"{NIGHT}\n\n“We never asked for a single boat from the harbour,” Tomas Bay said.\n\nThe delegates left by train.",
        "2031-06-02",
        None,
    ),
    ("“The ferry will leave the pier before the first snow,” Ines Weiss said.", "2031-07-01", None),
    ("“The ferry will leave the market before the first snow,” Ines Weiss said.", "2031-07-02", None),
    ("The State Department said that Sultan had praised the truce at Zerin.", "2031-08-01", None),
    ("Sultan said the readout of the State Department was factually incorrect.", "2031-08-02", None),
)


@pytest.fixture(scope="module")
def ledgers() -> list[Json]:
    documents = [
        replace(PLAIN.read(text.encode(), origin=f"{n}.txt", kind=None)[0], published=day, outlet=outlet)
        for n, (text, day, outlet) in enumerate(TOLD)
    ]
    return [to_dict(LEDGER.detect(parsed)) for parsed in rules.parser().parse(documents)]


@pytest.fixture(scope="module")
def disputes(ledgers: list[Json], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    folder = tmp_path_factory.mktemp("disputes")
    for name, one_block in (("whole", 100), ("blocks", 0)):
        write_tables(folder / name, ledgers, per_file=5)
        link(folder / name, one_block=one_block, sheaf=5)
    return {name: table(folder / name, "disputes") for name in ("whole", "blocks")}


def test_blocks_find_what_the_whole_finds(disputes: dict[str, list[Row]]) -> None:
    assert disputes["blocks"] == disputes["whole"]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("denial", "bridge"),
        ("number", "killed, people: "),
        ("attribution", "asked for by Washington / Russia"),
        ("attribution", "Tomas Bay"),
        ("wording", "“pier”"),
        ("denial", "factually incorrect"),
    ],
)
def test_each_sort_is_found(kind: str, why: str, disputes: dict[str, list[Row]]) -> None:
    assert [row for row in disputes["blocks"] if row["kind"] == kind and why in row["why"]]


def test_a_denial_is_settled_by_what_a_third_document_tells(disputes: dict[str, list[Row]], ledgers: list[Json]) -> None:
    (denial,) = [row for row in disputes["blocks"] if row["kind"] == "denial" and "bridge" in row["why"] and row["state"] != "open"]
    assert (denial["state"], denial["changed_by"]) == ("conceded", [ledgers[2]["statements"][0]["id"]])


def test_claims_and_events_are_read_back_as_they_were_written(ledgers: list[Json]) -> None:
    for ledger in ledgers:
        entries, _ = entries_of(Paper(ledger["document"], ledger["statements"], ledger["events"]), {})
        for entry in entries:
            read = entry_of(entry_json(entry))
            assert (read.order, read.number, read.above, read.asked) == (entry.order, entry.number, entry.above, entry.asked)
            assert claim_json(read.claim) == claim_json(entry.claim)
            assert read.claim.told == entry.claim.told
            if entry.happening is not None and read.happening is not None:
                assert (read.happening.tolls, read.happening.names) == (entry.happening.tolls, entry.happening.names)
                assert (read.happening.days, read.happening.deed) == (entry.happening.days, entry.happening.deed)


def test_actors_are_the_people_that_they_are(ledgers: list[Json]) -> None:
    ledger = ledgers[8]
    actor = ledger["statements"][0]["speaker"]["actor"]
    entries, _ = entries_of(Paper(ledger["document"], ledger["statements"], ledger["events"]), {actor: "00000000000000aa"})
    assert entries[0].claim.actor == "00000000000000aa"


def test_who_may_change_how_an_account_stands_is_one_of_its_sides() -> None:
    side = replace(claim("the pier was shut", speaker="Odile Farro"), outlet="Quill Post", chain=("Tomas Bay",), actor="a1")
    for other in (
        claim("it was not", speaker="ODILE FARRO", document="p1"),
        claim("it was not", speaker="Tomas Bay", document="p1"),
        claim("it was not", speaker="Quill Post", document="p1"),
        replace(claim("it was not", speaker="She", document="p1"), actor="a1"),
        replace(claim("it was not", document="p1"), speaker=None, outlet="Quill Post"),
        replace(claim("it was not", document="p0"), speaker="We"),
    ):
        assert change_keys(other) & side_keys(side)
    assert not change_keys(claim("it was not", speaker="Clara Weiss", document="p1")) & side_keys(side)


def test_days_that_are_near_share_a_span() -> None:
    assert set(times_of("2031-05-05")) & set(times_of("2031-05-19"))
    assert not set(times_of("2031-05-05")) & set(times_of("2031-07-05"))
    assert times_of(None) == times_of("2031") == ("none",)
    assert claim_of(claim_json(claim("the pier was shut"))).text == "the pier was shut"
