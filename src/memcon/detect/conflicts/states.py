"""How a conflict of one document stands by what is said further down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from memcon.detect.conflicts.accounts import Account
from memcon.detect.conflicts.comparing import Comparison
from memcon.detect.grammar.tables import load_table
from memcon.model.ledger import Act, Conflict, ConflictState

_TABLE: Final = load_table("conflicts")["states"]
_WORDS: Final = {
    ConflictState(state): re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)
    for state, words in _TABLE.items()
}
_ABOUT: Final = 0.5


def state_in(account: Account) -> ConflictState | None:
    """The state that the words of a statement bring about."""
    if account.statement.act is Act.ADMIT:
        return ConflictState.CONCEDED
    return next((state for state, words in _WORDS.items() if words.search(account.sentence)), None)


def settle(conflict: Conflict, by_id: Mapping[str, Account], changes: Sequence[tuple[Account, ConflictState]]) -> Conflict:
    """The conflict after all that its two sides say further down."""
    left, right = by_id.get(conflict.left), by_id.get(conflict.right)
    if left is None or right is None:
        return conflict
    for account, state in changes:
        if account.place > max(left.place, right.place) and _touches(account, state, left, right):
            conflict = replace(conflict, state=state, changed_by=(*conflict.changed_by, account.statement.id))
    return conflict


def _touches(account: Account, state: ConflictState, left: Account, right: Account) -> bool:
    """Whether one of the two sides says it, of what the conflict is about."""
    for own, other in ((left, right), (right, left)):
        if not Comparison(account, own).one_voice:
            continue
        if state is ConflictState.STANDS:
            return len(account.told) <= 2 or _about(account, own)
        if state is ConflictState.WITHDRAWN and _about(account, own):
            return True
        if state is ConflictState.CONCEDED and _about(account, other) and Comparison(account, own).turned:
            return True
    return False


def _about(account: Account, side: Account) -> bool:
    least = min(len(account.told), len(side.told))
    return least > 0 and len(Comparison(account, side).shared) / least >= _ABOUT
