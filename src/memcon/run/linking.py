"""Reads the actors of a case and joins them; asks people about what is not sure, and records their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from memcon.link.actors import Candidate, Linked, link_actors
from memcon.link.bearers import Sighted
from memcon.link.people import Appearance, Person, homes_of, people_of
from memcon.model.judgement import Action, Judgement
from memcon.model.ledger import ActorKind
from memcon.run.correcting import judge_now
from memcon.store import Case
from memcon.store.people import Said, SeenActor

LATEST: Final = 5
"""Statements that are shown of one person."""
SIDE: Final = 140
"""Code points that are shown on each side of a name."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who is who in a case: the joins, and everybody as a row."""

    linked: Linked
    people: tuple[Person, ...]


def who_is_who(case: Case) -> Who:
    """Everybody in the case, joined as far as it is sure or as people have said."""
    with case.people() as people:
        appearances = [_appearance(seen) for seen in people.actors()]
    linked = link_actors((a.actor for a in appearances), case.judgements())
    return Who(linked, people_of(linked, appearances))


def _appearance(seen: SeenActor) -> Appearance:
    row = seen.row
    actor = Sighted(
        row["id"],
        ActorKind(row["kind"]),
        row["name"],
        tuple(row["names"]),
        row["country"],
        row["role"],
        seen.document,
        seen.published or "",
    )
    mentions = row["mentions"]
    known = {_form(form).casefold(): _form(form) for form in reversed((*row["names"], row["name"]))}  # cables stand in capitals
    forms = Counter(known[form] for m in mentions if (form := _form(m["text"]).casefold()) in known)
    best = next((m for m in mentions if _form(m["text"]).casefold() in known), mentions[0] if mentions else None)
    first = None if best is None else (best["start"], best["end"])
    return Appearance(
        actor, seen.title or "", seen.origin, tuple(sorted(forms.items())), len(mentions), first, seen.spoke, seen.told, seen.via
    )  # fmt: skip


def _form(text: str) -> str:
    """A mention as a name: on one line, without the possessive."""
    return " ".join(str(text).split()).removesuffix("’s").removesuffix("'s")


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is told of one person beside the row: statements by act, and the latest."""

    acts: dict[str, int]
    latest: list[Said]


def portrait(case: Case, person: Person) -> Portrait:
    """What a person says in the case."""
    with case.people() as people:
        return Portrait(people.acts(person.cluster.members), people.latest(person.cluster.members, most=LATEST))


def sentence_of(case: Case, appearance: Appearance) -> str:
    """The sentence in which an actor is first named in its document; empty where there is none."""
    if appearance.first is None:
        return ""
    with case.people() as people:
        text = people.text(appearance.actor.document)
    return sentence_around(text, *appearance.first)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence around a place, cut at line breaks of two, full stops, and SIDE code points on each side."""
    before, after = text[max(0, start - SIDE) : start], text[end : end + SIDE]
    head = max((before.rfind(mark) + len(mark) for mark in ("\n\n", ". ", "? ", "! ", ".” ") if mark in before), default=0)
    ends = [at + 1 for mark in ("\n\n", ". ", "? ", "! ", ".\n", ".”") if (at := after.find(mark)) >= 0]
    tail = min(ends, default=len(after))
    if head == 0 and start > SIDE:  # no half words
        before, head = f"…{before.partition(' ')[2]}", 0
    if not ends and end + SIDE < len(text):
        after, tail = f"{after.rpartition(' ')[0]}…", SIDE
    return " ".join(f"{before[head:]}{text[start:end]}{after[:tail]}".split())


# ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Asking:
    """One sitting: the questions that are still open, the answers given in it, and who gives them."""

    case: Case
    who: str
    linked: Linked
    open: list[Candidate] = field(default_factory=list)
    answers: list[tuple[Candidate, list[Judgement]]] = field(default_factory=list)
    _home: dict[str, str] = field(default_factory=dict)
    _parted: set[frozenset[str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.open = list(self.linked.candidates)
        self._see()

    def answer(self, action: Action) -> None:
        """Record of the first open question that its two sides are the same (merge) or are not (split)."""
        candidate = self.open.pop(0)
        subject = candidate.left[0]
        said = (judge_now(action, subject, {"other": id_}, who=self.who, why=candidate.why) for id_ in candidate.right)
        self.answers.append((candidate, [self.case.judge(judgement) for judgement in said]))
        self._see()
        self.open = [c for c in self.open if not self._settled(c)]

    @property
    def left(self) -> int:
        """How many questions nobody has answered, the skipped ones with them."""
        return sum(not self._settled(candidate) for candidate in self.linked.candidates)

    def skip(self) -> None:
        """Leave the first open question for another sitting."""
        self.open.pop(0)

    def undo(self) -> bool:
        """Take back the last answer and ask again, also what it had settled; False where there is none."""
        if not self.answers:
            return False
        candidate, judgements = self.answers.pop()
        for judgement in judgements:
            self.case.judge(judge_now(Action.UNDO, judgement.id, {}, who=self.who, why="taken back at once"))
        self._see()
        later = self.linked.candidates[self.linked.candidates.index(candidate) :]
        self.open = [c for c in later if not self._settled(c)]
        return True

    def _see(self) -> None:
        """Learn from all answers of this sitting which clusters are one, and which are not."""
        home = dict(homes_of(self.linked))
        said = [(j.action, j.subject, str(j.value["other"])) for _, judgements in self.answers for j in judgements]
        for action, one, other in said:
            if action is Action.MERGE:
                old, new = sorted((home[one], home[other]), reverse=True)
                home = {id_: new if at == old else at for id_, at in home.items()}
        self._home = home
        self._parted = {frozenset((home[one], home[other])) for action, one, other in said if action is Action.SPLIT}

    def _settled(self, candidate: Candidate) -> bool:
        left = self._home[candidate.left[0]]
        return all(self._home[id_] == left or frozenset((self._home[id_], left)) in self._parted for id_ in candidate.right)


def sides(who: Who, candidate: Candidate) -> tuple[Sequence[Appearance], Sequence[Appearance]]:
    """The actors on both sides of a question, in their documents."""
    by_id = {a.actor.id: a for person in who.people for a in person.appearances}
    return [by_id[id_] for id_ in candidate.left], [by_id[id_] for id_ in candidate.right]
