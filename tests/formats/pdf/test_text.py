"""PDF files: locked ones, scanned ones, and what they say of themselves."""

from __future__ import annotations

import zlib
from difflib import SequenceMatcher

import pypdfium2
import pytest

from memcon import limits
from memcon.errors import EmptyFile, Locked, Missing, OverLimit
from memcon.formats.pdf import ocr
from memcon.formats.pdf.text import PDF
from memcon.model.document import Document
from tests.hostile import bombs
from tests.samples import ledgers

PRINTED = ledgers.HERE / "pdf" / "two-columns.pdf"
STORY = (ledgers.HERE / "plain" / "harbour.txt").read_text(encoding="utf-8")


def read(data: bytes) -> Document:
    (document,) = PDF.read(data, origin="a.pdf", kind=None)
    return document


def scanned(dots: int = 200) -> bytes:
    """A PDF of one page that is a picture of a printed page."""
    bitmap = pypdfium2.PdfDocument(PRINTED)[0].render(scale=dots / 72, grayscale=True)
    grey = b"".join(bytes(bitmap.buffer)[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
    size = b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode" % (bitmap.width, bitmap.height)
    picture = bombs.stream(zlib.compress(grey), b"/Type /XObject /Subtype /Image " + size)
    page = bombs.page(more=b"/XObject << /I 5 0 R >>")
    draw = bombs.stream(b"612 0 0 792 0 0 cm /I Do")
    return bombs.pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: bombs.PAGES, 3: page, 4: draw, 5: picture})


@pytest.mark.skipif(ocr.installed() is None, reason="Tesseract is not installed")
def test_a_scanned_page_is_recognised_and_says_so() -> None:
    document = read(scanned())
    same = sum(b.size for b in SequenceMatcher(None, STORY.split(), document.text.split(), autojunk=False).get_matching_blocks())
    assert same >= 0.99 * len(STORY.split())
    assert [w.code for w in document.warnings] == ["recognised"]
    assert {s.page for s in document.sections} == {"1"}


def test_a_scanned_page_without_a_recogniser_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: None)
    with pytest.raises(Missing, match=r"^a\.pdf: .*apt install tesseract-ocr"):
        read(scanned(20))


def test_a_picture_without_a_recogniser_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: None)
    with pytest.raises(Missing, match="apt install tesseract-ocr"):
        ocr.SCAN.read((ledgers.HERE / "picture" / "page.png").read_bytes(), origin="a.png", kind=None)


def test_too_many_scanned_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OCR_PAGES", 0)
    with pytest.raises(OverLimit, match="OCR_PAGES"):
        read(scanned(20))


def test_a_locked_file_is_told() -> None:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: bombs.PAGES, 3: bombs.page(), 4: bombs.stream(b"BT ET")}
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00> <00>] /Size"
    with pytest.raises(Locked, match="password"):
        read(bombs.pdf(objects).replace(b"/Size", lock, 1))


def test_a_page_with_nothing_on_it_is_empty() -> None:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: bombs.PAGES, 3: bombs.page(), 4: bombs.stream(b"BT ET")}
    with pytest.raises(EmptyFile, match="no page of the PDF holds text"):
        read(bombs.pdf(objects))


def test_what_the_file_says_of_itself_is_in_the_header() -> None:
    header = read(PRINTED.read_bytes()).header
    assert header["author"] == "Desk"
    assert str(header["created"])[:2] == "20"
