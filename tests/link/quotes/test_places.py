"""Who speaks where the words stand, which place is chosen, and what is too short or foreign to be checked."""

from __future__ import annotations

import pytest

from memcon.link.quotes import Lexicon, SourceIndex, check_quotation, check_quotations
from memcon.link.quotes.speaking import same_person
from memcon.model.quotation import QuoteCheck, SourceText, SpeakerVerdict, Turn
from memcon.text import Span
from tests.link.quotes.examples import check, contexts, dialogue, kinds, quotation, source

WORDS = "the army will leave the valley tonight"
TALK = dialogue(("Minister Mara Holt", f"I say {WORDS}."), ("Ambassador Tarin", "We hope for the best, and the road stays open to all."))


def asked(text: str, *speakers: str, sources: tuple[SourceText, ...] = (TALK,), published: str | None = None) -> QuoteCheck:
    return check_quotation(quotation(text, *speakers), SourceIndex.build(sources), named=True, published=published)


@pytest.mark.parametrize(
    ("names", "verdict"),
    [
        (("Holt",), "same"),
        (("Sen. Mara Holt",), "same"),
        (("M. Holt",), "same"),
        (("the minister", "Mara Holt"), "same"),
        (("Tarin",), "other-speaker"),
        (("Otto Holt",), "other-speaker"),
        ((), "unknown"),
    ],
)
def test_the_speaker_is_the_holder_of_the_turn(names: tuple[str, ...], verdict: str) -> None:
    assert asked(WORDS, *names).speaker.value == verdict


def test_a_turn_that_quotes_somebody_is_second_hand() -> None:
    told = SourceText("s", "o", WORDS, turns=(Turn(Span(0, len(WORDS)), ("Mara Holt",), second_hand=True),))

    assert asked(WORDS, "Mara Holt", sources=(told,)).speaker is SpeakerVerdict.SECOND_HAND


def test_every_place_where_the_words_stand_counts_for_the_speaker() -> None:
    other = dialogue(("Otto Tarin", f"No: {WORDS}."), id_="s2")

    assert asked(WORDS, "Otto Tarin", sources=(TALK, other)).speaker is SpeakerVerdict.SAME


def test_words_at_the_end_of_a_turn_are_not_of_the_next() -> None:
    first = dialogue(("Otto Tarin", "No."), ("Mara Holt", f"Yes, {WORDS}"), ("Otto Tarin", "Why?"), id_="s1")
    second = dialogue(("Lea Brenn", f"Yes, {WORDS}"), ("Otto Tarin", "Why?"), id_="s2")

    assert asked(WORDS, "Lea Brenn", sources=(first, second)).speaker is SpeakerVerdict.SAME


def test_a_source_without_turns_names_nobody() -> None:
    assert asked(WORDS, "Holt", sources=(source(WORDS),)).speaker is SpeakerVerdict.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rob Reyes", "Robert Reyes", True),
        ("President Orlan", "Orlan", True),
        ("Orlan", "Orlan's", True),
        ("Ann Reyes", "Tom Reyes", False),
        ("", "Reyes", False),
    ],
)
def test_names_are_of_one_person_by_the_last_and_the_first(one: str, other: str, *, same: bool) -> None:
    assert same_person(one, other) is same


def test_narration_given_as_speech_is_told() -> None:
    text = "HOLT: Good evening to you all.\n\nThe hall was cold and the lamps were out all evening."
    played = SourceText("s", "o", text, turns=(Turn(Span(6, 30), ("Holt",)),))

    assert "attribution-level" in contexts(asked("the hall was cold and the lamps were out", "Holt", sources=(played,)))


def test_pieces_of_two_turns_are_spliced() -> None:
    assert contexts(asked("the army will leave ... the road stays open to all")) == {"spliced"}


def test_pieces_far_apart_are_spliced() -> None:
    text = (
        "The army will leave the valley tonight. " + "Nothing happened at the mill that day. " * 12 + "The road stays open to the convoys."
    )

    assert "spliced" in contexts(check("the army will leave the valley ... the road stays open to the convoys", text))


def test_pieces_of_two_sources_are_spliced() -> None:
    found = check(
        "the army will leave the valley tonight ... the road stays open", "The army will leave the valley tonight.", "The road stays open."
    )

    assert "spliced" in contexts(found)


