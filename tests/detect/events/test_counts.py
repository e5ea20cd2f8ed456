"""Numbers: who is counted, how many, and the bound."""

from __future__ import annotations

import pytest

from memcon.detect.events.counts import counts_of
from memcon.detect.grammar.reading import view_document
from memcon.formats.plain import PLAIN
from memcon.language import Parser

ROWS = [
    ("Two officers and nine cadets were killed.", "kill", ["killed = 2 officers", "killed = 9 cadets"]),
    ("The storm killed at least 1,200 people.", "kill", ["killed >= 1200 people"]),
    ("The raid killed no fewer than 14 sailors.", "kill", ["killed >= 14 sailors"]),
    ("The raid killed up to thirty sailors.", "kill", ["killed <= 30 sailors"]),
    ("The raid killed nearly 40 sailors.", "kill", ["killed < 40 sailors"]),
    ("The raid wounded some 40 sailors.", "wound", ["wounded ~ 40 sailors"]),
    ("Dozens of villagers were killed.", "kill", ["killed >= 12 villagers"]),
    ("Hundreds of thousands of villagers fled.", "flee", ["displaced >= 100000 villagers"]),
    ("Police arrested 12 of the strikers.", "arrest", ["arrested = 12 strikers"]),
    ("Police detained two thousand strikers.", "detain", ["arrested = 2000 strikers"]),
    ("Forty people were killed or wounded.", "kill", ["killed or wounded = 40 people"]),
    ("They sent the town $1.5 million.", "send", ["amount = 1500000 dollar"]),
    ("They lent the town 300 million rupees.", "lend", ["amount = 300000000 rupee"]),
    ("Forty-five soldiers were killed.", "kill", ["killed = 45 soldiers"]),
    ("The ministers were killed.", "kill", []),
    ("The raid killed the 12th captain.", "kill", []),
]


@pytest.mark.parametrize(("text", "verb", "wanted"), ROWS)
def test_each_population_is_counted_by_itself(parser: Parser, text: str, verb: str, wanted: list[str]) -> None:
    (document,) = PLAIN.read(text.encode(), origin="x", kind=None)
    (view,) = view_document(next(parser.parse([document]))).views
    token = next(t for t in view.parse if t.lemma_ == verb)
    found = list(counts_of(view, token))
    assert [f"{c.what} {c.bound} {c.number:.0f} {c.who}" for c in found] == wanted
    assert all(len(c.span) for c in found)
