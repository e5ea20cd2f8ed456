from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from memcon.export.chronicle.moments import Basis, Moment, MomentKind
from memcon.export.chronicle.reading import count_words, read_moments, sentence_around
from memcon.model.judgement import Action, Judgement
from memcon.store import open_case
from memcon.store.audit import now
from memcon.store.search import Query
from tests.export.chronicle.rows import TEXT, aid, bombing, interval, paper, party, selected, statement
from tests.fakes import span_of


def read(folder: Path, *kinds: MomentKind, **fields: Any) -> list[Moment]:
    with selected(folder, paper(**fields)) as selection:
        return list(read_moments(selection, kinds or tuple(MomentKind), lambda _: True))


def test_events_statements_and_documents_become_rows(tmp_path: Path) -> None:
    rows = read(tmp_path, events=[bombing()], statements=[statement()])
    assert [(m.kind.value, str(m.days), m.basis.value) for m in rows] == [
        ("document", "2031-03-07", "own"), ("statement", "2031-03-05", "own"), ("event", "2031-03-04", "own"),
    ]  # fmt: skip


def test_an_event_has_its_sentence_its_numbers_its_place_and_whose_word_it_is(tmp_path: Path) -> None:
    (row,) = read(tmp_path, MomentKind.EVENT, events=[bombing()], statements=[statement()])
    assert row.words == "Lornish jets bombed two piers in Vasko on 4 March 2031."
    assert (row.counts, row.place, row.via) == (("killed about 170 sailors",), "line 3", "the Courier <- Odile Farro")
    assert [(who.name, who.country) for who in (*row.source, *row.target)] == [("Lornish jets", "LRN"), ("Vasko", "VSK")]


def test_an_event_knows_where_it_stands_and_a_statement_whose_word_it_is(tmp_path: Path) -> None:
    told, event = read(tmp_path, MomentKind.STATEMENT, MomentKind.EVENT, events=[bombing()], statements=[statement()])
    assert (event.span, event.holders) == (span_of(TEXT, "bombed"), ())
    assert (told.span, [holder.name for holder in told.holders]) == (None, ["the Courier"])


def test_a_speaker_has_the_state_of_his_actor(tmp_path: Path) -> None:
    (row,) = read(tmp_path, MomentKind.STATEMENT, statements=[statement()])
    assert (row.source[0].country, row.target[0].country, row.via) == ("LRN", "VSK", "the Courier")


def test_an_event_without_a_day_has_that_of_the_paper_and_says_so(tmp_path: Path) -> None:
    (row,) = read(tmp_path, MomentKind.EVENT, events=[aid()])
    assert (str(row.days), row.basis) == ("2031-03-07", Basis.PAPER)


def test_what_has_no_day_in_a_paper_without_one_is_not_known(tmp_path: Path) -> None:
    rows = read(tmp_path, events=[aid(when=interval("soon"))], published=None)
    assert {(row.days, row.basis) for row in rows} == {(None, Basis.UNKNOWN)}


def test_a_range_stays_a_range(tmp_path: Path) -> None:
    (row,) = read(tmp_path, MomentKind.EVENT, events=[aid(when=interval("2020-01-01", "2020-04-30"))])
    assert str(row.days) == "2020-01-01 to 2020-04-30"


def test_what_a_denied_statement_tells_is_marked(tmp_path: Path) -> None:
    told = statement(notes=("negated",))
    (row,) = read(tmp_path, MomentKind.EVENT, events=[bombing()], statements=[told])
    assert row.stance == "not said"


def test_an_event_on_a_statement_that_somebody_rejected_is_rejected(tmp_path: Path) -> None:
    with open_case(tmp_path / "case.memcon", create=True) as case:
        case.add(paper(events=[bombing()], statements=[statement()]), signature="memcon/test")
        case.judge(Judgement(Action.REJECT, statement().id, "ada", now(), "a headline"))
        with case.selection(Query()) as selection:
            (row,) = read_moments(selection, tuple(MomentKind)[:2], lambda _: True)
    assert (row.kind, row.rejected) == (MomentKind.EVENT, True)


def test_rows_that_are_not_wanted_are_not_kept(tmp_path: Path) -> None:
    with selected(tmp_path, paper(events=[bombing(), aid()])) as selection:
        rows = read_moments(selection, [MomentKind.EVENT], lambda moment: moment.doing == "AID")
        assert [row.doing for row in rows] == ["AID"]


def test_a_party_that_nobody_names_has_no_name_and_a_long_name_is_cut(tmp_path: Path) -> None:
    (row,) = read(tmp_path, MomentKind.EVENT, events=[aid(source=(party(None), party("x" * 10_000)))])
    assert (row.source[0].name, len(row.source[1].name or "")) == (None, 300)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("170", "Some 170 sailors died."),
        ("send aid", "Vasko will send aid to Lorn."),
        ("stall", "Harbour talks stall"),
        ("had it", "The Courier had it from her."),
    ],
)
def test_the_sentence_around_words(words: str, found: str) -> None:
    assert sentence_around(TEXT, span_of(TEXT, words)) == found


def test_a_long_sentence_is_cut_at_words_on_both_sides() -> None:
    text = "the crews " * 100 + "struck " + "at the gate " * 100
    found = sentence_around(text, span_of(text, "struck"))
    assert (found[:4], found[-4:], len(found) < 400) == ("…the", "the…", True) or found[0] == found[-1] == "…"


def test_numbers_of_one_sort_stand_together() -> None:
    counts: list[dict[str, Any]] = [
        {"what": "killed", "who": "Vaskans", "number": 170, "bound": "="},
        {"what": "killed", "who": None, "number": 1300, "bound": ">="},
        {"what": "paid", "who": None, "number": 2.5, "bound": ">"},
    ]
    assert count_words(counts) == ("killed 170 Vaskans, at least 1,300", "paid more than 2.5")
