"""The numbers of one event: who was killed, wounded or did it, by population, bound and day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from memcon.link.conflicts.claims import DEEDS, Claim, Row, sentence_at
from memcon.link.conflicts.found import UPDATE_DAYS, Found, Paper, Relation, between, days_between
from memcon.link.conflicts.numbers import KIND, relation_of, told
from memcon.link.conflicts.words import Sort, plain_form, read_words
from memcon.link.tables import load_table

_TABLE: Final = load_table("conflicts")
_GROUPS: Final[dict[str, str]] = {form: group for group, forms in _TABLE["populations"].items() if group != "doers" for form in forms}
_DOERS: Final = frozenset(_TABLE["populations"]["doers"])
_BEFORE_PLACE: Final = frozenset({*_TABLE["once"]["before_place"], "of", "on"})
_ANYBODY: Final = "people"
_NATIONS: Final[dict[str, str]] = _TABLE["nations"]
_INCLUDING: Final = re.compile(
    r"\b(?:including|among them|among whom were|of them) ((?:at least |more than |about )?[\w,]+) ((?:[\w.]+ ){0,3}?[a-z]+)\b"
)
_HEAD: Final = 400
"""Characters at the start of a document in which its place is looked for where the sentence names none."""


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of an event: of whom, what became of them, and how exact."""

    what: str
    group: str
    country: str | None
    number: float
    bound: str


@dataclass(frozen=True)
class Happening:
    """An event with numbers, as one paper tells it."""

    claim: Claim
    tolls: tuple[Toll, ...]
    names: frozenset[str]
    places: frozenset[str]
    deed: str | None
    days: tuple[date, date] | None

    @cached_property
    def key(self) -> str:
        return str(self.claim.row["type"])


def find_tolls(papers: Sequence[Paper]) -> Iterator[Found]:
    """How the numbers of one event in different papers go together."""
    for one, other in _pairs([happening for paper in papers for happening in happenings_of(paper)]):
        yield from compare_happenings(one, other)


def compare_happenings(one: Happening, other: Happening) -> Iterator[Found]:
    """How the numbers go together that two papers tell; nothing where they do not tell of one event."""
    if _is_one(one, other):
        yield from _compared(one, other)


def _pairs(happenings: Sequence[Happening]) -> Iterator[tuple[Happening, Happening]]:
    """The events of one type in different papers that name a place or body together."""
    holders: dict[str, list[int]] = defaultdict(list)
    for k, happening in enumerate(happenings):
        for name in sorted(happening.names):
            holders[name].append(k)
    keys = [happening.key for happening in happenings]
    pairs = {(i, j) for rows in holders.values() for at, i in enumerate(rows[:200]) for j in rows[at + 1 : 200] if keys[i] == keys[j]}
    for i, j in sorted(pairs):
        if happenings[i].claim.document != happenings[j].claim.document:
            yield happenings[i], happenings[j]


def happenings_of(paper: Paper) -> Iterator[Happening]:
    """The events of a paper that have numbers."""
    by_id = {row["id"]: row for row in paper.statements}
    for row in paper.events:
        text = paper.document["text"]
        whole = {
            **row,
            "counts": [count for count in row["counts"] if text[max(0, count["span"]["start"] - 1) : count["span"]["start"]] != "-"],
        }
        sentence = sentence_at(text, row["span"]["start"])
        tolls = tuple(_tolls(whole, sentence))
        if tolls and row["modality"] in ("did", "alleged"):
            yield _happening(paper.document, row, sentence, tolls, by_id.get(row["statement"]))


def _happening(document: Row, row: dict[str, Any], sentence: str, tolls: tuple[Toll, ...], statement: Row | None) -> Happening:
    speaker = statement["speaker"]["name"] if statement else None
    claim = Claim(row["id"], document["id"], document["published"], speaker, None, "say", False, sentence, sentence, "event", row)
    own, places = _names(sentence, row)
    names = own or _names(document["text"][:_HEAD], row)[0]
    spoken = {word.lower() for word in (speaker or "").split()}
    return Happening(claim, tolls, frozenset(names - spoken), frozenset(places - spoken), _deed(sentence, row), _days(row))


def _names(text: str, row: Row) -> tuple[set[str], set[str]]:
    """The names in a text, and those of them that stand behind a preposition of place; the peoples that are counted left out."""
    words = read_words(text)
    counted = {word.lower() for count in row["counts"] for word in (count["who"] or "").split()}
    names = {w.form for w in words if w.sort is Sort.NAME} - counted
    where = row["where"]
    places: set[str] = {word.lower() for word in where["name"].split()} if where else set()
    for k, word in enumerate(words):
        if word.text in _BEFORE_PLACE and not places:
            near = [w for w in words[k + 1 : k + 4] if w.sort is Sort.NAME]
            places |= {w.form for w in near} - counted
    return names | {p for p in places if p in names}, places


def _deed(sentence: str, row: Row) -> str | None:
    own = [plain_form(word.lower()) for word in row["span"]["text"].split()]
    words = [*own, *(w.form for w in read_words(sentence)), *(w.text for w in read_words(sentence))]
    return next((DEEDS[word] for word in words if word in DEEDS), None)


def _days(row: Row) -> tuple[date, date] | None:
    when = row["when"]
    return (date.fromisoformat(when["from"]), date.fromisoformat(when["to"])) if when else None


# ── who is counted ─────────────────────────────────────────────────────────────────────────────────────────────────


