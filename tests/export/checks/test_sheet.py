"""The page for an editor."""

from __future__ import annotations

import io
import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from lxml import html

from memcon.export.checks.report import Checked, Report
from memcon.export.checks.sheet import story_values, write_page, write_stories
from memcon.model.ledger import Failure
from memcon.model.quotation import Context, ContextWarning, Level, TextVerdict
from memcon.text import Span
from tests.export.checks.made import make_checked, make_report

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b“\" '"


def page(*reports: Report, **options: Any) -> str:
    out = io.StringIO()
    write_page(reports, out, **options)
    return out.getvalue()


def tree(*checked: Checked, **options: Any) -> Any:
    return html.fromstring(page(make_report(*checked), **options))


def words_of(node: Any) -> str:
    return " ".join(node.text_content().split())


def grave(number: int = 1) -> Checked:
    return make_checked(
        "The pier [-may-]{modal:will} close {inserted:soon}", number=number, level=Level.CHECK, verdict=TextVerdict.MEANING_CHECK
    )


def test_both_texts_stand_side_by_side_with_what_differs_marked() -> None:
    story, source = tree(grave()).xpath("//blockquote")
    assert words_of(story) == "“The pier will close soon”"
    assert [(ins.text, ins.get("class")) for ins in story.iter("ins")] == [("will", "grave"), ("soon", "changed")]
    assert words_of(source) == "The clerk read the note. The pier may close It was late."
    assert [(cut.text, cut.get("class")) for cut in source.iter("del")] == [("may", "grave")]


def test_whatever_is_to_be_checked_has_a_line_to_sign_and_the_page_one_more() -> None:
    found = tree(make_checked("It is so"), grave(2))
    assert [words_of(sign) for sign in found.xpath("//section//p[@class='sign']")] == ["stands changed taken out Name Date"]
    assert [words_of(sign) for sign in found.xpath("//footer//p[@class='sign']")] == ["Checked by Name Date"]


def test_the_head_leads_to_what_is_to_be_checked() -> None:
    found = tree(make_checked("It is so"), grave(2), grave(3))
    links = [a.get("href") for a in found.xpath("//p[@class='flags']/a")]
    assert links == ["#s1-2", "#s1-3"]
    assert all(found.get_element_by_id(link[1:]) is not None for link in links)


def test_ids_are_single_over_several_stories() -> None:
    found: Any = html.fromstring(page(make_report(grave()), make_report(grave())))
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids)) == 2


def test_the_page_loads_and_runs_nothing_and_its_policy_lets_only_its_style_in() -> None:
    text = page(make_report(grave()))
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    total = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{total}'; base-uri 'none'; form-action 'none'" in text
    assert not re.search(r"<script|\son\w+=|\bsrc=|style=|url\(|@import|https?:", text)


def test_no_text_becomes_markup_and_nothing_unseen_stays_unseen() -> None:
    warning = ContextWarning(Context.SPLICED, Span(0, 1), HOSTILE)
    checked = make_checked(f"a {HOSTILE} b [-{HOSTILE}-]{{name:{HOSTILE}}}", speakers=(HOSTILE,), reason=HOSTILE, context=(warning,))
    failure = Failure("x", "open", "unreadable", HOSTILE)
    text = page(make_report(checked, title=HOSTILE, failures=(failure,)))
    found = html.fromstring(text)
    assert found.xpath("//script | //img") == []
    assert not set(text) & {"\u202e", "\x1b"}


def test_what_is_shown_alone_says_how_much_is_left_out() -> None:
    found = tree(make_checked("It is so"), grave(2), only_check=True)
    assert len(found.xpath("//section")) == 1
    assert "1 more are not shown: they need no check." in words_of(found)


def test_what_is_said_without_marks_is_shown_where_it_differs_only() -> None:
    fine = make_checked("it is so", number=2, level=Level.OK, direct=False)
    found = tree(make_checked("It is so"), fine, make_checked("it is not", number=3, level=Level.CHECK, direct=False))
    assert [words_of(number) for number in found.xpath("//span[@class='number']")] == ["1", "3"]


def test_nothing_to_show_and_what_was_not_read_are_said() -> None:
    failure = Failure("x.pdf", "open", "unreadable", "x.pdf: there is no such file")
    found = html.fromstring(page(make_report(failures=(failure,))))
    assert "No quotation in this story." in words_of(found)
    assert "x.pdf: there is no such file" in words_of(found)


def test_words_that_were_not_found_have_an_empty_side() -> None:
    lost = make_checked("nothing like it", level=Level.CHECK, verdict=TextVerdict.NOT_FOUND, place=None)
    assert "No place in the sources." in words_of(tree(lost))


def test_a_page_that_went_through_json_is_the_same_page() -> None:
    report, out = make_report(grave(), make_checked("It is so")), io.StringIO()
    write_stories(json.loads(json.dumps([story_values(report)])), out)
    assert out.getvalue() == page(report)
