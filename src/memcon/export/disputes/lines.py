"""Disputes for people: both accounts in full, why they cannot both stand, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.export.disputes.accounts import Account, Dispute, Sheet
from memcon.export.wording import date_words, shown
from memcon.model.judgement import Verdict

MOST: Final = 2_000
"""Code points of an account that are shown; the JSON has it whole."""
LONGEST: Final = 600
"""Code points of any other line."""
KINDS: Final = {
    "denial": "one denies what the other says",
    "number": "the numbers differ",
    "date": "the days differ",
    "place": "the places differ",
    "wording": "the words differ",
    "attribution": "it is put into different mouths",
    "ruled": "a person says that they cannot both stand",
}
RELATIONS: Final = {
    "conflict": "cannot both stand",
    "update": "update: the later paper brings the earlier one up to date",
    "compatible-bound": "compatible bound: both numbers can be true",
    "other-population": "other population: they count different people or things",
    "other-predicate": "other predicate: they tell of different things",
    "omission": "omission: one leaves out what the other has",
    "same": "the same: a person says that they say the same",
    "different": "different: a person says that they are about different things",
}
VERDICTS: Final = {
    Verdict.REAL: "a real conflict",
    Verdict.SAME: "the same",
    Verdict.DIFFERENT: "different things",
    Verdict.UPDATE: "an update",
}


def dispute_lines(dispute: Dispute, *, number: int) -> Iterator[str]:
    """The lines of a dispute: what differs and how it stands, each account, what shows it, what became of it, its id."""
    yield _line(f"{number:>3}. {heading_words(dispute)}")
    for account in dispute.accounts:
        yield from _account(account)
    if dispute.why:
        yield _line(f"     shown by: {dispute.why}")
    for change in dispute.history:
        yield _line(f"     then {change.words}")
    if dispute.ruling is not None:
        yield _line(f"     {ruling_words(dispute)}")
    yield _line(f"     {dispute.id}")


def heading_words(dispute: Dispute) -> str:
    """ "number · open · the numbers differ"; of what is no conflict, what it is instead."""
    if not dispute.is_conflict:
        return f"{dispute.kind} · NO CONFLICT · {relation_words(dispute.relation)}"
    return " · ".join(filter(None, (dispute.kind, dispute.state.upper() if dispute.is_open else dispute.state, KINDS.get(dispute.kind))))


def relation_words(relation: str) -> str:
    """The relation of two accounts in words; one that is not known here by its name."""
    return RELATIONS.get(relation) or relation.replace("-", " ")


def ruling_words(dispute: Dispute) -> str:
    """What a person ruled, who, when and why; empty where nobody did."""
    ruling = dispute.ruling
    if ruling is None:
        return ""
    why = f": {ruling.why}" if ruling.why else ""
    return f"ruled {VERDICTS[Verdict(ruling.value['verdict'])]} by {ruling.who}, {date_words(ruling.at[:10])}{why} ({ruling.id})"


def _account(account: Account) -> Iterator[str]:
    told = f" -> {account.told}" if account.told else ""
    yield _line(f"   * {account.teller}{told} · {account.doing}{day_words(account)}")
    yield _line("       " + account_words(account), most=MOST)
    if account.numbers:
        yield _line(f"       {'; '.join(account.numbers)}")
    if account.where:
        yield _line(f"       where: {account.where}")
    if account.via:
        yield _line(f"       on the word of {account.via}")
    yield _line(f"       {paper_words(account.sheet)}, {account.place}")
    yield _line(f"       {account.id}")


def account_words(account: Account) -> str:
    """What is told, with what marks it as nobody's claim before it."""
    return f"[{account.stance}] {account.words}" if account.stance else account.words


def day_words(account: Account) -> str:
    """The days that an account has of its own."""
    if account.since is None:
        return ""
    end = f" to {date_words(account.until)}" if account.until not in (None, account.since) else ""
    return f" · {date_words(account.since)}{end}"


def paper_words(sheet: Sheet) -> str:
    """What the paper is called, and where it came from."""
    named = ", ".join(filter(None, (sheet.title, sheet.outlet, sheet.published)))
    origin = "standard input" if sheet.origin == "-" else sheet.origin
    return f"{named}; {origin}" if named else origin


def _line(words: str, *, most: int = LONGEST) -> str:
    return " " * (len(words) - len(words.lstrip(" "))) + shown(words, most=most)
