"""Each word has one number, and the number leads back to what the word looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import NORM, ORTH

from memcon.language.network.words import Words

if TYPE_CHECKING:
    from spacy.language import Language


def test_a_word_keeps_its_number(nlp: Language) -> None:
    words = Words()
    first = words.chunk([nlp.make_doc("the ferry left the dock ")])
    again = words.chunk([nlp.make_doc("dock the "), nlp.make_doc("a ferry ")])
    assert first.words[0] == first.words[3] == again.words[1]
    assert again.words[0] == first.words[4]
    assert again.starts.tolist() == [0, 2, 4]
    assert len(words) == 5


def test_a_word_with_a_space_behind_it_is_another_than_without(nlp: Language) -> None:
    words = Words()
    chunk = words.chunk([nlp.make_doc("left left")])
    assert chunk.words[0] != chunk.words[1]


def test_words_of_one_spelling_and_two_norms_are_two(nlp: Language) -> None:
    words = Words()
    chunk = words.chunk([nlp.make_doc("ca ca"), nlp.make_doc("can't")])
    norms = [nlp.vocab.strings[int(value)] for value in words.column(NORM)[chunk.words, 0]]
    forms = [nlp.vocab.strings[int(value)] for value in words.column(ORTH)[chunk.words, 0]]
    assert list(zip(forms, norms, strict=True)) == [("ca", "ca"), ("ca", "ca"), ("ca", "can"), ("n't", "not")]
