"""One self-contained page of accounts side by side, to read and to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from memcon.export.comparison.lines import matrix_cells, short_words
from memcon.export.comparison.wording import (
    NOTHING_SHARED,
    account_words,
    act_lines,
    is_close,
    length_words,
    look_words,
    near_words,
    order_words,
    plain,
    request_words,
    standing_words,
    sum_words,
    text_words,
)
from memcon.export.places import Places, places_of
from memcon.export.webpages import load_part, load_templates
from memcon.export.wording import failure_words, heading_parts, origin_words, title_words
from memcon.model.comparison import Account, Comparison, Topic
from memcon.model.ledger import Failure

MOST_COLUMNS = 4
"""Accounts that stand beside each other on a page; more stand one below the other."""


def write_page(comparison: Comparison, out: TextIO, failures: Sequence[Failure] = ()) -> None:
    """The page of the accounts. It loads nothing, runs nothing, and prints as it reads."""
    template = load_templates().get_template("compare.html")
    style = load_part("style", "compare.css")
    out.writelines(template.generate(**page_values(comparison), failures=[failure_words(f) for f in failures], **style))


def page_values(comparison: Comparison) -> dict[str, Any]:
    """What a page of the accounts shows, all of it in words."""
    places = [places_of(account.document) for account in comparison.accounts]
    total = len(comparison.accounts)
    parts: list[tuple[str, Sequence[Topic], str]] = [("In both" if total == 2 else "In more than one", comparison.in_common, "common")]
    parts += [(f"Only in {account.letter}", comparison.only(k), "only") for k, account in enumerate(comparison.accounts)]
    return {
        "title": " / ".join(account_words(account).split(" · ")[0] for account in comparison.accounts),
        "accounts": [_account(account) for account in comparison.accounts],
        "columns": total if total <= MOST_COLUMNS else 1,
        "request": request_words(comparison),
        "order": order_words(comparison),
        "sum": sum_words(comparison),
        "nothing": "" if comparison.shares_a_subject else NOTHING_SHARED,
        "matrix": [_matrix_row(topic, comparison) for topic in comparison.topics] if total > 2 else [],
        "marked": any(is_close(topic) for topic in comparison.topics),
        "parts": [(name, sort, [_topic(t, comparison, places) for t in topics]) for name, topics, sort in parts if topics],
        "frames": [(a.letter, plain(span.of(a.document.text))) for a in comparison.accounts for span in a.frames],
    }


def _account(account: Account) -> dict[str, str]:
    document = account.document
    meta = " · ".join([*heading_parts(document), origin_words(document)])
    return {"letter": account.letter, "title": title_words(document), "meta": meta, "length": length_words(account)}


def _matrix_row(topic: Topic, comparison: Comparison) -> dict[str, Any]:
    return {"number": topic.number, "words": short_words(topic, comparison), "cells": matrix_cells(topic)}


def _topic(topic: Topic, comparison: Comparison, places: Sequence[Places]) -> dict[str, Any]:
    return {
        "number": topic.number,
        "standing": topic.standing.value,
        "words": standing_words(topic, comparison),
        "claimed": bool(topic.claims),
        "cells": [_cell(topic, comparison.accounts[k], k, places[k]) for k in _shown(topic, comparison)],
        "near": list(near_words(topic)),
        "looks": [look_words(look, comparison) for look in topic.looks],
    }


def _shown(topic: Topic, comparison: Comparison) -> Sequence[int]:
    """The accounts that get a place: all where they stand in columns, so that each keeps its own."""
    total = len(comparison.accounts)
    return range(total) if len(topic.holders) > 1 and total <= MOST_COLUMNS else topic.holders


def _cell(topic: Topic, account: Account, k: int, places: Places) -> dict[str, Any]:
    return {
        "letter": account.letter,
        "acts": act_lines(topic, k),
        "place": places.of(topic.units[k][0].span) if topic.units[k] else "",
        "text": text_words(account, topic),
        "runs": list(_runs(topic, left=k == 0)) if is_close(topic) else [],
    }


def _runs(topic: Topic, *, left: bool) -> Iterator[tuple[str, bool]]:
    """The words of one side, and whether they are only there."""
    for piece in topic.pieces:
        words = piece.left if left else piece.right
        if words:
            yield plain(words), not piece.is_same
