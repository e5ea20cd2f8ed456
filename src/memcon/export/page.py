"""One self-contained web page: the text on the left with every statement marked in place, the ledger beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from memcon.export.marks import Slice, cut_text
from memcon.export.wording import act_words, chain_text, content_text, header_rows, heading_parts, levels_of, oddities, party_name, places_of, shown, speakers_of
from memcon.model.ledger import Findings, Polarity, Statement
from memcon.text import printable


@dataclass(frozen=True, slots=True)
class Page:
    """Writes the page. It runs no script and loads nothing; text and rows are joined by plain links."""

    name: str = "page"
    suffix: str = ".html"

    def write(self, findings: tuple[Findings, ...], out: TextIO) -> None:
        """One page for all documents."""
        documents = [_document(n, one) for n, one in enumerate(findings, 1)]
        title = documents[0]["title"] if len(documents) == 1 else f"{len(documents)} documents"
        out.write(_template().render(title=title, documents=documents))


PAGE = Page()


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("memcon.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    return environment.get_template("page.html")


def _document(n: int, findings: Findings) -> dict[str, Any]:
    document = findings.document
    return {
        "n": n,
        "title": shown(document.title) or shown(document.origin),
        "meta": " · ".join([*heading_parts(document), shown(document.origin)]),
        "header": header_rows(document),
        "slices": list(_slices(findings)),
        "speakers": list(_speakers(findings)),
        "rows": list(_rows(findings)),
        "odd": list(dict.fromkeys(oddities(findings))),
    }


def _slices(findings: Findings) -> Iterator[dict[str, Any]]:
    statements = findings.statements
    seen: set[int] = set()
    for piece in cut_text(findings.document.text, statements):
        link = next(iter((*piece.cues, *piece.speakers, *reversed(piece.contents))), None)
        anchor = next((k for k in piece.first_of if k not in seen), None)
        seen |= {anchor} if anchor is not None else set()
        yield {
            "text": printable(piece.text),
            "link": link,
            "anchor": anchor,
            "classes": _classes(piece, statements),
            "title": "" if link is None else f"statement {link}: {party_name(statements[link - 1].speaker, findings.document.text)} {act_words(statements[link - 1])}",
        }


def _classes(piece: Slice, statements: tuple[Statement, ...]) -> str:
    names = []
    if piece.contents:
        denied = statements[piece.contents[-1] - 1].polarity is not Polarity.AFFIRMS
        names.append("d" if denied else ("c2" if len(piece.contents) > 1 else "c"))
    if piece.cues:
        names.append("u")
    elif piece.speakers:
        names.append("w")
    return " ".join(names)


def _speakers(findings: Findings) -> Iterator[tuple[str, int, int]]:
    for name, count, actor in speakers_of(findings):
        first = next((k for k, s in enumerate(findings.statements, 1) if (actor is not None and s.speaker.actor == actor.id) or shown(s.speaker.name) == name), 1)
        yield name, count, first


def _rows(findings: Findings) -> Iterator[dict[str, Any]]:
    text, places, levels = findings.document.text, places_of(findings.document), levels_of(findings.statements)
    for k, s in enumerate(findings.statements, 1):
        classes = [name for name, fits in (("neg", "negated" in s.notes), ("deny", s.polarity is not Polarity.AFFIRMS)) if fits]
        yield {
            "k": k,
            "level": min(levels[s.id], 4),
            "classes": " ".join(classes),
            "speaker": party_name(s.speaker, text),
            "act": act_words(s),
            "to": ", ".join(party_name(a, text) + (" (inferred)" if a.why else "") for a in s.addressees),
            "content": content_text(s, text),
            "place": " · ".join(part for part in (chain_text(s, findings.document), s.manner.value, places.of(s.content[0]), *s.notes) if part),
        }
