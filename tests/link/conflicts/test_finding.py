"""Where the papers of a case disagree, and what is none of it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

import memcon
from memcon.link.conflicts.finding import Paper, find_disagreements
from memcon.model.contract import to_dict
from tests.link.conflicts.papers import found, papers, relations

SHELLED = "Roth said the army shelled the market in Lorn."
DENIED = "Minister Vento denied that the army shelled the market in Lorn."


def test_a_denial_goes_with_what_it_denies() -> None:
    (one,) = found((SHELLED, "2031-05-01"), (DENIED, "2031-05-02"))
    assert (one.kind, one.relation, one.state, one.left_document, one.right_document) == ("denial", "conflict", "open", "p0", "p1")


def test_the_order_of_the_papers_makes_no_difference() -> None:
    told = papers((SHELLED, "2031-05-01"), (DENIED, "2031-05-02"), "Hale said the army shelled the market in Lorn.")
    assert find_disagreements(told) == find_disagreements(told[::-1])


def test_what_one_side_leaves_out_is_no_row() -> None:
    assert found("Brandt thanked Lorn for its help.", "Brandt thanked Lorn and Tarn for their help.") == ()


def test_a_copy_does_not_disagree_with_its_origin_in_the_same_words() -> None:
    both = (SHELLED, SHELLED)
    assert found(*both, origins={"p1": "p0"}) == ()


def test_copies_count_once_against_another() -> None:
    assert len(found(SHELLED, SHELLED, DENIED)) == 2
    assert len(found(SHELLED, SHELLED, DENIED, origins={"p1": "p0"})) == 1


def test_the_conflicts_of_one_paper_are_kept() -> None:
    (paper,) = papers(SHELLED)
    row = {"id": "c1", "kind": "denial", "left": "a", "right": "b", "why": "to the contrary", "state": "open", "changed_by": []}
    (one,) = find_disagreements([replace(paper, conflicts=[row])])
    assert (one.id, one.left_document, one.right_document, one.relation) == ("c1", "p0", "p0", "conflict")


def test_actors_that_are_joined_are_one_voice() -> None:
    told = papers(("Roth said the road to Lorn was open.", "2031-05-01"), ("Karl R. said the road to Lorn was not open.", "2031-05-01"))
    for paper, actor in zip(told, ("a1", "a2"), strict=True):
        for row in paper.statements:
            row["speaker"]["actor"] = actor
    assert [one.relation for one in find_disagreements(told)] == ["conflict"]
    assert find_disagreements(told, same=lambda one, other: {one, other} == {"a1", "a2"})[0].relation == "conflict"


def test_no_paper_has_no_disagreement() -> None:
    assert find_disagreements([]) == ()


def test_a_speaker_who_disputes_the_record_of_his_words(shared: Path) -> None:
    files = sorted((shared / "data" / "frus").glob("*v19_d35[34]*"))
    if len(files) != 2:
        pytest.skip("the two documents are not here")
    rows = [to_dict(one) for one in memcon.read(*files)]
    told = [Paper(r["document"], r["statements"], r["events"], r["conflicts"]) for r in rows]
    across = [one for one in find_disagreements(told) if one.left_document != one.right_document]
    assert [(one.kind, one.relation) for one in across] == [("denial", "conflict")]
    assert "excludes" in across[0].why


def test_ten_thousand_statements_take_seconds() -> None:
    (paper,) = papers(SHELLED)
    (row,) = paper.statements
    many = [
        Paper(
            {**paper.document, "id": f"d{k}"},
            [
                {**row, "id": f"d{k}s{j}", "content": [{**row["content"][0], "text": f"crew{k} saw ship{j} leave harbour{k % 97}"}]}
                for j in range(10)
            ],
            [],
        )
        for k in range(1_000)
    ]
    start = time.process_time()
    find_disagreements(many)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "pair",
    [
        ("Roth said the road to Lorn was open.", "Vento said the road to Tarn was not open."),
        ("Roth said the road to Lorn may be open.", "Vento said the road to Lorn was not open."),
        ("Roth said the road to Lorn was closed.", "Vento said the road to Lorn was not open."),
        ("Roth asked whether the bridge was safe.", "Vento said the bridge was not safe."),
    ],
)
def test_what_can_both_stand_is_no_conflict(pair: tuple[str, str]) -> None:
    assert ("denial", "conflict") not in relations(*pair)
