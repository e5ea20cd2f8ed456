"""The rows of a paper as claims: who stands by what, as of which day, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from memcon.link.conflicts.phrases import Phrases
from memcon.link.conflicts.words import Sort, Word, read_words
from memcon.link.tables import load_table

_TABLE: Final = load_table("conflicts")
_UNCLAIMED: Final = frozenset(_TABLE["acts"]["unclaimed"])
_UNSURE: Final = Phrases(_TABLE["phrases"]["unsure"])
_MAY: Final = frozenset(_TABLE["modality"]["may"])
_WILL: Final = frozenset(_TABLE["modality"]["will"])
_OPENING: Final = 3
DEEDS: Final[dict[str, str]] = {form: deed for deed, forms in _TABLE["deeds"].items() for form in forms}
_ORDER: Final = frozenset(_TABLE["times"]["order"])
_SELF: Final = frozenset({"he", "she", "i"})
_SENTENCE_END: Final = re.compile(  # begins with the letters that it can begin with, so that all others are passed over at once
    r"[.?!\n](?:(?<=[^.\s][^.\s][.?!])[\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]?[A-Z0-9])|(?<=\n)\s*\n)"
)
_WINDOW: Final = 1_500
_PARTS: Final = re.compile(r";[\"”’')\]]{0,3}\s{1,3}(?:and\s{1,3})?|,?\s{1,3}(?:and|but)\s{1,3}that\s{1,3}")
_LEAST_PART: Final = 3

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Claim:
    """One statement or event as an account; `denied` where its speaker says that it is not so."""

    id: str
    document: str
    day: str | None
    speaker: str | None
    actor: str | None
    act: str
    denied: bool
    text: str
    sentence: str
    sort: str
    row: Row
    chain: tuple[str, ...] = ()
    heard: bool = False
    """Whether it stands in what somebody asked, did not know, or said no to."""
    outlet: str | None = None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return read_words(self.text)

    @cached_property
    def folded(self) -> str:
        """The printed name of its speaker, without regard to case."""
        return (self.speaker or "").casefold()

    @cached_property
    def told(self) -> dict[str, Word]:
        """What it says, by form: plain words and names, each where it stands first."""
        found: dict[str, Word] = {}
        for word in self.words:
            if word.sort in (Sort.PLAIN, Sort.NAME):
                found.setdefault(word.form, word)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(word.form for word in self.words if word.sort is Sort.NAME)

    @cached_property
    def voice(self) -> frozenset[str]:
        """The names of its speaker, for whom a content may say "he"."""
        return frozenset(word.lower() for word in (self.speaker or "").split() if word[0].isupper())

    @cached_property
    def of_itself(self) -> frozenset[str]:
        """The names of the speaker where the content begins with what he did himself: "that he took money", "taking money"."""
        first = [word.text for word in self.words[:2]]
        own = bool(set(first) & _SELF) or (self.denied and any(word.endswith("ing") for word in first[:1]))
        return self.voice if own else frozenset()

    @cached_property
    def opening(self) -> frozenset[str]:
        """The names with which it begins: whoever did it."""
        return frozenset(word.form for word in self.words[:_OPENING] if word.sort is Sort.NAME) | self.of_itself

    @cached_property
    def times(self) -> frozenset[str]:
        return frozenset(word.form for word in self.words if word.sort is Sort.TIME)

    @cached_property
    def order(self) -> frozenset[str]:
        """Whether it says "before", "after", "since", "until"."""
        return frozenset(word.text for word in self.words if word.text in _ORDER)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """The sorts of violence and disaster that it names."""
        return frozenset(deed for word in self.words if (deed := DEEDS.get(word.text, DEEDS.get(word.form))) is not None)

    @cached_property
    def numbers(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.sort is Sort.NUMBER)

    @cached_property
    def modality(self) -> str:
        """Whether it is, will be, or may be so."""
        said = {form for word in self.words if word.sort is not Sort.TIME for form in (word.text, word.form)}
        if said & _MAY:
            return "may"
        return "will" if said & _WILL else "is"

    @cached_property
    def firm(self) -> bool:
        """Whether somebody claims it: it is neither asked for nor only heard of."""
        return not self.heard and self.act not in _UNCLAIMED and not _UNSURE.stand_in(self.text) and not self.text.rstrip().endswith("?")


def claims_of(paper_document: Row, statements: list[dict[str, Any]], events: list[dict[str, Any]]) -> Iterator[Claim]:
    """The statements with content, and the events that the document itself tells."""
    text = paper_document["text"]
    told = {row["id"]: _statement(paper_document, row, text) for row in statements if row["content"]}
    for claim in told.values():
        above = told.get(claim.row["parent"] or "")
        heard = above is not None and not claim.denied and _is_only_heard(above)
        yield from (replace(claim, text=part, heard=heard) for part in parts_of(claim.text))
    for row in events:
        if row["statement"] is None and row["span"]:
            yield _event(paper_document, row, text)


def _is_only_heard(above: Claim) -> bool:
    """Whether what stands in a statement is not claimed by it: it is denied, asked, or said no to."""
    own = "negated" not in above.row["notes"] and any(word.sort is Sort.NO for word in above.words)
    return above.denied or own or not above.firm


def _statement(document: Row, row: dict[str, Any], text: str) -> Claim:
    content = " ".join(piece["text"] for piece in row["content"])
    first = row["content"][0]["start"]
    at = min(first, row["cue"]["start"]) if row["cue"] else first
    speaker = row["speaker"]
    chain = tuple(link["holder"]["name"] for link in row["chain"] if link["holder"]["name"])
    denied = row["polarity"] in ("denies", "doubts")
    names = (row["id"], document["id"], document["published"], speaker["name"], speaker["actor"], row["act"])
    return Claim(*names, denied, content, sentence_at(text, at), "statement", row, chain, outlet=document["outlet"])


def _event(document: Row, row: dict[str, Any], text: str) -> Claim:
    sentence = sentence_at(text, row["span"]["start"])
    denied = row["modality"] == "denied"
    told = row["modality"] in ("did", "denied", "alleged")
    act = "say" if told else "threaten"
    return Claim(
        row["id"],
        document["id"],
        document["published"],
        None,
        None,
        act,
        denied,
        sentence,
        sentence,
        "event",
        row,
        outlet=document["outlet"],
    )


def parts_of(content: str) -> list[str]:
    """The claims joined in one content, "that A; and that B", each by itself."""
    parts = [part for part in _PARTS.split(content) if part.strip()]
    return parts if all(len(part.split()) >= _LEAST_PART for part in parts) else [content]


def sentence_at(text: str, at: int) -> str:
    """The sentence around an offset of a text, on one line."""
    low, high = max(0, at - _WINDOW), min(len(text), at + _WINDOW)
    start, end = low, high
    for match in _SENTENCE_END.finditer(text, low, high):
        if match.end() <= at:
            start = match.end()
        else:
            end = match.end()
            break
    return " ".join(text[start:end].split())
