"""The claims of a sheaf as they are held against those of other documents, and as they lie on the disk."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from memcon.archive.linking import people
from memcon.archive.linking.numbers import hash_of, hashes_of, id_of
from memcon.archive.linking.papers import read_papers
from memcon.archive.linking.shares import Job, column, read_shares
from memcon.archive.linking.tallies import added_up, write_counts
from memcon.archive.tables.rows import Row
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt
from memcon.link.conflicts.claims import Claim, claims_of
from memcon.link.conflicts.finding import standing_claims
from memcon.link.conflicts.found import UPDATE_DAYS, Paper
from memcon.link.conflicts.opposing import calls_false
from memcon.link.conflicts.requests import parties_of, request_of, requester
from memcon.link.conflicts.sayings import LEAST_WORDS, fold, is_person
from memcon.link.conflicts.states import OWN, Change, changes_of
from memcon.link.conflicts.tolls import Happening, Toll, happenings_of

if TYPE_CHECKING:
    import pyarrow as pa

CLAIMS, FORMS, TIMES, CALLS, CHANGES = "claims", "claim-forms", "claim-times", "claims-called-false", "changes"
DAYS: Final = 30
"""Days within which a word that is common in the whole archive may be rare."""
TILINGS: Final = 2
"""So often are the days cut, each time elsewhere: what lies half of that apart is together in one of them."""
MOST_NAMES: Final = 4
"""Words of the name of somebody whose account may be called false."""
MOST_CALLED: Final = 8
"""Names in a statement that calls an account false."""
_SOON: Final = UPDATE_DAYS + 1
_ROW: Final = ("notes", "parent", "type")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is held against others: a claim, or an event with its numbers; `told` are the words by which it is looked up.

    `asked` are those who met in the paper of a claim that tells who asked for it; `above` the statements around it.
    """

    claim: Claim
    place: int
    told: tuple[str, ...] = ()
    happening: Happening | None = None
    asked: Mapping[str, str | None] | None = None
    above: tuple[str, ...] = ()
    stands: bool = True

    @property
    def number(self) -> int:
        """What tells it from all others."""
        return hash_of(f"{self.claim.document}\n{self.place}")

    @property
    def order(self) -> tuple[str, int]:
        """By document, and there as they were found."""
        return self.claim.document, self.place


def entries_of(paper: Paper, persons: Mapping[str, str]) -> tuple[list[Entry], list[Change]]:
    """What one document claims, with those of its statements that change how others stand; actors as the people that they are."""
    claims = [_as_person(claim, persons) for claim in claims_of(paper.document, paper.statements, paper.events)]
    changes = changes_of(claims)
    standing = {id(claim) for claim in standing_claims(claims, changes)}
    above = {row["id"]: row["parent"] for row in paper.statements}
    met: Mapping[str, str | None] | None = None
    entries: list[Entry] = []
    for claim in claims:
        if id(claim) in standing:
            if requester(claim) is not None and met is None:
                met = parties_of(paper)
            asked = met if requester(claim) is not None else None
            entries.append(Entry(claim, len(entries), tuple(claim.told), asked=asked, above=tuple(_upwards(claim.id, above))))
    for happening in happenings_of(paper):
        entries.append(Entry(happening.claim, len(entries), happening=happening))
    return entries, list(changes)


def _as_person(claim: Claim, persons: Mapping[str, str]) -> Claim:
    return replace(claim, actor=persons.get(claim.actor, claim.actor)) if claim.actor else claim


def _upwards(id_: str, above: Mapping[str, str | None]) -> Iterator[str]:
    """The statements around one, the outermost last."""
    seen = {id_}
    while (outer := above.get(id_)) is not None and outer not in seen:
        seen.add(outer)
        yield outer
        id_ = outer


# ── on the disk ──────────────────────────────────────────────────────────────────────────────────────────────────────


def claim_json(claim: Claim) -> Row:
    """A claim as far as it is compared."""
    names = ("id", "document", "day", "speaker", "actor", "act", "denied", "text", "sentence", "sort", "chain", "heard", "outlet")
    row = {name: claim.row[name] for name in _ROW if claim.row.get(name)}
    quoted = [{"text": piece["text"]} for piece in claim.row.get("quoted", ())]
    return {name: getattr(claim, name) for name in names} | {"row": row | ({"quoted": quoted} if quoted else {})}


