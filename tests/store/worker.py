"""A process that works on a case and says what it has done, to be killed: `python -m tests.store.worker URL FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from memcon.model.judgement import Action, Judgement
from memcon.run.exporting import export_case
from memcon.store import Case, open_case
from memcon.store.search import Query
from tests.store.papers import READER, actor, key, paper

PAPERS = 40


def say(what: str) -> None:
    """Say that something is done, at once."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def work(case: Case, folder: Path) -> None:
    """Add papers, judge every third, join some people, export now and then; each step is said when it is done."""
    for n in range(PAPERS):
        case.add(paper(n), signature=READER)
        say(f"paper {n}")
        at = f"2024-01-01T00:00:{n:02d}.000000+00:00"
        if n % 3 == 0:
            say(f"judgement {case.judge(Judgement(Action.REJECT, key(paper(n)), 'ada', at)).id}")
        if n % 7 == 6:
            merge = Judgement(Action.MERGE, actor(paper(n)), "ada", at, value={"other": actor(paper(n - 1))})
            say(f"judgement {case.judge(merge).id}")
        if n % 10 == 9 and not (folder / f"export{n}").exists():
            export_case(case, "bundle", folder / f"export{n}", Query())


if __name__ == "__main__":
    with open_case(sys.argv[1], create=True) as opened:
        say("opened")
        work(opened, Path(sys.argv[2]))
