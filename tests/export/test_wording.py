from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from memcon.export.outline import Entry
from memcon.export.wording import (
    VERBS,
    act_words,
    chain_text,
    content_text,
    date_words,
    details_of,
    header_rows,
    heading_parts,
    interval_words,
    marked_name,
    oddities,
    party_name,
    shown,
    stance_words,
)
from memcon.model.document import Kind, Part, Section, Warning
from memcon.model.ledger import Act, Failure, Findings, Interval, Link, Manner, Party, Polarity, Relation
from memcon.text import Span
from tests.fakes import make_cable, make_document, make_findings, make_statement, span_of

QUOTED = "“We wait,” said Imre Vasko. He called it “a poor joke.” ‘No ice,’ he said."
PARTY = Party("Imre Vasko", span_of(QUOTED, "Imre Vasko"))


def entry(**fields: object) -> Entry:
    return Entry(1, 0, make_statement(QUOTED, "No ice", PARTY, **fields))


def said(*words: str, text: str = QUOTED, quoted: bool = True, **fields: Any) -> str:
    spans = tuple(span_of(text, w) for w in words)
    return content_text(make_statement(text, words[0], PARTY, content=spans, quoted=spans if quoted else ()), make_document(text, **fields))


def test_every_act_has_its_verb() -> None:
    assert set(VERBS) == set(Act)


def test_a_whole_quotation_is_shown_in_its_printed_marks() -> None:
    assert said("We wait") == "“We wait”"
    assert said("No ice") == "‘No ice’"


def test_a_turn_without_marks_gets_none() -> None:
    assert said("VASKO WAITS", text="IMRE: VASKO WAITS", quoted=False) == "VASKO WAITS"


def test_a_mark_that_opens_inside_is_closed_as_printed() -> None:
    assert said("it “a poor joke", quoted=False) == "it “a poor joke”"


def test_two_marks_that_close_together_are_both_closed() -> None:
    assert said("He said, ‘Go,", text="“He said, ‘Go,’” Imre told us.") == "“He said, ‘Go,’”"


def test_a_mark_that_is_never_closed_stays_open() -> None:
    assert said("“twice and again", text="She wrote “twice and again. Imre slept.", quoted=False) == "“twice and again"


def test_words_of_others_between_two_pieces_become_an_ellipsis() -> None:
    assert said("We wait", "No ice") == "“We wait” … ‘No ice’"


def test_a_page_line_between_two_pieces_becomes_a_space() -> None:
    text = "the dam will\nPAGE 02 QUILL 00119\nhold"
    aside = Section(Part.ASIDE, span_of(text, "PAGE 02 QUILL 00119"))
    assert said("the dam will", "hold", text=text, quoted=False, sections=(aside,)) == "the dam will hold"


def test_a_hyphen_at_a_line_end_joins_the_word() -> None:
    text = "the embar-\ngo"
    assert said("the embar", "go", text=text, quoted=False, sections=(Section(Part.HYPHEN, Span(9, 11)),)) == "the embargo"


def test_a_quotation_over_two_paragraphs_keeps_its_stop_and_its_reopened_mark() -> None:
    assert said("Both wait", "So do I", text="“Both wait.\n\n“So do I,” said Imre.") == "“Both wait. “So do I”"


def test_a_pronoun_is_shown_behind_the_name() -> None:
    assert party_name(Party("Imre Vasko", span_of(QUOTED, "He")), QUOTED) == "Imre Vasko (“He”)"
    assert party_name(PARTY, QUOTED) == "Imre Vasko"
    assert party_name(Party("Imre Vasko"), QUOTED) == "Imre Vasko"


def test_who_is_inferred_and_who_is_doubtful_is_marked() -> None:
    assert marked_name(Party("Imre", why="inferred from the conversation"), QUOTED) == "Imre (inferred)"
    assert marked_name(Party("Imre", why="Imre may be Imre Vasko or Imre Toth"), QUOTED) == "Imre (?)"
    assert marked_name(Party(None, why="agentless passive"), QUOTED) == "nobody named"


@pytest.mark.parametrize(
    ("fields", "verb", "stance"),
    [
        ({}, "said", ""),
        ({"act": Act.WARN}, "warned", ""),
        ({"act": Act.DENY, "polarity": Polarity.DENIES}, "denied", "[denied]"),
        ({"act": Act.SAY, "polarity": Polarity.DENIES}, "said", "[denied]"),
        ({"act": Act.DOUBT, "polarity": Polarity.DOUBTS}, "doubted", "[doubted]"),
        ({"act": Act.REFUSE}, "refused", "[refused]"),
        ({"notes": ("negated",), "polarity": Polarity.DENIES}, "did not say", "[not said]"),
        ({"notes": ("negated",), "polarity": Polarity.DENIES, "act": Act.ASK}, "did not ask", "[not said]"),
        ({"notes": ("negated",), "polarity": Polarity.DENIES, "act": Act.REFUSE}, "would not say", "[not said]"),
    ],
)
def test_what_nobody_claims_never_looks_like_a_claim(fields: dict[str, object], verb: str, stance: str) -> None:
    row = entry(**fields)
    assert (act_words(row.statement), stance_words(row)) == (verb, stance)


