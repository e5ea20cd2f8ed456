"""FRUS volumes: one document for each div, notes out of the sentences, markup doubted."""

from __future__ import annotations

from pathlib import Path

import pytest

import memcon
from memcon.errors import BrokenMarkup, OverLimit
from memcon.formats import read_bytes
from memcon.model.document import Document, Kind, Part

SAMPLE = Path(__file__).parent.parent / "samples" / "tei" / "telegram.xml"


@pytest.fixture
def documents() -> tuple[Document, ...]:
    return read_bytes(SAMPLE.read_bytes(), origin="v.xml")


def test_a_volume_gives_its_documents(documents: tuple[Document, ...]) -> None:
    assert [d.origin for d in documents] == ["v.xml#d7", "v.xml#d8"]
    assert [d.kind for d in documents] == [Kind.CABLE, Kind.MEMCON]
    assert len({d.id for d in documents}) == 2


def test_header_comes_from_the_head_and_the_source_note(documents: tuple[Document, ...]) -> None:
    header = documents[0].header
    assert (header["from"], header["to"]) == ("Embassy in Marrow", ["Department of State"])
    assert (header["classification"], header["precedence"], header["caption"]) == ("secret", "immediate", ["limdis"])
    assert (header["drafted_by"], header["approved_by"], header["signed"]) == ("Peter Quill", "Hollister", "Hollister")
    assert documents[0].published == "1976-06-21"


def test_page_break_and_footnote_do_not_cut_the_sentence(documents: tuple[Document, ...]) -> None:
    document = documents[0]
    paragraph = next(s for s in document.sections if s.label == "1")
    assert paragraph.span.of(document.text) == "Minister Joao Tavares told me that the licences would not be renewed before September."
    assert (paragraph.classification, paragraph.page) == ("S", "44")
    note = next(s for s in document.sections if s.part is Part.FOOTNOTE)
    assert (note.label, note.voice) == ("2", "editors")


def test_quote_is_a_block_quotation(documents: tuple[Document, ...]) -> None:
    assert [s.span.of(documents[0].text) for s in documents[0].sections if s.part is Part.QUOTE] == ["The banks are not a market."]


def test_participants_become_header(documents: tuple[Document, ...]) -> None:
    assert documents[1].header["participants"] == ["Foreign Minister Luis Tavares", "Ambassador Ellis Hollister"]


def test_one_id_for_two_people_is_a_warning() -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace(">Peter Quill<", ">Luis Tavares<").replace("#p_QP", "#p_TJ")
    document = read_bytes(text.encode(), origin="v.xml")[0]
    assert "the markup gives one id (p_TJ) to Joao Tavares and Luis Tavares" in [w.message for w in document.warnings]


def test_reference_without_its_mark_is_accepted_and_told() -> None:
    document = read_bytes(SAMPLE.read_bytes().replace(b'"#p_QP"', b'"p_QP"'), origin="v.xml")[0]
    assert [w.code for w in document.warnings][:1] == ["markup"]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE TEI [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE TEI [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_and_dtds_are_refused(prolog: str) -> None:
    body = SAMPLE.read_text(encoding="utf-8").partition("?>")[2]
    with pytest.raises(BrokenMarkup, match="DTD or entities"):
        read_bytes((prolog + body).encode(), origin="bomb.xml")


def test_broken_xml_says_so() -> None:
    with pytest.raises(BrokenMarkup, match="not well-formed"):
        read_bytes(SAMPLE.read_bytes().replace(b"</closer>", b""), origin="v.xml")


def test_too_deep_xml_is_refused() -> None:
    deep = '<div xmlns="http://www.tei-c.org/ns/1.0" type="document">' + "<p>" * 240 + "x" + "</p>" * 240 + "</div>"
    with pytest.raises((OverLimit, BrokenMarkup)):
        read_bytes(deep.encode(), origin="deep.xml")


def test_every_shared_document_has_text_and_places(shared: Path) -> None:
    files = sorted((shared / "data" / "frus").glob("*.xml"))
    read = [d for f in files for d in read_bytes(f.read_bytes(), origin=f.name)]
    assert len(read) >= len(files)
    assert all(any(s.part is Part.PARAGRAPH for s in d.sections) and d.published for d in read)


def test_the_list_of_persons_is_a_hint_where_it_fits_the_text_and_a_doubt_where_it_does_not(documents: tuple[Document, ...]) -> None:
    persons = documents[0].header["persons"]
    assert isinstance(persons, list)
    assert persons[0] == "Ellis Hollister, Ambassador to Marrow"
    assert not any("Weiss" in entry for entry in persons)
    assert [w.message for w in documents[0].warnings if w.code == "markup-conflict"] == [
        "the list of persons has Clara Weiss as p_WC, the text Bay; the text is believed"
    ]
    assert [w.code for w in documents[1].warnings] == ["markup-conflict"]


def test_the_name_in_the_list_is_one_more_name_of_the_actor_and_renames_nobody() -> None:
    names = {a.name: a.names for a in memcon.read(SAMPLE).findings[0].actors}
    assert names["Hollister"][-1] == "Ellis Hollister"
    assert "Deputy Minister Bay" in names
    assert "Clara Weiss" not in {n for forms in names.values() for n in forms}


def test_gaps_are_kept_and_told_and_cut_what_was_said() -> None:
    ledger = memcon.read(SAMPLE)
    document = ledger.documents[0]
    gaps = [w.span.of(document.text) for w in document.warnings if w.code == "gap" and w.span is not None]
    assert gaps == ["[2 lines not declassified]", "[1 paragraph (4 lines) not declassified]"]
    assert [s.label for s in document.sections if s.part is Part.ASIDE] == ["2 lines not declassified"]
    assert "[1 paragraph (4 lines) not declassified]" in [s.span.of(document.text) for s in document.sections if s.part is Part.STAGE]
    said = next(s for s in ledger.findings[0].statements if s.speaker.name == "Deputy Minister Bay")
    assert [span.of(document.text) for span in said.content] == ["the patrol", "had sailed without orders"]
