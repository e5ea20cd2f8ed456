"""In what the texts of a topic differ: word by word, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from memcon.link.readouts.claims import claims_of, denials_of
from memcon.link.readouts.parties import Parties
from memcon.link.readouts.words import Word, fold, names_in, negations_in, numbers_in, words_in
from memcon.model.comparison import CLAIMS, Account, Look, LookKind, Piece, Standing, Unit

LONGEST: Final = 2_000
"""Words of one side that are held against another word by word; more are taken as changed throughout."""

OFFICE: Final = frozenset("state foreign affairs defence defense interior readout spokesperson ministry department".split())
"""Words of offices that have capitals."""

Cell = tuple[Unit, ...]
Finder = Callable[[Account, Cell], Sequence[str]]


def standing_of(accounts: Sequence[Account], cells: Sequence[Cell], parties: Parties) -> Standing:
    """Whether a topic is in one account only, or in all in the same words, or in some or in other words."""
    if sum(map(bool, cells)) == 1:
        return Standing.ONLY
    faces = {_face(account, cell, parties) for account, cell in zip(accounts, cells, strict=True)}
    return Standing.ALIKE if len(faces) == 1 else Standing.DIFFERENT


def _face(account: Account, cell: Cell, parties: Parties) -> tuple[object, ...]:
    """What must be the same for a topic to be worded alike: what was said, who said it, by which act and with which cue."""
    voices = tuple((parties.key_of(v.speaker), v.act, v.polarity, fold(v.cue)) for unit in cell for v in unit.voices)
    return (*(fold(w.printed) for w in words_in(compared_text(account, cell))), voices)


def compared_text(account: Account, cell: Cell) -> str:
    """What was said in the units of a topic, or the sentences of narration."""
    return " … ".join(account.content_of(unit) for unit in cell)


def printed_text(account: Account, cell: Cell) -> str:
    """The whole words of the units of a topic, with speakers and cues."""
    return " … ".join(account.text_of(unit) for unit in cell)


def pieces_of(left: str, right: str) -> tuple[Piece, ...]:
    """The two texts word by word: what both have, what is in one only, what stands for what."""
    ours, theirs = left.split(), right.split()
    if max(len(ours), len(theirs)) > LONGEST:
        return (Piece(left, right, is_same=left == right),)
    matcher = SequenceMatcher(None, [_bare(w) for w in ours], [_bare(w) for w in theirs], autojunk=False)
    return tuple(Piece(" ".join(ours[a:b]), " ".join(theirs[c:d]), is_same=tag == "equal") for tag, a, b, c, d in matcher.get_opcodes())


def _bare(word: str) -> str:
    return fold(word).strip(".,;:!?“”‘’\"'()[]") or word


# ── what is to be looked at ──────────────────────────────────────────────────────────────────────────────────────────


def looks_of(accounts: Sequence[Account], cells: Sequence[Cell], parties: Parties) -> tuple[Look, ...]:
    """What one side alone claims or denies; and in a topic of several accounts numbers, negations, names, speakers that differ."""
    looks = [*_claims(accounts, cells), *_denials(accounts, cells)]
    if sum(map(bool, cells)) > 1:
        looks += _differing(accounts, cells, parties)
    return tuple(looks)


def _claims(accounts: Sequence[Account], cells: Sequence[Cell]) -> Iterator[Look]:
    """What some accounts say was settled, where another does not."""
    told = [_merged([claims_of(account, unit) for unit in cell]) for account, cell in zip(accounts, cells, strict=True)]
    if all(told):
        return
    for kind in sorted(CLAIMS):
        words = tuple((found[kind],) if kind in found else () for found in told)
        if any(words):
            yield Look(kind, words)


def _merged(found: Sequence[dict[LookKind, str]]) -> dict[LookKind, str]:
    out: dict[LookKind, str] = {}
    for one in found:
        for kind, words in one.items():
            out.setdefault(kind, words)
    return out


def _denials(accounts: Sequence[Account], cells: Sequence[Cell]) -> Iterator[Look]:
    words = tuple(tuple(w for unit in cell for w in denials_of(account, unit)) for account, cell in zip(accounts, cells, strict=True))
    if any(words) and not all(words):
        yield Look(LookKind.DENIAL, words)


def _differing(accounts: Sequence[Account], cells: Sequence[Cell], parties: Parties) -> Iterator[Look]:
    held = [k for k, cell in enumerate(cells) if cell]
    words = [_words(account, cell) for account, cell in zip(accounts, cells, strict=True)]
    yield from _apart(LookKind.NUMBER, held, [{f"{value:g}": printed for value, printed in numbers_in(w).items()} for w in words])
    counts = [negations_in(w) for w in words]
    if len({len(counts[k]) > 0 for k in held}) > 1:
        yield Look(LookKind.NEGATION, tuple(tuple(found) for found in counts))
    yield from _apart(LookKind.NAME, held, _names(words, cells, parties))
    yield from _speakers(held, cells, parties)


def _words(account: Account, cell: Cell) -> list[Word]:
    """The words of what was said, read where they stand: the first of a content is a name where it has a capital."""
    return [word for unit in cell for span in unit.content for word in words_in(account.document.text, span)]


def _apart(kind: LookKind, held: Sequence[int], found: Sequence[dict[str, str]]) -> Iterator[Look]:
    """What not all of the accounts that tell of the topic have, each account with its own."""
    common = set.intersection(*(set(found[k]) for k in held))
    words = tuple(tuple(printed for key, printed in one.items() if key not in common) for one in found)
    if any(words):
        yield Look(kind, words)


def _names(words: Sequence[Sequence[Word]], cells: Sequence[Cell], parties: Parties) -> list[dict[str, str]]:
    """The names in each account that are neither the parties nor printed in another account in any case."""
    told = [{w.form for w in one} | {w.folded.removesuffix("'s") for w in one} for one in words]
    found: list[dict[str, str]] = []
    for k, one in enumerate(words):
        others = [told[j] for j in range(len(words)) if j != k and cells[j]]
        names = names_in(one, leave_out=parties.words | OFFICE)
        found.append({fold(n): n for n in names if not all(_has(other, n) for other in others)} if others else {})
    return found


def _has(told: set[str], name: str) -> bool:
    return all(fold(part).removesuffix("'s") in told for part in name.split())


def _speakers(held: Sequence[int], cells: Sequence[Cell], parties: Parties) -> Iterator[Look]:
    """The speakers, where they are different persons, and neither account has the speaker of the other speak inside."""
    outer = [_voices(cell, inside=False) for cell in cells]
    every = [(*outer[k], *_voices(cell, inside=True)) for k, cell in enumerate(cells)]
    for a, b in combinations(held, 2):
        shared = {parties.key_of(name) for name in every[a]} & {parties.key_of(name) for name in every[b]}
        if outer[a] and outer[b] and not shared and all(parties.are_apart(x, y) for x in outer[a] for y in outer[b]):
            yield Look(LookKind.SPEAKER, tuple(outer))
            return


def _voices(cell: Cell, *, inside: bool) -> tuple[str, ...]:
    """The speakers of the units, each once."""
    return tuple(dict.fromkeys(v.speaker for unit in cell for v in unit.voices if v.inside == inside and v.speaker is not None))
