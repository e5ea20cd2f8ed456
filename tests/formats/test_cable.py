"""Cables: header fields, page lines inside a sentence, broken words, whose voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.formats import read_bytes
from memcon.formats.cable_header import classification_of, read_header
from memcon.formats.cable_lines import is_aside, is_class_line
from memcon.model.document import Document, Kind, Part

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def old() -> Document:
    return read_bytes((EXAMPLES / "cable.txt").read_bytes(), origin="x")[0]


@pytest.fixture
def new() -> Document:
    return read_bytes((EXAMPLES / "cable-2000s.txt").read_bytes(), origin="x")[0]


def test_header_of_the_seventies(old: Document) -> None:
    assert old.kind is Kind.CABLE
    assert old.header["from"] == "AMEMBASSY PORT SALENE"
    assert old.header["info"] == ["AMEMBASSY LISBON", "AMCONSUL ANSELM"]
    assert (old.header["precedence"], old.header["classification"], old.header["caption"]) == ("priority", "confidential", ["limdis"])
    assert (old.header["sent"], old.published) == ("1976-06-21T14:30:00Z", "1976-06-21")
    assert old.header["tags"] == ["PFOR", "EFIS", "PO"]
    assert old.header["signed"] == "HOLLISTER"


def test_header_of_the_two_thousands(new: Document) -> None:
    assert new.header["number"] == "PORT SALENE 000088"
    assert new.header["refs"] == ["A. 06 PORT SALENE 431", "B. LISBON 82"]
    assert new.title == "DAM TALKS: MINISTER FERRO OPTIMISTIC, HER ENGINEERS LESS SO"


def test_page_line_is_set_aside_and_the_broken_word_is_whole(old: Document) -> None:
    hyphen = next(s for s in old.sections if s.part is Part.HYPHEN)
    assert hyphen.span.of(old.text).startswith("-\nCONFIDENTIAL")
    assert hyphen.span.of(old.text).endswith("PAGE 02 SALENE 00311 211540Z\n")
    holder = next(s for s in old.sections if s.part is Part.PARAGRAPH and s.span.holds(hyphen.span))
    assert holder.label == "1"


def test_summary_and_comment_have_their_voice(new: Document) -> None:
    voices = {s.label: s.voice for s in new.sections if s.part is Part.PARAGRAPH}
    assert voices == {"1": "summary", "2": None, "3": None, "4": "comment"}
    assert {s.classification for s in new.sections if s.label} == {"C", "SBU"}


def test_coverage_says_how_much_was_explained(old: Document, new: Document) -> None:
    assert float(str(old.header["coverage"])) >= 0.95
    assert float(str(new.header["coverage"])) >= 0.95


@pytest.mark.parametrize("line", ["CONFIDENTIAL", "C O N F I D E N T I A L", "UNCLAS SECTION 01 OF 02", "LIMITED OFFICIAL USE"])
def test_classification_lines(line: str) -> None:
    assert is_class_line(line)


@pytest.mark.parametrize("line", ["PAGE 02 SALENE 00311 211540Z", "BLA 0000001 003.2 OF 39", "NNNN", "SECRET"])
def test_lines_set_aside(line: str) -> None:
    assert is_aside(line)


@pytest.mark.parametrize("line", ["HE TURNED THE PAGE.", "SECRET TALKS FAILED", "1976"])
def test_lines_that_stay(line: str) -> None:
    assert not is_aside(line)


def test_all_fields_on_one_line() -> None:
    header = read_header(["P 091700Z SEP 08 FM AMEMBASSY SALENE TO SECSTATE WASHDC PRIORITY 0034 INFO AMEMBASSY LISBON 0056"])
    assert header["from"] == "AMEMBASSY SALENE"
    assert header["to"] == ["SECSTATE WASHDC PRIORITY 0034"]
    assert header["info"] == ["AMEMBASSY LISBON 0056"]


def test_second_block_of_references_is_kept() -> None:
    assert read_header(["REF: A. STATE 1", "     B. LIMA 2", "REF: C. QUITO 3"])["refs"] == ["A. STATE 1", "B. LIMA 2", "C. QUITO 3"]


def test_subject_over_two_lines() -> None:
    assert read_header(["SUBJECT: FISHING TALKS:", "THE NORTHERN BANKS"])["subject"] == "FISHING TALKS: THE NORTHERN BANKS"


def test_misspelt_precedence_is_understood() -> None:
    assert read_header(["TO SECSTATE WASHDC PRIOITY 12"])["precedence"] == "priority"


def test_classification_of_a_spaced_line() -> None:
    assert classification_of("C O N F I D E N T I A L SECTION 01 OF 02 SALENE 000012") == "confidential"


@pytest.mark.parametrize("opening", ["1. C) ", "1.(C) ", "1. (C) ", "¶1. (C) ", "1. "])
def test_malformed_paragraph_numbers(opening: str) -> None:
    text = f"FM AMEMBASSY SALENE\nTO SECSTATE WASHDC\nSUBJECT: BOATS\n\n{opening}The minister told us that the boats had left.\n"
    document = read_bytes(text.encode(), origin="x", kind=Kind.CABLE)[0]
    read = [s for s in document.sections if s.part is Part.PARAGRAPH]
    assert [s.label for s in read] == ["1"]
    assert read[0].span.of(document.text).endswith("The minister told us that the boats had left.")
