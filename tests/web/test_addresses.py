"""Addresses say what is asked and nothing that is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from memcon.web.addresses import address, piece


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (address("/asks"), "/asks"),
        (address("/asks", words="", offset=0, every=False, kind=None), "/asks"),
        (address("/asks", words="dam & river", every=True, offset=25), "/asks?words=dam+%26+river&every=true&offset=25"),
        (address("/compare", document=["a", "b"]), "/compare?document=a&document=b"),
        (piece("a/b?c#d"), "a%2Fb%3Fc%23d"),
    ],
)
def test_an_address_is_written(asked: str, written: str) -> None:
    assert asked == written


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_is_written_is_read_again(words: str) -> None:
    assert QueryParams(address("/x", words=words).partition("?")[2])["words"] == words
