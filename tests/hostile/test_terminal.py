"""No escape sequence, no control and no mark of direction reaches a terminal, wherever in a document it stands."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.export.briefing import BRIEFING
from memcon.export.bundle import JSON_LINES
from memcon.export.markdown import MARKDOWN
from memcon.model.document import Warning
from memcon.model.ledger import Actor, ActorKind, Failure, Findings, Interval, Link, Party, Relation
from memcon.text import Span
from tests.fakes import make_document, make_statement

EVIL = [
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\x9b31m",
    "\x08\x08",
    "\r",
    "\x00",
    "\u202emoc",
    "\u2066x",
    "\u200b",
    "\u2028",
    "\ufeff",
    "\x85",
    "\x7f",
]
TRICKS = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def poisoned(evil: str) -> Findings:
    """A document with the evil words in every field that holds words."""
    text = f"{evil} Ana {evil} said {evil} rain {evil}."
    party = Party(f"Ana {evil}", Span(0, len(text)), "a", why=f"may be two {evil}")
    everywhere = Span(0, len(text))
    statement = make_statement(
        text,
        "rain",
        party,
        content=(everywhere,),
        quoted=(everywhere,),
        cue=everywhere,
        addressees=(party,),
        chain=(Link(party, Relation.SAID, everywhere), Link(Party(None, why=evil), Relation.REPORTEDLY, everywhere)),
        hedges=(everywhere,),
        evidence=(everywhere,),
        when=Interval(evil, evil, everywhere),
        where=evil,
        occasion=evil,
        notes=(evil,),
        detector=evil,
    )
    document = make_document(
        text,
        origin=f"{evil}.txt",
        title=evil,
        published=evil,
        outlet=evil,
        byline=evil,
        header={"from": evil, "to": [evil], "subject": evil},
    )
    actor = Actor("a", ActorKind.PERSON, f"Ana {evil}", (evil, f"Ana {evil}"), country=evil, role=evil)
    failure = Failure(evil, "open", evil, f"{evil}: no such file")
    nameless = replace(statement, id="n", speaker=Party(None, why=evil))
    return Findings(replace(document, warnings=(Warning(evil, evil, everywhere),)), (actor,), (statement, nameless), (), (failure,))


def printed(evil: str) -> dict[str, str]:
    findings = poisoned(evil)
    out = {}
    for export in (BRIEFING, MARKDOWN, JSON_LINES):
        buffer = io.StringIO()
        export.write((findings,), buffer, failures=findings.failures)
        out[export.name] = buffer.getvalue()
    return out


def dangerous(text: str) -> set[str]:
    return {c for c in text if c != "\n" and unicodedata.category(c) in TRICKS}


@pytest.mark.parametrize("evil", EVIL)
def test_no_field_carries_an_escape_to_the_terminal(evil: str) -> None:
    assert {name: dangerous(text) for name, text in printed(evil).items()} == {"briefing": set(), "markdown": set(), "json": set()}


@pytest.mark.parametrize("evil", EVIL)
def test_the_json_still_holds_the_text_exactly(evil: str) -> None:
    first = json.loads(printed(evil)["json"].split("\n")[0])
    assert first["document"]["text"] == poisoned(evil).document.text


controls = st.text(
    st.characters(categories=["Cc", "Zl", "Zp", "L", "Zs", "P"]) | st.sampled_from([c for e in EVIL for c in e]), max_size=30
)


@given(controls)
def test_whatever_the_words_no_control_but_the_line_end_is_printed(evil: str) -> None:
    text = "".join(printed(evil).values())
    assert not {c for c in text if c != "\n" and unicodedata.category(c) == "Cc"}
    assert not dangerous(text) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