def claim_of(told: Row) -> Claim:
    """The claim that was written."""
    return Claim(**(told | {"chain": tuple(told["chain"]), "row": {"parent": None, "notes": [], **told["row"]}}))


def entry_json(entry: Entry) -> str:
    """An entry as JSON."""
    told: Row = {"claim": claim_json(entry.claim), "place": entry.place, "above": entry.above}
    if entry.asked is not None:
        told["asked"] = dict(entry.asked)
    if entry.happening is not None:
        told["happening"] = _happening_json(entry.happening)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def entry_of(told: str) -> Entry:
    """The entry that was written."""
    row = json.loads(told)
    claim = claim_of(row["claim"])
    happening = _happening_of(row["happening"], claim) if "happening" in row else None
    return Entry(claim, row["place"], (), happening, row.get("asked"), tuple(row["above"]))


def _happening_json(one: Happening) -> Row:
    tolls = [[toll.what, toll.group, toll.country, toll.number, toll.bound] for toll in one.tolls]
    days = None if one.days is None else [day.isoformat() for day in one.days]
    return {"tolls": tolls, "names": sorted(one.names), "places": sorted(one.places), "deed": one.deed, "days": days}


def _happening_of(told: Row, claim: Claim) -> Happening:
    days = None if told["days"] is None else (date.fromisoformat(told["days"][0]), date.fromisoformat(told["days"][1]))
    tolls = tuple(Toll(*toll) for toll in told["tolls"])
    return Happening(claim, tolls, frozenset(told["names"]), frozenset(told["places"]), told["deed"], days)


# ── of a sheaf ───────────────────────────────────────────────────────────────────────────────────────────────────────


def gather_claims(job: Job) -> Receipt:
    """The claims of a sheaf, how often each word stands in them, in all and within days, and what changes how others stand."""
    import pyarrow as pa

    persons = load_persons(job)
    tables: list[pa.Table] = []
    changes: list[Row] = []
    called: set[str] = set()
    forms: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for stem in job.of("stems"):
        rows: list[Row] = []
        for paper in read_papers(job.out, stem):
            entries, changed = entries_of(paper, persons)
            changes += [_change_row(change) for change in changed]
            for entry in entries:
                forms.update(entry.told)
                for time in times_of(entry.claim.day):
                    times.update(f"{form}\n{time}" for form in entry.told)
                rows.append(_row(entry))
        called.update(key for row in rows for key in false_keys(row["false"], row["day"]))
        tables.append(_table(rows))
    tallies = [
        write_counts(job, step, added_up(hashes_of(counts), np.fromiter(counts.values(), np.int64, len(counts))))
        for step, counts in ((FORMS, forms), (TIMES, times))
    ]
    held = write_file(job.out, job.path(CLAIMS), pa.concat_tables(tables))
    calls = write_file(job.out, job.path(CALLS), pa.table({"hash": hashes_of(sorted(called)), "n": np.ones(len(called), np.int64)}))
    return job.receipt(held, calls, *tallies, _write_changes(job, changes), counts={"claims": held.rows})


def load_persons(job: Job) -> dict[str, str]:
    """The actors of a sheaf that were joined with others -> who they are."""
    persons: dict[str, str] = {}
    for rows in read_shares(job.files(people.HOMES), job.of("sheaf")):
        actors, homes = (map(id_of, column(rows, name).tolist()) for name in ("actor", "person"))
        persons |= dict(zip(actors, homes, strict=True))
    return persons


