"""Versions of one quotation are put together, and nothing else is."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from memcon.link.variants.grouping import group_versions
from memcon.link.variants.versions import Paper, Version
from tests.link.variants.generator import STOCK, b_cubed, make_sample, renamed

CREWS = "the crews were not seeking revenge, and were going from house to house to assure the sailors that there would be no reprisals"


def version(n: int, text: str, *, day: str | None = "2031-03-04", speaker: str | None = "Ines Tolland") -> Version:
    return Version(Paper(f"paper{n}", day), 0, text, speaker)


def sizes(*versions: Version) -> list[int]:
    return sorted(len(group) for group in group_versions(versions))


@pytest.mark.parametrize(
    "other",
    [
        CREWS.upper(),
        "The crews weren’t seeking revenge",
        "going from house to house to assure the sailors that there would be no reprisals",
        CREWS.replace("revenge", "retribution").replace("assure", "guarantee"),
        "the crews were not seeking revenge ... there would be no reprisals",
        "[The gunmen] were not seeking revenge, and were going from house to house to assure the sailors",
    ],
)
def test_a_part_and_a_reworded_copy_are_versions_also_of_another_speaker(other: str) -> None:
    assert sizes(version(1, CREWS), version(2, other, speaker="Tomas Bay", day="2031-09-01")) == [2]


@pytest.mark.parametrize(
    "other",
    [
        "the crews had no house of their own, and nobody was there that day",
        "there would be no house and no crews",
        "no",
        "...",
        "",
    ],
)
def test_common_words_make_nothing_one(other: str) -> None:
    assert sizes(version(1, CREWS), version(2, other, speaker="Tomas Bay", day="2031-09-01")) == [1, 1]


def test_a_sentence_that_was_turned_word_for_word_is_one_only_of_the_same_speaker() -> None:
    turned = "ships with ties to the crews in Lorn whose collaboration in combating piracy may be beneficial"
    told = "ships with links to the Lornish crews whose cooperation on fighting piracy can be helpful"
    assert sizes(version(1, told), version(2, turned)) == [2]


def test_a_stock_phrase_of_others_on_other_days_is_not_one() -> None:
    said = [version(n, "a good day", day=f"2031-03-{n + 1:02d}", speaker=name) for n, name in enumerate(["Ines Tolland", "Tomas Bay"])]
    assert sizes(*said) == [1, 1]


def test_two_words_are_one_of_the_same_day_or_of_the_same_speaker_in_the_same_days() -> None:
    memo = [version(n, "ground observations", day=f"2031-03-{n:02d}", speaker="the memo") for n in (4, 5, 9)]
    assert sizes(*memo) == [3]
    assert sizes(memo[0], version(1, "ground observations", speaker=None)) == [2]
    assert sizes(memo[0], version(1, "ground observations", day="2031-08-04", speaker="the memo")) == [1, 1]


def test_without_a_day_two_words_are_one_only_of_the_same_known_speaker() -> None:
    memo = version(1, "ground observations", speaker="the memo")
    assert sizes(memo, version(2, "ground observations", day=None, speaker="the memo")) == [2]
    assert sizes(memo, version(2, "ground observations", day=None, speaker=None)) == [1, 1]
    paper = Paper("paper1", None)
    assert sizes(Version(paper, 0, "ground observations"), Version(paper, 90, "ground observations")) == [2]


def test_a_short_text_of_light_words_is_no_part_of_a_longer_one() -> None:
    assert sizes(version(1, CREWS), version(2, "crews were going")) == [1, 1]


def test_a_short_part_is_one_with_the_sentence_that_holds_it_on_that_day() -> None:
    whole = version(1, "the ground observations of the harbour crews differ from the reports of the envoys")
    assert sizes(whole, version(2, "ground observations")) == [2]
    assert sizes(whole, version(2, "ground observations", day="2032-01-01", speaker="Tomas Bay")) == [1, 1]


def test_the_order_in_which_they_come_changes_nothing(shared: Path) -> None:
    versions = list(make_sample(shared, groups=60).versions)
    expected = group_versions(versions)
    random.Random(5).shuffle(versions)
    assert group_versions(versions) == expected
    assert group_versions([*versions, *versions]) == expected


@pytest.mark.parametrize("seed", [7, 8])
def test_quotations_of_which_it_is_known_are_grouped_as_they_should_be(shared: Path, seed: int) -> None:
    sample = make_sample(shared, groups=600, seed=seed)
    precision, recall, f1 = b_cubed(group_versions(sample.versions), sample)
    assert (f1 >= 0.97, precision >= 0.96, recall >= 0.96) == (True, True, True), (precision, recall, f1)


def test_stock_phrases_of_a_year_stay_apart() -> None:
    days = [f"2031-{month:02d}-{day:02d}" for month in range(1, 13) for day in (3, 17)]
    said = [version(n, STOCK[n % len(STOCK)], day=day, speaker=f"Speaker {'ABCDEFG'[n % 7]}") for n, day in enumerate(days)]
    assert sizes(*said) == [1] * len(days)


def test_six_thousand_versions_take_seconds(shared: Path) -> None:
    sample = make_sample(shared, groups=1_000)
    versions = (*sample.versions, *renamed(sample, "again"))
    start = time.process_time()
    group_versions(versions)
    assert len(versions) >= 6_000
    assert time.process_time() - start < 15


def test_the_same_words_a_thousand_times_and_words_without_end_do_no_harm() -> None:
    start = time.process_time()
    assert sizes(*(version(n, CREWS) for n in range(1_000))) == [1_000]
    assert sizes(version(1, "a" * 300_000), version(2, "river " * 50_000), version(3, "’" * 100_000)) == [1, 1, 1]
    assert time.process_time() - start < 5
