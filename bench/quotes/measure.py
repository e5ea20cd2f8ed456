"""The measures of the sets: accuracy by way, meaning changes caught, false alarms, foreign quotations found, contexts seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bench.quotes.cases import CONTEXTS, FAIR, MEANING, WANTED, Case
from bench.quotes.gold import ABSENT
from bench.quotes.sentences import tokens
from bench.quotes.sets import Sets
from memcon.link.quotes import SourceIndex, check_quotation
from memcon.model.quotation import Quotation, QuoteCheck, SpeakerVerdict, TextVerdict
from memcon.text import Span

CHECK: Final = frozenset({TextVerdict.MEANING_CHECK, TextVerdict.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class Checked:
    """A case and what was said of it."""

    case: Case
    check: QuoteCheck

    @property
    def found(self) -> bool:
        return self.check.verdict not in ABSENT

    @property
    def right(self) -> bool:
        return self.check.verdict in WANTED[self.case.way]

    @property
    def alarm(self) -> bool:
        """Whether a reader is told to check: meaning, other speaker, not found."""
        return self.check.verdict in CHECK or self.check.speaker is SpeakerVerdict.OTHER_SPEAKER


def check_cases(cases: Iterable[Case], index: SourceIndex, *, named: bool = False) -> list[Checked]:
    """Each case held against the index."""
    return [Checked(case, check_quotation(quotation_of(case), index, named=named)) for case in cases]


def quotation_of(case: Case) -> Quotation:
    """The quotation of a case, as it stands in a story."""
    return Quotation((Span(0, len(case.quotation)),), case.quotation, case.speakers)


def set_measures(sets: Sets, index: SourceIndex, *, misses: bool, named: bool = False) -> dict[str, float]:
    """All measures of the sets; a share of false alarms is told as the share that gave none."""
    altered = check_cases(sets.altered, index, named=named)
    contexts = check_cases(sets.contexts, index, named=named)
    others = check_cases(sets.others, index, named=named)
    true = check_cases(sets.true, index, named=named)
    foreign = check_cases(sets.foreign, index, named=named)
    print_ways(altered)
    print(f"{len(true)} true quotations: {_verdicts(true)}\n{len(foreign)} foreign quotations: {_verdicts(foreign)}")
    if misses:
        print_misses([*altered, *contexts, *others, *(c for c in true if c.alarm), *(c for c in foreign if c.found)])
    fair = [c for c in altered if c.case.way in FAIR]
    meaning = [c for c in altered if c.case.way in MEANING]
    seen = {kind: share(_context_seen(c) for c in contexts if c.case.way == kind) for kind in CONTEXTS}
    print("contexts seen: " + ", ".join(f"{kind} {value:.3f}" for kind, value in seen.items()))
    return {
        "quotes.accuracy": share(c.right for c in altered),
        "quotes.meaning_caught": share(c.check.verdict is TextVerdict.MEANING_CHECK for c in meaning),
        "quotes.fair_quiet": share(not c.alarm for c in fair),
        "quotes.true_quiet": share(not c.alarm for c in true),
        "quotes.true_verbatim": share(c.check.verdict is TextVerdict.VERBATIM for c in true),
        "quotes.foreign_refused": share(not c.found for c in foreign),
        "quotes.altered_found": share(c.found for c in altered),
        "quotes.other_speaker": share(c.check.speaker is SpeakerVerdict.OTHER_SPEAKER for c in others),
        "quotes.spun_flag": share(c.check.spun == (c.case.way == "spun") for c in altered if c.case.way in ("spun", "synonym")),
        "quotes.context": share(_context_seen(c) for c in contexts),
        "quotes.context_quiet": share(not c.check.context for c in [*altered, *true] if _whole(c.case)),
    }


def share(marks: Iterable[bool]) -> float:
    """The share that is true; 1 of nothing."""
    rows = list(marks)
    return sum(rows) / len(rows) if rows else 1.0


def _context_seen(checked: Checked) -> bool:
    return any(w.kind.value == checked.case.way for w in checked.check.context)


def _whole(case: Case) -> bool:
    """Whether a true quotation is the whole sentence, so that nothing was cut."""
    return case.way in ("verbatim", "true") and tokens(case.quotation) == tokens(case.original)


def _verdicts(rows: Sequence[Checked]) -> str:
    counts = Counter(c.check.verdict.value for c in rows)
    others = sum(c.check.speaker is SpeakerVerdict.OTHER_SPEAKER for c in rows)
    return ", ".join(f"{verdict} {n}" for verdict, n in counts.most_common()) + (f"; other speaker {others}" if others else "")


def print_ways(altered: Sequence[Checked]) -> None:
    """A line for each way: how many, how many right, what was said."""
    print(f"{'way':12} {'n':>4} {'right':>6} {'found':>6}  verdicts")
    for way in WANTED:
        rows = [c for c in altered if c.case.way == way]
        right, found = share(c.right for c in rows), share(c.found for c in rows)
        print(f"{way:12} {len(rows):4} {right:6.3f} {found:6.3f}  {_verdicts(rows)}")


def _is_wrong(checked: Checked) -> bool:
    way, other = checked.case.way, checked.check.speaker is SpeakerVerdict.OTHER_SPEAKER
    if way in CONTEXTS:
        return not _context_seen(checked)
    if way == "other-speaker":
        return not other
    return way not in WANTED or not checked.right or (way in FAIR and other)


def print_misses(rows: Iterable[Checked]) -> None:
    """What went wrong, with both texts."""
    for c in rows:
        if _is_wrong(c):
            changes = sorted({change.kind.value for change in c.check.changes} - {"same"})
            head = f"{c.case.way}: {c.check.verdict.value}, {c.check.speaker.value}, coverage {c.check.coverage:.2f}, {changes}"
            print(f"  {head} {c.check.reason}\n    source    {c.case.original[:220]}\n    quotation {c.case.quotation[:220]}")
