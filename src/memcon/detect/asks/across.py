"""What became of asks in later documents of a case: the same ask again, or an answer; over the rows of the JSON ledger."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from memcon.detect.asks.likeness import are_alike, covers_most, key_words
from memcon.detect.grammar.people import PLAIN_TITLES
from memcon.detect.grammar.tables import load_table
from memcon.model.contract import Json
from memcon.model.ledger import Act, AskKind, AskStatus

ANSWERS: Final = {Act.AGREE: AskStatus.ACCEPTED, Act.REFUSE: AskStatus.REFUSED}
ANSWERED: Final = frozenset({AskKind.REQUEST, AskKind.OFFER})
"""What somebody agrees to or refuses; a question is answered in its own document or not at all."""
_WITHHELD: Final = frozenset(load_table("asks")["evaded"]["withheld"])
_ARTICLES: Final = frozenset({"the", "a", "an", *PLAIN_TITLES})


@dataclass(frozen=True, slots=True)
class _Event:
    """An ask or an answer on a day; `who` speaks, `whom` is asked; names and joined actors stand for a party."""

    day: str
    row: Json
    who: frozenset[str]
    whom: tuple[frozenset[str], ...]
    words: frozenset[str]


def follow_across(papers: Iterable[Json], same_as: Mapping[str, str]) -> dict[str, Json]:
    """The asks by id, those changed by a later document with their new status and `changed_by`.

    `papers` have the day on which they were `published`, their current `asks`, and of their `statements` at least those that agree
    or refuse, each with its `stance`; `same_as` tells which actors people have joined. Of a paper without a day nothing is later.
    """
    rows = list(papers)
    asks = {ask["id"]: ask for paper in rows for ask in paper["asks"]}
    days: defaultdict[str, list[Json]] = defaultdict(list)
    for paper in rows:
        if paper["published"]:
            days[paper["published"]].append(paper)
    events = {day: [event for paper in days[day] for event in _asks(paper, same_as)] for day in sorted(days)}
    board = _Board(asks, Counter(word for row in events.values() for event in row for word in event.words))
    for day, today in events.items():
        for event in today:
            board.repeat(event)
        for answer in (a for paper in days[day] for a in _answers(paper, same_as)):
            board.answer(answer)
        board.put_up(today)
    return asks


class _Board:
    """The asks of earlier days that are still open; `asks` is changed as they are settled, `counts` is in how many asks a word stands.

    They are put up by who asked whom, to be asked again, and by who was asked for what, to be answered. An answer holds half of the
    words of an ask, and so one of any more than half of them: the rarest.
    """

    def __init__(self, asks: dict[str, Json], counts: Mapping[str, int]) -> None:
        self._asks = asks
        self._counts = counts
        self._by_parties: defaultdict[tuple[str, str], list[_Event]] = defaultdict(list)
        self._by_words: defaultdict[tuple[str, str], list[_Event]] = defaultdict(list)

    def put_up(self, events: Sequence[_Event]) -> None:
        """Add the asks of a day."""
        for event in events:
            rarest = sorted(event.words, key=lambda word: (self._counts[word], word))[: len(event.words) // 2 + 1]
            for asked in sorted(frozenset().union(*event.whom)):
                for who in sorted(event.who):
                    self._by_parties[asked, who].append(event)
                for word in rarest:
                    self._by_words[asked, word].append(event)

    def repeat(self, later: _Event) -> None:
        """The nearest earlier ask that this one makes again is repeated."""
        near = self._open(self._by_parties, frozenset().union(*later.whom), later.who)
        self._change((e for e in near if _is_again(e, later)), AskStatus.REPEATED, later.row["statement"])

    def answer(self, answer: _Event) -> None:
        """The nearest earlier ask that this one answers is accepted or refused."""
        near = self._open(self._by_words, answer.who, answer.words)
        fitting = (e for e in near if e.row["kind"] in ANSWERED and covers_most(answer.words, e.words))
        self._change(fitting, ANSWERS[Act(answer.row["act"])], answer.row["id"])

    def _open(self, index: Mapping[tuple[str, str], list[_Event]], asked: frozenset[str], others: frozenset[str]) -> Iterator[_Event]:
        for key in product(asked, others):
            for event in index.get(key, ()):
                if self._asks[event.row["id"]]["status"] == AskStatus.OPEN:
                    yield event

    def _change(self, fitting: Iterable[_Event], status: AskStatus, by: str) -> None:
        nearest = max(fitting, key=lambda e: (e.day, e.row["id"]), default=None)
        if nearest is not None:
            changed = {"status": status.value, "changed_by": by, "changed": None}
            self._asks[nearest.row["id"]] = {**self._asks[nearest.row["id"]], **changed}


def _is_again(one: _Event, later: _Event) -> bool:
    return one.row["kind"] == later.row["kind"] and bool(one.who & later.who) and are_alike(one.words, later.words)


def _asks(paper: Json, same_as: Mapping[str, str]) -> Iterator[_Event]:
    for ask in paper["asks"]:
        whom = tuple(_keys(party, same_as) for party in ask["asked"])
        yield _Event(paper["published"], ask, _keys(ask["asker"], same_as), whom, _words(ask))


def _answers(paper: Json, same_as: Mapping[str, str]) -> Iterator[_Event]:
    """The statements that agree or refuse, but for those that answer an ask of their own document."""
    used = {ask["changed_by"] for ask in paper["asks"]}
    for row in paper["statements"]:
        if row["act"] in ANSWERS and row["id"] not in used and _is_meant(row):
            yield _Event(paper["published"], row, _keys(row["speaker"], same_as), (), _words(row))


def _is_meant(row: Json) -> bool:
    """Whether somebody stands by it, and it is no refusal to speak."""
    if row["act"] == Act.AGREE:
        return not row["stance"]
    first = row["content"][0]["text"].lower().split()[:1] if row["content"] else []
    return "negated" not in row["notes"] and row["stance"] == "refused" and not _WITHHELD & set(first)


def _words(row: Json) -> frozenset[str]:
    return key_words(" ".join(piece["text"] for piece in row["content"]))


def _keys(party: Json, same_as: Mapping[str, str]) -> frozenset[str]:
    """What stands for a party in other documents: its whole name, and the actor that it was joined with."""
    words = [word for word in re.findall(r"[^\W_]+", (party["name"] or "").lower()) if word not in _ARTICLES]
    actor = same_as.get(party["actor"] or "")
    return frozenset([*([f"name {' '.join(words)}"] if words else []), *([f"actor {actor}"] if actor else [])])
