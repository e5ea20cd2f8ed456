"""Rows with a text."""

from __future__ import annotations

import pytest

from memcon.errors import BrokenMarkup, EmptyFile
from memcon.formats.records.tables import CSV, JSON_LINES


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_seen(separator: str) -> None:
    head, row = separator.join(("id", "Headline", "Body")), separator.join(("7", "Pier shut", "Nobody left."))
    (document,) = CSV.read(f"{head}\r\n{row}\r\n".encode(), origin="a.csv", kind=None)
    assert (document.origin, document.title, document.text) == ("a.csv#row2", "Pier shut", "Pier shut\n\nNobody left.")


def test_a_text_may_run_over_lines_and_hold_separators() -> None:
    data = b'text,source\n"The mayor, Ana Lund, said ""no"".\n\nNobody left.",Courier\n'
    (document,) = CSV.read(data, origin="a.csv", kind=None)
    assert document.text == 'The mayor, Ana Lund, said "no".\n\nNobody left.'
    assert document.outlet == "Courier"


def test_rows_keep_their_numbers_when_one_is_empty() -> None:
    assert [d.origin for d in CSV.read(b"id,text\n1,No.\n2,\n3,Yes.\n", origin="a", kind=None)] == ["a#row2", "a#row4"]


@pytest.mark.parametrize("data", [b"id,text\n1,\n", b"id,text\n"])
def test_a_table_without_text_is_told(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        CSV.read(data, origin="a", kind=None)


@pytest.mark.parametrize("head", [b"Text is a word, she said\n", b"a,b,c\n1,2,3\n", b"The text, the body, the story.\n", b"text\nhello\n"])
def test_prose_and_other_tables_are_not_taken(head: bytes) -> None:
    assert not CSV.sniff(head)


def test_lines_of_json_are_rows_and_a_broken_one_is_named() -> None:
    good = b'{"title": "Pier", "text": "Nobody left."}\n'
    assert [d.origin for d in JSON_LINES.read(good * 2, origin="a", kind=None)] == ["a#row1", "a#row2"]
    with pytest.raises(BrokenMarkup, match=r"^a#row2: "):
        JSON_LINES.read(good + b'{"text": \n', origin="a", kind=None)
