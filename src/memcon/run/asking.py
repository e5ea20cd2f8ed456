"""The asks and the thanks of a case, as they stand now, in the order in which a desk wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from memcon.detect.asks.across import ANSWERS, follow_across
from memcon.detect.grammar.tables import load_table
from memcon.errors import WrongUse
from memcon.export.asklist import FoundBy, ListedAsk, ListedThanks, left_out
from memcon.model.contract import Json
from memcon.model.hits import Hit
from memcon.model.ledger import Act, AskStatus
from memcon.run.collecting import without_collecting
from memcon.store import Case
from memcon.store.people import People
from memcon.store.rows import folded, shown
from memcon.store.search import Query, check_days

ASKING: Final = frozenset({Act.ASK, Act.URGE, Act.ORDER, Act.OFFER, Act.PROMISE})
THANKING: Final = frozenset({Act.THANK, Act.PRAISE})
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


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything that is waited for, the most urgent first, and everybody who was thanked, the oldest first."""

    asks: tuple[ListedAsk, ...]
    thanks: tuple[ListedThanks, ...]


def list_asks(case: Case, wanted: Wanted) -> list[ListedAsk]:
    """The asks that fit: the most urgent first, then by due day, then the oldest. Raises WrongUse for what is no day or no search."""
    check_wanted(wanted)
    worded = find_worded(case, wanted)
    return choose_asks(read_agenda(case).asks, wanted, worded)


def list_thanks(case: Case, wanted: Wanted) -> list[Hit]:
    """The thanks and praise that fit, the oldest first; `asked` is who is thanked or left out."""
    check_wanted(wanted)
    worded = find_worded(case, wanted)
    return [thanks.hit for thanks in choose_thanks(read_agenda(case).thanks, wanted, worded)]


def check_wanted(wanted: Wanted) -> None:
    """Raises WrongUse for what is no day."""
    check_days(wanted.since, wanted.until)
    check_day(wanted.due_before)


def check_day(day: str | None) -> None:
    """Raises WrongUse for what is no day."""
    try:
        date.fromisoformat(day or _LATEST)
    except ValueError as error:
        raise WrongUse(f"{day!r} is no day; write it as 2024-05-14") from error


# ── choosing from a list that is there ─────────────────────────────────────────────────────────────────────────────


def find_worded(case: Case, wanted: Wanted) -> set[str] | None:
    """The ids of the statements that the words find; None where no words are asked for. Raises WrongUse for what is no search."""
    return case.keys(Query(wanted.words)) if wanted.words.strip() else None


def choose_asks(asks: Iterable[ListedAsk], wanted: Wanted, worded: Collection[str] | None = None) -> list[ListedAsk]:
    """Of these asks those that fit, in their order; `worded` are the statements that the words find."""
    chosen = _among(asks, wanted, worded)
    if wanted.kind is None and wanted.due_before is None and not wanted.open_only:
        return chosen
    return [ask for ask in chosen if _fits(ask, wanted)]


def choose_thanks(thanks: Iterable[ListedThanks], wanted: Wanted, worded: Collection[str] | None = None) -> list[ListedThanks]:
    """Of these thanks those that fit, in their order; `worded` are the statements that the words find."""
    return _among(thanks, wanted, worded)


Listed = TypeVar("Listed", ListedAsk, ListedThanks)


def _among(rows: Iterable[Listed], wanted: Wanted, worded: Collection[str] | None) -> list[Listed]:
    """Those with the words, said by whom, to whom and when it was asked for; what has no day is left out where days are asked for."""
    asker, asked = folded(wanted.asker or ""), folded(wanted.asked or "")
    first, last = wanted.since or "", wanted.until or _LATEST
    return [
        row
        for row in rows
        if (worded is None or row.hit.key in worded)
        and asker in row.found_by.speaker
        and asked in row.found_by.told
        and (row.found_by.last_day or "") >= first
        and (row.found_by.first_day or _LATEST) <= last
    ]


def _fits(ask: ListedAsk, wanted: Wanted) -> bool:
    due = ask.row["due"]
    return (
        (wanted.kind is None or ask.row["kind"] == wanted.kind)
        and (not wanted.open_only or is_standing(ask))
        and (wanted.due_before is None or (due is not None and due["to"] < wanted.due_before))
    )


def is_standing(ask: ListedAsk) -> bool:
    """Whether it is still waited for."""
    return ask.row["status"] in STANDING


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


