"""The word diff of a piece: one column a word, with what changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.link.quotes.grading import judge
from memcon.link.quotes.lexicon import Lexicon, bases
from memcon.link.quotes.locating import Match
from memcon.link.quotes.tables import phrases_of, words_of
from memcon.link.quotes.words import Word, is_function, is_negation
from memcon.model.quotation import ChangeKind


@dataclass(slots=True)
class Column:
    """A word of the quotation above a word of the source; None where there is none."""

    mine: Word | None
    theirs: Word | None
    kind: ChangeKind
    note: str = ""
    after_comma: bool = False

    @property
    def changed(self) -> bool:
        """Whether more than typography differs."""
        return self.kind not in {ChangeKind.SAME, ChangeKind.COSMETIC}

    @property
    def kept(self) -> bool:
        """Whether a word of the source is still there, in this or another form."""
        return (
            self.mine is not None
            and self.theirs is not None
            and self.kind not in {ChangeKind.WORD, ChangeKind.REORDERED, *_WILD}
            and (self.kind is not ChangeKind.MINOR or bool(bases(self.mine.key) & bases(self.theirs.key)))
        )

    @property
    def mine_denies(self) -> bool:
        """Whether the word of the quotation is a negation."""
        return self.mine is not None and is_negation(self.mine.key)

    @property
    def theirs_denies(self) -> bool:
        """Whether the word of the source is a negation."""
        return self.theirs is not None and is_negation(self.theirs.key)

    @property
    def word(self) -> Word:
        """The word of the quotation, or that of the source where it has none."""
        found = self.mine or self.theirs
        if found is None:
            raise ValueError("an empty column")
        return found


def diff_columns(match: Match, lexicon: Lexicon, text: str) -> list[Column]:
    """The columns of an aligned piece with what each shows by itself."""
    columns = [_column(match, pair.mine, pair.theirs, lexicon) for pair in match.pairs]
    _read_commas(columns, text)
    _read_cleaning(columns)
    _read_pages(columns, text)
    _read_joined(columns)
    _read_brackets(columns)
    _read_short_names(columns)
    _read_order(columns)
    _read_unsupported(columns)
    return columns


def _read_commas(columns: list[Column], text: str) -> None:
    for column in columns:
        if column.theirs is not None:
            column.after_comma = text[max(0, column.theirs.start - 2) : column.theirs.start].strip(" ") in {",", "–", "—"}


_RUNNING = 12
_WILD = frozenset({ChangeKind.NUMBER, ChangeKind.ANTONYM, ChangeKind.MODAL, ChangeKind.QUANTIFIER, ChangeKind.NAME})


def _read_unsupported(columns: list[Column]) -> None:
    """Pairs that would turn the meaning, in a stretch where nothing near them is met, only show that the words are others."""
    for k, column in enumerate(columns):
        near = columns[max(0, k - 2) : k] + columns[k + 1 : k + 3]
        if column.kind in _WILD and len(columns) > 1 and not any(other.kept for other in near):
            column.kind = ChangeKind.WORD


def _column(match: Match, i: int, j: int, lexicon: Lexicon) -> Column:
    mine = match.piece.words[i] if i >= 0 else None
    theirs = match.theirs[j] if j >= 0 else None
    if mine is None or theirs is None:
        word = mine or theirs
        light = word is not None and is_function(word.key)
        bare = ChangeKind.INSERTED if theirs is None else ChangeKind.SILENT_CUT
        return Column(mine, theirs, ChangeKind.MINOR if light else bare)
    kind = ChangeKind.SAME if match.exact else judge(mine, theirs, lexicon).kind
    if mine.bracket == "letters" and kind is not ChangeKind.SAME:
        kind = ChangeKind.BRACKET
    return Column(mine, theirs, kind)


def runs_of(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """The stretches of columns in which something differs."""
    out: list[tuple[int, int]] = []
    for k, column in enumerate(columns):
        if column.kind is ChangeKind.SAME:
            continue
        if out and out[-1][1] == k:
            out[-1] = (out[-1][0], k + 1)
        else:
            out.append((k, k + 1))
    return out


def _read_cleaning(columns: list[Column]) -> None:
    """Mark fillers, noises and stutters that only the source has, and stutters that only the quotation has."""
    for low, high in _one_sided(columns):
        keys = [columns[k].word.key for k in range(low, high)]
        for start, end in _phrases(keys, "filler_phrases"):
            mark(columns[low + start : low + end], ChangeKind.CLEANED)
        for column in columns[low:high]:
            added = column.mine is None and column.word.bracket == "["
            if added or column.word.key in words_of("fillers") | words_of("noises"):
                column.kind = ChangeKind.CLEANED
        rest = [k for k in range(low, high) if columns[k].kind is not ChangeKind.CLEANED]
        if rest and _repeats(columns, low, high, [columns[k].word.key for k in rest]):
            mark([columns[k] for k in rest], ChangeKind.CLEANED)


def _read_pages(columns: list[Column], text: str) -> None:
    """Running titles and page numbers: words that only the source has, in lines of their own beside a page break."""
    for low, high in _one_sided(columns):
        if columns[low].mine is not None or high - low > _RUNNING or not low or high == len(columns):
            continue
        before, after = columns[low - 1].theirs, columns[high].theirs
        if before is None or after is None:
            continue
        ends = text[before.end : columns[low].word.start], text[columns[high - 1].word.end : after.start]
        if "\f" in text[before.end : after.start] and all({"\n", "\f"} & set(end) for end in ends):
            mark(columns[low:high], ChangeKind.COSMETIC, "page break")


def _phrases(keys: Sequence[str], name: str) -> list[tuple[int, int]]:
    """Where the phrases of a list stand among some words."""
    found = []
    for phrase in phrases_of(name):
        size = len(phrase)
        found += [(k, k + size) for k in range(len(keys) - size + 1) if tuple(keys[k : k + size]) == phrase]
    return found


def _repeats(columns: Sequence[Column], low: int, high: int, keys: Sequence[str]) -> bool:
    """Whether words that only the source has are those right before or after, said twice; "home to home" is no stutter."""
    size = len(keys)
    if columns[low].mine is not None or size > 6 or (size == 2 and keys[1] in {"to", "by", "after", "and", "upon", "for"}):
        return False
    after = [column.theirs.key for column in columns[high : high + size] if column.theirs]
    before = [column.theirs.key for column in columns[max(0, low - size) : low] if column.theirs]
    return list(keys) in (after, before)


def _one_sided(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Stretches of columns that only the source or only the quotation fills."""
    out: list[tuple[int, int]] = []
    for k, column in enumerate(columns):
        if column.mine is not None and column.theirs is not None:
            continue
        same_side = k > 0 and out and out[-1][1] == k and (columns[k - 1].mine is None) == (column.mine is None)
        if same_side:
            out[-1] = (out[-1][0], k + 1)
        else:
            out.append((k, k + 1))
    return out


