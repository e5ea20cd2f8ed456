"""The second pass as phases of tasks: each phase is planned when the one before is done, from what lies on the disk then.

Everything on the way lies under the working folder of the archive, in a folder of this run: what belongs together has one name there,
and nothing of another run is taken for it. How the work is cut changes nothing in what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from memcon import __version__
from memcon.archive.linking import claims, documents, grouping, meetings, origins, texts, variants, wordings
from memcon.archive.linking.finishing import are_done
from memcon.archive.linking.shares import count_rows, files_of
from memcon.archive.linking.sheaves import DOCUMENT_BYTES, bind_sheaves, find_stems, read_rows
from memcon.archive.linking.steps import run_link
from memcon.archive.tasks import Stage, Task
from memcon.link.conflicts.pairing import MOST_IN_BLOCK
from memcon.link.origins.lineage import RARE
from memcon.model.ids import content_id

__all__ = ["MEMORY", "ONE_BLOCK", "phases", "run_link"]

FORM: Final = 1
"""Raised when the second pass writes something else for the same tables."""
MEMORY: Final = 512 * 1024 * 1024
"""What one task may hold beside the program itself."""
PARTS: Final = 8
"""A step is cut into so many tasks at least, though memory would not ask for it: one long task would keep all cores but one waiting."""
ONE_BLOCK: Final = 2_000
"""Documents that are compared as a whole, as a case is; more are compared where they share what few others have."""
USUAL_WORDS: Final = 500
"""Words that these documents may have, on the average: so many long ones are more than a case."""
ACTOR_BYTES, COPY_BYTES, WORD_BYTES, LINE_BYTES, MARK_BYTES, PAIR_BYTES = 600, 200, 6_000, 4_000, 40_000, 20_000
"""What an actor, a copy, and the words, sentences, marks and pairs of one text take while one share of them is worked on."""

QUOTATION_BYTES, QUOTED_BYTES, RUN_BYTES, QUOTED_PAIR_BYTES = 1_000, 500, 5_000, 2_000
"""What a quotation, its words with their neighbours, its runs and its pairs take, for each statement."""

FORM_BYTES, KEY_BYTES, CLAIM_BYTES, FOUND_BYTES = 1_000, 3_000, 5_000, 8_000
"""What the words of a statement or event take, its keys, itself with what it is held against, and what comes of that."""

Tasks = list[Task]


def phases(out: Path, *, state: str = "", memory: int = MEMORY, one_block: int = ONE_BLOCK, sheaf: int | None = None) -> Iterator[Tasks]:
    """The phases of the second pass; all tasks of one must be done before the next is asked for.

    `state` tells one state of the tables from another. Archives of no more than `one_block` documents are compared as a whole; a task
    that reads documents reads `sheaf` of them, or as many as the memory holds. Where a task was given up no phase follows. Raises
    ArchiveError for a table that is gone or damaged.
    """
    stems = find_stems(out, "documents")
    run = content_id("link", FORM, __version__, state, stems, memory, one_block, sheaf)
    plan = _Planning(out, run, memory, sheaf)
    if plan.documents == 0:
        return
    lines = plan.as_one() if plan.is_small(one_block) else plan.by_blocks()
    for together in zip_longest(*lines, fillvalue=[]):
        tasks = [task for line in together for task in line]
        yield tasks
        if not are_done(out, run, tasks):
            return


def sheaf_size(documents: int, memory: int, most: int | None = None) -> int:
    """How many of the documents one task goes through that may hold so many bytes: at most four thousand for half a gibibyte."""
    return min(most or max(1, memory // DOCUMENT_BYTES), 1 + documents // PARTS)


def share_count(size: int, memory: int) -> int:
    """In how many shares so many bytes are worked on: half of the memory is left for the way."""
    return max(PARTS, 1 + size // (memory // 2))


class _Planning:
    """The lines of work of one run: what one line plans as its nth phase is done beside the nth phase of the others."""

    def __init__(self, out: Path, run: str, memory: int, sheaf: int | None) -> None:
        self._out, self._run, self._memory = out, run, memory
        self.documents = self._count("documents")
        self._sheaves = bind_sheaves(out, sheaf_size(self.documents, memory, sheaf))
        self._stems = [stem for bound in self._sheaves for stem in bound]

    def is_small(self, most: int) -> bool:
        """Whether there are no more than so many documents, of usual length."""
        return self.documents <= most and self._words() <= most * USUAL_WORDS

    def as_one(self) -> list[Iterator[Tasks]]:
        """The lines of a small archive."""
        return [self.people(), self.whole()]

    def by_blocks(self) -> list[Iterator[Tasks]]:
        """The lines of an archive that is too large to be compared as a whole."""
        return [self.people(), self.copies(), self.origins(), self.variants(), self.disputes()]

    def people(self) -> Iterator[Tasks]:
        """Who is who."""
        shares = self._shares(self._count("actors"), ACTOR_BYTES)
        yield self._each_sheaf("actors", shares=shares)
        yield self._each_share("people", shares)

    def whole(self) -> Iterator[Tasks]:
        """Everything else of a small archive."""
        yield [*self._each_sheaf("documents", shares=1), self._task("trace-whole"), self._task("vary-whole")]
        yield self._each_share("copies", 1)
        yield [self._task("dispute-whole")]

    def copies(self) -> Iterator[Tasks]:
        """The documents whose text stands elsewhere word for word."""
        shares = self._shares(self.documents, COPY_BYTES)
        yield self._each_sheaf("documents", shares=shares)
        yield self._each_share("copies", shares)

    def origins(self) -> Iterator[Tasks]:
        """Where texts come from."""
        words, lines, marks, pairs = (self._shares(self.documents, size) for size in (WORD_BYTES, LINE_BYTES, MARK_BYTES, PAIR_BYTES))
        yield []
        yield self._each_sheaf("words", shares=words, line_shares=lines)
        known = {"texts": sum(documents.load_outlets(self._out, self._run).values())}
        yield [*self._added(texts.WORDS, texts.NAMES, words), *self._each_share("standing", lines)]
        yield self._each_sheaf("classes", shares=words, **known)
        yield [
            *self._added(texts.CLASSES, texts.CLASS_HOLDERS, words, least=1),
            *self._added(texts.TEXT_WORDS, texts.WORD_HOLDERS, words, least=RARE),
        ]
        yield self._each_sheaf("mark-texts", shares=marks, **known)
        yield self._each_share("pair-texts", marks, pairs=pairs, **_way(origins.MARKS, origins.PAIRS))
        yield self._each_share("judge-texts", pairs, **_way(origins.PAIRS, origins.EDGES))
        yield [self._task("group-texts", shares=1, alone=None, **_way(origins.EDGES, origins.GROUPS))]
        yield self._each_sheaf("fetch-texts")
        batches = grouping.count_batches(self._out, self._run, origins.GROUPS)
        yield [self._task("trace", batch=batch, **known) for batch in range(batches)]

    def variants(self) -> Iterator[Tasks]:
        """Who has a quotation from whom."""
        quotations = self._shares(self._count("statements"), QUOTATION_BYTES)
        words, marks, pairs = (self._shares(self._count("statements"), size) for size in (QUOTED_BYTES, RUN_BYTES, QUOTED_PAIR_BYTES))
        yield []
        yield self._each_sheaf("quotations", shares=quotations)
        telling = self._each_share("wordings", quotations, shares=words)
        yield telling
        known = {"wordings": count_rows(files_of(self._out, self._run, wordings.WORDINGS))}
        yield self._each_share("weigh-words", words)
        yield [self._task("mark-wordings", name=task.key, shares=marks, **known) for task in telling]
        yield self._each_share("pair-wordings", marks, pairs=pairs, **_way(variants.MARKS, variants.PAIRS))
        judge = self._each_share("judge-wordings", pairs, quotations=quotations, **_way(variants.PAIRS, variants.LIKELY))
        yield judge
        yield [self._task("fetch-wordings", name=task.key, share=share) for share, task in enumerate(telling)]
        yield [self._task("compare-wordings", name=task.key, share=n, to=variants.EDGES, **known) for n, task in enumerate(judge)]
        yield [self._task("group-wordings", shares=quotations, alone=wordings.SEVERAL, **_way(variants.EDGES, variants.GROUPS))]
        yield self._each_share("fetch-quotations", quotations)
        batches = grouping.count_batches(self._out, self._run, variants.GROUPS)
        yield [self._task("vary", batch=batch, **known) for batch in range(batches)]

    def disputes(self) -> Iterator[Tasks]:
        """What cannot both stand; compared when it is known who is who, and which texts are copies."""
        told = self._count("statements") + self._count("events")
        forms, keys, batches, found = (self._shares(told, size) for size in (FORM_BYTES, KEY_BYTES, CLAIM_BYTES, FOUND_BYTES))
        yield []
        yield []
        gather = self._each_sheaf("claims", shares=forms)
        yield gather
        yield [
            *self._added(claims.FORMS, meetings.FORM_COUNTS, forms, least=1),
            *self._added(claims.TIMES, meetings.COMMON, forms, least=MOST_IN_BLOCK),
        ]
        yield [self._task("mark-claims", name=task.key, sheaf=n, shares=keys) for n, task in enumerate(gather)]
        yield self._each_share("meet-claims", keys, batches=batches)
        route = [self._task("route-claims", batch=batch, of=batches) for batch in range(batches)]
        yield route
        yield [self._task("fetch-claims", name=task.key, sheaf=n) for n, task in enumerate(gather)]
        yield from [[]] * 3
        yield [self._task("roots")]
        yield [self._task("compare-claims", name=task.key, batch=n, shares=found) for n, task in enumerate(route)]
        yield self._each_share("settle", found)

    # ── tasks ──

    def _each_sheaf(self, step: str, **about: Any) -> Tasks:
        return [self._task(step, stems=list(sheaf), sheaf=n, **about) for n, sheaf in enumerate(self._sheaves)]

    def _each_share(self, step: str, count: int, **about: Any) -> Tasks:
        return [self._task(step, share=share, of=count, **about) for share in range(count)]

    def _added(self, before: str, after: str, shares: int, *, least: int = 0) -> Tasks:
        return self._each_share("add-up", shares, least=least, **_way(before, after))

    def _task(self, step: str, **about: Any) -> Task:
        told = {"step": step, "run": self._run, **about}
        return Task(Stage.LINK, content_id("link", told), told)

    # ── sizes ──

    @cache  # noqa: B019 one plan is made in a run, and to open all files takes long
    def _count(self, table: str) -> int:
        return count_rows(self._out / table / f"{stem}.parquet" for stem in find_stems(self._out, table))

    def _words(self) -> int:
        return sum(row["words"] for stem in self._stems for row in read_rows(self._out, "documents", stem, ("words",)))

    def _shares(self, rows: int, size: int) -> int:
        """In how many shares rows of this size are worked on."""
        return share_count(rows * size, self._memory)


def _way(before: str, after: str) -> dict[str, str]:
    return {"from": before, "to": after}
