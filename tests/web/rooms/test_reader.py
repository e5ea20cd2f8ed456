"""The room in which a document is read: what it shows, and what becomes of judgements made in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from memcon.model.judgement import Action
from memcon.run.correcting import judge_now
from memcon.store.search import Query
from memcon.web.guard import Role
from memcon.web.rooms.reader.sheet import sum_of
from memcon.web.rooms.reader.versions import VARIANTS
from tests.web.conftest import Workbench
from tests.web.rooms.readers import BOATS, HTMX, RIVER, TALKS, at, key_of, read_anew, reading, row_of, sheet

GATE, FARMS = "the gate was open", "the farms had been warned"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench over the boats and the harbour talks."""
    with reading(tmp_path) as bench:
        yield bench


@pytest.fixture
def client(bench: Workbench) -> Iterator[httpx.Client]:
    """Somebody who came in."""
    with bench.client() as client:
        yield client


# ── what it shows ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_is_shown_with_its_head_its_text_and_its_ledger(client: httpx.Client) -> None:
    page = client.get(f"/documents/{BOATS}").text
    assert "Boats at the weir" in page
    assert "Tidewater Post" in page
    assert "5 March 2031" in page
    assert "2 statements by 2 speakers" in page
    assert page.count("data-row") == 2
    assert '<bdi dir="rtl">' in page


def test_a_document_that_is_not_there_is_said_to_be_missing(client: httpx.Client) -> None:
    missing = client.get("/documents/0000000000000000")
    assert missing.status_code == 404
    assert "the library lists those that are" in missing.text


def test_the_panel_draws_on_whose_word_it_stands(bench: Workbench, client: httpx.Client) -> None:
    panel = client.get(f"/documents/{BOATS}/statements/{key_of(bench, GATE)}", headers=HTMX).text
    stops = ["this story", "Lantern Wire", "Rene\u0301 Oake", "Lucia Ferro"]
    assert sorted(stops, key=panel.index) == stops
    assert "according to" in panel
    assert "“told”" in panel
    assert "3 March 2031, from “Monday”" in panel


def test_every_holder_of_the_chain_leads_to_its_place_in_the_text(bench: Workbench, client: httpx.Client) -> None:
    panel = client.get(f"/documents/{BOATS}/statements/{key_of(bench, GATE)}", headers=HTMX).text
    for words in ("the Lantern Wire", "Rene\u0301 Oake", "Lucia Ferro", "according to", "told"):
        assert f'data-show="{at(RIVER, words)}"' in panel


def test_a_denial_is_marked_as_one_wherever_it_is_shown(bench: Workbench, client: httpx.Client) -> None:
    page = client.get(f"/documents/{BOATS}?statement={key_of(bench, FARMS)}").text
    assert page.count('<span class="stance">[denied]</span>') == 2
    assert "Lucia Ferro denied [denied]" in page
    assert '<span class="unclaimed"' in page


def test_without_scripts_a_statement_has_a_page_too(bench: Workbench, client: httpx.Client) -> None:
    answer = client.get(f"/documents/{BOATS}/statements/{key_of(bench, GATE)}")
    assert f"statement={key_of(bench, GATE)}&at={at(RIVER, GATE)}&of={sum_of(RIVER)}" in str(answer.url)
    assert "Statement 1" in answer.text


def test_words_that_are_looked_for_are_marked_and_counted(client: httpx.Client) -> None:
    page = client.get(f"/documents/{BOATS}", params={"find": "BOATS"}).text
    assert "1 of 2" in page
    assert page.count('data-hit="') == 2
    none = client.get(f"/documents/{BOATS}", params={"find": "submarine"}).text
    assert "not in this document" in none


def test_a_fragment_is_answered_to_whoever_asks_for_it(client: httpx.Client) -> None:
    searched = client.get(f"/documents/{BOATS}?find=gate", headers=HTMX | {"HX-Target": "text"}).text
    assert "<html" not in searched
    assert 'id="hits"' in searched
    hits = client.get(f"/documents/{BOATS}/find?find=boats&hit=1", headers=HTMX).text
    assert "2 of 2" in hits


