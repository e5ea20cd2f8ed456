"""Lines of printed pages put back into paragraphs: columns in reading order, running titles and page numbers set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from memcon.formats.pages import Paragraph, one_line

EDGE: Final = 0.12
"""The share of a page at its top and at its foot in which running titles and page numbers stand."""
MARGIN: Final = 0.08
"""The share that word processors leave white around a page: an inch of eleven or of A4's 11.7."""
REPEATED: Final = 0.4
"""The share of pages on which a line of an edge must come again to be a running title."""
GAP: Final = 1.6
"""A step from line to line larger than this many usual steps begins a paragraph."""
SHORT: Final = 0.12
"""A line that leaves more than this share of its column white, at the end of a sentence, ends a paragraph."""
COLUMN: Final = 0.2
"""The share of the page that the lines of a column of prose take; narrower ones are a table, read row by row."""
LONG: Final = 40
"""Code points; a shorter paragraph without an end mark may be a heading, and nothing is joined to it."""
_NUMBER: Final = re.compile(r"[-–—\[( ]{0,4}(?:page |p\. ?)?(?:\d{1,4}|[ivxlc]{1,7})(?:(?: of |/)\d{1,4})?[-–—\]). ]{0,4}", re.IGNORECASE)
_HYPHEN: Final = re.compile(r"(?<=[a-z])[-\u00ad\u2010]$|[\ufffe\x02]$")
_END: Final = re.compile(r"""[.?!:]["”’')\]]{0,3}$""")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its words, and where they stand in points, from the left and from the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the number by which it is cited, its size in points, its lines."""

    number: str
    width: float
    height: float
    lines: tuple[PrintedLine, ...]


def paragraphs_of(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of all pages; one that runs on over a page or a column is whole, and has the page on which it begins."""
    parts = [part for page in pages for column in _columns(page) for part in _column_paragraphs(column, page.number)]
    return [replace(p, text=one_line(p.text)) for p in _rejoined(parts)]


