"""What the network shows, in words: a sentence for the picture, and a chip for each side that no field shows."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.run.chronicling import Chronicle, known_side
from memcon.web.rooms.network.answers import Found
from memcon.web.rooms.network.asked import ROLES, Wanted


@dataclass(frozen=True, slots=True)
class Chip:
    """A side that is told by what stands for one: the field, the key, its name, and the address without it."""

    field: str
    key: str
    words: str
    name: str
    address: str


def chips(wanted: Wanted, chronicle: Chronicle) -> tuple[Chip, ...]:
    """The sides that the fields of the form do not show."""
    return tuple(
        Chip(field, key, ROLES[field], known_side(key, chronicle).label, wanted.address(**{field: ""})) for field, key in wanted.keys
    )  # fmt: skip


def sentence(found: Found, wanted: Wanted, chronicle: Chronicle) -> str:
    """What is drawn, in a sentence."""
    graph = found.graph
    asked = {words: known_side(name, chronicle).label for role, words in ROLES.items() if (name := getattr(wanted, role).strip())}
    asked |= {"act": wanted.act, "outlet": wanted.outlet, "from": wanted.since, "until": wanted.until}
    asked |= {"lines of at least": "" if wanted.least == 1 else str(wanted.least)}
    told = "".join(f"; {words} {value}" for words, value in asked.items() if value)
    rest = f"; {graph.more:,} others not drawn" if graph.more else ""
    return f"{graph.statements:,} statements, {len(graph.nodes):,} who speak or are told{rest}{told}."
