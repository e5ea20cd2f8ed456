"""Mails that try to put words into a mouth: one address is one person, a line end in a name begins no header."""

from __future__ import annotations

from base64 import b64encode

import pytest

from memcon.formats.walk import walk
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.hostile import bombs

REST = b"Message-ID: <1@harbour.example>\nSubject: Pier\n\nThe pier is shut.\n"


def header(lines: bytes) -> dict[str, object]:
    """What memcon takes from the head of a mail with the lines."""
    (row,) = walk(lines + REST, origin="a.eml")
    assert isinstance(row, Document)
    return dict(row.header)


@pytest.mark.parametrize(
    "word",
    [
        b"=?utf-8?q?A=0D=0ATo=3A_ceo=40bank.example?=",
        b"=?utf-8?b?" + b64encode(b"A\r\nTo: ceo@bank.example") + b"?=",
        b"=?utf-8?b?" + b64encode("A\u2028To: ceo@bank.example".encode()) + b"?=",
        b"=?utf-8?b?" + b64encode("A\u0085From: ceo@bank.example".encode()) + b"?=",
        b"=?utf-8?b?" + b64encode(b"A\x00From: ceo@bank.example") + b"?=",
    ],
    ids=["line end", "line end in base64", "line separator", "next line", "nul"],
)
def test_an_encoded_line_end_forges_no_header(word: bytes) -> None:
    told = header(b"From: " + word + b" <ines@harbour.example>\nTo: bo@ferry.example\n")
    assert told["to"] == ["bo@ferry.example"]
    assert isinstance(told["from"], str)
    assert told["from"].startswith("A ")
    assert told["from"].isprintable()


@pytest.mark.parametrize(
    "word",
    [
        b"=?utf-8?q?Bo=2C_ceo=40bank=2Eexample?=",
        b"=?utf-8?q?Bo=22=2C_=22Boss=22_=3Cceo=40bank=2Eexample=3E?=",
        b'"Lind, Bo"',
    ],
    ids=["comma", "marks and a comma", "comma in marks"],
)
def test_a_comma_in_a_name_makes_no_second_recipient(word: bytes) -> None:
    told = header(b"From: ines@harbour.example\nTo: " + word + b" <bo@ferry.example>\n")
    assert isinstance(told["to"], list)
    assert len(told["to"]) == 1


def test_a_folded_head_is_one_line() -> None:
    told = header(b"From: ines@harbour.example\nTo: Bo Lind\n <bo@ferry.example>,\n\tAda Quist <ada@ferry.example>\n")
    assert told["to"] == ["Bo Lind", "Ada Quist"]


def test_the_first_of_two_writers_counts_and_the_rest_forge_nobody() -> None:
    told = header(b"From: Ines Roth <ines@harbour.example>\nFrom: ceo@bank.example\nTo: bo@ferry.example\n")
    assert told["from"] == "Ines Roth"


def test_a_head_in_the_body_is_body() -> None:
    rows = list(
        walk(bombs.HEAD + b"\nFrom: ceo@bank.example\nTo: all@bank.example\nCc: x@bank.example\n\nThe pier is shut.\n", origin="a.eml")
    )
    (row,) = rows
    assert isinstance(row, Document)
    assert (row.header["from"], row.byline) == ("Ines Roth", "Ines Roth")
    assert row.header["to"] == ["Bo Lind"]
    assert "cc" not in row.header


def test_twenty_parts_in_one_another_are_read_and_more_are_told() -> None:
    (read,) = walk(bombs.mail_in_depth(18), origin="a.eml")
    (refused,) = walk(bombs.mail_in_depth(30), origin="a.eml")
    assert isinstance(read, Document)
    assert "The mayor said no." in read.text
    assert isinstance(refused, Failure)
    assert "MAIL_NESTING" in refused.message


def test_an_attachment_that_breaks_costs_neither_the_mail_nor_the_next_one() -> None:
    parts = (b"\x7fELF" + bytes(600), b"Mayor Ana Lund said that the gate was shut.")
    body = b"".join(
        b'--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="%d"\n\n'
        % n
        + b64encode(part)
        + b"\n"
        for n, part in enumerate(parts)
    )
    data = bombs.HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSee both.\n' + body + b"--b--\n"
    rows = list(walk(data, origin="a.eml"))
    assert [(type(row).__name__, row.origin) for row in rows] == [("Document", "a.eml"), ("Failure", "a.eml#0"), ("Document", "a.eml#1")]
    mail, _, note = rows
    assert isinstance(mail, Document)
    assert isinstance(note, Document)
    assert note.parent == mail.id
