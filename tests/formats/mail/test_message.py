"""The head and the parts of a mail."""

from __future__ import annotations

import pytest

from memcon.formats.mail.message import looks_like_mail, parse_mail
from memcon.formats.walk import walk
from memcon.model.document import Document

HEAD = b"From: Ines Roth <ines@harbour.example>\nTo: bo@ferry.example\nDate: Tue, 14 May 2024 09:30:00 +0200\nMessage-ID: <1@a.example>\n"


@pytest.mark.parametrize(
    ("data", "is_mail"),
    [
        (HEAD + b"\nHello.", True),
        (b"Received: from a\nSubject: x\n\nHello.", True),
        (b"From: the mayor\nTo: all\n\nGo home.", False),
        (b"TO: The Minister\nFROM: The Embassy\nDATE: 3 May\n\nText", False),
        (b"Dear Bo,\nFrom: what I hear", False),
    ],
)
def test_a_mail_is_told_from_a_memorandum_by_a_line_that_only_programs_write(data: bytes, *, is_mail: bool) -> None:
    assert looks_like_mail(data) is is_mail


def test_the_head_is_read() -> None:
    mail = parse_mail(HEAD + b"Subject: =?utf-8?q?Caf=C3=A9?=\nIn-Reply-To: <0@a.example>\n\nHello.", origin="a")
    assert (mail.sender, mail.to, mail.subject) == ("Ines Roth", ("bo@ferry.example",), "Café")
    assert (mail.sent, mail.date) == ("2024-05-14T09:30:00+02:00", "2024-05-14")
    assert (mail.message_id, mail.in_reply_to) == ("<1@a.example>", "<0@a.example>")


@pytest.mark.parametrize("date", [b"yesterday", b"Tue, 99 May 2024 99:99:99", b"=?x?q?y?=", b""])
def test_a_date_that_is_none_is_unknown(date: bytes) -> None:
    mail = parse_mail(b"From: a@b.example\nMessage-ID: <1@a.example>\nDate: " + date + b"\n\nHello.", origin="a")
    assert (mail.sent, mail.date) == (None, None)


def test_alternatives_are_read_once() -> None:
    parts = b"--b\nContent-Type: text/plain\n\nThe pier is shut.\n--b\nContent-Type: text/html\n\n<p>The pier is shut.</p>\n--b--\n"
    (row,) = walk(HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n" + parts, origin="a.eml")
    assert isinstance(row, Document)
    assert row.text == "The pier is shut."


def test_a_mail_with_html_alone_is_read_from_it() -> None:
    page = b"<html><body><p>The mayor said that the pier is shut until further notice.</p><p>Nobody left.</p></body></html>"
    (row,) = walk(HEAD + b"Content-Type: text/html\n\n" + page, origin="a.eml")
    assert isinstance(row, Document)
    assert "The mayor said that the pier is shut until further notice." in row.text
    assert (row.byline, row.published, row.media_type) == ("Ines Roth", "2024-05-14", "message/rfc822")


def test_a_forwarded_mail_is_an_attachment_with_the_mail_as_parent() -> None:
    inner = (
        b"From: Ada Quist <ada@ferry.example>\nMessage-ID: <2@a.example>\nDate: Mon, 13 May 2024 09:30:00 +0000\n\nTwo boilers cracked.\n"
    )
    parts = b"--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n" + inner + b"--b--\n"
    rows = list(walk(HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + parts, origin="a.eml"))
    outer, forwarded = rows
    assert isinstance(outer, Document)
    assert isinstance(forwarded, Document)
    assert (forwarded.origin, forwarded.byline, forwarded.parent) == ("a.eml#forwarded.eml", "Ada Quist", outer.id)


def test_two_attachments_of_one_name_stay_two() -> None:
    part = b'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\n%s\n'
    body = b"--b\nContent-Type: text/plain\n\nBoth.\n" + part % b"One said no." + part % b"Two said yes." + b"--b--\n"
    rows = list(walk(HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + body, origin="m"))
    assert [row.origin for row in rows] == ["m", "m#a.txt", "m#a.txt (2)"]
