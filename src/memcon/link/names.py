"""What a name is made of, and how far two names can be one: the same, the same in another spelling, a part, another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Final

from rapidfuzz.distance import OSA

from memcon import limits
from memcon.link.spelling import folded, in_pinyin, loosened, spelt
from memcon.link.tables import load_table, words_of

LONG_WORD: Final = 5
"""Letters that a word must have before one of them may be a misprint: "Il" and "Un" are no misprints of one another."""
_INITIALS: Final = re.compile(r"\b(?:[A-Z]\.){2,5}|\b[A-Z]{2}(?= )")
_ABDUL: Final = re.compile(r"\babd(?:[aeu]l[ -]?|[ -](?:al|el|ul)[ -])(?=[a-z]{3})")
_SYLLABLE: Final = re.compile(r"[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,3}(?:ng|nh|[ckhlmnprtw])?")
_UL_HAQ: Final = re.compile(r"(?<=[a-z])[ -][aeu][ln][ -](?=[a-z]{3})")


class Likeness(StrEnum):
    """How far two names can be those of one person."""

    SAME = "same"
    SPELT = "spelt"  # the same but for how another alphabet is written in ours, or for the order at home
    MIDDLE = "middle"  # one has a middle name that the other leaves out
    INITIALS = "initials"
    SUFFIX = "suffix"  # one is called Jr. or II, the other is not
    NEAR = "near"  # one letter apart, or spelt carelessly
    SURNAME = "surname"  # one is the family name of the other
    DIFFERENT = "different"


@dataclass(frozen=True)
class Name:
    """A name read: `words` in one spelling, given names first, without titles and particles; `printed` folded but not respelt."""

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    suffix: str = ""
    printed: str = ""

    @cached_property
    def key(self) -> str:
        """What all spellings of the name share, but for its parts that are left out."""
        return "".join(self.words)

    @property
    def family(self) -> str:
        """The family name, or the only one; empty for no name."""
        return self.words[-1] if self.words else ""

    @property
    def is_full(self) -> bool:
        """Whether it is more than a family name, with or without one initial."""
        given = self.words[:-1]
        return bool(given) and len(self.family) > 1 and (len(given) >= 2 or len(given[0]) >= 2)

    @cached_property
    def gender(self) -> str | None:
        """What its titles show: m, f or None."""
        table = load_table("names")
        return next((sign for sign, name in (("m", "male"), ("f", "female")) if set(self.titles) & set(table[name])), None)

    @cached_property
    def title(self) -> str:
        """The titles that say an office: "deputy foreign minister"; empty for "Mr."."""
        return " ".join(word for word in self.titles if word not in _PLAIN)


_PLAIN: Final = frozenset(
    "mr mrs ms miss mme madame madam monsieur sir dr prof professor hon the his her excellency late comrade rev".split()
)
NOBODY: Final = Name(())


@lru_cache(maxsize=100_000)
def read_name(untrusted: str) -> Name:
    """The name read; no words for what is none, or longer than names are."""
    if len(untrusted) > limits.NAME_POINTS:
        return NOBODY
    spaced = _INITIALS.sub(lambda m: " ".join(m[0].replace(".", "")) + " ", _turned(untrusted))
    low = folded(spaced.replace("’s ", " ").replace("'s ", " ")).removesuffix("'s")
    titles, rest = _split_titles(low.split())
    rest, suffix = _split_suffix(rest)
    words = _in_order(_words(rest, small_first=_is_small(spaced, rest)), bound="-" in " ".join(rest[1:]))
    return Name(words, titles, suffix, " ".join(rest))


def _turned(untrusted: str) -> str:
    """ "Khan, Asad Majeed" with its given names first."""
    family, comma, given = untrusted.partition(",")
    if not comma or folded(given).strip(".") in load_table("names")["suffixes"]:
        return untrusted.replace(",", " ")
    titles, rest = _split_titles(folded(given).split())
    return f"{given} {family}" if rest and not titles and "," not in given and len(rest) <= 3 else family


def _split_titles(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The titles before a name, and the rest: the longest run of titles and qualifiers that ends with a title."""
    titles, qualifiers = words_of("names", "titles"), words_of("names", "qualifiers")
    bare = [word.rstrip(".") for word in words]
    run = len(list(takewhile(lambda word: word in titles or word in qualifiers, bare)))
    ends = [k for k in range(1, run + 1) if bare[k - 1] in titles or bare[:k] == ["the"]]
    end = max(ends, default=0)
    return tuple(bare[:end]), words[end:]


def _split_suffix(words: list[str]) -> tuple[list[str], str]:
    suffixes = load_table("names")["suffixes"]
    last = words[-1].strip(".") if len(words) > 1 else ""
    return (words[:-1], suffixes[last]) if last in suffixes else (words, "")


