"""A small case to read in: a story with emoji, accents in two pieces and Arabic, and one that is read in another way later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from memcon.model.contract import to_dict
from memcon.model.ledger import Act, Actor, ActorKind, Findings, Interval, Link, Manner, Mention, Party, Polarity, Relation
from memcon.store import Case, open_case
from memcon.text import Span
from memcon.web.rooms.reader.sheet import Sheet, sheet_of
from tests.fakes import make_document, make_findings, make_statement, span_of
from tests.web.conftest import Workbench, served

RIVER = """Boats at the weir 🚣🏽

🚣🏽👩‍👩‍👧 Rene\u0301 Oake told Lucia Ferro on Monday that “the gate was open”, according to the Lantern Wire.

Ferro denied that the farms had been warned. The sign on the pier says “السلام أولا” in red.

Nobody asked Pell Arran about the boats.
"""


def river(text: str = RIVER) -> Findings:
    """The story of the boats: a quotation on a paper's word, and a denial."""
    document = make_document(text, title="Boats at the weir", published="2031-03-05", outlet="Tidewater Post")
    oake = Actor("oake", ActorKind.PERSON, "Rene\u0301 Oake", role="boatman", mentions=(Mention(span_of(text, "Rene\u0301 Oake")),))
    ferro = Actor(
        "ferro", ActorKind.PERSON, "Lucia Ferro", ("Lucia Ferro", "Ferro"), role="minister",
        mentions=(Mention(span_of(text, "Lucia Ferro")), Mention(span_of(text, "Ferro", nth=2))),
    )  # fmt: skip
    arran = Actor("arran", ActorKind.PERSON, "Pell Arran", mentions=(Mention(span_of(text, "Pell Arran")),))
    wire = Link(Party("Lantern Wire", span_of(text, "the Lantern Wire")), Relation.ACCORDING_TO, span_of(text, "according to"))
    said = make_statement(
        text, "the gate was open", Party("Rene\u0301 Oake", span_of(text, "Rene\u0301 Oake"), "oake"), manner=Manner.DIRECT,
        quoted=(span_of(text, "the gate was open"),), cue=span_of(text, "told"), chain=(wire,),
        addressees=(Party("Lucia Ferro", span_of(text, "Lucia Ferro"), "ferro"),), when=Interval("2031-03-03", "2031-03-03", span_of(text, "Monday")),
    )  # fmt: skip
    denied = make_statement(
        text, "the farms had been warned", Party("Lucia Ferro", span_of(text, "Ferro", nth=2), "ferro"), act=Act.DENY,
        polarity=Polarity.DENIES, cue=span_of(text, "denied"),
    )  # fmt: skip
    return Findings(document, (oake, ferro, arran), (said, denied))


def write_case(ledger: Path) -> None:
    """A case of the boats and of the harbour talks."""
    with open_case(ledger, create=True) as case:
        for findings in (river(), make_findings()):
            case.add(to_dict(findings), signature="by hand")


def read_anew(case: Case, text: str) -> None:
    """Read the story of the boats in another way: the same document with another text, and what is found in that."""
    row = to_dict(river(text))
    first = river().document.id
    case.add({**row, "document": {**row["document"], "id": first}}, signature="by hand, later")


@contextmanager
def reading(folder: Path) -> Iterator[Workbench]:
    """A workbench over the small case."""
    write_case(folder / "river.memcon")
    with served(folder / "river.memcon") as bench:
        yield bench


BOATS = river().document.id
TALKS = make_findings().document.id


def sheet(bench: Workbench, key: str = BOATS) -> Sheet:
    """A document as it stands now."""
    return sheet_of(bench.desk, key)


def key_of(bench: Workbench, words: str, document: str = BOATS) -> str:
    """The id of the statement with these words."""
    return next(hit.key for hit in bench.desk.case.opened(document).hits if hit.content == words)  # type: ignore[union-attr]


def row_of(bench: Workbench, key: str) -> dict[str, Any]:
    """The row of a statement as it stands now."""
    hit = bench.desk.case.hit(key)
    assert hit is not None
    return hit.row


def at(text: str, words: str, *, nth: int = 1) -> str:
    """The place of words as addresses have it."""
    span: Span = span_of(text, words, nth=nth)
    return f"{span.start}-{span.end}"


HTMX = {"HX-Request": "true"}
