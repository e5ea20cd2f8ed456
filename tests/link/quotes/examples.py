"""What the tests of the quote check share: short ways to write a quotation and a source, and to read a check."""

from __future__ import annotations

from typing import Any

from memcon.link.quotes import SourceIndex, check_quotation
from memcon.model.quotation import ChangeKind, Quotation, QuoteCheck, SourceText, Turn
from memcon.text import Span


def quotation(text: str, *speakers: str, direct: bool = True) -> Quotation:
    """The text as the words between two marks."""
    return Quotation((Span(0, len(text)),), text, speakers, direct=direct)


def source(text: str, id_: str = "s1", **more: Any) -> SourceText:
    """A source of some text."""
    return SourceText(id_, "paper.txt", text, **more)


def dialogue(*turns: tuple[str, str], id_: str = "s1", **more: Any) -> SourceText:
    """A source of turns, each a speaker and what is said, in lines of their own with the label before."""
    text, spans = "", []
    for speaker, words in turns:
        text += f"{speaker}: "
        spans.append(Turn(Span(len(text), len(text) + len(words)), (speaker,)))
        text += words + "\n\n"
    return SourceText(id_, "transcript.txt", text, turns=tuple(spans), **more)


def check(text: str, *sources: str | SourceText, named: bool = True, **more: Any) -> QuoteCheck:
    """The check of a quotation against sources."""
    built = [one if isinstance(one, SourceText) else source(one, f"s{i}") for i, one in enumerate(sources)]
    return check_quotation(quotation(text, **more), SourceIndex.build(built), named=named)


def kinds(found: QuoteCheck) -> set[str]:
    """The kinds of the changes, without those that are none."""
    return {change.kind.value for change in found.changes if change.kind not in {ChangeKind.SAME, ChangeKind.COSMETIC}}


def contexts(found: QuoteCheck) -> set[str]:
    """The kinds of the warnings."""
    return {warning.kind.value for warning in found.context}


def pieces(found: QuoteCheck, text: str) -> list[tuple[str, str, str]]:
    """The changes as kind, words of the quotation, words of the source."""
    return [
        (change.kind.value, change.quotation.of(found.quotation.text).strip(), change.source.of(text).strip())
        for change in found.changes
        if change.kind is not ChangeKind.SAME
    ]
