"""The words of checks: what differs, and no verdict on anybody."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from memcon.export.checks import words
from memcon.export.checks.houses import house_names, load_house
from memcon.model.quotation import Context, ContextWarning, SpeakerVerdict, TextVerdict
from memcon.text import Span
from tests.export.checks.made import make_checked


def test_every_verdict_has_words() -> None:
    assert set(words.VERDICTS) == set(TextVerdict)
    assert set(words.CONTEXTS) == set(Context)


def test_nobody_is_told_to_have_misquoted() -> None:
    spoken: Iterable[str] = [*words.VERDICTS.values(), *words.CONTEXTS.values(), *(load_house(name).rule for name in house_names())]
    banned = ("misquot", "wrong", "false", "lie", "fake", "distort")
    assert [text for text in spoken if any(word in text.casefold().split() or word in text.casefold()[:8] for word in banned)] == []


def test_how_many_words_differ_is_told_where_it_counts() -> None:
    assert words.verdict_words(make_checked("It is so", changed=0.34)) == "other words (34% of the content words differ)"
    assert words.verdict_words(make_checked("It is so", verdict=TextVerdict.MINOR, changed=0.34)).endswith("differ")


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (SpeakerVerdict.SAME, "the same speaker"),
        (SpeakerVerdict.OTHER_SPEAKER, "the source gives these words to Odile Farro"),
        (SpeakerVerdict.SECOND_HAND, "at second hand there: Odile Farro is quoted"),
        (SpeakerVerdict.UNKNOWN, words.UNKNOWN_THERE),
    ],
)
def test_the_speaker_is_told(verdict: SpeakerVerdict, expected: str) -> None:
    assert words.speaker_words(make_checked("It is so", speaker=verdict, speakers=("Ines Tolland",))) == expected


def test_words_that_were_not_found_have_no_speaker_and_no_place() -> None:
    lost = make_checked("It is so", verdict=TextVerdict.NOT_FOUND, place=None)
    assert (words.speaker_words(lost), words.place_words(lost), words.difference_words(lost)) == ("", "", [])


def test_the_place_says_what_the_source_is() -> None:
    assert words.place_words(make_checked("It is so", days_apart=-3, speaker=SpeakerVerdict.SAME)) == (
        "note.txt, line 3; “A note”, Kestrel Courier, 4 March 2031; cable or memo; spoken by Odile Farro; 3 days apart from the story"
    )


def test_what_can_turn_the_meaning_is_set_side_by_side() -> None:
    checked = make_checked("It is [-not-] so, [-170-]{number:107} say", verdict=TextVerdict.MEANING_CHECK)
    assert words.difference_words(checked) == ["number: “170” in the source, “107” in the story"]


def test_lost_context_is_told_with_its_words() -> None:
    warning = ContextWarning(Context.STOPS_BEFORE_BUT, Span(0, 1), "but only if the ice comes")
    assert words.context_words(warning) == "stops before a limit: “but only if the ice comes”"


def test_of_a_statement_without_marks_it_is_told_that_nothing_grave_differs() -> None:
    assert words.verdict_words(make_checked("it is so", direct=False)) == "not in marks; no number, negation or name differs"
    assert words.verdict_words(make_checked("it is so", direct=False, verdict=TextVerdict.NOT_FOUND)) == "not found in the sources"
