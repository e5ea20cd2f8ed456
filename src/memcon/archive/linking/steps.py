"""What is done for each step of the second pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from memcon.archive.linking.actors import gather_actors
from memcon.archive.linking.claims import gather_claims
from memcon.archive.linking.disputes import compare_claims, find_roots, settle_share
from memcon.archive.linking.documents import gather_documents, tell_copies
from memcon.archive.linking.meetings import fetch_claims, mark_claims, meet_claims, route_claims
from memcon.archive.linking.origins import fetch_texts, group_texts, judge_texts, mark_texts, pair_texts, trace_batch
from memcon.archive.linking.people import join_share
from memcon.archive.linking.shares import Job
from memcon.archive.linking.tallies import add_share
from memcon.archive.linking.texts import find_standing_share, gather_classes, gather_words
from memcon.archive.linking.variants import (
    compare_wordings,
    fetch_quotations,
    fetch_wordings,
    group_wordings,
    judge_wordings,
    mark_wordings,
    pair_wordings,
    vary_batch,
)
from memcon.archive.linking.whole import dispute_whole, trace_whole, vary_whole
from memcon.archive.linking.wordings import gather_quotations, tell_wordings, weigh_words
from memcon.archive.tasks import Receipt, Task

_STEPS: Final[Mapping[str, Callable[[Job], Receipt]]] = {
    "actors": gather_actors,
    "people": join_share,
    "documents": gather_documents,
    "copies": tell_copies,
    "add-up": add_share,
    "words": gather_words,
    "standing": find_standing_share,
    "classes": gather_classes,
    "mark-texts": mark_texts,
    "pair-texts": pair_texts,
    "judge-texts": judge_texts,
    "group-texts": group_texts,
    "fetch-texts": fetch_texts,
    "trace": trace_batch,
    "quotations": gather_quotations,
    "wordings": tell_wordings,
    "weigh-words": weigh_words,
    "mark-wordings": mark_wordings,
    "pair-wordings": pair_wordings,
    "judge-wordings": judge_wordings,
    "fetch-wordings": fetch_wordings,
    "compare-wordings": compare_wordings,
    "group-wordings": group_wordings,
    "fetch-quotations": fetch_quotations,
    "vary": vary_batch,
    "claims": gather_claims,
    "mark-claims": mark_claims,
    "meet-claims": meet_claims,
    "route-claims": route_claims,
    "fetch-claims": fetch_claims,
    "roots": find_roots,
    "compare-claims": compare_claims,
    "settle": settle_share,
    "trace-whole": trace_whole,
    "vary-whole": vary_whole,
    "dispute-whole": dispute_whole,
}


def run_link(task: Task, out: Path) -> Receipt:
    """Do one task of the second pass, in any process; done again, it writes the same. Raises ArchiveError."""
    return _STEPS[task.about["step"]](Job(task, out))
