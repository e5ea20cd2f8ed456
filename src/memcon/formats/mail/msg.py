"""Outlook mails ([MS-OXMSG]) by olefile: the properties of the message, its text, its attachments."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from memcon import limits
from memcon.errors import BrokenFile, Locked, OverLimit
from memcon.formats.mail.eml import attachments, mail_documents
from memcon.formats.mail.message import Attached, Mail, base_name, flat
from memcon.model.document import Document, Kind
from memcon.model.ledger import Failure
from memcon.ports import Allowance, Member

_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUBJECT, _SENDER, _ADDRESS, _BODY, _HTML = "0037", "0C1A", "0C1F", "1000", "1013"
_TO, _CC, _ID, _REPLY = "0E04", "0E03", "1035", "1042"
_DATA, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_SENT, _DELIVERED = 0x00390040, 0x0E060040
_SPECIAL: Final = 0xFFFFFFFA
"""Values from here on end or mark a chain of sectors ([MS-CFB] 2.1)."""
_HEAD: Final = 32
"""Bytes before the first property of a message."""
_LAST: Final = 2_650_000_000_000_000_000
"""Ticks of 100 ns from 1601 to shortly before the year 10000."""
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Msg:
    """Reads mails saved by Outlook."""

    name: str = "msg"
    media_types: tuple[str, ...] = ("application/vnd.ms-outlook",)
    binary: bool = True
    library: str = "olefile"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it is a compound file; one that holds no mail is refused when it is read."""
        return untrusted_head.startswith(_MARK)

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """The mail, and each passage that it answers or forwards. Raises BrokenFile, EmptyFile, Locked and OverLimit."""
        return mail_documents(_parse(untrusted_bytes, origin), untrusted_bytes, origin=origin, kind=kind)

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:
        """The attachments."""
        yield from attachments(_parse(untrusted_bytes, origin), allowance)


def _parse(untrusted_bytes: bytes, origin: str) -> Mail:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(untrusted_bytes)) as opened:
            _refuse_loops(opened)
            return _mail(opened, origin)
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, struct.error) as error:
        raise BrokenFile(origin, why="this old office or Outlook file is damaged; save it as DOCX, PDF or EML and read that") from error


def _refuse_loops(opened: Any) -> None:
    """A table of sectors that loops, or in which chains meet, would give text that nobody wrote. Raises ValueError."""
    follows = {at: sector for at, sector in enumerate(opened.fat) if sector < _SPECIAL}
    met = set(follows.values())
    for first in follows.keys() - met:
        at: int | None = first
        while at is not None:
            at = follows.pop(at, None)
    if follows or len(met) < sum(sector < _SPECIAL for sector in opened.fat):
        raise ValueError("the table of sectors runs in a circle")


def _mail(opened: Any, origin: str) -> Mail:
    names = {"/".join(path): path for path in opened.listdir()}
    if len(names) > limits.MEMBERS * 20:
        raise OverLimit(origin, limit="MEMBERS", allowed=limits.MEMBERS, found=len(names))
    if "EncryptedPackage" in names:  # how office programs lock a DOCX ([MS-OFFCRYPTO] 2.3.4.4)
        raise Locked(origin)
    if "__properties_version1.0" not in names:
        raise BrokenFile(origin, why="this is an old office file and no mail; save it as DOCX or PDF and read that")
    sent = _sent(opened.openstream("__properties_version1.0").read())
    html = _stream(opened, names, "", _HTML, "0102")
    return Mail(
        _line(opened, names, _SENDER) or _line(opened, names, _ADDRESS),
        _names(_line(opened, names, _TO)),
        _names(_line(opened, names, _CC)),
        _line(opened, names, _SUBJECT),
        sent[:10] if sent else None,
        sent,
        _line(opened, names, _ID),
        _line(opened, names, _REPLY),
        _text(opened, names, "", _BODY).replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""),
        html or None,
        tuple(_attached(opened, names)),
    )


def _attached(opened: Any, names: dict[str, list[str]]) -> Iterator[Attached]:
    for folder in sorted({n.partition("/")[0] for n in names if n.startswith("__attach_version1.0_")}):
        name = _text(opened, names, f"{folder}/", _LONG_NAME) or _text(opened, names, f"{folder}/", _SHORT_NAME)
        data = _stream(opened, names, f"{folder}/", _DATA, "0102")
        if data:
            yield Attached(base_name(name), data)


def _stream(opened: Any, names: dict[str, list[str]], folder: str, tag: str, kind: str) -> bytes:
    path = names.get(f"{folder}__substg1.0_{tag}{kind}")
    data: bytes = opened.openstream(path).read() if path is not None else b""
    return data


def _text(opened: Any, names: dict[str, list[str]], folder: str, tag: str) -> str:
    wide = _stream(opened, names, folder, tag, "001F")
    return wide.decode("utf-16-le", "replace") if wide else _stream(opened, names, folder, tag, "001E").decode("cp1252", "replace")


def _line(opened: Any, names: dict[str, list[str]], tag: str) -> str | None:
    return flat(_text(opened, names, "", tag)) or None


def _names(shown: str | None) -> tuple[str, ...]:
    return tuple(name for part in (shown or "").split(";") if (name := part.strip(" '\"")))


def _sent(properties: bytes) -> str | None:
    """When it was sent: rows of sixteen bytes, each a tag, flags, and a value; times count 100 ns since 1601."""
    for at in range(_HEAD, len(properties) - 15, 16):
        tag, _, value = struct.unpack_from("<IIQ", properties, at)
        if tag in (_SENT, _DELIVERED) and value < _LAST:
            return (_EPOCH + timedelta(microseconds=value // 10)).isoformat()
    return None


MSG = Msg()
