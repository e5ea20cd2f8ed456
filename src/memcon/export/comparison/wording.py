"""The words in which every form tells how accounts stand to each other; a topic that one has alone is "only in A", and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from memcon import limits
from memcon.export.wording import UNKNOWN, VERBS, heading_parts, origin_words, shown, title_words
from memcon.model.comparison import CLAIMS, Account, Asking, Comparison, Look, LookKind, Piece, Standing, Topic, Voice
from memcon.model.ledger import Act, Polarity
from memcon.text import printable

ASKING: Final = {
    Asking.NOBODY_SAYS: "no account says",
    Asking.SAME: "the same in all",
    Asking.SOME_SAY: "the others do not say",
    Asking.DIFFERENT: "they differ",
    Asking.UNDECIDED: "whether these are the same cannot be told",
}
NARRATION: Final = "narration"
OCCASION: Final = "the talk itself"
SILENT: Final = "does not say"
NOTHING_SHARED: Final = "the accounts share no subject; each topic is in one of them only"
SAME_ENOUGH: Final = 0.35
"""How many of the words must be the same for a word diff to help a reader; below, the two texts stand side by side."""


def names_of(comparison: Comparison, accounts: Sequence[int]) -> str:
    """The letters of the accounts: "A", "A and C", "A, B and D"."""
    letters = [comparison.accounts[k].letter for k in accounts]
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"


def standing_words(topic: Topic, comparison: Comparison) -> str:
    """Where the topic is, and how the wordings stand: "in both, worded differently"."""
    total = len(comparison.accounts)
    if topic.standing is Standing.ONLY:
        return f"only in {names_of(comparison, topic.holders)}"
    where = "in both" if total == 2 else "in all" if len(topic.holders) == total else f"in {names_of(comparison, topic.holders)}"
    moved = ", in another order" if topic.is_moved else ""
    return f"{where}, worded {_wording(topic, comparison)}{moved}"


def _wording(topic: Topic, comparison: Comparison) -> str:
    if topic.standing is Standing.ALIKE:
        return "alike"
    held = {tuple(comparison.accounts[k].text_of(u).casefold() for u in topic.units[k]) for k in topic.holders}
    return "alike" if len(held) == 1 else "differently"


def account_words(account: Account) -> str:
    """What the account is: title, kind, day, where it came from."""
    document = account.document
    parts = [title_words(document), *heading_parts(document), origin_words(document)]
    return " · ".join(dict.fromkeys(parts))


def length_words(account: Account) -> str:
    """How long it is."""
    units = len(account.units)
    return f"{account.words:,} word{'' if account.words == 1 else 's'} in {units:,} unit{'' if units == 1 else 's'}"


def voice_words(voice: Voice) -> str:
    """Who did what by saying it, with the cue where that is another word: "Henrik Sorel said (“reaffirmed”)"."""
    verb = VERBS[Act(voice.act)]
    cue = f" (“{shown(voice.cue)}”)" if voice.cue and voice.cue.casefold() != verb else ""
    denied = " [denied]" if voice.polarity != Polarity.AFFIRMS and voice.act != Act.DENY.value else ""
    return f"{shown(voice.speaker) or UNKNOWN} {verb}{cue}{denied}"


def act_lines(topic: Topic, account: int) -> list[str]:
    """The acts of one account in a topic, one by one; for a sentence without any, that it is narration."""
    voices = list(dict.fromkeys(voice_words(v) for unit in topic.units[account] for v in unit.voices))
    if voices or not topic.units[account]:
        return voices
    return [OCCASION if any(unit.is_occasion for unit in topic.units[account]) else NARRATION]


def text_words(account: Account, topic: Topic) -> str:
    """The words of the account on the topic, as printed; units that stand apart joined by an ellipsis."""
    units = topic.units["ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(account.letter)]
    return plain(" … ".join(account.text_of(unit) for unit in units))


def plain(untrusted: str) -> str:
    """The words with nothing in them that a terminal or a page would obey."""
    return printable(" ".join(untrusted.split()), most=limits.SENTENCE_POINTS)


# ── what is to be looked at ──────────────────────────────────────────────────────────────────────────────────────────


def look_words(look: Look, comparison: Comparison) -> str:
    """What to look at, with the words of each account: "number: two in A, three in B"."""
    told = [k for k, words in enumerate(look.words) if words]
    if look.kind in CLAIMS:
        return f"{look.kind.value} claimed only in {names_of(comparison, told)}: {_quoted(look, comparison, told)}"
    if look.kind is LookKind.DENIAL:
        return f"denial in {names_of(comparison, told)}: {_quoted(look, comparison, told)}"
    if len(told) == 1 and look.kind is not LookKind.SPEAKER:
        return f"{look.kind.value} only in {names_of(comparison, told)}: {_quoted(look, comparison, told)}"
    each = ", ".join(f"{_cell(look, k, mark=look.kind is not LookKind.SPEAKER)} in {comparison.accounts[k].letter}" for k in told)
    return f"{look.kind.value}: {each}"


def _quoted(look: Look, comparison: Comparison, told: Sequence[int]) -> str:
    if len(told) == 1:
        return _cell(look, told[0])
    return ", ".join(f"{_cell(look, k)} in {comparison.accounts[k].letter}" for k in told)


def _cell(look: Look, account: int, *, mark: bool = True) -> str:
    return ", ".join(f"“{shown(words)}”" if mark else shown(words) for words in look.words[account])


def near_words(topic: Topic) -> Iterator[str]:
    """What may be about the same in another account: "may be about the same as 5: both have “balloon”"."""
    for near in topic.near:
        words = ", ".join(f"“{shown(word)}”" for word in near.words)
        yield f"may be about the same as {near.topic}: both have {words}"


def request_words(comparison: Comparison) -> str:
    """Who asked for the talk, as each account has it, and how that stands."""
    if comparison.asking is Asking.NOBODY_SAYS:
        return ASKING[Asking.NOBODY_SAYS]
    each = "; ".join(f"{a.letter}: {_request(comparison, k)}" for k, a in enumerate(comparison.accounts))
    return each if comparison.asking is Asking.SOME_SAY else f"{each}; {ASKING[comparison.asking]}"


def _request(comparison: Comparison, account: int) -> str:
    request = comparison.accounts[account].request
    if request is None:
        return SILENT
    words = f"“{shown(comparison.words_of_request(account))}”"
    return f"{shown(request.who)} ({words})" if request.who is not None else f"{words}, who that is cannot be told"


# ── order, sums, differences ─────────────────────────────────────────────────────────────────────────────────────────


def order_words(comparison: Comparison) -> str:
    """The order in which each account tells the topics that others have too; empty where that is the same."""
    if not any(topic.is_moved for topic in comparison.topics):
        return ""
    shared = {topic.number for topic in comparison.in_common}
    each = zip(comparison.accounts, comparison.order, strict=True)
    return "; ".join(f"{account.letter}: {' '.join(str(n) for n in order if n in shared)}" for account, order in each)


def sum_words(comparison: Comparison) -> str:
    """How many topics stand how."""
    common = comparison.in_common
    alike = sum(topic.standing is Standing.ALIKE for topic in common)
    where = "in both" if len(comparison.accounts) == 2 else "in more than one"
    how = f"{alike} worded alike, {len(common) - alike} differently"
    parts = [f"{_counted(len(common), 'topic')} {where} ({how})" if common else f"no topic {where}"]
    parts += [f"{len(comparison.only(k))} only in {a.letter}" for k, a in enumerate(comparison.accounts) if comparison.only(k)]
    claimed = sum(bool(topic.claims) for topic in comparison.topics)
    parts += [f"{_counted(claimed, 'claim')} of one side only"] if claimed else []
    return ", ".join(parts)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def is_close(topic: Topic) -> bool:
    """Whether enough of the words are the same for a word diff to help."""
    same = sum(len(p.left.split()) for p in topic.pieces if p.is_same)
    most = max(sum(len(p.left.split()) for p in topic.pieces), sum(len(p.right.split()) for p in topic.pieces), 1)
    return topic.standing is not Standing.ALIKE and same < most and same / most >= SAME_ENOUGH


def diff_words(pieces: Sequence[Piece]) -> str:
    """The word diff of A and B in one line without colour: [-only in A-] {+only in B+}, the rest in both."""
    return " ".join(words for words, _ in diff_runs(pieces))


def diff_runs(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """The same with a style for each run: cut, added or none."""
    for piece in pieces:
        if piece.is_same:
            yield plain(piece.right), ""
            continue
        if piece.left:
            yield f"[-{plain(piece.left)}-]", "cut"
        if piece.right:
            yield f"{{+{plain(piece.right)}+}}", "added"


def change_words(pieces: Sequence[Piece]) -> Iterator[tuple[str, str, str]]:
    """The changes one by one: only in A, only in B, changed; with the words of A and of B."""
    for piece in pieces:
        if not piece.is_same:
            kind = "changed" if piece.left and piece.right else "only in A" if piece.left else "only in B"
            yield kind, plain(piece.left), plain(piece.right)
