"""The statements of a document as accounts: what each says in plain forms, how often it says no, and whether it is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from memcon.detect.asks.likeness import key_words
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
_BUT_ONLY: Final = frozenset(_WORDS["but_only"])
_FALSE: Final = frozenset(_WORDS["false"])
_REPORTS: Final = frozenset(_WORDS["report_nouns"])
_UNSURE: Final = re.compile(r"\b(?:" + "|".join(re.escape(words) for words in _WORDS["unsure"]) + r")\b", re.IGNORECASE)
_SAME: Final[dict[str, str]] = load_table("conflicts")["same"]
_SELF: Final = frozenset({"he", "she", "i"})
_OPPOSITES: Final[dict[str, str]] = load_table("conflicts")["antonyms"]
_PLUS: Final = frozenset(_OPPOSITES.values())
_TELLING: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
_UNCLAIMED: Final = frozenset({Act.ASK, Act.URGE, Act.ORDER, Act.OFFER, Act.THANK, Act.CONDOLE, Act.REFUSE, Act.THREATEN, Act.PRAISE})
_OPENING: Final = 3
_OF_VERBS: Final = ("ment", "tion", "sion", "ing")


@dataclass(frozen=True)
class Account:
    """One statement with the tokens of its content; `place` is where it stands among the statements, `block` its paragraph."""

    statement: Statement
    place: int
    block: int
    tokens: tuple[Token, ...]
    sentence: str
    heard: bool = False
    """Whether it stands in what somebody only heard of, asked, or said no to."""

    @cached_property
    def told(self) -> dict[str, Token]:
        """Its words by plain form, an opposite under the form of the word that it is opposite to; names as printed."""
        found: dict[str, Token] = {}
        for token in self.tokens:
            said_no = token.lower_ in _NEGATORS or (self.reported and token.lower_ in _FALSE)
            if token.pos_ in _TELLING and token.lemma_.lower() not in _STOP and not said_no:
                found.setdefault(form_of(token), token)
        return found

    @cached_property
    def reported(self) -> bool:
        """Whether it is about a report or a claim."""
        return any(token.lemma_.lower() in _REPORTS for token in self.tokens)

    @cached_property
    def of_itself(self) -> frozenset[str]:
        """The names of the speaker where it begins with what he did himself: "that he took money", "taking money"."""
        first = self.tokens[:2]
        own = any(t.lower_ in _SELF for t in first) or (self.denies and bool(first) and first[0].tag_ == "VBG")
        return frozenset(word.lower() for word in (self.statement.speaker.name or "").split() if own and word[0].isupper())

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(form_of(token) for token in self.tokens if token.pos_ == "PROPN")

    @cached_property
    def opening(self) -> frozenset[str]:
        """The names with which it begins: whoever did it."""
        return frozenset(token.lower_ for token in self.tokens[:_OPENING] if token.pos_ == "PROPN") | self.of_itself

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

    @cached_property
    def words(self) -> str:
        """Its tokens with a space between each two."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def claims(self) -> bool:
        """Whether somebody stands by it."""
        said = self.statement.act not in _UNCLAIMED and "negated" not in self.statement.notes and self.modality != "may"
        return said and not self.heard and not _UNSURE.search(self.words)

    @property
    def tells_deed(self) -> bool:
        """Whether it has a verb or a noun made of one; a bare thing ("the coal industry") is nothing that can be so or not."""
        return any(t.pos_ in ("VERB", "AUX") or t.lower_.endswith(_OF_VERBS) for t in self.tokens)

    def nos(self, shared: frozenset[str]) -> int:
        """How often it says no to the shared words: with the next word that tells something, or with the last one before."""
        return sum(self._strikes(token, shared) for token in self.tokens if _says_no(token) or (self.reported and token.lower_ in _FALSE))

    def _strikes(self, no: Token, shared: frozenset[str]) -> bool:
        telling = [t for t in self.tokens if t.pos_ in _TELLING and form_of(t) in self.told]
        behind = next((t for t in telling if t.i > no.i), None) or next((t for t in reversed(telling) if t.i < no.i), None)
        return behind is not None and form_of(behind) in shared


def form_of(token: Token) -> str:
    """The plain form of a token in which it is compared."""
    lemma = str(token.lemma_.lower())
    if lemma.endswith("ing"):  # "denied dumping acid": the model takes it for a noun
        lemma = next(iter(key_words(lemma)), lemma)
    form = _OPPOSITES.get(token.lower_, _OPPOSITES.get(lemma, token.lower_ if token.lower_ in _PLUS else lemma))
    return _SAME.get(form, form)


def is_opposite(token: Token) -> bool:
    return token.lower_ in _OPPOSITES or token.lemma_.lower() in _OPPOSITES


def _says_no(token: Token) -> bool:
    if token.lower_ in _NEGATORS:
        return not (token.i + 1 < len(token.doc) and token.nbor().lower_ in _BUT_ONLY)
    return token.lemma_.lower() in _NEGATORS_TO and any(c.dep_ == "xcomp" for c in token.children)


def accounts_of(reading: Reading, statements: Sequence[Statement]) -> Iterator[Account]:
    """The statements with content, in the order of the text."""
    ordered = sorted((s for s in statements if s.content), key=lambda s: (s.content[0].start, -s.content[-1].end))
    told: dict[str, Account] = {}
    for statement in ordered:
        view = reading.view_at(statement.content[0].start)
        if view is not None and len(view.tokens):
            above = told.get(statement.parent or "")
            heard = above is not None and _is_only_heard(above)
            tokens = tuple(_tokens(reading, statement))
            told[statement.id] = Account(statement, len(told), view.index, tokens, _sentence(view, statement), heard)
    yield from told.values()


def _is_only_heard(above: Account) -> bool:
    """Whether what stands in a statement is not claimed by it; what a denial holds may be somebody's claim still."""
    return not above.denies and (not above.claims or any(_says_no(token) for token in above.tokens))


def _tokens(reading: Reading, statement: Statement) -> Iterator[Token]:
    for span in statement.content:
        view = reading.view_at(span.start)
        while view is not None and view.starts and view.starts[0] < span.end:
            for i in range(view.token_at(span.start), view.token_at(span.end)):
                yield view.tokens[i]
            view = reading.views[view.index + 1] if view.index + 1 < len(reading.views) else None


def _sentence(view: View, statement: Statement) -> str:
    at = statement.cue.start if statement.cue is not None else statement.content[0].start
    i = min(view.token_at(at), len(view.tokens) - 1)
    return view.text(view.sentence(i))
