"""The generator of altered quotations: what each of its ways does to a sentence, and what it must leave alone."""

from __future__ import annotations

import random

import pytest
from bench.quotes.cases import CONTEXTS, MEANING, WANTED, Altered
from bench.quotes.checks import differences, holds
from bench.quotes.context import CONTEXT_WAYS
from bench.quotes.generator import WAYS, alter, generate
from bench.quotes.sentences import Edit, parse_one, rewrite, tokens
from bench.quotes.words import inflect

HARBOUR = "The harbour master told the captain that two ships will not open their holds before the inspectors from Anselm arrive on Monday."
FERRY = (
    "We have asked the minister for a clear answer about the new ferry, and he promised a letter to the crews in the old port on Friday."
)


def quotations(way: str, text: str, tries: int = 8) -> list[str]:
    """What the way makes of a sentence under several seeds, each once."""
    sentence = parse_one(text)
    made = (alter(way, sentence, seed=seed) for seed in range(tries))
    return sorted({m.quotation for m in made if m is not None})


def changed(text: str, quotation: str) -> list[tuple[str, str]]:
    """The words that differ, as pairs."""
    return [(" ".join(d.source), " ".join(d.quotation)) for d in differences(text, quotation)]


def test_there_are_sixteen_ways_and_each_has_its_verdicts() -> None:
    assert len(WAYS) == 16
    assert set(WAYS) == set(WANTED)
    assert set(MEANING) < set(WAYS)
    assert set(CONTEXT_WAYS) == set(CONTEXTS)


def test_verbatim_is_a_part_of_the_sentence_but_for_its_marks() -> None:
    for quotation in quotations(
        "verbatim", "The pilot's log says the tide was rising when the ferry left the pier and the lamps were lit."
    ):
        assert (
            quotation.replace("’", "'") in "The pilot's log says the tide was rising when the ferry left the pier and the lamps were lit."
        )


def test_cleaned_quotes_the_sentence_and_puts_the_fillers_into_the_source() -> None:
    made = alter("cleaned", parse_one(FERRY), seed=1)
    assert made is not None
    assert made.quotation == FERRY
    assert made.spoken is not None
    assert len(tokens(made.spoken)) > len(tokens(FERRY))
    assert all(not quotation for _, quotation in changed(made.spoken, FERRY))


def test_trimmed_marks_what_it_leaves_out() -> None:
    text = "The owners of the mill repaired the wall near the river and sent the bill to the council."
    made = quotations("trimmed", text)
    assert made
    assert all("..." in q or "…" in q or ". . ." in q for q in made)


@pytest.mark.parametrize(
    "text",
    [
        "The owners of the mill in Anselm repaired the wall and paid.",
        "They agreed to come only without the press and then went home.",
    ],
)
def test_trimmed_swallows_no_name_and_nothing_that_limits(text: str) -> None:
    for quotation in quotations("trimmed", text):
        assert {"anselm", "only", "without"} & set(tokens(text)) <= set(tokens(quotation))


def test_bracketed_differs_only_inside_brackets() -> None:
    made = quotations("bracketed", FERRY)
    assert "We have asked the minister for a clear answer about the new ferry, and [the minister] promised" in " ".join(made)
    assert all("[" in q for q in made)


def test_shifted_moves_every_tense_and_person() -> None:
    assert quotations("shifted", "We are ready and our crews will sail when the tide is high.") == [
        "They were ready and their crews would sail when the tide was high."
    ]


def test_a_sentence_in_the_past_about_others_cannot_be_shifted() -> None:
    assert quotations("shifted", "The crews sailed when the tide was high.") == []


def test_minor_changes_one_function_word_or_a_spelling() -> None:
    for quotation in quotations("minor", HARBOUR):
        assert len(changed(HARBOUR, quotation)) == 1
    assert "The harbor master" in " ".join(quotations("minor", HARBOUR, tries=40))


def test_synonym_keeps_the_form_of_the_word() -> None:
    made = quotations("synonym", "The owners announced that the ships were ready to sail for the northern banks on Monday.")
    assert made
    assert {
        old
        for q in made
        for old, _ in changed("The owners announced that the ships were ready to sail for the northern banks on Monday.", q)
    } <= {
        "owners",
        "announced",
        "ships",
        "ready",
    }
    assert any("proclaimed" in q for q in made)


def test_spun_changes_more_than_three_tenths_of_the_content_words() -> None:
    assert quotations("spun", "The minister told the owners of the northern mill that the agreement was clear.") == [
        "The minister informed the proprietors of the northern mill that the accord was plain."
    ]


def test_a_sentence_with_one_known_word_cannot_be_spun() -> None:
    assert quotations("spun", "The ferry carried twelve lamps and forty barrels to the northern pier.") == []


def test_silent_cut_leaves_no_mark_and_cuts_inside() -> None:
    text = "The mediator asked the station for a written recording of the talks before noon."
    made = quotations("silent-cut", text)
    assert made
    for quotation in made:
        assert not {"...", "…"} & set(quotation.split())
        assert [new for _, new in changed(text, quotation)] == [""]


def test_insertion_adds_one_word_that_nobody_said() -> None:
    for quotation in quotations("insertion", "The captain asked the owner for a boat."):
        assert len(tokens(quotation)) == len(tokens("The captain asked the owner for a boat.")) + 1


