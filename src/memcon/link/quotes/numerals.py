"""Number words read as values, and names of several words read as one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from memcon.link.quotes.tables import numbers_of
from memcon.link.quotes.words import Word


def refine(words: Sequence[Word]) -> list[Word]:
    """The words with numbers read as one value each, per cent as percent and United States as U.S."""
    out: list[Word] = []
    i = 0
    openers = _openers()
    while i < len(words):
        word = words[i]
        if word.key not in openers and not word.key[0].isdigit():
            out.append(word)
            i += 1
            continue
        size, made = _merged(words, i)
        out.append(made)
        i += size
    return out


@cache
def _openers() -> frozenset[str]:
    """Words with which something that is read as one may begin."""
    return frozenset({"a", "per", "united", *numbers_of("numbers"), *numbers_of("scales"), *numbers_of("ordinals")})


def _merged(words: Sequence[Word], i: int) -> tuple[int, Word]:
    word = words[i]
    after = words[i + 1].key if i + 1 < len(words) else ""
    if word.key == "per" and after == "cent":
        return 2, _join(words[i : i + 2], "percent", None)
    if word.key == "united" and after in {"states", "kingdom", "nations"}:
        return 2, _join(words[i : i + 2], {"states": "u.s", "kingdom": "u.k", "nations": "u.n"}[after], None)
    size, value = _number(words, i)
    if size:
        return size, _join(words[i : i + size], f"#{value:.15g}", value)
    ordinal = numbers_of("ordinals").get(word.key)
    if ordinal is not None:
        return 1, word._replace(key=f"#{ordinal}th", value=float(ordinal))
    return 1, word


def _join(words: Sequence[Word], key: str, value: float | None) -> Word:
    first, last = words[0], words[-1]
    surface = first.surface if len(words) == 1 else f"{first.surface} {last.surface}"
    return Word(key, first.start, last.end, surface, first.term, value, first.bracket)


def _number(words: Sequence[Word], i: int) -> tuple[int, float]:
    """How many words from `i` on are one number, and its value; 0 where none is."""
    total, current, size, last = 0.0, 0.0, 0, ""
    if words[i].key == "a" and _key(words, i + 1) in numbers_of("scales"):
        current, size = 1.0, 1
    while (key := _key(words, i + size)) and words[i + size].bracket == words[i].bracket:
        kind = _kind(key)
        if kind == "scale":
            current, total, last = _scaled(current or 1.0, total, numbers_of("scales")[key], last)
        elif kind == "and" and last == "scale" and _kind(_key(words, i + size + 1)) == "unit" and total + current >= 100:
            last = "and"
        elif kind in {"digits", "unit"} and _may_follow(last, kind, current, key):
            current += _value(key)
            last = kind
        else:
            break
        size += 1
    return (size, total + current) if last else (0, 0.0)


def _scaled(current: float, total: float, scale: int, _last: str) -> tuple[float, float, str]:
    if scale in {12, 100}:
        return current * scale, total, "scale"
    return 0.0, total + current * scale, "scale"


def _may_follow(last: str, kind: str, current: float, key: str) -> bool:
    if last in {"", "and"}:
        return True
    if kind == "digits":
        return False
    small = _value(key)
    return (last == "scale") or (last == "unit" and current % 100 >= 20 and current % 10 == 0 and small < 10)


def _key(words: Sequence[Word], i: int) -> str:
    return words[i].key if i < len(words) else ""


def _kind(key: str) -> str:
    if key in numbers_of("scales"):
        return "scale"
    if key in numbers_of("numbers"):
        return "unit"
    if key[:1].isdigit() and key.replace(".", "", 1).isdecimal() and key.isascii():
        return "digits"
    return "and" if key == "and" else ""


def _value(key: str) -> float:
    return float(numbers_of("numbers")[key]) if key in numbers_of("numbers") else float(key)
