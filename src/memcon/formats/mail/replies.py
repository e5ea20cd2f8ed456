"""The levels of a mail: what its writer wrote, what it answers, what it forwards, each with the writer that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 100
"""Levels that are told apart; deeper ones stay with the last."""
_MARKS: Final = re.compile(r"(?:>[ \t]?){1,50}")
_WROTE: Final = re.compile(
    r"(?:On (?P<when>[^\n]{4,120}\d[^\n,]{0,20}), )?(?P<who>[^\n]{2,120}?) (?:wrote|writes)(?: on [^\n]{4,60})?:[ \t]{0,8}$"
)
_DIVIDER: Final = re.compile(
    r"[ \t]{0,8}(?:-{2,40}[ \t]{0,8}"
    r"(?P<what>original message|forwarded (?:message|by)[^\n]{0,80}?)[ \t]{0,8}-{2,40}|(?P<begin>begin forwarded message:))[ \t]{0,8}$",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(r"[ \t]{0,8}\*?(?P<name>From|Sent|Date|To|Cc|Subject):\*?[ \t]{0,8}(?P<value>[^\n]*)$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\s{0,4}[<\[(](?:mailto:)?[^<>\[\]()\s]{1,200}@[^<>\[\]()\s]{1,200}[>\])]\s{0,4}")


@dataclass(slots=True)
class Level:
    """One writer's words; `how` is `reply` for what is answered, `forward` for what is passed on, None for the mail itself."""

    how: str | None = None
    sender: str | None = None
    to: tuple[str, ...] = ()
    sent: str | None = None
    subject: str | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the level, marks taken off."""
        return "\n".join(self.lines).strip("\n")


def split_levels(text: str) -> tuple[Level, ...]:
    """The writer's own words first, then each quoted or forwarded passage by where it begins.

    Quoted are lines behind ">" (RFC 3676, section 4.5), with the line above that says who wrote them, and everything below
    a line or a head that a mail program puts above what it passes on.
    """
    levels = [Level()]
    for part, told in _parts(text.split("\n")):
        base = levels[0] if told is None else told
        if told is not None:
            levels.append(base)
        _sort_lines(part, base, levels)
    return (levels[0], *(level for level in levels[1:] if level.text.strip()))


def _parts(lines: list[str]) -> Iterator[tuple[list[str], Level | None]]:
    """The lines cut where a mail program says that another mail begins, with what it says of that mail."""
    start, told, k = 0, None, 0
    while k < len(lines):
        opened = _opened(lines, k)
        if opened is None:
            k += 1
            continue
        yield lines[start:k], told
        told, k = opened
        start = k
    yield lines[start:], told


def _opened(lines: list[str], k: int) -> tuple[Level, int] | None:
    """The level that begins at line `k` and where its text does, if one begins there."""
    divider = _DIVIDER.match(lines[k])
    at = k + 1 if divider else k
    while divider and at < len(lines) and not lines[at].strip():
        at += 1
    told: dict[str, str] = {}
    while at < len(lines) and (m := _FIELD.match(lines[at])) is not None:
        told[m["name"].lower()] = m["value"].strip()
        at += 1
    if divider is None and ("from" not in told or len(told) < 3 or k == 0):  # a list of names alone is no head of a mail
        return None
    forward = divider is not None and (divider["begin"] or divider["what"].lower().startswith("forward"))
    return Level(
        "forward" if forward else "reply",
        _person(told.get("from")),
        _people(told.get("to")),
        told.get("sent") or told.get("date"),
        told.get("subject"),
    ), at


def _sort_lines(lines: list[str], base: Level, levels: list[Level]) -> None:
    """Each line to the level of its marks; a line that says who wrote names the level below it."""
    open_levels = [base]
    named: Level | None = None
    for k, line in enumerate(lines):
        depth, words = _depth(line)
        if not words.strip():
            open_levels[min(depth, len(open_levels) - 1)].lines.append("")
            continue
        wrote = _wrote(lines, k, depth)
        if wrote is not None:
            named = wrote
            continue
        if depth >= len(open_levels) or (named is not None and depth > 0):
            del open_levels[max(1, min(depth, len(open_levels))) :]
            if depth > 0 and len(levels) < MOST:
                open_levels.append(named or Level("reply"))
                levels.append(open_levels[-1])
            named = None
        open_levels[min(depth, len(open_levels) - 1)].lines.append(words)


def _depth(line: str) -> tuple[int, str]:
    m = _MARKS.match(line)
    return (m.group().count(">"), line[m.end() :]) if m else (0, line)


def _wrote(lines: list[str], k: int, depth: int) -> Level | None:
    """What a line says of the deeper lines below it: "On Monday, 3 May 2021, Ines Roth wrote:"."""
    m = _WROTE.match(_depth(lines[k])[1])
    following = next((line for line in lines[k + 1 : k + 4] if line.strip(" \t>")), "")
    if m is None or _depth(following)[0] <= depth:
        return None
    return Level("reply", _person(m["who"]), sent=m["when"])


def _person(raw: str | None) -> str | None:
    name = _ADDRESS.sub(" ", raw or "").strip(" \t\"'") or (raw or "").strip(" <>")
    return " ".join(name.split()) or None


def _people(raw: str | None) -> tuple[str, ...]:
    bare = _ADDRESS.sub(";", raw or "")
    return tuple(name for part in bare.split(";") if (name := _person(part.strip(" ,"))) is not None)
