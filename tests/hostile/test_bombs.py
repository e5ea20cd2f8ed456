"""Bombs through the real sandbox: each ends as it should, the child stays small, and the file after it is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon import limits
from memcon.formats.sandbox import Sandbox
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.hostile import bombs
from tests.hostile.bombs import MEBIBYTE, Builder

MOST_MEMORY = 512 * MEBIBYTE
READ = "read"

CASES: dict[Builder, set[str]] = {
    bombs.zip_of_zeros: {"over-limit"},
    bombs.zip_of_many: {"over-limit"},
    bombs.zip_in_zip: {"over-limit"},
    bombs.zip_that_lies: {"broken"},
    bombs.zip_that_overlaps: {"broken"},
    bombs.gzip_of_zeros: {"over-limit"},
    bombs.gzip_in_gzip: {"over-limit"},
    bombs.bzip_of_zeros: {"over-limit"},
    bombs.xz_of_zeros: {"over-limit"},
    bombs.tar_that_lies: {"broken"},
    bombs.tar_of_holes: {"over-limit"},
    bombs.word_of_blanks: {"over-limit"},
    bombs.word_of_empty_paragraphs: {"over-limit"},
    bombs.rtf_of_braces: {READ},
    bombs.pdf_of_filters: {"empty", "over-limit"},
    bombs.pdf_of_runs: {"empty", "over-limit"},
    bombs.pdf_that_loops_back: {"empty", "broken"},
    bombs.pdf_that_draws_itself: {"crash", "empty"},
    bombs.pdf_of_looped_pages: {"broken"},
    bombs.pdf_of_a_million_pages: {"over-limit"},
    bombs.pdf_of_six_thousand_pages: {"over-limit"},
    bombs.pdf_of_a_vast_page: {"over-limit"},
    bombs.tei_that_laughs: {"markup"},
    bombs.tei_of_squares: {"not-text", "markup"},
    bombs.tei_in_depth: {"markup"},
    bombs.html_in_depth: {READ, "markup"},
    bombs.html_of_attributes: {"over-limit"},
    bombs.html_in_one_line: {"over-limit"},
    bombs.markdown_of_brackets: {READ},
    bombs.mail_in_depth: {"over-limit"},
    bombs.mail_in_mail: {"over-limit"},
    bombs.mail_of_many_parts: {"over-limit"},
    bombs.mail_of_head: {"over-limit"},
    bombs.mbox_of_many: {READ, "over-limit"},
    bombs.msg_that_loops: {"broken"},
    bombs.msg_without_a_mail: {"broken"},
    bombs.json_of_brackets: {"markup"},
    bombs.json_of_digits: {READ},
    bombs.json_of_stories: {"over-limit"},
    bombs.table_of_columns: {READ},
    bombs.table_of_rows: {"over-limit"},
    bombs.subtitles_of_cues: {READ},
    bombs.warc_of_zeros: {"over-limit"},
    bombs.warc_that_lies: {READ},
    bombs.picture_of_nothing: {"over-limit"},
}
"""Bomb -> what may become of it: codes of failures, or that it is read."""

IN_WORDS = {bombs.json_of_digits, bombs.warc_that_lies, bombs.rtf_of_braces, bombs.table_of_columns}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all bombs, as a run over a folder has."""
    with Sandbox() as one:
        yield one


def peak() -> int:
    """The most memory that the child has held, in bytes; nothing where a bomb killed it."""
    own = os.getpid()
    children = Path(f"/proc/{own}/task/{own}/children").read_text(encoding="ascii").split()
    lines = [line for child in children for line in Path(f"/proc/{child}/status").read_text(encoding="ascii").split("\n")]
    return max((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), default=0)


@pytest.mark.parametrize("build", CASES, ids=lambda build: build.__name__)
def test_a_bomb_is_told_and_the_next_file_is_read(sandbox: Sandbox, build: Builder) -> None:
    rows = list(sandbox.read(build(), origin="bomb"))
    assert {row.code if isinstance(row, Failure) else READ for row in rows} <= CASES[build]
    assert all(row.message.startswith("bomb") for row in rows if isinstance(row, Failure))
    assert all(names_a_limit(row.message) for row in rows if isinstance(row, Failure) and row.code == "over-limit")
    assert peak() < min(MOST_MEMORY, limits.CHILD_BYTES)
    (after,) = sandbox.read(bombs.WORDS, origin="good.txt")
    assert isinstance(after, Document)
    assert after.text == bombs.WORDS.decode()


@pytest.mark.parametrize("build", IN_WORDS, ids=lambda build: build.__name__)
def test_what_was_hidden_in_a_file_that_is_read_is_found_and_nothing_else(sandbox: Sandbox, build: Builder) -> None:
    (row,) = sandbox.read(build(), origin="bomb")
    assert isinstance(row, Document)
    assert row.text.split()[-4:] == ["The", "mayor", "said", "no."]


def names_a_limit(message: str) -> bool:
    """Whether it names the limit, what was found, what is allowed, and how to raise it."""
    limit = message.partition("MEMCON_")[2].partition("=")[0]
    return hasattr(limits, limit) and f"{limit}: " in message and " found, " in message and " allowed" in message


def test_a_limit_that_is_raised_lets_the_file_in(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bombs.zipped([("a.txt", bombs.WORDS * 60_000)])
    with Sandbox() as usual:
        assert [row.code for row in usual.read(data, origin="a.zip") if isinstance(row, Failure)] == ["over-limit"]
    monkeypatch.setenv("MEMCON_UNPACK_RATIO", "5000")
    with Sandbox() as raised:
        (row,) = raised.read(data, origin="a.zip")
    assert isinstance(row, Document)
    assert len(row.text) == len(bombs.WORDS) * 60_000


def test_a_child_that_would_take_more_memory_than_it_may_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMCON_CHILD_BYTES", str(200 * MEBIBYTE))
    monkeypatch.setenv("MEMCON_TEXT_POINTS", "100000000")
    with Sandbox() as small:
        (row,) = small.read(bombs.WORDS * 1_500_000, origin="big.txt")
        (after,) = small.read(bombs.WORDS, origin="good.txt")
    assert isinstance(row, Failure)
    assert row.code == "memory"
    assert isinstance(after, Document)
