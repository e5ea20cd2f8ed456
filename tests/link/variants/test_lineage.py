"""Who has the words from whom."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from memcon.link.variants.credits import names_of
from memcon.link.variants.lineage import Ground, Lineage, trace
from memcon.link.variants.versions import Holder, Paper, Version
from memcon.link.variants.weights import weigh
from tests.link.variants import generator
from tests.link.variants.generator import make_chain

TOLD = "the crews of Vasko-North were not seeking revenge and were going from house to house to assure the sailors of calm"
CUT = TOLD.replace("Vasko-North", "Vasko")
SPUN = CUT.replace("seeking revenge", "attempting to find retaliation").replace("assure", "guarantee")


def copy(name: str, day: str | None, text: str, *, named: Iterable[str] = (), chain: tuple[Holder, ...] = ()) -> Version:
    paper = Paper(name.casefold(), day, names_of(name), names_of(*named))
    return Version(paper, 0, text, "Ines Tolland", chain)


def traced(*versions: Version) -> Lineage:
    return trace(versions, weigh(version.words for version in versions))


def parents(lineage: Lineage) -> dict[str, str | None]:
    """Of each paper the paper behind which it stands."""
    ids = [step.copy.paper.id for step in lineage.steps]
    return {step.copy.paper.id: None if step.parent is None else ids[step.parent] for step in lineage.steps}


def grounds(lineage: Lineage) -> list[str]:
    return [step.ground.value for step in lineage.steps]


def test_a_shared_change_outweighs_the_credit_line() -> None:
    found = traced(
        copy("Courier", "2031-03-04", TOLD), copy("Gazette", "2031-03-05", CUT), copy("Page", "2031-03-09", SPUN, named=["Courier"])
    )
    assert parents(found) == {"courier": None, "gazette": "courier", "page": "gazette"}
    assert found.steps[2].ground is Ground.SHARED_CHANGE
    assert found.steps[2].marks == ("“Vasko” for “Vasko-North”",)


def test_the_credit_line_decides_between_the_same_words() -> None:
    found = traced(
        copy("Courier", "2031-03-04", TOLD), copy("Gazette", "2031-03-05", TOLD), copy("Page", "2031-03-09", TOLD, named=["Gazette"])
    )
    assert parents(found)["page"] == "gazette"
    assert found.steps[2].ground is Ground.NAMED


def test_the_outermost_of_a_chain_is_the_one_it_was_copied_from() -> None:
    chain = (Holder("The Gazette"), Holder("Courier"), Holder("a memo"))
    found = traced(copy("Courier", "2031-03-04", TOLD), copy("Gazette", "2031-03-05", TOLD), copy("Page", "2031-03-09", TOLD, chain=chain))
    assert parents(found)["page"] == "gazette"


def test_which_of_two_that_are_as_good_is_not_known() -> None:
    found = traced(copy("Courier", "2031-03-04", TOLD), copy("Gazette", "2031-03-05", TOLD), copy("Page", "2031-03-09", TOLD))
    assert grounds(found) == ["first", "nearest words", "not known"]
    assert (found.steps[2].rivals, found.sources, found.most_sources) == (1, 1, 2)


@pytest.mark.parametrize("day", ["2031-03-04", None])
def test_a_copy_of_the_same_or_of_no_day_is_not_known_to_be_one(day: str | None) -> None:
    found = traced(copy("Courier", "2031-03-04", TOLD), copy("Gazette", day, CUT))
    assert (parents(found)["gazette"], grounds(found)) == ("courier", ["first", "not known"])


def test_whoever_is_named_comes_first_on_one_day_and_without_days() -> None:
    for day in ("2031-03-04", None):
        found = traced(copy("Agency", day, CUT), copy("Courier", day, TOLD, named=["Agency"]))
        assert (parents(found)["courier"], grounds(found)) == ("agency", ["first", "named"])


def test_two_that_name_each_other_go_in_no_circle() -> None:
    found = traced(copy("A1", None, TOLD, named=["B1"]), copy("B1", None, TOLD, named=["C1"]), copy("C1", None, TOLD, named=["A1"]))
    assert all(step.parent is None or step.parent < n for n, step in enumerate(found.steps))
    assert found.sources == 1


def test_ten_copies_of_one_agency_are_one_source() -> None:
    agency = copy("Reuters", "2031-03-04", TOLD)
    copies = [copy(f"Paper{n}", "2031-03-05", TOLD, named=["Reuters"]) for n in range(10)]
    assert (traced(agency, *copies).sources, traced(agency, *copies).most_sources) == (1, 1)
    absent = traced(*copies)
    assert (absent.sources, {step.outside for step in absent.steps}) == (1, {("REUTERS",)})


def test_two_agencies_are_two_sources() -> None:
    one, other = copy("Courier", "2031-03-04", TOLD, named=["Reuters"]), copy("Gazette", "2031-03-05", TOLD, named=["AFP"])
    assert traced(one, other).sources == 2


def test_a_root_says_on_whose_word_it_stands() -> None:
    found = traced(copy("Courier", "2031-03-04", TOLD, chain=(Holder("the envoy"), Holder("a memo"))))
    assert found.steps[0].outside == ("a memo", "the envoy")


def test_pieces_of_one_document_are_one_copy() -> None:
    paper = Paper("page", "2031-03-09")
    pieces = [Version(paper, 50, TOLD[60:]), Version(paper, 0, TOLD[:50]), Version(paper, 200, TOLD[4:30])]
    found = traced(copy("Courier", "2031-03-04", TOLD), *pieces)
    assert [step.copy.text for step in found.steps][1] == f"{TOLD[:50]} … {TOLD[60:]}"


def test_most_links_of_made_up_chains_are_the_right_ones(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = generator.sentences(shared)
    monkeypatch.setattr(generator, "sentences", lambda _: pool)
    chance, right, all_ = random.Random(3), Counter[bool](), Counter[bool]()
    for _ in range(60):
        versions, expected = make_chain(shared, chance=chance)
        lineage = traced(*versions)
        for step in lineage.steps:
            all_[step.sure] += 1
            right[step.sure] += parents(lineage)[step.copy.paper.id] == expected[step.copy.paper.id]
    assert right[True] / all_[True] >= 0.97
    assert right.total() / all_.total() >= 0.9