def test_a_claim_inside_a_denial_is_marked() -> None:
    outer = make_statement(QUOTED, "We wait", PARTY, act=Act.DENY, polarity=Polarity.DENIES)
    assert stance_words(replace(entry(), inside=outer)) == "[inside what was denied]"


def test_the_chain_is_drawn_from_the_document_to_the_speaker() -> None:
    findings = make_findings()
    assert chain_text(findings.statements[0], findings.document) == "this story <- Kestrel Courier <- Odile Farro"
    assert chain_text(findings.statements[1], findings.document) == ""


def test_a_source_that_only_saw_it_says_so_and_a_hedge_stands_as_printed() -> None:
    saw = Link(Party("Courier"), Relation.SEEN_BY)
    hedge = Link(Party(None, why="a hedge: nobody is named"), Relation.REPORTEDLY, span_of(QUOTED, "called"))
    statement = make_statement(QUOTED, "No ice", PARTY, chain=(saw, hedge))
    assert chain_text(statement, make_document(QUOTED, kind=Kind.MINUTES)) == "these minutes <- Courier (saw it) <- “called” <- Imre Vasko"


def test_somebody_who_speaks_of_his_own_words_is_one_source() -> None:
    himself = Party("Imre Vasko", actor="a")
    statement = make_statement(QUOTED, "No ice", himself, chain=(Link(Party("Courier"), Relation.SAID), Link(himself, Relation.SAID)))
    assert chain_text(statement, make_document(QUOTED)) == "this story <- Courier <- Imre Vasko"


def test_the_details_say_all_that_is_known() -> None:
    statement = make_statement(
        QUOTED,
        "No ice",
        PARTY,
        cue=span_of(QUOTED, "he said"),
        when=Interval("2031-03-03", "2031-03-05"),
        where="Tarn",
        occasion="meeting",
        evidence=(span_of(QUOTED, "a poor joke"),),
        hedges=(span_of(QUOTED, "called"),),
        notes=("inferred", "of-my-own"),
    )
    assert details_of(statement, make_document(QUOTED)) == [
        "indirect",
        "cue “he said”",
        "when: 3 March 2031 to 5 March 2031",
        "where: Tarn",
        "occasion: meeting",
        "evidence: a poor joke",
        "hedged: called",
        "speaker inferred",
        "of-my-own",
    ]


def test_a_turn_is_called_a_turn() -> None:
    turn = make_statement(QUOTED, "No ice", PARTY, manner=Manner.DIRECT, cue=span_of(QUOTED, ","))
    assert details_of(turn, make_document(QUOTED)) == ["turn"]


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2031-03-04", "4 March 2031"),
        ("2031-03", "March 2031"),
        ("2031", "2031"),
        ("2031-19-04", "2031-19-04"),
        ("Tuesday", "Tuesday"),
        (None, ""),
        ("--", "--"),
        ("2031-3-٤", "2031-3-٤"),
    ],
)
def test_dates_in_words(iso: str | None, words: str) -> None:
    assert date_words(iso) == words


def test_one_day_is_one_date() -> None:
    assert interval_words(Interval("2031-03-03", "2031-03-03")) == "3 March 2031"


def test_the_heading_says_what_the_document_is() -> None:
    assert heading_parts(make_findings().document) == ["Story", "Lantern Wire", "4 March 2031", "by Ines Tolland"]


def test_header_fields_stand_in_the_order_of_a_cable() -> None:
    assert header_rows(make_cable()) == [
        ("from", "AMEMBASSY QUILL"),
        ("to", "SECSTATE WASHDC; AMEMBASSY TARN"),
        ("precedence", "immediate"),
        ("classification", "confidential"),
    ]


def test_a_subject_that_is_the_title_is_not_said_twice() -> None:
    header = MappingProxyType({"subject": "DAM AT TARN"})
    assert header_rows(replace(make_cable(), header=header)) == []


def test_a_name_is_one_line_with_nothing_that_a_terminal_obeys() -> None:
    assert shown("a\x1b[31m\n b\u202e") == "a\\u001b[31m b\\u202e"


def test_all_that_is_odd_is_said_once_with_its_place() -> None:
    findings = make_findings()
    doubtful = make_statement(findings.document.text, "ice was near", Party("Farro", why="Farro may be Odile Farro or Pia Farro"))
    failure = Failure("story.txt", "detect", "x", "a detector broke")
    rows = oddities(replace(findings, statements=(*findings.statements, doubtful, doubtful), failures=(failure,)))
    assert rows == (
        "line 4: Farro may be Odile Farro or Pia Farro",
        "line 6: nobody is named for “nobody”: the sentence names no speaker",
        "line 6: a quotation mark is never closed",
        "a detector broke",
    )


def test_what_the_reader_warned_of_and_what_it_could_not_place_is_odd() -> None:
    document = replace(make_cable(), warnings=(Warning("encoding-guess", "read as cp1252"),), header=MappingProxyType({"coverage": "0.80"}))
    assert oddities(Findings(document)) == ("20% of the text is neither header nor paragraph to memcon and was not read", "read as cp1252")


def test_what_is_inferred_is_not_odd() -> None:
    findings = make_findings()
    assert not any("inferred" in row for row in oddities(findings))
