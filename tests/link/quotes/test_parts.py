"""Words, numbers, pieces, opposites and sentences, each by examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.link.quotes.dictionary import usual_lexicon
from memcon.link.quotes.grading import judge
from memcon.link.quotes.lexicon import own_lexicon
from memcon.link.quotes.numerals import refine
from memcon.link.quotes.pieces import cut_pieces
from memcon.link.quotes.sentences import rest_after, rest_before
from memcon.link.quotes.tables import load_table
from memcon.link.quotes.words import Word, split_words
from tests.link.quotes.examples import source


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Don’t", "do not"),
        ("can't cannot", "can not can not"),
        ("it's Ostria's", "it is ostria's"),
        ("we’ll they've I'd", "we will they have i would"),
        ("U.S. US us", "u.s u.s us"),
        ("Sen. Gen. Dr.", "senator general doctor"),
        ("200,000 1.5", "200000 1.5"),
        ("40% & more", "40 percent & more"),
        ("lock-step", "lock step"),
        ("govern-\nment", "government"),
        ("govern\u00adment", "government"),
        ("ﬁnal oﬃce", "final office"),
        ("Trump‘s", "trump's"),
        ("G7 3rd", "g7 3rd"),
        ("\x0cThe", "the"),
    ],
)
def test_words_are_folded(text: str, keys: str) -> None:
    assert [word.key for word in split_words(text)] == keys.split()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred thousand", 200_000),
        ("one hundred and twenty", 120),
        ("twenty five", 25),
        ("1.5 million", 1_500_000),
        ("a hundred", 100),
        ("three thousand four hundred and five", 3_405),
        ("two dozen", 24),
        ("17", 17),
        ("first", 1),
    ],
)
def test_number_words_are_one_value(text: str, value: float) -> None:
    words = refine(list(split_words(text)))

    assert [word.value for word in words] == [value]


@pytest.mark.parametrize(
    ("text", "values"), [("one two", [1, 2]), ("2020 2021", [2020, 2021]), ("five and six", [5, None, 6]), ("two 17", [2, 17])]
)
def test_numbers_beside_one_another_stay_two(text: str, values: list[float | None]) -> None:
    assert [word.value for word in refine(list(split_words(text)))] == values


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("we go ... they stay", ["we go", "they stay"]),
        ("we go … they stay", ["we go", "they stay"]),
        ("we go [...] they stay", ["we go", "they stay"]),
        ("we go . . . they stay", ["we go", "they stay"]),
        ("… we go …", ["we go"]),
        ("we go [sic] [applause] home", ["we go home"]),
        ("[T]he road", ["the road"]),
        ("we go (laughter) home", ["we go home"]),
    ],
)
def test_a_quotation_is_cut_at_its_ellipses(text: str, pieces: list[str]) -> None:
    assert [" ".join(word.key for word in piece.plain) for piece in cut_pieces(text)] == pieces


def test_brackets_are_kept_with_their_words() -> None:
    (piece,) = cut_pieces("he [the minister] left (Ostria) and walk[ed]")

    assert [(word.key, word.bracket) for word in piece.plain] == [
        ("he", ""), ("the", "["), ("minister", "["), ("left", ""), ("ostria", "("), ("and", ""), ("walked", "letters"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ("accept", "rejected", "antonym"),
        ("lawful", "unlawful", "antonym"),
        ("begin", "commence", "synonym"),
        ("will", "would", "shift"),
        ("must", "can", "modal"),
        ("went", "goes", "shift"),
        ("valleys", "valley", "inflection"),
        ("honour", "honor", "spelling"),
        ("he", "i", "shift"),
        ("he", "they", "pronoun"),
        ("all", "some", "quantifier"),
        ("Iran", "Iraq", "name"),
        ("Muhammad", "Mohammed", "spelling"),
        ("in", "on", "minor"),
        ("orchard", "valley", "word"),
        ("cat", "dog", "word"),
    ],
)
def test_two_words_are_graded(mine: str, theirs: str, kind: str) -> None:
    one, other = (Word(text.lower(), 0, len(text), text, text.lower()) for text in (mine, theirs))

    assert judge(one, other, own_lexicon()).kind.value == kind


def test_our_list_of_opposites_is_long_and_has_no_pair_twice() -> None:
    pairs = load_table("opposites")["pairs"].split()

    assert len(pairs) >= 400
    assert len({frozenset(pair.split("/")) for pair in pairs}) == len(pairs)
    assert all(len(set(pair.split("/"))) == 2 for pair in pairs)


def wordnet(folder: Path) -> Path:
    """A dictionary of two opposites and two words of one sense, as WordNet writes it."""
    lines = [
        "  1 This is a licence and no entry",
        "00000100 00 a 02 zibby 0 zobby 0 001 ! 00000200 a 0101 | very zib",
        "00000200 00 a 01 zabby 0 001 ! 00000100 a 0101 | not zib",
        "damaged line",
    ]
    (folder / "data.adj").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_wordnet_adds_opposites_and_near_synonyms(tmp_path: Path) -> None:
    found = usual_lexicon(wordnet(tmp_path))

    assert found.whole
    assert (found.opposed("zibby", "zabby"), found.same_sense("zibby", "zobby"), found.opposed("zobby", "zabby")) == (True, True, False)
    assert found.opposed("accept", "reject")


def test_without_wordnet_our_own_lists_serve(tmp_path: Path) -> None:
    assert usual_lexicon(tmp_path) is own_lexicon()


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("He left. I say | we go | if it rains. They stay.", "I say", "if it rains"),
        ("Mr. Orlan and | we go | to the U.S. envoy. Good.", "Mr. Orlan and", "to the U.S. envoy"),
        ("Why? | We go | . And then.", "", ""),
        ("A title\n\n| we go | home", "", "home"),
    ],
)
def test_the_rest_of_a_sentence_is_read(text: str, before: str, after: str) -> None:
    head, words, tail = text.split("|")
    one = source(head + words.strip() + tail)

    assert rest_before(one, len(head)).of(one.text).strip() == before
    assert rest_after(one, len(head) + len(words.strip())).of(one.text).strip() == after
