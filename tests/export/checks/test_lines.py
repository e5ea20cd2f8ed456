"""The terminal."""

from __future__ import annotations

import io
import re

import pytest

from memcon.export.checks.lines import Lines
from memcon.export.checks.report import Checked, Report
from memcon.model.quotation import Context, ContextWarning, Level, SpeakerVerdict, TextVerdict
from memcon.text import Span
from tests.export.checks.made import make_checked, make_report


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines(report: Report, out: io.StringIO | None = None, **options: bool) -> str:
    target = out or io.StringIO()
    Lines(**options).write(report, target)
    return target.getvalue()


def grave(number: int = 1) -> Checked:
    warning = ContextWarning(Context.STOPS_BEFORE_BUT, Span(0, 3), "but only if the ice comes")
    return make_checked(
        "The pier [-may-]{modal:will} close in May",
        number=number,
        level=Level.CHECK,
        verdict=TextVerdict.MEANING_CHECK,
        speakers=("Ines Tolland",),
        speaker=SpeakerVerdict.OTHER_SPEAKER,
        context=(warning,),
        found=2,
    )


def test_a_check_is_laid_out_in_full() -> None:
    assert lines(make_report(grave())) == (
        "Harbour talks stall\n"
        "story.txt · 7 March 2031 · held against 2 sources · house: default\n"
        "\n"
        "   1 check  the meaning may differ · Ines Tolland · line 7\n"
        "       “The pier [-may-]{+will+} close in May”\n"
        "       source   note.txt, line 3; “A note”, Kestrel Courier, 4 March 2031; cable or memo;\n"
        "                spoken by Odile Farro · in 2 places\n"
        "       speaker  the source gives these words to Odile Farro\n"
        "       differs  may, must, will: “may” in the source, “will” in the story\n"
        "       context  stops before a limit: “but only if the ice comes”\n"
        "\n"
        "1 quotation: 1 check\n"
    )


def test_what_was_not_found_is_shown_with_its_words_and_the_reason() -> None:
    lost = make_checked("nothing like it", level=Level.CHECK, verdict=TextVerdict.NOT_FOUND, place=None, reason="the sources end in May")
    printed = lines(make_report(lost))
    assert "“nothing like it”" in printed
    assert "reason   the sources end in May" in printed


def test_only_what_is_to_be_checked_is_shown_and_the_sum_counts_all() -> None:
    printed = lines(make_report(make_checked("It is so"), grave(2)), only_check=True)
    assert "It is so" not in printed
    assert "   2 check" in printed
    assert printed.endswith("2 quotations: 1 note, 1 check\n")


def test_a_story_without_quotations_says_so() -> None:
    assert "No quotation in this story." in lines(make_report())


def test_colour_is_for_terminals_and_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m" in lines(make_report(grave()), Terminal())
    assert "\x1b" not in lines(make_report(grave()))
    monkeypatch.setenv("NO_COLOR", "1")
    printed = lines(make_report(grave()), Terminal())
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", printed)
    assert "[-may-]{+will+}" in printed


HOSTILE = "\x1b[2J\u202eevil\x07 [bold]x[/bold] :smile:"


def test_nothing_of_a_text_is_obeyed_by_the_terminal() -> None:
    checked = make_checked(
        f"{HOSTILE} [-{HOSTILE}-]{{name:{HOSTILE}}}", verdict=TextVerdict.MEANING_CHECK, reason=HOSTILE, speakers=(HOSTILE,)
    )
    printed = lines(make_report(checked, title=HOSTILE))
    assert not set(printed) & {"\x1b", "\u202e", "\x07"}
    assert "[bold]x[/bold] :smile:" in printed


def test_no_line_is_wider_than_the_page() -> None:
    checked = make_checked("word " * 300 + "[-" + "cut " * 20 + "-]{word:" + "y" * 300 + "} end")
    assert max(map(len, lines(make_report(checked)).splitlines())) <= 100
