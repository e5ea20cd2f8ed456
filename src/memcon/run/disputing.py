"""The disputes of a case: accounts that cannot both stand, as they stand now and as people have ruled of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from memcon.errors import WrongUse
from memcon.export.chronicle.days import read_days
from memcon.export.disputes.accounts import CONFLICT, Account, Change, Dispute, event_account, statement_account
from memcon.export.disputes.lines import account_words, paper_words
from memcon.link.conflicts.finding import Found, Paper, find_disagreements
from memcon.link.origins.credits import CreditFinder
from memcon.link.origins.finding import origins_of
from memcon.link.people import homes_of
from memcon.model.contract import Json
from memcon.model.hits import Hit
from memcon.model.ids import content_id
from memcon.model.judgement import Judgement, Verdict
from memcon.model.ledger import ConflictState
from memcon.run.collecting import without_collecting
from memcon.run.linking import Who, who_is_who
from memcon.run.tracing import text_of
from memcon.store import Case
from memcon.store.queries import Group, Term, parse_words
from memcon.store.rows import place
from memcon.store.search import Query
from memcon.store.selecting import CaseSelection
from memcon.store.view import Rows, Rulings, current_rulings

RULED: Final = "ruled"
"""The kind of a conflict that only a person has named."""
_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which disputes are listed; what is None or empty is not asked about. Days are ISO dates, both included.

    `words` are as for finding, or the id of a conflict or of a row; `actor` is a part of a name of somebody in one of the two
    accounts, `document` an id or a part of an origin of one of the two papers. `every` lists also what is no conflict.
    """

    words: str = ""
    kind: str | None = None
    state: str | None = None
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    every: bool = False

    @property
    def id(self) -> str | None:
        """The id that is asked for in place of words."""
        return self.words.strip() if _ID.fullmatch(self.words.strip()) else None


def list_disputes(case: Case, wanted: Wanted) -> list[Dispute]:
    """The disputes that fit: the open ones first, then the newest. Raises WrongUse for what is no day or no search."""
    _check_days(wanted)
    return choose_disputes(case, all_disputes(case, lambda: who_is_who(case)), wanted)


@without_collecting()
def all_disputes(case: Case, who: Callable[[], Who]) -> list[Dispute]:
    """Everything that cannot both stand, and what only looks so, in the order of a list; `who` tells who is who in the case."""
    with case.selection(Query()) as selection:
        sheets = _read(selection)
        return _in_order(list(_disputes(selection, sheets, who)))


def choose_disputes(case: Case, disputes: Sequence[Dispute], wanted: Wanted) -> list[Dispute]:
    """Those of the disputes that fit, in the order in which they come. Raises WrongUse for what is no day or no search."""
    _check_days(wanted)
    with case.selection(Query()) as selection:
        wants = _filter(case, selection, wanted)
    return [dispute for dispute in disputes if wants.fits(dispute)]


def _check_days(wanted: Wanted) -> None:
    for day in (wanted.since, wanted.until):
        _check_day(day)


def _check_day(day: str | None) -> None:
    if day is not None and (len(day) != len("2024-05-14") or read_days(day) is None):
        raise WrongUse(f"{day!r} is no day; write it as 2024-05-14")


# ── what stands in the case ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Sheets:
    """The papers as the finding of conflicts has them, and all their rows by id."""

    papers: dict[str, Paper]
    hits: Mapping[str, Hit]
    events: Mapping[str, tuple[Json, str]]
    _accounts: dict[str, Account] = field(default_factory=dict)

    def rows_of(self, document: str) -> Rows | None:
        """The rows that stand in a document now."""
        paper = self.papers.get(document)
        return None if paper is None else Rows(paper.document["text"], [*paper.statements, *paper.events])

    def account(self, key: str) -> Account | None:
        """The account of a statement or event; None for one that does not stand any more."""
        if key not in self._accounts and (made := self._account(key)) is not None:
            self._accounts[key] = made
        return self._accounts.get(key)

    def _account(self, key: str) -> Account | None:
        if key in self.hits:
            return statement_account(self.hits[key])
        if key not in self.events:
            return None
        row, home = self.events[key]
        document = self.papers[home].document
        where = place(row["span"]["start"], document["sections"])
        return event_account(row, document, self.hits.get(row["statement"] or ""), place=where)


