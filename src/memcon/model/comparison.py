"""Accounts of one occasion side by side: their units, the topics that these make, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from memcon.model.document import Document
from memcon.text import Span


class Standing(StrEnum):
    """How a topic stands in the accounts; one that is only in some is never called a contradiction."""

    ALIKE = "alike"
    DIFFERENT = "different"
    ONLY = "only"


class LookKind(StrEnum):
    """What is to be looked at in a topic."""

    AGREEMENT = "agreement"
    ASSURANCE = "assurance"
    COMMITMENT = "commitment"
    DENIAL = "denial"
    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"
    SPEAKER = "speaker"


CLAIMS = frozenset({LookKind.AGREEMENT, LookKind.ASSURANCE, LookKind.COMMITMENT})
"""What one account says was settled."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who does what by saying it: the speaker by his resolved name, the act, and the words of the cue; `inside` another statement."""

    speaker: str | None
    act: str
    cue: str
    polarity: str
    statement: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """One stretch of an account that is compared: a statement with its cue, or a sentence of narration, which has no voices.

    `span` lies in the text of the account's document; `content` are the spans of what was said, or for narration the span itself.
    """

    account: int
    number: int
    span: Span
    content: tuple[Span, ...]
    voices: tuple[Voice, ...] = ()
    is_occasion: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for the talk, as an account says it; `who` is None where the words do not tell it for certain."""

    who: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its document, its units in text order, who asked for the talk, and the spans that frame it and are not compared."""

    letter: str
    document: Document
    units: tuple[Unit, ...]
    request: Request | None = None
    frames: tuple[Span, ...] = ()
    words: int = 0

    def text_of(self, unit: Unit) -> str:
        """The words of the unit, white space as one blank each."""
        return " ".join(unit.span.of(self.document.text).split())

    def content_of(self, unit: Unit) -> str:
        """What was said, white space as one blank each, pieces joined by an ellipsis."""
        return " … ".join(" ".join(span.of(self.document.text).split()) for span in unit.content)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have, or that only one has; both sides filled and not the same means changed."""

    left: str
    right: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Look:
    """Something to look at: the words that show it, a row of them for each account."""

    kind: LookKind
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Another topic that shares a rare word with this one, too little to be taken for the same."""

    topic: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What the accounts say of one thing: for each account its units, none where it says nothing of it.

    `pieces` is the word diff of two accounts, empty for other numbers of them; `likeness` goes from 0 to 1. `near` are topics
    of other accounts that may be about the same.
    """

    number: int
    standing: Standing
    units: tuple[tuple[Unit, ...], ...]
    looks: tuple[Look, ...] = ()
    pieces: tuple[Piece, ...] = ()
    likeness: float = 1.0
    is_moved: bool = False
    near: tuple[Near, ...] = ()

    @property
    def holders(self) -> tuple[int, ...]:
        """The accounts that have it."""
        return tuple(k for k, units in enumerate(self.units) if units)

    @property
    def claims(self) -> tuple[Look, ...]:
        """What one side alone says was agreed, assured or promised."""
        return tuple(look for look in self.looks if look.kind in CLAIMS)


class Asking(StrEnum):
    """How the accounts stand on who asked for the talk."""

    NOBODY_SAYS = "nobody says"
    SAME = "same"
    SOME_SAY = "some say"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Accounts side by side; `order` has for each account the numbers of its topics as it tells them."""

    accounts: tuple[Account, ...]
    topics: tuple[Topic, ...]
    asking: Asking
    order: tuple[tuple[int, ...], ...]

    @property
    def in_common(self) -> tuple[Topic, ...]:
        """The topics that more than one account has."""
        return tuple(topic for topic in self.topics if len(topic.holders) > 1)

    @property
    def shares_a_subject(self) -> bool:
        """Whether more is shared than that there was a talk."""
        return any(not unit.is_occasion for topic in self.in_common for units in topic.units for unit in units)

    @property
    def is_alike(self) -> bool:
        """Whether nothing differs: the topics, their order, and who asked."""
        told = {self.words_of_request(k) for k in range(len(self.accounts))}
        same = self.asking in {Asking.SAME, Asking.NOBODY_SAYS} or (self.asking is Asking.UNDECIDED and len(told) == 1)
        return same and all(t.standing is Standing.ALIKE and not t.is_moved for t in self.topics)

    def words_of_request(self, account: int) -> str | None:
        """The words by which the account says who asked."""
        one = self.accounts[account]
        return None if one.request is None else " ".join(one.request.span.of(one.document.text).split())

    def only(self, account: int) -> Sequence[Topic]:
        """The topics that this account alone has."""
        return [topic for topic in self.topics if topic.holders == (account,)]
