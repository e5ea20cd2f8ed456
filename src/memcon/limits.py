"""Every number that protects memcon from its input, and why it is that number.

Each can be set: `MEMCON_FILE_BYTES=100000000 memcon read big.xml`. A value that is no number is listed in `WRONG`, and the
number that stands here is kept.
"""

from __future__ import annotations

import os
from typing import Final

PREFIX: Final = "MEMCON_"
MEBIBYTE: Final = 1024 * 1024
WRONG: Final[list[str]] = []
"""What was set and is no number; the command line refuses to start with one."""


def _number(name: str, usual: int) -> int:
    """The number that the environment sets for the limit, or the usual one."""
    wanted = os.environ.get(PREFIX + name)
    if wanted is None:
        return usual
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 18 and int(wanted) > 0):
        WRONG.append(f"{PREFIX}{name}={wanted[:40]}: a limit is a whole number above zero; the usual one is {usual}")
        return usual
    return int(wanted)


FILE_BYTES: Final = _number("FILE_BYTES", 64 * MEBIBYTE)
"""The largest file that is opened. A FRUS volume is 3 to 6 million characters; ten of them fit."""

TEXT_POINTS: Final = _number("TEXT_POINTS", 20_000_000)
"""The longest text of one document, in code points."""

SENTENCE_POINTS: Final = _number("SENTENCE_POINTS", 20_000)
"""The longest paragraph that is parsed in one piece; a longer one is cut at white space.

spaCy's tokenizer is quadratic on some strings (16,000 times `a:` takes 4.8 s), so no piece may be long."""

WORD_POINTS: Final = _number("WORD_POINTS", 1_000)
"""The longest run without white space that is parsed; a longer one (base64, a 50 MB line) is set aside."""

CHAIN_LINKS: Final = _number("CHAIN_LINKS", 12)
"""The deepest chain of sources. The deepest in FRUS 1977-80 vol. XIX is five."""

QUOTE_NESTING: Final = _number("QUOTE_NESTING", 8)
"""The deepest quotation inside quotations; deeper marks are read as text."""

QUOTE_BLOCKS: Final = _number("QUOTE_BLOCKS", 40)
"""How many paragraphs one reopened quotation may run over before it is taken as never closed."""

XML_DEPTH: Final = _number("XML_DEPTH", 200)
"""The deepest nesting of elements in XML and HTML. libxml2 itself stops at 256."""

ATTRIBUTES: Final = _number("ATTRIBUTES", 10_000)
"""How many attributes one tag of a web page may have. A picture kept inside a tag has few, however long it is."""

NAME_POINTS: Final = _number("NAME_POINTS", 300)
"""The longest name shown; longer ones are cut with an ellipsis."""

FILES: Final = _number("FILES", 100_000)
"""How many files one folder may bring into one call of `read`."""

UNPACKED_BYTES: Final = _number("UNPACKED_BYTES", 256 * MEBIBYTE)
"""What one file may unpack to in all, its parts and their parts together, counted while reading: headers lie."""

UNPACK_RATIO: Final = _number("UNPACK_RATIO", 100)
"""How many times its packed size a part may grow to, after the first MiB. Text packs 3 to 10 times, office files up to 40;
a bomb 1,000 times (2.0 MB of .docx that held 507 MB: 257)."""

MEMBERS: Final = _number("MEMBERS", 1_000)
"""How many parts (files of an archive, messages of a mailbox, attachments) one file may hold in all."""

NESTING: Final = _number("NESTING", 5)
"""How deep archives and mails may lie in one another."""

MAIL_NESTING: Final = _number("MAIL_NESTING", 20)
"""How deep the parts of one mail may nest. The standard library runs out of stack near 300; 2,000 were tried on it."""

MAIL_PARTS: Final = _number("MAIL_PARTS", 2_000)
"""How many parts one mail may have."""

HEADER_BYTES: Final = _number("HEADER_BYTES", 256 * 1024)
"""The longest head of a mail. Long lists of recipients take some tens of thousands."""

ROWS: Final = _number("ROWS", 20_000)
"""How many rows of a table, or documents of a volume, one file may give."""

PDF_PAGES: Final = _number("PDF_PAGES", 5_000)
"""The longest PDF. The longest FRUS volume printed has 1,400 pages."""

OCR_PAGES: Final = _number("OCR_PAGES", 50)
"""How many pages one file may have that must be recognised from pictures: one takes 1 to 4 s."""