def _read(selection: CaseSelection) -> _Sheets:
    """The documents with the statements that were not rejected, and the events that stand on none that was."""
    hits = {hit.key: hit for hit in selection.hits()}
    said: dict[str, list[Hit]] = {}
    for hit in hits.values():
        said.setdefault(hit.document, []).append(hit)
    papers: dict[str, Paper] = {}
    events: dict[str, tuple[Json, str]] = {}
    for stored in selection.documents():
        key = stored.document["id"]
        told = {row["id"]: row for row in stored.row["statements"]}
        kept = [row for row in stored.row["events"] if row["statement"] not in told or row["statement"] in hits]
        events |= {row["id"]: (row, key) for row in kept}
        standing = [told[hit.key] if hit.status == "machine" else hit.row for hit in said.get(key, [])]
        papers[key] = Paper(stored.document, standing, kept, _standing(stored.row["conflicts"], hits, events))
    return _Sheets(papers, hits, events)


def _standing(conflicts: list[Json], hits: Mapping[str, Hit], events: Mapping[str, object]) -> list[Json]:
    """The conflicts of which both rows still stand."""
    return [row for row in conflicts if all(end in hits or end in events for end in (row["left"], row["right"]))]


# ── the disputes ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _disputes(selection: CaseSelection, sheets: _Sheets, who: Callable[[], Who]) -> Iterator[Dispute]:
    papers = list(sheets.papers.values())
    found = find_disagreements(papers, same=_same(who()), origins=_origins(papers))
    yield from disputes_of(found, current_rulings(selection.judgements(), sheets.rows_of), sheets.account)


def _same(who: Who) -> Callable[[str, str], bool]:
    """Whether two actors are one, as `memcon who` joins them."""
    homes = homes_of(who.linked)
    return lambda one, other: homes.get(one, one) == homes.get(other, other)


def _origins(papers: Sequence[Paper]) -> Mapping[str, str]:
    """The origin of each document: what two copies of one text say is said once."""
    finder = CreditFinder(sorted({outlet for paper in papers if (outlet := paper.document["outlet"])}))
    return origins_of([text_of(paper.document, finder) for paper in papers])


def disputes_of(found: Sequence[Found], rulings: Rulings, account: Callable[[str], Account | None]) -> Iterator[Dispute]:
    """What was found, as people have ruled of it, and what they alone say cannot both stand."""
    for one in found:
        left, right, ruling = account(one.left), account(one.right), rulings.pairs.get(frozenset((one.left, one.right)))
        if left is not None and right is not None:
            history = tuple(_change(by) for by in map(account, dict.fromkeys(one.history)) if by is not None)
            yield Dispute(one.id, one.kind, _relation(one.relation, ruling), one.state, one.why, left, right, history, ruling)
    known = {frozenset((one.left, one.right)) for one in found}
    for pair, ruling in rulings.pairs.items():
        if pair not in known:
            yield from _ruled(pair, ruling, account)


def _relation(found: str, ruling: Judgement | None) -> str:
    """What a person says of the two, else what was found."""
    if ruling is None:
        return found
    return CONFLICT if ruling.value["verdict"] == Verdict.REAL else str(ruling.value["verdict"])


def _change(by: Account) -> Change:
    words = f"{by.teller} {by.doing}: {account_words(by)} ({paper_words(by.sheet)})"
    return Change(by.id, words)


