"""Stand-ins written by hand: documents and findings of invented papers, a parser without a model, detectors that misbehave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from memcon.language import Parsed
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.model.ids import content_id
from memcon.model.ledger import (
    Act,
    Actor,
    ActorKind,
    Ask,
    AskKind,
    AskStatus,
    Count,
    Event,
    EventType,
    Failure,
    Findings,
    Interval,
    Link,
    Manner,
    Mention,
    Modality,
    Party,
    Place,
    Polarity,
    Relation,
    Statement,
)
from memcon.text import Span

STORY = """Harbour talks stall, paper says

The ferry union “will not come back to the table,” Odile Farro told port officials on Monday, according to the Kestrel Courier.
She denied that the pier had been closed. Farro said the harbour master had warned that ice was near.

The ministry did not say whether ferries would sail. It was told that “nobody
"""


def span_of(text: str, words: str, *, nth: int = 1) -> Span:
    """The span of the nth occurrence of the words in the text."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def make_document(text: str, *, origin: str = "story.txt", kind: Kind = Kind.STORY, **fields: object) -> Document:
    """A document with one paragraph for each non-empty line."""
    sections, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            sections.append(Section(Part.PARAGRAPH, Span(at, at + len(line))))
        at += len(line) + 1
    values: dict[str, object] = {"media_type": "text/plain", "sections": tuple(sections), **fields}
    return Document(content_id(text), content_id(text) * 4, origin, kind=kind, text=text, **values)  # type: ignore[arg-type]


def make_statement(text: str, words: str, speaker: str | Party | None, **fields: object) -> Statement:
    """A statement whose content is the words; a speaker given by name stands at its first place in the text."""
    values: dict[str, object] = {
        "act": Act.SAY,
        "manner": Manner.INDIRECT,
        "polarity": Polarity.AFFIRMS,
        "content": (span_of(text, words),),
        "speaker": _party(text, speaker),
        **fields,
    }
    return Statement(content_id(words, str(speaker)), **values)  # type: ignore[arg-type]


def _party(text: str, speaker: str | Party | None) -> Party:
    if isinstance(speaker, Party):
        return speaker
    return Party(None, why="the sentence names no speaker") if speaker is None else Party(speaker, span_of(text, speaker))


FARRO = Actor(
    "a1", ActorKind.PERSON, "Odile Farro", ("Odile Farro", "Farro"), role="union leader", mentions=(Mention(span_of(STORY, "Odile Farro")),)
)
MASTER = Actor("a2", ActorKind.OFFICE, "harbour master", ("harbour master",), mentions=(Mention(span_of(STORY, "the harbour master")),))


def make_findings() -> Findings:
    """A story with a quotation on a paper's word, a denial, a nested warning, silence, and a speaker nobody names."""
    document = make_document(
        STORY, title="Harbour talks stall, paper says", published="2031-03-04", outlet="Lantern Wire", byline="Ines Tolland"
    )
    odd = (Warning("unbalanced-mark", "a quotation mark is never closed", _story("“", nth=2)),)
    return Findings(document, (FARRO, MASTER), tuple(_statements()), odd)


def _statements() -> Iterator[Statement]:
    paper = Link(Party("Kestrel Courier", _story("the Kestrel Courier")), Relation.ACCORDING_TO, _story("according to"))
    yield make_statement(
        STORY,
        "The ferry union “will not come back to the table",
        _farro("Odile Farro"),
        manner=Manner.PARTIAL,
        quoted=(_story("will not come back to the table"),),
        cue=_story("told"),
        addressees=(Party("port officials", _story("port officials")),),
        chain=(paper,),
        when=Interval("2031-03-03", "2031-03-03", _story("on Monday")),
    )
    yield make_statement(STORY, "the pier had been closed", _farro("She"), act=Act.DENY, polarity=Polarity.DENIES, cue=_story("denied"))
    outer = make_statement(STORY, "the harbour master had warned that ice was near", _farro("Farro", nth=2), cue=_story("said"))
    link = Link(outer.speaker, Relation.SAID, outer.cue)
    master = Party("harbour master", _story("the harbour master"), "a2")
    yield outer
    yield make_statement(STORY, "ice was near", master, act=Act.WARN, parent=outer.id, cue=_story("warned"), chain=(link,))
    yield make_statement(
        STORY, "whether ferries would sail", "The ministry", polarity=Polarity.DENIES, notes=("negated",), cue=_story("say", nth=2)
    )
    told = Party("ministry", _story("It"), why="inferred from the conversation")
    yield make_statement(STORY, "“nobody", None, cue=_story("told", nth=2), addressees=(told,))


