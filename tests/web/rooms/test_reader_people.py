"""Who is in a document, and who of them is the same as whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from memcon.model.judgement import Action
from memcon.text import Span
from memcon.web.rooms.reader.parties import NOT_NAMED, Namer, choices_of, label_of
from memcon.web.whole import PEOPLE
from tests.fakes import span_of
from tests.web.conftest import Workbench
from tests.web.rooms.readers import BOATS, HTMX, RIVER, key_of, reading, sheet


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over the boats and the harbour talks, in which it is known who is who."""
    with reading(tmp_path) as bench:
        bench.desk.standing.get(PEOPLE, wait=30)
        yield bench


@pytest.fixture
def client(bench: Workbench) -> Iterator[httpx.Client]:
    """Somebody who came in."""
    with bench.client() as client:
        yield client


def test_everybody_is_listed_with_what_they_do(client: httpx.Client) -> None:
    page = client.get(f"/documents/{BOATS}/people", headers=HTMX).text
    assert page.index("Lucia Ferro") < page.index("Pell Arran")
    assert f"/statements?document={BOATS}&amp;speaker=Lucia%20Ferro" in page


def test_somebody_is_shown_in_all_places_where_they_are_named(client: httpx.Client) -> None:
    card = client.get(f"/documents/{BOATS}/people/ferro", headers=HTMX).text
    assert "Named here 2 times" in card
    span = span_of(RIVER, "Ferro", nth=2)
    assert f'data-show="{span.start}-{span.end}"' in card


def test_two_are_said_to_be_one_and_then_not(bench: Workbench, client: httpx.Client) -> None:
    found = client.get(f"/documents/{BOATS}/people/ferro/others?words=farro", headers=HTMX | {"HX-Target": "others"}).text
    assert "Odile Farro" in found
    joined = client.post(f"/documents/{BOATS}/people/ferro/same", data={"other": "a1"}, headers=HTMX).text
    assert "Odile Farro" in joined
    assert "joined by Ines" in joined
    parted = client.post(f"/documents/{BOATS}/people/ferro/apart", data={"other": "a1"}, headers=HTMX).text
    assert "Nobody in another document is taken for the same" in parted
    assert [j.action for j in bench.desk.case.judgements()] == [Action.MERGE, Action.SPLIT]


def test_actors_of_the_same_document_are_offered_first(client: httpx.Client) -> None:
    found = client.get(f"/documents/{BOATS}/people/ferro/others?words=pell", headers=HTMX | {"HX-Target": "others"}).text
    assert "Pell Arran" in found
    nobody = client.get(f"/documents/{BOATS}/people/ferro/others?words=xyzzy", headers=HTMX | {"HX-Target": "others"}).text
    assert "Nobody of that name" in nobody


# ── names that are typed ─────────────────────────────────────────────────────────────────────────────────────────────


def namer(bench: Workbench) -> Namer:
    """For somebody who corrects the denial."""
    return Namer(sheet(bench), span_of(RIVER, "the farms had been warned"))


def test_a_name_means_the_actor_that_bears_it_with_the_words_nearest_in_the_paragraph(bench: Workbench) -> None:
    party = namer(bench).party("ferro")
    assert (party["name"], party["actor"]) == ("Lucia Ferro", "ferro")
    assert party["span"]["start"] == RIVER.index("Ferro denied")


def test_marked_words_that_name_an_actor_mean_it(bench: Workbench) -> None:
    party = namer(bench).party("", at=span_of(RIVER, "Pell Arran"))
    assert (party["name"], party["actor"], party["span"]["text"]) == ("Pell Arran", "arran", "Pell Arran")
    other = namer(bench).party("", at=span_of(RIVER, "The sign"))
    assert (other["name"], other["actor"]) == ("The sign", None)


def test_nobody_is_named_where_nothing_is_typed(bench: Workbench) -> None:
    assert namer(bench).party(" ") == {"name": None, "actor": None, "span": None, "why": NOT_NAMED}


def test_what_is_left_as_it_was_stays_as_it_was(bench: Workbench) -> None:
    entry = sheet(bench).entry(key_of(bench, "the farms had been warned"))
    assert entry is not None
    was = entry.statement.speaker
    assert namer(bench).party(label_of(sheet(bench), was), was=was)["span"]["start"] == (was.span or Span(0, 0)).start


def test_each_choice_says_who_it_is(bench: Workbench) -> None:
    about = {choice.label: choice.about for choice in choices_of(sheet(bench))}
    assert about["Pell Arran"].startswith("person · “…")
    assert "minister" in about["Lucia Ferro"]