def _ruled(pair: frozenset[str], ruling: Judgement, account: Callable[[str], Account | None]) -> Iterator[Dispute]:
    """Two rows of which only a person has said something, the earlier one first."""
    sides = [one for one in map(account, sorted(pair)) if one is not None]
    if len(sides) == len(pair):
        left, right = sorted(sides, key=lambda one: (one.sheet.published or "9", one.id))
        key = content_id("conflict", RULED, left.id, right.id)
        yield Dispute(key, RULED, _relation("", ruling), ConflictState.OPEN.value, ruling.why, left, right, (), ruling)


# ── which of them ────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_order(disputes: Collection[Dispute]) -> list[Dispute]:
    """Conflicts first, of these the open ones, of these the newest; what has no day last."""
    newest = sorted(sorted(disputes, key=lambda dispute: (dispute.kind, dispute.id)), key=lambda dispute: dispute.day, reverse=True)
    return sorted(newest, key=lambda dispute: (not dispute.is_conflict, not dispute.is_open))


@dataclass(frozen=True)
class _Filter:
    """Whether a dispute is wanted; `found` and `named` are the statements that fit by words and by name, `documents` the papers."""

    wanted: Wanted
    documents: frozenset[str] | None
    found: frozenset[str] | None
    named: frozenset[str] | None

    def fits(self, dispute: Dispute) -> bool:
        """Whether it is wanted."""
        wanted = self.wanted
        if wanted.id is not None:
            return wanted.id in dispute.ids
        return (
            (wanted.every or dispute.is_conflict)
            and wanted.kind in (None, dispute.kind)
            and wanted.state in (None, dispute.state)
            and any(map(self._account, dispute.accounts))
            and (self.named is None or any(self._names(account) for account in dispute.accounts))
        )

    def _account(self, account: Account) -> bool:
        """Whether one account fits by words, days and paper."""
        first, last = account.days
        wanted = self.wanted
        return (
            (self.found is None or bool(_statements(account) & self.found) or self._holds(account))
            and (wanted.since is None or last >= wanted.since)
            and (wanted.until is None or "" < first <= wanted.until)
            and (self.documents is None or account.sheet.id in self.documents)
        )

    def _holds(self, account: Account) -> bool:
        """Whether an event that the paper itself tells holds the words: searches only know statements."""
        return not _statements(account) and holds_words(account.words, self.wanted.words)

    def _names(self, account: Account) -> bool:
        name = " ".join((self.wanted.actor or "").split()).casefold()
        return bool(_statements(account) & (self.named or frozenset())) or any(name in other.casefold() for other in account.names)


def _statements(account: Account) -> set[str]:
    """The statement of an account: it itself, or the one on whose word its event stands."""
    key = account.row.get("statement") if "span" in account.row else account.id
    return {key} if key else set()


def _filter(case: Case, selection: CaseSelection, wanted: Wanted) -> _Filter:
    found = named = None
    if wanted.words.strip() and wanted.id is None:
        found = frozenset(hit.key for hit in replace(selection, query=Query(wanted.words)).hits())
    if wanted.actor:
        asked = (Query(speaker=wanted.actor), Query(addressee=wanted.actor), Query(via=wanted.actor))
        named = frozenset(hit.key for query in asked for hit in replace(selection, query=query).hits())
    documents = None if wanted.document is None else frozenset(case.find_document(wanted.document))
    return _Filter(wanted, documents, found, named)


def holds_words(text: str, untrusted_words: str) -> bool:
    """Whether a text holds what a search asks for, word by word, whatever the case of the letters. Raises WrongUse."""
    return _holds(" ".join(re.findall(r"\w+", text.casefold())), parse_words(untrusted_words))


def _holds(text: str, tree: Term | Group) -> bool:
    if isinstance(tree, Term):
        wanted = " ".join(tree.words).casefold()
        return f" {wanted}" in f" {text}" if tree.prefix else f" {wanted} " in f" {text} "
    parts = [_holds(text, part) for part in tree.parts]
    return not parts[0] if tree.how == "not" else any(parts) if tree.how == "or" else all(parts)
