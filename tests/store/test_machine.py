"""Anything that can be done to a case, in any order, against a model of plain lists: Hypothesis looks for an order that differs."""

from __future__ import annotations

import shutil
import tempfile
from itertools import count
from pathlib import Path
from types import MappingProxyType

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from memcon.model.judgement import Action, Judgement
from memcon.run.exporting import export_case, import_bundle
from memcon.store import Case, open_case
from memcon.store.search import Query
from tests.store.conftest import Fresh
from tests.store.papers import READER, key, moved, paper

NUMBERS = st.integers(0, 5)
STATUS = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.EDIT: "edited"}


class Machine(RuleBasedStateMachine):
    """A case and, beside it, what it should hold."""

    fresh: Fresh

    def __init__(self) -> None:
        super().__init__()
        self.clock = count()
        self.folder = Path(tempfile.mkdtemp(prefix="memcon-machine-"))
        self.papers: dict[int, set[str]] = {}
        self.made: list[tuple[Judgement, int | str]] = []
        """Each judgement with the paper it is about, or the id of the judgement that it undoes."""

    @initialize()
    def begin(self) -> None:
        self.url = self.fresh()
        self.case: Case = open_case(self.url, create=True)

    @rule(n=NUMBERS, origin=st.sampled_from(["a", "b", "c"]))
    def add(self, n: int, origin: str) -> None:
        self.case.add(paper(n, origin=f"{origin}/{n}"), signature=READER)
        self.papers.setdefault(n, set()).add(f"{origin}/{n}")

    @precondition(lambda self: self.papers)
    @rule(data=st.data(), action=st.sampled_from(list(STATUS)))
    def judge(self, data: st.DataObject, action: Action) -> None:
        n = data.draw(st.sampled_from(sorted(self.papers)))
        value = {"act": "warn"} if action is Action.EDIT else {}
        self._record(Judgement(action, key(paper(n)), "ada", self._time(), "", None, MappingProxyType(value)), n)

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        undone, _ = data.draw(st.sampled_from(self.made))
        self._record(Judgement(Action.UNDO, undone.id, "ada", self._time()), undone.id)

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def judge_again(self, data: st.DataObject) -> None:
        judgement, _ = data.draw(st.sampled_from(self.made))
        self.case.judge(judgement)

    @precondition(lambda self: self.papers)
    @rule(data=st.data())
    def read_by_another_version_and_back(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.papers)))
        origin = min(self.papers[n])
        self.case.add(moved(paper(n, origin=origin)), signature="memcon/other")
        self.case.add(paper(n, origin=origin), signature=READER)

    @rule()
    def reopen(self) -> None:
        self.case.close()
        self.case = open_case(self.url)

    @rule(n=NUMBERS, origin=st.sampled_from(["a", "d"]))
    def merge_another_case(self, n: int, origin: str) -> None:
        folder = self.folder / f"bundle{next(self.clock)}"
        with open_case(self.fresh(), create=True) as other:
            other.add(paper(n, origin=f"{origin}/{n}"), signature=READER)
            made = other.judge(Judgement(Action.REJECT, key(paper(n)), "eve", self._time()))
            export_case(other, "bundle", folder, Query())
        list(import_bundle(self.case, folder))
        self.papers.setdefault(n, set()).add(f"{origin}/{n}")
        self.made.append((made, n))

    @invariant()
    def the_case_holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "case"):
            return
        hits = {hit.key: hit for status in (None, "rejected") for hit in self.case.find(Query(status=status))}
        assert {k: h.status for k, h in hits.items()} == {key(paper(n)): self._status(n) for n in self.papers}
        assert {k: h.origin for k, h in hits.items()} == {key(paper(n)): min(origins) for n, origins in self.papers.items()}
        assert {j.id for j in self.case.judgements()} == {j.id for j, _ in self.made}

    def teardown(self) -> None:
        if hasattr(self, "case"):
            assert self.case.faults() == []
            self.case.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _time(self) -> str:
        return f"2024-01-01T00:{next(self.clock):04d}"

    def _record(self, judgement: Judgement, about: int | str) -> None:
        self.made.append((self.case.judge(judgement), about))

    def _in_force(self, judgement: Judgement) -> bool:
        """By the definition: nobody has undone it who has not been undone."""
        return not any(about == judgement.id and self._in_force(undoing) for undoing, about in self.made if undoing.action is Action.UNDO)

    def _status(self, n: int) -> str:
        found = [j for j, about in self.made if about == n and j.action is not Action.UNDO and self._in_force(j)]
        status = "machine"
        for judgement in sorted(found, key=lambda j: (j.at, j.id)):
            keeps = judgement.action is Action.ACCEPT and status == "edited"
            status = status if keeps else STATUS[judgement.action]
        return status


def test_any_order_gives_what_the_model_gives(fresh: Fresh) -> None:
    machine = type("Bound", (Machine,), {"fresh": staticmethod(fresh)})
    run_state_machine_as_test(machine, settings=settings(max_examples=12, stateful_step_count=14, deadline=None))
