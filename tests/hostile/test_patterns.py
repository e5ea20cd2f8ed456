"""Every regular expression of memcon stays linear: each is run on evil strings of 50,000 characters."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as regex_parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import memcon
from memcon import limits

LENGTH = 50_000


def _patterns() -> dict[str, re.Pattern[Any]]:
    found: dict[str, re.Pattern[Any]] = {}
    for info in pkgutil.walk_packages(memcon.__path__, "memcon."):
        if info.name.endswith(("__main__", "migrations.env")):  # programs, not modules
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            rows = value if isinstance(value, tuple) else (value,)
            for k, row in enumerate(rows):
                for part in row if isinstance(row, tuple) else (row,):
                    if isinstance(part, re.Pattern):
                        found[f"{info.name}.{name}[{k}]"] = part
    return found


PATTERNS = _patterns()
SEEDS = [
    "a",
    "A",
    " ",
    "\n",
    ".",
    "1",
    "-",
    "“",
    '"',
    "'",
    ":",
    "(",
    "<",
    "a ",
    "A ",
    "A.",
    "1. ",
    "a\n",
    "A\n",
    "Mr. A ",
    "1990-01-",
    "A B (",
    "By A",
    "(A",
    "PAGE 01 A",
    "AB ",
    "Ab ",
]


def _evil(seed: str, kind: type) -> str | bytes:
    text = (seed * (LENGTH // len(seed) + 1))[:LENGTH] + "!"
    return text.encode() if kind is bytes else text


def test_patterns_are_found() -> None:
    assert len(PATTERNS) >= 40


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_is_quick_on_evil_strings(name: str) -> None:
    pattern = PATTERNS[name]
    kind = bytes if isinstance(pattern.pattern, bytes) else str
    slow = [seed for seed in SEEDS if min(_seconds(pattern, _evil(seed, kind)) for _ in range(2)) >= limits.REGEX_SECONDS]
    assert slow == []


def _seconds(pattern: re.Pattern[Any], text: str | bytes) -> float:
    """Processor time of looking for the pattern everywhere in the text: what exponential or quadratic search would blow up."""
    started = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_has_no_unbounded_repeat_inside_another(name: str) -> None:
    pattern = PATTERNS[name]
    tree = regex_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    assert not _nests(tree, inside=False)


def _nests(tree: Any, *, inside: bool) -> bool:
    repeats = (codes.MAX_REPEAT, codes.MIN_REPEAT)
    for op, argument in tree:
        if op in repeats:
            unbounded = argument[1] == codes.MAXREPEAT
            if unbounded and inside or _nests(argument[2], inside=inside or unbounded):
                return True
        elif op is codes.SUBPATTERN and _nests(argument[3], inside=inside):
            return True
        elif op is codes.BRANCH and any(_nests(branch, inside=inside) for branch in argument[1]):
            return True
    return False
