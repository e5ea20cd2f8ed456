"""The words in which every export puts a statement: who does what to whom, on whose word, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from memcon import limits
from memcon.export.outline import Entry, is_silence
from memcon.export.places import places_of
from memcon.model.document import Document, Kind, Part
from memcon.model.ledger import Act, Failure, Findings, Interval, Link, Manner, Party, Relation, Statement
from memcon.model.stances import stance_word
from memcon.text import Span, printable

VERBS: Final = {
    Act.SAY: "said",
    Act.DENY: "denied",
    Act.DOUBT: "doubted",
    Act.ADMIT: "admitted",
    Act.ASK: "asked",
    Act.URGE: "urged",
    Act.OFFER: "offered",
    Act.PROMISE: "promised",
    Act.WARN: "warned",
    Act.THREATEN: "threatened",
    Act.ACCUSE: "accused",
    Act.THANK: "thanked",
    Act.PRAISE: "praised",
    Act.CONDOLE: "condoled",
    Act.CONDEMN: "condemned",
    Act.AGREE: "agreed",
    Act.REFUSE: "refused",
    Act.ORDER: "ordered",
}
"""In the past tense: an act of saying is over when it is reported, and the verb fits one speaker or many."""

PAPERS: Final = {Kind.MINUTES: "these minutes", Kind.OTHER: "this document"} | {
    kind: f"this {kind.value}" for kind in Kind if kind not in (Kind.MINUTES, Kind.OTHER)
}
NOTES: Final = {
    "inferred": "speaker inferred",
    "negated": "kept as silence, never a claim",
    "headline": "speaker of a headline",
    "note-style": "note style",
    "block-quotation": "block quotation",
}
HELD: Final = {Relation.SEEN_BY: " (saw it)", Relation.PUBLISHED: " (published it)"}
UNKNOWN: Final = "nobody named"
INFERRED: Final = "inferred"
TURN: Final = "turn"
"""What a direct statement without quotation marks is: the whole turn of a speaker in a record."""

OPENING: Final = "“‘«„‹\"'"
CLOSING: Final = "”’»“›\"'"
PAIRS: Final = ("“”", "«»", "‘’")
ENDS: Final = ".,;:!?"
LEAST_COVERAGE: Final = 0.95
MESSAGE_POINTS: Final = 600
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def shown(untrusted: str | None, *, most: int = limits.NAME_POINTS) -> str:
    """A name or phrase in one line, with nothing in it that a terminal or page would obey."""
    return printable(" ".join((untrusted or "").split()), most=most)


def party_name(party: Party, text: str) -> str:
    """The resolved name, with the printed word behind it where that is a pronoun or another name."""
    if party.name is None:
        return UNKNOWN
    printed = "" if party.span is None else " ".join(party.span.of(text).split())
    other = len(printed.split()) == 1 and printed.lower() not in party.name.lower()
    return f"{shown(party.name)} (“{shown(printed)}”)" if other else shown(party.name)


def marked_name(party: Party, text: str) -> str:
    """The name, and behind it whether it was inferred or cannot be told for certain."""
    doubt = "" if party.why is None or party.name is None else " (inferred)" if party.why.startswith(INFERRED) else " (?)"
    return party_name(party, text) + doubt


def act_words(statement: Statement) -> str:
    """The verb for the act; silence is said to be silence."""
    if is_silence(statement):
        return "would not say" if statement.act is Act.REFUSE else f"did not {statement.act.value}"
    return VERBS[statement.act]


def stance_words(entry: Entry) -> str:
    """What stands before a content that nobody claims, so that it cannot be taken for a claim: "[denied]"; empty for others."""
    own = _stance(entry.statement)
    above = "" if entry.inside is None else f"inside what was {_stance(entry.inside)}"
    words = ", ".join(part for part in (own, above) if part)
    return f"[{words}]" if words else ""


def _stance(statement: Statement) -> str:
    return stance_word(statement.act, statement.polarity, statement.notes)


def content_text(statement: Statement, document: Document) -> str:
    """What was said as printed, with its outer quotation marks where it has them; an ellipsis stands for words of others in between."""
    text, spans = document.text, statement.content
    pieces = [_with_marks(text, span, quoted=span in statement.quoted) for span in spans]
    out = pieces[0]
    for before, after, piece in zip(spans, spans[1:], pieces[1:], strict=False):
        out += _joint(document, Span(before.end, max(before.end, after.start))) + piece
    return out


def _with_marks(text: str, span: Span, *, quoted: bool) -> str:
    """The words of the span with the marks around them: both of a whole quotation, the closing ones of marks that open inside."""
    body = shown(span.of(text), most=limits.SENTENCE_POINTS)
    before = text[span.start - 1 : span.start]
    opened = quoted and bool(before) and before in OPENING
    unclosed = sum(max(0, body.count(left) - body.count(right)) for left, right in PAIRS) + body.count('"') % 2
    closing = _marks_after(text, span.end)[: unclosed + opened]
    return f"{before if opened else ''}{body}{closing}"


def _marks_after(text: str, at: int) -> str:
    """The closing marks that follow at once, punctuation among them set aside: in `sow,’” said` the two marks."""
    run = text[at : at + 4]
    stop = next((k for k, c in enumerate(run) if c not in CLOSING and c not in ENDS), len(run))
    return "".join(c for c in run[:stop] if c in CLOSING)


def _joint(document: Document, gap: Span) -> str:
    """What joins two pieces: nothing for a hyphen at a line end, a space for a page line, an ellipsis for words left out."""
    inner = [s for s in document.sections if gap.holds(s.span)]
    if any(s.part is Part.HYPHEN for s in inner):
        return ""
    words = gap.of(document.text)
    if any(c.isalnum() for c in words):
        return " " if any(s.part is Part.ASIDE for s in inner) else " … "
    return f"{words[:1]} " if words[:1] in ENDS else " "


def chain_words(statement: Statement, document: Document) -> tuple[str, ...]:
    """The sources from this document to the speaker, outermost first; empty where the document itself reports it."""
    if not statement.chain:
        return ()
    parties = [*(link.holder for link in statement.chain), statement.speaker]
    names = [*(_holder(link, document.text) for link in statement.chain), shown(statement.speaker.name) or UNKNOWN]
    # Somebody who speaks of his own words is one source, not two.
    kept = [n for n, party, after in zip(names, parties, [*parties[1:], None], strict=True) if after is None or not _same(party, after)]
    return (PAPERS[document.kind], *kept) if len(kept) > 1 else ()


def _same(one: Party, other: Party) -> bool:
    return one.actor is not None and one.actor == other.actor


def _holder(link: Link, text: str) -> str:
    if link.holder.name is not None:
        return shown(link.holder.name) + HELD.get(link.relation, "")
    return f"“{shown(link.cue.of(text))}”" if link.cue is not None else "somebody not named"


def chain_text(statement: Statement, document: Document) -> str:
    """The chain drawn in one line: "this story <- POLITICO <- messages"."""
    return " <- ".join(chain_words(statement, document))


def details_of(statement: Statement, document: Document) -> list[str]:
    """What else is known: manner, cue, when, where, occasion, evidence, hedges, how the row came about."""
    text = document.text
    is_turn = statement.manner is Manner.DIRECT and not statement.quoted
    cue = [f"cue “{shown(statement.cue.of(text))}”"] if statement.cue is not None and not is_turn else []
    manner = TURN if is_turn else statement.manner.value
    when = [f"when: {interval_words(statement.when)}"] if statement.when is not None else []
    rest = [f"{name}: {shown(value)}" for name, value in (("where", statement.where), ("occasion", statement.occasion)) if value]
    evidence = [f"evidence: {shown(span.of(text))}" for span in statement.evidence]
    hedges = [f"hedged: {shown(span.of(text))}" for span in statement.hedges]
    return [manner, *cue, *when, *rest, *evidence, *hedges, *(NOTES.get(note, shown(note)) for note in statement.notes)]


def interval_words(interval: Interval) -> str:
    """One day, or from a day to a day, in words."""
    start, end = date_words(interval.start), date_words(interval.end)
    return start if start == end else f"{start} to {end}"


def date_words(untrusted: str | None) -> str:
    """An ISO date in words, "4 March 2031"; anything else as it is."""
    parts = (untrusted or "").split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or not 2 <= len(parts) <= 3 or not 1 <= int(parts[1][:2]) <= 12:
        return shown(untrusted)
    return " ".join([*([str(int(parts[2][:2]))] if len(parts) == 3 else []), MONTHS[int(parts[1][:2]) - 1], parts[0]])


def oddities(findings: Findings) -> tuple[str, ...]:
    """One line for everything that is not known or odd: who is not named, who could be two, warnings, failures; each once."""
    return tuple(dict.fromkeys((*_unknown(findings), *_warned(findings), *(failure_words(f) for f in findings.failures))))


def _unknown(findings: Findings) -> Iterator[str]:
    places, text = places_of(findings.document), findings.document.text
    for s in sorted(findings.statements, key=lambda s: s.content[0].start):
        where = places.of(s.content[0])
        if s.speaker.name is None:
            words = shown(s.content[0].of(text).strip(OPENING + CLOSING), most=60)
            yield f"{where}: nobody is named for “{words}”: {shown(s.speaker.why) or 'no reason given'}"
        for party in s.parties:
            if party.name is not None and party.why is not None and not party.why.startswith(INFERRED):
                yield f"{where}: {shown(party.why)}"


def _warned(findings: Findings) -> Iterator[str]:
    places, coverage = places_of(findings.document), str(findings.document.header.get("coverage", "1"))
    if re.fullmatch(r"0\.\d{1,3}", coverage) and float(coverage) < LEAST_COVERAGE:
        yield f"{1 - float(coverage):.0%} of the text is neither header nor paragraph to memcon and was not read"
    for warning in (*findings.document.warnings, *findings.warnings):
        where = f"{places.of(warning.span)}: " if warning.span is not None else ""
        yield f"{where}{shown(warning.message, most=MESSAGE_POINTS)}"


def title_words(document: Document) -> str:
    """What the document is called: its title, else where it came from."""
    return shown(document.title) or origin_words(document)


def failure_words(failure: Failure) -> str:
    """Why something could not be read, in one line."""
    return shown(failure.message, most=MESSAGE_POINTS)


def heading_parts(document: Document) -> list[str]:
    """What the document is: kind, outlet, date, author."""
    by = f"by {shown(document.byline)}" if document.byline else ""
    return [part for part in (document.kind.value.capitalize(), shown(document.outlet), date_words(document.published), by) if part]


def origin_words(document: Document) -> str:
    """Where the document came from."""
    return "standard input" if document.origin == "-" else shown(document.origin)


FIELDS: Final = (
    "from", "to", "cc", "info", "subject", "precedence", "classification", "caption", "tags", "refs", "sent", "place", "date", "time",
    "participants", "drafted_by", "approved_by", "signed",
)  # fmt: skip
"""The header fields that a reader wants, in this order."""


def header_rows(document: Document) -> list[tuple[str, str]]:
    """The header fields that the document has, lists joined; the subject is left out where it is the title."""
    values = [(name, _joined(document.header.get(name))) for name in FIELDS]
    return [
        (name.replace("_", " "), words) for name, words in values if words and not (name == "subject" and words == shown(document.title))
    ]


def _joined(value: object) -> str:
    parts: Sequence[object] = value if isinstance(value, list | tuple) else [value or ""]
    return shown("; ".join(str(part) for part in parts), most=2_000)