def _is_small(printed: str, rest: list[str]) -> bool:
    """Whether the first word of the name is printed in small letters, or bound by a hyphen: no given name then."""
    first = rest[0].partition("-")[0] if rest else ""
    return bool(re.search(rf"(?<!\w){re.escape(first)}(?:-|\b)", printed)) if first else False


def _words(rest: list[str], *, small_first: bool) -> list[str]:
    """The words in one spelling, without particles."""
    name = _UL_HAQ.sub(" ", _ABDUL.sub("abdul", in_pinyin(" ".join(rest))))
    particles, only = words_of("names", "particles"), words_of("names", "only_particles")
    words = [piece for word in name.split() for piece in _pieces(word, particles)]
    if words and words[0] in particles and not small_first and words[0] not in only:
        kept = [words[0], *(word for word in words[1:] if word not in particles)]
    else:
        kept = [word for word in words if word not in particles]
    return [spelt(word) for word in (kept or words)]


def _pieces(word: str, particles: frozenset[str]) -> list[str]:
    """A word as its pieces: an article cut from its name, initials apart, two names joined by a hyphen made one."""
    first, hyphen, rest = word.partition("-")
    if hyphen and first in particles:
        return [first, *_pieces(rest, particles)]
    bare = [piece for piece in word.replace("-", "").split(".") if piece.strip("'")]
    return [piece.strip("'") for piece in bare]


def _in_order(words: list[str], *, bound: bool) -> tuple[str, ...]:
    """The words with a family name that stands first at home moved behind its given names, which become one."""
    families = words_of("names", "family_first")
    if len(words) < 2 or words[0] not in families or words[-1] in families or len(words) > 3 or len(words[-1]) == 1:
        return tuple(words)
    short = len(words) == 3 and all(_SYLLABLE.fullmatch(word) for word in words[1:])
    if words[0] in words_of("names", "also_given") and not (bound or short):
        return tuple(words)
    return "".join(words[1:]), words[0]


def compare_names(one: Name, other: Name) -> Likeness:
    """How far two names can be those of one person; titles count only where they show a gender."""
    if (
        not one.words
        or not other.words
        or {one.gender, other.gender} == {"m", "f"}
        or (one.suffix != other.suffix and one.suffix and other.suffix)
    ):
        return Likeness.DIFFERENT
    if one.key == other.key:
        if one.suffix != other.suffix:
            return Likeness.SUFFIX
        return Likeness.SAME if one.printed == other.printed else Likeness.SPELT
    if len(one.words) == 1 or len(other.words) == 1:
        return Likeness.SURNAME if one.family == other.family else _careless(one, other)
    if one.family == other.family and (found := _given(one.words[:-1], other.words[:-1])) is not Likeness.DIFFERENT:
        return found
    return _careless(one, other)


def _given(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """How far two rows of given names can be one: equal, one of them shorter, or initials of the other."""
    if not _fits(one[0], other[0]):
        return Likeness.DIFFERENT
    if not _middles_fit(one[1:], other[1:]):
        return Likeness.DIFFERENT
    paired = list(zip(one, other, strict=False))
    return Likeness.INITIALS if any(a != b and 1 in (len(a), len(b)) for a, b in paired) else Likeness.MIDDLE


def _middles_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter row is left out, begins the longer, or is picked from it in whole words."""
    short, long = sorted((one, other), key=len)
    if all(_fits(a, b) for a, b in zip(short, long, strict=False)):
        return True
    left = iter(long)
    return all(len(word) > 1 and word in left for word in short)


def _fits(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _careless(one: Name, other: Name) -> Likeness:
    """NEAR where the names are one but for a letter of a long word, or but for careless spelling; a letter that tells genders is none."""
    if len(one.words) != len(other.words) or one.suffix != other.suffix or len(one.key) < LONG_WORD:
        return Likeness.DIFFERENT
    apart = [(a, b) for a, b in zip(one.words, other.words, strict=True) if a != b]
    if all(loosened(a) == loosened(b) for a, b in apart):
        return Likeness.NEAR
    return Likeness.NEAR if len(apart) == 1 and is_misprint(*apart[0]) else Likeness.DIFFERENT


def is_misprint(one: str, other: str) -> bool:
    """Whether one letter of a long word is left out, added, changed, or two changed places; not where it tells a man from a woman."""
    if min(len(one), len(other)) < LONG_WORD or OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    return not _tells_gender(one, other)


def _tells_gender(one: str, other: str) -> bool:
    endings = words_of("names", "gender_endings")
    if len(one) == len(other):
        return one[:-1] == other[:-1] and {one[-1], other[-1]} <= endings
    short, long = sorted((one, other), key=len)
    return long[:-1] == short and long[-1] in endings
