"""Features are computed once for each token; the place of nobody has features of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from memcon.language.network.scoring import Scorer

if TYPE_CHECKING:
    from spacy.language import Language


def test_a_state_is_scored_as_by_the_layers_of_spacy(nlp: Language) -> None:
    model = cast("Any", nlp.get_pipe("ner")).model
    vectors = np.random.default_rng(3).standard_normal((5, 96)).astype(np.float32)
    features = Scorer(model).features(vectors)
    found = Scorer(model).scores(features, np.array([[3, features.nobody, features.nobody], [2, 1, 1]]))

    lower, pieces = model.get_ref("lower"), model.get_ref("lower").predict(model.get_ref("tok2vec").layers[-1].predict(vectors))
    states = [pieces[4, 0] + pieces[0, 1] + pieces[0, 2], pieces[3, 0] + pieces[2, 1] + pieces[2, 2]]  # row 0 is nobody's
    hidden = np.stack([(state + lower.get_param("b")).max(axis=-1) for state in states])
    assert np.allclose(found, model.get_ref("upper").predict(hidden), atol=1e-4)


def test_nobody_is_the_number_behind_the_last_token(nlp: Language) -> None:
    model = cast("Any", nlp.get_pipe("parser")).model
    assert Scorer(model).features(np.zeros((5, 96), np.float32)).nobody == 5
