"""Requests that mean nothing are told."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from memcon.errors import WrongUse
from memcon.model.document import Kind
from memcon.web.jobs.requests import asked, kind_of


@dataclass(frozen=True, slots=True)
class Wish:
    ledger: str
    least: int = 2
    words: list[str] = field(default_factory=list)


def test_a_request_becomes_a_value() -> None:
    assert asked(Wish, {"ledger": "a.memcon", "words": ["x"]}) == Wish("a.memcon", 2, ["x"])


def test_what_cannot_be_asked_is_told() -> None:
    with pytest.raises(WrongUse, match=r"^nothing can be asked by colour, size$"):
        asked(Wish, {"ledger": "a", "size": 1, "colour": 2})


def test_what_is_missing_is_told() -> None:
    with pytest.raises(WrongUse, match=r"^say ledger$"):
        asked(Wish, {"least": 3})


def test_a_kind_of_document_by_its_name() -> None:
    assert (kind_of("cable"), kind_of(None), kind_of("")) == (Kind.CABLE, None, None)
    with pytest.raises(WrongUse, match="'novel'; choose from .*cable"):
        kind_of("novel")