def _tolls(row: Row, sentence: str) -> Iterator[Toll]:
    """The numbers of an event; a number without a noun is of those counted just before it."""
    last: Toll | None = None
    for count in row["counts"]:
        if count["what"] == "amount":
            continue
        group, country = _population(count, row["target"], alone=not _INCLUDING.search(sentence))
        toll = Toll(count["what"], group, country, float(count["number"]), count["bound"])
        if count["who"] is None and last is not None:
            toll = replace(toll, group=last.group, country=last.country)
        last = toll
        yield toll
    if last is not None and len(row["counts"]) == 1 and (inner := _among(sentence, last.what)) is not None:
        yield inner
    yield from (_doers(party["name"]) for party in row["source"] if party["name"] and _is_counted(party["name"]))


def _among(sentence: str, what: str) -> Toll | None:
    """The part of a number that is told with it: "over 170 people, including 13 US troops"."""
    match = _INCLUDING.search(sentence)
    number = next((w for w in read_words("x " + match.group(1)) if w.sort is Sort.NUMBER), None) if match else None
    if match is None or number is None:
        return None
    last = plain_form(match.group(2).split()[-1].lower())
    return Toll(what, _GROUPS.get(last, last), _country(match.group(2)), number.value or 0.0, number.bound)


def _country(who: str) -> str | None:
    """The state of those counted, where a word for it stands before the last."""
    return next((_NATIONS[word] for word in who.split()[:-1] if word in _NATIONS), None)


def _population(count: Row, targets: Iterable[Row], *, alone: bool) -> tuple[str, str | None]:
    who = count["who"] or _ANYBODY
    last = plain_form(who.split()[-1].lower())
    country = next((t.get("country") for t in targets if t["name"] and who in t["name"]), None) if alone else None
    country = _country(who) or country
    if who.split()[-1][0].isupper():
        return _ANYBODY, country
    return _GROUPS.get(last, last), country


def _is_counted(name: str) -> bool:
    """Whether a source is counted: "two suicide bombers", or one of them."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    numbered = any(word.sort is Sort.NUMBER for word in read_words("x " + name))
    return last in _DOERS or (numbered and plain_form(last) in _DOERS)


def _doers(name: str) -> Toll:
    number = next((w.value for w in read_words("x " + name) if w.sort is Sort.NUMBER), None)
    return Toll("did it", "attackers", None, number or 1.0, "=")


# ── one event, two papers ──────────────────────────────────────────────────────────────────────────────────────────


def _is_one(one: Happening, other: Happening) -> bool:
    """Whether two papers tell of one event: the same sort of deed, in a place both name, on a day that both allow."""
    if one.key != other.key or (one.deed and other.deed and one.deed != other.deed):
        return False
    if one.places and other.places and not one.places & other.places:
        return False
    return bool(one.names & other.names) and _same_days(one, other)


def _same_days(one: Happening, other: Happening) -> bool:
    if one.days and other.days:
        return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
    if one.days or other.days:
        dated, undated = (one, other) if one.days else (other, one)
        return _told_soon(dated, undated)
    between_papers = days_between(one.claim.day, other.claim.day)
    return between_papers is None or abs(between_papers) <= UPDATE_DAYS


def _told_soon(dated: Happening, undated: Happening) -> bool:
    """Whether the paper that does not say when came out on the day or soon after."""
    assert dated.days is not None
    if undated.claim.day is None:
        return True
    out = date.fromisoformat(undated.claim.day)
    return dated.days[0] - timedelta(days=1) <= out <= dated.days[1] + timedelta(days=UPDATE_DAYS)


def _compared(one: Happening, other: Happening) -> Iterator[Found]:
    """The relation of the numbers of each predicate, conflicts first; where none is of one predicate, that."""
    seen: set[Relation] = set()
    for relation, why in sorted(_relations(one, other), key=lambda found: list(Relation).index(found[0])):
        if relation not in seen and not (seen and relation in (Relation.POPULATION, Relation.PREDICATE)):
            seen.add(relation)
            yield between(one.claim, other.claim, KIND, relation, why) if len(seen) == 1 else _second(one, other, relation, why)


def _second(one: Happening, other: Happening, relation: Relation, why: str) -> Found:
    found = between(one.claim, other.claim, KIND, relation, why)
    return replace(found, id=f"{found.id[:-2]}{list(Relation).index(relation):02x}")


def _relations(one: Happening, other: Happening) -> Iterator[tuple[Relation, str]]:
    for toll in one.tolls:
        for own in other.tolls:
            if toll.what != own.what:
                yield Relation.PREDICATE, f"{toll.what} / {own.what}"
            elif not _same_population(toll, own):
                yield Relation.POPULATION, f"{_of(toll)} / {_of(own)}"
            elif (toll.number, toll.bound) != (own.number, own.bound):
                numbers = (toll.number, toll.bound, one.claim.day), (own.number, own.bound, other.claim.day)
                relation = Relation.CONFLICT if toll.what == "did it" else relation_of(*numbers)
                yield relation, f"{toll.what}, {_of(toll)}: {told(*numbers[0][:2])} / {told(*numbers[1][:2])}"


def _same_population(one: Toll, other: Toll) -> bool:
    """The same group of the same state; a group that says more than "people" may leave the state out."""
    if one.group != other.group:
        return False
    return one.country == other.country or (one.group != _ANYBODY and None in (one.country, other.country))


def _of(toll: Toll) -> str:
    return f"{toll.group} ({toll.country})" if toll.country else toll.group
