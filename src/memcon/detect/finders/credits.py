"""Credits at the end of a sentence that has a speaker: "Roth denied the charge, Radio Marrow reported"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memcon.detect.grammar.reading import Draft, Reading, View, by_block
from memcon.model.ledger import Link, Relation


def fold_credits(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with each credit whose sentence is itself a report made a link of that report.

    As with "according to": there is one act of saying, on the word of the one who is credited.
    """
    near = by_block(drafts)
    credits = {id(d): d for d in drafts if d.finder == "parentheticals"}
    folded: dict[int, Draft] = {}
    for key, credit in credits.items():
        reported = _reported(reading.views[credit.block], credit, near[credit.block])
        if reported is not None and id(reported) not in credits:
            folded[id(reported)] = _with_credit(folded.get(id(reported), reported), credit)
            folded[key] = credit
    return [folded.get(id(d), d) for d in drafts if folded.get(id(d)) is not d]


def _with_credit(reported: Draft, credit: Draft) -> Draft:
    return replace(reported, links=(*credit.links, Link(credit.speaker, Relation.SAID, credit.cue), *reported.links))


def _reported(view: View, credit: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The draft whose cue is the main verb of what the credit covers."""
    inside = {i for i, at in enumerate(view.starts) if any(s.start <= at < s.end for s in credit.content)}
    verbs = (t for t in view.tokens if t.i in inside and t.pos_ in ("VERB", "AUX"))
    top = next((t.i for t in verbs if t.head.i == t.i or t.head.i not in inside), None)
    return next((d for d in drafts if d is not credit and d.verb == top), None)
