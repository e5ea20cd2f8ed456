"""The kind of a paper is told from its head."""

from __future__ import annotations

import pytest

from memcon.formats.kinds import recognise_kind
from memcon.model.document import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Port closes\n\nThe port closed on Monday, officials said.", Kind.STORY),
        ("Readout of the Minister's call with President Sorel\n\nThe Minister spoke today.", Kind.READOUT),
        ("MEMORANDUM OF CONVERSATION\n\nDATE: May 2, 1970", Kind.MEMCON),
        ("Minutes of the Harbour Committee\n\nThe chair opened the meeting.", Kind.MINUTES),
        ("Dear Minister,\n\nI have the honour to write.", Kind.LETTER),
        ("From: Desk\nTo: Embassy\nSubject: boats\n\nPlease check.", Kind.MAIL),
        ("FM AMEMBASSY LIMA\nTO SECSTATE WASHDC\nTAGS: PREL\nSUBJECT: BOATS\n1. HE LEFT.", Kind.CABLE),
        ("4. (C) The minister told us no.", Kind.CABLE),
        ("Statement by the Foreign Minister on the dam\n\nWe regret it.", Kind.STATEMENT),
        ("Daily Press Briefing\n\nQ. Will he go? \n\nA. Yes.", Kind.BRIEFING),
        ("FARRO: We sail.\n\nLUND: When?\n\nFARRO: At noon.", Kind.MEMCON),
    ],
)
def test_kind_by_its_head(text: str, kind: Kind) -> None:
    assert recognise_kind(text) is kind
