"""Which quotations of a story are checked, and what of a paper they are held against."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from memcon.model.document import Document, Kind, Part, Section
from memcon.model.ledger import Findings, Link, Manner, Party, Relation, Statement
from memcon.model.quotation import SourceKind
from memcon.run.quoting import NEVER_CLOSED, NEVER_OPENED, clean_text, divided_ends, find_quotations, make_source
from memcon.text import Span
from tests.fakes import FARRO, make_document, make_statement, span_of


def quoted(text: str, *words: str, speaker: str | Party | None = "Farro", **fields: Any) -> Statement:
    """A statement of which the words stand in marks."""
    spans = tuple(span_of(text, each) for each in words)
    values: dict[str, Any] = {"manner": Manner.DIRECT, "content": spans, "quoted": spans, **fields}
    return make_statement(text, words[0], speaker, **values)


def texts(text: str, *statements: Statement, **options: Any) -> list[str]:
    return [asked.quotation.text for asked in find_quotations(Findings(make_document(text), statements=statements), **options)]


def test_the_words_in_marks_are_one_quotation_with_their_speaker() -> None:
    text = "“The pier will close in May,” Farro said."
    (asked,) = find_quotations(Findings(make_document(text), (FARRO,), (quoted(text, "The pier will close in May"),)))
    assert asked.quotation.text == "The pier will close in May"
    assert asked.quotation.spans == (span_of(text, "The pier will close in May"),)
    assert asked.quotation.speakers == ("Farro",)
    assert not asked.part


def test_a_speaker_is_known_by_every_name_and_by_no_pronoun() -> None:
    text = "“The pier will close in May,” she said."
    speaker = Party("Odile Farro", span_of(text, "she"), FARRO.id)
    (asked,) = find_quotations(Findings(make_document(text), (FARRO,), (quoted(text, "The pier will close in May", speaker=speaker),)))
    assert asked.quotation.speakers == ("Odile Farro", "Farro")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("“We will go home,” Farro said, “and we will stay there.”", "We will go home ... and we will stay there."),
        ("“We will go home.” “And we will stay there,” Farro said.", "We will go home. And we will stay there"),
    ],
)
def test_pieces_of_direct_speech_are_one_quotation_and_words_of_others_between_them_an_ellipsis(text: str, whole: str) -> None:
    pieces = [p.strip(",") for p in text.replace("”", "“").split("“")[1::2]]
    assert texts(text, quoted(text, *pieces)) == [whole]


def test_parts_of_a_sentence_are_quotations_of_their_own() -> None:
    text = "Farro said the ferries “will not sail today” and that crews “must wait for spring”."
    content = (span_of(text, text[len("Farro said ") : -1]),)
    both = quoted(text, "will not sail today", "must wait for spring", manner=Manner.PARTIAL, content=content)
    found = find_quotations(Findings(make_document(text), statements=(both,)))
    assert [(asked.quotation.text, asked.part) for asked in found] == [("will not sail today", True), ("must wait for spring", True)]


def test_all_words_between_the_marks_count_though_the_statement_begins_later() -> None:
    text = "“They suggest that the pier is shut,” the note goes."
    assert texts(text, quoted(text, "the pier is shut", speaker=None)) == ["They suggest that the pier is shut"]


def test_a_quotation_runs_on_over_paragraphs_that_open_with_a_mark() -> None:
    text = "Farro said: “The pier will close.\n\n“And the ferries will stop.”"
    assert texts(text, quoted(text, "The pier will close.", "And the ferries will stop.")) == [
        "The pier will close. And the ferries will stop."
    ]


@pytest.mark.parametrize(
    "text", ["The “free” port is shut.", "He wrote “The Pier in Winter” there.", "They met at the “Blue Anchor” at noon."]
)
def test_scare_quotes_and_titles_are_left_out_but_for_every(text: str) -> None:
    assert texts(text) == []
    assert len(texts(text, every=True)) == 1


def test_two_words_that_a_statement_cites_are_kept() -> None:
    text = "Farro said the ice was thick, citing “ground observations”."
    words = span_of(text, "ground observations")
    told = make_statement(text, "the ice was thick", "Farro", evidence=(words,))
    assert texts(text, told) == ["the ice was thick", "ground observations"]


def test_what_is_said_without_marks_is_indirect_and_each_word_is_asked_once() -> None:
    text = "Farro said the master had warned that ice was near. She would not say when."
    outer = make_statement(text, "the master had warned that ice was near", "Farro")
    inner = make_statement(text, "ice was near", "the master", parent=outer.id)
    silence = make_statement(text, "when", "She", notes=("negated",))
    (asked,) = find_quotations(Findings(make_document(text), statements=(outer, inner, silence)))
    assert asked.quotation.text == "the master had warned that ice was near"
    assert not asked.quotation.direct
    assert texts(text, outer, inner, silence, indirect=False) == []


def test_direct_speech_without_marks_is_a_quotation() -> None:
    text = "FARRO: The pier will close in May."
    turn = make_statement(text, "The pier will close in May.", "FARRO", manner=Manner.DIRECT)
    assert texts(text, turn) == ["The pier will close in May."]


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("He left. Farro said “the pier will close and the ferries", "the pier will close and the ferries", NEVER_CLOSED),
        ("He left. The pier will close in May”, Farro said.", "The pier will close in May", NEVER_OPENED),
        ("Farro: “It is so.” Then the pier will close”.", "Then the pier will close", NEVER_OPENED),
    ],
)
def test_marks_without_a_partner_cannot_be_checked_and_say_why(text: str, words: str, reason: str) -> None:
    found = find_quotations(Findings(make_document(text)))
    assert (words, reason) in [(asked.quotation.text, asked.reason) for asked in found]


def test_quotations_stand_in_text_order_and_their_spans_hold_their_words() -> None:
    text = "Farro said it was late. “The pier will close in May,” Farro said. “It is so cold there”, he wrote”."
    found = find_quotations(Findings(make_document(text), statements=(make_statement(text, "it was late", "Farro"),)))
    starts = [asked.quotation.spans[0].start for asked in found]
    assert starts == sorted(starts)
    assert all(asked.quotation.text == asked.quotation.spans[0].of(text) for asked in found)


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def paged() -> Document:
    """A paper with a page line in the midst of a sentence, a word divided at a line end, and a running title."""
    text = "The pier will\nPage 2\nclose in No-\nvember.\n\nHARBOUR NOTES\n\nAnd that is all."
    document = make_document(text)
    body = (Section(Part.PARAGRAPH, Span(0, text.index("\n\n"))), Section(Part.PARAGRAPH, span_of(text, "And that is all.")))
    inner = (Section(Part.ASIDE, span_of(text, "Page 2")), Section(Part.HYPHEN, span_of(text, "-\n")))
    return replace(document, sections=(body[0], *inner, Section(Part.RESIDUE, span_of(text, "HARBOUR NOTES")), body[1]))


def test_page_lines_and_running_titles_are_blank_and_divided_words_whole() -> None:
    text = clean_text(paged())
    assert " ".join(text.split()) == "The pier will close in November. And that is all."
    assert len(text) == len(paged().text)


def test_a_divided_word_ends_in_the_text_where_it_ends() -> None:
    document = paged()
    clean = clean_text(document)
    end = clean.index("November.") + len("November.")
    assert document.text[clean.index("November.") : divided_ends(document)[end]] == "No-\nvember."


def test_long_text_that_was_not_read_stays_for_it_may_hold_the_words() -> None:
    text = f"The pier is shut.\n\n{'so cold ' * 20}\n\nAnd that is all."
    document = make_document(text)
    first, second, third = document.sections
    assert clean_text(replace(document, sections=(first, replace(second, part=Part.RESIDUE), third))) == text


@pytest.mark.parametrize(
    ("kind", "media_type", "expected"),
    [
        (Kind.CABLE, "text/plain", SourceKind.CABLE),
        (Kind.BRIEFING, "text/plain", SourceKind.TRANSCRIPT),
        (Kind.READOUT, "text/plain", SourceKind.PREPARED),
        (Kind.STORY, "text/plain", SourceKind.COPY),
        (Kind.BRIEFING, "text/vtt", SourceKind.RECORDING),
        (Kind.OTHER, "text/plain", SourceKind.OTHER),
    ],
)
def test_the_kind_of_a_source_is_that_of_the_paper(kind: Kind, media_type: str, expected: SourceKind) -> None:
    assert make_source(Findings(make_document("It was late.", kind=kind, media_type=media_type))).kind is expected


def test_the_turns_of_a_source_are_its_statements_and_what_is_passed_on_is_second_hand() -> None:
    text = "Farro said the pier was shut. The master said, the Courier wrote, that ice was near. Nobody said a word."
    own = make_statement(text, "the pier was shut", "Farro")
    told = make_statement(text, "ice was near", "The master", chain=(Link(Party("the Courier"), Relation.SAID),))
    silence = make_statement(text, "a word", "Nobody", notes=("negated",))
    source = make_source(Findings(make_document(text), statements=(own, told, silence)))
    assert [(turn.span.of(text), turn.speakers, turn.second_hand) for turn in source.turns] == [
        ("the pier was shut", ("Farro",), False),
        ("ice was near", ("The master",), True),
    ]


def test_somebody_who_speaks_of_his_own_words_is_not_at_second_hand() -> None:
    text = "Farro said they came to assure the town that there would be peace."
    outer = make_statement(text, "they came to assure the town that there would be peace", "Farro")
    inner = make_statement(text, "there would be peace", "Farro", parent=outer.id)
    assert [turn.second_hand for turn in make_source(Findings(make_document(text), statements=(outer, inner))).turns] == [False]


def test_a_paragraph_with_a_name_before_it_is_the_turn_of_that_speaker() -> None:
    text = "Radio Lorn, 3 March 2031\nAna Lund: We stay.\nthe port: it is shut\nDr. Tomas Bay: No."
    source = make_source(Findings(make_document(text)))
    assert [(turn.span.of(text), turn.speakers) for turn in source.turns] == [("We stay.", ("Ana Lund",)), ("No.", ("Dr. Tomas Bay",))]
