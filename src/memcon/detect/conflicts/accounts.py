"""The statements of a document as accounts: what each says in plain forms, how often it says no, and whether it is sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Reading, View
from memcon.detect.grammar.tables import load_table
from memcon.model.ledger import Act, Polarity, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS: Final = load_table("conflicts")["words"]
_STOP: Final = frozenset(_WORDS["stop"])
_NEGATORS: Final = frozenset(_WORDS["negators"])
_NEGATORS_TO: Final = frozenset(_WORDS["negators_to"])
_MAY: Final = frozenset(_WORDS["may"])
_WILL: Final = frozenset(_WORDS["will"])
_OPPOSITES: Final[dict[str, str]] = load_table("conflicts")["antonyms"]
_TELLING: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
_UNCLAIMED: Final = frozenset({Act.ASK, Act.URGE, Act.ORDER, Act.OFFER, Act.THANK, Act.CONDOLE, Act.REFUSE, Act.THREATEN, Act.PRAISE})
_OF_VERBS: Final = ("ment", "tion", "sion", "ing")


@dataclass(frozen=True)
class Account:
    """One statement with the tokens of its content; `place` is where it stands among the statements, `block` its paragraph."""

    statement: Statement
    place: int
    block: int
    tokens: tuple[Token, ...]
    sentence: str

    @cached_property
    def told(self) -> dict[str, Token]:
        """Its words by plain form, an opposite under the form of the word that it is opposite to; names as printed."""
        found: dict[str, Token] = {}
        for token in self.tokens:
            if token.pos_ in _TELLING and token.lemma_.lower() not in _STOP and token.lower_ not in _NEGATORS:
                found.setdefault(form_of(token), token)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(form_of(token) for token in self.tokens if token.pos_ == "PROPN")

    @cached_property
    def times(self) -> frozenset[str]:
        return frozenset(t.lower_ for t in self.tokens if t.ent_type_ in ("DATE", "TIME") and (t.pos_ in ("PROPN", "NUM") or t.like_num))

    @cached_property
    def modality(self) -> str:
        said = {token.lower_ for token in self.tokens}
        return "may" if said & _MAY else "will" if said & _WILL else "is"

    @property
    def denies(self) -> bool:
        """Whether its speaker says that it is not so; what somebody only did not say is no denial."""
        return self.statement.polarity is not Polarity.AFFIRMS and "negated" not in self.statement.notes

    @property
    def claims(self) -> bool:
        """Whether somebody stands by it."""
        return self.statement.act not in _UNCLAIMED and "negated" not in self.statement.notes and self.modality != "may"

    @property
    def tells_deed(self) -> bool:
        """Whether it has a verb or a noun made of one; a bare thing ("the coal industry") is nothing that can be so or not."""
        return any(t.pos_ in ("VERB", "AUX") or t.lower_.endswith(_OF_VERBS) for t in self.tokens)

    def nos(self, shared: frozenset[str]) -> int:
        """How often it says no to the shared words: with the next word that tells something, or with the last one before."""
        return sum(self._strikes(token, shared) for token in self.tokens if _says_no(token))

    def _strikes(self, no: Token, shared: frozenset[str]) -> bool:
        telling = [t for t in self.tokens if t.pos_ in _TELLING and form_of(t) in self.told]
        behind = next((t for t in telling if t.i > no.i), None) or next((t for t in reversed(telling) if t.i < no.i), None)
        return behind is not None and form_of(behind) in shared


def form_of(token: Token) -> str:
    """The plain form of a token in which it is compared."""
    lemma = str(token.lemma_.lower())
    return _OPPOSITES.get(token.lower_, _OPPOSITES.get(lemma, lemma))


def is_opposite(token: Token) -> bool:
    return token.lower_ in _OPPOSITES or token.lemma_.lower() in _OPPOSITES


def _says_no(token: Token) -> bool:
    if token.lower_ in _NEGATORS:
        return not (token.i + 1 < len(token.doc) and token.nbor().lower_ in ("only", "merely", "just"))
    return token.lemma_.lower() in _NEGATORS_TO and any(c.dep_ == "xcomp" for c in token.children)


def accounts_of(reading: Reading, statements: Sequence[Statement]) -> Iterator[Account]:
    """The statements with content, in the order of the text."""
    ordered = sorted((s for s in statements if s.content), key=lambda s: (s.content[0].start, s.content[-1].end))
    for place, statement in enumerate(ordered):
        view = reading.view_at(statement.content[0].start)
        if view is not None and len(view.parse):
            yield Account(statement, place, view.index, tuple(_tokens(reading, statement)), _sentence(view, statement))


def _tokens(reading: Reading, statement: Statement) -> Iterator[Token]:
    for span in statement.content:
        view = reading.view_at(span.start)
        while view is not None and view.starts and view.starts[0] < span.end:
            for i in range(view.token_at(span.start), view.token_at(span.end)):
                yield view.parse[i]
            view = reading.views[view.index + 1] if view.index + 1 < len(reading.views) else None


def _sentence(view: View, statement: Statement) -> str:
    at = statement.cue.start if statement.cue is not None else statement.content[0].start
    i = min(view.token_at(at), len(view.parse) - 1)
    return view.text(view.sentence(i))
