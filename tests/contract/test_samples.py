"""Each sample gives the ledger that stands beside it; those made from one text give the statements of that text."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pytest

from memcon.formats.pdf.ocr import installed
from memcon.formats.walk import recognise, walk
from memcon.language import Parser
from memcon.model.document import READ_PARTS, Document
from memcon.plugins import load_plugins
from tests.samples import ledgers

TWIN = ledgers.HERE / "plain" / "harbour.txt"
TWINS = [
    ledgers.HERE / name
    for name in (
        "docx/harbour.docx", "html/harbour.html", "odt/harbour.odt", "pdf/one-column.pdf", "pdf/two-columns.pdf", "picture/page.png",
        "tar/stories.tar.gz", "warc/harbour.warc", "zip/stories.zip",
    )
]  # fmt: skip
RECALL = 0.99


def sample(path: Path) -> object:
    """The sample as a parameter; pictures need a program that is no part of memcon."""
    needs = pytest.mark.skipif(path.parent.name == "picture" and installed() is None, reason="Tesseract is not installed")
    return pytest.param(path, id=path.name, marks=needs)


def documents(path: Path) -> list[Document]:
    """The documents of a sample that are twins of the text."""
    rows = list(walk(path.read_bytes(), origin=path.name))
    return [row for row in rows if isinstance(row, Document) and not row.origin.endswith(".md")]


def statements(ledger: str) -> list[str]:
    """The lines of the statements."""
    return [line for line in ledger.split("\n") if " | " in line]


@pytest.mark.parametrize("path", [sample(p) for p in ledgers.samples()])
def test_the_ledger_of_a_sample_is_the_one_beside_it(path: Path, parser: Parser) -> None:
    assert ledgers.ledger(ledgers.read(path, parser)) == ledgers.expected(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [sample(p) for p in TWINS])
def test_a_twin_has_the_statements_of_the_plain_text(path: Path) -> None:
    wanted = statements(ledgers.expected(TWIN).read_text(encoding="utf-8"))
    assert len(wanted) > 20
    assert statements(ledgers.expected(path).read_text(encoding="utf-8"))[: len(wanted)] == wanted


@pytest.mark.parametrize("path", [sample(p) for p in TWINS])
def test_the_words_of_a_twin_are_those_of_the_plain_text_in_order(path: Path) -> None:
    wanted = TWIN.read_text(encoding="utf-8").split()
    (document,) = documents(path)
    found = [w for s in document.sections if s.part in READ_PARTS for w in s.span.of(document.text).split()]
    same = sum(block.size for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks())
    assert same >= RECALL * len(wanted)


@pytest.mark.parametrize("path", [p for p in TWINS if p.suffix == ".pdf"], ids=lambda p: p.name)
def test_a_paragraph_of_a_pdf_stands_on_the_page_that_it_names(path: Path) -> None:
    opened = pypdfium2.PdfDocument(path)
    pages = {str(n): "".join(page.get_textpage().get_text_range().split()) for n, page in enumerate(opened, 1)}
    (document,) = documents(path)
    for section in document.sections:
        words = "".join(section.span.of(document.text).split()[:4])
        assert words in pages[section.page or ""]
    assert {s.page for s in document.sections} == set(pages)


@pytest.mark.parametrize("path", [p for p in TWINS if p.suffix == ".pdf"], ids=lambda p: p.name)
def test_running_titles_and_page_numbers_are_no_text(path: Path) -> None:
    (document,) = documents(path)
    assert "Salene Courier" not in document.text
    assert "confidential" not in document.text
    assert document.header["running_titles"] == ["The Salene Courier", "Private and confidential"]


def test_every_format_has_a_sample() -> None:
    named = {recognise(p.read_bytes(), origin=p.name).name for p in ledgers.samples()} | {"tar"}  # a packed tar holds one that is not
    assert named == {f.name for f in load_plugins("memcon.formats")}
