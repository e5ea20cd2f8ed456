"""Readouts of the tests, read once for the whole run."""

from __future__ import annotations

from functools import cache

from memcon.model.comparison import Comparison, Topic
from memcon.model.document import Kind
from memcon.model.ledger import Findings
from memcon.run.pipeline import Pipeline
from memcon.run.sources import Source
from tests.rules import table


@cache
def read(*texts: str) -> tuple[Findings, ...]:
    """The findings of the texts, each as a readout of its own."""
    pipeline = Pipeline(kind=Kind.READOUT, parser=table.parser(), sandboxed=False)
    sources = [Source(f"readout-{k}.txt", untrusted_bytes=text.encode()) for k, text in enumerate(texts)]
    return tuple(outcome.findings for outcome in pipeline.read(sources) if outcome.findings is not None)


@cache
def compared(*texts: str) -> Comparison:
    """The texts side by side."""
    from memcon.link.readouts import compare_accounts

    return compare_accounts(read(*texts))


def topic_with(comparison: Comparison, words: str) -> Topic:
    """The topic in which the words stand in some account."""
    return next(t for t in comparison.topics if any(words in text for text in texts_of(comparison, t)))


def texts_of(comparison: Comparison, topic: Topic) -> list[str]:
    """What each account says of the topic, as printed, line breaks as blanks."""
    return [" … ".join(a.text_of(u) for u in units) for a, units in zip(comparison.accounts, topic.units, strict=True)]
