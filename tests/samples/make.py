"""Makes the samples that are bytes, from one text: `python -m tests.samples.make` (needs LibreOffice for ODT and PDF)."""

from __future__ import annotations

import io
import subprocess
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.samples.compound import outlook_mail

HERE = Path(__file__).parent
TEXT = HERE / "plain" / "harbour.txt"
PDFS = {"one-column": (1, 16), "two-columns": (2, 11)}
"""Columns, and the size of the type in points: the first runs over two pages."""


def paragraphs() -> list[str]:
    """The paragraphs of the text from which all are made."""
    return TEXT.read_text(encoding="utf-8").strip().split("\n\n")


def word(columns: int, size: int, *, running: bool) -> Any:
    """The text as a Word file, with a running title where wanted."""
    made = docx.Document()
    made.core_properties.author = "Desk"
    made.styles["Normal"].font.size = Pt(size)
    section = made.sections[0]
    if running:
        section.header.paragraphs[0].text = "The Salene Courier"
        section.footer.paragraphs[0].text = "Private and confidential"
    section._sectPr.xpath("./w:cols")[0].set(qn("w:num"), str(columns))
    for paragraph in paragraphs():
        made.add_paragraph(paragraph)
    return made


def convert(source: Path, ending: str, folder: Path) -> None:
    """The file in another format, by LibreOffice."""
    subprocess.run(["soffice", "--headless", "--convert-to", ending, "--outdir", str(folder), str(source)], check=True, capture_output=True)


def main() -> None:
    """Write all of them."""
    word(1, 11, running=False).save(HERE / "docx" / "harbour.docx")
    convert(HERE / "docx" / "harbour.docx", "odt", HERE / "odt")
    for name, (columns, size) in PDFS.items():
        draft = HERE / "pdf" / f"{name}.docx"
        word(columns, size, running=True).save(draft)
        convert(draft, "pdf", HERE / "pdf")
        draft.unlink()
    _picture()
    _page()
    _archives()
    _warc()
    _mail()


def _picture() -> None:
    page = pypdfium2.PdfDocument(HERE / "pdf" / "two-columns.pdf")[0]
    page.render(scale=200 / 72, grayscale=True).to_pil().save(HERE / "picture" / "page.png", optimize=True)


def _page() -> None:
    body = "\n".join(f"<p>{p}</p>" for p in paragraphs())
    page = (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>Salene Courier</title></head>\n<body><article>\n{body}\n</article></body></html>\n'
    )
    (HERE / "html" / "harbour.html").write_text(page, encoding="utf-8")


def _archives() -> None:
    story = TEXT.read_bytes()
    with zipfile.ZipFile(HERE / "zip" / "stories.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/harbour.txt", story)
        archive.writestr("pier.md", (HERE / "markdown" / "pier.md").read_bytes())
    with tarfile.open(HERE / "tar" / "stories.tar.gz", "w:gz") as packed:
        entry = tarfile.TarInfo("a/harbour.txt")
        entry.size = len(story)
        packed.addfile(entry, io.BytesIO(story))


def _warc() -> None:
    page = b"".join(f"<p>{p}</p>".encode() for p in paragraphs())
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><article>" + page + b"</article></body></html>"
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        "WARC-Target-URI: https://www.courier.example/harbour\r\nWARC-Date: 2024-05-14T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    (HERE / "warc" / "harbour.warc").write_bytes(head.encode() + http + b"\r\n\r\n")


def _mail() -> None:
    words = (
        "Dear Bo,\r\n\r\nMinister Lena Harth told reporters on Monday that the ferry would sail in June.\r\n\r\n"
        "-----Original Message-----\r\nFrom: Tomas Bay\r\nSent: 11 May 2024\r\nTo: Ines Roth\r\nSubject: Boilers\r\n\r\n"
        "The inspector said that two boilers had cracked.\r\n"
    )
    texts = {"0037": "Ferry", "0C1A": "Ines Roth", "0C1F": "ines@harbour.example", "0E04": "Bo Lind; Desk", "1000": words}
    made = outlook_mail(texts, datetime(2024, 5, 14, 9, 30, tzinfo=UTC), {"note.txt": b"The port office said that the pier was closed.\n"})
    (HERE / "msg" / "ferry.msg").write_bytes(made)


if __name__ == "__main__":
    main()
