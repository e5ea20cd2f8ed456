"""The units of an account: each statement with its cue, and each sentence of narration that holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.link.readouts.sentences import sentences_of
from memcon.link.readouts.words import TABLE, concepts_in, find_phrases, words_in
from memcon.link.tables import load_table
from memcon.model.comparison import Unit, Voice
from memcon.model.document import Document, Part
from memcon.model.ledger import Findings, Statement
from memcon.text import Span, trimmed

EDITORS: Final = "editors"
"""Whose footnotes belong to nobody who was there."""

_ABOUT: Final = re.compile(
    r"\b(?:about|to (?:discuss|review|talk about)|regarding|concerning|during which|and (?:they )?(?=(?:\w{3,15}ed|spoke|made|told)\b))\s?"
)

LEAD: Final = 4
"""Words with a meaning of their own, names among them, that what stands before a statement must have to be a unit too."""

LOOSE: Final = " ,;:–—-\n\t"


@dataclass(frozen=True, slots=True)
class Cut:
    """An account cut: its units, and the spans that only frame it."""

    units: tuple[Unit, ...]
    frames: tuple[Span, ...]


def cut_account(findings: Findings, account: int) -> Cut:
    """The units of the account in text order. Every sentence that is read is in one of them, or in a frame."""
    document, outer, inner = findings.document, *_tiers(findings.statements)
    drafts: list[Unit] = []
    frames: list[Span] = []
    most = load_table(TABLE)["occasion"]["sentences"]
    for k, sentence in enumerate(_sentences(document)):
        if _is_frame(sentence.of(document.text)):
            frames.append(sentence)
            continue
        mine = [s for s in outer if any(span.touches(sentence) for span in s.content)]
        phrases = _opening(drafts) if k < most + len(frames) else None
        drafts += _units(document.text, sentence, mine, inner, phrases)
    return Cut(tuple(replace(unit, account=account, number=n) for n, unit in enumerate(drafts, 1)), tuple(frames))


def _opening(drafts: Sequence[Unit]) -> str:
    """The list of phrases that tell the occasion: all at first, once it is told only those of how the talk came about."""
    return "again" if any(unit.is_occasion for unit in drafts) else "words"


def _sentences(document: Document) -> Iterator[Span]:
    """The sentences of the paragraphs; of a paper without any, its title."""
    sections = [s for s in document.read_sections() if s.voice != EDITORS]
    body = [s for s in sections if s.part is not Part.TITLE]
    for section in body or sections:
        yield from sentences_of(document.text, section.span)


def _is_frame(words: str) -> bool:
    """Whether the sentence says only whose text it is."""
    return next(find_phrases(words_in(words), "frame"), None) is not None


def _tiers(statements: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """The outermost statements, and those that lie inside another."""
    known = {s.id for s in statements}
    outer = [s for s in statements if s.parent not in known]
    return outer, [s for s in statements if s.parent in known]


def _units(text: str, sentence: Span, mine: Sequence[Statement], inner: Sequence[Statement], phrases: str | None) -> Iterator[Unit]:
    if _tells_occasion(text, sentence, mine, phrases):
        yield from _occasion(text, sentence, mine, inner)
        return
    groups = _grouped(sentence, mine)
    if not groups:
        yield _unit(text, sentence, (), inner)
        return
    starts = [sentence.start, *(start for start, _ in groups[1:])]
    lead = _lead(text, sentence, groups[0][1])
    if lead is not None:
        yield _unit(text, _tidy(text, lead), (), inner, is_occasion=_tells_occasion(text, lead, (), phrases))
        starts[0] = lead.end
    for (_, statements), start, end in zip(groups, starts, [*starts[1:], sentence.end], strict=True):
        yield _unit(text, _tidy(text, Span(start, end)), statements, inner)


def _occasion(text: str, sentence: Span, mine: Sequence[Statement], inner: Sequence[Statement]) -> Iterator[Unit]:
    """The sentence as one unit, and as others what it says the talk was about: "spoke today with her | about the northern crossing"."""
    at = _about(text, sentence)
    later = [s for s in mine if _first(s, sentence) >= at]
    yield _unit(text, _tidy(text, Span(sentence.start, at)), [s for s in mine if s not in later], inner, is_occasion=True)
    if at < sentence.end:
        yield from _units(text, _untied(text, Span(at, sentence.end)), later, inner, None)


def _about(text: str, sentence: Span) -> int:
    """Where the sentence turns to what the talk was about; its end where it does not."""
    found = _ABOUT.search(text, sentence.start, sentence.end)
    return sentence.end if found is None else found.start()


def _grouped(sentence: Span, mine: Sequence[Statement]) -> list[tuple[int, list[Statement]]]:
    """The statements of a sentence with the place where the part of each begins; those that cannot be parted stand together."""
    groups: list[tuple[int, list[Statement]]] = []
    done = sentence.start
    for statement in sorted(mine, key=lambda s: (_first(s, sentence), s.id)):
        start = _head(statement, sentence, done)
        if groups and (start <= groups[-1][0] or _first(statement, sentence) < done):
            groups[-1][1].append(statement)
        else:
            groups.append((start, [statement]))
        done = max(done, *(min(span.end, sentence.end) for span in statement.content if span.touches(sentence)))
    return groups


def _lead(text: str, sentence: Span, statements: Sequence[Statement]) -> Span | None:
    """What the sentence tells before its first statement and an "and": "spoke with her | and urged"; None where it is little."""
    heads = [s.cue for s in statements if s.cue is not None and sentence.holds(s.cue)]
    head = min([*(cue.start for cue in heads), *(_first(s, sentence) for s in statements)])
    lead = Span(sentence.start, head)
    told = lead.of(text).rstrip()
    joined = told.casefold().endswith((" and", " and also", ";"))
    return lead if joined and len(concepts_in(words_in(told))) >= LEAD else None


def _first(statement: Statement, sentence: Span) -> int:
    return min(max(span.start, sentence.start) for span in statement.content if span.touches(sentence))


def _head(statement: Statement, sentence: Span, done: int) -> int:
    """Where the words of the statement begin after those of the one before: its speaker, its cue or its content."""
    spans = [statement.speaker.span, statement.cue]
    starts = [span.start for span in spans if span is not None and done <= span.start < sentence.end]
    return min([_first(statement, sentence), *starts])


def _tidy(text: str, span: Span) -> Span:
    """The span without loose marks and a loose "and" at its ends."""
    inner = trimmed(text, span, chars=LOOSE)
    words = inner.of(text)
    for loose in (" and", " but", " while"):
        if words.casefold().endswith(loose):
            return trimmed(text, Span(inner.start, inner.end - len(loose)), chars=LOOSE)
    return inner


def _untied(text: str, span: Span) -> Span:
    """The span without an "and" at its head."""
    words = span.of(text)
    return Span(span.start + 4, span.end) if words.startswith("and ") else span


def _unit(text: str, span: Span, statements: Sequence[Statement], inner: Sequence[Statement], *, is_occasion: bool = False) -> Unit:
    content = [clipped for s in statements for part in s.content if (clipped := _clip(part, span)) is not None]
    voices = [_voice(text, s, inside=False) for s in statements]
    ids = {s.id for s in statements}
    voices += [_voice(text, s, inside=True) for s in inner if s.parent in ids and any(part.touches(span) for part in s.content)]
    told = tuple(sorted(set(content))) if content and not is_occasion else (span,)
    return Unit(0, 0, span, told, tuple(voices), is_occasion)


def _clip(part: Span, span: Span) -> Span | None:
    return Span(max(part.start, span.start), min(part.end, span.end)) if part.touches(span) else None


def _voice(text: str, s: Statement, *, inside: bool) -> Voice:
    cue = "" if s.cue is None else " ".join(s.cue.of(text).split())
    return Voice(s.speaker.name, s.act.value, cue, s.polarity.value, s.id, inside)


def _tells_occasion(text: str, sentence: Span, mine: Sequence[Statement], phrases: str | None) -> bool:
    """Whether the sentence tells that there was a talk, and no statement in it is about more than the talk."""
    if phrases is None or next(find_phrases(words_in(sentence.of(text)), "occasion", phrases), None) is None:
        return False
    at = _about(text, sentence)
    return all(span.start >= at or _is_talk(span.of(text)) for s in mine for span in s.content)


def _is_talk(words: str) -> bool:
    return all(concept == "=meeting" for concept, _ in concepts_in(words_in(words)))
