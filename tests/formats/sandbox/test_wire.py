"""A row is the same on both sides of the pipe."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.formats.sandbox.wire import BadReply, decode_row, encode_row
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.model.ledger import Failure
from memcon.text import Span

ANY = st.text(alphabet=st.characters(exclude_categories=[]), min_size=1, max_size=40)


@given(ANY, ANY, ANY, st.one_of(st.none(), ANY))
def test_documents_come_back_as_they_went(text: str, origin: str, name: str, title: str | None) -> None:
    document = Document(
        "i",
        "s",
        origin,
        "text/plain",
        Kind.MAIL,
        text,
        title,
        header=MappingProxyType({name: [text], "x": origin}),
        sections=(Section(Part.PARAGRAPH, Span(0, len(text)), "1", "2"),),
        warnings=(Warning("a", "b", Span(0, 1)), Warning("c", "d")),
        parent=title,
    )
    assert decode_row(encode_row(document)) == document


@given(ANY)
def test_failures_come_back_as_they_went(message: str) -> None:
    failure = Failure(message, "open", "empty", message)
    assert decode_row(encode_row(failure)) == failure


@given(st.binary(max_size=60))
def test_any_other_bytes_are_a_bad_reply(data: bytes) -> None:
    with pytest.raises(BadReply):
        decode_row(data)