def test_a_number_really_changes() -> None:
    made = quotations("number", HARBOUR)
    assert made
    assert all(changed(HARBOUR, q)[0][0] == "two" and changed(HARBOUR, q)[0][1] != "two" for q in made)


def test_figures_keep_their_commas() -> None:
    assert all(
        "," in changed("The board counted 12,400 crates.", q)[0][1] for q in quotations("number", "The board counted 12,400 crates.")
    )


def test_without_a_number_the_quantifier_changes() -> None:
    assert quotations("number", "The guild closed every kiln.") == ["The guild closed hardly any kiln."]


def test_a_negation_is_dropped_where_there_is_one() -> None:
    assert quotations("negation", "The ships will not sail on Monday.") == ["The ships will sail on Monday."]


def test_else_a_negation_is_added() -> None:
    assert quotations("negation", "The minister had promised a reply.") == ["The minister had not promised a reply."]
    assert quotations("negation", "The minister promised a reply.") == ["The minister did not promise a reply."]


def test_none_is_added_where_something_is_denied_already() -> None:
    assert quotations("negation", "Nobody had promised a reply.") == []


def test_an_antonym_takes_the_place_of_a_content_word_in_its_form() -> None:
    assert quotations("antonym", "The board said that the talks had failed.") == ["The board said that the talks had succeeded."]


def test_the_article_follows_the_antonym() -> None:
    assert quotations("antonym", "The crews have a new boat.") == ["The crews have an old boat."]


def test_a_name_becomes_the_name_of_another() -> None:
    made = quotations("name", "The mediator said that Lucia Ferro had left Portugal.")
    pairs = {pair for q in made for pair in changed("The mediator said that Lucia Ferro had left Portugal.", q)}
    assert {old for old, _ in pairs} <= {"lucia ferro", "portugal"}
    assert all(old != new for old, new in pairs)


def test_a_modal_becomes_one_of_another_strength() -> None:
    assert quotations("modal", "The embassy will close on Friday.") == ["The embassy might close on Friday."]


def test_a_polite_modal_is_left_alone() -> None:
    assert quotations("modal", "We would like an answer before the meeting.") == []


def test_subject_and_object_change_places() -> None:
    assert quotations("agency", "The residents blamed the council for the flood.") == ["The council blamed the residents for the flood."]


def test_pronouns_take_their_other_case() -> None:
    assert quotations("agency", "The captain warned us about the ice.") == ["We warned the captain about the ice."]


def test_what_cannot_act_is_not_made_to() -> None:
    assert quotations("agency", "The captain made an offer on Monday.") == []


@pytest.mark.parametrize(
    ("way", "text", "quotation"),
    [
        ("number", "They counted two ships.", "They counted two boats."),
        ("antonym", "The talks had failed.", "The talks had ended."),
        ("name", "Lucia Ferro left.", "Lucia Ferro stayed."),
        ("verbatim", "The talks had failed.", "The talks had ended."),
        ("spun", "The owners announced a plan for the port and the town.", "The owners announced a scheme for the port and the town."),
    ],
)
def test_what_is_not_what_it_claims_is_refused(way: str, text: str, quotation: str) -> None:
    assert not holds(way, parse_one(text), Altered(quotation))


@pytest.mark.parametrize(
    ("kind", "text", "quotation"),
    [
        ("cut-after-negation", "The crews will not sail before the storm is over.", "sail before the storm is over"),
        ("stops-before-but", "The port is open for every ship, but the pilots are on strike.", "The port is open for every ship"),
    ],
)
def test_what_turned_the_words_is_left_out(kind: str, text: str, quotation: str) -> None:
    assert CONTEXT_WAYS[kind](parse_one(text), random.Random(1)) == Altered(quotation)


def test_the_ellipsis_swallows_the_negation() -> None:
    made = CONTEXT_WAYS["ellipsis-drops-not"](parse_one("The old mayor did not sign the letter to the crews."), random.Random(1))
    assert made is not None
    assert "not" not in tokens(made.quotation)
    assert tokens(made.quotation)[:4] == ["the", "old", "mayor", "did"]


def test_the_same_seed_makes_the_same_quotations() -> None:
    sentences = [parse_one(HARBOUR), parse_one(FERRY)]
    first, second = ([a for w in WAYS for _, a in generate(w, sentences, seed=3, most=2)] for _ in range(2))
    assert first == second


def test_a_sentence_more_moves_no_other() -> None:
    few = [parse_one(HARBOUR), parse_one(FERRY)]
    more = [*few, parse_one("The bridge is sound and two boats are late.")]
    before = [a.quotation for _, a in generate("minor", few, seed=3, most=9)]
    after = [a.quotation for _, a in generate("minor", more, seed=3, most=9)]
    assert [q for q in after if q in before] == before


@pytest.mark.parametrize(
    ("lemma", "tag", "form"),
    [
        ("stop", "VBD", "stopped"),
        ("deny", "VBZ", "denies"),
        ("give", "VBN", "given"),
        ("shut", "VBG", "shutting"),
        ("party", "NNS", "parties"),
    ],
)
def test_words_are_inflected(lemma: str, tag: str, form: str) -> None:
    assert inflect(lemma, tag) == form


@pytest.mark.parametrize(("new", "text"), [("old", "An old boat."), ("U.S.", "A U.S. boat."), ("useful", "A useful boat.")])
def test_the_article_is_as_the_next_word_wants(new: str, text: str) -> None:
    assert rewrite("A new boat.", [Edit(2, 5, new)]) == text
