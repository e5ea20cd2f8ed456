"""Archives that are no larger than a case: compared as a whole, exactly as a case is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from memcon.archive.linking.papers import dispute_row, origin_row, read_hits_of, read_papers, variant_rows
from memcon.archive.linking.shares import Job, write_table
from memcon.archive.linking.sheaves import find_stems, read_documents, read_rows
from memcon.archive.tables.rows import Row
from memcon.archive.tasks import Receipt
from memcon.link.conflicts.finding import Paper, find_disagreements
from memcon.link.conflicts.found import Same
from memcon.link.origins.credits import CreditFinder
from memcon.link.origins.finding import Text, origins_of, trace
from memcon.link.variants.grouping import group_versions
from memcon.link.variants.lineage import trace as trace_quotation
from memcon.link.variants.weights import weigh
from memcon.run.tracing import text_of
from memcon.run.varying import ReadPaper, group_row, read_hits, read_paper, with_papers


def trace_whole(job: Job) -> Receipt:
    """Where each document comes from."""
    rows = [row for copy in trace(_texts(_papers(job))) if (row := origin_row(copy)) is not None]
    return job.receipt(write_table(job, "origins", rows), counts={"origins": len(rows)})


def dispute_whole(job: Job) -> Receipt:
    """What cannot both stand in two documents."""
    papers = _papers(job)
    found = find_disagreements(papers, same=_same(job.out), origins=origins_of(_texts(papers)))
    rows = [dispute_row(one) for one in found if one.left_document != one.right_document]
    return job.receipt(write_table(job, "disputes", sorted(rows, key=lambda row: str(row["id"]))), counts={"disputes": len(rows)})


def vary_whole(job: Job) -> Receipt:
    """The quotations that stand in several documents."""
    stems = find_stems(job.out, "documents")
    pile = read_hits(hit for stem in stems for hit in read_hits_of(job.out, stem))
    groups = [group for group in group_versions(pile.versions) if len({version.paper.id for version in group}) > 1]
    wanted = {version.paper.id for group in groups for version in group}
    papers = {id_: paper for stem in stems for id_, paper in read_sources(job.out, stem, wanted, pile.outlets).items()}
    weights = weigh(version.words for version in pile.versions)
    told = [group_row(trace_quotation(with_papers(group, papers), weights), pile.hits) for group in groups]
    rows = [row for group in sorted(told, key=lambda group: group.id) for row in variant_rows(group)]
    return job.receipt(write_table(job, "variants", rows), counts={"quotations": len(groups)})


def read_sources(out: Path, stem: str, wanted: Collection[str], outlets: Collection[str]) -> dict[str, ReadPaper]:
    """Whom the wanted documents of these files credit, and who in them is an outlet."""
    actors: dict[str, list[Row]] = {}
    for row in read_rows(out, "actors", stem, ("document", "kind", "name", "names")):
        actors.setdefault(row["document"], []).append(row)
    rows = (row for row in read_documents(out, stem, ("id", "text", "byline", "outlet")) if row["id"] in wanted)
    return {row["id"]: read_paper(row, actors.get(row["id"], []), outlets) for row in rows}


def _papers(job: Job) -> list[Paper]:
    return [paper for stem in find_stems(job.out, "documents") for paper in read_papers(job.out, stem)]


def _texts(papers: Sequence[Paper]) -> list[Text]:
    finder = CreditFinder(sorted({outlet for paper in papers if (outlet := paper.document["outlet"])}))
    return [text_of(paper.document, finder) for paper in papers]


def _same(out: Path) -> Same:
    """Whether two actors are one, as the people of the archive are."""
    homes: dict[str, str] = {}
    for stem in find_stems(out, "bearers"):
        homes |= {row["actor"]: row["person"] for row in read_rows(out, "bearers", stem, ("actor", "person"))}
    return lambda one, other: homes.get(one, one) == homes.get(other, other)