PICTURE_POINTS: Final = _number("PICTURE_POINTS", 40_000_000)
"""The largest picture that is recognised or drawn, in pixels: A3 at 400 dots an inch is 31 million."""

PICTURE_SECONDS: Final = _number("PICTURE_SECONDS", 20)
"""Time, and processor time, for the picture of one page: somebody looks at the page and waits. Most take under 0.1 s."""

CHILD_BYTES: Final = _number("CHILD_BYTES", 1024 * MEBIBYTE)
"""The address space of the child process that reads files."""

CHILD_CPU_SECONDS: Final = _number("CHILD_CPU_SECONDS", 60)
"""Processor time that the child may take for one file."""

CHILD_WALL_SECONDS: Final = _number("CHILD_WALL_SECONDS", 90)
"""Time that the child may take for one file."""

CHILD_GRACE_SECONDS: Final = _number("CHILD_GRACE_SECONDS", 3)
"""How long a child that was told to stop may take before it is killed."""

CHILD_FILES: Final = _number("CHILD_FILES", 64)
"""How many files the child may have open: libraries, pipes, and a recogniser of text."""

CHILD_REPLY_BYTES: Final = _number("CHILD_REPLY_BYTES", 1024 * MEBIBYTE)
"""What the child may send for one file in all. The text of UNPACKED_BYTES with its sections takes less."""

WEB_BODY_BYTES: Final = _number("WEB_BODY_BYTES", MEBIBYTE)
"""The largest body of a request to the workbench that uploads no files: forms and judgements take some kilobytes."""

WEB_UPLOAD_BYTES: Final = _number("WEB_UPLOAD_BYTES", 64 * MEBIBYTE)
"""The largest upload in one request: as FILE_BYTES, above which no file is read anyway."""

WEB_FIELDS: Final = _number("WEB_FIELDS", 1_000)
"""How many fields a form or a query string may have."""

WEB_HEADERS: Final = _number("WEB_HEADERS", 100)
"""How many headers a request may have. Browsers send 15 to 25."""

WEB_HEADER_BYTES: Final = _number("WEB_HEADER_BYTES", 32 * 1024)
"""How long the address and the headers of a request may be together."""

WEB_BODY_SECONDS: Final = _number("WEB_BODY_SECONDS", 30)
"""How long the body of a request may take to arrive."""

WEB_UPLOAD_SECONDS: Final = _number("WEB_UPLOAD_SECONDS", 600)
"""How long an upload may take to arrive: 64 MiB on a line of 1 Mbit/s."""

WEB_CHUNK_SECONDS: Final = _number("WEB_CHUNK_SECONDS", 15)
"""How long a body may pause between two pieces."""

WEB_REQUEST_SECONDS: Final = _number("WEB_REQUEST_SECONDS", 30)
"""How long the workbench may take to begin an answer once it has the whole request. Longer work is a job with a progress sign."""

WEB_CONCURRENT: Final = _number("WEB_CONCURRENT", 64)
"""How many requests are worked on at once. A browser holds 6 connections; ten people fit."""

WEB_IDLE_SECONDS: Final = _number("WEB_IDLE_SECONDS", 12 * 3600)
"""After how long without a request somebody must come in again: nobody is still in the next morning."""

WEB_SESSION_SECONDS: Final = _number("WEB_SESSION_SECONDS", 24 * 3600)
"""After how long somebody must come in again, however busy: longer than any working day."""

WEB_SESSIONS: Final = _number("WEB_SESSIONS", 1_000)
"""How many sessions are kept; the one that has been idle longest makes room."""

WEB_TRIES: Final = _number("WEB_TRIES", 5)
"""How many wrong passwords of one name, or wrong start addresses, are answered at once; an address may give four times as many
wrong passwords. After them each try waits twice as long as the last."""

WEB_WAIT_SECONDS: Final = _number("WEB_WAIT_SECONDS", 900)
"""The longest wait after wrong passwords; after twice as long without one they are forgotten. It leaves some 430 tries a day of one
name to whoever guesses, against passwords of twelve characters and more."""

WEB_PAUSE_SECONDS: Final = _number("WEB_PAUSE_SECONDS", 1)
"""How long a wrong start address waits for its answer once WEB_TRIES were wrong."""

DISK_FLOOR_BYTES: Final = _number("DISK_FLOOR_BYTES", 200 * MEBIBYTE)
"""What must stay free on the disk beside an upload while it arrives, and when it is taken into the inbox: the case itself needs room
to be written."""

REGEX_SECONDS: Final = 0.5
"""What every pattern must stay under on its worst case of 50,000 characters (tests/hostile)."""
