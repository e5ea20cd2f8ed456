"""XML that asks for files, for the network, or for more text than there is: nothing is fetched, nothing expanded."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.formats.walk import walk
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.hostile import bombs
from tests.hostile.bombs import SECRET


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that must not be read."""
    file = tmp_path / "secret.txt"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port on this machine that must not be called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server
        with pytest.raises(TimeoutError):
            server.accept()


def address(listener: socket.socket) -> bytes:
    return b"http://127.0.0.1:%d/a.dtd" % listener.getsockname()[1]


def doctypes(secret: Path, listener: socket.socket) -> dict[str, bytes]:
    """Every way in which a DOCTYPE asks for something."""
    file, web = secret.as_uri().encode(), address(listener)
    return {
        "file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "' + file + b'">]>',
        "web": b'<!DOCTYPE a [<!ENTITY x SYSTEM "' + web + b'">]>',
        "external subset": b'<!DOCTYPE a SYSTEM "' + web + b'">',
        "parameter": b'<!DOCTYPE a [<!ENTITY % p SYSTEM "' + web + b'"> %p; <!ENTITY x "a">]>',
        "laughs": bombs.LAUGHS.replace(b"a10", b"x"),
    }


def carriers(doctype: bytes) -> dict[str, bytes]:
    """The DOCTYPE in each format that is XML, with the entity in its text."""
    page = b"<html><head><title>a</title></head><body><p>The mayor said that the gate was shut. &x;</p></body></html>"
    return {
        "tei": doctype + bombs.TEI % b"The mayor said no. &x;",
        "tei in utf-16": (doctype + bombs.TEI % b"The mayor said no. &x;").decode().encode("utf-16"),
        "tei in utf-16 without a mark": b'<?xml version="1.0"?>'.decode().encode("utf-16-le")
        + (doctype + bombs.TEI % b"The mayor said no. &x;").decode().encode("utf-16-le"),
        "html": doctype + page,
        "docx": bombs.word(b"The mayor said no. &x;", doctype=doctype),
        "docx links": bombs.word(b"The mayor said no.", links=doctype),
        "odt": bombs.open_document(b"The mayor said no. &x;", doctype=doctype),
        "plain": doctype + b"<a>&x;</a>",
    }


@pytest.mark.parametrize("carrier", list(carriers(b"")))
@pytest.mark.parametrize("kind", ["file", "web", "external subset", "parameter", "laughs"])
def test_no_entity_is_fetched_or_expanded(kind: str, carrier: str, secret: Path, listener: socket.socket) -> None:
    rows = list(walk(carriers(doctypes(secret, listener)[kind])[carrier], origin="evil"))
    assert rows
    for row in rows:
        told = row.message if isinstance(row, Failure) else row.text
        assert SECRET not in told
        assert told.count("ha") < 20
        assert not isinstance(row, Failure) or row.stage == "open"


@pytest.mark.parametrize("carrier", ["tei", "tei in utf-16", "docx", "docx links", "odt"])
def test_a_file_with_entities_of_its_own_is_refused_with_the_reason(carrier: str) -> None:
    (row,) = walk(carriers(bombs.LAUGHS)[carrier], origin="evil")
    assert isinstance(row, Failure)
    assert row.code == "markup"


def test_an_inclusion_is_not_followed(secret: Path) -> None:
    body = (
        b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="' + secret.as_uri().encode() + b'" parse="text"/>The mayor said no.'
    )
    rows = list(walk(bombs.TEI % body, origin="evil"))
    assert all(SECRET not in (row.text if isinstance(row, Document) else row.message) for row in rows)


def test_a_page_loads_nothing(secret: Path, listener: socket.socket) -> None:
    web = address(listener)
    page = (
        b'<html><head><base href="' + web + b'"><meta http-equiv="refresh" content="0;url=' + web + b'"><link rel="stylesheet" href="'
        + web + b'"><script src="' + web + b'"></script></head><body><article><p>The mayor said that the gate was shut until noon.</p>'
        b'<p><img src="' + web + b'"><iframe src="' + secret.as_uri().encode() + b'"></iframe></p></article></body></html>'
    )  # fmt: skip
    (row,) = walk(page, origin="evil.html")
    assert isinstance(row, Document)
    assert SECRET not in row.text
    assert "The mayor said that the gate was shut until noon." in row.text


def test_a_word_file_loads_no_picture_and_no_template(listener: socket.socket) -> None:
    links = b""
    data = bombs.zipped(
        [
            ("[Content_Types].xml", bombs.WORD_TYPES),
            ("_rels/.rels", bombs.WORD_LINKS % links),
            ("word/document.xml", bombs.WORD_BODY % b"The mayor said no."),
            (
                "word/_rels/document.xml.rels",
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
                b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="External" '
                b'Target="' + address(listener) + b'"/></Relationships>',
            ),
        ]
    )
    (row,) = walk(data, origin="evil.docx")
    assert isinstance(row, Document)
    assert row.text == "The mayor said no."
