# mypy: disable-error-code="import-not-found,import-untyped"
"""Runs in the environment of the rivals, which has no memcon: cases in, what each rival says of each out, as JSON.

krokai checks quotations of law against files on disk; its verdicts name a changed word of weight OPERATOR. gtrex says whether an
extracted quotation stands in its source; its repair step refuses a span whose numbers or negations differ. rapidfuzz has no notion
of a quotation: partial_ratio is a similarity.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Said = tuple[bool, bool, bool]
"""Found at all; found and a change seen; a change of meaning seen."""
FOUND_AT = 75.0
"""The partial ratio from which words count as found."""


def main() -> None:
    work = Path(sys.argv[1])
    told = json.loads((work / "cases.json").read_text(encoding="utf-8"))
    only, answers = sys.argv[2:], {}
    for name, make in RIVALS.items():
        if only and name not in only:
            continue
        started = time.perf_counter()
        ask = make(work, told["sources"])
        built = time.perf_counter() - started
        rows = [ask(case) for case in told["cases"]]
        answers[name] = {"rows": rows, "built": built, "seconds": time.perf_counter() - started - built}
    (work / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


def _krokai(work: Path, sources: list[dict[str, str]]) -> Callable[[dict[str, str]], Said]:
    from krokai.corpus import Corpus
    from krokai.verdicts import CLEAN
    from krokai.verify import check

    folder = work / "sources"
    folder.mkdir(exist_ok=True)
    for n, source in enumerate(sources):
        (folder / f"{n:05}.txt").write_text(source["text"], encoding="utf-8")
    corpus = Corpus([str(folder)], quiet=True)

    def ask(case: dict[str, str]) -> Said:
        verdict = check(case["quotation"], corpus)[0]
        found = verdict != "NOT_FOUND"
        return found, found and verdict not in CLEAN, verdict == "OPERATOR"

    return ask


def _gtrex(work: Path, sources: list[dict[str, str]]) -> Callable[[dict[str, str]], Said]:
    import warnings

    from gtrex import Policy, Repairer

    del work
    warnings.simplefilter("ignore")
    repairers: dict[str, Any] = {}
    texts = {source["id"]: source["text"] for source in sources}
    whole = "\n\n".join(texts.values())

    def ask(case: dict[str, str]) -> Said:
        key = case["source"] if case["source"] in texts else ""
        if key not in repairers:
            repairers[key] = Repairer(texts.get(key, whole), Policy())
        repair = repairers[key].repair(case["quotation"])
        blocked = repair.stage in ("numeric_guard", "polarity_guard")
        found = repair.accepted or repair.stage.endswith("_guard")
        return found, found and not repair.before.grounded, blocked

    return ask


def _rapidfuzz(work: Path, sources: list[dict[str, str]]) -> Callable[[dict[str, str]], Said]:
    from rapidfuzz import fuzz

    del work
    whole = "\n\n".join(source["text"] for source in sources)

    def ask(case: dict[str, str]) -> Said:
        score = fuzz.partial_ratio(case["quotation"], whole)
        return score >= FOUND_AT, FOUND_AT <= score < 100.0, False

    return ask


RIVALS = {"krokai": _krokai, "gtrex": _gtrex, "rapidfuzz": _rapidfuzz}

if __name__ == "__main__":
    main()
