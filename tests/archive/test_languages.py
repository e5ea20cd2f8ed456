"""Which language a text is in: English that looks otherwise is read, and what cannot be told is."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.archive.languages import UNKNOWN, identify

ENGLISH = (
    "Fire in Brackvale warehouse. Some 67 people were killed and 137 injured when a fire broke out in Brackvale on Thursday, officials said.",
    "The market in Lornvale has been closed for 140 days. Captain Karel Velard told reporters that the customs post was guarded by 99 men.",
    "UNCLASSIFIED. FROM AMEMBASSY TARN TO SECSTATE. SUBJECT: THE MINISTER'S REMARKS. 1. HE SAID THAT THE BORDER WOULD BE CLOSED BY MAY.",
    "Ferry capsizes off Vellport. As many as 81 people were killed when a ferry capsized off Vellport on Tuesday, officials said.",
    "The hospital in Jarnhaven will open before January. Oskar Bordin asked Mira Velard to send 174 engineers to Dornvale.",
)
OTHERS = {
    "fr": "Le ministre a déclaré lundi aux journalistes que le barrage serait fermé avant la fin du mois et que personne n'en avait parlé.",
    "de": "Der Minister sagte am Montag, der Staudamm werde noch vor dem Ende des Monats geschlossen, und niemand habe davon gewusst.",
    "es": "El ministro dijo el lunes a los periodistas que la presa se cerraría antes de fin de mes y que nadie había hablado de ello.",
    "da": "Ministeren sagde mandag til journalisterne, at dæmningen vil blive lukket inden udgangen af måneden, og at ingen havde talt om det.",
    "nl": "De minister zei maandag tegen journalisten dat de dam voor het einde van de maand gesloten wordt en dat niemand daarover had gesproken.",
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_names_of_elsewhere_is_english(text: str) -> None:
    assert identify(text, wanted=("en",)) == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_set_aside(code: str) -> None:
    assert identify(f"{OTHERS[code]} {OTHERS[code].upper()}", wanted=("en",)) not in ("en", UNKNOWN)


@pytest.mark.parametrize("code", ["fr", "es"])
def test_the_larger_ones_are_named(code: str) -> None:
    assert identify(OTHERS[code], wanted=("en",)) == code


def test_a_language_that_is_wanted_is_taken() -> None:
    assert identify(OTHERS["fr"], wanted=("en", "fr")) == "fr"


@pytest.mark.parametrize("text", ["", "Short one.", "1 2 3"])
def test_what_is_too_short_cannot_be_told(text: str) -> None:
    assert identify(text, wanted=("en",)) == UNKNOWN


def test_half_english_is_read() -> None:
    assert identify(f"{OTHERS['fr']} {ENGLISH[1]}", wanted=("en",)) == "en"


def test_every_english_article_is_english(shared: Path) -> None:
    articles = sorted((shared / "data/polnear").glob("*/text/*.txt"))
    told = [identify(path.read_text(encoding="utf-8"), wanted=("en",)) for path in articles]
    assert told.count("en") == len(articles) > 900
