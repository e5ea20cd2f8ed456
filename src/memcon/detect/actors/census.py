"""The census of a document: every person, office, state, paper and group that its text mentions, with each mention."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from memcon.detect.actors.names import describe, name_runs, shown, split_titles
from memcon.detect.grammar.nations import holds_office, nation_named
from memcon.detect.grammar.people import PLAIN_TITLES, bare, country_of, kind_of_noun, load_words, words_with_kinds
from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.states import State, find_government, find_state
from memcon.detect.grammar.syntax import children, objects_after
from memcon.language.casing import is_english
from memcon.model.document import Document, Kind
from memcon.model.ledger import ActorKind
from memcon.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


REMEMBERED: Final = 60
"""How many mentions back a pronoun or "the ambassador" may point: about four paragraphs."""


@dataclass(slots=True)
class Entity:
    """Somebody or something that can speak, while the document is being read."""

    key: str
    kind: ActorKind
    name: str
    gender: str | None = None
    plural: bool = False
    country: str | None = None
    named: bool = False
    head: str = ""
    first: str = ""
    surname: str = ""
    roles: set[str] = field(default_factory=set)
    role: str | None = None
    names: dict[str, None] = field(default_factory=dict)
    spans: set[Span] = field(default_factory=set)

    def seen_as(self, name: str, span: Span) -> None:
        """Remember a mention."""
        if name:
            self.names[name] = None
        self.spans.add(span)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of an entity: block, head token, and how it stands in its sentence."""

    block: int
    token: int
    key: str
    subject: bool
    verb: int
    label: str
    depth: int


