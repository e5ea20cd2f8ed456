"""No collecting of circles while very many rows are made."""

from __future__ import annotations

import gc

import pytest

from memcon.run.collecting import without_collecting


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


@without_collecting()
def is_collecting() -> bool:
    return gc.isenabled()


def test_a_function_is_not_held_up_and_leaves_all_as_it_was() -> None:
    assert (is_collecting(), is_collecting(), gc.isenabled()) == (False, False, True)


def test_one_block_in_another_ends_nothing() -> None:
    with without_collecting():
        assert not is_collecting()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_goes_on_when_the_work_breaks() -> None:
    with pytest.raises(ValueError, match="broken"), without_collecting():
        raise ValueError("broken")
    assert gc.isenabled()


def test_circles_that_were_made_meanwhile_go_later() -> None:
    gc.unfreeze()
    with without_collecting():
        Knot()
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Knot)]


def test_what_was_put_aside_stays_aside() -> None:
    gc.freeze()
    with without_collecting():
        assert gc.get_freeze_count()
    assert gc.get_freeze_count()
    gc.unfreeze()
