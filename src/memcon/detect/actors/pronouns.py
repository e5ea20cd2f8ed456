"""Whom a pronoun means: the mention before it that agrees with it and stands best for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from memcon.detect.actors.census import Census, Entity, Sighting
from memcon.detect.grammar.reading import View
from memcon.detect.grammar.syntax import is_passive
from memcon.model.ledger import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

GENDER: Final = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NEUTER: Final = frozenset({"it", "its", "itself"})
PLURAL: Final = frozenset({"they", "them", "their", "themselves"})
SPEAKING: Final = frozenset({"i", "me", "my", "we", "us", "our", "you", "your", "myself", "ourselves"})
PRONOUNS: Final = frozenset(GENDER) | NEUTER | PLURAL

_PEOPLE: Final = frozenset({ActorKind.PERSON, ActorKind.UNNAMED})
_BODIES: Final = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.OFFICE})
LEAST_IN_QUOTATION: Final = -0.8
"""Inside a quotation a pronoun points into what the reader did not hear; only a close antecedent is believed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pronoun stands."""

    view: View
    token: Token
    previous_speaker: str | None
    speaker: str | None = None
    """The speaker of the statement whose addressee this is: they are two."""


def resolve_pronoun(census: Census, place: Place) -> Entity | None:
    """The entity that the pronoun stands for; None when none agrees with it."""
    scored = [(score, s) for s in census.before((place.view.index, place.token.i)) if (score := _score(census, place, s)) is not None]
    best: dict[str, tuple[float, int]] = {}
    for k, (score, sighting) in enumerate(scored):  # of two that stand equally well the nearer one is meant
        best[sighting.key] = max(best.get(sighting.key, (-99.0, 0)), (round(score, 3), k))
    ranked = sorted(best.items(), key=lambda pair: pair[1], reverse=True)
    if not ranked:
        return None
    if place.view.depths[place.token.i] and ranked[0][1][0] < LEAST_IN_QUOTATION:
        return None
    chosen = census.entities[ranked[0][0]]
    if chosen.gender is None and chosen.kind in _PEOPLE:
        chosen.gender = GENDER.get(place.token.lower_)
    return chosen


def _score(census: Census, place: Place, sighting: Sighting) -> float | None:
    entity = census.entities[sighting.key]
    agreement = _agreement(entity, place.token.lower_)
    if agreement is None or _shares_verb(place, sighting) or sighting.key == place.speaker:
        return None
    score = agreement - _distance(census, place, sighting)
    score += 1.2 if sighting.subject else (-0.3 if sighting.label == "poss" else 0.0)
    score += 0.8 if sighting.key == place.previous_speaker else 0.0
    score += 0.3 if entity.named and entity.kind is ActorKind.PERSON else 0.0
    score -= 1.5 if sighting.depth > place.view.depths[place.token.i] else 0.0
    return score - _participle_agent(census, place, sighting)


def _agreement(entity: Entity, pronoun: str) -> float | None:
    """How well number, gender and kind agree: None when they cannot."""
    if pronoun in GENDER:
        if entity.plural or (entity.gender is not None and entity.gender != GENDER[pronoun]):
            return None
        if entity.kind in _PEOPLE:
            return 0.5 if entity.gender is not None else 0.2
        return -1.2 if entity.kind is ActorKind.ORGANISATION and entity.named and not entity.country else None
    if pronoun in NEUTER:
        return 0.3 if not entity.plural and entity.kind in _BODIES | {ActorKind.DOCUMENT} else None
    if entity.plural or entity.kind is ActorKind.GROUP:
        return 0.5
    return -0.4 if entity.kind in _BODIES else None


def _shares_verb(place: Place, sighting: Sighting) -> bool:
    """Two arguments of one verb are two: in "Roth told him", "him" is not Roth; "his" may be."""
    if sighting.block != place.view.index or place.token.dep_ == "poss":
        return False
    clause = place.token.head
    if clause.dep_ == "relcl" and clause.head.i == sighting.token:
        return True  # "the letter, in which it stated": not the letter
    return (
        place.token.head.i == sighting.verb
        or _verb_above(place.token) == sighting.verb
        and sighting.label in ("nsubj", "nsubjpass", "dobj", "dative")
    )


def _verb_above(token: Token) -> int:
    while token.head.i != token.i and token.head.pos_ in ("ADP", "NOUN", "PROPN"):
        token = token.head
    return token.head.i


def _distance(census: Census, place: Place, sighting: Sighting) -> float:
    blocks = place.view.index - sighting.block
    if blocks == 0:
        here, there = place.view.sentence(place.token.i), place.view.sentence(sighting.token)
        apart = sum(there.start < s.start <= here.start for s in place.view.sentences)
        return (0.0, 1.0, 2.2)[apart] if apart < 3 else 2.0 + 0.7 * apart
    view = census.reading.views[sighting.block]
    to_end = sum(s.start > sighting.token for s in view.sentences)
    from_start = sum(s.start < place.token.i for s in place.view.sentences) - 1
    return 1.8 * blocks + 0.5 * max(0, to_end) + 0.8 * max(0, from_start)


def _participle_agent(census: Census, place: Place, sighting: Sighting) -> float:
    """ "Asked by Roth whether ..., he left": "he" is not Roth."""
    if sighting.block != place.view.index:
        return 0.0
    token = census.reading.views[sighting.block].tokens[sighting.token]
    up = token.head
    here = place.view.sentence(place.token.i)
    if up.lower_ == "by" and up.head.dep_ in ("advcl", "acl") and is_passive(up.head) and here.holds(sighting.token):
        return 2.0
    return 0.0