def test_parts_that_are_not_there_are_said_to_be_gone(client: httpx.Client) -> None:
    for address in ("windows/99", "leaves/99", "statements/none", "people/none", "pages/1"):
        assert client.get(f"/documents/{BOATS}/{address}", headers=HTMX).status_code == 404


def test_older_and_newer_documents_are_one_step_away(client: httpx.Client) -> None:
    assert f'href="/documents/{TALKS}"' in client.get(f"/documents/{BOATS}").text
    assert f'href="/documents/{BOATS}"' in client.get(f"/documents/{TALKS}").text


def test_other_versions_of_a_quotation_are_asked_for_one_by_one(bench: Workbench, client: httpx.Client) -> None:
    bench.desk.standing.get(VARIANTS, wait=30)
    answer = client.get(f"/documents/{BOATS}/statements/{key_of(bench, GATE)}/versions", headers=HTMX)
    assert "No other document of this case has these words" in answer.text


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_link_to_a_place_marks_it(client: httpx.Client) -> None:
    page = client.get(f"/documents/{BOATS}?at={at(RIVER, 'in red')}&of={sum_of(RIVER)}").text
    assert page.count('<span class="place">') == 1
    assert "place-note" not in page


def test_a_link_holds_when_the_file_is_read_anew(bench: Workbench, client: httpx.Client) -> None:
    link = f"/documents/{BOATS}?statement={key_of(bench, GATE)}x&at={at(RIVER, GATE)}&of={sum_of(RIVER)}"
    read_anew(bench.desk.case, f"Late edition\n\n{RIVER}")
    page = client.get(link).text
    assert "not in the document as it is read now" in page
    assert "were found in this one and are marked" in page
    assert ' place"' in page


def test_a_link_to_words_that_are_gone_shows_them(bench: Workbench, client: httpx.Client) -> None:
    read_anew(bench.desk.case, RIVER.replace("in red", "in blue"))
    page = client.get(f"/documents/{BOATS}?at={at(RIVER, 'in red')}&of={sum_of(RIVER)}").text
    assert "This place is not in the text any more" in page
    assert "<mark>in red</mark>" in page


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_accepting_goes_on_to_the_next_that_nobody_judged(bench: Workbench, client: httpx.Client) -> None:
    answer = client.post(f"/documents/{BOATS}/statements/{key_of(bench, GATE)}/accept", headers=HTMX).text
    assert "Statement 2 <small>of 2" in answer
    assert "✓ accepted" in answer
    assert "1 accepted" in answer
    assert 'id="window-0"' in answer


def test_rejecting_keeps_the_reason_and_takes_it_out_of_searches(bench: Workbench, client: httpx.Client) -> None:
    key = key_of(bench, FARMS)
    client.post(f"/documents/{BOATS}/statements/{key}/reject", data={"why": "no statement"}, headers=HTMX)
    assert [hit.key for hit in bench.desk.case.find(Query(document=BOATS))] == [key_of(bench, GATE)]
    panel = client.get(f"/documents/{BOATS}/statements/{key}", headers=HTMX).text
    assert "no statement" in panel
    assert "rejected" in panel


def test_a_judgement_is_taken_back_in_its_place(bench: Workbench, client: httpx.Client) -> None:
    key = key_of(bench, GATE)
    client.post(f"/documents/{BOATS}/statements/{key}/accept", headers=HTMX)
    made = sheet(bench).judged[key][0].id
    answer = client.post(f"/documents/{BOATS}/judgements/{made}/undo?statement={key}", headers=HTMX)
    assert "Taken back" in answer.text
    assert sheet(bench).hits[key].status == "machine"


