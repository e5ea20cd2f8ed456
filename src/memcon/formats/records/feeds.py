"""News saved as JSON: ninjs (IPTC), NewsArticle (schema.org, JSON-LD), JSON Feed, one story or a list of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from memcon import limits
from memcon.errors import BrokenMarkup, EmptyFile, FormatError, NotText, OverLimit
from memcon.formats.decode import decode
from memcon.formats.html import HTML_FORMAT
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.model.document import Document, Kind

_BODIES: Final = (
    "articleBody",
    "body_text",
    "content_text",
    "body_xhtml",
    "body_html",
    "content_html",
    "body",
    "text",
    "content",
    "description_text",
)
_TITLES: Final = ("headline", "title", "name", "slugline")
_DATES: Final = ("datePublished", "published", "versioncreated", "date_published", "firstcreated", "dateCreated", "date")
_BYLINES: Final = ("byline", "author", "authors", "creator")
_OUTLETS: Final = ("publisher", "provider", "copyrightholder", "source", "outlet", "infosources")
_LISTS: Final = ("@graph", "items", "articles", "stories", "results", "docs")
_MARKUP: Final = re.compile(r"<(?:p|div|br|h\d|article|body)\b", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)")
LOOK: Final = 6
"""How deep lists of stories are looked for."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Reads stories in JSON."""

    name: str = "json"
    media_types: tuple[str, ...] = ("application/json", "application/ld+json")
    binary: bool = False
    library: str = "standard library"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens an object with a name, or a list of objects."""
        return re.match(rb'(?:\xef\xbb\xbf)?\s{0,50}(?:\[\s{0,50})?\{\s{0,200}"', untrusted_head) is not None

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """A document for each story; of several each has `#` and its number. Raises BrokenMarkup, NotText and OverLimit."""
        decoded = decode(untrusted_bytes, origin=origin)
        stories = list(_stories(parse_json(decoded.text, origin=origin), 0))
        if not stories:
            raise NotText(origin, found="JSON without a text that memcon knows (such as articleBody, body_text or content)")
        if len(stories) > limits.ROWS:
            raise OverLimit(origin, limit="ROWS", allowed=limits.ROWS, found=len(stories))
        digest = hashlib.sha256(untrusted_bytes).hexdigest()
        places = [origin] if len(stories) == 1 else [f"{origin}#{n}" for n in range(1, len(stories) + 1)]
        found = [story_document(s, digest, place, kind, self.media_types[0]) for s, place in zip(stories, places, strict=True)]
        documents = tuple(d for d in found if d is not None)
        if not documents:
            raise EmptyFile(origin, why="there is no text in it")
        return documents


def parse_json(untrusted: str, *, origin: str) -> Any:
    """The value, numbers as they are written. Raises BrokenMarkup, also for a name that comes twice and for too deep nesting."""
    try:
        return json.loads(untrusted, parse_constant=lambda _: None, parse_int=str, parse_float=str, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        why = "the JSON is not well-formed, names something twice, or is nested too deeply; mend it and read it again"
        raise BrokenMarkup(origin, why=why) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a name that comes twice would let one text hide another. Raises ValueError."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice in one object")
    return found


def _stories(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > LOOK:
        return
    if isinstance(value, list):
        for one in value:
            yield from _stories(one, depth + 1)
    elif isinstance(value, dict):
        if _first(value, _BODIES) is not None:
            yield value
        else:
            for name in _LISTS:
                yield from _stories(value.get(name), depth + 1)


def story_document(story: dict[str, Any], digest: str, origin: str, kind: Kind | None, media_type: str) -> Document | None:
    """The document of one story; None where its text is empty."""
    body = str(_first(story, _BODIES) or "")
    published = _DAY.match(_words(_first(story, _DATES)) or "")
    about = About(
        media_type,
        _words(_first(story, _TITLES)),
        published[1] if published else None,
        _words(_first(story, _BYLINES)),
        _words(_first(story, _OUTLETS)),
        certain=True,
    )
    try:
        document = _laid_out(body, about, digest, origin, kind)
    except FormatError:
        return None
    return replace(document, title=about.title or document.title)


def _laid_out(body: str, about: About, digest: str, origin: str, kind: Kind | None) -> Document:
    """The text of the story, its title first, as a newspaper would print it."""
    paragraphs = _of_markup(body, origin) if _MARKUP.search(body) else re.split(r"\n\s{0,20}\n|\n", body)
    title = [about.title] if about.title and one_line(paragraphs[0]) != about.title else []
    lines = [Paragraph(one_line(p)) for p in (*title, *paragraphs)]
    if not any(one_line(p) for p in paragraphs):
        raise EmptyFile(origin, why="there is no text in it")
    return compose(lines, about, untrusted_bytes=b"", origin=origin, kind=kind, sha256=digest)


def _of_markup(body: str, origin: str) -> list[str]:
    page = f"<html><body><article>{body}</article></body></html>".encode("utf-8", "replace")
    return HTML_FORMAT.read(page, origin=origin, kind=None)[0].text.split("\n\n")


def _first(value: dict[str, Any], names: tuple[str, ...]) -> Any:
    """The first of the names that holds something; for a text something long enough to be one."""
    return next(
        (value[n] for n in names if value.get(n) not in (None, "", [], {}) and not (names is _BODIES and not isinstance(value[n], str))),
        None,
    )


def _words(value: Any) -> str | None:
    """A name from a string, an object with a name, or a list of either."""
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("literal") or value.get("headline"))
    if isinstance(value, list):
        return ", ".join(w for v in value[:20] if (w := _words(v))) or None
    return one_line(str(value))[: limits.NAME_POINTS] or None if isinstance(value, str) else None


FEED = Feed()
