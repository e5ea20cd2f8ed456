"""What every format owes: true offsets, ordered sections, the same document twice, no crash on broken input."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.formats.walk import walk
from memcon.model.document import INNER_PARTS, READ_PARTS, Document
from memcon.model.ledger import Failure
from tests.samples import ledgers

ROOT = Path(__file__).parents[2]
SAMPLES = [*sorted(p for p in (ROOT / "examples").iterdir() if p.is_file()), *ledgers.samples()]
"""The examples that a user reads first, and a file of each format that has none there."""

CUTS = 16


def _rows(data: bytes, origin: str) -> tuple[Document | Failure, ...]:
    return tuple(walk(data, origin=origin))


def _read(sample: Path) -> tuple[Document, ...]:
    rows = _rows(sample.read_bytes(), str(sample))
    assert [row for row in rows if isinstance(row, Failure)] == []
    return tuple(row for row in rows if isinstance(row, Document))


def _assert_sound(rows: tuple[Document | Failure, ...], origin: str) -> None:
    """Something came of the file; failures name it and say why; a reader that broke is a defect, not a refusal."""
    assert rows
    for row in rows:
        if isinstance(row, Failure):
            assert row.message.startswith(origin)
            assert row.stage == "open", row.message
        else:
            assert all(0 <= s.span.start < s.span.end <= len(row.text) for s in row.sections)
            assert row.text.encode("utf-8")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_sections_stand_in_order_inside_the_text_without_blanks_at_their_ends(sample: Path) -> None:
    for document in _read(sample):
        spans = [s.span for s in document.sections]
        assert spans == sorted(spans, key=lambda s: (s.start, -s.end)) or spans == sorted(spans, key=lambda s: s.start)
        assert all(0 <= s.start < s.end <= len(document.text) for s in spans)
        outer = [s for s in document.sections if s.part not in INNER_PARTS]
        assert [s.span.of(document.text) for s in outer] == [s.span.of(document.text).strip() for s in outer]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_read_sections_never_overlap(sample: Path) -> None:
    for document in _read(sample):
        outer = [s.span for s in document.sections if s.part not in INNER_PARTS]
        assert all(a.end <= b.start for a, b in pairwise(outer))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_something_is_read_and_inner_sections_lie_inside_it(sample: Path) -> None:
    for document in _read(sample):
        read = [s.span for s in document.sections if s.part in READ_PARTS]
        inner = [s.span for s in document.sections if s.part in INNER_PARTS]
        assert read
        assert all(any(r.holds(i) for r in read) for i in inner)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_the_same_bytes_give_the_same_documents(sample: Path) -> None:
    assert _read(sample) == _read(sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_the_name_of_the_file_decides_nothing(sample: Path) -> None:
    renamed = [row for row in _rows(sample.read_bytes(), "picture.png") if isinstance(row, Document)]
    assert [d.kind for d in renamed] == [d.kind for d in _read(sample)]
    assert [d.text for d in renamed] == [d.text for d in _read(sample)]


@pytest.mark.parametrize("cut", range(CUTS))
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_a_truncated_file_is_read_or_refused(sample: Path, cut: int) -> None:
    data = sample.read_bytes()
    _assert_sound(_rows(data[: len(data) * cut // CUTS], "cut"), "cut")


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
@pytest.mark.parametrize("sample", [p for p in SAMPLES if p.suffix == ".txt"], ids=lambda p: p.name)
def test_line_ends_of_other_systems_make_no_difference(sample: Path, line_end: bytes) -> None:
    data = sample.read_bytes()
    (changed,) = _rows(data.replace(b"\n", line_end), "x")
    (plain,) = _rows(data, "x")
    assert isinstance(changed, Document)
    assert isinstance(plain, Document)
    assert (changed.text, changed.sections, changed.header) == (plain.text, plain.sections, plain.header)


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _assert_sound(_rows(data, "any"), "any")


@given(st.sampled_from(SAMPLES), st.data())
def test_a_sample_with_changed_bytes_is_read_or_refused(sample: Path, data: st.DataObject) -> None:
    changed = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    _assert_sound(_rows(bytes(changed), "changed"), "changed")
