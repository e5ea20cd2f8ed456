"""What is told of a quotation: the documents that print it, each behind the one that it comes from, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.export.wording import date_words, shown
from memcon.text import printable

TEXT_POINTS: Final = 300
"""Code points of a quotation that are shown; JSON and CSV have it whole."""
EDIT_POINTS: Final = 80
"""The same for one change."""
MOST_EDITS: Final = 8
"""Changes of one copy that are shown."""
FIRST, NAMED, SHARED_CHANGE, NEAREST_WORDS, NOT_KNOWN = "first", "named", "shared change", "nearest words", "not known"
ADDED, DROPPED, CHANGED, CUT = "added", "dropped", "changed", "cut"


@dataclass(frozen=True, slots=True)
class EditRow:
    """One change, as printed in the parent and in the copy; `how` is added, dropped, changed, or cut at an end."""

    how: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The change in words: “ISIS-K” -> “ISIS”."""
        if self.how == CHANGED:
            return f"{quoted(self.before)} -> {quoted(self.after)}"
        return f"{'leaves out' if self.how == CUT else self.how} {quoted(self.before or self.after)}"


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One document's copy; `parent` is the place of another in the group. `outside` is innermost first."""

    document: str
    statement: str
    title: str | None
    outlet: str | None
    published: str | None
    origin: str
    place: str
    speaker: str | None
    text: str
    parent: int | None
    ground: str
    rivals: int = 0
    outside: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    edits: tuple[EditRow, ...] = ()
    indirect: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is known from whom the copy comes."""
        return self.ground != NOT_KNOWN

    @property
    def label(self) -> str:
        """What it is called: outlet, else title, else the name of the file."""
        return shown(self.outlet or self.title or self.origin.rstrip("/").rpartition("/")[2], most=60) or "a document"

    @property
    def day(self) -> str:
        """Its day in words."""
        return date_words(self.published) if self.published else "day not known"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One quotation with all its copies, parents before their copies."""

    id: str
    copies: tuple[CopyRow, ...]
    sources: int
    most_sources: int

    @property
    def text(self) -> str:
        """The words as the first copy has them."""
        return self.copies[0].text

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody to whom they are given, the most often named first."""
        named = [copy.speaker for copy in self.copies if copy.speaker]
        return tuple(sorted(dict.fromkeys(named), key=lambda name: -named.count(name)))

    @property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day, where any is known."""
        known = [copy.published for copy in self.copies if copy.published]
        return (min(known), max(known)) if known else None

    def heads(self) -> list[tuple[str, list[int]]]:
        """The roots, by the source outside that they name; those that name none have the empty name and stand alone."""
        held: dict[str, list[int]] = {}
        for n, copy in enumerate(self.copies):
            if copy.parent is None:
                key = copy.outside[-1].casefold() if copy.outside else f"\0{n}"
                held.setdefault(key, []).append(n)
        return [(outside_words(self.copies[roots[0]]), roots) for roots in held.values()]

    def behind(self) -> dict[int, list[int]]:
        """The places of the copies behind each place."""
        found: dict[int, list[int]] = {}
        for n, copy in enumerate(self.copies):
            if copy.parent is not None:
                found.setdefault(copy.parent, []).append(n)
        return found


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of the tree, from above: a copy, or a source outside (`place` None); `last` whether it is the last of its own."""

    place: int | None
    name: str
    depth: int
    lasts: tuple[bool, ...]


def branches(group: GroupRow) -> Iterator[Branch]:
    """The rows of the tree: sources outside and roots, each with what is behind it."""
    behind = group.behind()
    for name, roots in group.heads():
        if name:
            yield Branch(None, name, 0, ())
        depth = 1 if name else 0
        stack = [(n, (n == roots[-1],) if name else ()) for n in reversed(roots)]
        while stack:
            place, lasts = stack.pop()
            yield Branch(place, "", depth + len(lasts) - bool(name), lasts)
            copies = behind.get(place, [])
            stack += [(n, (*lasts, n == copies[-1])) for n in reversed(copies)]


def outside_words(copy: CopyRow) -> str:
    """The source that a root names: "memo -> the Courier"; empty where it names none."""
    return " -> ".join(shown(name, most=60) for name in copy.outside[-4:])


def quoted(words: str) -> str:
    """Words between marks, as many as are shown."""
    return f"“{printable(' '.join(words.split()), most=EDIT_POINTS)}”"


def edits_words(copy: CopyRow, *, most: int = MOST_EDITS) -> str:
    """What the copy changed: "nothing changed", else each change."""
    if copy.parent is None:
        return ""
    if not copy.edits:
        return "nothing changed"
    rest = len(copy.edits) - most
    return "; ".join([edit.words for edit in copy.edits[:most]] + ([f"and {rest:,} more"] if rest > 0 else []))


def ground_words(copy: CopyRow) -> str:
    """Why it stands where it does."""
    if copy.ground == SHARED_CHANGE:
        return f"has its {printable('; '.join(copy.marks), most=2 * EDIT_POINTS)}"
    if copy.ground == NOT_KNOWN:
        others = f"{copy.rivals:,} other{'s' if copy.rivals > 1 else ''}"
        return f"not known: may as well be from {others}" if copy.rivals else "not known which came first"
    return {NAMED: "names it", NEAREST_WORDS: "nearest words", FIRST: ""}.get(copy.ground, "")


def counts_words(group: GroupRow) -> str:
    """How many documents and sources there are."""
    least, most = group.sources, group.most_sources
    sources = f"{least:,} source{'s' if least > 1 else ''}" if least == most else f"{least:,} to {most:,} sources"
    return f"{len(group.copies):,} document{'s' if len(group.copies) > 1 else ''}, {sources}"


def head_words(group: GroupRow) -> str:
    """Counts, speakers and days."""
    days = group.days
    period = [] if days is None else [date_words(days[0]) if days[0] == days[1] else f"{date_words(days[0])} to {date_words(days[1])}"]
    return " · ".join([counts_words(group), *_speakers(group.speakers), *period])


def _speakers(names: Sequence[str]) -> list[str]:
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return [", ".join(shown(name, most=60) for name in names[:3]) + more] if names else []
