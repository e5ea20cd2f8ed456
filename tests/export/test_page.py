from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from memcon.export.page import PAGE
from memcon.model.document import Document, Kind
from memcon.model.ledger import Act, Failure, Findings, Manner, Party, Polarity, Statement
from memcon.text import Span
from tests.fakes import make_cable, make_document, make_findings, make_happenings, make_statement


class Reader(HTMLParser):
    """What a browser would find: elements, ids, links, and the text inside class="text"."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._depth = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if self._depth or ("class", "text") in attrs:
            self._depth += tag not in ("meta", "br")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= self._depth > 0

    def handle_data(self, data: str) -> None:
        self.text += data if self._depth else ""

    def values(self, name: str) -> list[str]:
        return [value or "" for key, value in self.attributes if key == name]


def page(*findings: Findings, failures: tuple[Failure, ...] = ()) -> str:
    out = io.StringIO()
    PAGE.write(findings, out, failures=failures)
    return out.getvalue()


def test_the_text_of_the_page_is_the_text_of_the_document() -> None:
    findings = make_findings()
    assert Reader(page(findings)).text == findings.document.text


def test_every_link_has_its_place_and_every_place_is_once() -> None:
    reader = Reader(page(make_findings(), Findings(make_cable()), make_findings()))
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in reader.values("href")} <= set(ids)
    assert {"d1-s6", "d1-t6", "d3-s1", "d3-t1"} <= set(ids)


def test_rows_and_marks_name_each_other() -> None:
    reader = Reader(page(make_findings()))
    marked = {number for value in reader.values("data-s") for number in value.split()}
    assert marked == set(reader.values("data-row")) == set("123456")


def test_what_is_denied_or_not_said_is_not_marked_as_said() -> None:
    html = page(make_findings())
    assert re.search(r'class="unclaimed[^"]*" data-s="2">the pier had been closed<', html)
    assert "[denied]</b> the pier" in html
    assert "[not said]</b> whether ferries" in html


def test_the_page_loads_nothing() -> None:
    reader = Reader(page(make_findings()))
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & set(reader.tags)
    assert "src" not in dict(reader.attributes)
    assert all(href.startswith("#") for href in reader.values("href"))
    assert not re.search(r"url\(|@import|fetch|XMLHttp|http:|https:", page(make_findings()))


def test_the_policy_lets_only_this_style_and_this_script_run() -> None:
    html = page(make_findings())
    policy = Reader(html).values("content")[1]
    style, script = re.search(r"<style>(.*?)</style>", html, re.DOTALL), re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert style is not None
    assert script is not None
    sums = [base64.b64encode(hashlib.sha256(m[1].encode()).digest()).decode() for m in (style, script)]
    assert policy == f"default-src 'none'; style-src 'sha256-{sums[0]}'; script-src 'sha256-{sums[1]}'; base-uri 'none'; form-action 'none'"
    assert "style=" not in html
    assert " on" not in re.sub(r">[^<]*<", "><", html)


def test_markup_in_a_text_a_name_and_a_title_stays_text() -> None:
    evil = "<script>alert(1)</script> & \"x\" 'y' said <img src=x onerror=alert(1)>"
    statement = make_statement(evil, "<img src=x onerror=alert(1)>", "<script>alert(1)</script>")
    document = replace(make_document(evil, origin='a" onmouseover="alert(1)'), title="<b>bold</b>", outlet="</style><script>")
    plain, hostile = Reader(page(make_findings())), Reader(page(Findings(document, statements=(statement,))))
    assert set(hostile.tags) <= set(plain.tags)
    assert hostile.tags.count("script") == 1
    assert hostile.text == evil


def test_what_cannot_be_seen_is_there_and_shown_by_number() -> None:
    text = "abc\u202edef\u200b said \x1b[31m no."
    reader = Reader(page(Findings(make_document(text))))
    assert reader.text == text
    assert reader.values("data-code") == ["U+202E", "U+200B", "U+001B"]


def test_what_a_browser_would_replace_is_shown_as_an_escape() -> None:
    assert Reader(page(Findings(make_document("a\x00b\rc\ud800d")))).text == "a\\u0000b\\u000dc\\ud800d"


def test_several_documents_and_failures_are_listed_at_the_head() -> None:
    html = page(make_findings(), Findings(make_cable()), failures=(Failure("x", "open", "unreadable", "x: no <such> file"),))
    assert "<title>2 documents</title>" in html
    assert '<a href="#d2">DAM AT TARN</a>' in html
    assert "x: no &lt;such&gt; file" in html


def test_a_page_of_failures_alone_is_a_page() -> None:
    assert "no such file" in page(failures=(Failure("x", "open", "unreadable", "x: no such file"),))


def test_speakers_can_be_chosen_and_every_row_knows_its_speaker() -> None:
    reader = Reader(page(make_findings()))
    assert reader.values("data-who") == ["1", "1", "1", "2", "0", "0"]
    assert reader.values("value") == ["", "1", "2"]


texts = st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]), min_size=1, max_size=60)


def spans_of(size: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, size - 1), st.integers(1, size)).map(lambda p: Span(min(p[0], p[1] - 1), max(p[0] + 1, p[1])))


@st.composite
def findings(draw: st.DrawFn) -> Findings:
    text = draw(texts)
    where = spans_of(len(text))
    statements = [
        Statement(
            str(k),
            draw(st.sampled_from(Act)),
            draw(st.sampled_from(Manner)),
            draw(st.sampled_from(Polarity)),
            (draw(where),),
            Party(draw(st.none() | texts), draw(st.none() | where)),
            cue=draw(st.none() | where),
            parent=draw(st.none() | st.sampled_from("012")),
        )
        for k in range(draw(st.integers(0, 3)))
    ]
    document: Document = make_document(text, kind=draw(st.sampled_from(Kind)), title=draw(st.none() | texts))
    return Findings(document, statements=tuple(statements))


@given(findings())
def test_whatever_the_text_the_page_holds_it_exactly(one: Findings) -> None:
    reader = Reader(page(one))
    assert reader.text == one.document.text
    assert reader.tags.count("script") == 1
    assert len(reader.values("data-row")) == len(one.statements)


def test_what_happened_and_was_asked_stands_below_the_statements() -> None:
    held = page(make_happenings())
    assert "<h2>What happened</h2>" in held
    assert "killed: at least 20 sailors" in held
    assert "<h2>Asked, offered, promised</h2>" in held
    assert "What happened" not in page(make_findings())
