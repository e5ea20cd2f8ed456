"""The quotations of a case that stand in several documents, and who has them from whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Final

from memcon.errors import WrongUse
from memcon.export.chronicle.days import read_days
from memcon.export.variants.rows import CopyRow, EditRow, GroupRow
from memcon.link.variants.changes import whole_words
from memcon.link.variants.copies import Copy
from memcon.link.variants.credits import find_credits, find_own_names, fold_name, is_agency, names_of
from memcon.link.variants.folding import cut_sentences
from memcon.link.variants.grouping import group_versions
from memcon.link.variants.lineage import Lineage, Step, trace
from memcon.link.variants.versions import Holder, Paper, Version
from memcon.link.variants.weights import weigh
from memcon.model.hits import Hit
from memcon.model.ids import content_id
from memcon.model.ledger import ActorKind, Manner
from memcon.store import Case
from memcon.store.search import Query
from memcon.store.selecting import CaseSelection

INDIRECT_WORDS: Final = 6
"""Words from which a statement without marks is compared, where that is asked for."""
LONG: Final = 60
"""Words from which a quotation is taken sentence by sentence: a turn of an hour is quoted in many stories, of each a sentence."""
POINTS: Final = 4_000
"""Code points of one piece that are kept."""
_SENTENCE_WORDS: Final = 4

Row = dict[str, Any]
Group = tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotations are shown: those of which a version fits, whole, and that stand in `least` documents or more.

    `words`, `speaker`, `since` and `until` are as for finding. `indirect` takes in what stands without quotation marks.
    """

    words: str = ""
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    least: int = 2
    indirect: bool = False

    @property
    def query(self) -> Query:
        """What is asked about a version."""
        return Query(self.words, speaker=self.speaker, since=self.since, until=self.until)


@dataclass(frozen=True, slots=True)
class Varied:
    """The quotations that are shown, those in most documents first; and how many versions and documents were compared."""

    groups: tuple[GroupRow, ...]
    versions: int
    documents: int


@dataclass(slots=True)
class Pile:
    """What is read of statements: the versions, and the statement in which each stands without its JSON."""

    versions: list[Version] = field(default_factory=list)
    hits: dict[str, Hit] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)


def list_variants(case: Case, wanted: Wanted) -> Varied:
    """The quotations that fit. Raises WrongUse for what is no day or no search."""
    with case.selection(Query()) as selection:
        fitting = _fitting(selection, wanted)
        pile = read_hits(selection.hits(), indirect=wanted.indirect)
        groups = [g for g in group_versions(pile.versions) if _documents(g) >= wanted.least and _fits(g, fitting)]
        papers = _papers(selection, {version.paper.id for group in groups for version in group}, pile)
    weights = weigh(version.words for version in pile.versions)
    rows = [group_row(trace(with_papers(group, papers), weights), pile.hits) for group in groups]
    return Varied(tuple(sorted(rows, key=_rank)), len(pile.versions), len({version.paper.id for version in pile.versions}))


def _rank(group: GroupRow) -> tuple[int, str, str, str]:
    return -len(group.copies), group.days[0] if group.days else "9999", group.text, group.id


def _documents(group: Group) -> int:
    return len({version.paper.id for version in group})


def _fitting(selection: CaseSelection, wanted: Wanted) -> Collection[str] | None:
    """The ids of the statements that fit; None where nothing is asked."""
    for day in (wanted.since, wanted.until):
        if day is not None and (len(day) != 10 or read_days(day) is None):
            raise WrongUse(f"{day!r} is no day; write it as 2024-05-14")
    return None if wanted.query == Query() else {hit.key for hit in replace(selection, query=wanted.query).hits()}


def _fits(group: Group, fitting: Collection[str] | None) -> bool:
    return fitting is None or any(version.statement in fitting for version in group)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_hits(hits: Iterable[Hit], *, indirect: bool = False) -> Pile:
    """All versions in statements as they stand now; each stretch of a document once, as the innermost statement has it."""
    pile, found = Pile(), dict[tuple[str, int, int], list[Version]]()
    for hit in hits:
        row = hit.row
        for piece in _pieces(hit, row, indirect=indirect):
            versions = list(_versions(hit, row, piece))
            place = (hit.document, int(piece["start"]), int(piece["end"]))
            if versions and (place not in found or len(versions[0].chain) > len(found[place][0].chain)):
                found[place] = versions
            pile.hits[hit.key] = replace(hit, details="", content="", snippet="")
        pile.outlets |= names_of(hit.outlet)
    pile.versions = [version for versions in found.values() for version in versions]
    return pile


