"""States, organisations and office-holders by name."""

from __future__ import annotations

import pytest

from memcon.detect.grammar.nations import find_nations, holder_in, load_holders, load_nations, nation_named, nation_of_holder
from memcon.detect.grammar.reading import Range, View, view_document
from memcon.detect.grammar.states import load_gazetteer
from memcon.formats.plain import PLAIN
from memcon.language import Parser


def view(parser: Parser, text: str) -> View:
    (document,) = PLAIN.read(text.encode(), origin="x", kind=None)
    return view_document(next(parser.parse([document]))).views[0]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The US told us to wait.", ["USA"]),
        ("The WHO asked who had come.", ["who"]),
        ("Officials of the U.N. Security Council met South Korean envoys.", ["un", "KOR"]),
        ("The Syrian-backed militia left Beirut.", ["LBN"]),
        ("Israel's army and the Kurdistan Workers' Party fought.", ["ISR", "TUR"]),
        ("The SPLM/A and the Bosnian Serbs agreed.", ["SDN", "BIH"]),
        ("Ten ethnic Albanians were freed.", ["ethnic-albanians"]),
        ("The Democratic People's Republic of Korea tested it.", ["PRK"]),
        ("He may polish the turkey in march.", []),
    ],
)
def test_nations_are_found_by_their_longest_name(parser: Parser, text: str, codes: list[str]) -> None:
    assert [named.nation.code for named in find_nations(view(parser, text))] == codes


@pytest.mark.parametrize(
    ("words", "year", "code"),
    [
        ("Antony Blinken", 2021, "USA"),
        ("Antony Blinken", 1970, None),
        ("President Obama", 2012, "USA"),
        ("Prime Minister Modi", None, "IND"),
        ("the Biden administration", 2021, "USA"),
        ("Khan", 2021, None),
        ("Mr. Khan", 2021, None),
        ("Kofi Annan", 2000, "un"),
        ("President Bush", 1995, "USA"),
    ],
)
def test_an_office_holder_needs_more_than_a_surname(parser: Parser, words: str, year: int | None, code: str | None) -> None:
    seen = view(parser, f"They met {words} there.")
    nation = holder_in(seen, Range(2, len(seen.parse) - 2), year=year)
    assert (nation.code if nation else None) == code


def test_holders_and_organisations_refer_to_states_and_ids_that_are_known() -> None:
    states = {state.code for state in load_gazetteer().places.values()} | {"XKX", "HKG"}
    assert {n.country for n in load_nations().values()} - states == {None}
    assert {h.nation.code for h in load_holders().values()} - states <= set(load_nations())
    assert all(h.last is None or h.first <= h.last for h in load_holders().values())


def test_a_whole_name_is_one_nation_and_a_part_of_it_is_none() -> None:
    assert nation_named("the United Nations") is load_nations()["un"]
    assert nation_named("United") is None
    assert nation_of_holder("Omar al-Bashir", year=2005) is not None
