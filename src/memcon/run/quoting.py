"""What is held against what: the quotations of a story, and papers read as sources of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from memcon.detect.grammar.quotes import MARKS, Quote, find_quotes
from memcon.model.document import INNER_PARTS, READ_PARTS, Document, Kind, Part, Section
from memcon.model.ledger import Findings, Manner, Party, Statement
from memcon.model.quotation import Quotation, SourceKind, SourceText, Turn
from memcon.text import Span, cast_shadow, joined, trimmed

FEW_WORDS: Final = 2
"""Marks around so few words that nobody is said to have said are a scare quote or a title."""
TITLE_WORDS: Final = 8
"""The longest title that is told by its capitals."""
RUNNING_POINTS: Final = 80
"""The longest line between paragraphs that is taken for a running title or a page number."""
NO_NAMES: Final = frozenset("he she it they we i you who his her their himself herself themselves".split())
NEVER_CLOSED: Final = "the quotation mark before these words is never closed, so it cannot be told where the quotation ends"
NEVER_OPENED: Final = "the quotation mark after these words has no partner before it, so it cannot be told where the quotation begins"
KINDS: Final = {
    Kind.CABLE: SourceKind.CABLE,
    Kind.MEMCON: SourceKind.CABLE,
    Kind.MINUTES: SourceKind.CABLE,
    Kind.LETTER: SourceKind.CABLE,
    Kind.BRIEFING: SourceKind.TRANSCRIPT,
    Kind.STATEMENT: SourceKind.PREPARED,
    Kind.READOUT: SourceKind.PREPARED,
    Kind.STORY: SourceKind.COPY,
}
RECORDED: Final = frozenset({"text/vtt", "application/x-subrip"})
"""Subtitles stand for the recording that they go with."""

_UNMARKED: Final = {ord(mark): None for mark in MARKS if mark not in "’'"}
_WORD: Final = re.compile(r"[^\W_]{1,80}(?:['’][^\W_]{1,40}){0,4}")
_SENTENCE_START: Final = re.compile(r"[.?!][”’\"')\]]{0,2}\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A quotation to be checked; `part` where it is a part of a sentence that is else not in marks; `reason` where it cannot be."""

    quotation: Quotation
    part: bool = False
    reason: str = ""


def find_quotations(findings: Findings, *, every: bool = False, indirect: bool = True) -> tuple[Asked, ...]:
    """The quotations of a story in text order: marks, direct speech without marks, and with `indirect` what is said without any.

    Marks around one or two words, and around a title, are left out where no statement has them, unless `every`.
    """
    story = _Story(findings, every=every)
    found = [*story.marked(), *story.unmarked(), *story.unmatched(), *(story.indirect() if indirect else ())]
    return tuple(sorted(found, key=lambda asked: (asked.quotation.spans[0].start, not asked.quotation.direct)))


