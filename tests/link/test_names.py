"""Pairs of names: which are one, which may be, which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.link.names import Likeness, compare_names, is_misprint, read_name

SAME = [
    ("Omar El Bashir", "Omar al-Bashir"),
    ("Omar El-Bashir", "Umar al Bashir"),
    ("Muammar Gaddafi", "Moammar Qaddafi"),
    ("Muammar Gaddafi", "Mu'ammar Qadhafi"),
    ("Muammar al-Gaddafi", "Moammar Kadhafi"),
    ("Muammar Gaddafi", "Muammar el-Qaddafi"),
    ("Colonel Muammar Khadafy", "Muammar Gadhafi"),
    ("Mohammed Daoud", "Muhammad Daud"),
    ("Mohamed Daoud", "Mohammad Dawood"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
    ("Fyodor Dostoevsky", "Fyodor Dostoyevsky"),
    ("Boris Yeltsin", "Boris Eltsin"),
    ("Yevgeny Primakov", "Evgeny Primakov"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Zhou Enlai", "Chou En-lai"),
    ("Mao Zedong", "Mao Tse-tung"),
    ("Deng Xiaoping", "Teng Hsiao-p'ing"),
    ("Deng Xiaoping", "Teng Hsiao-ping"),
    ("Hua Guofeng", "Hua Kuo-feng"),
    ("Lin Biao", "Lin Piao"),
    ("Zhou Enlai", "Enlai Zhou"),
    ("Park Geun-hye", "Geun-hye Park"),
    ("Kim Jong Il", "Kim Jong-il"),
    ("Shinzo Abe", "Abe Shinzo"),
    ("Kim Il Sung", "Kim Il-sung"),
    ("Ban Ki-moon", "Ki-moon Ban"),
    ("Viktor Orbán", "Orban Viktor"),
    ("Osama bin Laden", "Usama Bin Ladin"),
    ("Abdel Fattah el-Sisi", "Abdul Fattah al-Sisi"),
    ("Abd al-Fattah al-Sisi", "Abdel-Fattah El-Sissi"),
    ("Abdullah Gul", "Abdullah Gül"),
    ("Zia ul-Haq", "Zia-ul-Haq"),
    ("Nikita Khrushchev", "Nikita Krushchev"),
    ("Mikhail Gorbachev", "Mikhail Gorbatchev"),
    ("Ambassador Asad Majeed Khan", "Asad Majeed Khan"),
    ("Deputy Foreign Minister Waheed Abdullah", "Waheed Abdullah"),
    ("Khan, Asad Majeed", "Asad Majeed Khan"),
    ("José García", "Jose Garcia"),
    ("JD Vance", "J. D. Vance"),
    ("John Smith Jr.", "John Smith, Jr."),
    ("ABDULLAH KHAN", "Abdullah Khan"),
    ("Charles de Gaulle", "de Gaulle, Charles"),
]
MAY_BE = [
    ("Omar Hassan al-Bashir", "Omar El Bashir", Likeness.MIDDLE),
    ("George Bush", "George W. Bush", Likeness.MIDDLE),
    ("Asad Khan", "Asad Majeed Khan", Likeness.MIDDLE),
    ("J. R. Vance", "John R. Vance", Likeness.INITIALS),
    ("J. Vance", "John Robert Vance", Likeness.INITIALS),
    ("John R. Vance", "John Robert Vance", Likeness.INITIALS),
    ("John Smith", "John Smith Jr.", Likeness.SUFFIX),
    ("Ambassador Khan", "Asad Majeed Khan", Likeness.SURNAME),
    ("Secretary Kissinger", "Henry A. Kissinger", Likeness.SURNAME),
    ("Zhou", "Zhou Enlai", Likeness.SURNAME),
    ("Haig", "Al Haig", Likeness.SURNAME),
    ("Philby", "Kim Philby", Likeness.SURNAME),
    ("Oswald", "Lee Harvey Oswald", Likeness.SURNAME),
    ("Chairman Kim", "Kim Il Sung", Likeness.SURNAME),
    ("Colonel Qadhafi", "Muammar Gaddafi", Likeness.SURNAME),
    ("Waheed Abduallah", "Waheed Abdullah", Likeness.NEAR),
    ("Zbigniew Brzezinski", "Zbigniew Brezezinski", Likeness.NEAR),
    ("Yves Girrard", "Yves Girard", Likeness.NEAR),
    ("Johan Hoffman", "Johan Hoffmann", Likeness.NEAR),
]
OTHERS = [
    ("Kim Jong Il", "Kim Jong Un"),
    ("Kim Jong-il", "Kim Jong-un"),
    ("Kim Il Sung", "Kim Jong Il"),
    ("George W. Bush", "George H.W. Bush"),
    ("George W. Bush", "George H. W. Bush"),
    ("Ali Hassan", "Hassan Ali"),
    ("Maria Lopez", "Mario Lopez"),
    ("Alexandra Popov", "Alexander Popov"),
    ("Francesco Russo", "Francesca Russo"),
    ("Park Geun-hye", "Park Chung-hee"),
    ("Imran Khan", "Sultan Khan"),
    ("Imran Khan", "Munir Khan"),
    ("Munir Khan", "Asad Majeed Khan"),
    ("Sultan Khan", "Asad Majeed Khan"),
    ("Benazir Bhutto", "Zulfikar Ali Bhutto"),
    ("John Smith Jr.", "John Smith Sr."),
    ("John Smith II", "John Smith III"),
    ("Mr. Alex Jones", "Ms. Alex Jones"),
    ("John R. Vance", "John T. Vance"),
    ("J. Vance", "Robert Vance"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Mao Zedong", "Mao Zemin"),
    ("Zhou Enlai", "Zhou Yongkang"),
    ("Wang Yi", "Wang Li"),
    ("Huang Hua", "Hua Huang"),
    ("Henry Kissinger", "Henry Jackson"),
    ("the President", "President"),
    ("Ivanov", "Petrov"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_are_one(one: str, other: str) -> None:
    assert compare_names(read_name(one), read_name(other)) in (Likeness.SAME, Likeness.SPELT)


@pytest.mark.parametrize(("one", "other", "likeness"), MAY_BE)
def test_names_that_may_be_one(one: str, other: str, likeness: Likeness) -> None:
    assert compare_names(read_name(one), read_name(other)) is likeness


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_that_are_two(one: str, other: str) -> None:
    assert compare_names(read_name(one), read_name(other)) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("printed", "titles", "words"),
    [
        ("Deputy Foreign Minister Waheed Abdullah", "deputy foreign minister", ("waheed", "abdullah")),
        ("THE SECRETARY", "secretary", ()),
        ("Secretary Kissinger", "secretary", ("kissinger",)),
        ("Mr. Khan", "", ("khan",)),
        ("Ambassador Sultan Khan", "ambassador", ("sultan", "khan")),
        ("Al Gore", "", ("al", "gore")),
        ("Osama bin Laden", "", ("osama", "laden")),
    ],
)
def test_titles_and_particles_are_no_part_of_a_name(printed: str, titles: str, words: tuple[str, ...]) -> None:
    name = read_name(printed)
    assert (name.title, name.words) == (titles, words)


def test_a_name_of_ten_thousand_letters_is_nobodys() -> None:
    assert read_name("A" * 10_000).words == ()


def test_one_letter_is_a_misprint_in_long_words_only() -> None:
    assert is_misprint("kissinger", "kisinger")
    assert not is_misprint("jong", "jung")
    assert not is_misprint("maria", "mario")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared_the_same_both_ways(one: str, other: str) -> None:
    first, second = read_name(one), read_name(other)
    assert compare_names(first, second) is compare_names(second, first)
    assert compare_names(first, first) in (Likeness.SAME, Likeness.DIFFERENT)
