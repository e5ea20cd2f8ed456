"""The part of a text that is shown: around the words that were asked for, however they are written and wherever they stand."""

from __future__ import annotations

import pytest

from memcon.store.queries import parse_words
from memcon.store.snippets import opening, snippet

FILLER = "The ferries were late again and nobody knew why. "


def shown(words: str, text: str) -> str:
    """The snippet with brackets around what was found."""
    return snippet(text, parse_words(words)).replace("\x02", "[").replace("\x03", "]")


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("pier", "The pier was shut.", "The [pier] was shut."),
        ("PIER", "The Pier was shut.", "The [Pier] was shut."),
        ("rene", "It was René who left.", "It was [René] who left."),
        ("RENÉ", "It was Rene who left.", "It was [Rene] who left."),
        ('"pier was"', "A pier. The pier, was shut.", "A pier. The [pier, was] shut."),
        ("pi*", "The piers and a pie, not an opiate.", "The [piers] and a [pie], not an opiate."),
        ("pier shut", "The pier\n\nwas   shut.", "The [pier] was [shut]."),
        ("pier NOT shut", "The pier was shut.", "The [pier] was shut."),
        ("piers", "The pier was shut.", ""),
        ("pier", "", ""),
        ("under_score", "It is under score.", "It is [under score]."),
        ("pier", "A \x02forged\x03 pier.", "A forged [pier]."),
    ],
)
def test_words_are_marked(words: str, text: str, expected: str) -> None:
    assert shown(words, text) == expected


def test_a_long_text_is_cut_between_words_around_what_was_found() -> None:
    part = shown("boilers", FILLER * 40 + "Two boilers had cracked. " + FILLER * 40)
    assert part.startswith("…")
    assert part.endswith("…")
    assert "Two [boilers] had cracked." in part
    assert set(part.strip("…").replace("[", "").replace("]", "").split()) <= set((FILLER + "Two boilers had cracked.").split())


def test_the_place_with_the_most_of_the_words_is_shown() -> None:
    part = shown("boilers cracked", "The boilers are old. " + FILLER * 20 + "Two boilers had cracked.")
    assert part.endswith("Two [boilers] had [cracked].")


def test_words_far_into_a_text_are_found() -> None:
    assert "[boilers]" in shown("boilers", FILLER * 10_000 + "Two boilers had cracked.")


def test_a_text_that_begins_is_cut_too() -> None:
    assert opening("The pier was shut.") == "The pier was shut."
    assert opening(FILLER * 40).endswith("…")
    assert len(opening(FILLER * 40)) < 320


def test_a_text_without_gaps_is_looked_through_too() -> None:
    assert shown("pier*", "x" * 400_000) == ""
    assert shown("pier*", "pier" * 100_000).startswith("[pier")