def mark(columns: Sequence[Column], kind: ChangeKind, note: str = "") -> None:
    for column in columns:
        column.kind, column.note = kind, note or column.note


def _read_joined(columns: list[Column]) -> None:
    """Words that differ by a hyphen or a space only, as lockstep and lock-step do."""
    for low, high in runs_of(columns):
        mine = "".join(column.mine.key for column in columns[low:high] if column.mine)
        theirs = "".join(column.theirs.key for column in columns[low:high] if column.theirs)
        if mine and mine == theirs:
            mark(columns[low:high], ChangeKind.COSMETIC)
            continue
        for k in range(low, high - 1):
            one, other = columns[k], columns[k + 1]
            left = (one.mine.key if one.mine else "") + (other.mine.key if other.mine else "")
            right = (one.theirs.key if one.theirs else "") + (other.theirs.key if other.theirs else "")
            if left and left == right:
                mark((one, other), ChangeKind.COSMETIC)


def _read_brackets(columns: list[Column]) -> None:
    """Everything that a bracket stands for or adds; words of the source beside it count as replaced by it."""
    for low, high in runs_of(columns):
        mine = [column.mine for column in columns[low:high] if column.mine]
        if not any(word.bracket in {"[", "("} for word in mine):
            continue
        note = "round brackets" if any(word.bracket == "(" for word in mine) else ""
        mark([column for column in columns[low:high] if column.mine is None or column.mine.bracket], ChangeKind.BRACKET, note)


def _read_short_names(columns: list[Column]) -> None:
    """Initials written out, or a name made its initials."""
    for low, high in runs_of(columns):
        mine = [column.mine for column in columns[low:high] if column.mine]
        theirs = [column.theirs for column in columns[low:high] if column.theirs]
        for few, many in ((mine, theirs), (theirs, mine)):
            initials = "".join(word.key[0] for word in many if word.capital)
            if len(few) == 1 and few[0].surface.isupper() and len(initials) > 1 and few[0].key.replace(".", "") == initials:
                mark(columns[low:high], ChangeKind.COSMETIC, "initials")


def _read_order(columns: list[Column]) -> None:
    """Content words that the quotation has in another place."""
    spare: dict[str, list[Column]] = {}
    open_kinds = {ChangeKind.WORD, ChangeKind.SILENT_CUT, ChangeKind.INSERTED, ChangeKind.NAME, ChangeKind.NUMBER}
    for column in columns:
        if column.theirs is not None and column.kind in open_kinds and not is_function(column.theirs.key):
            for base in bases(column.theirs.key):
                spare.setdefault(base, []).append(column)
    for column in columns:
        if column.mine is None or column.kind not in open_kinds or is_function(column.mine.key):
            continue
        twin = next((other for base in sorted(bases(column.mine.key)) for other in spare.get(base, ()) if other.kind in open_kinds), None)
        if twin is not None and twin is not column:
            mark((column,), ChangeKind.REORDERED)
            if twin.mine is None:
                mark((twin,), ChangeKind.REORDERED)