def test_the_last_judgement_is_taken_back_and_shown(bench: Workbench, client: httpx.Client) -> None:
    key = key_of(bench, GATE)
    client.post(f"/documents/{BOATS}/statements/{key}/reject", headers=HTMX)
    answer = client.post(f"/documents/{BOATS}/undo", headers=HTMX)
    assert "Taken back: rejected" in answer.text
    assert "Statement 1 <small>of 2" in answer.text


def test_without_scripts_a_judgement_leads_back_to_the_page(bench: Workbench, client: httpx.Client) -> None:
    answer = client.post(f"/documents/{BOATS}/statements/{key_of(bench, GATE)}/accept")
    assert answer.status_code == 200
    assert answer.url.path == f"/documents/{BOATS}"
    assert "1 accepted" in answer.text


def test_who_may_only_read_sees_no_controls_and_is_refused(bench: Workbench, client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Role, "may", lambda self, other: other is Role.READ)
    key = key_of(bench, GATE)
    page = client.get(f"/documents/{BOATS}?statement={key}").text
    assert all(sign not in page for sign in ("data-judge", "/correct", "data-new", "undo-here"))
    for address in (f"statements/{key}/accept", f"statements/{key}/reject", f"statements/{key}/correct", "statements", "undo"):
        assert client.post(f"/documents/{BOATS}/{address}", headers=HTMX).status_code == 403


# ── correcting and adding ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_speaker_is_set_to_an_actor_of_the_document(bench: Workbench, client: httpx.Client) -> None:
    key = key_of(bench, FARMS)
    correct(bench, client, key, speaker="Pell Arran", speaker_at="")
    assert row_of(bench, key)["speaker"] == {"name": "Pell Arran", "actor": "arran", "span": None}
    assert sheet(bench).hits[key].status == "edited"


def test_a_name_that_nobody_in_the_document_bears_stands_for_itself(bench: Workbench, client: httpx.Client) -> None:
    key = key_of(bench, FARMS)
    correct(bench, client, key, speaker="Ivo Tarn", speaker_at="")
    assert row_of(bench, key)["speaker"] == {"name": "Ivo Tarn", "actor": None, "span": None}


def test_only_what_was_changed_is_kept(bench: Workbench, client: httpx.Client) -> None:
    key = key_of(bench, GATE)
    correct(bench, client, key, act="warn", since="2031-03-04", until="2031-03-04")
    assert set(sheet(bench).judged[key][0].value) == {"act", "when"}
    assert row_of(bench, key)["chain"][0]["holder"]["name"] == "Lantern Wire"


def test_a_source_is_taken_out_and_another_put_in(bench: Workbench, client: httpx.Client) -> None:
    key = key_of(bench, GATE)
    correct(bench, client, key, drop=["0"], holder=["Lantern Wire", "Pell Arran"], relation=["according_to", "said"], was=["0", ""])
    chain = row_of(bench, key)["chain"]
    assert [(link["holder"]["actor"], link["relation"], link["cue"]) for link in chain] == [("arran", "said", None)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "nothing was changed"),
        ({"act": "sing"}, "is none of say, deny"),
        ({"content": []}, "choose the words that were said"),
        ({"content": ["9-2"]}, "not in the text as it is read now"),
        ({"content": ["10-40", "20-50"]}, "share words"),
        ({"since": "yesterday"}, "is no day"),
        ({"since": "2031-03-05", "until": "2031-03-04"}, "after the last one"),
    ],
)
def test_what_cannot_be_is_said(bench: Workbench, client: httpx.Client, changes: dict[str, object], words: str) -> None:
    answer = client.post(f"/documents/{BOATS}/statements/{key_of(bench, GATE)}/correct", data=filled(bench, GATE) | changes, headers=HTMX)
    assert answer.status_code == 400
    assert words in answer.text


