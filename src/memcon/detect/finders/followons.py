"""Free indirect speech: sentences that go on with what somebody was just reported to say, without saying so again.

"The minister said that he had seen the note. It had reached him on Monday. He would answer it." Only in papers that report a
conversation, only in the paragraph, and only where the tense shows the voice: a past perfect or a "would" in a report that is
otherwise told in the past (Banfield, Unspeakable Sentences, 1982, calls the shift the mark of represented speech).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Draft, Range, Reading, View, by_block
from memcon.detect.grammar.settle import settle, tidy
from memcon.detect.grammar.syntax import FIRST, SUBJECTS, child, children
from memcon.model.document import Kind
from memcon.model.ledger import Act
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PAPERS: Final = frozenset({Kind.CABLE, Kind.MEMCON, Kind.MINUTES})


def find_follow_ons(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft, marked as inferred, for each sentence that carries on the one before it."""
    if reading.parsed.document.kind not in PAPERS:
        return
    for block, here in by_block(drafts).items():
        view = reading.views[block]
        for before, sentence in zip(view.sentences, view.sentences[1:], strict=False):
            said = [d for d in here if before.holds(d.verb) and _is_report(d)]
            if said and not any(sentence.holds(d.verb) for d in here) and _is_shifted(view, sentence):
                speaker = max(said, key=lambda d: d.end - d.start)
                content = settle(reading, view, [sentence], cue=sentence.start)
                if content:
                    yield Draft(block, sentence.start, Act.SAY, content, speaker.speaker, notes=("inferred",), finder="followons")


def _is_report(draft: Draft) -> bool:
    return draft.finder in ("reports", "parentheticals") and draft.act is Act.SAY and not draft.notes


def carry_over_semicolons(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with an indirect content that stops at a semicolon carried on to the end of the sentence.

    "said that the council was split; two members were opposed": the narrator would have made a new sentence. It stops
    where what follows has a speaker of its own.
    """
    near = by_block(drafts)
    return [_carried(reading, d, near[d.block]) if _is_report(d) else d for d in drafts]


def _carried(reading: Reading, draft: Draft, here: Sequence[Draft]) -> Draft:
    view, text = reading.views[draft.block], reading.text
    k = next((k for k, s in enumerate(view.sentences) if s.holds(draft.verb)), None)
    if k is None or k + 1 >= len(view.sentences) or text[draft.end : draft.end + 1] != ";":
        return draft
    following = view.sentences[k + 1]
    if any(following.holds(d.verb) and view.tokens[d.verb].tag_ in ("VBD", "VBZ", "VBP") for d in here):
        return draft
    span = Span(draft.content[-1].start, view.span(following).end)
    return replace(draft, content=tidy(text, [*draft.content[:-1], span], view.quotes))


def _is_shifted(view: View, sentence: Range) -> bool:
    """Whether the main verb is a past perfect or has "would", and its subject is not the one who writes."""
    root = next((view.tokens[i] for i in range(sentence.start, sentence.end) if view.tokens[i].dep_ == "ROOT"), None)
    subject = child(root, *SUBJECTS) if root is not None else None
    if root is None or subject is None or subject.lower_ in FIRST or view.depths[root.i]:
        return False
    return _is_perfect(root) or any(a.lower_ == "would" for a in children(root, "aux"))


def _is_perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(a.lower_ == "had" for a in children(verb, "aux"))
