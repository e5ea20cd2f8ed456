"""Names and kinds of parts that would lead out of an archive: refused and told, the parts beside them read."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.formats.walk import walk
from memcon.model.document import Document
from memcon.model.ledger import Failure
from tests.hostile.bombs import WORDS

EVIL_NAMES = [
    "../outside.txt",
    "a/../../outside.txt",
    "/etc/outside.txt",
    "//host/share.txt",
    "..\\outside.txt",
    "a\\b.txt",
    "C:evil.txt",
    "C:\\evil.txt",
    "CON",
    "con.txt",
    "a/NUL.txt",
    "lpt1",
    "trailing. ",
    "dots...",
    "n" * 400,
    "\x1b]0;title\x07.txt",
    "line\nbreak.txt",
    "\u0085.txt",
]


def in_zip(name: str, mode: int = 0o100644) -> bytes:
    """A ZIP archive of a part with the name, and a good one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = name
        entry.external_attr = mode << 16
        archive.writestr(entry, WORDS)
        archive.writestr("good.txt", WORDS)
    return out.getvalue()


def in_tar(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> bytes:
    """A tar archive of a part with the name and the type, and a good one."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for part, type_ in ((name, kind), ("good.txt", tarfile.REGTYPE)):
            entry = tarfile.TarInfo(part)
            entry.type, entry.linkname, entry.size = type_, target, len(WORDS) if type_ == tarfile.REGTYPE else 0
            archive.addfile(entry, io.BytesIO(WORDS) if entry.size else None)
    return out.getvalue()


def outcomes(data: bytes) -> list[Document | Failure]:
    """What becomes of the archive."""
    return list(walk(data, origin="a"))


def assert_refused_beside_a_good_one(rows: list[Document | Failure]) -> None:
    """The first part is a failure that says it was not opened, on one line; the second is read."""
    bad, good = rows
    assert isinstance(bad, Failure)
    assert bad.code == "unsafe"
    assert bad.message.startswith("a#")
    assert "not opened" in bad.message
    assert bad.message.isprintable()
    assert isinstance(good, Document)
    assert good.origin == "a#good.txt"


@pytest.mark.parametrize("name", EVIL_NAMES, ids=ascii)
def test_a_name_that_leads_outside_a_zip_is_refused(name: str) -> None:
    assert_refused_beside_a_good_one(outcomes(in_zip(name)))


@pytest.mark.parametrize("name", EVIL_NAMES, ids=ascii)
def test_a_name_that_leads_outside_a_tar_is_refused(name: str) -> None:
    assert_refused_beside_a_good_one(outcomes(in_tar(name)))


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o060644, 0o020644], ids=["link", "pipe", "block device", "device"])
def test_what_is_no_file_in_a_zip_is_refused(mode: int) -> None:
    assert_refused_beside_a_good_one(outcomes(in_zip("a.txt", mode)))


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE],
    ids=["link", "hard link", "pipe", "device", "block device"],
)
def test_what_is_no_file_in_a_tar_is_refused(kind: bytes) -> None:
    assert_refused_beside_a_good_one(outcomes(in_tar("a.txt", kind, "/etc/passwd")))


def test_a_hard_link_to_a_part_of_the_archive_is_not_followed() -> None:
    assert_refused_beside_a_good_one(outcomes(in_tar("again.txt", tarfile.LNKTYPE, "good.txt")))


def test_nul_ends_no_name_early() -> None:
    data = in_zip("good2.txt").replace(b"good2.txt", b"a\x00ood.txt")
    rows = outcomes(data)
    assert all(isinstance(row, Failure) or row.origin == "a#good.txt" or "\x00" not in row.origin for row in rows)
    assert any(isinstance(row, Document) for row in rows)


def encrypted() -> Iterator[bytes]:
    """ZIP archives whose parts are marked as encrypted, in the central list and at the part."""
    data = bytearray(in_zip("secret.txt"))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    data[6] |= 1
    yield bytes(data)


def test_a_part_that_is_locked_is_told_and_the_others_are_read() -> None:
    (data,) = encrypted()
    locked, good = outcomes(data)
    assert isinstance(locked, Failure)
    assert (locked.code, locked.origin) == ("locked", "a#secret.txt")
    assert "without one" in locked.message
    assert isinstance(good, Document)


def test_nothing_is_unpacked_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in EVIL_NAMES:
        outcomes(in_zip(name))
        outcomes(in_tar(name))
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "outside.txt").exists()


def test_an_empty_archive_is_told() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    (row,) = outcomes(empty.getvalue())
    assert isinstance(row, Failure)
    assert row.code == "empty"


def test_what_systems_leave_in_archives_is_no_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("__MACOSX/._good.txt", b"\x00\x05\x16\x07")
        archive.writestr("a/.DS_Store", b"\x00\x00\x00\x01Bud1")
        archive.writestr("good.txt", WORDS)
    (row,) = outcomes(out.getvalue())
    assert isinstance(row, Document)


@pytest.mark.parametrize("origin", ["backup: march.zip", "a:b.zip", "C: x.zip"])
def test_a_colon_in_the_name_of_an_archive_does_not_cut_the_place_of_a_failure(origin: str) -> None:
    for data in (in_zip("../outside.txt"), in_tar("../outside.txt")):
        bad, good = walk(data, origin=origin)
        assert isinstance(bad, Failure)
        assert (bad.origin, good.origin) == (f"{origin}#../outside.txt", f"{origin}#good.txt")
