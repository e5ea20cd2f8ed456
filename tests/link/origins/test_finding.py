"""Which texts come from which, as pages of a case show it."""

from __future__ import annotations

import random

import pytest

from memcon.link.origins.finding import origins_of, trace
from tests.link.origins.texts import OTHER, REPORT, SPUN, STORY, text, traced

PARAGRAPHS = STORY.strip().split("\n\n")
TRIMMED = "\n\n".join(PARAGRAPHS[:4])
WIRE = text("wire", day="2031-03-04", outlet="Reuters")


def test_a_copy_comes_from_the_text_that_it_credits() -> None:
    copy = traced(WIRE, text("courier", day="2031-03-04", outlet="Courier", sources=("Reuters",)))["courier"]
    assert (copy.of, copy.kind, copy.shared) == ("wire", "same", 1.0)
    assert copy.evidence[:2] == ("8 of 8 sentences the same", "credits Reuters")


def test_an_original_has_no_parent_and_no_evidence() -> None:
    assert (traced(WIRE)["wire"].of, traced(WIRE)["wire"].kind, traced(WIRE)["wire"].evidence) == (None, "original", ())


def test_a_trimmed_copy_comes_from_the_longer_where_nothing_else_tells() -> None:
    copy = traced(text("a", TRIMMED), text("b"))["a"]
    assert (copy.of, copy.kind) == ("b", "trimmed")
    assert any(reason.startswith("the shorter: ") for reason in copy.evidence)


def test_a_spun_copy_is_known_by_names_numbers_and_quotations_in_their_order() -> None:
    copy = traced(WIRE, text("spun", SPUN, day="2031-03-05", outlet="Daily Spin"), text("other", OTHER))["spun"]
    assert (copy.of, copy.kind) == ("wire", "translated-or-spun")
    assert "published a day later" in copy.evidence
    assert any(reason.startswith("same numbers, names and quotations in the same order") for reason in copy.evidence)


def test_a_rewrite_keeps_some_sentences_and_moves_others() -> None:
    moved = [
        PARAGRAPHS[0],
        PARAGRAPHS[5],
        PARAGRAPHS[3].replace("were taken", "have been brought"),
        PARAGRAPHS[1],
        "Nobody was hurt in the raid.",
    ]
    own = "The town has seen such searches before, and people in the market square took little notice of the lorries and the men in grey."
    copy = traced(WIRE, text("rewrite", "\n\n".join([*moved, own, own[::-1]]), day="2031-03-06"))["rewrite"]
    assert (copy.of, copy.kind) == ("wire", "rewrite")


def test_a_text_that_shares_only_quotations_is_linked_and_has_its_own_origin() -> None:
    texts = [WIRE, text("report", REPORT, day="2031-03-06")]
    copy = traced(*texts)["report"]
    assert (copy.of, copy.kind) == ("wire", "quotes")
    assert origins_of(texts) == {"wire": "wire", "report": "report"}


def test_another_story_about_the_same_people_is_no_copy() -> None:
    assert traced(WIRE, text("other", OTHER, day="2031-03-05"))["other"].kind == "original"


def test_which_came_first_is_said_to_be_unknown() -> None:
    assert traced(text("a"), text("b"))["b"].evidence[-1] == "which came first is not known"


def test_a_copy_of_a_copy_is_known_by_what_the_first_copy_changed() -> None:
    changed = STORY.replace("41 crates", "41 carates").replace("fort at Drin", "fortress at Drinn").replace("sailors", "saylors")
    spread = (WIRE, text("b", changed, day="2031-03-05"), text("c", changed.replace("largest by far", "largest"), day="2031-03-06"))
    copy = traced(*spread)["c"]
    assert copy.of == "b"


def test_what_an_outlet_prints_under_everything_makes_no_copies() -> None:
    foot = "\n\nThe Courier has been printed at the old mill since the year of the comet. Write to the night desk if you saw it.\n\nLeave a Reply\n"
    bodies = {"a": STORY, "b": OTHER, "c": REPORT}
    found = traced(*(text(id_, body[:500] + foot, outlet="Courier") for id_, body in bodies.items()))
    assert {copy.kind for copy in found.values()} <= {"original", "quotes"}


def test_a_longer_story_of_the_same_outlet_takes_in_its_first_lines() -> None:
    flash = text("flash", "\n\n".join(PARAGRAPHS[:2]), day="2031-03-04", outlet="Reuters")
    long = text("long", STORY, day="2031-03-05", outlet="Reuters")
    assert traced(flash, long)["long"].of == "flash"


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_texts_changes_nothing(seed: int) -> None:
    texts = [WIRE, text("a", TRIMMED), text("b", SPUN, day="2031-03-05"), text("c", OTHER), text("d", REPORT), text("e", STORY)]
    shuffled = texts.copy()
    random.Random(seed).shuffle(shuffled)
    assert trace(shuffled) == trace(texts)


@pytest.mark.parametrize("bodies", [[], [""], ["", ""], ["a", "a"], ["…", "“”", "\n\n"], [STORY.upper(), STORY]], ids=str)
def test_poor_texts_are_traced_too(bodies: list[str]) -> None:
    assert len(trace([text(str(n), body) for n, body in enumerate(bodies)])) == len(bodies)


def test_two_texts_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        trace([text("a"), text("a")])


def test_three_copies_have_one_origin() -> None:
    texts = [WIRE, text("a", TRIMMED, day="2031-03-05"), text("b", SPUN, day="2031-03-05"), text("c", OTHER)]
    assert origins_of(texts) == {"wire": "wire", "a": "wire", "b": "wire", "c": "c"}
