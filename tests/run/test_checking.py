"""A story held against papers, a kept index, a case."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import LedgerError, WrongUse
from memcon.export.checks.houses import load_house
from memcon.export.checks.report import Report
from memcon.model.contract import to_dict
from memcon.model.ledger import Actor, ActorKind, Failure, Findings, Manner, Statement
from memcon.model.quotation import Level, SpeakerVerdict, TextVerdict
from memcon.run.checking import (
    INDEX,
    KEPT,
    LEDGER,
    Sources,
    Wanted,
    case_folder,
    case_outcomes,
    case_sources,
    check_story,
    chosen_outcomes,
    index_papers,
    is_named,
    read_sources,
    share_covered,
)
from memcon.run.pipeline import Outcome
from memcon.run.quoting import make_source
from memcon.run.sources import Source
from memcon.store import open_case
from memcon.text import Span
from tests.fakes import make_document, make_statement, span_of

WORDS = "the northern pier will stay open until the ice has reached the lighthouse"
STORY = f"Odile Farro told reporters that “{WORDS}” this year."
NOTES = f"Minutes of the harbour board\n\nOdile Farro said that {WORDS}. Ines Tolland said that nothing was known of the ferries."


def paper(text: str, origin: str, *statements: Statement, actors: tuple[Actor, ...] = (), **fields: Any) -> Findings:
    return Findings(make_document(text, origin=origin, **fields), actors, statements)


def story(text: str = STORY, words: str = WORDS, speaker: str = "Odile Farro", **fields: Any) -> Findings:
    spans = (span_of(text, words),)
    return paper(text, "story.txt", make_statement(text, words, speaker, manner=Manner.PARTIAL, quoted=spans), **fields)


def notes(text: str = NOTES, speaker: str = "Odile Farro", origin: str = "notes.txt", **fields: Any) -> Findings:
    return paper(text, origin, make_statement(text, WORDS, speaker), **fields)


def sources(*papers: Findings) -> Sources:
    return index_papers(Outcome(one.document.origin, one) for one in papers)


def report(told: Findings, *papers: Findings, house: str = "default", **options: bool) -> Report:
    return check_story(told, sources(*papers), Wanted(load_house(house), **options))


def reader(*papers: Findings) -> Any:
    """What reads sources, and counts how often."""

    def read(inputs: Sequence[Source]) -> Iterator[Outcome]:
        read.times += 1  # type: ignore[attr-defined]
        return iter([*(Outcome(one.document.origin, one) for one in papers), *_failed(inputs)])

    read.times = 0  # type: ignore[attr-defined]
    return read


def _failed(inputs: Sequence[Source]) -> Iterator[Outcome]:
    return (Outcome(s.origin, failure=Failure(s.origin, "open", "unreadable", "no such file")) for s in inputs if s.path is not None)


def data(text: str, origin: str = "notes.txt") -> Source:
    return Source(origin, untrusted_bytes=text.encode())


# ── checking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_quotation_is_found_with_its_place_and_speaker() -> None:
    (one,) = report(story(), notes()).checked
    assert one.check.verdict is TextVerdict.VERBATIM
    assert one.check.speaker is SpeakerVerdict.SAME
    assert one.level is Level.OK
    assert one.paper is not None
    assert one.check.place is not None
    assert one.paper.exact(one.check.place.span).of(NOTES) == WORDS
    assert one.paper.place(one.check.place.span) == "line 3"


def test_words_of_another_speaker_are_to_be_checked() -> None:
    text = NOTES.replace("Odile Farro said", "Ines Tolland said", 1)
    (one,) = report(story(), notes(text, "Ines Tolland")).checked
    assert one.check.speaker is SpeakerVerdict.OTHER_SPEAKER
    assert one.level is Level.CHECK


def test_a_description_is_not_told_to_be_another_speaker() -> None:
    (one,) = report(story(STORY.replace("Odile Farro", "the messages"), speaker="the messages"), notes()).checked
    assert one.check.speaker is SpeakerVerdict.UNKNOWN
    assert "whether “the messages” and “Odile Farro” are one cannot be told" in one.check.reason


def test_words_that_the_writer_tells_are_not_told_to_be_another_speakers() -> None:
    words = "Odile Farro told the harbour board that the northern pier will stay open"
    told = f"Ines Tolland said that “{words}” this year."
    text = f"{words} until the ice has come."
    source = paper(text, "notes.txt", make_statement(text, "the northern pier will stay open", "Odile Farro"))
    (one,) = report(story(told, words, "Ines Tolland"), source).checked
    assert one.check.speaker is SpeakerVerdict.UNKNOWN
    assert "only a part of these words is given to Odile Farro there" in one.check.reason


def test_another_number_is_to_be_checked() -> None:
    words = "some 170 ferries have been moored at the northern pier since Friday"
    text = f"Farro said that “{words.replace('170', '107')}” in the harbour."
    (one,) = report(story(text, words.replace("170", "107"), "Farro"), paper(f"Farro said that {words} there.", "notes.txt")).checked
    assert one.check.verdict is TextVerdict.MEANING_CHECK
    assert one.level is Level.CHECK


def test_the_story_is_no_source_of_itself() -> None:
    (one,) = (told := report(story(), story(), notes())).checked
    assert told.sources == 1
    assert one.check.place is not None
    assert one.check.place.origin == "notes.txt"


def test_a_copy_of_the_story_is_no_source_either() -> None:
    copy = paper(STORY, "copy.txt", title="Copy")
    assert report(story(), copy, notes()).sources == 1


def test_what_stands_in_unmatched_marks_is_told_with_the_reason() -> None:
    (one,) = report(paper("Farro said “the pier will stay open and so on", "story.txt"), notes()).checked
    assert one.check.verdict is TextVerdict.NOT_CHECKABLE
    assert "never closed" in one.check.reason
    assert one.level is Level.NOTE


def test_a_story_without_quotations_has_no_checks() -> None:
    assert report(paper("It was late.", "story.txt"), notes()).checked == ()


def test_statements_without_marks_are_left_out_where_that_is_asked() -> None:
    told = paper("Farro said that it was late.", "s.txt", make_statement("Farro said that it was late.", "it was late", "Farro"))
    assert len(report(told, notes()).checked) == 1
    assert report(told, notes(), indirect=False).checked == ()


def test_a_page_line_in_the_midst_of_the_words_does_not_hide_them() -> None:
    from memcon.model.document import Part, Section

    text = NOTES.replace("until the ice", "until\nPage 12 of 30\nthe ice")
    broken = make_document(text, origin="notes.txt")
    aside = Section(Part.ASIDE, span_of(text, "Page 12 of 30"))
    broken = make_document(text, origin="notes.txt", sections=(*broken.sections, aside))
    (one,) = report(story(), Findings(broken)).checked
    assert one.check.verdict is TextVerdict.VERBATIM


@pytest.mark.parametrize(("turns", "share"), [([], 0), ([(0, 10)], 0.5), ([(0, 10), (4, 12), (30, 40)], 0.6), ([(0, 40)], 1)])
def test_how_much_somebody_says_is_counted_once(turns: list[tuple[int, int]], share: float) -> None:
    assert share_covered(Span(0, 20), [Span(*turn) for turn in turns]) == share


# ── which source is meant ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "text", "named"),
    [
        ({"outlet": "Kestrel Courier"}, "as the Kestrel  Courier wrote", True),
        ({"outlet": "Kestrel Courier"}, "as the Kestrel Couriers wrote", False),
        ({"title": "Minutes of the board"}, "in the minutes of the board it says", True),
        ({"title": "Minutes"}, "in the minutes it says", False),
        ({}, "as the Kestrel Courier wrote", False),
    ],
)
def test_a_story_names_a_source_by_its_outlet_or_its_title(fields: dict[str, str], text: str, *, named: bool) -> None:
    source = notes(**fields)
    assert is_named(paper(text, "story.txt"), make_source(source), source.document.outlet) is named


def test_a_story_names_a_source_by_an_actor_that_is_the_paper() -> None:
    actor = Actor("a9", ActorKind.DOCUMENT, "memo", ("memo", "Minutes"))
    assert is_named(paper("It says so there.", "story.txt", actors=(actor,)), make_source(notes(title="Minutes")), None)


def test_less_is_enough_in_a_source_that_the_story_names() -> None:
    near = "the northern pier might be kept in use till winter comes to the lighthouse"
    text = f"The Kestrel Courier wrote that “{near}” this year."
    other = paper("Nobody knows when the ferries will sail again from the southern quay of the old town.", "other.txt")
    named, unnamed = notes(outlet="Kestrel Courier"), notes(outlet="Lantern Wire")
    verdicts = [report(story(text, near, "The Kestrel Courier"), one, other).checked[0].check.coverage for one in (named, unnamed)]
    assert verdicts[0] >= verdicts[1]


# ── the kept index ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_kept_index_is_used_while_no_source_changes(tmp_path: Path) -> None:
    read, folder = reader(notes()), tmp_path / "kept"
    first = read_sources([data(NOTES)], read, folder=folder)
    second = read_sources([data(NOTES)], read, folder=folder)
    assert read.times == 1
    assert (second.texts, second.index is not None) == (first.texts, True)
    read_sources([data(f"{NOTES} More.")], read, folder=folder)
    assert read.times == 2


def test_checks_against_a_kept_index_are_the_same(tmp_path: Path) -> None:
    read, folder = reader(notes()), tmp_path / "kept"
    wanted = Wanted(load_house("default"))
    reports = [check_story(story(), read_sources([data(NOTES)], read, folder=folder), wanted) for _ in range(2)]
    assert reports[0].checked[0].check == reports[1].checked[0].check


def test_what_could_not_be_read_is_told_again_from_the_kept_index(tmp_path: Path) -> None:
    read, folder = reader(notes()), tmp_path / "kept"
    inputs = [data(NOTES), Source("gone.txt", tmp_path / "gone.txt")]
    failures = [read_sources(inputs, read, folder=folder).failures for _ in range(2)]
    assert failures[0] == failures[1]
    assert len(failures[0]) == 1


@pytest.mark.parametrize("broken", [KEPT, LEDGER, INDEX])
def test_a_damaged_index_is_made_anew(tmp_path: Path, broken: str) -> None:
    read, folder = reader(notes()), tmp_path / "kept"
    read_sources([data(NOTES)], read, folder=folder)
    file = folder / broken if broken != INDEX else next((folder / INDEX).glob("*.json"))
    file.write_text("{", encoding="utf-8")
    assert len(read_sources([data(NOTES)], read, folder=folder)) == 1


def test_an_index_is_for_its_owner_alone(tmp_path: Path) -> None:
    read_sources([data(NOTES)], reader(notes()), folder=tmp_path / "kept")
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


def test_no_index_is_kept_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUse, match="holds other files"):
        read_sources([data(NOTES)], reader(notes()), folder=tmp_path)
    with pytest.raises(WrongUse, match="is a file"):
        read_sources([data(NOTES)], reader(notes()), folder=tmp_path / "letter.txt")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match="cannot be kept there"):
        read_sources([data(NOTES)], reader(notes()), folder=tmp_path / "file" / "kept")


# ── a case ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_papers_of_a_case_are_sources_and_their_index_is_kept_beside_it(tmp_path: Path) -> None:
    ledger = tmp_path / "harbour.memcon"
    with open_case(ledger, create=True) as case:
        case.add(to_dict(notes()), signature="memcon/test")
        folder = case_folder(str(ledger))
        assert folder == tmp_path / "harbour.quotes"
        found = [case_sources(case_outcomes(case), folder=folder) for _ in range(2)]
    assert (folder / KEPT).exists()
    assert found[0].texts == found[1].texts
    assert check_story(story(), found[1], Wanted(load_house("default"))).checked[0].level is Level.OK


def test_two_may_keep_the_index_of_a_case_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    outcomes = [Outcome(one.document.origin, one) for one in (notes(), notes(f"{NOTES} More.", origin="more.txt"))]
    found: list[Sources] = []
    for _ in range(3):
        threads = [threading.Thread(target=lambda n=n: found.append(case_sources(outcomes[:n], folder=folder))) for n in (1, 2, 1, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(map(len, found)) == [1] * 6 + [2] * 6
    assert len(case_sources(outcomes, folder=folder)) == 2


def test_some_papers_of_a_case_are_chosen_by_their_ids(tmp_path: Path) -> None:
    papers = [paper(f"Part {n} of the notes.", f"{n}.txt") for n in range(3)]
    with open_case(tmp_path / "harbour.memcon", create=True) as case:
        for one in papers:
            case.add(to_dict(one), signature="memcon/test")
        wanted = [papers[2].document.id, papers[0].document.id]
        found = [outcome.findings.document.id for outcome in chosen_outcomes(case, wanted) if outcome.findings is not None]
        assert found == wanted
        with pytest.raises(WrongUse, match="has no document nowhere"):
            list(chosen_outcomes(case, ["nowhere"]))


def test_how_far_the_checking_is_can_be_watched() -> None:
    seen: list[tuple[int, int]] = []
    report = check_story(story(), sources(notes()), Wanted(load_house("default")), watch=lambda done, total: seen.append((done, total)))
    assert seen == [(n, len(report.checked)) for n in range(len(report.checked))]
    assert seen != []


def test_a_case_that_is_no_file_has_no_index_beside_it(tmp_path: Path) -> None:
    assert case_folder("postgresql://somewhere/case") is None
    assert case_folder(str(tmp_path / "gone.memcon")) is None