@without_collecting()
def read_agenda(case: Case) -> Agenda:
    """All asks and thanks of the case, of one moment."""
    with case.selection(Query()) as selection:
        stored = [(document.document, document.row.get("asks", [])) for document in selection.documents()]
        named = {key for _, asks in stored for ask in asks for key in (ask["statement"], ask["changed_by"])}
        needed = ANSWERS.keys() | THANKING
        hits = {hit.key: hit for hit in selection.hits() if hit.key in named or hit.act in needed}
        people = _People.of(People(selection.connection))
    changed = follow_across(_papers(stored, hits), people.same_as)
    asks = (_listed(row, hits, people) for row in changed.values())
    thanks = (_thanked(hit, people) for hit in hits.values() if hit.act in THANKING)
    return Agenda(tuple(sorted(asks, key=_rank)), tuple(sorted(thanks, key=lambda one: _since(one.hit))))


@dataclass(frozen=True, slots=True)
class _People:
    """The actors of a case by id: with whom people have joined them, and all names of those who are one."""

    same_as: Mapping[str, str]
    names: Mapping[str, Sequence[str]]

    @staticmethod
    def of(people: People) -> _People:
        same_as: dict[str, str] = {}
        names: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for bearer in people.bearers():
            same_as[bearer.actor] = bearer.same_as
            names[bearer.same_as][bearer.name] = None
        return _People(same_as, {home: tuple(known) for home, known in names.items()})

    def called(self, parties: Iterable[Json], *others: str) -> str:
        """All names of these parties, a line each, as they are looked for."""
        found = dict.fromkeys(folded(name) for name in others)
        for party in parties:
            found[folded(shown(party) or "")] = None
            found |= dict.fromkeys(self.names.get(self.same_as.get(party["actor"] or "", ""), ()))
        return "\n".join(found)


def _papers(stored: Iterable[tuple[Json, list[Json]]], hits: Mapping[str, Hit]) -> list[Json]:
    """The documents with the asks that stand and the statements that may answer one."""
    answers: dict[str, list[Json]] = {}
    for hit in hits.values():
        if hit.act in ANSWERS:
            answers.setdefault(hit.document, []).append({**hit.row, "stance": hit.stance})
    return [
        {
            "published": document["published"],
            "statements": answers.get(document["id"], []),
            "asks": [_current(ask, hits[ask["statement"]]) for ask in asks if _stands(ask, hits)],
        }
        for document, asks in stored
    ]


def _stands(ask: Json, hits: Mapping[str, Hit]) -> bool:
    """Whether the statement of an ask was not rejected, nor made another act by an edit."""
    hit = hits.get(ask["statement"])
    return hit is not None and hit.act in ASKING


def _current(ask: Json, hit: Hit) -> Json:
    """The ask with the speaker of its statement as it stands now."""
    return {**ask, "asker": hit.row["speaker"]}


def _listed(row: Json, hits: Mapping[str, Hit], people: _People) -> ListedAsk:
    hit = hits[row["statement"]]
    by = hits.get(row["changed_by"] or "")
    said = hit.row
    names = people.called((*said["addressees"], *row["asked"]))
    return ListedAsk(row, hit, _changed(row, hit, by), by, FoundBy(people.called([said["speaker"]]), names, *_days(hit, said)))


def _thanked(hit: Hit, people: _People) -> ListedThanks:
    said, slighted = hit.row, left_out(hit)
    names = people.called(said["addressees"], hit.addressees, slighted, hit.content)
    return ListedThanks(hit, slighted, FoundBy(people.called([said["speaker"]]), names, *_days(hit, said)))


def _days(hit: Hit, said: Json) -> tuple[str | None, str | None]:
    """The first and the last day on which it was said, else the day on which the paper appeared."""
    when = said["when"] or {}
    return when.get("from") or hit.published, when.get("to") or hit.published


def _changed(row: Json, own: Hit, by: Hit | None) -> str | None:
    """The words that changed an ask, with who says them, and the paper where it is another one."""
    if by is None:
        return " ".join(row["changed"]["text"].split()) if row["changed"] is not None else None
    paper = "" if by.document == own.document else f" ({', '.join(filter(None, (by.title or by.origin, by.published)))})"
    return f"{by.speaker or 'nobody named'}: {by.content}{paper}"


def _rank(ask: ListedAsk) -> tuple[int, str, tuple[str, str, int]]:
    due = ask.row["due"] or {}
    return urgency_rank(ask.row["urgency"]), due.get("to") or _LATEST, _since(ask.hit)


def urgency_rank(word: str | None) -> int:
    """How far down a list something of this urgency stands; what has none comes last."""
    return _RANKS.get(word or "", len(_RANKS))


def _since(hit: Hit) -> tuple[str, str, int]:
    return hit.said_from or hit.published or _LATEST, hit.origin, hit.start
