"""Rows as stories: what strangers wrote in a row comes through as text, or as a failure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.archive.inputs.rows import day_of, has_text, row_file, wanted
from memcon.archive.plan import Columns
from memcon.formats.pages import one_line
from memcon.formats.sandbox import File
from memcon.formats.walk import walk
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure
from tests.archive.inputs.samples import USUAL, WORDS, read


def told(row: dict[str, Any], columns: Columns = USUAL) -> Document | Failure:
    """What comes of a row."""
    file = row_file(row, 7, "a.jsonl", columns=columns, kind=None)
    return read(file) if isinstance(file, File) else file


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>The mayor said <b>no</b> to it.</p><p>Nobody left.</p>", "Nobody left."),
        ("WARC/1.0\r\nWARC-Type: response\r\n\r\nThe mayor said no.", "The mayor said no."),
        ("From: ana@lorn.example\nTo: tomas@lorn.example\nSubject: Pier\n\nThe mayor said no.", "The mayor said no."),
        ('{"text": "The mayor said no."}', "The mayor said no."),
        ("%PDF-1.7 The mayor said no.", "%PDF-1.7 The mayor"),
        *(("x" * n + "\\ustar said the mayor", "ustar said the mayor") for n in range(185, 200)),
        ("&<TEI xmlns='http://www.tei-c.org/ns/1.0'> said the mayor", "http://www.tei-c.org/ns/1.0"),
        ("PK\x03\x04 The mayor said no.", "The mayor said no."),
        ("The \ud800mayor\udfff said no.", "The \ufffdmayor\ufffd said no."),
        ("The mayor\x00 said no.", "The mayor\ufffd said no."),
        ("The mayor said no. " * 550_000, "The mayor said no. The mayor"),
        ("a:" * 300_000, "a:a:a:"),
        ("The mayor said no.\u2028Nobody left.", "Nobody left."),
        ("🛳" * 1_000, "🛳🛳"),
    ],
)  # fmt: skip
def test_hostile_texts_come_through_as_one_text(text: str, seen: str) -> None:
    document = told({"text": text, "title": "Pier\x00 shut\ud800"})
    assert isinstance(document, Document)
    assert document.origin == "a.jsonl#row7"
    assert seen in document.text
    assert document.title == "Pier\ufffd shut\ufffd"


@given(
    text=st.text(st.characters(), max_size=200),
    title=st.none() | st.text(st.characters(), max_size=50),
    name=st.none() | st.text(max_size=50),
)
def test_any_text_comes_through_whole_or_is_told(text: str, title: str | None, name: str | None) -> None:
    row = told({"text": text, "title": title, "id": name})
    if isinstance(row, Document):
        assert row.origin.startswith("a.jsonl#")
        if "<" not in text:  # else markup may be taken off
            assert one_line(text) in one_line(row.text)
    else:
        assert row.code in ("empty", "over-limit")


def test_markup_in_which_no_text_is_found_is_told() -> None:
    row = told({"text": "<div>" * 20_000})
    assert isinstance(row, Failure)
    assert (row.origin, row.code) == ("a.jsonl#row7", "empty")


def test_the_same_row_is_the_same_document_in_any_file() -> None:
    row = {"text": WORDS, "id": "17"}
    first, second = (row_file(row, n, path, columns=USUAL, kind=None) for n, path in ((1, "a.jsonl"), (9, "b.parquet")))
    assert isinstance(first, File)
    assert isinstance(second, File)
    (one,), (other,) = (list(walk(file.untrusted_bytes, origin=file.origin)) for file in (first, second))
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert one.id == other.id


def test_the_kind_goes_with_the_row() -> None:
    file = row_file({"text": WORDS}, 1, "a.jsonl", columns=USUAL, kind=Kind.READOUT)
    assert isinstance(file, File)
    assert file.kind is Kind.READOUT


def test_columns_that_are_named_are_taken_and_no_others() -> None:
    columns = Columns(text="Corps", title="Titre", published="Jour", outlet="Journal", name="Nr")
    row = {
        "corps": WORDS,
        "Titre": "Pier",
        "Jour": "2024-08-14",
        "Journal": "Lorn Courier",
        "Nr": 5,
        "text": "no",
        "title": "no",
        "url": "no",
    }
    document = told(row, columns)
    assert isinstance(document, Document)
    assert (document.title, document.published, document.outlet) == ("Pier", "2024-08-14", "Lorn Courier")
    assert document.origin == "a.jsonl#5"
    assert WORDS in document.text


def test_the_first_usual_column_that_holds_something_is_taken() -> None:
    document = told(
        {"text": "", "Body": WORDS, "publisher": {"name": "Lorn Courier"}, "source": [], "published": None, "Date": "2024-08-14"}
    )
    assert isinstance(document, Document)
    assert (document.outlet, document.published) == ("Lorn Courier", "2024-08-14")
    assert document.text == WORDS


def test_only_columns_that_are_needed_are_wanted() -> None:
    assert wanted(["id", "text", "picture", "Title", "score"], USUAL) == ["Title", "id", "text"]
    assert not has_text(["id", "picture"], USUAL)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-08-14", "2024-08-14"),
        ("2024-08-14T23:30:00+02:00", "2024-08-14"),
        ("2024/08/14 06:00", "2024-08-14"),
        ("20240814", "2024-08-14"),
        (20240814, "2024-08-14"),
        ("20240814061500", "2024-08-14"),
        (1723615200, "2024-08-14"),
        (1723615200000, "2024-08-14"),
        ("1723615200.5", "2024-08-14"),
        ("Wed, 14 Aug 2024 06:00:00 GMT", "2024-08-14"),
        ("August 14, 2024", "2024-08-14"),
        (datetime(2024, 8, 14, 6, tzinfo=UTC), "2024-08-14"),
        (date(2024, 8, 14), "2024-08-14"),
        ("2024-13-45", None),
        ("20249999", None),
        ("14/08/24", None),
        ("yesterday", None),
        (7, None),
        (True, None),
        (None, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_day_of_times_as_tables_write_them(value: object, day: str | None) -> None:
    assert day_of(value) == day
