from __future__ import annotations

from threading import Event

import pytest

from memcon.errors import LedgerError
from memcon.web.pictures import in_page, picture_file, source_line, table_file, waited_for
from memcon.web.standing import Part
from tests.web.conftest import Workbench


def test_a_picture_in_a_page_is_markup_and_as_a_file_it_has_a_name() -> None:
    assert in_page("<svg/>").__html__() == "<svg/>"
    answer = picture_file("<svg/>", "weir-timeline")
    assert (answer.media_type, answer.headers["content-disposition"]) == ("image/svg+xml", "inline; filename*=UTF-8''weir-timeline.svg")


def test_a_table_is_kept_as_a_file_whatever_the_script_of_its_name() -> None:
    answer = table_file(lambda out: print("a,b", file=out), '港 "weir"')
    assert answer.body == b"a,b\n"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E6%B8%AF%20%22weir%22.csv"


def test_what_is_not_known_in_time_is_said(reading_bench: Workbench) -> None:
    goes_on = Event()
    slow: Part[bool] = Part("slow", lambda _case, _standing: goes_on.wait(60))
    with pytest.raises(LedgerError, match="still being read"):
        waited_for(reading_bench.desk, slow, wait=0.01)
    goes_on.set()
    assert waited_for(reading_bench.desk, slow) is True


def test_the_source_names_the_case_and_the_state_of_its_log(reading_bench: Workbench) -> None:
    assert source_line(reading_bench.desk).startswith(f"Source: weir (log {reading_bench.desk.case.head()[:12]}), memcon ")
