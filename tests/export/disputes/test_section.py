"""The section of conflicts in the outputs of one document."""

from __future__ import annotations

import io
from dataclasses import replace

from memcon.export.briefing import BRIEFING
from memcon.export.markdown import MARKDOWN
from memcon.export.page import PAGE
from memcon.model.ledger import Act, Conflict, ConflictKind, ConflictState, Findings, Modality, Polarity
from memcon.ports import Exporter
from tests.fakes import make_document, make_findings, make_happenings, make_statement

TITLE = "Accounts that cannot both stand"


def written(exporter: Exporter, findings: Findings) -> str:
    out = io.StringIO()
    exporter.write((findings,), out)
    return out.getvalue()


def disputed(**fields: object) -> Findings:
    """The story of the harbour, in which the second statement denies the first."""
    findings = make_findings()
    left, right, *_ = (s.id for s in findings.statements)
    return replace(findings, conflicts=(Conflict("c1", ConflictKind.DENIAL, left, right, "had been closed", **fields),))  # type: ignore[arg-type]


def test_the_briefing_names_both_rows_by_number_with_the_words_that_show_it() -> None:
    assert (
        f"{TITLE}\n\n"
        "  1. statement 1 (Odile Farro) and statement 2 (Odile Farro) · denial              line 3 and line 4\n"
        "     The ferry union “will not come back to the table” | [denied] the pier had been closed\n"
        "     open · shown by: had been closed\n"
    ) in written(BRIEFING, disputed())


def test_a_settled_conflict_is_marked_and_names_the_statement_that_settled_it() -> None:
    by = make_findings().statements[2].id
    shown = written(MARKDOWN, disputed(state=ConflictState.CONCEDED, changed_by=(by,)))
    assert f"## {TITLE}\n\n- 1\\. **statement 1 (Odile Farro) and statement 2 (Odile Farro)** *denial* **\\[conceded\\]**: " in shown
    assert "conceded by statement 3 (Odile Farro) · shown by: had been closed · line 3 and line 4" in shown


def test_the_page_has_the_section_and_the_others_as_before() -> None:
    page = written(PAGE, disputed())
    assert f"<h2>{TITLE}</h2>" in page
    assert "<b>statement 1 (Odile Farro) and statement 2 (Odile Farro)</b>" in page
    assert "<h2>What happened</h2>" in written(PAGE, make_happenings())


def test_there_is_no_section_without_conflicts() -> None:
    assert not [exporter for exporter in (BRIEFING, MARKDOWN, PAGE) if TITLE in written(exporter, make_findings())]


def test_an_event_is_named_by_number_with_its_numbers_and_on_whose_word() -> None:
    findings = make_happenings()
    raid = findings.events[0]
    own = replace(raid, id="e2", statement=None, modality=Modality.DID, counts=raid.counts[1:])
    conflict = Conflict("c1", ConflictKind.NUMBER, "e1", "e2", "20 / 3")
    shown = written(MARKDOWN, replace(findings, events=(raid, own), conflicts=(conflict,)))
    assert "**event 1 (on the word of statement 3) and event 2 (told by the paper itself)** *number*: " in shown
    assert "\\[alleged\\] “raid”; killed: at least 20 sailors; killed: 3 Danish pilots \\| “raid”; killed: 3 Danish pilots" in shown


def test_a_row_that_is_not_there_makes_no_line() -> None:
    assert TITLE not in written(BRIEFING, replace(make_findings(), conflicts=(Conflict("c1", ConflictKind.DENIAL, "x", "y", ""),)))


def test_hostile_words_in_a_conflict_do_no_harm() -> None:
    text = "Lund\u202e said \x1b[31m<script>alert(1)</script> shut. Bay denied \x1b[31m<script>alert(1)</script> open."
    one = make_statement(text, "\x1b[31m<script>alert(1)</script> shut", "Lund\u202e")
    other = make_statement(text, "\x1b[31m<script>alert(1)</script> open", "Bay", act=Act.DENY, polarity=Polarity.DENIES)
    conflict = Conflict("c1", ConflictKind.WORDING, one.id, other.id, "\x1b[2J<script>alert(2)</script>")
    findings = Findings(make_document(text), (), (one, other), conflicts=(conflict,))
    assert "\x1b" not in written(BRIEFING, findings) + written(MARKDOWN, findings)
    assert "<script>alert" not in written(PAGE, findings)
