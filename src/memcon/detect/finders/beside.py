"""What stands beside a cue and qualifies it: evidence cited, hedges, papers seen by somebody, papers one reads in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.finders.sources import source_links
from memcon.detect.grammar.contents import whole_phrase
from memcon.detect.grammar.lexicon import Lexicon
from memcon.detect.grammar.reading import Draft, Range, Reading, View, by_block
from memcon.detect.grammar.settle import tidy
from memcon.detect.grammar.syntax import child, children, objects_after
from memcon.model.ledger import Link, Party, Relation
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

HEDGED: Final = "a hedge: nobody is named"
CITING: Final = frozenset({"cite", "quote", "reference"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a "citing ..." cites, with the token of the participle."""

    block: int
    citing: int
    cited: tuple[Span, ...]


def find_evidence(reading: Reading) -> tuple[Evidence, ...]:
    """Every participle that cites something: "citing two clerks"."""
    found = []
    for view in reading.views:
        for verb, tag in zip(view.tokens, view.tags, strict=True):
            if tag == "VBG" and verb.lemma_ in CITING and verb.dep_ in ("advcl", "acl", "conj", "dep", "pcomp"):
                noun = child(verb, "dobj")
                if noun is not None:
                    found.append(Evidence(view.index, verb.i, tidy(reading.text, [view.span(whole_phrase(view, noun, verb))], view.quotes)))
    return tuple(found)


def qualify(reading: Reading, drafts: Sequence[Draft], evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Draft]:
    """The drafts with evidence, hedges, and the holders of the papers that speak in them."""
    near, cited = by_block(drafts), by_block(evidence)
    qualified = [_with_evidence(reading, d, near[d.block], cited.get(d.block, ())) for d in drafts]
    return [_with_holders(reading, _with_hedges(reading, d, lexicon), lexicon) for d in qualified]


def _with_evidence(reading: Reading, draft: Draft, drafts: Sequence[Draft], evidence: Sequence[Evidence]) -> Draft:
    """The draft with what it cites as evidence, and without the "citing ..." in its content."""
    view = reading.views[draft.block]
    for e in evidence:
        if _holder(view, drafts, e.citing) == draft.verb:
            at = view.starts[e.citing]
            kept = [Span(s.start, min(s.end, at)) if s.start < at else s for s in draft.content if s.start < at]
            draft = replace(draft, evidence=(*draft.evidence, *e.cited), content=tidy(reading.text, kept, view.quotes) or draft.content)
    return draft


def _holder(view: View, drafts: Sequence[Draft], citing: int) -> int | None:
    """The cue that cites: the one the participle hangs on, else the last one before it outside deeper quotations."""
    sentence, depth = view.sentence(citing), view.depths[citing]
    verbs = [d.verb for d in drafts if sentence.start <= d.verb < citing and view.depths[d.verb] <= depth and d.finder != "turns"]
    head = view.tokens[citing].head.i
    return head if head in verbs else max(verbs, default=None)


def _with_hedges(reading: Reading, draft: Draft, lexicon: Lexicon) -> Draft:
    """ "reportedly asked": the words are kept, and an unnamed source joins the chain."""
    view = reading.views[draft.block]
    if draft.finder in ("turns", "sources"):
        return draft
    verb = view.tokens[draft.verb]
    found = [c for c in verb.children if c.lower_ in lexicon.words["hedges.words"]]
    if not found:
        return draft
    hedges = tuple(view.span(Range(c.i, c.i + 1)) for c in found)
    links = tuple(
        Link(Party(None, why=HEDGED), Relation.REPORTEDLY, span)
        for c, span in zip(found, hedges, strict=True)
        if c.lower_ in lexicon.words["hedges.chain"]
    )
    return replace(draft, hedges=hedges, links=(*draft.links, *links))


def _with_holders(reading: Reading, draft: Draft, lexicon: Lexicon) -> Draft:
    """ "a memo obtained by the Courier says": the Courier holds the memo."""
    view = reading.views[draft.block]
    if draft.speaker.span is None or draft.finder in ("turns", "sources"):
        return draft
    tokens = range(view.token_at(draft.speaker.span.start), view.token_at(draft.speaker.span.end))
    heads = [view.tokens[i] for i in tokens if view.tokens[i].pos_ == "NOUN"]
    links = tuple(link for head in heads for link in source_links(reading, view, head, lexicon))
    return replace(draft, links=(*links, *draft.links)) if links else _with_paper(reading, view, draft)


def _with_paper(reading: Reading, view: View, draft: Draft) -> Draft:
    """ "your letter of 19 October, in which you state that": the letter holds the words."""
    verb = view.tokens[draft.verb]
    if verb.dep_ != "relcl" or draft.finder == "turns":
        return draft
    which = next((p for p in objects_after(verb, "in", "by") if p.lower_ == "which"), None)
    if which is None or not _is_paper(verb.head):
        return draft
    holder = reading.party(view, Range(verb.head.left_edge.i, _end_of_name(verb)))
    return replace(draft, links=(*draft.links, Link(holder, Relation.SAID)))


def _end_of_name(verb: Token) -> int:
    noun = verb.head
    end = max([noun.i, *(c.right_edge.i for c in children(noun, "prep") if c.right_edge.i < verb.left_edge.i)])
    return end + 1


def _is_paper(noun: Token) -> bool:
    return noun.lemma_.lower() in PAPERS


PAPERS: Final = frozenset(
    "letter note memo memorandum cable telegram message report dispatch article story column editorial "
    "statement communiqué communique email e-mail speech "
    "interview book document paper aide-memoire affidavit tweet post broadcast diary minute transcript account".split()
)
