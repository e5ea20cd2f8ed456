"""The cues: verbs, nouns and phrases that report speech, read from `data/*.toml`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from memcon.detect.grammar.tables import load_table
from memcon.errors import BadCueData
from memcon.model.ledger import Act

FRAMES: Final = frozenset(
    "quote that wh infinitive gerund object smallclause so bare particle rest whether "
    "as for of about on over with against from into to at".split()
)
HEARERS: Final = frozenset({"object", "particle", "to", "with", "from", "of", "at", "on"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One word or phrase that reports speech, with its act and where the rest stands (data/verbs.toml says how)."""

    lemma: str
    act: Act
    frames: tuple[str, ...]
    hearer: str | None = None
    needs: str | None = None
    words: tuple[str, ...] = ()
    document: bool = False
    voiced: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues of English that memcon knows."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, tuple[Cue, ...]]
    words: Mapping[str, frozenset[str]]

    def __len__(self) -> int:
        """How many different verbs, nouns and phrases there are."""
        return len(self.verbs) + len(self.nouns) + sum(len(c.words) for cues in self.phrases.values() for c in cues)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the packaged TOML files. Raises BadCueData with the file and the entry that is wrong."""
    phrases = load_table("phrases")
    return Lexicon(
        verbs=_by_lemma("verbs", load_table("verbs")["cues"]),
        nouns=_by_lemma("nouns", load_table("nouns")["cues"]),
        phrases=_by_lemma("phrases", [{**row, "lemmas": [row["lemma"]]} for row in phrases["verbs"]]),
        words=_word_sets(phrases),
    )


def _word_sets(phrases: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    """Every other list of words in phrases.toml under `table.key`."""
    return {f"{table}.{key}": frozenset(words) for table, keys in phrases.items() if isinstance(keys, dict) for key, words in keys.items()}


def _by_lemma(file: str, rows: list[dict[str, Any]]) -> Mapping[str, tuple[Cue, ...]]:
    found: defaultdict[str, list[Cue]] = defaultdict(list)
    for row in rows:
        for lemma in row.get("lemmas", ()):
            cue = _cue(file, lemma, row)
            if cue not in found[lemma]:
                found[lemma].append(cue)
    return {lemma: tuple(cues) for lemma, cues in found.items()}


def _cue(file: str, lemma: str, row: Mapping[str, Any]) -> Cue:
    frames = tuple(row.get("frames", ()))
    wrong = [frame for frame in frames if frame not in FRAMES]
    hearer = row.get("hearer")
    if not frames or wrong or (hearer is not None and hearer not in HEARERS):
        raise BadCueData(
            f"detect/data/{file}.toml", why=f"{lemma}: unknown frames {wrong} or hearer {hearer!r}; known are {sorted(FRAMES)}"
        )
    try:
        act = Act(row["act"])
    except (KeyError, ValueError) as error:
        raise BadCueData(f"detect/data/{file}.toml", why=f"{lemma}: no act, or one that is not in model.ledger.Act") from error
    return Cue(
        lemma,
        act,
        frames,
        hearer,
        row.get("needs"),
        tuple(row.get("words", ())),
        document=row.get("document", False),
        voiced=row.get("voiced", False),
        source=row.get("source"),
    )