def test_a_piece_that_stands_nowhere_is_told() -> None:
    found = check("the army will leave the valley tonight ... zebras dance", "The army will leave the valley tonight.")

    assert ("inserted", "not found") in {(change.kind.value, change.note) for change in found.changes}


def test_the_place_nearest_in_time_is_chosen() -> None:
    old, new = source(WORDS, "old", published="2021-09-01"), source(WORDS, "new", published="2021-09-20")
    found = asked(WORDS, sources=(old, new), published="2021-09-22")

    assert found.place is not None
    assert (found.place.source, found.days_apart, found.found) == ("new", 2, 2)


def test_altered_words_are_also_placed_by_time() -> None:
    old, new = source(WORDS + " with joy", "old", published="2021-09-01"), source(WORDS + " with joy", "new", published="2021-09-20")
    found = asked("the army will leave the orchard tonight with joy", sources=(old, new), published="2021-09-22")

    assert found.place is not None
    assert (found.place.source, found.found) == ("new", 2)


@pytest.mark.parametrize("published", [None, "", "September", "2021-13-45"])
def test_without_a_date_the_first_source_is_chosen(published: str | None) -> None:
    found = asked(WORDS, sources=(source(WORDS, "a"), source(WORDS, "b")), published=published)

    assert found.place is not None
    assert (found.place.source, found.days_apart) == ("a", None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("zebras dance", "fewer than 4 words"),
        ("leave", ""),
        ("die Armee verlässt das Tal und wir sind nicht froh", "not in English"),
        ("el ejército sale del valle y no se sabe para qué", "not in English"),
        ("армия уйдет из долины сегодня ночью", "not in English"),
        ("[the army]", "no words outside brackets"),
    ],
)
def test_what_cannot_be_checked_says_why(text: str, reason: str) -> None:
    found = asked(text)

    assert reason in found.reason
    assert (found.verdict.value == "not-checkable") is bool(reason)


def test_a_foreign_quotation_that_stands_in_the_source_is_found() -> None:
    assert check("die Armee verlässt das Tal", "Er sagte: die Armee verlässt das Tal.").verdict.value == "verbatim"


def test_few_words_that_are_found_may_stand_anywhere() -> None:
    found = check("leave the valley", "They leave the valley tonight.")

    assert (found.verdict.value, found.reason) == ("verbatim", "so short that it may stand anywhere")


def test_few_words_of_a_source_that_is_not_named_must_be_rare() -> None:
    assert check("of the", "of the army of the valley " * 20, named=False).verdict.value == "not-checkable"
    assert check("purple zebras", "We saw purple zebras in the valley.", named=False).verdict.value == "verbatim"


def test_a_source_that_is_not_named_is_only_possible_at_half_the_words() -> None:
    mine, theirs = "the frightened army will sell the orchard and the mill", "the army will leave the valley and the mill tonight"

    assert check(mine, theirs, named=False).verdict.value in {"possible-source", "not-found"}
    assert check("penguins rarely read long letters at sea", theirs).verdict.value == "not-found"


def test_an_indirect_statement_may_be_worded_freely() -> None:
    said = "The army must leave the valley tonight with all of its guns."

    free = check("the army may leave the valley tonight with some of its guns", said, direct=False)
    turned = check("the army must not leave the valley tonight with all of its guns", said, direct=False)

    assert (free.verdict.value, turned.verdict.value) == ("reworded", "meaning-check")


def test_opposites_can_be_given() -> None:
    own = Lexicon({"zib": frozenset({"zab"}), "zab": frozenset({"zib"})})
    index = SourceIndex.build([source("the army will zib the valley tonight")])

    found = check_quotation(quotation("the army will zab the valley tonight"), index, antonyms=own)

    assert "antonym" in kinds(found)


def test_words_that_could_not_be_compared_are_named() -> None:
    found = check("the army will leave the zorb tonight at noon", "the army will leave the valley tonight at noon")

    assert "zorb / valley" in found.reason


def test_quotations_are_checked_in_order() -> None:
    found = list(check_quotations([quotation(WORDS), quotation("zebras dance")], SourceIndex.build([TALK])))

    assert [one.verdict.value for one in found] == ["verbatim", "not-checkable"]


def test_most_words_changed_is_spun() -> None:
    found = check(
        "the regime will start the talks on the deal at dawn", "the government will begin the negotiations on the agreement at dawn"
    )

    assert (found.verdict.value, found.spun, found.changed > 0.3) == ("reworded", True, True)
