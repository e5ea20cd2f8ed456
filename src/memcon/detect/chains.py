"""Chains: which statement lies inside which, and on whose word each of them stands."""

from __future__ import annotations

from collections.abc import Sequence

from memcon import limits
from memcon.detect.grammar.quotes import Quote
from memcon.detect.grammar.reading import Draft, Reading, by_block
from memcon.detect.grammar.settle import quoted_parts, word_count
from memcon.model.ids import content_id
from memcon.model.ledger import Link, Manner, Relation, Statement
from memcon.text import Span

DETECTOR = "statements/3"


def build_statements(reading: Reading, drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """The statements of the drafts in text order, each with its parent and its chain through it."""
    near = _neighbours(reading, drafts)
    kept = (d for d in drafts if not _performs(reading, d, near[d.block]))
    ordered = sorted(kept, key=lambda d: (d.start, -d.end, d.cue.start if d.cue else 0))
    places = {id(draft): k for k, draft in enumerate(ordered)}
    parents = [places.get(id(_parent(draft, near[draft.block]))) for draft in ordered]
    ids = [_id(reading, draft) for draft in ordered]
    chains: dict[int, tuple[Link, ...]] = {}
    for k in sorted(range(len(ordered)), key=lambda k: _depth(parents, k)):
        above = parents[k]
        inherited = () if above is None else (*chains[above], _link(ordered[above]))
        chains[k] = (*inherited, *ordered[k].links)[: limits.CHAIN_LINKS]
    above_ids = [None if above is None else ids[above] for above in parents]
    return tuple(_statement(reading, draft, chains[k], ids[k], above_ids[k]) for k, draft in enumerate(ordered))


def _neighbours(reading: Reading, drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """For each block the drafts that can hold one another there: its own, and those that run over several blocks.

    Without this, pairing is quadratic in the document; a volume of minutes has 20,000 statements.
    """
    ends = [view.block.section.span.end for view in reading.views]
    wide = [d for d in drafts if d.end > ends[d.block]]
    return {block: [*(d for d in wide if d.block != block), *here] for block, here in by_block(drafts).items()}


def _performs(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """ "We condemn the raid", said in a turn or a quotation: that is the act itself, not a report of another one."""
    span = draft.speaker.span
    if span is None or span.of(reading.text).lower() not in ("i", "we") or draft.cue is None:
        return False
    verb = reading.views[draft.block].tokens[draft.verb]
    return verb.tag_ == "VBP" and any(d is not draft and d.finder in ("turns", "quotes") and _holds(d, draft) for d in drafts)


def _id(reading: Reading, draft: Draft) -> str:
    cue = (draft.cue.start, draft.cue.end) if draft.cue is not None else None
    return content_id("statement", reading.parsed.document.id, cue, [(s.start, s.end) for s in draft.content])


def _depth(parents: Sequence[int | None], k: int) -> int:
    depth, above = 0, parents[k]
    while above is not None and depth <= len(parents):
        depth, above = depth + 1, parents[above]
    return depth


def _parent(own: Draft, near: Sequence[Draft]) -> Draft | None:
    """The smallest statement whose content holds both the cue and the content of this one."""
    size = _size(own)
    holders = [d for d in near if d is not own and _holds(d, own) and (_size(d) > size or (_size(d) == size and _holds_cue(d, own)))]
    return min(holders, key=_size, default=None)


def _size(draft: Draft) -> int:
    return sum(len(s) for s in draft.content)


def _holds_cue(outer: Draft, inner: Draft) -> bool:
    return inner.cue is not None and any(s.holds(inner.cue) for s in outer.content)


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether the inner act of saying is part of what the outer one says."""
    anchor = inner.cue or inner.content[0]
    return any(s.holds(anchor) for s in outer.content) and any(
        s.holds(inner.content[0]) or inner.content[0].holds(s) for s in outer.content
    )


def _link(draft: Draft) -> Link:
    return Link(draft.speaker, Relation.SAID, draft.cue)


def _statement(reading: Reading, draft: Draft, chain: tuple[Link, ...], own: str, parent: str | None) -> Statement:
    quotes = _outer_quotes(reading, draft, inside=parent is not None)
    quoted = quoted_parts(draft.content, quotes)
    return Statement(
        own,
        draft.act,
        _manner(reading, draft, quoted),
        draft.polarity,
        draft.content,
        draft.speaker,
        draft.cue,
        quoted,
        draft.addressees,
        chain,
        draft.hedges,
        draft.evidence,
        parent=parent,
        notes=draft.notes,
        detector=DETECTOR,
    )


def _outer_quotes(reading: Reading, draft: Draft, *, inside: bool) -> list[Quote]:
    """The quotations that say how the content was said.

    A quotation around the cue itself belongs to an outer statement; where there is none, a careless writer opened
    the mark too early, and the quotation is the content's.
    """
    at = draft.cue.start if draft.cue is not None else -1
    own = [q for q in reading.quotes if not q.holds(at)]
    return own if inside or quoted_parts(draft.content, own) else list(reading.quotes)


def _manner(reading: Reading, draft: Draft, quoted: Sequence[Span]) -> Manner:
    if draft.finder == "blockquotes" or (draft.finder == "turns" and "headline" not in draft.notes):
        return Manner.DIRECT
    if not quoted:
        return Manner.INDIRECT
    return Manner.DIRECT if word_count(reading.text, quoted) >= word_count(reading.text, draft.content) else Manner.PARTIAL
