"""Plain text: head, paragraphs, numbers, residue, turns."""

from __future__ import annotations

from memcon.formats.plain import lay_out
from memcon.model.document import Document, Kind, Part


def _parts(document: Document, part: Part) -> list[str]:
    return [s.span.of(document.text) for s in document.sections if s.part is part]


def _read(text: str, kind: Kind | None = None) -> Document:
    return lay_out(text, origin="x", sha256="0", kind=kind)


def test_title_date_and_byline_of_a_story() -> None:
    document = _read("Port closes\n\nMay 2, 2024\n\nBy Ana Lund\n\nThe port closed on Monday, officials said.\n")
    assert (document.title, document.published, document.byline) == ("Port closes", "2024-05-02", "Ana Lund")
    assert _parts(document, Part.PARAGRAPH) == ["The port closed on Monday, officials said."]


def test_dateline_and_credit_are_no_part_of_the_sentence() -> None:
    document = _read("Port closes\n\nLIMA, March 14 (Brenn Wire) - The port closed on Monday.\n")
    assert _parts(document, Part.PARAGRAPH) == ["The port closed on Monday."]
    assert document.outlet == "Brenn Wire"
    assert document.published is None


def test_residue_is_marked_and_never_read() -> None:
    document = _read("Port closes\n\nThe port closed.\n\nPhoto: the port\n\nRead more: Ten ports\n\nLeave a Reply\n")
    assert _parts(document, Part.RESIDUE) == ["Photo: the port", "Read more: Ten ports", "Leave a Reply"]
    assert document.text.endswith("Leave a Reply\n")


def test_wrapped_lines_make_one_paragraph() -> None:
    document = _read(
        "The harbour master told the council on Monday that the ferry\nwould not sail before the ice had gone from the basin and that\nno date was set.\n\nShe left.\n"
    )
    assert len(_parts(document, Part.PARAGRAPH)) == 2


def test_lines_that_are_paragraphs_stay_apart() -> None:
    document = _read("The ferry will not sail.\nThe crews were told at noon.\nNobody knows why.\n")
    assert len(_parts(document, Part.PARAGRAPH)) == 3


def test_numbers_and_marks_become_places() -> None:
    document = _read("3. (C) The minister told us no.\n\n4. (SBU/NF) He added that he was tired.\n", Kind.CABLE)
    rows = [(s.label, s.classification, s.span.of(document.text)) for s in document.sections]
    assert rows == [("3", "C", "The minister told us no."), ("4", "SBU/NF", "He added that he was tired.")]


def test_numbers_that_run_on_in_one_line_are_paragraphs() -> None:
    document = _read("5. Lima: the bridge is down. 6. Quito: no contact. 7. The mayor has left.\n")
    assert [s.label for s in document.sections] == ["5", "6", "7"]


def test_a_label_in_the_middle_of_a_line_begins_a_turn() -> None:
    document = _read("THE CHAIR opened the meeting at 3.15. MR. HOFF (Austria): I have one question.\n")
    assert _parts(document, Part.PARAGRAPH)[1].startswith("MR. HOFF (Austria):")


def test_indented_paragraph_is_a_block_quotation() -> None:
    document = _read("The order reads:\n\n      All boats shall stay in port until the end of the month.\n\nIt is signed.\n")
    assert _parts(document, Part.QUOTE) == ["All boats shall stay in port until the end of the month."]


def test_stage_direction_is_not_speech() -> None:
    document = _read("FARRO: We sail.\n\n[The party moved to the garden.]\n\nLUND: When?\n\nFARRO: Now.\n")
    assert _parts(document, Part.STAGE) == ["[The party moved to the garden.]"]


def test_header_of_a_mail_and_its_signature() -> None:
    document = _read("From: Ines Lund\nTo: Desk; Embassy\nSubject: boats\nDate: 2 May 2024\n\nPlease check the boats.\n\n-- Ines\n")
    assert document.header["from"] == "Ines Lund"
    assert document.header["to"] == ["Desk", "Embassy"]
    assert document.header["signed"] == "Ines"
    assert document.published == "2024-05-02"


def test_participants_of_a_memorandum_are_listed() -> None:
    document = _read(
        "MEMORANDUM OF CONVERSATION\n\nDATE: May 2, 1970\nPARTICIPANTS:\nAmbassador Ellis\nMr. Quill (Notetaker)\n\nELLIS: Who fired?\n\nQUILL: Nobody.\n"
    )
    assert document.header["participants"] == ["Ambassador Ellis", "Mr. Quill (Notetaker)"]
    assert document.kind is Kind.MEMCON
    assert document.published == "1970-05-02"


def test_kind_given_by_the_user_wins() -> None:
    assert _read("The port closed.\n", Kind.LETTER).kind is Kind.LETTER
