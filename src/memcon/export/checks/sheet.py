"""One self-contained page of a checked story for an editor: both texts side by side, a line to sign for whatever is to be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from memcon.export.checks.diff import Piece, pieces_of, shortened, source_pieces
from memcon.export.checks.report import Checked, Report
from memcon.export.checks.words import (
    LONGEST,
    NOTHING,
    by_words,
    context_words,
    difference_words,
    found_words,
    place_words,
    reason_words,
    speaker_words,
    story_details,
    story_words,
    verdict_words,
)
from memcon.export.webpages import load_part, load_templates
from memcon.export.wording import failure_words, shown
from memcon.text import printable


def write_page(reports: Sequence[Report], out: TextIO, *, only_check: bool = False) -> None:
    """The page of the stories. It loads nothing, runs nothing, and prints as it reads."""
    write_stories([story_values(report, only_check=only_check) for report in reports], out)


def write_stories(stories: Sequence[dict[str, Any]], out: TextIO) -> None:
    """The page of stories whose values are there already."""
    title = stories[0]["title"] if len(stories) == 1 else f"{len(stories)} stories"
    style = load_part("style", "check.css")
    out.writelines(load_templates().get_template("check.html").generate(title=title, stories=stories, nothing=NOTHING, **style))


def story_values(report: Report, *, only_check: bool = False) -> dict[str, Any]:
    """What a page of the story shows, all of it in words and ready for JSON."""
    shown_ones = report.shown(only_check=only_check)
    return {
        "title": story_words(report),
        "details": story_details(report),
        "rule": shown(report.house.rule, most=LONGEST),
        "sum": report.sum(),
        "flagged": [one.number for one in report.flagged],
        "rows": [_row(one) for one in shown_ones],
        "is_empty": not any(one.is_direct for one in report.checked),
        "left_out": len(report.checked) - len(shown_ones),
        "failures": [failure_words(failure) for failure in report.failures],
    }


def _row(one: Checked) -> dict[str, Any]:
    place, paper = one.check.place, one.paper
    return {
        "number": one.number,
        "level": one.level.value,
        "direct": one.is_direct,
        "verdict": verdict_words(one),
        "by": by_words(one),
        "place": one.place,
        "story": list(_runs(_quotation_pieces(one), new=True)),
        "source": list(_runs(source_pieces(one.check, paper.clean), new=False)) if paper is not None else [],
        "before": _plain(paper.before(place.span)) if paper is not None and place is not None else "",
        "after": _plain(paper.after(place.span)) if paper is not None and place is not None else "",
        "where": place_words(one),
        "rows": list(_details(one)),
    }


def _quotation_pieces(one: Checked) -> Sequence[Piece]:
    words = one.check.quotation.text
    return pieces_of(one.check, one.paper.clean) if one.paper is not None else (Piece(words, words),)


def _runs(pieces: Sequence[Piece], *, new: bool) -> Iterator[tuple[str, str]]:
    """The words of one side with a class: changed, grave where the meaning may differ, else none."""
    for piece in pieces:
        words = piece.new if new else shortened(piece)
        if words:
            yield _plain(words), ("grave" if piece.can_turn_meaning else "changed") if piece.is_changed else ""


def _details(one: Checked) -> Iterator[tuple[str, str]]:
    rows = [("Speaker", speaker_words(one) if one.is_direct else ""), ("Found", found_words(one))]
    rows += [("Differs", words) for words in difference_words(one)]
    rows += [("Context", context_words(warning)) for warning in one.check.context]
    rows.append(("Reason", reason_words(one)))
    return ((label, words) for label, words in rows if words)


def _plain(words: str) -> str:
    """The words with nothing in them that cannot be seen or that turns the line."""
    return printable(words, most=LONGEST)
