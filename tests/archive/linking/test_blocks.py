"""What is found by blocks, where an archive is too large to be compared as a whole: how much is lost, and that cutting changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.archive.ledgers import make_ledgers
from bench.archive.linking import measure_recall

from tests.archive.linking.tables import link, table, write_tables

TABLES = ("people", "bearers", "origins", "variants", "disputes")


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents linked as a whole, by blocks, and by blocks in other shares and another order."""
    folder = tmp_path_factory.mktemp("blocks")
    ledgers = list(make_ledgers(200))
    write_tables(folder / "whole", ledgers)
    write_tables(folder / "blocks", ledgers, per_file=1_000)
    write_tables(folder / "cut", reversed(ledgers), per_file=23)
    link(folder / "whole")
    link(folder / "blocks", one_block=0)
    link(folder / "cut", one_block=0, memory=2_000_000, sheaf=60, backwards=True)
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_shares_sheaves_and_order_change_nothing(name: str, linked: Path) -> None:
    assert table(linked / "blocks", name)
    assert table(linked / "cut", name) == table(linked / "blocks", name)


def test_blocks_find_the_people_of_the_whole(linked: Path) -> None:
    for name in ("people", "bearers"):
        assert table(linked / "blocks", name) == table(linked / "whole", name)


def test_blocks_find_nearly_all_that_the_whole_finds(linked: Path) -> None:
    recalls = measure_recall(linked / "whole", linked / "blocks")
    assert recalls["quotations"].both == recalls["quotations"].whole == recalls["quotations"].blocks
    assert recalls["origins"].both >= 0.99 * recalls["origins"].whole
    assert recalls["origins"].both >= 0.99 * recalls["origins"].blocks
    assert recalls["disputes"].both >= 0.99 * recalls["disputes"].whole


def test_blocks_hold_more_claims_against_each_other_than_the_whole(linked: Path) -> None:
    """A word that is common in all claims is a ground to compare those of the same days in which it is rare."""
    assert len(table(linked / "blocks", "disputes")) >= len(table(linked / "whole", "disputes"))