class _Story:
    """A story with its marks."""

    def __init__(self, findings: Findings, *, every: bool) -> None:
        self._document = findings.document
        self._statements = findings.statements
        self._names = _names_by_actor(findings)
        self._every = every
        quotes, warnings = find_quotes(self._document.text, [s.span for s in self._document.read_sections()])
        self._quotes = [q for q in quotes if q.depth == 0]
        self._strays = [w.span for w in warnings if w.span is not None and not any(_touch(q.outer, (w.span,)) for q in self._quotes)]

    def marked(self) -> Iterator[Asked]:
        """One for each pair of marks; one for all the marks of a direct statement."""
        together: dict[str, list[Quote]] = {}
        for quote in self._quotes:
            home = self._home(quote)
            if not quote.closed or (home is None and not self._is_wanted(quote)):
                continue
            whole = home is not None and home.manner is Manner.DIRECT
            together.setdefault(home.id if home is not None and whole else f"at {quote.start}", []).append(quote)
        for quotes in together.values():
            home = self._home(quotes[0])
            pieces = [p for q in quotes for p in q.pieces]
            yield Asked(self._quotation(pieces, home), part=home is None or home.manner is Manner.PARTIAL)

    def unmarked(self) -> Iterator[Asked]:
        """Direct statements that have no marks in the text: turns of a record, indented quotations."""
        for s in self._statements:
            spans = s.quoted or (s.content if s.manner is Manner.DIRECT else ())
            if spans and not self._is_marked(spans) and "negated" not in s.notes:
                yield Asked(self._quotation(spans, s), part=s.manner is Manner.PARTIAL)

    def unmatched(self) -> Iterator[Asked]:
        """What stands behind or before a mark without a partner."""
        for quote in self._quotes:
            if not quote.closed and len(quote.pieces[0]):
                yield Asked(self._quotation(quote.pieces, self._home(quote)), reason=NEVER_CLOSED)
        for span in self._strays:
            before = self._before(span)
            if len(before):
                yield Asked(self._quotation([before], None), reason=NEVER_OPENED)

    def indirect(self) -> Iterator[Asked]:
        """Statements without marks, each word once: what lies inside another one, or near marks, is left out."""
        plain = [s for s in self._statements if s.manner is Manner.INDIRECT and not s.quoted and "negated" not in s.notes]
        plain = [s for s in plain if not self._is_marked(s.content)]
        for s in plain:
            if not any(other is not s and _holds(other, s) for other in plain):
                yield Asked(self._quotation(s.content, s, direct=False))

    def _quotation(self, spans: Sequence[Span], home: Statement | None, *, direct: bool = True) -> Quotation:
        kept = tuple(trimmed(self._document.text, span, chars=",") for span in spans)
        kept = tuple(span for span in kept if len(span)) or tuple(spans)
        speakers = self._speakers(home.speaker) if home is not None else ()
        return Quotation(kept, self._words(kept), speakers, home.id if home is not None else None, direct)

    def _words(self, spans: Sequence[Span]) -> str:
        """The words of the spans in one line; an ellipsis stands for words of others in between."""
        words = _flat(self._document, spans[0])
        for before, after in pairwise(spans):
            gap = Span(before.end, max(before.end, after.start)).of(self._document.text)
            words += (" ... " if any(c.isalnum() for c in gap) else " ") + _flat(self._document, after)
        return words

    def _home(self, quote: Quote) -> Statement | None:
        """The statement that has the most of the quotation; of two, the one that holds the other."""
        fits = [(s, _shared(s.quoted, quote.pieces)) for s in self._statements]
        fits = [(s, shared) for s, shared in fits if shared]
        return max(fits, key=lambda fit: (fit[1], fit[0].parent is None), default=(None, 0))[0]

    def _is_wanted(self, quote: Quote) -> bool:
        if self._every or any(_touch(s.evidence, quote.pieces) for s in self._statements):
            return True
        words = _WORD.findall(" ".join(p.of(self._document.text) for p in quote.pieces))
        return len(words) > FEW_WORDS and not (len(words) <= TITLE_WORDS and _is_title(words))

    def _is_marked(self, spans: Sequence[Span]) -> bool:
        return any(_touch(q.pieces, spans) for q in self._quotes)

    def _speakers(self, party: Party) -> tuple[str, ...]:
        return names_of(party, self._document.text, self._names)

    def _before(self, mark: Span) -> Span:
        """From the beginning of the sentence, or the mark before it, to a closing mark that has no partner."""
        text = self._document.text
        start = max((s.span.start for s in self._document.read_sections() if s.span.start <= mark.start), default=mark.start)
        start = max([start, *(q.end for q in self._quotes if q.end <= mark.start)])
        starts = [m.end() for m in _SENTENCE_START.finditer(text, start, mark.start)]
        return trimmed(text, Span(starts[-1] if starts else start, mark.start), chars=",")


def _names_by_actor(findings: Findings) -> Mapping[str, tuple[str, ...]]:
    return {actor.id: (actor.name, *actor.names) for actor in findings.actors}


def names_of(party: Party, text: str, actors: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every name known of somebody: the resolved one, the printed one unless it is a pronoun, those of the actor."""
    printed = "" if party.span is None else " ".join(party.span.of(text).translate(_UNMARKED).split())
    names = (party.name or "", printed, *actors.get(party.actor or "", ()))
    return tuple(dict.fromkeys(name for name in names if name and name.lower() not in NO_NAMES))


def _touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.touches(other) for one in some for other in others)


def _shared(some: Sequence[Span], others: Sequence[Span]) -> int:
    """How many characters the two have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)


