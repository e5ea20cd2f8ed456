from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len

from memcon.export.briefing import BRIEFING, FOLD_WORDS, MOST_SPEAKERS, fold
from memcon.model.document import Document
from memcon.model.ledger import Failure, Findings, Manner, Party
from tests.fakes import make_cable, make_document, make_findings, make_happenings, make_statement

STORY = """\
────────────────────────────────────────────────────────────────────────────────
Harbour talks stall, paper says
Story · Lantern Wire · 4 March 2031 · by Ines Tolland
story.txt

Who speaks
  6 statements by 2 speakers · 2 on somebody else’s word · 1 denied or refused
  1 not said · 1 by nobody named

    3  Odile Farro     union leader; also Farro
    1  harbour master  office

Statements

  1. Odile Farro -> port officials · said                                 line 3
     The ferry union “will not come back to the table”
     this story <- Kestrel Courier <- Odile Farro
     partial · cue “told” · when: 3 March 2031

  2. Odile Farro (“She”) · denied                                         line 4
     [denied] the pier had been closed
     indirect · cue “denied”

  3. Odile Farro · said                                                   line 4
     the harbour master had warned that ice was near
     indirect · cue “said”
     4. harbour master · warned                                           line 4
        ice was near
        this story <- Odile Farro <- harbour master
        indirect · cue “warned”

  5. The ministry · did not say                                           line 6
     [not said] whether ferries would sail
     indirect · cue “say” · kept as silence, never a claim

  6. nobody named -> ministry (“It”) (inferred) · said                    line 6
     “nobody
     indirect · cue “told”

Not known or odd
  - line 6: nobody is named for “nobody”: the sentence names no speaker
  - line 6: a quotation mark is never closed

"""

CABLE = """\
────────────────────────────────────────────────────────────────────────────────
DAM AT TARN
Cable
cable.txt

  from           AMEMBASSY QUILL
  to             SECSTATE WASHDC; AMEMBASSY TARN
  precedence     immediate
  classification confidential

  No statements found. Either nobody is reported here to have said anything, or
  the text is not English prose. To try: --json shows the text as it was read;
  --kind reads it as something other than a cable (story, memcon, minutes,
  readout, statement, briefing, letter, mail, other).

"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def briefing(*findings: Findings, out: io.StringIO | None = None, width: int | None = 80, full: bool = False) -> str:
    target = out or io.StringIO()
    BRIEFING.write(findings, target, width=width, full=full)
    return target.getvalue()


def long_turn(words: int) -> Findings:
    text = " ".join(f"word{n}" for n in range(words))
    return Findings(make_document(text), statements=(make_statement(text, text, Party("Imre Vasko"), manner=Manner.DIRECT),))


def test_the_briefing_of_a_story() -> None:
    assert briefing(make_findings()) == STORY


def test_a_document_without_statements_says_what_to_try() -> None:
    assert briefing(Findings(make_cable())) == CABLE


def test_a_file_that_was_not_read_is_said_where_it_came() -> None:
    out = io.StringIO()
    BRIEFING.write((), out, failures=(Failure("x", "open", "unreadable", "x: there is no such file; check the name"),))
    assert out.getvalue() == "Not read  x: there is no such file; check the name\n"


@pytest.mark.parametrize("width", [20, 40, 57, 80, 116, 400])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = briefing(make_findings(), long_turn(80), width=width).split("\n")
    assert max(cell_len(line) for line in lines) <= max(40, min(width, 116))
    assert not any(line.endswith(" ") for line in lines)


def test_a_place_without_room_in_the_headline_stands_below() -> None:
    lines = briefing(make_findings(), width=44).split("\n")
    assert "     line 3 · partial · cue “told”" in lines
    assert "  2. Odile Farro (“She”) · denied     line 4" in lines


def test_nothing_of_a_content_is_lost_when_lines_break() -> None:
    text = "漢字" * 60 + " " + "x" * 200
    findings = Findings(make_document(text), statements=(make_statement(text, text, Party("Imre Vasko")),))
    assert text.replace(" ", "") in briefing(findings, width=50).replace("\n", "").replace(" ", "")


def test_a_long_content_is_folded_and_says_how_much() -> None:
    shown = " ".join(briefing(long_turn(500)).split())
    assert "word89 [… 390 words folded; --full shows them …] word480" in shown


def test_full_folds_nothing() -> None:
    assert "word250 word251" in " ".join(briefing(long_turn(500), full=True).split())


def test_a_content_at_the_limit_is_not_folded() -> None:
    words = "a " * (FOLD_WORDS - 1) + "a"
    assert fold(words) == words
    assert "folded" in fold(words + " a")


def many_speakers(n: int) -> Findings:
    text = "\n".join(f"Speaker{k:02} said rain{k:02}." for k in range(n))
    return Findings(make_document(text), statements=tuple(make_statement(text, f"rain{k:02}", f"Speaker{k:02}") for k in range(n)))


def test_speakers_beyond_the_first_are_counted_not_dropped() -> None:
    assert "and 5 more who speak less often" in briefing(many_speakers(MOST_SPEAKERS + 5))
    assert "more who speak" not in briefing(many_speakers(MOST_SPEAKERS + 5), full=True)
    assert "more who speak" not in briefing(many_speakers(MOST_SPEAKERS + 1))


def test_a_terminal_gets_colour_and_a_file_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in briefing(make_findings())
    assert "\x1b[1;31m" in briefing(make_findings(), out=Terminal())


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in briefing(make_findings(), out=Terminal())


def test_a_terminal_that_knows_no_escapes_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in briefing(make_findings(), out=Terminal())


def test_a_document_without_a_title_is_called_by_its_origin() -> None:
    document: Document = replace(make_findings().document, title=None, origin="-")
    assert briefing(Findings(document)).split("\n")[1] == "standard input"


def test_what_happened_stands_with_its_sides_numbers_and_word() -> None:
    sheet = briefing(make_happenings(), width=110)
    assert "nobody named -> 3 Danish pilots (DNK) · ASSAULT/aerial “raid” [alleged]" in sheet
    assert "killed: at least 20 sailors · killed: 3 Danish pilots · when: 4 March 2031 · where: Vardø (NOR)" in sheet
    assert "on the word of statement 3" in sheet


def test_what_was_asked_stands_with_what_became_of_it() -> None:
    sheet = briefing(make_happenings(), width=110)
    assert "Norway -> Sweden · request [accepted]" in sheet
    assert "urgency: urgent · due: 7 March 2031 · accepted by statement 2" in sheet
