"""Mails and mailboxes: each level of a mail is a document of its own, each attachment a member, linked to the mail."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.errors import EmptyFile, FormatError
from memcon.formats.dates import find_date
from memcon.formats.html import HTML_FORMAT
from memcon.formats.lines import group_paragraphs, split_lines
from memcon.formats.mail.message import Mail, looks_like_mail, parse_mail
from memcon.formats.mail.replies import Level, split_levels
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.model.document import Document, Kind
from memcon.model.ids import document_id
from memcon.model.ledger import Failure
from memcon.ports import Allowance, Member

_FROM_LINE: Final = re.compile(rb"^From [^\n]{1,300}\r?\n", re.MULTILINE)
_UNNAMED: Final = re.compile(r"part\d+|attachment")


@dataclass(frozen=True, slots=True)
class Eml:
    """Reads mails as they were transmitted."""

    name: str = "eml"
    media_types: tuple[str, ...] = ("message/rfc822",)
    binary: bool = True
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens with the head of a mail, with a line that only mail programs write."""
        return looks_like_mail(untrusted_head)

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """The mail, and each passage that it answers or forwards. Raises BrokenFile, EmptyFile and OverLimit."""
        return mail_documents(parse_mail(untrusted_bytes, origin=origin), untrusted_bytes, origin=origin, kind=kind)

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:
        """The attachments."""
        yield from attachments(parse_mail(untrusted_bytes, origin=origin), allowance)


def attachments(mail: Mail, allowance: Allowance) -> Iterator[Member]:
    """The files on the mail, each name once; each counts towards what the file may unpack to."""
    names: set[str] = set()
    for attached in mail.attached:
        allowance.count_member()
        name, n = attached.name, 2
        while name in names:
            name, n = f"{attached.name} ({n})", n + 1
        names.add(name)
        yield Member(name, allowance.unpack(io.BytesIO(attached.untrusted_bytes), packed=len(attached.untrusted_bytes)))


def mail_documents(mail: Mail, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
    """The documents of the levels of a mail; one without a word of its own gives only what it passes on. Raises EmptyFile."""
    digest = hashlib.sha256(untrusted_bytes).hexdigest()
    levels = split_levels(mail.text) if mail.text.strip() or mail.html is None else (Level(),)
    own = _own(mail, levels[0], digest, origin, kind)
    parent = own.id if own else document_id(digest, origin)
    quoted = [_quoted(mail, level, n, parent, digest, origin, kind) for n, level in enumerate(levels[1:], 1)]
    if own is None and not quoted and not mail.attached:
        raise EmptyFile(origin, why="the mail holds no text and no attachment")
    return (*([own] if own else []), *quoted)


def _own(mail: Mail, level: Level, digest: str, origin: str, kind: Kind | None) -> Document | None:
    """What the writer of the mail wrote; from the HTML of the mail where it has no plain text."""
    about = About("message/rfc822", mail.subject, mail.date, mail.sender, None, _header(mail), certain=True)
    if level.text.strip():
        return compose(_paragraphs(level.text), about, untrusted_bytes=b"", origin=origin, kind=kind or Kind.MAIL, sha256=digest)
    if mail.html is None or mail.text.strip():
        return None
    try:
        (page,) = HTML_FORMAT.read(mail.html, origin=origin, kind=kind or Kind.MAIL)
    except FormatError:
        return None  # a mail may be a picture and nothing else; without an attachment it is told as empty
    return replace(
        page, id=document_id(digest, origin), sha256=digest, media_type=about.media_type, title=mail.subject, published=mail.date,
        byline=mail.sender, header=about.header,
    )  # fmt: skip


def _quoted(mail: Mail, level: Level, n: int, parent: str, digest: str, origin: str, kind: Kind | None) -> Document:
    """A passage that the mail quotes, as a document of its writer."""
    how = level.how or "reply"
    header: dict[str, object] = {"quoted_by": mail.sender or "", "quoted_as": how}
    if level.sender:
        header |= {"from": level.sender, "signed": level.sender, "quoted_writer": level.sender}
    header |= {k: v for k, v in (("to", list(level.to)), ("sent", level.sent), ("subject", level.subject)) if v}
    about = About("message/rfc822", level.subject or mail.subject, find_date(level.sent or ""), level.sender, None, header, certain=True)
    document = compose(
        _paragraphs(level.text), about, untrusted_bytes=b"", origin=f"{origin}#{how}{n}", kind=kind or Kind.MAIL, sha256=digest
    )
    return replace(document, parent=parent)


def _paragraphs(text: str) -> Sequence[Paragraph]:
    """The paragraphs of a mail, the lines that a mail program broke joined."""
    return [Paragraph(one_line(" ".join(line.text for line in group))) for group in group_paragraphs(split_lines(text))]


def _header(mail: Mail) -> dict[str, object]:
    told: dict[str, object] = {
        "from": mail.sender,
        "signed": mail.sender,
        "to": list(mail.to),
        "cc": list(mail.cc),
        "subject": mail.subject,
        "sent": mail.sent,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "attachments": [a.name for a in mail.attached if not _UNNAMED.fullmatch(a.name)],
    }
    return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Mbox:
    """Reads mailboxes (RFC 4155)."""

    name: str = "mbox"
    media_types: tuple[str, ...] = ("application/mbox",)
    binary: bool = True
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens with a From line and the head of a mail."""
        line = _FROM_LINE.match(untrusted_head)
        return line is not None and re.match(rb"[A-Za-z][\w-]{1,60}:", untrusted_head[line.end() :]) is not None

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:  # noqa: ARG002
        """None: the documents are in the members."""
        return ()

    def members(self, untrusted_bytes: bytes, *, origin: str, allowance: Allowance) -> Iterator[Member | Failure]:  # noqa: ARG002
        """The mails, numbered from 1."""
        found = (m.start() for m in _FROM_LINE.finditer(untrusted_bytes))
        starts = [at for at in found if at == 0 or untrusted_bytes[max(0, at - 4) : at].endswith((b"\n\n", b"\r\n\r\n"))]
        for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(untrusted_bytes)], strict=True), 1):
            allowance.count_member()
            body = untrusted_bytes[start:end].partition(b"\n")[2]
            mail = re.sub(rb"^>(>*From )", rb"\1", body, flags=re.MULTILINE)
            yield Member(f"message{n}", allowance.unpack(io.BytesIO(mail), packed=len(mail)))


EML = Eml()
MBOX = Mbox()
