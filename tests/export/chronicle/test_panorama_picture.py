from __future__ import annotations

from lxml import etree

from memcon.export.chronicle.columns import make_columns
from memcon.export.chronicle.days import Days
from memcon.export.chronicle.drawing import Dress
from memcon.export.chronicle.moments import Basis, Moment, Who
from memcon.export.chronicle.panorama import Lane, LaneBy, make_panorama
from memcon.export.chronicle.panorama_picture import Legend, Nowhere, panorama_picture
from memcon.export.chronicle.sieve import Sieve, choose
from tests.export.chronicle.rows import moment, saying, states

LEGEND = Legend("Timeline of weir", "3 events", "Source: weir")


class Signs:
    """Leads that say what they were asked."""

    def of_bar(self, lane: Lane | None, days: Days, *, is_first: bool) -> str:
        return f"bar {lane.name if lane else 'all'} {days}{' and before' if is_first else ''}"

    def of_lane(self, lane: Lane) -> str:
        return f"lane {lane.name}"

    def of_moment(self, moment: Moment) -> str:
        return f"row {moment.id}"


def drawn(rows: list[Moment], *, dress: Dress = Dress.PLAIN, **asked: object) -> etree._Element:
    columns, sieve = make_columns(rows, lambda _: None), Sieve(**asked)  # type: ignore[arg-type]
    panorama = make_panorama(columns, choose(columns, sieve), sieve, by=LaneBy.ACTOR, most=12)
    return etree.fromstring(panorama_picture(panorama, LEGEND, states, dress=dress, leads=Signs()))


def words(root: etree._Element) -> list[str]:
    return [text.text or "" for text in root.findall(".//{*}text")]


def links(root: etree._Element) -> list[str]:
    return [str(link.get("href")) for link in root.findall(".//{*}a")]


def test_a_picture_by_itself_says_what_it_is_and_where_it_comes_from_and_brings_no_styles() -> None:
    root = drawn([moment(1), moment(2), saying(3)])
    assert {"Timeline of weir", "3 events", "Source: weir", "Lorn"} <= set(words(root))
    assert (root.findall(".//{*}style"), links(root), root.xpath("//@style")) == ([], [], [])
    assert all(shape.get("fill") or shape.get("stroke") for shape in root.iter("{*}rect", "{*}line", "{*}circle"))


def test_in_a_page_every_mark_leads_to_its_rows() -> None:
    root = drawn([moment(1), saying(2)], dress=Dress.PAGE)
    assert links(root) == ["bar all 2031-03-04", "bar all 2031-03-05", "lane Lorn", "row row1", "row row2"]
    assert {link.get("tabindex") for link in root.findall(".//{*}a")} == {"-1"}


def test_many_rows_of_a_lane_are_bars_and_the_first_has_what_began_before() -> None:
    rows = [moment(1, "2031-01-01", "2031-12-31"), *(moment(n, f"2031-03-{5 + n % 3:02d}") for n in range(2, 90))]
    root = drawn(rows, dress=Dress.PAGE, since="2031-03-05", until="2031-03-07")
    bars = [link for link in links(root) if link.startswith("bar Lorn")]
    assert bars == ["bar Lorn 2031-03-05 and before", "bar Lorn 2031-03-06", "bar Lorn 2031-03-07"]


def test_a_mark_tells_its_row_and_a_bar_its_numbers() -> None:
    titles = [title.text for title in drawn([moment(1), saying(2)]).iter("{*}title")]
    assert "4 March 2031: 1 material conflict" in titles
    assert "2031-03-04: LRN ASSAULT VSK: “jets bombed two piers”" in titles


def test_what_was_not_done_is_crossed_and_the_day_of_a_paper_is_hollow() -> None:
    plain, other = drawn([moment(1)]), drawn([moment(1, modality="denied", basis=Basis.PAPER)])
    assert len(other.findall(".//{*}line")) - len(plain.findall(".//{*}line")) == 2
    assert any(dot.get("fill") == "#ffffff" for dot in other.findall(".//{*}g/{*}circle"))


def test_the_days_that_are_not_chosen_are_veiled() -> None:
    rows = [moment(1), moment(2, "2031-06-01")]
    assert [len(drawn(rows, since=since).findall(".//{*}rect[@class='veil']")) for since in (None, "2031-05-01")] == [0, 2]


def test_names_are_text() -> None:
    root = drawn([moment(1, source=(Who("<script>alert(1)</script>"),))], dress=Dress.PAGE)
    assert root.findall(".//{*}script") == []
    assert any("<script>" in said for said in words(root))


def test_without_a_day_there_are_only_words() -> None:
    assert words(drawn([moment(1, None)])) == ["Timeline of weir", "3 events", "Source: weir"]


def test_marks_that_lead_nowhere_are_no_links() -> None:
    nowhere = Nowhere()
    assert nowhere.of_moment(moment()) is None
    columns = make_columns([moment(1)], lambda _: None)
    panorama = make_panorama(columns, choose(columns, Sieve()), Sieve(), by=LaneBy.CLASS, most=2)
    assert links(etree.fromstring(panorama_picture(panorama, LEGEND, states, dress=Dress.PAGE))) == []