def _farro(words: str, *, nth: int = 1) -> Party:
    return Party("Odile Farro", _story(words, nth=nth), "a1")


def _story(words: str, *, nth: int = 1) -> Span:
    return span_of(STORY, words, nth=nth)


def make_cable() -> Document:
    """A cable with a header and numbered paragraphs."""
    text = "FM AMEMBASSY QUILL\n\n1. (C) SUMMARY: THE MINISTER SAID THE DAM WOULD HOLD. END SUMMARY.\n"
    body = Section(
        Part.PARAGRAPH,
        span_of(text, "SUMMARY: THE MINISTER SAID THE DAM WOULD HOLD. END SUMMARY."),
        label="1",
        page="2",
        classification="C",
        voice="summary",
    )
    header = {
        "from": "AMEMBASSY QUILL",
        "to": ("SECSTATE WASHDC", "AMEMBASSY TARN"),
        "precedence": "immediate",
        "classification": "confidential",
    }
    return make_document(text, origin="cable.txt", kind=Kind.CABLE, title="DAM AT TARN", sections=(body,), header=MappingProxyType(header))


@dataclass
class FakeParser:
    """Gives documents without blocks; breaks on those whose text holds `breaks_on`."""

    breaks_on: str | None = None
    batches: list[int] = field(default_factory=list)

    def parse(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """Each document, in order."""
        self.batches.append(0)
        for document in documents:
            self.batches[-1] += 1
            if self.breaks_on is not None and self.breaks_on in document.text:
                raise ValueError(document.text)
            yield Parsed(document, ())


@dataclass(frozen=True)
class FakeDetector:
    """Hands in the same rows for every document."""

    actors: Sequence[Actor] = ()
    statements: Sequence[Statement] = ()
    warnings: Sequence[Warning] = ()
    failures: Sequence[Failure] = ()
    name: str = "fake"
    version: int = 1

    def detect(self, parsed: Parsed) -> Findings:
        """The rows."""
        return Findings(parsed.document, tuple(self.actors), tuple(self.statements), tuple(self.warnings), tuple(self.failures))


@dataclass(frozen=True)
class BrokenDetector:
    """Raises, with the text of the document in the message."""

    name: str = "broken"
    version: int = 1

    def detect(self, parsed: Parsed) -> Findings:
        """Nothing, ever."""
        raise RuntimeError(parsed.document.text)


RAID = """Norway urgently asked Sweden for two ferries by Friday, which Sweden promised.

At least 20 sailors and 3 Danish pilots were killed in a raid on Vardo on 4 March 2031, the envoy said.
"""


def make_happenings() -> Findings:
    """A document with a request that was accepted, and a raid with two counts on somebody's word."""
    document = make_document(RAID, published="2031-03-05")
    asked = make_statement(RAID, "two ferries by Friday", "Norway", act=Act.ASK)
    promised = make_statement(RAID, "which", "Sweden", act=Act.PROMISE)
    told = make_statement(RAID, "At least 20 sailors and 3 Danish pilots were killed in a raid on Vardo on 4 March 2031", "the envoy")
    friday, day = span_of(RAID, "Friday"), span_of(RAID, "4 March 2031")
    ask = Ask(
        "q1", AskKind.REQUEST, asked.content, asked.speaker, asked.id, (Party("Sweden", span_of(RAID, "Sweden")),), "urgent",
        Interval("2031-03-07", "2031-03-07", friday), AskStatus.ACCEPTED, promised.id, None,
    )  # fmt: skip
    raid = Event(
        "e1", EventType.ASSAULT, span_of(RAID, "raid"), "aerial", "military", (),
        (Party("3 Danish pilots", span_of(RAID, "3 Danish pilots"), country="DNK"),),
        Interval("2031-03-04", "2031-03-04", day), Place("Vardø", span_of(RAID, "Vardo"), "NOR", 70.37, 31.1, "geonames:777019"),
        (
            Count("killed", "sailors", 20, ">=", span_of(RAID, "At least 20 sailors")),
            Count("killed", "Danish pilots", 3, "=", span_of(RAID, "3 Danish pilots")),
        ),
        Modality.ALLEGED, told.id, "events/1",
    )  # fmt: skip
    return Findings(document, (), (asked, promised, told), events=(raid,), asks=(ask,))
