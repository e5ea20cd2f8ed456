"""A statement as one cites it."""

from __future__ import annotations

from dataclasses import replace

from memcon.export.citing import cite
from memcon.model.hits import Hit

ROW = (
    '{"id":"s1","act":"deny","manner":"indirect","polarity":"denies","hedges":[],"content":[{"start":4,"end":30,"text":"the gate had been opened"}],'
    '"quoted":[],"cue":null,"speaker":{"name":"Petra Lunn","actor":null,"span":null},"addressees":[],"chain":[],"evidence":[],"when":null,'
    '"where":null,"occasion":null,"parent":null,"notes":[],"detector":"reports/1","left_out":[]}'
)
HIT = Hit(
    "s1", "the gate had been\nopened", "Petra Lunn", "", "Tidewater Post", "deny", "indirect", "denies", "denied", "paragraph 2", "machine",
    "2031-03-03", "d1", "ab" * 32, "Sluice gate opened", "Lantern Wire", "2031-03-05", "story", "inbox/gate.txt", 4, 30, "", ROW,
)  # fmt: skip


def test_it_says_who_what_on_whose_word_when_where_and_in_which_bytes() -> None:
    assert cite(HIT, link="http://127.0.0.1/documents/d1?statement=s1") == (
        "Petra Lunn denied [denied]: “the gate had been opened” (on the word of Tidewater Post); said 3 March 2031; "
        f"Sluice gate opened, Lantern Wire, 5 March 2031, paragraph 2; sha256 {'ab' * 32}; http://127.0.0.1/documents/d1?statement=s1"
    )


def test_what_is_not_known_is_left_out_and_nobody_is_invented() -> None:
    bare = replace(HIT, speaker=None, via="", stance="", said_from=None, title=None, outlet=None, published=None)
    assert cite(bare) == f"nobody named denied: “the gate had been opened”; inbox/gate.txt, paragraph 2; sha256 {'ab' * 32}"


def test_what_cannot_be_seen_or_turns_the_line_is_shown_as_what_it_is() -> None:
    assert "\\u202eLunn" in cite(replace(HIT, speaker="\u202eLunn"))
