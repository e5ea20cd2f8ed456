"""What is grouped: words that stand in quotation marks in a document, with the day, the speaker, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from memcon.link.variants.folding import Token, fold_words


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody on whose word a quotation stands, as printed; `outlet` where that is a paper or an agency."""

    name: str
    outlet: bool = False


@dataclass(frozen=True)
class Paper:
    """A document in which a quotation stands; `names` are what other papers call it, `credits` whom it names, both folded.

    `day` is an ISO date, or None where it is not known. `credits` of the text as a whole stand without order.
    """

    id: str
    day: str | None = None
    names: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Version:
    """The words of one quotation in one place of a document, as printed without the outer marks.

    `chain` are those on whose word it stands, outermost first. `speaker` is as printed, None where nobody is named.
    """

    paper: Paper
    start: int
    text: str
    speaker: str | None = None
    chain: tuple[Holder, ...] = ()
    statement: str = ""
    indirect: bool = field(default=False, kw_only=True)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words with their places in `text`."""
        return fold_words(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(token.word for token in self.tokens)

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What tells it from every other, and puts them in an order that depends on content alone."""
        return self.paper.id, self.start, self.text, self.statement