def ordinal(day: str | None) -> int | None:
    """A day as a number; None for what is not known to the day."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


def times_of(day: str | None) -> tuple[str, ...]:
    """The spans of days in which a day lies, one of each tiling; one for what has no day."""
    number = ordinal(day)
    if number is None:
        return ("none",)
    return tuple(f"{tiling}:{(number + tiling * DAYS // TILINGS) // DAYS}" for tiling in range(TILINGS))


def false_keys(names: Sequence[str], day: str | None) -> Iterator[str]:
    """Whose account a statement may call false: each few of its names, in the days before it."""
    number = ordinal(day)
    if number is not None and names:
        for size in range(1, MOST_NAMES + 1):
            for some in combinations(names[:MOST_CALLED], size):
                yield from (f"false {' '.join(some)}\n{time}" for time in (number // _SOON, number // _SOON - 1))


def voice_key(voice: str, day: str | None) -> str:
    """Whose account it is, and when it was given."""
    return f"false {voice}\n{(ordinal(day) or 0) // _SOON}"


def _row(entry: Entry) -> Row:
    claim = entry.claim
    told = {"number": entry.number, "document": int(claim.document, 16), "day": claim.day, "told": list(entry.told)}
    row = told | {"speaker": hash_of(claim.actor or (claim.speaker or "").casefold()), "entry": entry_json(entry)}
    return row | (_event_keys(entry.happening) if entry.happening is not None else _claim_keys(entry))


def _claim_keys(entry: Entry) -> Row:
    claim = entry.claim
    return {
        "said": " ".join(fold(claim.text)) if _may_be_given_to_two(claim) else None,
        "voice": " ".join(sorted(claim.voice)) if _may_be_called_false(claim) else None,
        "false": sorted(claim.names) if claim.day and calls_false(claim) else [],
        "sides": sorted(_sides(entry)),
        "event": None,
        "deed": 0,
        "begins": None,
        "ends": None,
    }


def _event_keys(one: Happening) -> Row:
    """An event as it is looked up; one whose day the paper does not tell was before the paper came out, and not long before."""
    told: Row = {"said": None, "voice": None, "false": [], "sides": sorted(one.names), "event": one.key, "deed": hash_of(one.deed or "")}
    if one.days is not None:
        return told | {"begins": one.days[0].toordinal(), "ends": one.days[1].toordinal()}
    out = ordinal(one.claim.day)
    return told | {"begins": None if out is None else out - UPDATE_DAYS, "ends": None if out is None else out + 1}


def _may_be_given_to_two(claim: Claim) -> bool:
    return claim.sort == "statement" and not claim.denied and is_person(claim.speaker) and len(fold(claim.text)) >= LEAST_WORDS


def _may_be_called_false(claim: Claim) -> bool:
    return bool(claim.day and claim.voice) and claim.sort == "statement" and not claim.denied and claim.firm


def _sides(entry: Entry) -> frozenset[str]:
    """Between whom the meeting was for which somebody has asked."""
    who = requester(entry.claim) if entry.asked is not None else None
    return frozenset() if who is None or entry.asked is None else request_of(entry.claim, who, entry.asked).sides


def _table(rows: list[Row]) -> pa.Table:
    import pyarrow as pa

    numbers = [(name, pa.uint64()) for name in ("number", "document", "speaker")]
    words = [(name, pa.string()) for name in ("day", "said", "voice", "entry", "event")]
    lists = [(name, pa.list_(pa.string())) for name in ("told", "false", "sides")]
    days = [(name, pa.int64()) for name in ("begins", "ends")]
    return pa.Table.from_pylist(rows, schema=pa.schema([*numbers, ("deed", pa.uint64()), *words, *lists, *days]))


# ── changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _change_row(change: Change) -> Row:
    keys = hashes_of(sorted(change_keys(change.claim))).tolist()
    return {"keys": keys, "change": json.dumps({"state": change.state, "claim": claim_json(change.claim)}, ensure_ascii=False)}


def change_of(told: str) -> Change:
    """The change that was written."""
    row = json.loads(told)
    return Change(claim_of(row["claim"]), row["state"])


def change_keys(claim: Claim) -> set[str]:
    """Whoever says it: one of these is among the sides of every account whose state it can change."""
    if claim.speaker is None or claim.speaker.lower() in OWN:
        return {f"document {claim.document}", f"outlet {claim.outlet}"}
    return {f"actor {claim.actor}", f"called {claim.speaker.casefold()}", f"chain {claim.speaker}", f"paper {claim.speaker.lower()}"}


def side_keys(claim: Claim) -> set[str]:
    """Whoever stands behind an account: its speaker, those on whose word it is told, its paper."""
    keys = {f"document {claim.document}", *(f"chain {name}" for name in claim.chain)}
    keys |= {f"actor {claim.actor}"} if claim.actor else set()
    keys |= {f"called {claim.speaker.casefold()}"} if claim.speaker else set()
    return keys | ({f"outlet {claim.outlet}", f"paper {claim.outlet.lower()}"} if claim.outlet else set())


def _write_changes(job: Job, rows: list[Row]) -> Any:
    import pyarrow as pa

    schema = pa.schema([("keys", pa.list_(pa.uint64())), ("change", pa.string())])
    return write_file(job.out, job.path(CHANGES), pa.Table.from_pylist(rows, schema=schema))
