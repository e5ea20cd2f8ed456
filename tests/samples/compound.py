"""Writes compound files ([MS-CFB] version 3), which no library of ours writes: enough for the mails that Outlook saves.

Streams shorter than 4,096 bytes lie in the small sectors, as the standard has it; the folders are one chain of siblings.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STREAM, STORAGE, ROOT = 2, 1, 5
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass
class Entry:
    """A line of the directory."""

    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = END


def compound_file(tree: dict[str, object]) -> bytes:
    """The file that holds the tree: a dictionary is a folder, bytes are a stream."""
    entries = [Entry("Root Entry", ROOT)]
    _add(entries, 0, tree)
    small = [e for e in entries[1:] if e.kind == STREAM and 0 < len(e.data) < CUTOFF]
    small_table, small_data = _chained(small, SMALL)
    root = entries[0]
    root.data = small_data
    large = [e for e in entries if e.kind == STREAM and len(e.data) >= CUTOFF]
    table, body = _chained([*([root] if small_data else []), *large], SECTOR)
    minifat, minifat_start = _packed(small_table), len(table)
    table += _run(minifat, len(table))
    directory, directory_start = _directory(entries), len(table)
    table += _run(directory, len(table))
    head = _head(table, directory_start, minifat_start if minifat else END, len(minifat) // SECTOR)
    return head + body + minifat + directory + _fat(table)


def _run(held: bytes, first: int) -> list[int]:
    """The sectors of what lies in one piece, each naming the next."""
    return [*range(first + 1, first + len(held) // SECTOR), END] if held else []


def _add(entries: list[Entry], parent: int, tree: dict[str, object]) -> None:
    for name, held in tree.items():
        entries.append(Entry(name, STREAM, held) if isinstance(held, bytes) else Entry(name, STORAGE))
        at = len(entries) - 1
        entries[parent].children.append(at)
        if isinstance(held, dict):
            _add(entries, at, held)


def _chained(entries: list[Entry], size: int) -> tuple[list[int], bytes]:
    """The table of sectors and the sectors, each entry told where it starts."""
    table: list[int] = []
    data = b""
    for entry in entries:
        entry.start = len(table)
        padded = entry.data + bytes(-len(entry.data) % size)
        data += padded
        table += [len(table) + k + 1 for k in range(len(padded) // size - 1)] + [END]
    return table, data + bytes(-len(data) % SECTOR)


def _packed(table: list[int]) -> bytes:
    return struct.pack(f"<{len(table)}I", *table) + b"\xff" * (-len(table) * 4 % SECTOR)


def _directory(entries: list[Entry]) -> bytes:
    siblings = {a: b for e in entries for a, b in zip(e.children, e.children[1:], strict=False)}
    lines = b"".join(_line(e, siblings.get(at, FREE)) for at, e in enumerate(entries))
    return lines + bytes(-len(lines) % SECTOR)


def _line(entry: Entry, right: int) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    child = entry.children[0] if entry.children else FREE
    start = entry.start if entry.data else (0 if entry.kind == STORAGE else END)
    return name.ljust(64, b"\0") + struct.pack(
        "<HBBIII16sIQQIII", len(name), entry.kind, 1, FREE, right, child, b"", 0, 0, 0, start, len(entry.data), 0
    )


def _fat(table: list[int]) -> bytes:
    count = _fat_sectors(len(table))
    return _packed([*table, *[FAT] * count])


def _fat_sectors(used: int) -> int:
    count = 1
    while (used + count) * 4 > count * SECTOR:
        count += 1
    return count


def _head(table: list[int], directory: int, minifat: int, minifat_sectors: int) -> bytes:
    count = _fat_sectors(len(table))
    where = [len(table) + k for k in range(count)]
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6s", 0x3E, 3, 0xFFFE, 9, 6, b"")
        + struct.pack("<IIIIIIIII", 0, count, directory, 0, CUTOFF, minifat, minifat_sectors, END, 0)
        + struct.pack("<109I", *where, *[FREE] * (109 - count))
    )  # fmt: skip


def outlook_mail(texts: dict[str, str], sent: datetime, attached: dict[str, bytes]) -> bytes:
    """A mail as Outlook saves it ([MS-OXMSG]): texts under their property tags, the time it was sent, files by name."""
    ticks = int((sent - EPOCH).total_seconds()) * 10_000_000
    properties = bytes(32) + struct.pack("<IIQ", 0x00390040, 6, ticks)
    tree: dict[str, object] = {"__properties_version1.0": properties}
    tree |= {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    for n, (name, data) in enumerate(attached.items()):
        held: dict[str, object] = {"__substg1.0_3707001F": name.encode("utf-16-le"), "__substg1.0_37010102": data}
        tree[f"__attach_version1.0_#{n:08X}"] = {"__properties_version1.0": bytes(8), **held}
    return compound_file(tree)
