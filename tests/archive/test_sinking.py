"""Archives go into a case: what `memcon add` would find, nothing twice and nothing lost, whatever stops the way."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from memcon.archive.engines.news import News
from memcon.archive.sinking import fill_case, work_folder
from memcon.archive.tasks import Stage
from memcon.errors import ArchiveError
from memcon.language import Parser
from memcon.run.adding import Options, add_files
from memcon.run.pipeline import Pipeline
from memcon.store import Case, open_case
from tests.archive.conftest import Crawl, Here, Here_, plan_of, rows
from tests.archive.engines.driving import finish, receipts, start
from tests.store import postgres
from tests.store.conftest import Fresh, fresh, fresh_database, server

__all__ = ["fresh", "server"]  # fixtures


def silent(line: str) -> None:
    """Nothing is to be said."""
    pytest.fail(line)


def asked(case: Case, query: str) -> list[tuple[Any, ...]]:
    """The rows that the database gives, in an order of their own."""
    with case._home.reading() as connection:
        return sorted(map(tuple, connection.exec_driver_sql(query).all()), key=str)


STATEMENTS = "SELECT s.key, s.details, s.status, d.key FROM statements s JOIN documents d ON d.id = s.document_id"
TOLD = (
    "SELECT d.text, s.start, s.content, s.speaker, s.addressees, s.via, s.act, s.manner, s.polarity, s.stance, s.said_from, s.status "
    "FROM statements s JOIN documents d ON d.id = s.document_id"
)
"""What statements say, without the ids: those of the pages of a file that is added are made of the bytes of the file."""
WHOLE = (
    "SELECT key, origin, title, published, language, text, details FROM documents",
    STATEMENTS,
    "SELECT a.details, d.key FROM actors a JOIN documents d ON d.id = a.document_id",
    "SELECT origin, stage, code, message FROM failures",
)


def contents(case: Case) -> list[list[tuple[Any, ...]]]:
    """Everything in a case that does not depend on the order in which it came."""
    return [asked(case, query) for query in WHOLE]


@pytest.fixture(scope="module")
def filled(crawl: Crawl, parser: Parser, tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[Any, ...]]]:
    """What a case holds into which the crawl went without a stop."""
    folder = tmp_path_factory.mktemp("filled")
    plan, url = plan_of(crawl), str(folder / "case.memcon")
    fill_case(plan, url, work=folder / "work", engine=lambda out: Here(plan, out, parser), told=silent)
    with open_case(url) as case:
        return contents(case)


# ── what is in it ──


def is_aside(details: str) -> list[str]:
    """Why nothing was looked for in a document, by its details."""
    return [warning["code"] for warning in json.loads(details)["warnings"] if warning["code"] in ("copy", "language")]


def test_a_case_holds_what_adding_the_same_pages_gives(crawl: Crawl, here: Here_, parser: Parser, fresh: Fresh, tmp_path: Path) -> None:
    plan, url = plan_of(crawl), fresh()
    made = fill_case(plan, url, work=tmp_path / "work", engine=here(plan), told=silent)
    added = str(tmp_path / "added.memcon")
    with open_case(added, create=True) as case:
        list(add_files(case, [str(crawl.path)], Options(), pipeline=Pipeline(parser=parser, sandboxed=False)))
        alone = asked(case, TOLD)
    with open_case(url) as case:
        there = asked(case, TOLD)
        ways = asked(case, "SELECT text, details FROM documents")
        assert case.faults() == []
        assert case.counts().failures == sum(made.tally.failures.values()) > 0
    read = {text for text, details in ways if not is_aside(details)}
    both = read & {row[0] for row in alone}  # the whole file unpacks to more than a single file may: adding takes its beginning
    assert both
    assert {row for row in alone if row[0] in both} == {row for row in there if row[0] in both}
    assert len(set(there)) == len(there) > len(read) > 0
    assert {row[0] for row in there} == read
    aside = [warning for _, details in ways for warning in is_aside(details)]
    codes = Counter(aside)
    assert codes == {"copy": made.tally.counts["copy"], "language": made.tally.counts["language"]}
    assert min(codes.values()) > 0
    assert not (tmp_path / "work").exists()


def test_what_could_not_be_taken_in_is_a_failure_of_the_case(crawl: Crawl, finished: Path, filled: list[list[tuple[Any, ...]]]) -> None:
    told = sorted((row["origin"], row["stage"], row["code"], row["message"]) for row in rows(finished, "failures"))
    assert told
    assert filled[3] == told


def test_the_work_folder_is_beside_the_case_and_the_same_however_the_case_is_named(
    crawl: Crawl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = plan_of(crawl)
    assert work_folder(plan, "a.memcon") == work_folder(plan, f"{tmp_path}/./a.memcon")
    assert work_folder(plan, "a.memcon").parent == tmp_path
    secret = work_folder(plan, "postgresql://mara:hemlock@db/case")
    assert secret == work_folder(plan, "postgresql://aldo@db/case")
    assert not secret.is_absolute()


# ── stops ──


@pytest.mark.parametrize("stop", [12, 14])
def test_a_case_that_was_stopped_is_filled_by_the_same_command(
    stop: int, crawl: Crawl, here: Here_, fresh: Fresh, filled: list[list[tuple[Any, ...]]], tmp_path: Path
) -> None:
    plan, url, work = plan_of(crawl), fresh(), tmp_path / "work"
    with pytest.raises(KeyboardInterrupt):
        fill_case(plan, url, work=work, engine=here(plan, stop=stop), told=silent)
    fill_case(plan, url, work=work, engine=here(plan, backwards=True), told=silent)
    with open_case(url) as case:
        assert contents(case) == filled
        assert case.faults() == []
    assert not work.exists()
    fill_case(plan, url, work=work, engine=here(plan), told=silent)
    with open_case(url) as case:
        assert contents(case) == filled
        assert case.faults() == []


def test_a_folder_of_another_case_is_told(crawl: Crawl, here: Here_, tmp_path: Path) -> None:
    plan, work = plan_of(crawl), tmp_path / "work"
    with pytest.raises(KeyboardInterrupt):
        fill_case(plan, str(tmp_path / "one.memcon"), work=work, engine=here(plan, stop=14), told=silent)
    with pytest.raises(ArchiveError, match="of a case that had more than this one has; remove it"):
        fill_case(plan, str(tmp_path / "two.memcon"), work=work, engine=here(plan), told=silent)


def test_a_command_that_is_killed_fills_the_case(crawl: Crawl, filled: list[list[tuple[Any, ...]]], tmp_path: Path) -> None:
    url, work = tmp_path / "case.memcon", tmp_path / "work"
    words = (crawl.path, "--ledger", url, "--work", work, "--split-records", "6", "--workers", "2")
    one = start(*words)
    assert one.reaches(lambda: receipts(work, "read") >= 2)
    assert one.end(signal.SIGKILL)[2] == []
    last = finish(*words)
    assert last.returncode == 1, last
    with open_case(str(url)) as case:
        assert contents(case) == filled
        assert case.faults() == []
    assert not work.exists()


# ── a server that is restarted ──


class Restarting(Here):
    """An engine during whose work the server goes away; `restart` is called before the second split is handed over."""

    restart: Callable[[], None]

    def run(self, tasks: Any) -> Iterator[News]:
        for n, news in enumerate(super().run(tasks)):
            if n == 1 and tasks[0].stage is Stage.READ:
                self.restart()
            yield news


@pytest.fixture
def own() -> Iterator[postgres.Server]:
    """A server that the test may stop."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.running() as one:
        yield one


def test_a_server_that_is_restarted_is_waited_for(
    own: postgres.Server, crawl: Crawl, parser: Parser, filled: list[list[tuple[Any, ...]]], tmp_path: Path
) -> None:
    plan, url, lines = plan_of(crawl), fresh_database(own.address), list[str]()

    def come_back() -> None:
        time.sleep(1.2)
        own.start()

    def restart() -> None:
        own.stop()
        back.start()

    back = threading.Thread(target=come_back)

    def engine(out: Path) -> Restarting:
        made = Restarting(plan, out, parser)
        made.restart = restart
        return made

    fill_case(plan, url, work=tmp_path / "work", engine=engine, told=lines.append)
    back.join()
    assert lines
    assert all("it is" in line for line in lines)
    with open_case(url) as case:
        assert contents(case) == filled
        assert case.faults() == []
