"""Places by their names: which one is meant, and when that is not clear."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.gazetteer import Place, find_place, find_places, fold_name
from memcon.gazetteer.places import _load


def found(name: str, *near: str) -> str | None:
    """The place, its country and kind in words: "Kabul AFG capital"."""
    place = find_place(name, near=near)
    return None if place is None else f"{place.name} {place.country or '-'} {place.kind}"


AFGHANISTAN_PAKISTAN = {
    "Afghanistan": "Afghanistan AFG country",
    "Kabul": "Kabul AFG capital",
    "Kandahar": "Kandahār AFG city",
    "Kandahar province": "Kandahar AFG province",
    "Herat": "Herāt AFG city",
    "Mazar-i-Sharif": "Mazār-e Sharīf AFG city",
    "Mazar-e-Sharif": "Mazār-e Sharīf AFG city",
    "Jalalabad": "Jalālābād AFG city",
    "Kunduz": "Kunduz AFG city",
    "Ghazni": "Ghazni AFG city",
    "Khost": "Khōst AFG city",
    "Lashkar Gah": "Lashkar Gāh AFG city",
    "Helmand": "Helmand AFG province",
    "Helmand Province": "Helmand AFG province",
    "Nangarhar": "Nangarhar AFG province",
    "Panjshir": "Panjshir AFG province",
    "the Panjshir Valley": "Panjshir Valley AFG region",
    "Bagram": "Bagram Airfield AFG base",
    "Bagram Air Base": "Bagram Airfield AFG base",
    "Abbey Gate": "Abbey Gate AFG facility",
    "Hamid Karzai International Airport": "Kabul airport AFG airport",
    "Spin Boldak": "Spin Boldak AFG crossing",
    "Torkham": "Torkham - crossing",
    "Torkham border crossing": "Torkham - crossing",
    "the Durand Line": "Durand Line - border",
    "Chaman": "Chaman PAK city",
    "the Chaman crossing": "Chaman crossing - crossing",
    "Khyber Pakhtunkhwa": "Khyber Pakhtunkhwa PAK province",
    "NWFP": "Khyber Pakhtunkhwa PAK province",
    "North Waziristan": "North Waziristan PAK region",
    "Islamabad": "Islamabad PAK capital",
    "Rawalpindi": "Rawalpindi PAK city",
    "Peshawar": "Peshawar PAK city",
    "Quetta": "Quetta PAK city",
    "Balochistan": "Balochistan PAK province",
    "Baluchistan": "Balochistan PAK province",
    "Kashmir": "Kashmir - region",
}


@pytest.mark.parametrize(("name", "place"), AFGHANISTAN_PAKISTAN.items())
def test_places_of_afghanistan_and_pakistan_are_found(name: str, place: str) -> None:
    assert found(name) == place


@pytest.mark.parametrize(
    ("name", "place"),
    {
        "Rafah crossing": "Rafah crossing - crossing",
        "Rafah": "Rafaḩ PSE city",
        "Erez": "Erez crossing - crossing",
        "the Golan Heights": "Golan Heights SYR region",
        "the West Bank": "West Bank PSE region",
        "Gaza Strip": "Gaza Strip PSE region",
        "Gaza": "Gaza PSE city",
        "Crimea": "Crimea UKR province",
        "the Donbas": "Donbas UKR region",
        "Transnistria": "Transnistria MDA province",
        "Nagorno Karabakh": "Nagorno-Karabakh AZE region",
        "the Strait of Hormuz": "Strait of Hormuz - strait",
        "Taiwan Strait": "Taiwan Strait - strait",
        "Suez Canal": "Suez Canal EGY canal",
        "Downing Street": "Downing Street GBR facility",
        "Panmunjom": "Panmunjom - crossing",
        "Guantánamo Bay": "Guantanamo Bay CUB base",
    }.items(),
)
def test_crossings_straits_bases_and_regions_are_found(name: str, place: str) -> None:
    assert found(name) == place


@pytest.mark.parametrize(
    ("name", "near", "place"),
    [
        ("Tripoli", (), "Tripoli LBY capital"),
        ("Tripoli", ("LBN",), "Tripoli LBN city"),
        ("Tripoli", ("USA",), "Tripoli LBY capital"),  # nobody nearby has one
        ("Tripoli", ("LBN", "LBY"), "Tripoli LBY capital"),
        ("Hyderabad", ("PAK",), "Hyderabad PAK city"),
        ("Hyderabad", ("IND",), "Hyderabad IND city"),
        ("Santiago", (), "Santiago CHL capital"),
        ("San Jose", (), "San José CRI capital"),  # three times as many live in California's, not ten
        ("San Jose", ("USA",), "San Jose USA city"),
        ("Victoria", ("SYC",), "Victoria SYC capital"),
        ("Victoria", ("CAN",), "Victoria CAN city"),
        ("Victoria", ("AUS",), "Victoria AUS province"),
        ("Georgia", (), "Georgia GEO country"),
        ("Georgia", ("USA",), "Georgia USA province"),
        ("Paris", ("USA",), "Paris FRA capital"),  # Texas
        ("Lebanon", ("USA",), "Lebanon LBN country"),  # Pennsylvania
        ("Geneva", ("USA",), "Geneva CHE city"),  # New York
        ("Whitehall", ("USA",), "Whitehall GBR facility"),  # Ohio
        ("Bethlehem", ("USA",), "Bethlehem USA city"),  # Pennsylvania's is larger than the one in Palestine
        ("Punjab", ("PAK",), "Punjab PAK province"),
        ("Calcutta", ("ZAF",), "Kolkata IND city"),
        ("Santa Cruz", ("BOL",), "Santa Cruz de la Sierra BOL city"),
        ("Gaza", ("MOZ",), "Gaza Province MOZ province"),
        ("Durand Line", ("PAK",), "Durand Line - border"),
    ],
)
def test_a_country_nearby_decides_unless_the_place_there_is_dwarfed(name: str, near: tuple[str, ...], place: str) -> None:
    assert found(name, *near) == place


@pytest.mark.parametrize(
    "name",
    [
        "Hyderabad",  # seven million in India, two in Pakistan
        "Victoria",  # the capital of Seychelles is smaller than a tenth of the state
        "Punjab",
        "Cambridge",
        "Santa Cruz",
        "Springfield",
    ],
)
def test_of_several_without_one_that_stands_out_none_is_taken(name: str) -> None:
    assert find_place(name) is None
    assert len(find_places(name)) > 1


@pytest.mark.parametrize("name", ["", " ", "-", "the", "province", "Xyzzy", "Lund's office", "Xyzzy province", "Xyzzy City", "al-Xyzzy"])
def test_what_is_no_name_of_a_place_is_none(name: str) -> None:
    assert find_place(name) is None
    assert find_places(name) == ()


@pytest.mark.parametrize(
    ("name", "place"),
    {
        "Kiev": "Kyiv UKR capital",
        "Bombay": "Mumbai IND city",
        "Calcutta": "Kolkata IND city",  # and not the one in South Africa that has it for its own
        "Rangoon": "Yangon MMR city",
        "Saigon": "Ho Chi Minh City VNM city",
        "Mecca": "Makkah SAU city",
        "al-Raqqa": "Ar Raqqah SYR city",
        "Hodeidah": "Al Ḩudaydah YEM city",
        "Burma": "Myanmar MMR country",
        "Great Britain": "United Kingdom GBR country",
        "Puno": "Puno PER city",  # an old list has it as another name of Pune in India
    }.items(),
)
def test_another_name_counts_after_those_that_bear_it_as_their_own(name: str, place: str) -> None:
    assert found(name) == place


@pytest.mark.parametrize(
    ("name", "place"),
    {
        "Donetsk": "Donetsk UKR city",
        "Donetsk region": "Donetsk UKR province",
        "Odesa Oblast": "Odessa UKR province",
        "Basra": "Basrah IRQ city",  # the province is Basra
        "New York": "New York City USA city",
        "Ontario": "Ontario CAN province",  # and not the city in California
        "Herat city": "Herāt AFG city",
        "Washington": "Washington USA capital",
        "Singapore": "Singapore SGP country",
    }.items(),
)
def test_a_province_and_its_city_are_told_apart_by_a_word_or_are_the_city(name: str, place: str) -> None:
    assert found(name) == place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kandahār", "KANDAHAR"),
        ("Saint Petersburg", "St. Petersburg"),
        ("Sana’a", "Sanaa"),
        ("Port-au-Prince", "port au prince"),
        ("The Hague", "Hague"),
        ("Washington, D.C.", "Washington DC"),
        ("Łódź", "Lodz"),
        ("İstanbul", "Istanbul"),
        ("Đà Nẵng", "Da Nang"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
    ],
)
def test_spellings_of_a_name_fold_to_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("St", "Saint"), ("Niger", "Nigeria"), ("The", "")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@given(st.text(max_size=40))
def test_any_text_folds_once_and_can_be_looked_up(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)
    assert all(isinstance(place, Place) for place in find_places(text))


def test_candidates_are_given_largest_first() -> None:
    people = [place.population for place in find_places("Santiago") if place.kind != "province"]
    assert len(people) > 3
    assert people == sorted(people, reverse=True)


def test_a_province_stands_among_candidates_by_the_people_of_its_cities_and_shows_none() -> None:
    assert [(place.kind, place.country) for place in find_places("Ontario")] == [("province", "CAN"), ("city", "USA")]
    assert find_places("Ontario")[0].population == 0


def test_a_place_says_what_it_is() -> None:
    kabul = find_place("Kabul")
    assert kabul is not None
    assert (kabul.id, kabul.country, kabul.kind) == ("geonames:1138958", "AFG", "capital")
    assert (kabul.latitude, kabul.longitude) == pytest.approx((34.53, 69.17), abs=0.01)
    assert kabul.population > 4_000_000


@pytest.mark.parametrize("name", ["Torkham", "Chukotka", "Antarctica"])
def test_what_is_not_known_of_a_place_is_empty(name: str) -> None:
    place = find_place(name)
    assert place is not None
    if name == "Antarctica":
        assert place.latitude is None
    assert place.population == 0


def test_every_row_written_by_hand_is_a_place_on_the_globe() -> None:
    rows = {f.place.id: f for group in _load().by_hand.values() for f in group}
    assert len(rows) > 300
    for row in rows.values():
        assert -90 < (row.place.latitude or 0) < 90
        assert -180 < (row.place.longitude or 0) <= 180
        assert all(len(code) == 3 and code.isupper() for code in row.countries)
        assert find_place(row.place.name) == row.place


def test_no_name_is_written_by_hand_for_two_places() -> None:
    assert [name for name, group in _load().by_hand.items() if len(group) > 1] == []
    assert set(_load().by_hand) & set(_load().meant) == set()


def test_every_name_given_to_a_place_of_the_tables_means_it() -> None:
    for name, (own, country) in _load().meant.items():
        place = find_place(name)
        assert place is not None, f"{name}: there is no {own} in {country}"
        assert place.country == country


def test_nothing_is_read_before_the_first_name_is_looked_up() -> None:
    code = "import memcon.gazetteer.places as p; assert p._load.cache_info().currsize == 0; p.find_place('Kabul'); assert p._load.cache_info().currsize == 1"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_loading_is_quick_and_small() -> None:
    _load.cache_clear()
    tracemalloc.start()
    _load()
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 8_000_000
    assert peak < 20_000_000


def test_a_long_name_takes_no_longer_than_its_length_says() -> None:
    started = time.process_time()
    assert find_place("al-" * 20_000 + "x") is None
    assert find_place("province " * 20_000) is None
    assert time.process_time() - started < 1
