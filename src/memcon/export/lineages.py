"""Which pages of a case are one text, for people, as JSON and as CSV."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TextIO

from memcon.export.tables import write_table
from memcon.text import printable

QUOTES: Final = "quotes"
"""The kind of a page that only quotes another: it is linked, and has an origin of its own."""
MOST: Final = 600
"""Code points of a line that are shown."""
DEEPEST: Final = 8
"""Steps of the tree that are indented."""
COLUMNS: Final = (
    "origin_document", "pages_of_origin", "document", "of", "kind", "shared", "evidence", "step", "title", "outlet", "published", "path",
    "copies_of_file",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A document of a case as it is listed; `paths` are all places where the same bytes or the same text lay."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    paths: tuple[str, ...]

    @property
    def path(self) -> str:
        """The first of its places."""
        return self.paths[0] if self.paths else ""

    @property
    def words(self) -> str:
        """Title, outlet, day and place."""
        known = ", ".join(filter(None, (self.title, self.outlet, self.published)))
        more = f" (and {len(self.paths) - 1:,} more places)" if len(self.paths) > 1 else ""
        return f"{known + '; ' if known else ''}{self.path}{more}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with the one it comes from; `step` is how many pages stand between it and the origin, with itself, and 0 for the origin."""

    page: Page
    of: str | None
    kind: str
    shared: float
    evidence: tuple[str, ...]
    step: int


@dataclass(frozen=True)
class Lineage:
    """All pages of one origin as a tree: each behind the one that it comes from. Pages that only quote one of them stand there too."""

    leaves: tuple[Leaf, ...]

    @property
    def origin(self) -> Page:
        """The page from which all others come."""
        return self.leaves[0].page

    @cached_property
    def members(self) -> tuple[Leaf, ...]:
        """The pages of this origin, without those that only quote one."""
        return tuple(leaf for leaf in self.leaves if leaf.kind != QUOTES)

    @property
    def order(self) -> tuple[int, str, str]:
        """The largest first, then by day."""
        return -len(self.members), self.origin.published or "9999", self.origin.id


@dataclass(frozen=True)
class Lineages:
    """The lineages of a case, the largest first, and of how many pages and origins they are."""

    shown: tuple[Lineage, ...]
    pages: int
    origins: int

    @property
    def counts(self) -> str:
        """ "12 pages, 3 origins"."""
        return f"{_many(self.pages, 'page')}, {_many(self.origins, 'origin')}"


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


# ── for people ───────────────────────────────────────────────────────────────────────────────────────────────────────


def lineage_lines(lineage: Lineage, *, number: int) -> Iterator[str]:
    """The lines of a lineage: the origin with its counts, and under it who has it from whom, and what shows it."""
    kinds = Counter(leaf.kind for leaf in lineage.leaves[1:])
    counts = ", ".join(f"{n:,} {kind}" for kind, n in sorted(kinds.items()))
    yield _line("", f"{number:>3}. {_many(len(lineage.members), 'page')}, 1 origin{f' ({counts})' if counts else ''}")
    yield _line("     ", f"{lineage.origin.words} [{lineage.origin.id}]")
    for leaf in lineage.leaves[1:]:
        yield from _leaf_lines(leaf)


def _leaf_lines(leaf: Leaf) -> Iterator[str]:
    indent = "     " + "   " * min(leaf.step - 1, DEEPEST)
    what = "quotes it, an account of its own" if leaf.kind == QUOTES else leaf.kind
    yield _line(f"{indent}└─ ", f"{what}: {leaf.page.words} [{leaf.page.id}]")
    yield _line(f"{indent}   ", "; ".join(leaf.evidence))


def _line(indent: str, words: str) -> str:
    flat = words if not indent else " ".join(words.split())
    return indent + printable(flat, most=MOST)


# ── for programs ─────────────────────────────────────────────────────────────────────────────────────────────────────


def json_line(lineage: Lineage) -> str:
    """A lineage as one line of JSON."""
    return json.dumps(lineage_record(lineage), ensure_ascii=False) + "\n"


def lineage_record(lineage: Lineage) -> dict[str, Any]:
    """A lineage as JSON has it."""
    return {"origin": lineage.origin.id, "pages": len(lineage.members), "members": [_record(leaf) for leaf in lineage.leaves]}


def _record(leaf: Leaf) -> dict[str, Any]:
    page = leaf.page
    return {
        "document": page.id,
        "of": leaf.of,
        "kind": leaf.kind,
        "shared": leaf.shared,
        "evidence": list(leaf.evidence),
        "step": leaf.step,
        "title": page.title,
        "outlet": page.outlet,
        "published": page.published,
        "paths": list(page.paths),
    }


def write_csv(lineages: Iterable[Lineage], out: TextIO) -> None:
    """One row for each page, guarded against formulas."""
    write_table(COLUMNS, (_row(lineage, leaf) for lineage in lineages for leaf in lineage.leaves), out)


def _row(lineage: Lineage, leaf: Leaf) -> Sequence[object]:
    page = leaf.page
    words = (page.title, page.outlet, page.published, page.path)
    evidence = "; ".join(leaf.evidence)
    return (
        lineage.origin.id, len(lineage.members), page.id, leaf.of, leaf.kind, leaf.shared, evidence, leaf.step, *words, len(page.paths),
    )  # fmt: skip


# ── the tree ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def make_lineages(pages: Mapping[str, Page], found: Iterable[tuple[str, str | None, str, float, tuple[str, ...]]]) -> tuple[Lineage, ...]:
    """The trees of pages; `found` has for each its id, the one it comes from, kind, part shared, and evidence."""
    rows = {document: (of, kind, shared, evidence) for document, of, kind, shared, evidence in found}
    below: dict[str, list[str]] = {}
    for document, (of, *_) in sorted(rows.items(), key=lambda row: (pages[row[0]].published or "9999", row[0])):
        if of is not None:
            below.setdefault(of, []).append(document)
    origins = [document for document, (of, kind, *_) in rows.items() if of is None or kind == QUOTES]
    trees = (Lineage(tuple(_leaves(origin, pages, rows, below))) for origin in origins)
    return tuple(sorted(trees, key=lambda tree: tree.order))


def _leaves(
    origin: str,
    pages: Mapping[str, Page],
    rows: Mapping[str, tuple[str | None, str, float, tuple[str, ...]]],
    below: Mapping[str, Sequence[str]],
) -> Iterator[Leaf]:
    """The origin and what stands under it; under a page that only quotes one nothing follows, for it has its own tree."""
    yield Leaf(pages[origin], None, "original", 0.0, (), 0)
    waiting = [(document, 1) for document in reversed(below.get(origin, ()))]
    while waiting:
        document, step = waiting.pop()
        of, kind, shared, evidence = rows[document]
        yield Leaf(pages[document], of, kind, shared, evidence, step)
        if kind != QUOTES:
            waiting += [(other, step + 1) for other in reversed(below.get(document, ()))]
