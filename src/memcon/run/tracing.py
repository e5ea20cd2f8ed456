"""Where the texts of a case come from: its documents as they were read, without what pages add to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from memcon.errors import WrongUse
from memcon.export.lineages import Lineage, Lineages, Page, make_lineages
from memcon.link.origins.credits import CreditFinder
from memcon.link.origins.finding import Copy, Text, trace
from memcon.model.contract import Json
from memcon.model.document import READ_PARTS, Part
from memcon.model.hits import StoredDocument
from memcon.run.collecting import without_collecting
from memcon.store import Case
from memcon.store.search import Query
from memcon.text import Span, cast_shadow


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lineages are listed: with at least so many pages, one published in these days, one with this id or part of a path."""

    least: int = 2
    since: str | None = None
    until: str | None = None
    document: str | None = None


@without_collecting()
def find_lineages(case: Case, asked: Asked) -> Lineages:
    """The lineages that fit, and how many pages and origins they have. Raises WrongUse for what is no day."""
    for day in (asked.since, asked.until):
        _check_day(day)
    texts, pages = read_case(case)
    fitting = tuple(tree for tree in lineages_of(trace(texts), pages) if any(_fits(leaf.page, asked) for leaf in tree.members))
    shown = tuple(tree for tree in fitting if len(tree.members) >= asked.least)
    return Lineages(shown, sum(len(tree.members) for tree in fitting), len(fitting))


def lineages_of(copies: Collection[Copy], pages: Mapping[str, Page]) -> tuple[Lineage, ...]:
    """The trees of traced texts, the largest first."""
    return make_lineages(pages, ((c.document, c.of, c.kind, c.shared, c.evidence) for c in copies))


def read_case(case: Case) -> tuple[list[Text], dict[str, Page]]:
    """The documents of a case as texts, and as they are listed, by id."""
    with case.selection(Query()) as selection:
        finder = CreditFinder(sorted({outlet for stored in selection.documents() if (outlet := stored.document["outlet"])}))
        texts: list[Text] = []
        pages: dict[str, Page] = {}
        for stored in selection.documents():
            texts.append(text_of(stored.document, finder))
            pages[stored.document["id"]] = _page(stored)
    return texts, pages


def text_of(document: Json, finder: CreditFinder) -> Text:
    """A document as a text: its sections that are read, without the headline, which every outlet writes for itself."""
    credit_lines = f"{document['text']}\n{document.get('byline') or ''}"
    credits = finder.find(credit_lines, own=document["outlet"])
    return Text(document["id"], read_text(document), document["published"], document["outlet"], credits)


def read_text(document: Json) -> str:
    """The paragraphs of a document; the whole text where it has none."""
    pieces = list(_pieces(document))
    return "\n\n".join(pieces) if pieces else str(document["text"])


def _pieces(document: Json) -> Iterator[str]:
    text = document["text"]
    inner = {part: [_span(row) for row in document["sections"] if row["part"] == part] for part in (Part.HYPHEN, Part.ASIDE)}
    for row in document["sections"]:
        if row["part"] in READ_PARTS and row["part"] != Part.TITLE:
            span = _span(row)
            dropped, spaced = ([hole for hole in inner[part] if span.holds(hole)] for part in (Part.HYPHEN, Part.ASIDE))
            yield cast_shadow(text, span, dropped=dropped, spaced=spaced).text


def _span(row: Json) -> Span:
    return Span(row["start"], row["end"])


def _page(stored: StoredDocument) -> Page:
    document = stored.document
    paths = tuple(dict.fromkeys(origin for origin, _ in stored.origins)) or (document["origin"],)
    return Page(document["id"], document["title"], document["outlet"], document["published"], paths)


def _fits(page: Page, asked: Asked) -> bool:
    """Whether a page is one that was asked for; one without a day is not where days are asked for."""
    if (asked.since or asked.until) and not (asked.since or "") <= (page.published or "") <= (asked.until or "9999"):
        return False
    if asked.until and page.published is None:
        return False
    return not asked.document or asked.document == page.id or any(asked.document in path for path in page.paths)


def _check_day(day: str | None) -> None:
    try:
        date.fromisoformat(day or "2000-01-01")
    except ValueError as error:
        raise WrongUse(f"{day!r} is no day; write it as 2024-05-14") from error
