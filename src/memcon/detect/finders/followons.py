"""Free indirect speech: sentences that go on with what somebody was just reported to say, without saying so again.

"The minister said that he had seen the note. It had reached him on Monday. He would answer it." Only in papers that report a
conversation, only in the paragraph, and only where the tense shows the voice: a past perfect or a "would" in a report that is
otherwise told in the past (Banfield, Unspeakable Sentences, 1982, calls the shift the mark of represented speech).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.reading import Draft, Range, Reading, View, by_block
from memcon.detect.grammar.settle import settle
from memcon.detect.grammar.syntax import FIRST, SUBJECTS, child, children
from memcon.model.document import Kind
from memcon.model.ledger import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

PAPERS: Final = frozenset({Kind.CABLE, Kind.MEMCON, Kind.MINUTES})
OPENERS: Final = frozenset({"that", "around"})


def find_follow_ons(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft, marked as inferred, for each sentence that carries on the one before it."""
    if reading.parsed.document.kind not in PAPERS:
        return
    for block, here in by_block(drafts).items():
        view = reading.views[block]
        for before, sentence in zip(view.sentences, view.sentences[1:], strict=False):
            said = [
                d for d in here if before.holds(d.verb) and d.finder in ("reports", "parentheticals") and d.act is Act.SAY and not d.notes
            ]
            if said and not any(sentence.holds(d.verb) for d in here) and _is_shifted(view, sentence):
                speaker = max(said, key=lambda d: d.end - d.start)
                content = settle(reading, view, [sentence], cue=sentence.start)
                if content:
                    yield Draft(block, sentence.start, Act.SAY, content, speaker.speaker, notes=("inferred",), finder="followons")


def _is_shifted(view: View, sentence: Range) -> bool:
    """Whether the main verb is a past perfect or has "would", and its subject is not the one who writes."""
    root = next((view.parse[i] for i in range(sentence.start, sentence.end) if view.parse[i].dep_ == "ROOT"), None)
    subject = child(root, *SUBJECTS) if root is not None else None
    if root is None or subject is None or subject.lower_ in FIRST or view.depths[root.i]:
        return False
    return _is_perfect(root) or any(a.lower_ == "would" for a in children(root, "aux"))


def _is_perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(a.lower_ == "had" for a in children(verb, "aux"))
