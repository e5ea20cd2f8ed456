"""The actors of all documents as they are compared: by name, by office, by body, by state, by papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from memcon import limits
from memcon.link.clusters import Trait
from memcon.link.names import NOBODY, Name, read_name
from memcon.link.offices import Office, is_one_person, read_office
from memcon.link.spelling import folded, spelt
from memcon.link.tables import load_table, words_of
from memcon.model.ledger import ActorKind


@dataclass(frozen=True, slots=True)
class Sighted:
    """An actor of one document, as far as it is compared with others; `published` is the ISO day of the document, or empty."""

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    role: str | None = None
    document: str = ""
    published: str = ""


LISTED_WORDS: Final = 3
"""Words of a name in a list of persons; what is longer is a headline."""


class Sort(StrEnum):
    """By what an actor is compared."""

    PERSON = "person"
    SURNAME = "surname"
    ROLE = "role"
    BODY = "body"
    STATE = "state"
    PAPERS = "papers"
    NOTHING = "nothing"  # "the spokesman", "officials": the same words are somebody else in the next paper


@dataclass(frozen=True, slots=True)
class Bearer:
    """An actor read: its sort, the key under which it is looked for, its name, its offices, its gender, all titles that it bears."""

    actor: Sighted
    sort: Sort
    key: str = ""
    name: Name = NOBODY
    offices: tuple[Office, ...] = ()
    gender: str | None = None
    titles: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.actor.id

    @property
    def traits(self) -> frozenset[Trait]:
        """What speaks against another who has it otherwise."""
        told = {"country": self.actor.country, "gender": self.gender, "suffix": self.name.suffix or None}
        return frozenset((name, value) for name, value in told.items() if value)


def read_bearer(actor: Sighted) -> Bearer:
    """The actor read."""
    read = _read(actor.kind, actor.name, actor.names, actor.country, actor.role)
    return Bearer(actor, read.sort, read.key, read.name, read.offices, read.gender, read.titles)


@lru_cache(maxsize=65_536)
def _read(kind: ActorKind, name: str, names: tuple[str, ...], country: str | None, role: str | None) -> Bearer:
    """Whoever is so called, read: the same people are in many documents."""
    actor = Sighted("", kind, name, names, country, role)
    match kind:
        case ActorKind.PERSON:
            return _person(actor)
        case ActorKind.UNNAMED | ActorKind.OFFICE:
            return _described(actor)
        case ActorKind.STATE:
            return _state(actor)
        case ActorKind.DOCUMENT:
            return Bearer(actor, Sort.PAPERS if _is_papers(actor.name) else Sort.NOTHING)
        case _:
            return _body(actor)


def _person(actor: Sighted) -> Bearer:
    name, forms = _fullest(actor), [read_name(form) for form in actor.names[: limits.QUOTE_BLOCKS]]
    gender = next((g for g in (name.gender, *(form.gender for form in forms)) if g), None)
    if not name.words:
        return _described(actor) if name.titles else Bearer(actor, Sort.NOTHING)
    if actor.name.islower() or all(word in words_of("names", "generic") for word in name.words):
        return Bearer(actor, Sort.NOTHING)
    if body_alias(actor.name):
        return Bearer(actor, Sort.BODY, body_alias(actor.name) or "")
    sort = Sort.PERSON if name.is_full else Sort.SURNAME
    offices = _offices(actor, (name, *forms))
    return Bearer(actor, sort, f"{name.key}\n{name.suffix}", name, offices, gender, _titles(actor, (name, *forms), offices))


def _fullest(actor: Sighted) -> Name:
    """The name; for a bare family name the full one that a list of persons in the file has: it stands last, behind shorter ones."""
    name, last = read_name(actor.name), actor.names[-1:]
    if len(name.words) != 1 or len(actor.names) < 2 or len(actor.names[-1]) <= len(actor.names[-2]):
        return name
    listed = read_name(last[0])
    return listed if listed.is_full and len(listed.words) <= LISTED_WORDS and listed.family == name.family else name


def _offices(actor: Sighted, names: tuple[Name, ...]) -> tuple[Office, ...]:
    told = [actor.role or "", *(name.title for name in names)]
    return tuple(dict.fromkeys(office for words in told if (office := read_office(words)) is not None))


def _titles(actor: Sighted, names: tuple[Name, ...], offices: tuple[Office, ...]) -> frozenset[str]:
    """The titles in one spelling, the offices with them: "sen" is "senator"; a role that is no title is none."""
    short = load_table("names")["short"]
    found = {office.name for office in offices}
    for words in (folded(actor.role or "").split(), *(name.title.split() for name in names)):
        if words and words[-1] in words_of("names", "titles"):
            found.add(" ".join([*words[:-1], short.get(words[-1], words[-1])]))
    return frozenset(found)


def _described(actor: Sighted) -> Bearer:
    office = read_office(actor.role or "") or read_office(actor.name)
    if office is None or actor.country is None or not is_one_person(actor.name):
        return Bearer(actor, Sort.NOTHING)
    return Bearer(actor, Sort.ROLE, f"{office.name}\n{actor.country}", NOBODY, (office,))


def _state(actor: Sighted) -> Bearer:
    words = set(folded(actor.name).split())
    if body_alias(actor.name):
        return Bearer(actor, Sort.BODY, body_alias(actor.name) or "")
    if "-" in actor.name and actor.name.endswith("s"):  # "African-Americans" are no state
        return Bearer(actor, Sort.NOTHING)
    if actor.country is None:
        return Bearer(actor, Sort.STATE, f"name {body_key(actor.name)}") if _is_proper(actor.name) else Bearer(actor, Sort.NOTHING)
    of_old = actor.country == "RUS" and words & set(load_table("bodies")["words"]["soviet"])
    return Bearer(actor, Sort.STATE, "SUN" if of_old else actor.country)


def _body(actor: Sighted) -> Bearer:
    known = body_alias(actor.name)
    if known is not None:
        return Bearer(actor, Sort.BODY, known)
    if actor.kind is ActorKind.GROUP or not _is_proper(actor.name) or len(actor.name) > limits.NAME_POINTS:
        return Bearer(actor, Sort.NOTHING)
    return Bearer(actor, Sort.BODY, body_key(actor.name))


def body_key(name: str) -> str:
    """The name of an organisation in one spelling, without articles."""
    words = folded(name[: limits.NAME_POINTS]).replace(".", "").replace("-", " ").split()
    kept = [spelt(word) for word in words if word not in ("the", "al", "el")]
    return " ".join(kept or words)


def body_alias(name: str) -> str | None:
    """The one name of an organisation that has several; None for one that is not listed."""
    return _aliases().get(body_key(name))


@cache
def _aliases() -> dict[str, str]:
    return {body_key(form): name for name, forms in load_table("bodies")["known"].items() for form in forms}


def _is_proper(name: str) -> bool:
    """Whether the words name one body and no other: a word in capitals that is not general, and none that is of one meeting."""
    words = name[: limits.NAME_POINTS].split()
    low = [folded(word).strip(".'-").removesuffix("'s") for word in words]
    if set(low) & set(load_table("bodies")["words"]["passing"]):
        return False
    general = words_of("names", "generic") | {"the", "a", "an"}
    return any(word[:1].isupper() and bare not in general for word, bare in zip(words, low, strict=True))


def _is_papers(name: str) -> bool:
    """Whether the words are one of the names under which a set of papers goes."""
    heads = set(load_table("offices")["papers"]["heads"])
    words = folded(name[: limits.NAME_POINTS]).split()
    before = words[
        : next((k for k, word in enumerate(words) if word in ("of", "on", "between", "from", "to", "about", "in", "by")), len(words))
    ]
    return bool(before) and before[-1] in heads
