"""Files made to break readers, each built when it is needed: none is kept in the repository."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from tests.samples.compound import compound_file, outlook_mail

MEBIBYTE = 1024 * 1024
SECRET = "the password is osprey"
WORDS = b"The mayor said that the gate was shut.\n"

Builder = Callable[[], bytes]


# ── archives ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of the entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zip_of_zeros() -> bytes:
    """Two hundred MiB in two hundred KiB."""
    return zipped([("zeros.txt", bytes(200 * MEBIBYTE))])


def zip_of_many() -> bytes:
    """Twenty thousand entries."""
    return zipped((f"{n}.txt", b"a") for n in range(20_000))


def zip_in_zip() -> bytes:
    """Ten archives in one another."""
    data = zipped([("a.txt", WORDS)])
    for n in range(10):
        data = zipped([(f"{n}.zip", data)])
    return data


def zip_that_lies() -> bytes:
    """Headers that promise ten bytes in front of fifty MiB."""
    data = bytearray(zipped([("a.txt", bytes(50 * MEBIBYTE))]))
    ten = struct.pack("<I", 10)
    data[22:26] = ten
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = ten
    return bytes(data)


def zip_that_overlaps() -> bytes:
    """Nine hundred names for one packed MiB."""
    one = zipped([("a.txt", WORDS * 25_000)])
    central, end = one.rindex(b"PK\x01\x02"), one.rindex(b"PK\x05\x06")
    entry = one[central:end]
    return one[:central] + entry * 900 + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 900, 900, len(entry) * 900, central, 0)


def gzip_of_zeros() -> bytes:
    """Five hundred MiB of zeros in half a MiB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(bytes(MEBIBYTE)) for _ in range(512)), packer.flush()])


def gzip_in_gzip() -> bytes:
    """Ten layers."""
    data = WORDS
    for _ in range(10):
        data = gzip.compress(data)
    return data


def bzip_of_zeros() -> bytes:
    """Three hundred MiB in two hundred bytes."""
    return bz2.compress(bytes(300 * MEBIBYTE))


def xz_of_zeros() -> bytes:
    """Three hundred MiB in fifty KiB."""
    return lzma.compress(bytes(300 * MEBIBYTE), preset=0)


def tar_that_lies() -> bytes:
    """A header that promises a terabyte."""
    entry = tarfile.TarInfo("a.txt")
    entry.size = 1 << 40
    return entry.tobuf(tarfile.GNU_FORMAT) + WORDS.ljust(1024, b"\0")


def tar_of_holes() -> bytes:
    """A sparse file of a terabyte with one block in it."""
    entry = tarfile.TarInfo("holes.txt")
    entry.size = 512
    head = bytearray(entry.tobuf(tarfile.GNU_FORMAT))
    head[156:157] = b"S"
    head[386:398], head[398:410] = b"00000000000\0", b"00000001000\0"
    head[482:483], head[483:495] = b"\0", b"\x80\0\0\0\0\0\x01" + bytes(5)
    head[148:156] = b" " * 8
    head[148:156] = f"{sum(head):06o}\0 ".encode()
    return bytes(head) + bytes(512) + bytes(1024)


# ── office files ─────────────────────────────────────────────────────────────────────────────────────────────────────

WORD_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
WORD_LINKS = (
    b'<?xml version="1.0"?>%s<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
WORD_BODY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p>'
    b"</w:body></w:document>"
)


def word(body: bytes, *, doctype: bytes = b"", links: bytes = b"") -> bytes:
    """A Word file with the words in its body."""
    return zipped(
        [
            ("[Content_Types].xml", WORD_TYPES),
            ("_rels/.rels", WORD_LINKS % links),
            ("word/document.xml", b'<?xml version="1.0"?>' + doctype + WORD_BODY % body),
        ]
    )


def open_document(body: bytes, *, doctype: bytes = b"") -> bytes:
    """An OpenDocument text with the words in its body."""
    content = (
        b'<?xml version="1.0"?>' + doctype + b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>' + body + b"</text:p>"
        b"</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return out.getvalue()


LAUGHS = b"<!DOCTYPE a [<!ENTITY a0 'ha'>%s]>" % b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 11))


def word_of_blanks() -> bytes:
    """Three hundred MiB of XML in three hundred KiB."""
    return word(b" " * (300 * MEBIBYTE))


