from __future__ import annotations

import base64
import hashlib
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.export.comparison.sheet import write_page
from memcon.link.readouts import compare_accounts
from memcon.model.comparison import Comparison
from memcon.model.ledger import Failure, Findings
from tests.export.test_page import Reader
from tests.fakes import make_document
from tests.link.readouts.pairs import CASES, COMMITMENT, FIGURES, SIX_WORDINGS, Case
from tests.link.readouts.reading import compared


def page(comparison: Comparison, *failures: Failure) -> str:
    out = io.StringIO()
    write_page(comparison, out, failures)
    return out.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_loads_and_runs_nothing(case: Case) -> None:
    reader = Reader(page(compared(*case.texts)))
    assert not set(reader.tags) & {"script", "img", "link", "iframe", "object", "form"}
    assert not reader.values("src") + [value for value in reader.values("href") if not value.startswith("#")]


def test_the_policy_lets_only_its_style_in() -> None:
    text = page(compared(*FIGURES.texts))
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    total = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{total}'; base-uri 'none'; form-action 'none'" in text
    assert " style=" not in text


def test_words_that_differ_are_marked_on_both_sides() -> None:
    text = page(compared(*FIGURES.texts))
    assert 'said that <ins class="mark">30</ins> boats' in text
    assert 'said that <ins class="mark">20</ins> boats' in text


def test_what_is_to_be_looked_at_is_told() -> None:
    assert "<li>Look at commitment claimed only in B: “promised”</li>" in page(compared(*COMMITMENT.texts))


def test_every_link_of_the_matrix_has_its_place() -> None:
    reader = Reader(page(compared(*SIX_WORDINGS.texts)))
    assert [href.removeprefix("#") for href in reader.values("href")] == reader.values("id") == ["t1", "t2"]


def test_each_account_keeps_its_column() -> None:
    text = page(compared(*FIGURES.texts, "The orchestra played.\n"))
    boats = text[text.index('id="t2"') : text.index('id="t3"')]
    assert re.findall(r'class="letter">(\w)<', boats) == ["A", "B", "C"]


def test_what_could_not_be_read_is_on_the_page() -> None:
    assert "there is no such file" in page(compared(*FIGURES.texts), Failure("x", "open", "unreadable", "x: there is no such file"))


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_whatever_stands_in_a_text_is_text(text: str) -> None:
    paper = Findings(make_document(f"The boats <b>return</b> {text} <script>x</script> now.", title=f"<i>{text}"))
    reader = Reader(page(compare_accounts([paper, paper])))
    assert not set(reader.tags) & {"b", "i", "script"}
