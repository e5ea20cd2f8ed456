"""A mail (RFC 5322, 2045 to 2047) by the standard library: its head, its words, what it quotes, what is attached to it."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Final

from memcon import limits
from memcon.errors import BrokenFile, OverLimit
from memcon.formats.decode import decode

_KNOWN: Final = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_OPENING: Final = re.compile(
    rb"(?:>?From [^\n]{1,200}\n)?(?:return-path|received|delivered-to|message-id|mime-version|x-[\w-]{1,40}|dkim-signature|"
    rb"content-type|from|to|date|subject|cc|reply-to|sender):",
    re.IGNORECASE,
)
_FOLDS: Final = re.compile("[\r\n\u2028\u2029\x85\x0b\x0c\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that hangs on a mail."""

    name: str
    untrusted_bytes: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail holds; addresses are split before they are decoded, so that no encoded comma or line end makes two of one."""

    sender: str | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str | None = None
    date: str | None = None
    sent: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    text: str = ""
    html: bytes | None = None
    attached: tuple[Attached, ...] = field(default_factory=tuple)


def looks_like_mail(untrusted_head: bytes) -> bool:
    """Whether the bytes open with the head of a transmitted mail: an address line and a line only machines write."""
    if _OPENING.match(untrusted_head) is None:
        return False
    head = untrusted_head.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n"
    names = {m.group().lower() for m in _KNOWN.finditer(head)}
    machine = names & {b"message-id:", b"received:", b"return-path:", b"mime-version:", b"delivered-to:"}
    return bool(machine) and bool(names & {b"from:", b"to:", b"subject:", b"date:"})


def parse_mail(untrusted_bytes: bytes, *, origin: str) -> Mail:
    """The mail. Raises OverLimit for too long a head, too many or too deep parts, and BrokenFile."""
    head = min((k for k in (untrusted_bytes.find(b"\n\n"), untrusted_bytes.find(b"\r\n\r\n")) if k >= 0), default=len(untrusted_bytes))
    if head > limits.HEADER_BYTES:
        raise OverLimit(origin, limit="HEADER_BYTES", allowed=limits.HEADER_BYTES, found=head)
    try:
        message = email.message_from_bytes(untrusted_bytes)
    except RecursionError as error:
        raise OverLimit(origin, limit="MAIL_NESTING", allowed=limits.MAIL_NESTING, found=limits.MAIL_NESTING + 1) from error
    except (ValueError, LookupError, email.errors.MessageError) as error:
        raise BrokenFile(origin, why="the mail is damaged; save it again") from error
    return _gathered(message, origin)


def _gathered(message: Message, origin: str) -> Mail:
    text: list[str] = []
    html: bytes | None = None
    attached: list[Attached] = []
    for part in _parts(message, origin):
        kind, name = part.get_content_type(), _file_name(part)
        if name is None and kind == "text/plain":
            text.append(_text(part, origin))
        elif name is None and kind == "text/html":
            html = html or _bytes(part)
        elif (body := _bytes(part)).strip():
            attached.append(Attached(name or f"part{len(attached) + 1}", body))
    return _headed(message, "\n\n".join(t for t in text if t.strip()), html, tuple(attached))


def _parts(message: Message, origin: str) -> Iterator[Message]:
    """The leaves, in order; a mail inside the mail is a leaf. A stack of our own, for depth is the stranger's choice."""
    stack = [(message, 0)]
    seen = 0
    while stack:
        part, depth = stack.pop()
        seen += 1
        if seen > limits.MAIL_PARTS:
            raise OverLimit(origin, limit="MAIL_PARTS", allowed=limits.MAIL_PARTS, found=seen)
        if depth > limits.MAIL_NESTING:
            raise OverLimit(origin, limit="MAIL_NESTING", allowed=limits.MAIL_NESTING, found=depth)
        held = part.get_payload()
        if isinstance(held, list) and part.get_content_maintype() == "multipart":
            stack += [(p, depth + 1) for p in reversed(held) if isinstance(p, Message)]
        else:
            yield part


def _file_name(part: Message) -> str | None:
    """The name of an attachment; None for a part that is read with the mail."""
    if part.get_content_type() == "message/rfc822":
        return "forwarded.eml"
    raw = part.get_filename()
    if raw is None and part.get_content_disposition() != "attachment":
        return None if part.get_content_maintype() == "text" else "attachment"
    return base_name(_decoded(str(raw or "")))


def base_name(untrusted: str) -> str:
    """The name of an attachment on one line, without the folders in front of it."""
    return flat(untrusted).replace("\\", "/").rpartition("/")[2][: limits.NAME_POINTS] or "attachment"


def _bytes(part: Message) -> bytes:
    held = part.get_payload()
    if isinstance(held, list):
        return held[0].as_bytes() if held and isinstance(held[0], Message) else b""
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _text(part: Message, origin: str) -> str:
    body = _bytes(part)
    return decode(body, origin=origin, declared=part.get_content_charset()).text if body.strip() else ""


def _headed(message: Message, text: str, html: bytes | None, attached: tuple[Attached, ...]) -> Mail:
    sent = _when(message)
    return Mail(
        next(iter(_people(message, "From")), None),
        tuple(_people(message, "To")),
        tuple(_people(message, "Cc")),
        _line(message, "Subject"),
        sent[:10] if sent else None,
        sent,
        _line(message, "Message-ID"),
        _line(message, "In-Reply-To"),
        text,
        html,
        attached,
    )


def _line(message: Message, name: str) -> str | None:
    value = message.get(name)
    return flat(_decoded(str(value))) or None if value is not None else None


def _people(message: Message, name: str) -> Iterator[str]:
    """The names, or the addresses of those that have none, one for each address that was there before decoding."""
    raw = [_FOLDS.sub(" ", str(v)) for v in message.get_all(name, [])]
    for shown, address in email.utils.getaddresses(raw):
        person = flat(_decoded(shown)) or flat(address)
        if person:
            yield person


def _decoded(raw: str) -> str:
    """The encoded words of RFC 2047 as text; what cannot be decoded as it came."""
    try:
        return str(email.header.make_header(email.header.decode_header(raw)))
    except (LookupError, ValueError, email.errors.MessageError):
        return raw


def flat(untrusted: str) -> str:
    """One line: an encoded line end would begin a header of the stranger's making."""
    return " ".join(_FOLDS.sub(" ", "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in untrusted)).split())


def _when(message: Message) -> str | None:
    raw = message.get("Date")
    try:
        return email.utils.parsedate_to_datetime(str(raw)).isoformat() if raw is not None else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
