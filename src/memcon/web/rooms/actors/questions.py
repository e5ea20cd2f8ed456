"""What is not sure, asked one after the other. A sitting is kept in the address of the page and in the judgements, and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import Annotated, Any, Final

from fastapi import Query

from memcon.link.actors import Candidate
from memcon.link.people import Appearance, best_name
from memcon.model.judgement import Action, Judgement
from memcon.run.answering import Heard, about_actors, answer, hear
from memcon.run.linking import Who, naming, shown_first, sides
from memcon.store import Case
from memcon.web.addresses import address
from memcon.web.rooms.actors.person import paper_of, place_of

PAPERS: Final = 5
"""Papers and names that are shown of each side."""
LATEST: Final = 3
"""Answers of the sitting that can be taken back beside the last one."""
SAME, DIFFERENT = "same", "different"
ACTIONS: Final = {SAME: Action.MERGE, DIFFERENT: Action.SPLIT}
_ANSWERING: Final = Lock()
"""Answers are looked at and recorded one after the other: of two about one question the first counts, and the second is told so."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where somebody stands, as the address has it: since when, what was skipped, and whether all of it is about one."""

    began: Annotated[str, Query(description="The moment since which your answers are counted; else now.")] = ""
    skipped: Annotated[str, Query(description="The keys of skipped questions, with a dot between them.")] = ""
    about: Annotated[str, Query(description="The id of one actor: only questions about this one.")] = ""

    @property
    def skips(self) -> tuple[str, ...]:
        """The keys of the questions that were skipped."""
        return tuple(filter(None, self.skipped.split(".")))

    def address(self, **changes: Any) -> str:
        """The address of the page, with something changed."""
        return address("/actors/questions", **asdict(replace(self, **changes)))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: what it is called and how often, what it is, in which papers, and the sentence that names it."""

    id: str
    name: str
    names: tuple[tuple[str, int], ...]
    about: tuple[str, ...]
    papers: tuple[tuple[str, str], ...]
    more_papers: int
    sentence: tuple[str, str, str]
    spoke: int


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two sides are one: `left` and `right` are the ids that an answer is about, `why` is why it is asked."""

    key: str
    ground: str
    why: str
    left: str
    right: tuple[str, ...]
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of the sitting; `key` is one of its judgements."""

    key: str
    action: Action
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The next question; None where all are answered or skipped.

    It is the `number`th of `total`; `skipped` of those that are left were skipped; `latest` are the last answers of the sitting, the
    last first. `is_unsaid` where something was taken back of which the questions are still to come.
    """

    question: Question | None
    number: int
    total: int
    answered: int
    skipped: int
    latest: tuple[Given, ...]
    is_unsaid: bool
    is_fresh: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Who is who as it was worked out, and what people have said of it until now."""

    who: Who
    standing: tuple[Judgement, ...]
    heard: Heard

    @staticmethod
    def of(case: Case, who: Who) -> Moment:
        """The moment that is now."""
        with case.people() as people:
            standing = about_actors(people.judgements())
        return Moment(who, standing, hear(who.homes, standing, known=who.judged))

    @property
    def is_unsaid(self) -> bool:
        """Whether something was taken back that is still in who is who."""
        return bool(self.who.judged - {j.id for j in self.standing})

    def open(self, about: str = "") -> Iterator[Candidate]:
        """The questions that nobody has answered, in their order; with an id only those about this one."""
        home = self.heard.home(about) if about else ""
        for candidate in self.who.linked.candidates:
            ends = (candidate.left[0], *candidate.right)
            if not self.heard.settles(candidate) and (not about or home in map(self.heard.home, ends)):
                yield candidate


def next_question(case: Case, who: Who, sitting: Sitting, *, visitor: str, is_fresh: bool, seconds: float) -> Asked:
    """The first question that is open and was not skipped, and how far the sitting is."""
    moment = Moment.of(case, who)
    keys = {key_of(candidate): candidate for candidate in moment.open(sitting.about)}
    skipped = [key for key in sitting.skips if key in keys]
    left = [candidate for key, candidate in keys.items() if key not in set(skipped)]
    given = _given(moment, visitor, sitting.began)
    question = _question(case, who, left[0]) if left else None
    counts = len(given) + len(skipped) + 1, len(given) + len(keys), len(given), len(skipped)
    told = tuple(given[:LATEST]), moment.is_unsaid
    return Asked(question, *counts, *told, is_fresh=is_fresh, seconds=seconds)


def key_of(candidate: Candidate) -> str:
    """What stands for a question in an address."""
    return sha256(f"{candidate.left[0]} {candidate.right[0]}".encode()).hexdigest()[:10]


def _given(moment: Moment, visitor: str, began: str) -> list[Given]:
    """The answers of a visitor since a moment, each once, the last first."""
    mine = {(j.at, j.action): j for j in moment.standing if j.who == visitor and j.at >= (began or "9")}
    return [_told(moment.who, j) for j in reversed(mine.values())]


def _told(who: Who, judgement: Judgement) -> Given:
    return Given(judgement.id, judgement.action, _called(who, judgement.subject), _called(who, str(judgement.value["other"])))


def _called(who: Who, actor: str) -> str:
    seen = who.appearances.get(actor)
    return seen.actor.name if seen is not None else actor[:8]


# ── both sides ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _question(case: Case, who: Who, candidate: Candidate) -> Question:
    left, right = (_side(case, side) for side in sides(who, candidate))
    return Question(key_of(candidate), candidate.ground.name.lower(), candidate.why, candidate.left[0], candidate.right, (left, right))


def _side(case: Case, side: Sequence[Appearance]) -> Side:
    names = Counter(a.actor.name for a in side)
    ranked = sorted(names.items(), key=lambda row: (-row[1], row[0]))
    about = sorted({", ".join(filter(None, (a.actor.kind.value, a.actor.country, a.actor.role))) for a in side})
    papers = list(dict.fromkeys(_papers(side)))
    cut = tuple(ranked[:PAPERS]), tuple(about[:PAPERS]), tuple(papers[:PAPERS]), max(0, len(papers) - PAPERS)
    return Side(side[0].actor.id, best_name(side), *cut, naming(case, shown_first(side)), sum(a.spoke for a in side))


def _papers(side: Iterable[Appearance]) -> Iterator[tuple[str, str]]:
    """What each paper is called, with its day, and where in the reader the actor is named."""
    for a in side:
        yield (f"{paper_of(a)}, {a.actor.published}" if a.actor.published else paper_of(a)), place_of(a)


# ── answering ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer: `is_kept` where it was recorded; else somebody, `by`, had answered meanwhile, or it followed."""

    is_kept: bool
    action: Action
    one: str
    other: str
    by: str = ""


def give_answer(case: Case, who: Who, question: Candidate, action: Action, *, visitor: str) -> Answered:
    """Record an answer, unless others have answered meanwhile. Raises WrongUse where an actor is not in the case."""
    one, other = _called(who, question.left[0]), _called(who, question.right[0])
    with _ANSWERING:
        moment = Moment.of(case, who)
        left = moment.heard.left_open(question)
        if not left:
            said = _settled_by(moment, question)
            return Answered(False, said.action if said else Action.MERGE, one, other, said.who if said else "")
        answer(case, replace(question, right=left), action, who=visitor)
    return Answered(True, action, one, other)


def _settled_by(moment: Moment, question: Candidate) -> Judgement | None:
    """The last judgement about both sides of a question; None where it follows from others."""
    about = {question.left[0], *question.left}, set(question.right)
    fits = (j for j in moment.standing if {j.subject, str(j.value["other"])} & about[0] and {j.subject, str(j.value["other"])} & about[1])
    return max(fits, key=lambda j: (j.at, j.id), default=None)
