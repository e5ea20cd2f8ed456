"""The rows of a case by time as they are asked for: what was typed, and which rows of the case it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final

from memcon.detect.grammar.states import find_state, load_gazetteer
from memcon.detect.grammar.tables import load_table
from memcon.errors import WrongUse
from memcon.export.chronicle.columns import NOBODY, NOBODY_KEY, UNCODED, Called, Columns, make_columns
from memcon.export.chronicle.days import Days, read_days
from memcon.export.chronicle.layout import Body, Ends, lay_out
from memcon.export.chronicle.moments import Moment, MomentKind
from memcon.export.chronicle.moments import Who as Party
from memcon.export.chronicle.network import Places, find_ties, make_graph
from memcon.export.chronicle.network_picture import radius_of
from memcon.export.chronicle.reading import read_moments
from memcon.export.chronicle.sides import Side, folded, named_side
from memcon.export.chronicle.sieve import Sieve, choose
from memcon.model.ids import ID_LENGTH
from memcon.model.ledger import Act, EventType
from memcon.run.linking import Who
from memcon.store import Case
from memcon.store.search import Query

TYPES: Final = (*(t.value for t in EventType), *(a.value for a in Act))
"""The types of events, and the acts of statements; `accuse` is both."""


@contextmanager
def case_moments(case: Case, kinds: Collection[MomentKind], keep: Callable[[Moment], bool]) -> Iterator[Iterable[Moment]]:
    """The rows of the case that are kept, all of one moment."""
    with case.selection(Query()) as selection:
        yield read_moments(selection, kinds, keep)


# ── the whole case ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, eq=False)
class Chronicle:
    """The rows of a case as columns, in which everybody is one whom memcon or people have joined, and who that is."""

    columns: Columns
    who: Who


def make_chronicle(moments: Iterable[Moment], who: Who) -> Chronicle:
    """The rows, ready to be asked."""

    def called(party: Party) -> Called | None:
        person = who.person(party.actor) if party.actor else None
        return None if person is None else Called(person.id, person.name)

    return Chronicle(make_columns(moments, called, code_name), who)


@dataclass(frozen=True, eq=False)
class Stage:
    """The rows with the place of everybody who speaks to somebody, is told something or is relied on, in the picture of the network."""

    chronicle: Chronicle
    places: Places


def set_stage(chronicle: Chronicle, before: Stage | None = None) -> Stage:
    """The rows with a place for everybody; whoever had one keeps it."""
    columns = chronicle.columns
    rows = choose(columns, Sieve(kinds=frozenset([MomentKind.STATEMENT]))).listed
    nodes = make_graph(columns, rows, most=len(columns.who)).nodes
    number = {node.key: n for n, node in enumerate(nodes)}
    ties = find_ties(columns, rows)
    keys = [number.get(called.key, -1) for called in columns.who]
    pairs = zip(ties.one.tolist(), ties.other.tolist(), ties.count.tolist(), strict=True)
    ends = [Ends(keys[one], keys[other], count) for one, other, count in pairs]
    bodies = [Body(node.key, node.name, radius_of(node)) for node in nodes]
    return Stage(chronicle, lay_out(bodies, ends, None if before is None else before.places))


@cache
def _code_names() -> Mapping[str, str]:
    """Code -> the common name of a state, the first name of an organisation."""
    states = {state.code: state.name for state in load_gazetteer().places.values()}
    return states | {id_: row.split(";", 2)[2].split("|")[0] for id_, row in load_table("organisations").items()}


def code_name(code: str) -> str:
    """What the state or the organisation with this code is called; the code of one that is not known."""
    return _code_names().get(code, code)


# ── what was typed ─────────────────────────────────────────────────────────────────────────────────────────────────


def meant_day(typed: str | None) -> str | None:
    """The day. Raises WrongUse for what is none."""
    if typed is None:
        return None
    days = read_days(typed) if len(typed) == 10 else None
    if days is None:
        raise WrongUse(f"{typed!r} is no day; write it as 2024-05-14")
    return days.start


def meant_types(typed: Collection[str]) -> frozenset[str]:
    """The types of events and acts with these names, whatever the case of their letters. Raises WrongUse for another."""
    for name in typed:
        if name.casefold() not in map(str.casefold, TYPES):
            raise WrongUse(f"there is no type {name!r}; choose from {', '.join(TYPES)}")
    return frozenset(known for known in TYPES if known.casefold() in map(str.casefold, typed))


def meant_side(typed: str) -> Side:
    """Whom the typed name means: a state, an organisation, else everybody who has it in his name. Raises WrongUse for no name."""
    name = folded(typed)
    if not name:
        raise WrongUse("say whom you mean: a state, an organisation, or a part of a name")
    return _state_side(typed.strip()) or _organisation_side(name) or named_side(typed)


def state_code(name: str) -> str | None:
    """The code of the state with this name, capital or demonym, or None."""
    state = find_state(name)
    return None if state is None else state.code


def is_key(asked: str) -> bool:
    """Whether an address means somebody by what stands for one, and not by words that somebody typed."""
    return asked == NOBODY_KEY or _KEY.fullmatch(asked) is not None


_KEY: Final = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}|(?:code|name|state):.{{1,1000}}", re.DOTALL)


def known_side(asked: str, chronicle: Chronicle) -> Side:
    """Whom an address means: somebody whom memcon knows by an id, a state by `code:`, "-" for nobody, else what was typed."""
    if asked in (NOBODY_KEY, f"code:{NOBODY_KEY}"):
        return Side(NOBODY.name, actors=frozenset([NOBODY_KEY])) if asked == NOBODY_KEY else UNCODED
    kind, _, code = asked.partition(":")
    if kind == "code":
        return Side(code_name(code), frozenset([code]))
    person = chronicle.who.person(asked)
    if person is not None:
        return Side(person.name, actors=frozenset(person.cluster.members))
    known = next((one for one in chronicle.columns.who if one.key == asked), None) if kind in ("name", "state") else None
    return Side(known.name, actors=frozenset([known.key])) if known else meant_side(asked)


def meant_days(typed: str) -> Days:
    """From one day to another, written with a slash: 2024-05-01/2024-05-31. Raises WrongUse for what is none."""
    start, _, end = typed.partition("/")
    first, last = meant_day(start), meant_day(end)
    if first is None or last is None or first > last:
        raise WrongUse(f"{typed!r} are no days; write them as 2024-05-01/2024-05-31")
    return Days(first, last)


def _state_side(typed: str) -> Side | None:
    gazetteer = load_gazetteer()
    named = {**gazetteer.places, **gazetteer.adjectives}
    code = typed if typed in {state.code for state in named.values()} else state_code(typed)
    if code is None:
        return None
    return Side(code, frozenset([code]), frozenset(name for name, state in named.items() if state.code == code))


def _organisation_side(name: str) -> Side | None:
    """An organisation by its id or by one of its names."""
    for id_, row in load_table("organisations").items():
        _, home, listed = row.split(";", 2)
        names = frozenset(map(folded, listed.split("|")))
        if name == id_ or name in names:
            return Side(id_, frozenset([id_]), phrases=names, home=home or None)
    return None
