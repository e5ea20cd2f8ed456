"""The frames of data/events.toml: which verbs and nouns name an event, and on which conditions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from memcon.detect.grammar.tables import load_table
from memcon.errors import BadCueData
from memcon.model.ledger import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_FILE: Final = "detect/data/events.toml"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a verb or noun names an event; data/events.toml says what each condition means."""

    type: EventType
    lemmas: frozenset[str]
    mode: str | None = None
    context: str | None = None
    sides: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    object_word: frozenset[str] = frozenset()
    object_phrase: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    phrase: frozenset[str] = frozenset()
    barred_complement: frozenset[str] = frozenset()
    complement: str | None = None
    people: bool = False
    persons: bool = False
    hit: bool = False
    person: bool = False
    territory: bool = False
    actor: bool = False
    crowd: bool = False
    threat: bool = False
    harm: bool = False
    reciprocal: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames by lemma, in the order of the file, and the other lists of it."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    words: dict[str, frozenset[str]]
    modes: dict[str, frozenset[str]]
    lemmas: dict[str, str]
    demand: Frame = Frame(EventType.REQUEST, frozenset())
    """What somebody says that another one must do."""


@cache
def load_frames() -> Frames:
    """All frames. Raises BadCueData with the frame that is wrong."""
    table = load_table("events")
    sets = {name: frozenset(words) for name, words in table["sets"].items()}
    lists = {
        f"{group}.{name}": frozenset(words) for group in ("intents", "happening", "crowds", "gates") for name, words in table[group].items()
    }
    return Frames(
        _by_lemma(table["verbs"], sets),
        _by_lemma(table["nouns"], sets),
        lists,
        {mode: frozenset(words) for mode, words in table["modes"].items()},
        table["lemmas"],
    )


@cache
def framed_lemmas() -> frozenset[str]:
    """The lemmas for which there is a frame, and those that are mended to one."""
    frames = load_frames()
    return frozenset(frames.verbs) | frozenset(frames.nouns) | frozenset(frames.lemmas)


def lemma_of(token: Token) -> str:
    """The lemma of a word in lower case, mended where the language model is known to be wrong."""
    lemma = token.lemma_.lower()
    return load_frames().lemmas.get(lemma, lemma)


def _by_lemma(rows: list[dict[str, Any]], sets: dict[str, frozenset[str]]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for row in rows:
        frame = _frame(row, sets)
        for lemma in row["lemmas"]:
            found[lemma] = (*found.get(lemma, ()), frame)
    return found


_KNOWN: Final = frozenset(field.name for field in fields(Frame))


def _frame(row: dict[str, Any], sets: dict[str, frozenset[str]]) -> Frame:
    unknown = set(row) - _KNOWN
    if unknown:
        raise BadCueData(_FILE, why=f"{row.get('lemmas')}: unknown keys {sorted(unknown)}")
    try:
        told = {name: _condition(name, value, sets) for name, value in row.items()}
        return Frame(**{**told, "type": EventType(row["type"])})
    except (KeyError, ValueError) as error:
        raise BadCueData(_FILE, why=f"{row.get('lemmas')}: {error}") from error


def _condition(name: str, value: Any, sets: dict[str, frozenset[str]]) -> Any:
    """A list as a set of words; "object" and "barred" name sets, or words where there is no such set."""
    if name in ("object", "barred"):
        return frozenset().union(*(sets.get(word, frozenset({word})) for word in value))
    if name == "sides":
        return tuple(value)
    return frozenset(value) if isinstance(value, list) else value
