"""Who is who in words, as JSON, and as cells of a table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from memcon import limits
from memcon.link.actors import Candidate, Linked
from memcon.link.people import Appearance, Held, Person, best_name
from memcon.text import printable

MOST_NAMES: Final = 6
"""Names, roles and questions that are shown in a list; one person alone is shown with all."""
NAME_POINTS: Final = 80
"""The longest name in a list; `--json` has it whole."""
COLUMNS: Final = (
    "id", "name", "kind", "country", "roles", "names", "documents", "spoke", "spoken_to", "quoted_via", "mentioned", "evidence",
    "uncertain", "actors",
)  # fmt: skip
"""The columns of the table."""


def plain(untrusted: str, *, most: int = NAME_POINTS) -> str:
    """A name or phrase on one line, with nothing in it that a terminal would obey."""
    return printable(" ".join(untrusted[: 2 * limits.SENTENCE_POINTS].split()), most=most)


def heading(person: Person) -> str:
    """Name, kind, state: "Asad Majeed Khan · person · PAK"."""
    return " · ".join([plain(person.name) or "no name", person.kind.value, *([plain(person.country)] if person.country else [])])


def counts_words(person: Person) -> str:
    """How much somebody speaks and is spoken of."""
    told = ((person.spoke, "spoke"), (person.told, "was told"), (person.via, "passed it on"), (person.mentioned, "mentioned"))
    papers = many(len(person.documents), "document")
    return f"{', '.join(f'{words} {n:,}×' for n, words in told if n) or 'not mentioned'}; {papers}"


def many(n: int, noun: str) -> str:
    """A number with its noun."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def person_lines(person: Person, *, number: int) -> Iterator[str]:
    """The lines of somebody in a list."""
    yield f"{number:>3}. {heading(person)}"
    yield f"     {counts_words(person)}"
    names = [row for row in person.names if row[0] != person.name]
    if names:
        yield f"     also {_listed([f'{plain(name)} ({n})' for name, n in names])}"
    if person.roles:
        yield f"     {_listed([held_words(held) for held in sorted(person.roles, key=lambda h: (-h.documents, h.role))])}"
    if len(person.cluster.members) > 1:
        yield f"     {_joined(_listed([plain(words, most=300) for words in person.cluster.evidence]))}"
    if person.candidates:
        yield f"     not sure of {many(len(person.candidates), 'other')}"
    yield f"     {person.id}"


def _joined(words: str) -> str:
    return words if words.startswith("joined ") else f"joined: {words}"


def _listed(words: Sequence[str]) -> str:
    left = len(words) - MOST_NAMES
    return "; ".join([*words[:MOST_NAMES], *([f"{left} more"] if left > 0 else [])])


def held_words(held: Held) -> str:
    """A role and when: "ambassador (2021-08-26 to 2021-09-04)"."""
    days = held.first if held.first == held.last else f"{held.first} to {held.last}"
    return f"{plain(held.role)} ({plain(days)})" if held.first else plain(held.role)


def detail_lines(person: Person, acts: Mapping[str, int]) -> Iterator[str]:
    """All that is known of one, but for what is not sure and the latest statements."""
    yield heading(person)
    yield counts_words(person)
    yield f"names: {'; '.join(f'{plain(name)} ({n})' for name, n in person.names) or 'none in the text'}"
    for held in person.roles:
        yield f"role: {held_words(held)}, in {many(held.documents, 'document')}"
    for words in person.cluster.evidence:
        yield _joined(plain(words, most=600))
    if acts:
        yield f"statements: {', '.join(f'{act} {n}' for act, n in acts.items())}"
    for appearance in sorted(person.appearances, key=lambda a: (a.actor.published or "9", a.origin, a.actor.id)):
        yield f"in {paper_words(appearance)}: {plain(appearance.actor.name)}, {many(appearance.mentions, 'mention')}"
        yield f"     {appearance.actor.id}"


