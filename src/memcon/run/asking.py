"""The asks and the thanks of a case, as they stand now, in the order in which a desk wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from memcon.detect.asks.across import ANSWERS, follow_across
from memcon.detect.grammar.tables import load_table
from memcon.errors import WrongUse
from memcon.export.asklist import ListedAsk, left_out
from memcon.model.contract import Json
from memcon.model.hits import Hit
from memcon.model.ledger import Act, AskStatus
from memcon.store import Case
from memcon.store.search import Query
from memcon.store.selecting import CaseSelection

ASKING: Final = frozenset({Act.ASK, Act.URGE, Act.ORDER, Act.OFFER, Act.PROMISE})
THANKING: Final = (Act.THANK, Act.PRAISE)
STANDING: Final = frozenset({AskStatus.OPEN, AskStatus.REPEATED})
"""What is still waited for."""
_RANKS: Final = {word: n for n, word in enumerate(load_table("asks")["order"]["words"])}
_LATEST: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which asks or thanks are listed; what is None or empty is not asked about. Days are ISO dates.

    `words`, `since` and `until` are as for finding; `asker` and `asked` a part of a name.
    """

    words: str = ""
    asker: str | None = None
    asked: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    due_before: str | None = None
    open_only: bool = False

    @property
    def query(self) -> Query:
        """What is asked about the statement."""
        return Query(self.words, speaker=self.asker, since=self.since, until=self.until)


def list_asks(case: Case, wanted: Wanted) -> list[ListedAsk]:
    """The asks that fit: the most urgent first, then by due day, then the oldest. Raises WrongUse for what is no day or no search."""
    check_day(wanted.due_before)
    with case.selection(Query()) as selection:
        papers, hits = _papers(selection)
        changed = follow_across(papers, {actor.row["id"]: actor.same_as for actor in selection.actors()})
        fitting = _fitting(selection, wanted)
        told = _told(selection, wanted)
    rows = (_listed(row, hits) for row in changed.values() if row["statement"] in fitting)
    return sorted((ask for ask in rows if _fits(ask, wanted, told)), key=_rank)


def list_thanks(case: Case, wanted: Wanted) -> list[Hit]:
    """The thanks and praise that fit, the oldest first; `asked` is who is thanked or left out."""
    with case.selection(Query()) as selection:
        found = [hit for act in THANKING for hit in replace(selection, query=replace(wanted.query, act=act.value)).hits()]
        told = _told(selection, wanted)
    return sorted(
        (hit for hit in found if _is_thanked(hit, wanted, told)), key=lambda h: (h.said_from or h.published or _LATEST, h.origin, h.start)
    )


def check_day(day: str | None) -> None:
    """Raises WrongUse for what is no day."""
    try:
        date.fromisoformat(day or _LATEST)
    except ValueError as error:
        raise WrongUse(f"{day!r} is no day; write it as 2024-05-14") from error


def _papers(selection: CaseSelection) -> tuple[list[Json], dict[str, Hit]]:
    """The documents with the asks that stand and the statements that may answer one, and all of these statements by id."""
    stored = [(document.document, document.row.get("asks", [])) for document in selection.documents()]
    named = {key for _, asks in stored for ask in asks for key in (ask["statement"], ask["changed_by"])}
    hits = {hit.key: hit for hit in selection.hits() if hit.key in named or hit.act in ANSWERS}
    answers: dict[str, list[Json]] = {}
    for hit in hits.values():
        if hit.act in ANSWERS:
            answers.setdefault(hit.document, []).append({**hit.row, "stance": hit.stance})
    papers = [
        {
            "published": document["published"],
            "statements": answers.get(document["id"], []),
            "asks": [_current(ask, hits[ask["statement"]]) for ask in asks if _stands(ask, hits)],
        }
        for document, asks in stored
    ]
    return papers, hits


def _stands(ask: Json, hits: Mapping[str, Hit]) -> bool:
    """Whether the statement of an ask was not rejected, nor made another act by an edit."""
    hit = hits.get(ask["statement"])
    return hit is not None and hit.act in ASKING


def _current(ask: Json, hit: Hit) -> Json:
    """The ask with the speaker of its statement as it stands now."""
    return {**ask, "asker": hit.row["speaker"]}


def _fitting(selection: CaseSelection, wanted: Wanted) -> set[str]:
    """The ids of the statements that fit by words, speaker and day."""
    return {hit.key for hit in replace(selection, query=wanted.query).hits()}


def _told(selection: CaseSelection, wanted: Wanted) -> set[str]:
    """The ids of the statements that were told to the one who is asked for, by any of his names."""
    return {hit.key for hit in replace(selection, query=Query(addressee=wanted.asked)).hits()} if wanted.asked else set()


def _listed(row: Json, hits: Mapping[str, Hit]) -> ListedAsk:
    hit = hits[row["statement"]]
    return ListedAsk(row, hit, _changed(row, hit, hits))


def _changed(row: Json, own: Hit, hits: Mapping[str, Hit]) -> str | None:
    """The words that changed an ask, with who says them, and the paper where it is another one."""
    by = hits.get(row["changed_by"] or "")
    if by is None:
        return " ".join(row["changed"]["text"].split()) if row["changed"] is not None else None
    paper = "" if by.document == own.document else f" ({', '.join(filter(None, (by.title or by.origin, by.published)))})"
    return f"{by.speaker or 'nobody named'}: {by.content}{paper}"


def _fits(ask: ListedAsk, wanted: Wanted, told: Iterable[str]) -> bool:
    due = ask.row["due"]
    return (
        (wanted.kind is None or ask.row["kind"] == wanted.kind)
        and (not wanted.open_only or ask.row["status"] in STANDING)
        and (wanted.due_before is None or (due is not None and due["to"] < wanted.due_before))
        and (not wanted.asked or ask.hit.key in told or _has_name(ask.asked, wanted.asked))
    )


def _is_thanked(hit: Hit, wanted: Wanted, told: Iterable[str]) -> bool:
    return not wanted.asked or hit.key in told or _has_name(f"{hit.addressees}; {left_out(hit)}; {hit.content}", wanted.asked)


def _has_name(names: str, wanted: str) -> bool:
    return " ".join(wanted.split()).casefold() in names.casefold()


def _rank(ask: ListedAsk) -> tuple[int, str, str, str, int]:
    due, hit = ask.row["due"] or {}, ask.hit
    urgency = _RANKS.get(ask.row["urgency"] or "", len(_RANKS))
    return urgency, due.get("to") or _LATEST, hit.said_from or hit.published or _LATEST, hit.origin, hit.start