class Census:
    """Collects the entities of one document in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entities: dict[str, Entity] = {}
        self.sightings: list[Sighting] = []
        self._surnames: dict[str, list[str]] = {}
        self._bodies: dict[str, list[str]] = {}
        self._at: dict[tuple[int, int], str] = {}
        self._listed = set(_listed_surnames(reading))
        self._governments = dict(_governments(reading.parsed.document))
        runs = [tuple(name_runs(view)) for view in reading.views]
        for view, names in zip(reading.views, runs, strict=True):
            self._full_names(view, names)
        for view, names in zip(reading.views, runs, strict=True):
            self._mentions(view, names)

    def before(self, here: tuple[int, int]) -> list[Sighting]:
        """The last mentions before a place (block, token), in the order of the text."""
        k = bisect_left(self.sightings, here, key=lambda s: (s.block, s.token))
        return self.sightings[max(0, k - REMEMBERED) : k]

    def at(self, block: int, token: int) -> Entity | None:
        """The entity whose mention has this head token."""
        key = self._at.get((block, token))
        return self.entities[key] if key is not None else None

    # ── first pass: full names ─────────────────────────────────────────────────────────────────────────────────────

    def _full_names(self, view: View, names: Sequence[Range]) -> None:
        for run in names:
            titles, words = split_titles(view, run)
            if len(words) >= 2 and self._is_person(view, run, titles, words):
                self._person(view, run, titles, words)

    def _is_person(self, view: View, run: Range, titles: list[str], words: list[str]) -> bool:
        known = load_words()
        if (body := nation_named(shown(view, run))) is not None and body.kind in ("igo", "ngo", "armed"):
            return False
        if bare(words[-1]) in known.roles or bare(words[-1]) in known.titles:
            return False
        if titles:
            return True
        head = view.tokens[run.end - 1]
        if bare(words[0]) in known.first and head.ent_type_ not in ("GPE", "FAC"):
            return True
        return head.ent_type_ == "PERSON" and find_state(" ".join(words)) is None and bare(words[-1]) not in known.outlets | known.offices

    def _person(self, view: View, run: Range, titles: list[str], words: list[str]) -> Entity:
        name = " ".join(words)
        key = "person:" + " ".join(bare(w) for w in words)
        entity = self.entities.get(key)
        if entity is None:
            entity = self.entities[key] = Entity(key, ActorKind.PERSON, name, named=True, first=bare(words[0]), surname=bare(words[-1]))
            self._surnames.setdefault(entity.surname, []).append(key)
        self._learn(view, entity, run, titles)
        return entity

    def _learn(self, view: View, entity: Entity, run: Range, titles: list[str]) -> None:
        """Titles, roles, gender and country that the words around a name give it."""
        words = load_words()
        kept = [bare(t) for t in titles if bare(t) not in PLAIN_TITLES]
        entity.roles |= set(kept)
        entity.role = max((entity.role or "", " ".join(kept)), key=len) or None
        head = view.tokens[run.end - 1]
        for noun in _appositions(head):
            entity.roles |= {noun.lemma_.lower()}
            entity.role = entity.role or (noun.lemma_.lower() if _is_role(noun.lemma_.lower()) else None)
            entity.gender = entity.gender or words.roles.get(noun.lemma_.lower())
            entity.country = entity.country or _country(view, noun, self._governments)
        state = next((s for t in view.tokens[run.start : run.end - 1] if (s := country_of(t.text)) is not None), None)
        entity.country = entity.country or (state.code if state is not None and titles else None) or _country(view, head, self._governments)
        entity.gender = (
            entity.gender or next((g for t in titles if (g := words.titles.get(bare(t)))), None) or words.first.get(entity.first)
        )

    # ── second pass: every mention ─────────────────────────────────────────────────────────────────────────────────

    def _mentions(self, view: View, names: Sequence[Range]) -> None:
        runs = {run.end - 1: run for run in names}
        inside = {i for run in runs.values() for i in range(run.start, run.end - 1)}
        known = words_with_kinds()
        for i, (token, part, lemma) in enumerate(zip(view.tokens, view.parts, view.lemmas, strict=True)):
            run = runs.get(i)
            if i in inside or (run is None and (part not in _NOUNS or lemma not in known)):
                continue
            entity = self._named(view, run) if run is not None else self._described(view, token)
            if entity is not None:
                self._see(view, token, entity, run or Range(i, i + 1))

    def _see(self, view: View, token: Token, entity: Entity, tokens: Range) -> None:
        self._at[view.index, token.i] = entity.key
        entity.seen_as(shown(view, tokens), view.span(tokens))
        top = token
        while top.dep_ in ("compound", "appos", "flat") and top.head.i != top.i:
            top = top.head
        verb = top.head.i
        self.sightings.append(
            Sighting(view.index, token.i, entity.key, top.dep_ in ("nsubj", "nsubjpass"), verb, top.dep_, view.depths[token.i])
        )

    def _named(self, view: View, run: Range) -> Entity | None:
        titles, words = split_titles(view, run)
        head = view.tokens[run.end - 1]
        if not words:
            return self._role(view, head)  # "the President": a title that stands for whoever holds it
        if (body := nation_named(shown(view, run))) is not None and body.kind in ("igo", "ngo", "armed"):
            return self._organisation(shown(view, run), head)  # "Security" and "Council" are also words of titles and of offices
        if bare(words[-1]) in load_words().roles or bare(words[-1]) in load_words().titles:
            return self._role(view, head)
        if len(words) >= 2 and self._is_person(view, run, titles, words):
            return self._person(view, run, titles, words)
        if (person := self._by_surname(view, run, titles, words)) is not None:
            return person
        name = shown(view, Range(run.end - len(words), run.end))
        if name.upper() in self._governments and not titles:
            government = self._governments[name.upper()]
            return self._entity(f"state:{bare(name)}", ActorKind.STATE, name, country=government.code if government else None, named=True)
        state = find_state(name)
        if state is not None and not titles:
            return self._entity(f"state:{state.code}:{bare(name)}", ActorKind.STATE, name, country=state.code, named=True)
        if titles or (len(words) == 1 and (head.ent_type_ == "PERSON" or bare(words[0]) in self._listed)):
            return self._surname_only(view, run, titles, words)
        return self._body_meant(name) or self._organisation(name, head)

    def _body_meant(self, name: str) -> Entity | None:
        """Whom "the Council" means: the one body named before whose name ends so."""
        keys = self._bodies.get(bare(name), ()) if bare(name) in load_words().offices else ()
        return self.entities[keys[0]] if len(keys) == 1 else None

    def _by_surname(self, view: View, run: Range, titles: list[str], words: list[str]) -> Entity | None:
        keys = list(self._surnames.get(bare(words[-1]), []))
        if len(words) > 1 or not keys:
            return None
        offices = {bare(t) for t in titles} - PLAIN_TITLES
        if offices:
            year = self.reading.parsed.document.year
            keys = [k for k in keys if holds_office(self.entities[k].first, bare(words[-1]), offices, year=year) is not False]
        if not keys:
            return None
        gender = next((g for t in titles if (g := load_words().titles.get(bare(t)))), None)
        keys = [k for k in keys if gender is None or self.entities[k].gender in (None, gender)] or keys
        fitting = [k for k in keys if {bare(t) for t in titles} - PLAIN_TITLES <= self.entities[k].roles or not titles]
        chosen = keys if len(keys) == 1 else fitting
        if len(chosen) == 1:
            self._learn(view, self.entities[chosen[0]], run, titles)
            return self.entities[chosen[0]]
        return (
            self._entity(f"either:{bare(words[-1])}", ActorKind.PERSON, " ".join([*titles, *words]), named=True) if len(keys) > 1 else None
        )

    def candidates(self, entity: Entity) -> list[Entity]:
        """The people whom an ambiguous surname could mean."""
        return (
            [self.entities[k] for k in self._surnames.get(entity.key.removeprefix("either:"), [])]
            if entity.key.startswith("either:")
            else []
        )

    def _surname_only(self, view: View, run: Range, titles: list[str], words: list[str]) -> Entity:
        kept = [t for t in titles if bare(t) not in PLAIN_TITLES]
        key = "person:" + " ".join(bare(w) for w in words)
        entity = self.entities.get(key)
        if entity is None:
            entity = self._entity(key, ActorKind.PERSON, " ".join([*kept, *words]), named=True)
            entity.surname = bare(words[-1])
            if titles and len(words) == 1:
                self._surnames.setdefault(entity.surname, []).append(key)
        elif kept and len(entity.name.split()) == len(words):
            entity.name = " ".join([*kept, *words])
        self._learn(view, entity, run, titles)
        return entity

    def _organisation(self, name: str, head: Token) -> Entity:
        words = load_words()
        last = bare(name.rsplit(maxsplit=1)[-1])
        if last in words.outlets and len(name.split()) > 1:
            kind = ActorKind.OUTLET
        elif head.ent_type_ in ("GPE", "LOC"):
            kind = ActorKind.STATE
        elif head.ent_type_ == "PERSON":
            kind = ActorKind.PERSON
        else:
            kind = ActorKind.ORGANISATION
        code = words.known.get(name.lower())
        if len(name.split()) > 1 and f"name:{bare(name)}" not in self.entities:
            self._bodies.setdefault(last, []).append(f"name:{bare(name)}")
        entity = self._entity(f"name:{bare(name)}", kind, name, named=True, country=code, plural=head.tag_ == "NNPS")
        entity.roles |= {bare(w) for w in name.split()} & words.offices
        return entity

    def _described(self, view: View, token: Token) -> Entity | None:
        if token.dep_ in ("compound", "npadvmod", "nmod"):
            return None
        return self._role(view, token)

    def _role(self, view: View, token: Token) -> Entity | None:
        lemma = token.lemma_.lower()
        plural = token.tag_ in ("NNS", "NNPS")
        kind = kind_of_noun(lemma, plural=plural)
        if kind is None:
            return None
        name = describe(view, token)
        definite = any(c.lower_ in ("the", "that", "this", "latter", "said") for c in children(token, "det")) or token.tag_ == "NNP"
        if definite and (earlier := self._earlier(view, token, lemma, plural=plural)) is not None:
            return earlier
        entity = self._entity(f"noun:{name.lower()}", kind, name, plural=plural)
        entity.head, entity.gender = lemma, entity.gender or load_words().roles.get(lemma)
        entity.country = entity.country or _country(view, token, self._governments)
        entity.roles |= {lemma}
        return entity

    def _earlier(self, view: View, token: Token, lemma: str, *, plural: bool) -> Entity | None:
        """Whom "the ambassador" or "the memo" means: the one seen before who fits, if there is just one."""
        country = _country(view, token, self._governments)
        modifiers = {c.lemma_.lower() for c in children(token, "amod", "compound", "nmod") if country_of(c.text) is None}
        fits = []
        for key in dict.fromkeys(s.key for s in reversed(self.sightings[-REMEMBERED:])):
            entity = self.entities[key]
            if entity.plural != plural or (country and entity.country and country != entity.country):
                continue
            if lemma in entity.roles and (not modifiers or modifiers & set(entity.name.lower().split()) or modifiers <= entity.roles):
                fits.append(entity)
            elif (
                country
                and entity.country == country
                and entity.kind is ActorKind.PERSON
                and lemma in ("official", "diplomat", "envoy", "representative", "side", "negotiator")
            ):
                fits.append(entity)
        people = [e for e in fits if e.kind is ActorKind.PERSON]
        if people:
            return people[0] if len(people) == 1 else None
        return fits[0] if fits and (not modifiers or len(fits) == 1) else None

    def _entity(
        self, key: str, kind: ActorKind, name: str, *, named: bool = False, plural: bool = False, country: str | None = None
    ) -> Entity:
        return self.entities.setdefault(key, Entity(key, kind, name, plural=plural, country=country, named=named))


def _governments(document: Document) -> Iterator[tuple[str, State | None]]:
    """What a paper of diplomats means by GOP, GOI; None where its text does not tell which state that is."""
    if document.kind is not Kind.STORY:
        for word in sorted(set(re.findall(r"\bGO[A-Z]{1,2}\b", document.text))):
            if not is_english(word.lower()):
                yield word, find_government(word, document.text)


def _listed_surnames(reading: Reading) -> Iterator[str]:
    """The surnames of those whom the list of persons of the volume has, and of who signed: people, whatever the tagger takes them for."""
    header = reading.parsed.document.header
    listed, signed = header.get("persons"), header.get("signed")
    for entry in (*(listed if isinstance(listed, list) else ()), signed):
        words = str(entry or "").partition(",")[0].split()
        if words:
            yield bare(words[-1])


_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_OCCUPATIONS: Final = ("er", "or", "ist", "ian", "man", "woman", "ant", "eur")


def _is_role(lemma: str) -> bool:
    """Whether a noun beside a name says what somebody is; "expectation" beside one is a slip of the parse."""
    return lemma in load_words().roles or (len(lemma) > 4 and lemma.endswith(_OCCUPATIONS))


def _appositions(head: Token) -> Iterator[Token]:
    """Common nouns that say what a named person is: "the mayor, Ana Lund", "Ana Lund, the mayor"."""
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        yield head.head
    yield from (c for c in children(head, "appos") if c.pos_ == "NOUN")
    yield from (c for c in children(head, "compound", "nmod") if c.pos_ == "NOUN")


def _country(view: View, head: Token, governments: Mapping[str, State | None]) -> str | None:
    """The state of a person or office: "Pakistan's ambassador", "the US official", "the Home Office's Ana Lund"."""
    for c in head.lefts:
        if c.dep_ in ("poss", "amod", "compound", "nmod"):
            words = view.text(Range(c.left_edge.i if c.dep_ == "poss" else c.i, c.i + 1))
            state = country_of(words) or country_of(c.text) or governments.get(c.text.upper())
            if state is not None:
                return state.code
    of = next(objects_after(head, "of", "from"), None)
    state = country_of(of.text) if of is not None else None
    return state.code if state is not None else None
