"""The packaged word lists of the quote check, `data/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from memcon.errors import BadCueData


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table `data/NAME.toml`, read once; nobody changes it. Raises BadCueData where it is no TOML."""
    file = files("memcon.link.quotes") / "data" / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadCueData(f"link/quotes/data/{name}.toml", why=str(error)) from error


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of `words.toml` as a set."""
    return frozenset(load_table("words")[name].split())


@cache
def phrases_of(name: str) -> tuple[tuple[str, ...], ...]:
    """A list of phrases of `words.toml`, each as its words, the longest first."""
    phrases = (tuple(phrase.split("_")) for phrase in load_table("words")[name].split())
    return tuple(sorted(phrases, key=lambda words: (-len(words), words)))


@cache
def values_of(name: str) -> dict[str, str]:
    """A table of `words.toml` from word to value."""
    return dict(load_table("words")[name])


@cache
def numbers_of(name: str) -> dict[str, int]:
    """A table of `words.toml` from word to number."""
    return {word: int(value) for word, value in load_table("words")[name].items()}


@cache
def classes_of(name: str) -> dict[str, frozenset[str]]:
    """A table of `words.toml` from word to the classes it belongs to."""
    return {word: frozenset(value.split()) for word, value in load_table("words")[name].items()}


@cache
def function_words() -> frozenset[str]:
    """Words that carry grammar and little else."""
    return frozenset(word for line in load_table("words")["function"].values() for word in line.split())


@cache
def apart_names() -> frozenset[str]:
    """Names that are never spellings of one another."""
    return frozenset(load_table("names")["apart"].split())


@cache
def verb_forms() -> dict[str, str]:
    """The base of each irregular form."""
    found: dict[str, str] = {}
    for line in load_table("verbs")["forms"].strip().splitlines():
        base, *forms = line.split()
        for form in (base, *forms):
            found.setdefault(form, base)
    return found
