"""Who is one with whom, by what people said."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from memcon.model.judgement import Action, Judgement
from memcon.store.view import clusters


def said(*rows: str) -> list[Judgement]:
    """ "merge a b" and "split a c", one after the other."""
    found = []
    for n, row in enumerate(rows):
        action, one, other = row.split()
        found.append(Judgement(Action(action), one, "ada", f"2024-05-14T10:00:{n:02d}", value=MappingProxyType({"other": other})))
    return found


@pytest.mark.parametrize(
    ("judgements", "wanted"),
    [
        (["merge a b", "merge b c"], {"a": "a", "b": "a", "c": "a"}),
        (["merge a b", "split a b"], {}),
        (["split a b", "merge a b"], {"a": "a", "b": "a"}),
        (["merge a b", "merge b c", "split a c"], {"b": "b", "c": "b"}),
        (["merge b c", "merge a b", "split a c"], {"a": "a", "b": "a"}),
        (["split a c", "merge a b", "merge b c"], {"b": "b", "c": "b"}),
        (["merge a b", "merge b c", "split a c", "merge a c"], {"a": "a", "b": "a", "c": "a"}),
        (["merge a b", "merge c d", "merge b c", "split a d"], {"b": "b", "c": "b", "d": "b"}),
    ],
)
def test_being_one_is_passed_on_and_never_over_a_split(judgements: list[str], wanted: dict[str, str]) -> None:
    assert clusters(said(*judgements)) == wanted