def word_of_empty_paragraphs() -> bytes:
    """Sixty MiB of small elements, which take many times their size in memory."""
    return word(b"</w:t></w:r></w:p>" + b"<w:p/>" * 10_000_000 + b"<w:p><w:r><w:t>")


def rtf_of_braces() -> bytes:
    """A hundred thousand groups in one another."""
    return b"{\\rtf1 " + b"{" * 100_000 + b"The mayor said no." + b"}" * 100_001


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pdf(objects: dict[int, bytes], *, loops: bool = False) -> bytes:
    """A PDF of the objects; the first is the catalogue. Its table of places names itself as the one before where it loops."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, at) for n, at in places.items()))
    back = b"/Prev %d" % start if loops else b""
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, back, start))
    return out.getvalue()


def stream(body: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n" % (len(body), more) + body + b"\nendstream"


PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def page(*, box: bytes = b"[0 0 612 792]", more: bytes = b"") -> bytes:
    """A page whose words are object 4."""
    return b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R /Resources << " + FONT + more + b" >> >>"


def pdf_of_filters() -> bytes:
    """Two hundred MiB behind two filters."""
    body = zlib.compress(zlib.compress(bytes(200 * MEBIBYTE), 9), 9)
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: PAGES, 3: page(), 4: stream(body, b"/Filter [/FlateDecode /FlateDecode]")})


def pdf_of_runs() -> bytes:
    """Runs in runs in runs."""
    body = zlib.compress((b"\x81\x20" * 2_000_000) + b"\x80", 9)
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: PAGES, 3: page(), 4: stream(body, b"/Filter [/FlateDecode /RunLengthDecode]")})


def pdf_that_loops_back() -> bytes:
    """A table of places that names itself as the one before."""
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: PAGES, 3: page(), 4: stream(b"BT ET")}, loops=True)


def pdf_that_draws_itself() -> bytes:
    """A form that draws itself."""
    form = stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Resources << /XObject << /X 5 0 R >> >>")
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: PAGES,
            3: page(more=b"/XObject << /X 5 0 R >>"),
            4: stream(b"/X Do"),
            5: form,
        }
    )


def pdf_of_looped_pages() -> bytes:
    """A tree of pages that is its own child."""
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>"})


def pdf_of_a_million_pages() -> bytes:
    """A count of pages that lies."""
    return pdf(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>", 3: page(), 4: stream(b"BT ET")}
    )


def pdf_of_six_thousand_pages() -> bytes:
    """As many leaves, all of them there."""
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 6_010))
    leaves = dict.fromkeys(range(10, 6010), b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [" + kids + b"] /Count 6000 >>", **leaves})


def pdf_of_a_vast_page() -> bytes:
    """A picture on a page of a hundred square kilometres."""
    picture = stream(b"\x00" * 3, b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB")
    drawn = page(box=b"[0 0 9000000 9000000]", more=b"/XObject << /I 5 0 R >>")
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: PAGES, 3: drawn, 4: stream(b"9000000 0 0 9000000 0 0 cm /I Do"), 5: picture})


# ── markup ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TEI = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="document" n="1"><p>%s</p></div></body></text></TEI>'


def tei_that_laughs() -> bytes:
    """A billion laughs."""
    return LAUGHS + TEI % b"&a10;"


def tei_of_squares() -> bytes:
    """One long entity, named many times."""
    return b"<!DOCTYPE a [<!ENTITY a '" + b"a" * 100_000 + b"'>]>" + TEI % (b"&a;" * 100_000)


def tei_in_depth() -> bytes:
    """Twenty thousand elements in one another."""
    return TEI % (b"<hi>" * 20_000 + b"The mayor said no." + b"</hi>" * 20_000)


def html_in_depth() -> bytes:
    """Two hundred thousand elements in one another, none closed."""
    return b"<html><body>" + b"<div>" * 200_000 + b"<p>The mayor said that the gate was shut.</p>"


def html_of_attributes() -> bytes:
    """A million attributes."""
    return b"<html><body><p " + b"".join(b"a%d=1 " % n for n in range(1_000_000)) + b">The mayor said no.</p></body></html>"


def html_in_one_line() -> bytes:
    """Fifty MiB without a line end."""
    return b"<html><body><p>" + b"x" * (50 * MEBIBYTE) + b"</p></body></html>"


def markdown_of_brackets() -> bytes:
    """Every mark of Markdown, never closed."""
    return b"# A\n\n" + b"[" * 50_000 + b"*a_" * 50_000 + b"\n\n" + b">" * 50_000 + b" a\n"


# ── mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD = b"From: Ines Roth <ines@harbour.example>\nTo: Bo Lind <bo@ferry.example>\nMessage-ID: <1@harbour.example>\nMIME-Version: 1.0\n"


def mail_in_depth(depth: int = 2_000) -> bytes:
    """Multiparts in one another."""
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return HEAD + opened + b"Content-Type: text/plain\n\nThe mayor said no.\n" + b"".join(b"--b%d--\n" % n for n in reversed(range(depth)))


def mail_in_mail(depth: int = 40) -> bytes:
    """Mails attached to one another."""
    data = HEAD + b"Content-Type: text/plain\n\nThe mayor said no.\n"
    for n in range(depth):
        data = HEAD + b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\nContent-Type: message/rfc822\n\n' % (n, n) + data
        data += b"\n--b%d--\n" % n
    return data


def mail_of_many_parts() -> bytes:
    """A hundred thousand parts."""
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\na\n" * 100_000 + b"--b--\n"


def mail_of_head() -> bytes:
    """A head of ten MiB."""
    return HEAD + b"Subject: " + b"a" * (10 * MEBIBYTE) + b"\n\nThe mayor said no.\n"


def mbox_of_many() -> bytes:
    """Three thousand mails."""
    return b"".join(b"From a Tue May 14 09:30:00 2024\n" + HEAD + b"\nThe mayor said no.\n\n" for _ in range(3_000))


def msg_that_loops() -> bytes:
    """A table of sectors in which each sector follows itself."""
    good = bytearray(outlook_mail({"1000": "The mayor said no." * 1_000}, datetime(2024, 5, 14, tzinfo=UTC), {}))
    fat = struct.unpack_from("<I", good, 76)[0]
    at = 512 * (fat + 1)
    good[at : at + 512] = b"".join(struct.pack("<I", n) for n in range(128))
    return bytes(good)


def msg_without_a_mail() -> bytes:
    """A compound file that holds something else."""
    return compound_file({"WordDocument": b"The mayor said no." * 400})


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def json_of_brackets() -> bytes:
    """A hundred thousand lists in one another."""
    return b'{"headline": "a", "body_text": ' + b"[" * 100_000


def json_of_digits() -> bytes:
    """A number of five thousand digits."""
    return b'{"headline": "a", "n": ' + b"9" * 5_000 + b', "body_text": "The mayor said no."}'


def json_of_stories() -> bytes:
    """Thirty thousand stories."""
    return json.dumps([{"headline": "a", "body_text": "No."}] * 30_000).encode()


def table_of_columns() -> bytes:
    """A table with two hundred thousand columns."""
    return b"text," + b",".join(b"c%d" % n for n in range(200_000)) + b"\nThe mayor said no.\n"


def table_of_rows() -> bytes:
    """Thirty thousand rows."""
    return b"id,text\n" + b"1,No.\n" * 30_000


def subtitles_of_cues() -> bytes:
    """Two hundred thousand cues without an end mark, and a label that never ends."""
    return b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\naye\n\n" * 200_000 + b"00:01.000 --> 00:02.000\n" + b"A. " * 100_000 + b"\n"


def warc(body: bytes, *, encoding: bytes = b"", length: int | None = None) -> bytes:
    """A web archive of one page."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + encoding + b"\r\n" + body
    told = len(http) if length is None else length
    head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://www.courier.example/a\r\n"
    return (
        head
        + b"WARC-Date: 2024-05-14T08:00:00Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % told
        + http
        + b"\r\n\r\n"
    )


def warc_of_zeros() -> bytes:
    """A page that its encoding blows up."""
    return warc(gzip_of_zeros(), encoding=b"Content-Encoding: gzip\r\n")


def warc_that_lies() -> bytes:
    """A record that promises a terabyte."""
    return warc(b"<html><body><p>The mayor said no.</p></body></html>", length=1 << 40)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def picture_of_nothing() -> bytes:
    """A PNG of ten thousand million points."""
    head = struct.pack(">II5B", 100_000, 100_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(head), b"IHDR") + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