def test_words_behind_an_emoji_become_a_statement_with_exactly_these_words(bench: Workbench, client: httpx.Client) -> None:
    first, last = RIVER.index("Nobody"), RIVER.rindex("boats") + 2
    form = client.get(f"/documents/{BOATS}/new?first={first}&last={last}", headers=HTMX).text
    assert '<q dir="auto">Nobody asked Pell Arran about the boats</q>' in form
    told = {"content": [at(RIVER, "Nobody asked Pell Arran about the boats")], "speaker": "Pell Arran", "act": "say", "polarity": "affirms"}
    answer = client.post(f"/documents/{BOATS}/statements", data=told, headers=HTMX)
    assert answer.headers["hx-retarget"] == "#reader"
    row = row_of(bench, key_of(bench, "Nobody asked Pell Arran about the boats"))
    assert row["content"] == [{"start": first, "end": last + 3, "text": "Nobody asked Pell Arran about the boats"}]
    assert row["speaker"]["span"]["text"] == "Pell Arran"
    assert "Statement added" in answer.text


def test_words_in_quotation_marks_are_added_as_a_quotation(bench: Workbench, client: httpx.Client) -> None:
    client.post(f"/documents/{BOATS}/statements", data={"content": [at(RIVER, "السلام أولا")], "speaker": ""}, headers=HTMX)
    row = row_of(bench, key_of(bench, "السلام أولا"))
    assert (row["manner"], row["quoted"][0]["text"], row["speaker"]["name"]) == ("direct", "السلام أولا", None)


def test_what_is_chosen_for_a_field_is_widened_by_words(client: httpx.Client) -> None:
    wider = client.get(f"/documents/{BOATS}/words?field=content&at={at(RIVER, 'the gate')}&edge=end-out", headers=HTMX).text
    assert f'value="{at(RIVER, "the gate was")}"' in wider
    nowhere = client.get(f"/documents/{BOATS}/words?field=content&first=99999", headers=HTMX)
    assert nowhere.status_code == 422


def test_a_statement_that_was_edited_into_nonsense_does_not_take_the_page_away(
    bench: Workbench, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memcon.store.judging._check_statement", lambda _row: None)  # as cases of older versions may hold it
    bench.desk.case.judge(judge_now(Action.EDIT, key_of(bench, GATE), {"act": "sing"}, who="Ines", why=""))
    page = client.get(f"/documents/{BOATS}").text
    assert "was edited into what is no statement" in page
    assert page.count("data-row") == 1


def correct(bench: Workbench, client: httpx.Client, key: str, **changes: object) -> None:
    """Send the form with some fields changed."""
    words = next(hit.content for hit in sheet(bench).opened.hits if hit.key == key)
    answer = client.post(f"/documents/{BOATS}/statements/{key}/correct", data=filled(bench, words) | changes, headers=HTMX)
    assert answer.status_code == 200, answer.text


def filled(bench: Workbench, words: str) -> dict[str, object]:
    """The form as it is filled in for a statement of the boats."""
    entry = sheet(bench).entry(key_of(bench, words))
    assert entry is not None
    s = entry.statement
    return {
        "act": s.act.value, "manner": s.manner.value, "polarity": s.polarity.value, "speaker": s.speaker.name or "",
        "speaker_at": "" if s.speaker.span is None else f"{s.speaker.span.start}-{s.speaker.span.end}",
        "cue": "" if s.cue is None else f"{s.cue.start}-{s.cue.end}", "content": [f"{span.start}-{span.end}" for span in s.content],
        "addressee": [party.name or "" for party in s.addressees], "holder": [link.holder.name or "" for link in s.chain],
        "relation": [link.relation.value for link in s.chain], "was": [str(n) for n in range(len(s.chain))],
        "since": "" if s.when is None else s.when.start, "until": "" if s.when is None else s.when.end,
    }  # fmt: skip


def test_what_could_not_be_read_inside_the_file_is_told(bench: Workbench, client: httpx.Client) -> None:
    origin = sheet(bench).document.origin
    failure = {"document": f"{origin}#scan.pdf", "stage": "read", "code": "locked", "message": "scan.pdf: the file is locked"}
    bench.desk.case.add_failure(failure, source=origin)
    assert "scan.pdf: the file is locked" in client.get(f"/documents/{BOATS}").text
