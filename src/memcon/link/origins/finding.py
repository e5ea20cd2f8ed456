"""Where each text comes from, and which texts have one origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from memcon.link.origins.candidates import find_candidates
from memcon.link.origins.judging import ORIGINAL, QUOTES
from memcon.link.origins.lineage import Lineage
from memcon.link.origins.sheets import make_book
from memcon.link.origins.telling import evidence_of
from memcon.link.origins.text import Copy, Text
from memcon.link.origins.vocabulary import Whole

__all__ = ["Copy", "Text", "origins_of", "trace", "tree_of"]


def trace(texts: Sequence[Text], whole: Whole | None = None) -> tuple[Copy, ...]:
    """For each text the one it most likely comes from, by id. Raises ValueError where two texts have one id.

    `whole` is what is known of the collection where these texts are a part of one.
    """
    book = make_book(texts, whole)
    lineage = Lineage(book, find_candidates(book))
    parents = lineage.parents()
    found: list[Copy] = []
    for place, sheet in enumerate(book.sheets):
        parent = parents.get(place)
        if parent is None:
            found.append(Copy(sheet.text.id, None, ORIGINAL, 0.0, ()))
        else:
            evidence = evidence_of(parent, lineage.likeness(place, parent.place))
            found.append(Copy(sheet.text.id, book.sheets[parent.place].text.id, parent.tie.kind, round(parent.tie.shared, 3), evidence))
    return tuple(found)


def origins_of(texts: Sequence[Text]) -> Mapping[str, str]:
    """The id of the origin of each text, by id; a text that only quotes another is its own origin."""
    return tree_of(trace(texts))


def tree_of(copies: Sequence[Copy]) -> Mapping[str, str]:
    """The id of the origin of each traced text, by id."""
    above = {copy.document: copy.of if copy.of is not None and copy.kind != QUOTES else copy.document for copy in copies}
    return {document: _top(document, above) for document in above}


def _top(document: str, above: Mapping[str, str]) -> str:
    while above[document] != document:
        document = above[document]
    return document
