from __future__ import annotations

from memcon.web.pictures import in_page, picture_file, source_line, table_file
from tests.web.conftest import Workbench


def test_a_picture_in_a_page_is_markup_and_as_a_file_it_has_a_name() -> None:
    assert in_page("<svg/>").__html__() == "<svg/>"
    answer = picture_file("<svg/>", "weir-timeline")
    assert (answer.media_type, answer.headers["content-disposition"]) == ("image/svg+xml", 'inline; filename="weir-timeline.svg"')
    assert answer.headers["content-security-policy"] == "default-src 'none'"


def test_a_table_is_kept_as_a_file() -> None:
    answer = table_file(lambda out: print("a,b", file=out), "weir")
    assert (answer.body, answer.headers["content-disposition"]) == (b"a,b\n", 'attachment; filename="weir.csv"')


def test_the_source_names_the_case_and_the_state_of_its_log(reading_bench: Workbench) -> None:
    assert source_line(reading_bench.desk).startswith(f"Source: weir (log {reading_bench.desk.case.head()[:12]}), memcon ")
