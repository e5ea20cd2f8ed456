"""Quotations held against sources: what was changed, who is said to have spoken, what context was cut, and where it came from.

The four are never one score, and none is a verdict on people: the strongest word is "check".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from memcon.text import Span


class TextVerdict(StrEnum):
    """How the words between the marks stand to the words of the source."""

    VERBATIM = "verbatim"
    CLEANED = "cleaned"
    TRIMMED = "trimmed"
    BRACKETED = "bracketed"
    SHIFTED = "shifted"
    MINOR = "minor"
    REWORDED = "reworded"
    MEANING_CHECK = "meaning-check"
    POSSIBLE_SOURCE = "possible-source"
    NOT_FOUND = "not-found"
    NOT_CHECKABLE = "not-checkable"


class SpeakerVerdict(StrEnum):
    """Whether the source gives the words to the same speaker."""

    SAME = "same"
    OTHER_SPEAKER = "other-speaker"
    SECOND_HAND = "second-hand"
    UNKNOWN = "unknown"


class Context(StrEnum):
    """What the quotation leaves out or joins, in words that are themselves right."""

    CUT_AFTER_NEGATION = "cut-after-negation"
    STOPS_BEFORE_BUT = "stops-before-but"
    ELLIPSIS_DROPS_NOT = "ellipsis-drops-not"
    CONDITION_DROPPED = "condition-dropped"
    QUALIFIER_DROPPED = "qualifier-dropped"
    SPLICED = "spliced"
    OUT_OF_ORDER = "out-of-order"
    BOUNDARY_MOVED = "boundary-moved"
    ATTRIBUTION_LEVEL = "attribution-level"


class SourceKind(StrEnum):
    """What sort of thing the source is."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    PREPARED = "prepared text"
    CABLE = "cable or memo"
    COPY = "another outlet's copy"
    TRANSLATION = "translation"
    OWN_SIDE = "another version by the same side"
    OTHER = "document"


class Level(StrEnum):
    """What a house makes of a check."""

    OK = "ok"
    NOTE = "note"
    CHECK = "check"


class ChangeKind(StrEnum):
    """One difference; those from NUMBER on can turn the meaning."""

    SAME = "same"
    COSMETIC = "cosmetic"
    CLEANED = "cleaned"
    TRIMMED = "trimmed"
    BRACKET = "bracket"
    SHIFT = "shift"
    INFLECTION = "inflection"
    SPELLING = "spelling"
    MINOR = "minor"
    SYNONYM = "synonym"
    WORD = "word"
    INSERTED = "inserted"
    SILENT_CUT = "silent-cut"
    REORDERED = "reordered"
    PRONOUN = "pronoun"
    NUMBER = "number"
    NEGATION = "negation"
    ANTONYM = "antonym"
    NAME = "name"
    MODAL = "modal"
    QUANTIFIER = "quantifier"
    AGENCY = "agency"
    QUALIFIER = "qualifier"
    BRACKET_MEANING = "bracket-meaning"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between marks in a story: their spans in its text, and who is said to have spoken, by every name known.

    `direct` is False for a statement without marks, of which only number, negation, name and agency are checked.
    """

    spans: tuple[Span, ...]
    text: str
    speakers: tuple[str, ...] = ()
    statement: str | None = None
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a source and who speaks in it, by every name known; `second_hand` where he is quoting somebody there."""

    span: Span
    speakers: tuple[str, ...]
    second_hand: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source: its text and what is known of it."""

    id: str
    origin: str
    text: str
    title: str | None = None
    published: str | None = None
    kind: SourceKind = SourceKind.OTHER
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the word diff, in the order of the quotation: offsets into the text of the quotation and of the source.

    An insertion has an empty source span at its place, a cut an empty quotation span.
    """

    kind: ChangeKind
    quotation: Span
    source: Span
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContextWarning:
    """What of the context was lost, with the words of the source that show it."""

    kind: Context
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source the words stand: from `span.start` to `span.end` of its text."""

    source: str
    origin: str
    title: str | None
    published: str | None
    kind: SourceKind
    span: Span
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """One quotation held against all sources: the four axes, and the best place with its word diff.

    `changed` is the share of the content words that were changed, 0 to 1; `spun` where it is over .30. `found` is in how many places
    the words stand as well as in the best one. `reason` says why nothing could be checked or what could not be judged.
    """

    quotation: Quotation
    verdict: TextVerdict
    speaker: SpeakerVerdict = SpeakerVerdict.UNKNOWN
    context: tuple[ContextWarning, ...] = ()
    place: Place | None = None
    changes: tuple[Change, ...] = ()
    changed: float = 0.0
    spun: bool = False
    coverage: float = 0.0
    found: int = 0
    days_apart: int | None = None
    reason: str = ""
