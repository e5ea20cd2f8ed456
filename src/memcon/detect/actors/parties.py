"""From the printed words of a party to the entity behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.actors.census import Census, Entity
from memcon.detect.actors.names import describe, shown
from memcon.detect.actors.pronouns import PRONOUNS, SPEAKING, Place, resolve_pronoun
from memcon.detect.grammar.people import PLAIN_TITLES, bare, kind_of_noun, load_words
from memcon.detect.grammar.reading import Range, Reading, View
from memcon.detect.grammar.states import find_state
from memcon.detect.grammar.syntax import RELATIVES, child, children
from memcon.model.ledger import ActorKind, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

QUANTIFIERS: Final = frozenset({"one", "some", "many", "several", "two", "three", "both", "others", "another", "most", "all"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """A party and the entity it was found to be."""

    party: Party
    entity: Entity | None


@dataclass(slots=True)
class PartyResolver:
    """Resolves the parties of one document; the last speakers are remembered for pronouns."""

    reading: Reading
    census: Census
    previous: str | None = None
    speaker: str | None = None

    def resolve(self, party: Party) -> Resolved:
        """The party with its resolved name, and the entity; the printed words stay where nothing is certain.

        While `speaker` is set, no pronoun is taken for that entity.
        """
        if party.span is None:
            return Resolved(party, None)
        view, head = self._head(party)
        if view is None or head is None:
            return Resolved(party, None)
        if (turn := self._turn_label(party, view)) is not None:
            return turn
        return self._resolve_head(party, view, head)

    def _head(self, party: Party) -> tuple[View | None, Token | None]:
        """The block and the head token of the printed words."""
        span = party.span
        assert span is not None
        view = self.reading.view_at(span.start)
        if view is None or not view.starts or span.start > view.starts[-1] + len(view.tokens[-1]):
            return None, None
        start, end = view.token_at(span.start), view.token_at(span.end)
        tokens = [view.tokens[i] for i in range(start, end)]
        inside = [t for t in tokens if not start <= t.head.i < end or t.head.i == t.i]
        nouns = [t for t in inside if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")]
        return view, next(iter(nouns or inside or tokens), None)

    def _resolve_head(self, party: Party, view: View, head: Token) -> Resolved:
        low = head.lower_
        if low in SPEAKING:
            return Resolved(party, None)
        if low in PRONOUNS:
            return self._pronoun(party, view, head)
        if low in RELATIVES:
            return self._relative(party, view, head)
        if low in ("latter", "former"):
            return self._ordinal(party, view, head)
        if low in QUANTIFIERS and child(head, "prep") is not None:
            return self._one_of(party, view, head)
        return self._noun(party, view, head)

    def _named(self, party: Party, entity: Entity, name: str | None = None) -> Resolved:
        candidates = self.census.candidates(entity)
        if candidates:
            why = f"{entity.name} may be " + " or ".join(c.name for c in candidates)
            return Resolved(replace(party, name=party.name, why=why), entity)
        return Resolved(replace(party, name=name or entity.name), entity)

    # ── pronouns ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _pronoun(self, party: Party, view: View, head: Token) -> Resolved:
        entity = resolve_pronoun(self.census, Place(view, head, self.previous, self.speaker if head.dep_ != "poss" else None))
        if entity is None:
            return Resolved(replace(party, why=f"whom “{head.text}” means cannot be told"), None)
        return self._named(party, entity)

    def _relative(self, party: Party, view: View, head: Token) -> Resolved:
        """ "Roth, who said": the noun in front. "whose mediator": the owner's mediator."""
        verb = head.head
        while verb.dep_ not in ("relcl", "acl") and verb.head.i != verb.i:
            verb = verb.head
        antecedent = (
            verb.head
            if verb.dep_ in ("relcl", "acl")
            else next((view.tokens[i] for i in range(head.i - 1, -1, -1) if view.tokens[i].pos_ in ("NOUN", "PROPN")), None)
        )
        if antecedent is None or antecedent.i > head.i:
            return Resolved(replace(party, why=f"whom “{head.text}” means cannot be told"), None)
        return self._noun(party, view, antecedent)

    def _ordinal(self, party: Party, view: View, head: Token) -> Resolved:
        """ "the latter": the last one mentioned; "the former": the one before."""
        here = (view.index, head.i)
        keys = list(
            dict.fromkeys(
                s.key
                for s in reversed(self.census.before(here))
                if self.census.entities[s.key].kind in (ActorKind.PERSON, ActorKind.UNNAMED)
            )
        )
        k = 0 if head.lower_ == "latter" else 1
        if len(keys) <= k:
            return Resolved(replace(party, why=f"whom “{head.text}” means cannot be told"), None)
        return self._named(party, self.census.entities[keys[k]])

    def _one_of(self, party: Party, view: View, head: Token) -> Resolved:
        """ "One of them": the description that follows, or one of those mentioned before."""
        described = next((c for c in children(head, "appos")), None)
        if described is None and head.i + 3 < len(view.tokens):
            comma = next((i for i in range(head.i + 1, min(head.i + 6, len(view.tokens))) if view.tokens[i].text == ","), None)
            described = next(
                (
                    view.tokens[i]
                    for i in range((comma or len(view.tokens)) + 1, min((comma or 0) + 5, len(view.tokens)))
                    if view.tokens[i].dep_ == "appos"
                    or (view.tokens[i].pos_ == "NOUN" and view.tokens[(comma or 0) + 1].lower_ in ("a", "an"))
                ),
                None,
            )
        if described is not None and described.lower_ not in RELATIVES:
            return self._noun(party, view, described)
        of = child(head, "prep")
        whom = child(of, "pobj") if of is not None else None
        if whom is not None and whom.lower_ in PRONOUNS:
            entity = resolve_pronoun(self.census, Place(view, whom, None))
            if entity is not None:
                longest = max([entity.name, *entity.names], key=len)
                return Resolved(replace(party, name=f"{head.text} of {_lower_first(longest)}"), None)
        return Resolved(party, None)

    # ── names and descriptions ─────────────────────────────────────────────────────────────────────────────────────

    def _noun(self, party: Party, view: View, head: Token) -> Resolved:
        entity = self._entity_at(view, head)
        if (
            entity is not None
            and entity.kind in (ActorKind.UNNAMED, ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.DOCUMENT)
            and not entity.named
        ):
            return self._described(party, view, head, entity)
        if entity is not None:
            return self._named(party, entity)
        return self._described(party, view, head, None)

    def _entity_at(self, view: View, head: Token) -> Entity | None:
        """The entity of the head, or of the proper name beside it: "its neighbour Marrow", "the mayor, Ana Lund"."""
        own = self.census.at(view.index, head.i)
        if own is not None and own.named:
            return own
        if own is not None and head.lemma_.lower() in load_words().offices:
            return own  # "the Roth government" is no person
        for c in (*children(head, "appos"), *children(head, "compound", "nmod")):
            beside = self.census.at(view.index, c.i)
            if beside is not None and beside.named and beside.kind is ActorKind.PERSON:
                return beside
        if head.dep_ == "appos" and (up := self.census.at(view.index, head.head.i)) is not None and up.kind is ActorKind.PERSON:
            return up
        return own

    def _described(self, party: Party, view: View, head: Token, entity: Entity | None) -> Resolved:
        """An unnamed source keeps its description, with the owner's name in place of "his" or "whose"."""
        owner = child(head, "poss")
        if owner is not None and (owner.lower_ in PRONOUNS or owner.lower_ == "whose"):
            whose = self._relative(party, view, owner) if owner.lower_ == "whose" else self._pronoun(Party(owner.text, None), view, owner)
            if whose.entity is not None and (whose.party.name or "").lower() not in PRONOUNS:
                rest = shown(view, Range(owner.i + 1, max(head.i + 1, owner.i + 2)))
                name = f"{whose.party.name}’s {rest}"
                kept = self._own(name, head)
                kept.country = kept.country or whose.entity.country
                return Resolved(replace(party, name=name), kept)
        limit = (
            view.token_at(party.span.end) if party.span is not None and party.span.start <= view.starts[head.i] < party.span.end else None
        )
        own = describe(view, head, before=limit)
        if entity is not None and entity.name.lower() != own.lower() and entity.kind is not ActorKind.PERSON:
            longer = entity.name if limit is None or len(entity.spans) > 1 else own
            return self._named(party, entity, max((longer, own), key=len))
        name = entity.name if entity is not None else (own if head.pos_ != "NUM" else party.name or "")
        return Resolved(replace(party, name=name or party.name), entity or self._own(name, head))

    def _own(self, name: str, head: Token) -> Entity:
        lemma = head.lemma_.lower()
        plural = head.tag_ in ("NNS", "NNPS") or head.pos_ == "NUM"
        kind = kind_of_noun(lemma, plural=plural) or (ActorKind.GROUP if plural else ActorKind.UNNAMED)
        key = f"noun:{name.lower()}"
        return self.census.entities.setdefault(key, Entity(key, kind, name, plural=plural, head=lemma))

    def signer(self) -> Entity | None:
        """Who signed the paper, when its header says so: the "I" of its text."""
        signed = self.reading.parsed.document.header.get("signed")
        if not isinstance(signed, str) or not signed.strip():
            return None
        name = _title_case(signed.strip())
        surname = bare(name.split()[-1])
        known = [e for e in self.census.entities.values() if e.kind is ActorKind.PERSON and e.surname == surname]
        if len(known) == 1:
            return known[0]
        key = "signer:" + name.lower()
        return self.census.entities.setdefault(key, Entity(key, ActorKind.PERSON, name, named=True, surname=surname))

    # ── labels of turns ────────────────────────────────────────────────────────────────────────────────────────────

    def _turn_label(self, party: Party, view: View) -> Resolved | None:
        """ "THE SECRETARY", "MR. HALVERSON", "Mr. Aho (Finland)": a label at the head of a block."""
        span = party.span
        assert span is not None
        text = self.reading.text
        if not view.starts or span.start > view.starts[0] + 1 or text[span.end : span.end + 1] not in (":", "."):
            return None
        printed = " ".join(text[span.start : span.end].split())
        name, _, state = printed.partition("(")
        found = find_state(state.rstrip(") "))
        shown_name = _title_case(name.strip())
        words = shown_name.split()
        shown_name = " ".join(words[1:]) if len(words) > 1 and bare(words[0]) in PLAIN_TITLES else shown_name
        shown_name = {"q": "Question", "a": "Answer"}.get(shown_name.lower().rstrip("."), shown_name)
        entity = self._participant(shown_name) or self._label_entity(shown_name)
        entity.country = entity.country or (found.code if found else None)
        entity.seen_as(printed, span)
        entity.name = _title_case(entity.name)
        return Resolved(replace(party, name=entity.name), entity)

    def _label_entity(self, name: str) -> Entity:
        key = "label:" + name.lower()
        surname = bare(name.rsplit(maxsplit=1)[-1])
        known = [e for e in self.census.entities.values() if e.kind is ActorKind.PERSON and e.surname == surname and e.named]
        if len(known) == 1:
            return known[0]
        words = load_words()
        role = bare(name.rsplit(maxsplit=1)[-1]) in words.roles or bare(name.rsplit(maxsplit=1)[-1]) in words.titles
        kind = ActorKind.UNNAMED if name in ("Q", "Question") else (ActorKind.OFFICE if role else ActorKind.PERSON)
        return self.census.entities.setdefault(
            key, Entity(key, kind, name.removeprefix("The ").strip() if role else name, surname=surname, named=not role)
        )

    def _participant(self, label: str) -> Entity | None:
        """The participant of the header whom the label names by surname or by role, when just one does."""
        participants = self.reading.parsed.document.header.get("participants")
        if not isinstance(participants, list):
            return None
        wanted = [w for w in (bare(w) for w in label.split()) if w not in ("the", "mr", "mrs", "ms", "dr")]
        fits = [p for p in participants if wanted and all(w in [bare(x.strip(",;()")) for x in p.split()] for w in wanted)]
        if len(fits) > 1:
            fits = [p for p in fits if bare(p.split()[0]) == wanted[0]] or fits
        if len(fits) != 1:
            return None
        name = _title_case(fits[0].split(",")[0].split("(")[0].strip())
        key = "participant:" + name.lower()
        return self.census.entities.setdefault(key, Entity(key, ActorKind.PERSON, name, named=True, surname=bare(name.split()[-1])))


def _title_case(name: str) -> str:
    return (
        " ".join(w.capitalize() if w.isupper() and len(w.strip(".")) > 2 else w for w in name.replace("-", "- ").split()).replace("- ", "-")
        if any(w.isupper() and len(w) > 2 for w in name.split())
        else name
    )


def _lower_first(name: str) -> str:
    return (
        name[:1].lower() + name[1:]
        if name.split(maxsplit=1)[0] in ("Two", "Three", "Four", "Several", "Some", "Many", "Officials", "People")
        else name
    )
