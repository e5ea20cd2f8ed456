"""Where the accounts of one document cannot both stand, and how that stands at its end; it never says who is right."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.detect.conflicts.accounts import accounts_of
from memcon.detect.conflicts.denials import find_denials
from memcon.detect.conflicts.numbers import find_counted, find_numbers
from memcon.detect.conflicts.states import settle, state_in
from memcon.detect.conflicts.twins import find_twins
from memcon.detect.grammar.reading import Reading
from memcon.model.document import Warning
from memcon.model.ledger import Conflict, ConflictState, Event, Statement


def find_conflicts(reading: Reading, statements: tuple[Statement, ...], events: tuple[Event, ...]) -> tuple[Conflict, ...]:
    """The conflicts of a document in the order of the text, each pair of rows once."""
    accounts = tuple(accounts_of(reading, statements))
    changes = [(account, state) for account in accounts if (state := state_in(account)) is not None]
    taken = {account.statement.id for account, state in changes if state in (ConflictState.WITHDRAWN, ConflictState.STANDS)}
    standing = tuple(account for account in accounts if account.statement.id not in taken)
    counted = tuple(find_counted(standing))
    told = {frozenset((conflict.left, conflict.right)) for conflict in counted}
    found = [*find_denials(standing), *counted, *find_numbers(events, {s.id: s for s in statements}, told=told)]
    by_id = {account.statement.id: account for account in accounts}
    return tuple(settle(conflict, by_id, changes) for conflict in _once(found))


def _once(conflicts: Iterable[Conflict]) -> list[Conflict]:
    found: dict[frozenset[str], Conflict] = {}
    for conflict in conflicts:
        found.setdefault(frozenset((conflict.left, conflict.right)), conflict)
    return list(found.values())


def find_self_contradictions(reading: Reading) -> tuple[Warning, ...]:
    """A warning for each sentence in which one name stands for two sides."""
    return tuple(find_twins(reading))
