"""The pages of a PDF beside its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from memcon.formats.pdf.png import picture_size
from memcon.formats.pdf.text import PDF
from memcon.model.contract import to_dict
from memcon.model.ledger import Findings
from memcon.store import open_case
from memcon.web.rooms.reader.sheet import sheet_of
from tests.fakes import make_statement
from tests.formats.pdf.drawn import page_of
from tests.web.conftest import Workbench, served
from tests.web.rooms.readers import HTMX

WORDS = "The minister said that the pier was shut for the winter"
PRINTED = page_of(WORDS)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., tuple[Workbench, str, str]]]:
    """Puts the PDF into a case, its bytes kept or not, and serves it: the workbench, the document, its statement."""
    benches = []

    def put_in(*, kept: bool, origin: str = "nowhere/pier.pdf") -> tuple[Workbench, str, str]:
        document = PDF.read(PRINTED, origin=origin, kind=None)[0]
        statement = make_statement(document.text, "the pier was shut", "The minister")
        with open_case(tmp_path / "pier.memcon", create=True) as case:
            case.add(to_dict(Findings(document, (), (statement,))), signature="by hand")
            if kept:
                case.keep_original(sha256(PRINTED).hexdigest(), PRINTED)
        benches.append(served(tmp_path / "pier.memcon"))
        return benches[-1].__enter__(), document.id, statement.id

    yield put_in
    for bench in benches:
        bench.__exit__(None, None, None)


def test_a_page_is_drawn_with_the_words_of_the_statement_marked(serve: Callable[..., tuple[Workbench, str, str]]) -> None:
    bench, key, statement = serve(kept=True)
    with bench.client() as client:
        page = client.get(f"/documents/{key}/pages?statement={statement}", headers=HTMX).text
        png = client.get(f"/documents/{key}/pages/1.png?width=300")
    assert "page 1 of 1" in page
    assert page.count('<rect class="page-words"') == 1
    assert png.headers["content-type"] == "image/png"
    assert picture_size(png.content)[0] == 300


def test_a_file_that_is_still_where_it_was_is_drawn_too(serve: Callable[..., tuple[Workbench, str, str]], tmp_path: Path) -> None:
    (tmp_path / "pier.pdf").write_bytes(PRINTED)
    bench, key, _ = serve(kept=False, origin=str(tmp_path / "pier.pdf"))
    with bench.client() as client:
        assert "page 1 of 1" in client.get(f"/documents/{key}/pages", headers=HTMX).text


def test_another_file_in_its_place_is_not_shown_and_it_is_told_how_to_keep_it(
    serve: Callable[..., tuple[Workbench, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "pier.pdf").write_bytes(page_of("Something else"))
    bench, key, _ = serve(kept=False, origin=str(tmp_path / "pier.pdf"))
    with bench.client() as client:
        assert "--keep-originals" in client.get(f"/documents/{key}/pages", headers=HTMX).text
        assert client.get(f"/documents/{key}/pages/1.png").status_code == 404


def test_a_page_that_is_not_there_is_said(serve: Callable[..., tuple[Workbench, str, str]]) -> None:
    bench, key, _ = serve(kept=True)
    with bench.client() as client:
        assert "there is no page 9" in client.get(f"/documents/{key}/pages/9", headers=HTMX).text
        assert "Page" in client.get(f"/documents/{key}").text
    assert sheet_of(bench.desk, key).document.media_type == "application/pdf"
