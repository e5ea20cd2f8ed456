"""Makes the samples that are bytes, from one text: `python -m tests.samples.make` (needs LibreOffice for ODT and PDF)."""

from __future__ import annotations

import io
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.oxml.ns import qn

HERE = Path(__file__).parent
TEXT = HERE / "plain" / "harbour.txt"
PDFS = {"one-column": 1, "two-columns": 2}


def paragraphs() -> list[str]:
    """The paragraphs of the text from which all are made."""
    return TEXT.read_text(encoding="utf-8").strip().split("\n\n")


def word(columns: int, *, running: bool) -> Any:
    """The text as a Word file, with a running title where wanted."""
    made = docx.Document()
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
    word(1, running=False).save(HERE / "docx" / "harbour.docx")
    convert(HERE / "docx" / "harbour.docx", "odt", HERE / "odt")
    for name, columns in PDFS.items():
        draft = HERE / "pdf" / f"{name}.docx"
        word(columns, running=True).save(draft)
        convert(draft, "pdf", HERE / "pdf")
        draft.unlink()
    _picture()
    _archives()
    _warc()


def _picture() -> None:
    page = pypdfium2.PdfDocument(HERE / "pdf" / "one-column.pdf")[0]
    page.render(scale=200 / 72, grayscale=True).to_pil().save(HERE / "picture" / "page.png", optimize=True)


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


if __name__ == "__main__":
    main()
