from __future__ import annotations

import pytest

from memcon.link.readouts.units import cut_account
from memcon.model.comparison import Unit
from memcon.model.document import Part, Section
from memcon.model.ledger import Findings
from memcon.text import Span
from tests.fakes import make_document, make_statement, span_of
from tests.link.readouts.pairs import CASES
from tests.link.readouts.reading import read


def units(text: str) -> list[str]:
    findings = read(text)[0]
    return [" ".join(u.span.of(findings.document.text).split()) for u in cut_account(findings, 0).units]


def unit_with(text: str, words: str) -> Unit:
    findings = read(text)[0]
    return next(u for u in cut_account(findings, 0).units if words in u.span.of(findings.document.text))


def test_statements_of_one_sentence_are_units_each() -> None:
    text = "Readout\n\nMinister Dahl expressed her condolences for the victims and offered two field hospitals.\n"
    assert units(text) == ["Minister Dahl expressed her condolences for the victims", "offered two field hospitals."]


def test_a_sentence_of_narration_is_a_unit() -> None:
    unit = unit_with("Readout\n\nMinister Dahl met Minister Toller. The two discussed trade.\n", "trade")
    assert (unit.voices, unit.content) == ((), (unit.span,))


def test_what_the_talk_was_about_is_a_unit_of_its_own() -> None:
    text = "Readout\n\nMinister Anneke Dahl spoke today with Minister Bram Toller about the grain deal.\n"
    assert units(text) == ["Minister Anneke Dahl spoke today with Minister Bram Toller", "about the grain deal."]


def test_only_one_sentence_opens_an_account_but_others_may_say_how_it_came_about() -> None:
    text = "Readout\n\nMinister Dahl met Minister Toller. The call took place at the request of Lorn. They spoke to the crews.\n"
    findings = read(text)[0]
    assert [u.is_occasion for u in cut_account(findings, 0).units] == [True, True, False]


def test_a_line_that_says_whose_text_it_is_is_a_frame() -> None:
    findings = read("Readout\n\nThe below is attributable to Spokesperson Ida Venn:\n\nThe two discussed trade.\n")[0]
    cut = cut_account(findings, 0)
    assert [span.of(findings.document.text) for span in cut.frames] == ["The below is attributable to Spokesperson Ida Venn:"]
    assert len(cut.units) == 1


def test_a_statement_inside_another_is_a_voice_of_its_unit() -> None:
    text = "Lind welcomed the offer by Dahl of two boats."
    outer = make_statement(text, "the offer by Dahl of two boats", "Lind", cue=span_of(text, "welcomed"))
    inner = make_statement(text, "two boats", "Dahl", cue=span_of(text, "offer"), parent=outer.id)
    (unit,) = cut_account(Findings(make_document(text), statements=(outer, inner)), 0).units
    assert [(v.speaker, v.inside) for v in unit.voices] == [("Lind", False), ("Dahl", True)]


def test_a_content_over_several_sentences_is_a_unit_for_each() -> None:
    text = "Lind: The pier is shut. The boats are out."
    statement = make_statement(text, "The pier is shut. The boats are out.", "Lind")
    found = cut_account(Findings(make_document(text), statements=(statement,)), 0).units
    assert [[span.of(text) for span in u.content] for u in found] == [["The pier is shut."], ["The boats are out."]]


def test_what_comes_before_an_and_is_a_unit_where_it_is_much() -> None:
    text = "Lind spoke to the grave breach of the northern harbour and underscored that it must end."
    statement = make_statement(text, "it must end", "Lind", cue=span_of(text, "underscored"))
    found = cut_account(Findings(make_document(text), statements=(statement,)), 0).units
    assert [u.span.of(text) for u in found] == [
        "Lind spoke to the grave breach of the northern harbour",
        "underscored that it must end.",
    ]


def test_footnotes_of_editors_are_no_account() -> None:
    document = make_document("A note.", sections=(Section(Part.FOOTNOTE, Span(0, 7), voice="editors"),))
    assert cut_account(Findings(document), 0).units == ()


def test_a_paper_with_a_title_only_is_its_title() -> None:
    document = make_document("Boats return", sections=(Section(Part.TITLE, Span(0, 12)),))
    assert len(cut_account(Findings(document), 0).units) == 1


@pytest.mark.parametrize("text", [text for case in CASES for text in case.texts])
def test_every_word_of_the_paragraphs_is_in_a_unit_or_a_frame(text: str) -> None:
    findings = read(text)[0]
    cut = cut_account(findings, 0)
    covered = {at for span in (*(u.span for u in cut.units), *cut.frames) for at in range(span.start, span.end)}
    sections = [s for s in findings.document.read_sections() if s.part is not Part.TITLE]
    lost = "".join(findings.document.text[at] for s in sections for at in range(s.span.start, s.span.end) if at not in covered)
    assert set(lost.split()) <= {"and", "but", "while", ",", ";"}
