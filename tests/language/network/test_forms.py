"""Parts of speech and lemmas, for words that were met before and for new ones."""

from __future__ import annotations

from memcon.language.network import Annotator


def test_lemmas_are_those_of_the_part_of_speech(annotator: Annotator) -> None:
    first, again = annotator.annotate(["She reports two reports.", "The reports say that she reports it."])
    assert [token.lemma_ for token in first] == ["she", "report", "two", "report", "."]
    assert [(token.lemma_, token.pos_) for token in again if token.lower_ == "reports"] == [("report", "NOUN"), ("report", "VERB")]


def test_an_auxiliary_is_no_verb(annotator: Annotator) -> None:
    (doc,) = annotator.annotate(["They have left and they have a ferry."])
    assert [token.pos_ for token in doc if token.lower_ == "have"] == ["AUX", "VERB"]


def test_morphology_is_set(annotator: Annotator) -> None:
    (doc,) = annotator.annotate(["She denied it."])
    assert str(doc[1].morph) == "Tense=Past|VerbForm=Fin"
