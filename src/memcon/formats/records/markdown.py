"""Markdown (CommonMark) by markdown-it: headings, paragraphs, lists and block quotations, without their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from memcon.formats.decode import decode
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.model.document import Document, Kind

_SIGNS: Final = tuple(
    re.compile(p, re.MULTILINE)
    for p in (
        rb"^#{1,6} \S",
        rb"\]\((?:https?://|/|#)[^)\s]{1,300}\)",
        rb"^```",
        rb"(?<!\S)\*\*[^*\s][^*\n]{1,80}\*\*",
        rb"^> \S",
        rb"^\* \S|^- \S",
    )
)
_FRONT: Final = re.compile(r"\A---\n(?:[\w-]{1,40}:[^\n]{0,500}\n){1,40}---\n")


@dataclass(frozen=True, slots=True)
class Markdown:
    """Reads Markdown."""

    name: str = "markdown"
    media_types: tuple[str, ...] = ("text/markdown",)
    binary: bool = False
    library: str = "markdown-it-py"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether there is a heading of Markdown, or a link, and one more sign: one alone stands in plain text too."""
        found = [sign.search(untrusted_head) is not None for sign in _SIGNS]
        return (found[0] or found[1]) and sum(found) >= 2 or _has_title(untrusted_head)

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document. Raises EmptyFile and OverLimit."""
        from markdown_it import MarkdownIt

        decoded = decode(untrusted_bytes, origin=origin)
        front = _FRONT.match(decoded.text)
        body = decoded.text[front.end() :] if front else decoded.text
        tokens = MarkdownIt("commonmark", {"maxNesting": 20}).parse(body)
        told = dict(line.split(":", 1) for line in front.group().split("\n")[1:-2]) if front else {}
        about = About(self.media_types[0], _value(told, "title"), _value(told, "date"), _value(told, "author"))
        document = compose(list(_paragraphs(tokens)), about, untrusted_bytes=untrusted_bytes, origin=origin, kind=kind)
        return (replace(document, warnings=decoded.told_of(document.text)),)


def _has_title(untrusted_head: bytes) -> bool:
    return re.match(rb"\s{0,3}# [^\n]{1,200}\n", untrusted_head) is not None


def _value(told: dict[str, str], name: str) -> str | None:
    return told.get(name, "").strip(" \"'") or None


def _paragraphs(tokens: list[Any]) -> Iterator[Paragraph]:
    """The inline runs in order; code blocks as they stand; what lies in a block quotation is one."""
    quotes = 0
    for token in tokens:
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "inline":
            yield Paragraph(one_line(_words(token.children or [])), quoted=quotes > 0)
        elif token.type in ("fence", "code_block"):
            yield Paragraph(one_line(token.content))


def _words(children: list[Any]) -> str:
    return "".join(" " if c.type in ("softbreak", "hardbreak") else c.content for c in children if c.type != "html_inline")


MARKDOWN = Markdown()
