"""What a unit says was agreed, assured or promised, and what it denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from memcon.link.readouts.words import TABLE, Word, find_phrases, negations_in, words_in
from memcon.link.tables import load_table
from memcon.model.comparison import CLAIMS, Account, LookKind, Unit
from memcon.model.ledger import Act, Polarity

REACH: Final = 3
"""Words before a claim in which a negation takes it away: "did not yet agree"."""
DENYING: Final = frozenset({Act.DENY.value, Act.DOUBT.value})


def claims_of(account: Account, unit: Unit) -> dict[LookKind, str]:
    """What the unit claims to be settled, each kind with its words: the cue of the act, else the phrase."""
    found = dict(_by_phrase(account.text_of(unit)))
    for voice in unit.voices:
        kind = _kind_of(voice.act)
        if kind is not None and voice.polarity == Polarity.AFFIRMS and not CLAIMS & found.keys() and not _is_taken_away(account, unit):
            found[kind] = voice.cue or voice.act
    return found


def _kind_of(act: str) -> LookKind | None:
    return {Act.AGREE.value: LookKind.AGREEMENT, Act.PROMISE.value: LookKind.COMMITMENT}.get(act)


def _is_taken_away(account: Account, unit: Unit) -> bool:
    head = account.document.text[unit.span.start : unit.content[0].start]
    return bool(negations_in(words_in(head)))


def _by_phrase(text: str) -> Iterator[tuple[LookKind, str]]:
    words = words_in(text)
    for kind in load_table(TABLE)["claims"]:
        told = next(((a, b) for a, b in find_phrases(words, "claims", kind) if not negations_in(words[max(0, a - REACH) : a])), None)
        if told is not None:
            yield LookKind(kind), printed(words[told[0] : told[1]])


def denials_of(account: Account, unit: Unit) -> list[str]:
    """The words by which the unit denies or disputes something."""
    text = account.text_of(unit)
    words = words_in(text)
    told = [printed(words[a:b]) for a, b in find_phrases(words, "denials")]
    told += [voice.cue for voice in unit.voices if voice.act in DENYING and voice.cue]
    return list(dict.fromkeys(told))


def printed(words: Sequence[Word]) -> str:
    """The words with a blank between."""
    return " ".join(word.printed for word in words)
