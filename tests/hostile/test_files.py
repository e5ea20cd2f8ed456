"""Hostile files: a clear message or a failure row, bounded time and memory, the other files done."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from memcon.errors import EmptyFile, FormatError, NotText, OverLimit
from memcon.formats import read_bytes

MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (b"\x00" * 4096, EmptyFile),
        (bytes(range(256)) * 40, NotText),
    ],
    ids=["empty", "mark only", "nul only", "binary"],
)
def test_file_that_is_no_text(data: bytes, error: type[FormatError]) -> None:
    with pytest.raises(error, match=r"^evil\.txt: "):
        read_bytes(data, origin="evil.txt")


def test_file_over_the_limit_names_the_limit() -> None:
    with pytest.raises(OverLimit, match="FILE_BYTES"):
        read_bytes(b"a" * (65 * MEBIBYTE), origin="big.txt")


def test_text_over_the_limit_names_the_limit() -> None:
    with pytest.raises(OverLimit, match="TEXT_POINTS"):
        read_bytes(b"a " * (12 * MEBIBYTE), origin="long.txt")


def test_a_line_of_nineteen_million_characters_is_read_in_bounded_time_and_memory() -> None:
    data = b"x" * 19_000_000
    tracemalloc.start()
    started = time.process_time()
    (document,) = read_bytes(data, origin="line.txt")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(document.text) == 19_000_000
    assert time.process_time() - started < 30
    assert peak < 600 * MEBIBYTE


def test_a_fifty_megabyte_line_of_html_is_refused_or_read() -> None:
    data = b"<html><body><p>" + b"x" * (50 * MEBIBYTE) + b"</p></body></html>"
    with pytest.raises(FormatError):
        read_bytes(data, origin="line.html")


def test_twenty_thousand_nested_elements_do_not_crash() -> None:
    data = b"<html><body>" + b"<span>" * 20_000 + b"The mayor said no." + b"</body></html>"
    try:
        text = read_bytes(data, origin="deep.html")[0].text
    except FormatError as error:
        text = str(error)
    assert "The mayor said no." in text or "no text was found" in text
