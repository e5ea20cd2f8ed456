"""Heads and labels of blocks that are parsed together."""

from __future__ import annotations

from memcon.language.network import Annotator


def _arcs(annotator: Annotator, *texts: str) -> list[list[tuple[str, str, str]]]:
    return [[(token.text, token.dep_, token.head.text) for token in doc] for doc in annotator.annotate(texts)]


def test_a_sentence_has_its_subject_and_its_object(annotator: Annotator) -> None:
    ((subject, _, *rest),) = _arcs(annotator, "Lund denied the report.")
    assert subject == ("Lund", "nsubj", "denied")
    assert ("report", "dobj", "denied") in rest


def test_heads_stay_in_their_own_block(annotator: Annotator) -> None:
    short, long = "He left.", "Ana Lund told reporters on Monday that the ferry would not sail before the crews had been paid."
    assert _arcs(annotator, short, long, short) == _arcs(annotator, short) + _arcs(annotator, long) + _arcs(annotator, short)


def test_two_sentences_have_two_roots(annotator: Annotator) -> None:
    (doc,) = annotator.annotate(["The ferry left. Nobody said why."])
    assert [sentence.text for sentence in doc.sents] == ["The ferry left.", "Nobody said why."]


def test_a_label_that_says_where_its_arc_belongs_is_followed(annotator: Annotator) -> None:
    """Labels such as `relcl||nsubj` are the parser's own: none may stay."""
    docs = annotator.annotate(["A man came in yesterday who said that he had a report to give, which nobody wanted."])
    assert not any("||" in token.dep_ for doc in docs for token in doc)
