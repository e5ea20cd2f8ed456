"""Pages of the web: a story among what papers print around it."""

from __future__ import annotations

from html import escape
from typing import Final

from bench.archive.texts import Role, Text

_LINKS: Final = ("Politics", "World", "Business", "Weather", "Letters", "Sport")
_RELATED: Final = ("Five things to know before the vote", "Storm closes the coast road", "How the port works at night", "Our readers write")


def page(text: Text) -> bytes:
    """The document as a page in UTF-8."""
    paragraphs = "\n".join(f"<p>{escape(one, quote=False)}</p>" for one in text.paragraphs)
    language = text.detail if text.role is Role.FOREIGN else "en"
    links = "".join(f'<li><a href="/{one.lower()}">{one}</a></li>' for one in _LINKS)
    related = "".join(f'<li><a href="/{n}.html">{one}</a></li>' for n, one in enumerate(_RELATED))
    body = f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{escape(text.title)} | {escape(text.outlet.name)}</title>
<meta property="og:site_name" content="{escape(text.outlet.name)}">
<meta property="article:published_time" content="{text.day.isoformat()}T08:00:00Z">
<link rel="canonical" href="{text.address}">
<script>var visits = 0;</script>
</head>
<body>
<div class="cookie-notice" role="dialog"><p>We use cookies to remember your settings.</p><button>Accept all</button></div>
<header><nav><ul>{links}</ul></nav></header>
<main><article>
<h1>{escape(text.title)}</h1>
<p class="byline"><time datetime="{text.day.isoformat()}">{text.day.day} {text.day:%B} {text.day.year}</time></p>
{paragraphs}
</article></main>
<aside class="related"><h3>Related stories</h3><ul>{related}</ul></aside>
<footer><p>Subscribe to our newsletter</p><p>All rights reserved. {escape(text.outlet.name)}</p></footer>
</body>
</html>
"""
    return body.encode()
