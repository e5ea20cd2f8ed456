"""Where the texts of a stored case come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import WrongUse
from memcon.link.origins.credits import CreditFinder
from memcon.model.contract import to_dict
from memcon.model.document import Part, Section
from memcon.model.ledger import Findings
from memcon.run.tracing import Asked, find_lineages, read_case, read_text, text_of
from memcon.store import Case, open_case
from tests.fakes import make_document, span_of
from tests.link.origins.texts import OTHER, REPORT, SPUN, STORY
from tests.store.test_case import put_in

Row = dict[str, Any]


def page(name: str, body: str, *, outlet: str, day: str | None = "2031-03-04") -> Row:
    """A page of an outlet, nothing found in it."""
    return to_dict(Findings(make_document(body, origin=f"papers/{name}.txt", title=f"{name}, the story", outlet=outlet, published=day)))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Reuters, two outlets that have it from there, one that quotes it, and another story."""
    with open_case(tmp_path / "case.memcon", create=True) as case:
        put_in(case, page("wire", STORY, outlet="Reuters"), page("other", OTHER, outlet="Courier", day=None))
        put_in(case, page("courier", f"{STORY}\n(Reuters)\n", outlet="Courier", day="2031-03-05"))
        put_in(case, page("spin", SPUN, outlet="Daily Spin", day="2031-03-06"), page("report", REPORT, outlet="Herald", day="2031-03-07"))
        yield case


def test_five_pages_are_three_origins(case: Case) -> None:
    found = find_lineages(case, Asked())
    assert (found.counts, len(found.shown)) == ("5 pages, 3 origins", 1)
    assert [(leaf.page.path, leaf.kind, leaf.step) for leaf in found.shown[0].leaves] == [
        ("papers/wire.txt", "original", 0), ("papers/courier.txt", "copy", 1), ("papers/spin.txt", "translated-or-spun", 1),
        ("papers/report.txt", "quotes", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        (Asked(1), [3, 1, 1]),
        (Asked(4), []),
        (Asked(since="2031-03-06"), [3]),
        (Asked(1, since="2031-03-07"), [1]),
        (Asked(1, until="2031-03-04"), [3]),
        (Asked(document="spin"), [3]),
        (Asked(document="nowhere"), []),
    ],
    ids=str,
)
def test_lineages_are_chosen_by_size_day_and_document(case: Case, asked: Asked, counts: list[int]) -> None:
    assert [len(tree.members) for tree in find_lineages(case, asked).shown] == counts


def test_what_is_no_day_is_refused(case: Case) -> None:
    with pytest.raises(WrongUse, match="2024-05-14"):
        find_lineages(case, Asked(since="yesterday"))


def test_texts_credit_agencies_and_the_outlets_of_the_case(case: Case) -> None:
    texts, pages = read_case(case)
    assert sorted((pages[t.id].path, t.credits) for t in texts if t.credits) == [("papers/courier.txt", ("Reuters",))]


def test_headlines_bylines_and_hyphens_are_no_part_of_the_text() -> None:
    body = "Pier shut\nBy Ines Tolland\nThe fer-\nry left.\n"
    sections = (
        Section(Part.TITLE, span_of(body, "Pier shut")), Section(Part.BYLINE, span_of(body, "By Ines Tolland")),
        Section(Part.PARAGRAPH, span_of(body, "The fer-\nry left.")), Section(Part.HYPHEN, span_of(body, "-\n")),
    )  # fmt: skip
    document = to_dict(Findings(make_document(body, sections=sections)))["document"]
    assert read_text(document) == "The ferry left."


def test_a_text_without_paragraphs_is_taken_whole() -> None:
    document = to_dict(Findings(make_document("The ferry left.", sections=())))["document"]
    assert text_of(document, CreditFinder()).text == "The ferry left."
