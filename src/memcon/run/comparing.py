"""Accounts of one occasion found among files or the papers of a case, and compared."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from memcon.errors import WrongUse
from memcon.model.comparison import Comparison
from memcon.model.contract import from_dict
from memcon.model.ledger import Failure, Findings
from memcon.run.pipeline import Outcome, Pipeline
from memcon.run.sources import STDIN, Source, expand
from memcon.store import Case
from memcon.store.search import Query

SHOWN = 5
"""Papers that a message names where a word fits many."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The papers to compare, and what could not be read."""

    papers: tuple[Findings, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that was named, and the part of it where one was: `mail.eml#2`."""

    path: str
    part: str | None = None


def read_accounts(names: Sequence[str], pipeline: Pipeline) -> Accounts:
    """The accounts behind the names: each document of each file, or the part of it that is named. Raises WrongUse for no such part."""
    wishes = [_wish(name) for name in names]
    if sum(wish.path == STDIN for wish in wishes) > 1:
        raise WrongUse("standard input can be one account only; name the other as a file")
    sources = [list(expand([wish.path])) for wish in wishes]
    unique = {source.origin: source for row in sources for source in row}
    outcomes = list(pipeline.read(unique.values()))
    papers = [one for wish, row in zip(wishes, sources, strict=True) for one in _wished(wish, row, outcomes)]
    return Accounts(tuple(papers), tuple(f for outcome in outcomes for f in outcome.failures))


def _wish(name: str) -> Wish:
    """The file, and the part behind the last # where there is no file of the whole name."""
    path, mark, part = name.rpartition("#")
    if not mark or not path or os.path.exists(name):  # noqa: PTH110  Path.exists raises for a name that is too long
        return Wish(name)
    return Wish(path, part)


def _wished(wish: Wish, sources: Sequence[Source], outcomes: Iterable[Outcome]) -> Iterator[Findings]:
    """The documents of the sources, or the one of the part."""
    origins = {source.origin for source in sources}
    found = [o.findings for o in outcomes if o.findings is not None and _file_of(o.origin, origins) in origins]
    if wish.part is None:
        yield from found
        return
    parts = [one.document.origin.partition("#")[2] for one in found]
    fits = [one for one, part in zip(found, parts, strict=True) if part == wish.part]
    if found and not fits:
        raise WrongUse(f"{wish.path} has no part {wish.part!r}; it has {', '.join(filter(None, parts[:SHOWN])) or 'none'}")
    yield from fits


def _file_of(origin: str, origins: set[str]) -> str:
    """The file that a document came from: its origin, without the part."""
    return origin if origin in origins else origin.partition("#")[0]


def case_accounts(names: Sequence[str], case: Case) -> Accounts:
    """The papers of a case by their ids, or by parts of their origins. Raises WrongUse where a name fits none, or more than one."""
    return Accounts(tuple(_stored(name, case) for name in names))


def _stored(name: str, case: Case) -> Findings:
    with case.selection(Query(document=name)) as selection:
        found = [from_dict(stored.row) for stored in selection.documents()]
    exact = [one for one in found if name in {one.document.id, one.document.origin}]
    fits = exact or found
    if not fits:
        raise WrongUse(f"no paper of the case is called {name!r}; give its id or a part of its path")
    if len(fits) > 1:
        some = ", ".join(one.document.origin for one in fits[:SHOWN])
        raise WrongUse(f"{name!r} fits {len(fits)} papers of the case ({some}); say more of the path, or give the id")
    return fits[0]


def compare(papers: Sequence[Findings]) -> Comparison:
    """The accounts side by side. Raises WrongUse for fewer than two."""
    from memcon.link.readouts import compare_accounts

    return compare_accounts(papers)
