"""The detector on whole documents: ids, order, parents, chains, warnings, hostile text."""

from __future__ import annotations

import time

import pytest

from memcon import limits
from memcon.detect.detector import LEDGER
from memcon.formats import read_bytes
from memcon.language import Parser
from memcon.model.document import Kind
from memcon.model.ledger import Act, Findings, Polarity


def _find(parser: Parser, text: str, kind: Kind | None = None) -> Findings:
    return LEDGER.detect(next(parser.parse(read_bytes(text.encode("utf-8", "replace"), origin="x", kind=kind))))


STORY = "Dam talks\n\nThe envoy told Ana Lund that the mayor had promised a pump. “It never came,” she said.\n\nThe mayor denied it, according to a log seen by the Herald.\n"


def test_reading_twice_gives_the_same_rows(parser: Parser) -> None:
    assert _find(parser, STORY) == _find(parser, STORY)


def test_ids_are_all_different(parser: Parser) -> None:
    ids = [s.id for s in _find(parser, STORY).statements]
    assert len(ids) == len(set(ids)) >= 4


def test_a_parent_is_a_row_and_holds_the_inner_content(parser: Parser) -> None:
    found = _find(parser, STORY)
    rows = {s.id: s for s in found.statements}
    inner = [s for s in found.statements if s.parent]
    assert inner
    assert all(any(o.holds(s.content[0]) for o in rows[s.parent or ""].content) for s in inner)


def test_actors_of_the_rows_exist(parser: Parser) -> None:
    found = _find(parser, STORY)
    known = {a.id for a in found.actors}
    named = {p.actor for s in found.statements for p in (s.speaker, *s.addressees, *(link.holder for link in s.chain)) if p.actor}
    assert named == known


def test_chain_is_outermost_first(parser: Parser) -> None:
    denial = next(s for s in _find(parser, STORY).statements if s.act is Act.DENY)
    assert [link.holder.name for link in denial.chain] == ["Herald", "log"]
    assert denial.polarity is Polarity.DENIES


def test_silence_is_kept_and_never_a_claim(parser: Parser) -> None:
    (row,) = _find(parser, "Dam talks\n\nThe mayor did not say whether the gate was open.\n").statements
    assert (row.notes, row.polarity) == (("negated",), Polarity.DENIES)


def test_a_turn_without_a_label_is_attached_to_nobody(parser: Parser) -> None:
    found = _find(parser, "FARRO: You sent him.\n\nYes, on Monday we did.\n\nLUND: So I heard.\n\nFARRO: Good.\n", Kind.MEMCON)
    assert "Yes, on Monday we did" not in [s.content[0].of(found.document.text) for s in found.statements]
    assert [w.code for w in found.warnings] == ["turn-without-label"]


def test_block_quotation_belongs_to_its_lead_in(parser: Parser) -> None:
    found = _find(
        parser,
        "Harbour news\n\nThe order of the mayor reads:\n\n      All boats shall stay in port until the end of the month.\n\nIt is signed.\n",
    )
    row = next(s for s in found.statements if "block-quotation" in s.notes)
    assert row.speaker.name is not None
    assert "order" in row.speaker.name
    assert row.content[0].of(found.document.text).startswith("All boats")


def test_content_over_a_page_line_is_cut_in_two_spans(parser: Parser) -> None:
    text = "FM AMEMBASSY SALENE\nTO SECSTATE WASHDC\nTAGS: PREL\n1. MINISTER TOLD ME THAT CREWS WERE\nCONFIDENTIAL\nPAGE 02 SALENE 00311 211540Z\nTIRED OF WAITING FOR BREAD.\n"
    found = _find(parser, text)
    row = found.statements[0]
    assert [s.of(found.document.text) for s in row.content] == ["CREWS WERE", "TIRED OF WAITING FOR BREAD"]


def test_chains_stop_at_the_limit(parser: Parser) -> None:
    people = ["Ana", "Bela", "Cleo", "Dora", "Edda", "Fay", "Gia", "Hera", "Ida", "Jana", "Kaia", "Lena", "Mia", "Nora", "Olga", "Pia"]
    text = "News\n\n" + " said that ".join(f"{p} Hoff" for p in people) + " said that it rained.\n"
    assert max(len(s.chain) for s in _find(parser, text).statements) <= limits.CHAIN_LINKS


HOSTILE = {
    "quotes never closed": "“No. " * 400,
    "quotes nested fifty deep": "“‘" * 50 + "no" + "’”" * 50,
    "no full stop": "and the mayor said that the road was shut " * 600,
    "combining marks": "The mayor said no" + "\u0301" * 10_000 + ".",
    "homoglyphs": "Тhе mауоr sаіd thаt thе rоаd wаs shut. " * 50,
    "base64": "The mayor said " + "QUJD" * 20_000 + ".",
    "a colon run": "a:" * 16_000,
    "digits and dots": "0.1." * 5_000,
    "brackets": "(" * 2_000 + "he said" + ")" * 2_000,
    "bidi": "\u202eThe mayor said that the road was shut.\u202c",
    "escapes": "\x1b]0;x\x07The mayor\x1b[31m said that the road was shut.",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_bounded_and_offsets_hold(parser: Parser, name: str) -> None:
    started = time.process_time()
    found = _find(parser, HOSTILE[name])
    text = found.document.text
    spans = [s for row in found.statements for s in (*row.content, *row.quoted, *((row.cue,) if row.cue else ()))]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert time.process_time() - started < 20
