"""Other programs on the same quotations in the same run, in an environment of their own that memcon never needs."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bench.quotes.cases import MEANING, WANTED, Case
from bench.quotes.measure import check_cases, share
from bench.quotes.sets import Sets
from memcon.link.quotes import SourceIndex
from memcon.model.quotation import TextVerdict

PINNED: Final = ("krokai==0.15.0", "gtrex==1.1.0", "rapidfuzz==3.14.6")
"""All three are on PyPI and are what their names say: a checker of quotations of law, a checker of extracted quotations, similarity."""
NOTES: Final = """krokai 0.15.0 (MIT): quotations of law against files on disk; `OPERATOR` is a changed word of weight.
gtrex 1.1.0 (Apache-2.0): whether an extracted quotation stands in its one source; given the right source, which the others are not
  (foreign quotations: all sources as one text); a span that its number or polarity guard refuses counts as found and as meaning.
rapidfuzz 3.14.6 (MIT): partial_ratio against all sources as one text, found from 75, changed below 100; it names no change.
"""
WORKER: Final = Path(__file__).with_name("rival_worker.py")
_FEWER: Final = 100
"""Foreign quotations for the comparison: each costs the similarity a walk through the megabyte."""

Rows = list[list[bool]]


def compare(sets: Sets, index: SourceIndex) -> None:
    """Print, for each way and program: found, change seen, change of meaning seen."""
    cases = [*sets.altered, *sets.foreign[:_FEWER]]
    started = time.perf_counter()
    answers: dict[str, Any] = {"memcon": {"rows": _ours(cases, index), "built": 0.0, "seconds": time.perf_counter() - started}}
    answers |= ask_rivals(cases, sets)
    print(f"\n{NOTES}found / found and a change seen / a change of meaning seen, each a share of the quotations of the way")
    print(f"{'way':12} " + " ".join(f"{name:>17}" for name in answers))
    for way in (*WANTED, "foreign"):
        cells = (_cell(cases, told["rows"], (way,)) for told in answers.values())
        print(f"{way:12} " + " ".join(f"{cell:>17}" for cell in cells))
    print(f"{'six meanings':12} " + " ".join(f"{_cell(cases, told['rows'], MEANING):>17}" for told in answers.values()))
    print(f"{'per second':12} " + " ".join(f"{len(cases) / told['seconds']:17.1f}" for told in answers.values()))


def _cell(cases: Sequence[Case], rows: Rows, ways: Sequence[str]) -> str:
    mine = [row for case, row in zip(cases, rows, strict=True) if case.way in ways]
    return " / ".join(f"{share(row[k] for row in mine):.2f}" for k in range(3))


def _ours(cases: Sequence[Case], index: SourceIndex) -> Rows:
    checked = check_cases(cases, index)
    return [
        [c.found, c.found and c.check.verdict is not TextVerdict.VERBATIM, c.check.verdict is TextVerdict.MEANING_CHECK] for c in checked
    ]


def ask_rivals(cases: Sequence[Case], sets: Sets) -> dict[str, Any]:
    """The answers of the three, from one process in their environment."""
    with tempfile.TemporaryDirectory(prefix="memcon-rivals-") as work:
        folder = Path(work)
        python = _environment(folder / "venv")
        told = {
            "sources": [{"id": s.id, "text": s.text} for s in sets.sources],
            "cases": [{"quotation": c.quotation, "source": c.source} for c in cases],
        }
        (folder / "cases.json").write_text(json.dumps(told), encoding="utf-8")
        subprocess.run([str(python), str(WORKER), str(folder)], check=True, cwd=folder)
        answers: dict[str, Any] = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
        return answers


def _environment(folder: Path) -> Path:
    """A fresh environment with the pinned rivals; its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", *PINNED], check=True)
    return python
