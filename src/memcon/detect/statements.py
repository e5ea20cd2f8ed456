"""The statements of one document before their parties are resolved: all finders, and each act of saying once."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.detect.finders.beside import Evidence, find_evidence, qualify
from memcon.detect.finders.blockquotes import find_block_quotations, find_signed_quotations
from memcon.detect.finders.citations import find_citations
from memcon.detect.finders.credits import fold_credits
from memcon.detect.finders.followons import carry_over_semicolons, find_follow_ons
from memcon.detect.finders.headlines import find_headlines, find_quoted_headlines
from memcon.detect.finders.manners import find_manners
from memcon.detect.finders.nouns import find_nouns
from memcon.detect.finders.quotings import find_quotings
from memcon.detect.finders.reports import find_reports
from memcon.detect.finders.sources import apply_sources
from memcon.detect.finders.turns import find_turns
from memcon.detect.grammar.lexicon import Lexicon
from memcon.detect.grammar.reading import Draft, Reading, by_block
from memcon.model.document import Warning
from memcon.model.ledger import Act


def find_drafts(reading: Reading, lexicon: Lexicon) -> tuple[tuple[Draft, ...], tuple[Warning, ...]]:
    """The drafts of all finders, each act of saying once."""
    turns, warnings = find_turns(reading)
    drafts = [*find_quotings(reading, lexicon), *find_block_quotations(reading, lexicon), *find_signed_quotations(reading)]
    drafts += [*find_headlines(reading), *find_quoted_headlines(reading)]
    drafts += [d for d in find_citations(reading, lexicon) if not _overlaps(d, drafts)]
    evidence = find_evidence(reading)
    for find in (find_manners, find_reports, find_nouns):
        claimed = _claimed(reading, drafts, evidence)
        drafts += find(reading, lexicon, claimed=claimed)
    drafts = fold_credits(reading, drafts)
    drafts = carry_over_semicolons(reading, drafts)
    drafts += find_follow_ons(reading, drafts)
    drafts = qualify(reading, _once(_without_refusals_to_say([*turns, *drafts])), evidence, lexicon)
    return tuple(apply_sources(reading, drafts, lexicon)), warnings


def _claimed(reading: Reading, drafts: Sequence[Draft], evidence: Sequence[Evidence]) -> set[tuple[int, int]]:
    """The tokens that already are the cue of a draft, or that only cite evidence for one."""
    verbs = {(d.block, d.verb) for d in drafts}
    cues = {(d.block, reading.views[d.block].token_at(d.cue.start)) for d in drafts if d.cue is not None and d.finder != "turns"}
    return verbs | cues | {(e.block, e.citing) for e in evidence}


def _overlaps(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether another finder already has this quotation as the content of its own cue."""
    return any(o.block == draft.block and o.start <= draft.start and draft.end <= o.end for o in others)


def _without_refusals_to_say(drafts: Sequence[Draft]) -> list[Draft]:
    """ "declined to say whether": what was not said is the content, once, and not also "say whether ..."."""
    negated = by_block(d for d in drafts if "negated" in d.notes and d.cue is not None)
    return [d for d in drafts if d.act is not Act.REFUSE or not any(_is_inside(n, d) for n in negated.get(d.block, ()))]


def _is_inside(said: Draft, refusal: Draft) -> bool:
    return (
        said is not refusal and said.cue is not None and any(s.start == said.cue.start for s in refusal.content) and said.end == refusal.end
    )


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """Each content of one speaker once: "confirmed and repeated that" is one act of saying."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        kept.setdefault((draft.block, draft.start, draft.speaker.span, draft.finder == "turns"), draft)
    return list(kept.values())
