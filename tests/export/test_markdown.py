from __future__ import annotations

import io

import pytest

from memcon.export.markdown import MARKDOWN, escaped
from memcon.model.ledger import Failure, Findings
from tests.fakes import make_cable, make_document, make_findings, make_happenings, make_statement

STORY = r"""# Harbour talks stall, paper says

Story · Lantern Wire · 4 March 2031 · by Ines Tolland · story.txt

## Who speaks

6 statements by 2 speakers · 2 on somebody else’s word · 1 denied or refused · 1 not said · 1 by nobody named

- Odile Farro: 3
- harbour master: 1

## Statements

- 1\. **Odile Farro** *said* to port officials: The ferry union “will not come back to the table”␠␠
  this story \<- Kestrel Courier \<- Odile Farro · partial · cue “told” · when: 3 March 2031 · line 3
- 2\. **Odile Farro (“She”)** *denied*: **\[denied\]** the pier had been closed␠␠
  indirect · cue “denied” · line 4
- 3\. **Odile Farro** *said*: the harbour master had warned that ice was near␠␠
  indirect · cue “said” · line 4
    - 4\. **harbour master** *warned*: ice was near␠␠
      this story \<- Odile Farro \<- harbour master · indirect · cue “warned” · line 4
- 5\. **The ministry** *did not say*: **\[not said\]** whether ferries would sail␠␠
  indirect · cue “say” · kept as silence, never a claim · line 6
- 6\. **nobody named** *said* to ministry (“It”) (inferred): “nobody␠␠
  indirect · cue “told” · line 6

## Not known or odd

- line 6: nobody is named for “nobody”: the sentence names no speaker
- line 6: a quotation mark is never closed

""".replace("␠", " ")


def markdown(*findings: Findings, failures: tuple[Failure, ...] = ()) -> str:
    out = io.StringIO()
    MARKDOWN.write(findings, out, failures=failures)
    return out.getvalue()


def test_the_page_of_a_story() -> None:
    assert markdown(make_findings()) == STORY


def test_a_cable_shows_its_header_and_that_nothing_was_found() -> None:
    page = markdown(Findings(make_cable()))
    assert "- **to**: SECSTATE WASHDC; AMEMBASSY TARN\n" in page
    assert "No statements found." in page


def test_what_was_not_read_has_its_line() -> None:
    assert markdown(failures=(Failure("x_1", "open", "unreadable", "x_1: no such file"),)) == "- **Not read**: x\\_1: no such file\n\n"


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"),
        ("<img src=x> &amp;", "\\<img src=x\\> \\&amp;"),
        ("![a](b)", "\\!\\[a\\](b)"),
        ("# head", "\\# head"),
        ("1. one", "1\\. one"),
        ("2024) two", "2024\\) two"),
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("=====", "\\====="),
        ("$x^2$", "\\$x^2\\$"),
        ("a | b", "a \\| b"),
        ("a\\b", "a\\\\b"),
        ("plain - words, 1. not at the start", "plain - words, 1. not at the start"),
    ],
)
def test_what_markdown_would_read_as_markup_is_escaped(words: str, safe: str) -> None:
    assert escaped(words) == safe


def test_a_name_cannot_break_out_of_its_line() -> None:
    text = "Ana\n\n# Not a heading\n said rain."
    page = markdown(Findings(make_document(text), statements=(make_statement(text, "rain", "Ana\n\n# Not a heading\n"),)))
    assert "\n# Not" not in page
    assert "**Ana \\# Not a heading**" in page


def test_what_happened_and_was_asked_stands_below_the_statements() -> None:
    page = markdown(make_happenings())
    assert "## What happened" in page
    assert "**nobody named** to 3 Danish pilots (DNK) *ASSAULT/aerial “raid”* **\\[alleged\\]**" in page
    assert "## Asked, offered, promised" in page
