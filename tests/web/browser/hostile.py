"""A case into which a stranger has put a payload wherever words of a document can stand."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from memcon.model.contract import to_dict
from memcon.model.document import Document, Kind, Part, Section, Warning
from memcon.model.ids import content_id
from memcon.model.judgement import Action
from memcon.model.ledger import (
    Act,
    Actor,
    ActorKind,
    Ask,
    AskKind,
    Conflict,
    ConflictKind,
    Count,
    Event,
    EventType,
    Failure,
    Findings,
    Interval,
    Link,
    Manner,
    Mention,
    Party,
    Polarity,
    Relation,
    Statement,
)
from memcon.run.correcting import judge_now
from memcon.store import open_case
from memcon.text import Span
from tests.web.browser.payloads import PAYLOADS


def write_hostile_case(ledger: Path) -> list[str]:
    """The case at the path; the ids of its documents, one for each payload."""
    keys = []
    with open_case(ledger, create=True) as case:
        for n, payload in enumerate(PAYLOADS):
            row = to_dict(_findings(n, payload))
            case.add(row, signature="hostile")
            case.add_failure(
                {"document": f"{payload}.pdf", "stage": "read", "code": "broken", "message": f"{payload}: broken"}, source=payload
            )
            case.judge(judge_now(Action.ACCEPT, row["statements"][0]["id"], {}, who=payload, why=payload))
            keys.append(str(row["document"]["id"]))
    return keys


def _findings(n: int, payload: str) -> Findings:
    """A document in which the payload is the title, the outlet, the speaker, the addressee, the holder, the words, and more."""
    parts = [f"{payload} told {payload}, according to {payload}, that {payload} ", f"asked {payload} to leave {payload}. ", f"{payload} denied {payload}.\n"]  # fmt: skip
    text = "".join(parts)
    whole = Span(0, len(payload))
    said = Span(len(parts[0]) - len(payload) - 1, len(parts[0]) - 1)
    last = Span(len(text) - len(payload) - 2, len(text) - 2)
    denier = Span(len(parts[0]) + len(parts[1]), len(parts[0]) + len(parts[1]) + len(payload))
    actor = Actor(content_id("actor", n), ActorKind.PERSON, payload, (payload,), role=payload, mentions=(Mention(whole),))
    speaker, when = Party(payload, whole, actor.id), Interval(f"2031-03-{n % 28 + 1:02d}", f"2031-03-{n % 28 + 1:02d}")
    link = Link(Party(payload, whole), Relation.ACCORDING_TO)
    first = Statement(
        content_id("s", n), Act.ASK, Manner.INDIRECT, Polarity.AFFIRMS, (said,), speaker, addressees=(Party(payload, whole),),
        chain=(link,), when=when, where=payload, occasion=payload, detector="reports/1",
    )  # fmt: skip
    second = Statement(
        content_id("d", n), Act.DENY, Manner.INDIRECT, Polarity.DENIES, (last,), Party(payload, denier, actor.id), detector="reports/1"
    )
    event = Event(
        content_id("e", n), EventType.ASSAULT, said, source=(speaker,), target=(Party(payload, whole),), when=when,
        counts=(Count("killed", payload, 3 + n, "=", said),), statement=first.id,
    )  # fmt: skip
    return Findings(
        _document(n, payload, text), (actor,), (first, second), (Warning("odd", payload, whole),),
        (Failure(f"{payload}.txt", "detect", "detector", payload),), (event,),
        (Ask(content_id("a", n), AskKind.REQUEST, (said,), speaker, first.id, (Party(payload, whole),), "urgent"),),
        (Conflict(content_id("c", n), ConflictKind.DENIAL, first.id, second.id, payload),),
    )  # fmt: skip


def _document(n: int, payload: str, text: str) -> Document:
    sections = (Section(Part.PARAGRAPH, Span(0, len(text) - 1), label=payload, page="1"),)
    header = MappingProxyType({"from": payload, "to": (payload, payload), "subject": payload})
    return Document(
        content_id("document", n), content_id("bytes", n) * 4, f"inbox/{n}-{payload.replace('/', '∕')}.txt", "text/plain", Kind.CABLE, text,
        title=payload, published=f"2031-03-{n % 28 + 1:02d}", outlet=payload, byline=payload, header=header, sections=sections,
    )  # fmt: skip