def _holds(outer: Statement, inner: Statement) -> bool:
    whole, part = joined(outer.content), joined(inner.content)
    return whole.holds(part) and (whole != part or (inner.parent is not None and outer.parent is None))


def _is_title(words: Sequence[str]) -> bool:
    """Capitals on every word that is not a small one."""
    return all(word[0].isupper() or len(word) <= 3 for word in words) and words[0][0].isupper()


def _flat(document: Document, span: Span) -> str:
    """The words in one line, page lines left out and words divided at a line end made whole."""
    inner = [s for s in document.sections if s.part in INNER_PARTS and span.touches(s.span)]
    hyphens = [s.span for s in inner if s.part is Part.HYPHEN]
    asides = [s.span for s in inner if s.part is Part.ASIDE]
    return " ".join(cast_shadow(document.text, span, dropped=hyphens, spaced=asides).text.split())


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def make_source(findings: Findings) -> SourceText:
    """A paper as a source: its text without what breaks it, and who speaks where. Every offset is one of the text of the paper."""
    document, names = findings.document, _names_by_actor(findings)
    speakers = {s.id: s.speaker for s in findings.statements}
    return SourceText(
        document.id,
        document.origin,
        clean_text(document),
        document.title,
        document.published,
        SourceKind.RECORDING if document.media_type in RECORDED else KINDS.get(document.kind, SourceKind.OTHER),
        (
            *_labelled(document),
            *(turn for s in findings.statements if not _is_own(s, speakers) for turn in _turns(s, document.text, names)),
        ),
    )


def _is_own(statement: Statement, speakers: Mapping[str, Party]) -> bool:
    """Whether somebody only speaks of what he says himself: "to assure them that there would be none" in his own words."""
    outer = speakers.get(statement.parent or "")
    return outer is not None and outer.name is not None and outer.name == statement.speaker.name


def _labelled(document: Document) -> Iterator[Turn]:
    """The paragraphs that begin with a name and a colon, as transcripts do, whatever the paper as a whole was taken for."""
    for section in document.read_sections():
        label = _LABEL.match(document.text, section.span.start, section.span.end)
        if label is not None:
            yield Turn(Span(label.end(), section.span.end), (label[1],))


_LABEL: Final = re.compile(r"((?:[A-Z][\w.’'-]{0,30} ){0,3}[A-Z][\w.’'-]{1,30}): ")


def _turns(statement: Statement, text: str, actors: Mapping[str, tuple[str, ...]]) -> Iterator[Turn]:
    speakers = names_of(statement.speaker, text, actors)
    if speakers and "negated" not in statement.notes:
        second_hand = bool(statement.chain) or statement.parent is not None
        yield from (Turn(span, speakers, second_hand) for span in statement.content)


def clean_text(document: Document) -> str:
    """The text with blanks for page lines and running titles, and words divided at a line end made whole; its length is the same."""
    out = list(document.text)
    for span in _breaks(document):
        out[span.start : span.end] = " " * len(span)
    for span in _hyphens(document):
        end = _word_end(document.text, span.end)
        out[span.start : end] = [*out[span.end : end], *" " * len(span)]
    return "".join(out)


def divided_ends(document: Document) -> Mapping[int, int]:
    """Where words divided at a line end end in the clean text, with where they end in the text."""
    ends = ((span, _word_end(document.text, span.end)) for span in _hyphens(document))
    return {end - len(span): end for span, end in ends}


def _hyphens(document: Document) -> list[Span]:
    return [s.span for s in document.sections if s.part is Part.HYPHEN]


def _word_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return end


def _breaks(document: Document) -> Iterator[Span]:
    """What stands in the midst of the text and is not of it."""
    first = min((s.span.start for s in document.sections if s.part in READ_PARTS), default=0)
    yield from (s.span for s in document.sections if s.part is Part.ASIDE or (s.part is not Part.HYPHEN and _is_running(s, first)))


def _is_running(section: Section, first: int) -> bool:
    """Whether the section is a stage direction, or a short line between paragraphs that nobody says."""
    if section.part is Part.STAGE:
        return True
    short = len(section.span) <= RUNNING_POINTS and section.span.start > first
    return short and section.part in {Part.HEADER, Part.RESIDUE, Part.BYLINE, Part.DATELINE, Part.SIGNATURE, Part.SOURCE_NOTE}
