"""Web archives: pages with their outlet and day."""

from __future__ import annotations

import gzip

from memcon.formats.walk import walk
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.hostile import bombs

PAGE = b"<html><body><article><p>The mayor said that the pier was shut until noon.</p></article></body></html>"


def test_a_page_has_the_outlet_and_the_day_of_its_record() -> None:
    (row,) = walk(bombs.warc(PAGE), origin="a.warc")
    assert isinstance(row, Document)
    assert (row.origin, row.outlet, row.published) == ("a.warc#https://www.courier.example/a", "courier.example", "2024-05-14")


def test_encodings_of_the_web_are_undone() -> None:
    packed = bombs.warc(gzip.compress(PAGE), encoding=b"Content-Encoding: gzip\r\n")
    chunked = bombs.warc(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), encoding=b"Transfer-Encoding: chunked\r\n")
    for data in (packed, chunked, gzip.compress(bombs.warc(PAGE))):
        (row,) = walk(data, origin="a.warc")
        assert isinstance(row, Document)
        assert row.text == "The mayor said that the pier was shut until noon."


def test_errors_and_pictures_of_the_web_are_passed_over_and_the_rest_is_read() -> None:
    missing = bombs.warc(PAGE).replace(b"200 OK", b"404 No")
    picture = bombs.warc(b"\x89PNG").replace(b"text/html", b"image/png")
    assert [type(row) for row in walk(missing + picture + bombs.warc(PAGE), origin="a")] == [Document]


def test_an_archive_that_is_cut_is_read_to_the_cut_and_told() -> None:
    rows = list(walk(bombs.warc(PAGE) + bombs.warc(PAGE)[:-30], origin="a"))
    assert isinstance(rows[0], Document)
    assert isinstance(rows[-1], Failure)
    assert rows[-1].code == "broken"
    assert "cut short" in rows[-1].message


LONG = PAGE.replace(b"</p>", b"".join(b" Line %d of %d." % (n, n * 7919) for n in range(900)) + b"</p>")


def told_cut(data: bytes) -> tuple[Document, str]:
    """A page that is read as far as it goes, and what is said of it."""
    page, cut = walk(data, origin="a.warc")
    assert isinstance(page, Document)
    assert isinstance(cut, Failure)
    assert (cut.origin, cut.code) == (page.origin, "broken")
    return page, cut.message


def test_a_page_whose_packed_text_is_cut_is_read_to_the_cut_and_told() -> None:
    packed = gzip.compress(LONG)
    page, why = told_cut(bombs.warc(packed[: len(packed) // 2], encoding=b"Content-Encoding: gzip\r\n"))
    assert page.text.startswith("The mayor said")
    assert "ends in the middle" in why


def test_a_page_that_the_crawl_has_cut_is_told() -> None:
    cut = bombs.warc(PAGE).replace(b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type")
    assert "WARC-Truncated: length" in told_cut(cut)[1]


def test_a_page_packed_in_two_members_is_whole() -> None:
    packed = gzip.compress(LONG[:999]) + gzip.compress(LONG[999:])
    (page,) = walk(bombs.warc(packed, encoding=b"Content-Encoding: gzip\r\n"), origin="a.warc")
    assert isinstance(page, Document)


def test_an_archive_without_a_page_is_told() -> None:
    (row,) = walk(bombs.warc(PAGE).replace(b"200 OK", b"500 No"), origin="a")
    assert isinstance(row, Failure)
    assert row.code == "empty"
