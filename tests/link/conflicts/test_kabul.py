"""One event in ten papers: the conflicts and updates that a reader would name, and nothing else called so."""

from __future__ import annotations

from bench.conflicts import kabul_papers, kabul_wanted, measure_kabul

from memcon.link.conflicts.finding import find_disagreements


def test_every_pair_is_named_and_no_other() -> None:
    figures, wrong = measure_kabul()
    assert (wrong, figures.f1) == ([], 1.0)


def test_bounds_that_fit_are_told_as_such() -> None:
    found = {(one.relation, frozenset((one.left_document, one.right_document))) for one in find_disagreements(kabul_papers())}
    assert ("compatible-bound", frozenset(("tribune", "courier"))) in found
    assert ("compatible-bound", frozenset(("wire", "tribune"))) in found


def test_whole_and_part_are_two_populations() -> None:
    found = {(one.relation, frozenset((one.left_document, one.right_document))) for one in find_disagreements(kabul_papers())}
    assert ("conflict", frozenset(("monitor", "gazette"))) not in found


def test_the_pairs_are_written_down() -> None:
    assert len(kabul_wanted()) == 11
