from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memcon.export.marks import Role, cut_text
from memcon.export.outline import outline
from memcon.model.ledger import Act, Manner, Party, Polarity, Statement
from memcon.text import Span
from tests.fakes import make_findings

TEXT = "abcdefghij"


def statement(
    *spans: tuple[int, int], speaker: tuple[int, int] | None = None, name: str = "s", cue: tuple[int, int] | None = None
) -> Statement:
    content = tuple(Span(*span) for span in spans)
    party = Party("x", Span(*speaker) if speaker else None)
    return Statement(name, Act.SAY, Manner.INDIRECT, Polarity.AFFIRMS, content, party, cue=Span(*cue) if cue else None)


def test_nested_and_overlapping_contents_are_cut_at_every_edge() -> None:
    pieces = list(cut_text(TEXT, outline([statement((1, 6), name="a"), statement((4, 9), name="b")])))
    assert [(p.text, p.numbers(Role.CONTENT)) for p in pieces] == [("a", ()), ("bcd", (1,)), ("ef", (1, 2)), ("ghi", (2,)), ("j", ())]


def test_a_word_can_be_the_speaker_of_one_statement_and_in_the_content_of_another() -> None:
    pieces = list(cut_text(TEXT, outline([statement((0, 9), name="a"), statement((5, 9), name="b", speaker=(1, 3), cue=(3, 4))])))
    assert pieces[1].marks == ((Role.CONTENT, 1), (Role.SPEAKER, 2))
    assert pieces[2].numbers(Role.CUE) == (2,)


def test_the_first_slice_of_a_content_is_marked_once() -> None:
    pieces = list(cut_text(TEXT, outline([statement((1, 3), (5, 7), name="a"), statement((1, 2), name="b")])))
    assert [p.first_of for p in pieces if p.first_of] == [(1, 2)]


def test_the_roles_of_a_story_are_all_marked() -> None:
    findings = make_findings()
    pieces = list(cut_text(findings.document.text, outline(findings.statements)))
    assert {role for p in pieces for role, _ in p.marks} == set(Role)


spans = st.sampled_from([(start, end) for start in range(10) for end in range(start + 1, 11)])


@given(st.lists(st.tuples(spans, spans, st.none() | spans), max_size=6))
def test_the_slices_together_are_the_text(rows: list[tuple[tuple[int, int], tuple[int, int], tuple[int, int] | None]]) -> None:
    statements = [statement(content, speaker=speaker, cue=cue, name=str(k)) for k, (content, speaker, cue) in enumerate(rows)]
    pieces = list(cut_text(TEXT, outline(statements)))
    assert "".join(p.text for p in pieces) == TEXT
    assert sum(len(p.first_of) for p in pieces) == len(rows)
