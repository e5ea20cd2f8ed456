"""Links that hold when a file is read anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.text import Span
from memcon.web.rooms.reader.places import Kept, address_of, again, find_place
from memcon.web.rooms.reader.sheet import sum_of

OLD = "The board met. The gate was open, the engineer said. The board left."


def test_a_place_of_this_text_is_where_it_is() -> None:
    found = find_place("19-32", sum_of(OLD), OLD, [])
    assert (found.kept, found.span, found.words) == (Kept.HERE, Span(19, 32), "gate was open")
    assert find_place("19-32", "", OLD, []) == found


def test_the_words_are_found_again_between_the_same_words() -> None:
    new = f"Page 1\n\n{OLD}"
    found = find_place("19-32", sum_of(OLD), new, [OLD])
    assert found.kept is Kept.MOVED
    assert found.span is not None
    assert found.span.of(new) == "gate was open"


@pytest.mark.parametrize("new", ["The gate was open.", f"{OLD} {OLD}", OLD.replace("open,", "open ,")])
def test_words_that_stand_elsewhere_or_twice_are_not_taken_for_the_same_place(new: str) -> None:
    found = find_place("19-32", sum_of(OLD), f"{new} And more.", [OLD])
    assert (found.kept, found.span, found.words) == (Kept.GONE, None, "gate was open")


def test_a_link_of_another_case_and_one_that_was_cut_short_are_told_apart() -> None:
    assert find_place("19-32", "0123456789ab", OLD, ["other"]).kept is Kept.UNKNOWN
    assert {find_place(at, sum_of(OLD), OLD, []).kept for at in ("19", "32-19", "19-9999", "5-5", "x-y")} == {Kept.WRONG}


def test_an_address_holds_no_words() -> None:
    assert address_of("d1", statement="s1", span=Span(3, 9), of="ab") == "/documents/d1?statement=s1&at=3-9&of=ab"
    assert address_of("d1") == "/documents/d1"


@given(st.text(alphabet="ab .", max_size=40), st.data())
def test_what_is_found_again_is_the_same_words(old: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    new = data.draw(st.sampled_from([old, f"aa{old}", f"{old}b", old[::-1]]))
    found = again(old, Span(start, end), new)
    assert found is None or found.of(new) == old[start:end]
