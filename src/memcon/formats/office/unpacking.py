"""Office files are archives of XML: every part is counted and looked at before a library sees any."""

from __future__ import annotations

from memcon.formats.allowance import FileAllowance
from memcon.formats.containers.zips import is_folder, open_zip, unpack_entry
from memcon.formats.markup import parse_xml


def unpack_office(untrusted_bytes: bytes, *, origin: str) -> dict[str, bytes]:
    """Every XML part of an office file, counted while unpacking and parsed once without entities, before a library sees any.

    Raises BrokenFile, BrokenMarkup, Locked and OverLimit.
    """
    archive = open_zip(untrusted_bytes, origin=origin)
    allowance = FileAllowance(origin)
    parts: dict[str, bytes] = {}
    for entry in archive.infolist():
        if is_folder(entry):
            continue
        allowance.count_member()
        part = unpack_entry(archive, entry, origin=origin, allowance=allowance)
        if entry.filename.lower().endswith((".xml", ".rels")):
            parse_xml(part, origin=origin)
            parts[entry.filename] = part
    return parts
