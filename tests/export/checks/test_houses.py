"""What houses make of checks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from memcon.errors import WrongUse
from memcon.export.checks.houses import TABLES, House, house_names, load_house
from memcon.model.quotation import Context, ContextWarning, Level, SpeakerVerdict, TextVerdict
from memcon.text import Span
from tests.export.checks.made import make_check

OK, NOTE, CHECK = Level.OK, Level.NOTE, Level.CHECK


def level(house: str, verdict: TextVerdict, **fields: object) -> Level:
    check, _ = make_check("The pier is shut", verdict=verdict, **fields)
    return load_house(house).level(check)


def own(tmp_path: Path, text: str) -> House:
    file = tmp_path / "my.toml"
    file.write_text(text, encoding="utf-8")
    return load_house(str(file))


@pytest.mark.parametrize("name", house_names())
def test_every_profile_has_a_level_for_every_verdict_and_the_rule_it_follows(name: str) -> None:
    house = load_house(name)
    assert {table: set(keys) for table, keys in TABLES.items()} == {table: set(row) for table, row in house.levels.items()}
    assert house.rule


def test_the_neutral_profile_checks_meaning_other_speakers_and_what_is_not_there() -> None:
    levels = load_house("default").levels
    flagged = {key for row in levels.values() for key, value in row.items() if value is CHECK}
    assert flagged == {"meaning-check", "not-found", "other-speaker"}


@pytest.mark.parametrize(
    ("verdict", "levels"),
    [
        (TextVerdict.CLEANED, {"default": OK, "strict": NOTE, "ap": NOTE, "reuters": NOTE, "nyt": OK, "guardian": OK}),
        (TextVerdict.MINOR, {"default": NOTE, "strict": CHECK, "ap": CHECK, "reuters": NOTE, "nyt": CHECK, "guardian": OK}),
        (TextVerdict.REWORDED, {"default": NOTE, "strict": CHECK, "ap": CHECK, "reuters": CHECK, "nyt": CHECK, "guardian": CHECK}),
        (TextVerdict.TRIMMED, {"default": OK, "strict": NOTE, "ap": OK, "reuters": OK, "nyt": OK, "guardian": OK}),
    ],
)
def test_houses_differ(verdict: TextVerdict, levels: dict[str, Level]) -> None:
    assert {house: level(house, verdict) for house in levels} == levels


def test_the_gravest_axis_counts() -> None:
    warning = ContextWarning(Context.QUALIFIER_DROPPED, Span(0, 1), "perhaps")
    assert level("default", TextVerdict.VERBATIM) is OK
    assert level("default", TextVerdict.VERBATIM, context=(warning,)) is NOTE
    assert level("ap", TextVerdict.VERBATIM, context=(warning,)) is CHECK
    assert level("default", TextVerdict.VERBATIM, context=(warning,), speaker=SpeakerVerdict.OTHER_SPEAKER) is CHECK


def test_who_speaks_in_a_place_that_may_be_another_does_not_count() -> None:
    assert level("default", TextVerdict.POSSIBLE_SOURCE, speaker=SpeakerVerdict.OTHER_SPEAKER) is NOTE


def test_spun_has_a_level_of_its_own(tmp_path: Path) -> None:
    house = own(tmp_path, '[text]\nspun = "check"\n')
    check, _ = make_check("The pier is shut")
    assert house.level(check) is NOTE
    assert house.level(replace(check, spun=True)) is CHECK


def test_the_tense_of_the_sentence_is_usual_in_a_part_of_one() -> None:
    check, _ = make_check("the pier was shut", verdict=TextVerdict.SHIFTED, speaker=SpeakerVerdict.SAME)
    assert load_house("strict").level(check) is CHECK
    assert load_house("strict").level(check, part=True) is OK


@pytest.mark.parametrize(("verdict", "expected"), [("meaning-check", CHECK), ("reworded", OK), ("not-found", OK)])
def test_without_marks_only_the_meaning_counts(verdict: str, expected: Level) -> None:
    check, _ = make_check("the pier is shut", direct=False, verdict=TextVerdict(verdict), speaker=SpeakerVerdict.OTHER_SPEAKER)
    assert load_house("strict").level(check) is expected


def test_a_file_of_ones_own_begins_with_another_house(tmp_path: Path) -> None:
    house = own(tmp_path, 'base = "ap"\nname = "Lantern"\n[text]\nminor = "ok"\n')
    assert house.name == "Lantern"
    assert house.levels["text"]["minor"] is OK
    assert house.levels["text"]["reworded"] is CHECK


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[text]\nrewordd = "ok"\n', "there is no text verdict 'rewordd'; choose from verbatim, "),
        ('[txt]\nreworded = "ok"\n', "there is no key 'txt'; choose from base, name, rule, text, speaker, context"),
        ('[context]\nspliced = "bad"\n', "spliced = 'bad' in [context] is no level; choose from ok, note, check"),
        ("[context]\nspliced = [1]\n", "is no level"),
        ('text = "ok"\n', "[text] must be a table"),
        ('base = "xyz"\n', "there is no house 'xyz' to begin with"),
        ("base = [1]\n", "there is no house [1] to begin with"),
        ("[text\n", "this is no TOML"),
    ],
)
def test_a_file_that_cannot_be_meant_says_what_is_odd(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WrongUse) as error:
        own(tmp_path, text)
    assert told in str(error.value)
    assert "my.toml" in str(error.value)


@pytest.mark.parametrize(("name", "told"), [("bbc", "there is no house 'bbc'; choose from ap, default"), ("no.toml", "cannot be read")])
def test_a_house_that_is_not_there_says_which_are(name: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told):
        load_house(name)


def test_bytes_that_are_no_text_are_no_house(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongUse, match="cannot be read"):
        load_house(str(tmp_path / "my.toml"))
