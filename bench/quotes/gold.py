"""Real quotations with gold: 28 of one story from eight outlets, 31 pairs with what was done to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from memcon.link.quotes import SourceIndex, check_quotation
from memcon.model.quotation import ChangeKind, Context, Quotation, QuoteCheck, SourceKind, SourceText, TextVerdict, Turn
from memcon.text import Span

C, V, X = ChangeKind, TextVerdict, Context
SEED: Final = Path("gold/quotecheck/seedchain.json")
PAIRS: Final = Path("gold/quotecheck/quote_pairs.json")
ABSENT: Final = frozenset({V.NOT_FOUND, V.NOT_CHECKABLE, V.POSSIBLE_SOURCE})
"""The verdicts that do not say the words were found."""

LABELS: Final[Mapping[str, frozenset[TextVerdict]]] = {
    "verbatim": frozenset({V.VERBATIM}),
    "minor": frozenset({V.MINOR}),
    "bracketed": frozenset({V.BRACKETED}),
    "wording": frozenset({V.REWORDED}),
    "meaning": frozenset({V.MEANING_CHECK}),
    "not_found": frozenset({V.NOT_FOUND, V.POSSIBLE_SOURCE}),
}
"""The labels of the seed story in our words."""


@dataclass(frozen=True, slots=True)
class Named:
    """What names a kind of change: one of these verdicts, changes or contexts is enough."""

    verdicts: frozenset[TextVerdict] = frozenset()
    changes: frozenset[ChangeKind] = frozenset()
    contexts: frozenset[Context] = frozenset()

    def names(self, check: QuoteCheck) -> bool:
        kinds = {change.kind for change in check.changes}
        return check.verdict in self.verdicts or bool(kinds & self.changes) or any(w.kind in self.contexts for w in check.context)


_REWORDED: Final = Named(frozenset({V.REWORDED, V.MEANING_CHECK}))
_FAR: Final = Named(frozenset({V.REWORDED, V.MEANING_CHECK, V.POSSIBLE_SOURCE}))
PARTS: Final[Mapping[str, Named]] = {
    # Other words between the marks; a changed meaning is more than that and counts too.
    "paraphrase_in_quotes": _REWORDED,
    "paraphrase": _REWORDED,
    "wording_changed": _REWORDED,
    "word_changed": _REWORDED,
    "headline_quote_changed": _REWORDED,
    "own_side_restates": _REWORDED,
    "synonym_spinning": Named(_REWORDED.verdicts, frozenset({C.SYNONYM})),
    # That a text went through another language cannot be seen in its words; a far paraphrase may be only a possible source.
    "roundtrip_translation": _FAR,
    # Only one of the two places of the splice is in the pair: what is left is a far paraphrase.
    "spliced_far_apart": _FAR,
    # Neither wording is the original.
    "two_versions_no_original": Named(_FAR.verdicts | {V.NOT_FOUND}),
    # Marks on words that nobody said: the true answer is that they are not there; two words are too few to check.
    "quote_vs_paraphrase": Named(ABSENT | {V.REWORDED}),
    "entity_changed": Named(changes=frozenset({C.NAME})),
    # One name put in the place of the other; the notes count the nearest source as not found.
    "garble_self_contradiction": Named(frozenset({V.NOT_FOUND, V.POSSIBLE_SOURCE}), frozenset({C.NAME, C.AGENCY})),
    # How sure it is, or who does it: the two pairs are evidence weakened and roles reversed.
    "modality": Named(frozenset({V.MEANING_CHECK}), frozenset({C.MODAL, C.AGENCY, C.NEGATION})),
    "boundary_moved": Named(contexts=frozenset({X.BOUNDARY_MOVED})),
    "qualifier_dropped": Named(changes=frozenset({C.QUALIFIER, C.QUANTIFIER}), contexts=frozenset({X.QUALIFIER_DROPPED})),
    "reordered_compressed": Named(changes=frozenset({C.REORDERED, C.SILENT_CUT}), contexts=frozenset({X.OUT_OF_ORDER, X.SPLICED})),
    "negation_object_dropped_meaning_changed": Named(frozenset({V.MEANING_CHECK}), frozenset({C.NEGATION})),
    "speaker_disputes_record": Named(frozenset({V.MEANING_CHECK}), frozenset({C.NEGATION})),
}
"""Each part of the kinds of the pairs, and what names it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold quotation with what was said of it."""

    label: str
    text: str
    check: QuoteCheck
    found: bool
    right: bool


def check_seed(shared: Path) -> list[Judged]:
    """The quotations of the seed story held against its one source."""
    gold = json.loads((shared / SEED).read_text(encoding="utf-8"))
    index = SourceIndex.build([seed_source(gold["source"])])
    return [_judged(row, index) for row in gold["items"]]


def seed_source(pieces: list[list[str]]) -> SourceText:
    """The pieces of the source as one text, each a turn of its speaker."""
    text, turns = "", []
    for _, speaker, words in pieces:
        turns.append(Turn(Span(len(text), len(text) + len(words)), (speaker,)))
        text += f"{words}\n\n"
    return SourceText("politico", "politico", text, kind=SourceKind.COPY, turns=tuple(turns))


def _judged(row: list[str], index: SourceIndex) -> Judged:
    _, speaker, text, label = row
    check = check_quotation(_quotation(text, (speaker,)), index, named=True)
    found = (check.verdict not in ABSENT) == (label != "not_found")
    return Judged(label, text, check, found, check.verdict in LABELS[label] | _also(label, text))


def _also(label: str, text: str) -> frozenset[TextVerdict]:
    """`wording` covers copies that print ISIS for ISIS-K, which pair s1p calls a changed entity: a meaning to check is right too."""
    return frozenset({V.MEANING_CHECK}) if label == "wording" and "ISIS" in text else frozenset()


def _quotation(text: str, speakers: tuple[str, ...] = ()) -> Quotation:
    return Quotation((Span(0, len(text)),), text, speakers)


def check_pairs(shared: Path) -> list[Judged]:
    """Each pair: whether it was found where it is there, and whether all parts of its kind are named."""
    return [_pair(row) for row in json.loads((shared / PAIRS).read_text(encoding="utf-8"))]


def _pair(row: dict[str, Any]) -> Judged:
    index = SourceIndex.build([SourceText(row["id"], row["source_where"], row["source"])])
    check = check_quotation(_quotation(row["altered"]), index, named=True)
    named = all(PARTS[part].names(check) for part in row["kind"].split("+"))
    return Judged(f"{row['id']} {row['kind']}", row["altered"], check, check.verdict not in ABSENT, named)


def gold_measures(shared: Path, *, misses: bool) -> dict[str, float]:
    """Found or not, verdict, and kinds named."""
    seed, pairs = check_seed(shared), check_pairs(shared)
    strict = sum(j.check.verdict in LABELS[j.label] for j in seed)
    print(f"seed story: verdict as labelled {strict}/{len(seed)}; with a changed name as a meaning to check {sum(j.right for j in seed)}")
    for judged in [*seed, *pairs] if misses else []:
        if not judged.right:
            changes = sorted({c.kind.value for c in judged.check.changes} - {"same"})
            print(f"  {judged.label}: {judged.check.verdict.value} {judged.check.coverage:.2f} {changes}\n    {judged.text[:200]}")
    return {
        "quotes.seed_found": sum(j.found for j in seed) / len(seed),
        "quotes.seed_verdict": sum(j.right for j in seed) / len(seed),
        "quotes.pairs_named": sum(j.right for j in pairs) / len(pairs),
    }
