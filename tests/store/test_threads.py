"""One case in many threads, as a web server uses it: nothing is lost, nothing is half, nobody waits for a reader."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

from memcon.model.judgement import Action, Judgement
from memcon.model.listings import DocumentQuery
from memcon.store import Case, open_case
from memcon.store.audit import now
from memcon.store.search import Query
from tests.store.papers import READER, actor, key, paper

THREADS = 8
PAPERS = 24


def look(case: Case) -> tuple[int, int]:
    """How many statements and documents a reader sees, in as many ways as there are; each of them whole."""
    documents = case.documents(DocumentQuery("report"), limit=100)
    hits = list(case.find(Query(), limit=100))
    assert len({hit.key for hit in hits}) == len(hits)
    assert all(document.statements == 1 for document in documents)
    facets = case.facets(Query("the"))
    assert sum(facet.count for facet in facets["act"]) == sum(facet.count for facet in facets["kind"])
    opened = case.opened(documents[0].key) if documents else None
    assert opened is None or len(opened.hits) == 1
    return len(hits), len(documents)


def test_many_read_while_one_writes(url: str) -> None:
    done = threading.Event()

    def read(case: Case) -> list[tuple[int, int]]:
        seen = [look(case)]
        while not done.is_set():
            seen.append(look(case))
        return seen

    with open_case(url, create=True, patience=30) as case, ThreadPoolExecutor(THREADS) as threads:
        readers = [threads.submit(read, case) for _ in range(THREADS)]
        try:
            for n in range(PAPERS):
                case.add(paper(n), signature=READER)
        finally:
            done.set()
        for reader in readers:
            seen = reader.result()
            assert seen == sorted(seen)
        assert look(case) == (PAPERS, PAPERS)
        assert case.faults() == []


def test_many_judge_at_once(url: str) -> None:
    def judge(case: Case, n: int) -> list[Judgement]:
        """A judgement about a paper of its own, about one of all, and about two people."""
        value = MappingProxyType({"other": actor(paper(n + 1))})
        return [
            case.judge(Judgement(Action.REJECT, key(paper(n)), f"reader {n}", now())),
            case.judge(Judgement(Action.ACCEPT, key(paper(PAPERS - 1)), f"reader {n}", now())),
            case.judge(Judgement(Action.MERGE, actor(paper(n)), f"reader {n}", now(), value=value)),
        ]

    with open_case(url, create=True) as case, ThreadPoolExecutor(THREADS) as threads:
        for n in range(PAPERS):
            case.add(paper(n), signature=READER)
        made = [j for some in threads.map(lambda n: judge(case, n), range(THREADS)) for j in some]
        assert {j.id for j in case.judgements()} == {j.id for j in made}
        assert len(made) == 3 * THREADS
        assert case.count(Query(status="rejected")) == THREADS
        assert case.count(Query(status="accepted")) == 1
        assert case.faults() == []


def test_the_same_judgement_from_many_is_one(url: str) -> None:
    with open_case(url, create=True) as case, ThreadPoolExecutor(THREADS) as threads:
        case.add(paper(0), signature=READER)
        judgement = Judgement(Action.REJECT, key(paper(0)), "ada", now())
        assert len({j.id for j in threads.map(case.judge, [judgement] * THREADS)}) == 1
        assert len(case.judgements()) == 1
        assert case.faults() == []


def test_news_are_told_to_one_alone(url: str) -> None:
    with open_case(url, create=True) as case, ThreadPoolExecutor(THREADS) as threads:
        case.save_search("all", Query())
        for n in range(6):
            case.add(paper(n), signature=READER)
        told = [hit.key for hits in threads.map(case.news, ["all"] * THREADS) for hit in hits]
        assert sorted(told) == sorted(key(paper(n)) for n in range(6))