def _pieces(hit: Hit, row: Row, *, indirect: bool) -> Sequence[Row]:
    """What stands between marks; of a turn or a block quotation, which needs none, all of it."""
    if row["quoted"]:
        return list(row["quoted"])
    if hit.manner == Manner.DIRECT:
        return list(row["content"])
    return [piece for piece in row["content"] if indirect and len(piece["text"].split()) >= INDIRECT_WORDS]


def _versions(hit: Hit, row: Row, piece: Row) -> Iterator[Version]:
    """The piece as a version, sentence by sentence where it is long."""
    paper = Paper(hit.document, _day(hit.published), _names(hit))
    chain = tuple(_holder(link) for link in row["chain"] if _name(link["holder"]))
    for start, text in _sentences(str(piece["text"])):
        is_indirect = not row["quoted"] and hit.manner != Manner.DIRECT
        yield Version(paper, int(piece["start"]) + start, text, hit.speaker, chain, hit.key, indirect=is_indirect)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    if len(text) <= POINTS and len(text.split()) < LONG:
        yield 0, text
        return
    for span in cut_sentences(text):
        sentence = span.of(text)
        if len(sentence.split()) >= _SENTENCE_WORDS:
            yield span.start, sentence.strip()[:POINTS]


def _day(published: str | None) -> str | None:
    """The day, where it is known to the day."""
    day = (published or "")[:10]
    return day if len(day) == 10 and read_days(day) is not None else None


def _names(hit: Hit) -> frozenset[str]:
    """What other papers may call the document: its outlet and its title, else its file."""
    return names_of(hit.outlet, hit.title) or names_of(PurePosixPath(hit.origin).stem)


def _holder(link: Row) -> Holder:
    """Whoever holds a link; whether it is an outlet is known when the actors are read, by the id that stands behind the name."""
    return Holder(_name(link["holder"]))


def _name(party: Row) -> str:
    return " ".join(str(party["name"] or (party["span"] or {}).get("text") or "").split())[:200]


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """What the text of a document tells, as folded names: whom it credits, who in it is an outlet, what it is called itself."""

    credits: frozenset[str]
    outlets: frozenset[str]
    own: frozenset[str]


def _papers(selection: CaseSelection, wanted: Collection[str], pile: Pile) -> dict[str, ReadPaper]:
    """What the texts of the wanted documents tell."""
    stored = (document for document in (selection.documents() if wanted else ()) if document.document["id"] in wanted)
    return {document.document["id"]: read_paper(document.document, document.row["actors"], pile.outlets) for document in stored}


def read_paper(document: Row, actors: Iterable[Row], known: Collection[str]) -> ReadPaper:
    """What a document tells of sources; `known` are the folded names of all outlets."""
    outlets = names_of(*(n for a in actors if a["kind"] == ActorKind.OUTLET for n in (a["name"], *a["names"])))
    credited = find_credits(document["text"]) | names_of(document["byline"])
    own = frozenset() if document["outlet"] else find_own_names(document["text"])
    return ReadPaper(credited, outlets.union(known), own)


def with_papers(group: Group, papers: Mapping[str, ReadPaper]) -> Iterator[Version]:
    """The versions with what is known of their documents."""
    for version in group:
        read = papers[version.paper.id]
        chain = tuple(replace(h, outlet=(name := fold_name(h.name)) in read.outlets or is_agency(name)) for h in version.chain)
        paper = replace(version.paper, credits=read.credits, names=version.paper.names | read.own)
        yield replace(version, paper=paper, chain=chain)


# ── telling ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def group_row(lineage: Lineage, hits: Mapping[str, Hit]) -> GroupRow:
    """The group as it is told."""
    steps = lineage.steps
    copies = tuple(_copy_row(step, None if step.parent is None else steps[step.parent].copy, hits) for step in steps)
    id_ = content_id("variants", *sorted({version.statement for step in steps for version in step.copy.versions}))
    return GroupRow(id_, copies, lineage.sources, lineage.most_sources)


def _copy_row(step: Step, parent: Copy | None, hits: Mapping[str, Hit]) -> CopyRow:
    copy = step.copy
    first = max(copy.versions, key=lambda v: (len(v.words), -v.start))
    hit = hits[first.statement]
    return CopyRow(
        hit.document, hit.key, hit.title, hit.outlet, copy.paper.day, hit.origin, hit.place, hit.speaker, copy.text, step.parent,
        step.ground.value, step.rivals, step.outside, step.marks, _edit_rows(step, parent), indirect=all(v.indirect for v in copy.versions),
    )  # fmt: skip


def _edit_rows(step: Step, parent: Copy | None) -> tuple[EditRow, ...]:
    if parent is None:
        return ()
    before, after = parent.wording, step.copy.wording
    whole = (whole_words(edit, before, after) for edit in step.edits)
    return tuple(EditRow(edit.how.value, before.printed(edit.before), after.printed(edit.after)) for edit in whole)
