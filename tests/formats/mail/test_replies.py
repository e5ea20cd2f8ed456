"""Who wrote which part of a mail."""

from __future__ import annotations

import pytest

from memcon.formats.mail.replies import split_levels


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """How, who, and the words on one line, of each level."""
    return [(level.how, level.sender, " ".join(level.text.split())) for level in split_levels(text)]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("The pier is shut.", [(None, None, "The pier is shut.")]),
        (
            "No.\n\nOn Monday, 3 May 2021 at 10:02, Ines Roth <ines@harbour.example> wrote:\n> Is the pier shut?\n",
            [(None, None, "No."), ("reply", "Ines Roth", "Is the pier shut?")],
        ),
        (
            "No.\n\n> Is it shut?\n>> The crews say so.\n> I doubt it.\n",
            [(None, None, "No."), ("reply", None, "Is it shut? I doubt it."), ("reply", None, "The crews say so.")],
        ),
        (
            "See below.\n\n-----Original Message-----\nFrom: Bo Lind\nSent: 3 May 2021\nTo: Ines Roth\nSubject: Pier\n\nIt is shut.\n",
            [(None, None, "See below."), ("reply", "Bo Lind", "It is shut.")],
        ),
        (
            "FYI\n\n---------- Forwarded message ---------\nFrom: Ada Quist <ada@ferry.example>\nDate: Mon\nTo: Bo\n\nTwo have cracked.\n",
            [(None, None, "FYI"), ("forward", "Ada Quist", "Two have cracked.")],
        ),
        ("Begin forwarded message:\n\nFrom: Ada Quist\nSubject: Boilers\n\nTwo.\n", [(None, None, ""), ("forward", "Ada Quist", "Two.")]),
        (
            "Yes.\n\nFrom: Bo Lind\nSent: Monday\nTo: Ines Roth\nSubject: Pier\n\nIs it shut?\n",
            [(None, None, "Yes."), ("reply", "Bo Lind", "Is it shut?")],
        ),
        ("Ines Roth wrote:\nthat the pier is shut.", [(None, None, "Ines Roth wrote: that the pier is shut.")]),
        ("To: the crews\nFrom: nobody\n\nGo home.", [(None, None, "To: the crews From: nobody Go home.")]),
        ("a > b is no quotation", [(None, None, "a > b is no quotation")]),
    ],
    ids=["alone", "answer", "marks only", "original", "forwarded", "begin forwarded", "head alone", "no marks below", "no head", "sign"],
)
def test_a_mail_is_cut_where_another_writer_begins(text: str, levels: list[tuple[str | None, str | None, str]]) -> None:
    assert told(text) == levels


def test_marks_a_thousand_deep_are_bounded() -> None:
    text = "\n".join(">" * n + " a" for n in range(1_000))
    assert len(split_levels(text)) <= 102
