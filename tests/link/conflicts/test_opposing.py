"""So and not so."""

from __future__ import annotations

from memcon.link.conflicts.comparing import Comparison
from memcon.link.conflicts.opposing import find_opposed, shown
from tests.link.conflicts.papers import claim, found, relations


def opposed(left: str, right: str, *, days: tuple[str, str] | None = None) -> str | None:
    first, second = days or (None, None)
    pair = Comparison(claim(left, key="a", document="p0", day=first), claim(right, key="b", document="p1", day=second, speaker="Vento"))
    one = find_opposed(pair, None)
    return one.relation if one else None


def test_not_is_against_yes() -> None:
    assert opposed("the road to Lorn was open", "the road to Lorn was not open") == "conflict"


def test_the_opposite_word_is_against_it() -> None:
    assert opposed("the bridge at Tarn was safe", "the bridge at Tarn was unsafe") == "conflict"


def test_a_state_told_later_is_an_update() -> None:
    days = ("2031-05-01", "2031-05-04")
    assert opposed("the road to Lorn was closed", "the road to Lorn was open", days=days) == "update"


def test_what_had_not_happened_may_have_happened_since() -> None:
    days = ("2031-05-01", "2031-05-04")
    assert opposed("the company had not paid the workers", "the company had paid the workers", days=days) == "update"
    assert opposed("the company paid the workers", "the company did not pay the workers", days=days) == "conflict"


def test_who_did_it_to_whom_counts() -> None:
    assert opposed("Vento attacked Roth in the debate", "Roth did not attack Vento in the debate") is None


def test_not_is_about_the_next_words() -> None:
    assert opposed("paying no income taxes was smart", "not paying taxes was smart") is None


def test_a_bare_thing_cannot_be_denied() -> None:
    denial = claim("climate change", key="b", document="p1", speaker="Vento", denied=True)
    left = claim("climate change is a threat to the planet", key="a")
    assert find_opposed(Comparison(left, denial), None) is None


def test_a_denial_is_shown_as_one() -> None:
    assert shown(claim("he took money", denied=True)) == "denied: he took money"
    assert len(shown(claim("word " * 100))) == 160


def test_he_who_denies_it_of_himself_says_nothing_of_others() -> None:
    assert relations("Hale said Vento took money from the builders.", "Roth denied that he took money from the builders.") == []


def test_an_account_called_incorrect_goes_with_what_was_said() -> None:
    told = (
        ("The State Department said Lomax and Sorel discussed the northern crossing.", "2031-05-01"),
        ("The Foreign Ministry said the readout issued by the State Department was factually incorrect.", "2031-05-01"),
    )
    (one,) = found(*told)
    assert (one.kind, one.relation) == ("denial", "conflict")
    assert "factually incorrect" in one.why


def test_somebody_who_comes_round_is_an_update_of_his_own_word() -> None:
    told = (
        ("Vento denied that the army shelled the market in Lorn.", "2031-05-01"),
        ("Vento said the army shelled the market in Lorn.", "2031-05-05"),
    )
    assert relations(*told) == [("denial", "update")]
