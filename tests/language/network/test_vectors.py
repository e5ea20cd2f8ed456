"""Vectors are those of spaCy to the last digits, and those of one block do not depend on others, to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from memcon.language.network.vectors import Encoder
from memcon.language.network.words import Words

if TYPE_CHECKING:
    from spacy.language import Language

TEXTS = ["The ferry left.", "“We are tired,” said Ana Lund, who runs the dock.", "No.", "It sails on Monday, the office said. " * 30]


def _model(nlp: Language) -> Any:
    return cast("Any", nlp.get_pipe("tok2vec")).model


def test_vectors_are_those_of_spacy(nlp: Language) -> None:
    docs, words = [nlp.make_doc(text) for text in TEXTS], Words()
    found = Encoder(_model(nlp)).encode(words, words.chunk(docs))
    assert np.allclose(found, np.concatenate(_model(nlp).predict(docs)), atol=1e-4)


def test_a_block_has_the_same_vectors_alone_and_among_others(nlp: Language) -> None:
    docs, words = [nlp.make_doc(text) for text in TEXTS], Words()
    encoder = Encoder(_model(nlp))
    together = words.chunk(docs)
    vectors = encoder.encode(words, together)
    for k, doc in enumerate(docs):
        alone = encoder.encode(words, words.chunk([doc]))
        assert np.array_equal(alone, vectors[together.starts[k] : together.starts[k + 1]])