def paper_words(appearance: Appearance) -> str:
    """What a document is called: title and day, else where it came from."""
    title = plain(appearance.title) or _file(appearance)
    return f"{title}, {plain(appearance.actor.published)}" if appearance.actor.published else title


def _file(appearance: Appearance) -> str:
    """The last part of where a document came from."""
    return plain(appearance.origin.rstrip("/").rpartition("/")[2] or appearance.origin)


def side_lines(side: Sequence[Appearance], sentence: str) -> Iterator[str]:
    """One side of a question: its names, its papers, one sentence that names it."""
    names = Counter(a.actor.name for a in side)
    shown = [f"{plain(name)}{f' ({n} documents)' if n > 1 else ''}" for name, n in sorted(names.items(), key=lambda row: (-row[1], row[0]))]
    about = sorted({", ".join(filter(None, (a.actor.kind.value, a.actor.country, a.actor.role))) for a in side})
    yield f"{_listed(shown)} [{_listed([plain(words) for words in about])}]"
    yield f"    in {_listed(sorted({paper_words(a) for a in side}))}"
    if sentence:
        yield f"    “{plain(sentence, most=420)}”"


def candidate_line(candidate: Candidate, by_id: Mapping[str, Appearance]) -> str:
    """A question on one line."""
    left, right = (_side_words([by_id[id_] for id_ in side]) for side in (candidate.left, candidate.right))
    return f"{left}  ~  {right}: {plain(candidate.why, most=300)}"


def _side_words(side: Sequence[Appearance]) -> str:
    papers = len({a.actor.document for a in side})
    return f"{plain(best_name(side))} ({plain(side[0].title or _file(side[0]), most=40) if papers == 1 else f'{papers} documents'})"


def uncertain_lines(linked: Linked, by_id: Mapping[str, Appearance]) -> Iterator[str]:
    """Every question, every set of papers once, and what gave way to a split."""
    for candidate in linked.candidates:
        if candidate.ground.name != "PAPERS":
            yield candidate_line(candidate, by_id)
    for papers in linked.papers:
        names = [plain(by_id[id_].actor.name) for id_ in papers.members]
        yield f"one set of papers under {len(names)} names? {'; '.join(names)} ({paper_words(by_id[papers.members[0]])})"
    yield from (plain(words, most=600) for words in linked.gave_way)


def person_row(person: Person) -> dict[str, Any]:
    """Somebody as one line of JSON has it."""
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind.value,
        "country": person.country,
        "names": [{"name": name, "count": n} for name, n in person.names],
        "roles": [{"role": h.role, "from": h.first or None, "to": h.last or None, "documents": h.documents} for h in person.roles],
        "documents": list(person.documents),
        "spoke": person.spoke,
        "spoken_to": person.told,
        "quoted_via": person.via,
        "mentioned": person.mentioned,
        "actors": list(person.cluster.members),
        "evidence": list(person.cluster.evidence),
        "candidates": [candidate_row(candidate) for candidate in person.candidates],
    }


def candidate_row(candidate: Candidate) -> dict[str, Any]:
    """A question as one line of JSON has it."""
    return {"ground": candidate.ground.name.lower(), "left": list(candidate.left), "right": list(candidate.right), "why": candidate.why}


def json_line(row: Mapping[str, Any]) -> str:
    """The row on one line."""
    return json.dumps(row, ensure_ascii=False)


def table_cells(person: Person) -> Iterable[str | int]:
    """The cells of somebody in the table, in the order of COLUMNS."""
    roles, names = [held_words(h) for h in person.roles], [f"{name} ({n})" for name, n in person.names]
    numbers = (len(person.documents), person.spoke, person.told, person.via, person.mentioned)
    evidence = ("; ".join(person.cluster.evidence), len(person.candidates), " ".join(person.cluster.members))
    return (person.id, person.name, person.kind.value, person.country or "", "; ".join(roles), "; ".join(names), *numbers, *evidence)