def set_aside_edges(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """The pages without running titles and page numbers, and the titles, each once, with `#` for a number."""
    running = _running_titles(pages)
    kept: list[Page] = []
    titles: dict[str, None] = {}
    for page in pages:
        alone = _alone(page)
        edges = {line for line in page.lines if line in alone or _is_edge(line, page, running)}
        titles |= {re.sub(r"\d{1,9}", "#", one_line(line.text)): None for line in page.lines if line in edges and not _is_number(line)}
        kept.append(replace(page, lines=tuple(line for line in page.lines if line not in edges)))
    return kept, tuple(titles)


def _is_edge(line: PrintedLine, page: Page, running: set[str]) -> bool:
    """Whether the line is a page number, or comes again on other pages."""
    return _within(line, page, EDGE) and (_key(line) in running or _is_number(line))


def _is_number(line: PrintedLine) -> bool:
    return _NUMBER.fullmatch(one_line(line.text)) is not None


def _alone(page: Page) -> set[PrintedLine]:
    """Lines in the margin with white between them and the text: a few words, in no larger type, and no end of a sentence."""
    if not page.lines:
        return set()
    height = median([line.bottom - line.top for line in page.lines])
    edges = [group for group in _bands(page.lines, height) if all(_within(line, page, MARGIN) for line in group)]
    return {line for group in edges for line in group if line.bottom - line.top <= height * 1.25 and _is_brief(line.text.strip())}


def _is_brief(words: str) -> bool:
    return len(words.split()) <= 10 and _END.search(words) is None


def _bands(lines: Sequence[PrintedLine], white: float) -> Iterator[list[PrintedLine]]:
    """The lines from top to foot, cut where there is more than so much white between them."""
    band: list[PrintedLine] = []
    for line in sorted(lines, key=lambda one: one.top):
        if band and line.top - max(one.bottom for one in band[-20:]) > white:
            yield band
            band = []
        band.append(line)
    if band:
        yield band


def _running_titles(pages: Sequence[Page]) -> set[str]:
    """What stands at the edge of many pages, numbers taken out."""
    edges = Counter(key for page in pages for key in {_key(line) for line in page.lines if _within(line, page, EDGE)})
    least = max(2, REPEATED * len(pages))
    return {key for key, n in edges.items() if n >= least}


def _key(line: PrintedLine) -> str:
    return re.sub(r"\d{1,9}", "#", one_line(line.text).casefold())


def _within(line: PrintedLine, page: Page, share: float) -> bool:
    return line.bottom <= page.height * share or line.top >= page.height * (1 - share)


def _column_paragraphs(column: Sequence[PrintedLine], number: str) -> Iterator[tuple[Paragraph, bool]]:
    """The paragraphs of a column, the first with True: what stands above it stands elsewhere on the paper."""
    usual = median([b.top - a.top for a, b in pairwise(column) if b.top > a.top] or [12.0])
    sides = median([line.left for line in column]), max(line.right for line in column)
    group: list[PrintedLine] = []
    first = True
    for line in column:
        if group and _begins(line, group[-1], usual, sides):
            yield Paragraph(_text(group), number), first
            group, first = [], False
        group.append(line)
    if group:
        yield Paragraph(_text(group), number), first


def _begins(line: PrintedLine, before: PrintedLine, usual: float, column: tuple[float, float]) -> bool:
    """Whether the line begins a paragraph: a gap or a change of size above it, or below the end of a sentence an indent or a short line."""
    left, right = column
    step = line.top - before.top
    height = max(before.bottom - before.top, 1.0)
    other_size = abs((line.bottom - line.top) - height) > 0.5 * height and step > usual
    indented = line.left > left + 8 and before.left <= left + 8
    short = before.right < right - SHORT * (right - left)
    return step > usual * GAP or step < -usual or other_size or ((indented or short) and _END.search(before.text) is not None)


def _columns(page: Page) -> list[list[PrintedLine]]:
    """The lines in reading order: one column, or those of two with a white strip between them, full lines cutting both."""
    lines = sorted(page.lines, key=lambda line: (line.top, line.left))
    gutter = _gutter(lines, page.width)
    if gutter is None:
        return [lines] if lines else []
    bands: list[list[PrintedLine]] = []
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            bands += [column for column in (left, right) if column] + [[line]]
            left, right = [], []
    return _with_full_lines_joined(bands + [column for column in (left, right) if column])


def _with_full_lines_joined(bands: list[list[PrintedLine]]) -> list[list[PrintedLine]]:
    joined: list[list[PrintedLine]] = []
    for band in bands:
        if (
            joined
            and len(band) == 1
            and joined[-1][-1].right - joined[-1][-1].left > (band[0].right - band[0].left) * 0.8
            and len(joined[-1]) == 1
        ):
            joined[-1].append(band[0])
        else:
            joined.append(list(band))
    return joined


def _gutter(lines: Sequence[PrintedLine], width: float) -> float | None:
    """The middle of the white strip that parts two columns, where most lines keep to one side and run beside one another."""
    best: tuple[int, float] | None = None
    for x in (width * k / 100 for k in range(35, 66)):
        crossing = sum(line.left < x < line.right for line in lines)
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None or not lines:
        return None
    crossing, x = best
    left = [line for line in lines if line.right <= x]
    right = [line for line in lines if line.left >= x]
    enough = min(len(left), len(right)) >= 3 and crossing <= 0.25 * len(lines)
    return x if enough and _side_by_side(left, right) and min(_usual_width(left), _usual_width(right)) >= COLUMN * width else None


def _side_by_side(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Whether the two share at least a third of the height of the lower one; else one simply stands below the other."""
    tops, feet = [min(line.top for line in side) for side in (left, right)], [max(line.bottom for line in side) for side in (left, right)]
    lower = min(foot - top for foot, top in zip(feet, tops, strict=True))
    return min(feet) - max(tops) >= lower / 3


def _usual_width(lines: Sequence[PrintedLine]) -> float:
    return median([line.right - line.left for line in lines])


def _text(lines: Sequence[PrintedLine]) -> str:
    """The words of the lines, a word cut at a line end made whole."""
    text = ""
    for line in lines:
        text = _joined(text, one_line(line.text)) if text else one_line(line.text)
    return text.strip()


def _joined(before: str, after: str) -> str:
    """The two with a space between, or without one where a hyphen cut a word: it stays in front of a capital or a digit."""
    if _HYPHEN.search(before) is None:
        return f"{before} {after}"
    return before[:-1] + after if after[:1].islower() else f"{before[:-1]}-{after}"


def _rejoined(parts: Sequence[tuple[Paragraph, bool]]) -> Iterator[Paragraph]:
    """Paragraphs that a page or a column cut in mid-sentence made whole."""
    held: Paragraph | None = None
    for part, opens_column in parts:
        if held is not None and _runs_on(held.text, part.text, across=opens_column):
            held = replace(held, text=_joined(held.text, part.text))
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _runs_on(before: str, after: str, *, across: bool) -> bool:
    """Whether the second goes on with the sentence of the first: it has no end mark, and the next begins small or in another column."""
    if not after or len(before) <= LONG or _END.search(before) is not None:
        return False
    return across or after[0].islower() or before[-1] in ",;-–—"
