"""Turns: paragraphs that open with a label of who speaks, in minutes, memoranda of conversation, briefings and headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.detect.grammar.reading import Draft, Reading, View, party_of
from memcon.detect.grammar.settle import tidy
from memcon.language.casing import is_english
from memcon.model.document import Kind, Part, Warning
from memcon.model.ledger import Act
from memcon.text import Span

LABEL: Final = re.compile(r"(?P<name>[^\W\d_][^:\n\"“”.!?]{0,60}(?:\.[^:\n\"“”!?]{0,40})?):[ \t]+(?=\S)")
SHORT_LABEL: Final = re.compile(r"(?P<name>Q|A|QUESTION|ANSWER)(?:\.|:)[ \t]+(?=\S)")

NOTE: Final = re.compile(r"(?P<name>[A-Z][\w.’'-]{0,20}(?: [A-Z][\w.’'-]{0,20}){0,2}) [-–—] (?=[a-z0-9“\"])")
NOTE_KINDS: Final = frozenset({Kind.MEMCON, Kind.MINUTES, Kind.MAIL, Kind.OTHER, Kind.STORY})
TURN_KINDS: Final = frozenset({Kind.MEMCON, Kind.MINUTES, Kind.BRIEFING})
_STAGE: Final = re.compile(
    r"[\[(](?:[Ll]aughter|[Ll]aughs|[Aa]pplause|[Pp]ause|[Cc]rosstalk|[Ii]naudible|[Ii]nterruption)[^\])]{0,40}[\])]"
)
TITLED: Final = frozenset(
    "mr mrs ms dr sir lady lord the president chairman chair chairwoman secretary minister ambassador prime "
    "deputy vice foreign general colonel senator representative moderator interpreter spokesman spokeswoman "
    "spokesperson admiral question answer q a judge counsel professor speaker".split()
)
_NO_LABELS: Final = frozenset(
    "note comment summary subject date place time participants ref tags re fyi source background update photo read updated correction also "
    "editor's end table figure action distribution from to cc info classification warning example question headline details contact".split()
)
_CONTINUES: Final = "a turn without a label: it is attached to nobody"


@dataclass(frozen=True, slots=True)
class Turn:
    """One labelled paragraph: the label and what was said after it, as spans of the text."""

    view: View
    label: Span
    said: Span


def find_turns(reading: Reading) -> tuple[tuple[Draft, ...], tuple[Warning, ...]]:
    """A direct statement for each turn of a document that is written in turns, and a warning for a turn that lost its label."""
    turns = [turn for view in reading.views if (turn := _turn(reading, view)) is not None]
    if not _is_in_turns(reading, turns):
        return tuple(find_notes(reading)), ()
    names = [_key(turn.label.of(reading.text)) for turn in turns]
    drafts = tuple(_draft(reading, turn, _other(reading, turns, names, k)) for k, turn in enumerate(turns) if len(turn.said))
    return drafts, tuple(_unlabelled(reading, turns))


def _turn(reading: Reading, view: View) -> Turn | None:
    span = view.block.section.span
    if view.block.section.part not in (Part.PARAGRAPH, Part.QUOTE) or not view.starts or abs(view.starts[0] - span.start) > 3:
        return None
    m = SHORT_LABEL.match(reading.text, span.start, span.end) or LABEL.match(reading.text, span.start, span.end)
    if m is None or not _is_label(m["name"]):
        return None
    return Turn(view, Span(*m.span("name")), Span(m.end(), span.end))


def _is_label(name: str) -> bool:
    """Whether the words before the colon can name who speaks: capitals, a title, or one to four capitalised words."""
    words = re.findall(r"[^\W\d_][\w.'’-]*", re.sub(r"\([^)]{0,40}\)", "", name))
    if not words or len(words) > 8 or words[0].lower().rstrip(".") in _NO_LABELS:
        return False
    if all(w.isupper() for w in words):
        return True
    titled = words[0].lower().rstrip(".") in TITLED
    named = all(
        w[0].isupper() or w.lower() in ("of", "the", "de", "van", "von", "al", "bin", "for", "and", "der", "du", "la") for w in words
    )
    return named and (titled or len(words) <= 4)


def _is_in_turns(reading: Reading, turns: Sequence[Turn]) -> bool:
    """A document in turns has two or more labels, or is of a kind that is written so."""
    if not turns:
        return False
    if reading.parsed.document.kind in TURN_KINDS:
        return True
    labels = {_key(t.label.of(reading.text)) for t in turns}
    repeated = len(labels) < len(turns) or any(_has_title(t.label.of(reading.text)) for t in turns)
    return (
        repeated
        and len(turns) >= 2
        and len(turns) * 3 >= len([v for v in reading.views if v.block.section.part is Part.PARAGRAPH])
        and len(labels) >= 2
    )


def _has_title(label: str) -> bool:
    return label.split(maxsplit=1)[0].lower().rstrip(".") in TITLED or label.isupper()


def _key(label: str) -> str:
    return " ".join(re.sub(r"\([^)]{0,40}\)", "", label).lower().split())


def _other(reading: Reading, turns: Sequence[Turn], names: Sequence[str], k: int) -> Span | None:
    """Who is spoken to: the other one where just two speak, else the one whose question this answers."""
    everybody = sorted(set(names))
    if len(everybody) == 2:
        other = next((j for j in sorted(range(len(names)), key=lambda j: abs(j - k)) if names[j] != names[k]), None)
        return turns[other].label if other is not None else None
    if k > 0 and names[k - 1] != names[k] and turns[k - 1].said.of(reading.text).rstrip().endswith("?"):
        return turns[k - 1].label
    return None


def _draft(reading: Reading, turn: Turn, other: Span | None) -> Draft:
    text = reading.text
    content = tidy(text, _without_stage(text, turn.said), turn.view.quotes) or (turn.said,)
    act = Act.ASK if content[-1].of(text).rstrip().endswith("?") else Act.SAY
    addressees = () if other is None else (party_of(text, other),)
    return Draft(
        turn.view.index,
        0,
        act,
        content,
        party_of(text, turn.label),
        Span(turn.label.end, turn.label.end + 1),
        addressees=addressees,
        finder="turns",
    )


def _without_stage(text: str, said: Span) -> Iterator[Span]:
    at = said.start
    for m in _STAGE.finditer(text, said.start, said.end):
        if m.start() > at:
            yield Span(at, m.start())
        at = m.end()
    if at < said.end:
        yield Span(at, said.end)


def _unlabelled(reading: Reading, turns: Sequence[Turn]) -> Iterator[Warning]:
    first, last = turns[0].view.index, reading.views[-1].index
    labelled = {t.view.index for t in turns}
    for view in reading.views[first : last + 1]:
        if view.index not in labelled and view.block.section.part is Part.PARAGRAPH and not _STAGE.fullmatch(view.printed.strip()):
            yield Warning("turn-without-label", _CONTINUES, view.block.section.span)


# ── notes: "Roth - port shut until Monday" ─────────────────────────────────────────────────────────────────────────


def find_notes(reading: Reading) -> Iterator[Draft]:
    """An indirect statement for each line of a paper in note style, where at least two lines are of that form."""
    found = [(view, m) for view in reading.views if (m := _note(reading, view)) is not None]
    if len(found) < 2 or reading.parsed.document.kind not in NOTE_KINDS:
        return
    for view, m in found:
        content = tidy(reading.text, [Span(m.end(), view.block.section.span.end)], view.quotes)
        if content:
            yield Draft(
                view.index, 0, Act.SAY, content, party_of(reading.text, Span(*m.span("name"))), finder="notes", notes=("note-style",)
            )


def _note(reading: Reading, view: View) -> re.Match[str] | None:
    span = view.block.section.span
    m = NOTE.match(reading.text, span.start, span.end) if view.block.section.part is Part.PARAGRAPH else None
    return m if m is not None and not is_english(m["name"].split()[0].lower().rstrip(".")) else None
