"""Stories in JSON, under the names that feeds give their fields."""

from __future__ import annotations

import json
from typing import Any

import pytest

from memcon.errors import BrokenMarkup, EmptyFile, NotText
from memcon.formats.records.feeds import FEED
from memcon.model.document import Document

BODY = "The mayor said that the pier was shut.\n\nNobody left."


def read(value: Any) -> tuple[Document, ...]:
    return FEED.read(json.dumps(value).encode(), origin="a.json", kind=None)


@pytest.mark.parametrize(
    "story",
    [
        {"@type": "NewsArticle", "headline": "Pier shut", "datePublished": "2024-05-14", "author": {"name": "Hanne Oduya"},
         "publisher": {"name": "Courier"}, "articleBody": BODY},
        {"uri": "x", "headline": "Pier shut", "versioncreated": "2024-05-14T08:00:00Z", "byline": "Hanne Oduya", "provider": "Courier",
         "body_text": BODY},
        {"title": "Pier shut", "date_published": "2024-05-14T08:00:00Z", "authors": [{"name": "Hanne Oduya"}], "source": "Courier",
         "content_text": BODY},
        {"title": "Pier shut", "published": "2024-05-14", "author": ["Hanne Oduya"], "outlet": "Courier",
         "content_html": "<p>The mayor said that the pier was shut.</p><p>Nobody left.</p>"},
    ],
    ids=["schema.org", "ninjs", "json feed", "html"],
)  # fmt: skip
def test_a_story_is_read_under_each_name(story: dict[str, Any]) -> None:
    (document,) = read(story)
    assert (document.title, document.published, document.byline, document.outlet) == ("Pier shut", "2024-05-14", "Hanne Oduya", "Courier")
    assert document.text == f"Pier shut\n\n{BODY}"


def test_lists_of_stories_are_numbered() -> None:
    stories = [{"title": f"Story {n}", "text": f"Nobody left on day {n}."} for n in (1, 2)]
    assert [d.origin for d in read(stories)] == ["a.json#1", "a.json#2"]
    assert [d.origin for d in read({"items": stories})] == ["a.json#1", "a.json#2"]
    assert [d.title for d in read({"@graph": [{"@type": "WebSite", "name": "x"}, *stories]})] == ["Story 1", "Story 2"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b'{"price": 3}', NotText),
        (b'{"text": "a", "text": "b"}', BrokenMarkup),
        (b'{"text": "a"', BrokenMarkup),
        (b'{"text": " "}', EmptyFile),
    ],
    ids=["no text", "a name twice", "cut", "blank"],
)
def test_what_is_no_story_is_told(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^a\.json: "):
        FEED.read(data, origin="a.json", kind=None)


def test_odd_values_are_unknown_and_break_nothing() -> None:
    (document,) = read({"headline": {}, "datePublished": ["x"], "author": [None, {"age": 3}], "publisher": True, "text": BODY})
    assert (document.title, document.published, document.byline, document.outlet) == (None, None, None, None)
