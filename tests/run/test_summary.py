"""The summary of a run."""

from __future__ import annotations

from memcon.errors import EmptyFile, FormatError, Locked, OverLimit, Unsafe
from memcon.model.ledger import Failure
from memcon.run.pipeline import Outcome
from memcon.run.summary import REASONS, Summary


def failed(error: FormatError, origin: str) -> Outcome:
    return Outcome(origin, failure=Failure(origin, "open", error.code, str(error)))


def test_failures_are_counted_by_kind_the_most_frequent_first() -> None:
    summary = Summary()
    outcomes = [failed(EmptyFile("x"), f"papers/{n}.txt") for n in range(5)] + [failed(Locked("x"), "papers/a.zip#b/c.pdf")]
    assert list(summary.counted(outcomes)) == outcomes
    assert list(summary.lines(wrote="out.jsonl")) == [
        "0 read, 0 statements, 6 failed; wrote out.jsonl",
        "failed: 5 no text in it (empty): 0.txt, 1.txt, 2.txt and 2 more",
        "failed: 1 locked with a password (locked): a.zip#b/c.pdf",
    ]


def test_a_run_without_failures_is_one_line() -> None:
    assert list(Summary().lines()) == ["0 read, 0 statements"]


def test_every_kind_of_failure_has_its_words() -> None:
    codes = {EmptyFile.code, Locked.code, Unsafe.code, OverLimit.code, *(kind.code for kind in FormatError.__subclasses__())}
    assert codes - {FormatError.code} <= set(REASONS)
