"""The word diff of a check: both texts in pieces, in the order of the one or the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.model.quotation import Change, ChangeKind, QuoteCheck
from memcon.text import trimmed

UNCHANGED: Final = frozenset({ChangeKind.SAME, ChangeKind.COSMETIC})
MEANING: Final = tuple(ChangeKind)[tuple(ChangeKind).index(ChangeKind.NUMBER) :]
"""The kinds that can turn the meaning."""
LONGEST_CUT: Final = 24
CUT_ENDS: Final = 6
"""A cut of more than LONGEST_CUT words shows its first and last six."""
_BEFORE: Final = "([{“‘«"
_AFTER: Final = ".,;:!?)]}”’»"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the diff: the words of the source, those of the quotation, and how they differ."""

    old: str
    new: str
    kind: ChangeKind = ChangeKind.SAME
    note: str = ""

    @property
    def is_changed(self) -> bool:
        return self.kind is ChangeKind.REORDERED or (self.kind not in UNCHANGED and self.old != self.new)

    @property
    def is_moved(self) -> bool:
        """Whether the same words stand elsewhere in the source."""
        moved = self.kind is ChangeKind.REORDERED and bool(self.new)
        return moved and (not self.old or self.old.casefold().split() == self.new.casefold().split())

    @property
    def can_turn_meaning(self) -> bool:
        return self.kind in MEANING


def pieces_of(check: QuoteCheck, source: str) -> tuple[Piece, ...]:
    """The whole quotation in pieces, in its order; `source` is the text that the changes point into."""
    text = check.quotation.text
    pieces: list[Piece] = []
    at = 0
    for change in sorted(check.changes, key=lambda c: (c.quotation.start, c.quotation.end)):
        words = trimmed(text, change.quotation, chars="")
        if words.start > at:
            pieces.append(_same(text[at : words.start]))
        pieces.append(_piece(change, text, source))
        at = max(at, words.end)
    pieces.append(_same(text[at:]))
    return tuple(_joined(piece for piece in pieces if piece.old or piece.new))


def source_pieces(check: QuoteCheck, source: str) -> tuple[Piece, ...]:
    """The words of the source from the first to the last one compared, in pieces in its order; `new` is what stands for them."""
    if check.place is None:
        return ()
    pieces: list[Piece] = []
    at = check.place.span.start
    for change in sorted(check.changes, key=lambda c: (c.source.start, c.source.end)):
        words = trimmed(source, change.source, chars="")
        if len(words) and words.start >= at:
            pieces += [_same(_flat(source[at : words.start])), _piece(change, check.quotation.text, source)]
            at = words.end
    pieces.append(_same(_flat(source[at : max(at, check.place.span.end)])))
    return tuple(_joined(piece for piece in pieces if piece.old or piece.new))


def differences(check: QuoteCheck, source: str) -> tuple[Piece, ...]:
    """The pieces that can turn the meaning, for a line of their own."""
    return tuple(piece for piece in pieces_of(check, source) if piece.is_changed and piece.can_turn_meaning)


def _piece(change: Change, text: str, source: str) -> Piece:
    new, old = change.quotation.of(text).strip(), " ".join(change.source.of(source).split())
    return Piece(old, new, ChangeKind.SAME if change.kind in UNCHANGED else change.kind, change.note)


def _same(words: str) -> Piece:
    return Piece(words, words)


def _flat(words: str) -> str:
    """White space as one blank each run; a blank at an end stays."""
    flat = " ".join(words.split())
    return f"{' ' if words[:1].isspace() else ''}{flat}{' ' if flat and words[-1:].isspace() else ''}"


def _short(words: str) -> str:
    """The words, or of many the first and the last."""
    each = words.split()
    if len(each) <= LONGEST_CUT:
        return words
    return f"{' '.join(each[:CUT_ENDS])} … ({len(each) - 2 * CUT_ENDS} words) … {' '.join(each[-CUT_ENDS:])}"


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, unchanged neighbours as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and not last.is_changed and not piece.is_changed:
            last = Piece(last.old + piece.old, last.new + piece.new)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def marked(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """The diff as words with a style: "[-dropped-]" cut, "{+added+}" added, "{>moved<}" moved, "" the rest, blanks between them."""
    last = ""
    for words, style in (part for piece in _runs(pieces) for part in _marks(piece)):
        if style and last and not last.isspace() and last not in _BEFORE and not (last == "]" and words[0] == "{"):
            yield " ", ""
        elif not style and last in {"]", "}"} and words[:1] and not words[0].isspace() and words[0] not in _AFTER:
            yield " ", ""
        yield words, style
        last = words[-1:]


def _runs(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, changed ones between which nothing stands but a blank as one."""
    run: list[Piece] = []
    for piece in pieces:
        blank = not piece.is_changed and not piece.new.strip()
        if run and not piece.is_changed and not blank:
            yield from _whole(run)
            run = []
        if piece.is_changed and not piece.is_moved or (run and blank):
            run.append(piece)
            continue
        yield from _whole(run)
        run = []
        yield piece
    yield from _whole(run)


def _whole(run: Sequence[Piece]) -> Iterator[Piece]:
    """A run as one piece, and the blank after it."""
    blank = [run[-1]] if run and not run[-1].is_changed else []
    changed = [piece for piece in run if piece.is_changed]
    if changed:
        old, new = (" ".join(filter(None, words)) for words in ([p.old for p in changed], [p.new for p in changed]))
        yield Piece(old, new, changed[0].kind if len(changed) == 1 else ChangeKind.WORD)
    yield from blank


def _marks(piece: Piece) -> Iterator[tuple[str, str]]:
    if not piece.is_changed:
        yield piece.new, ""
    elif piece.is_moved:
        yield f"{{>{piece.new}<}}", "moved"
    else:
        yield from ((f"[-{_short(piece.old)}-]", "cut"),) if piece.old else ()
        yield from ((f"{{+{piece.new}+}}", "added"),) if piece.new else ()


def diff_text(check: QuoteCheck, source: str) -> str:
    """The diff in one line, without colour."""
    return "".join(words for words, _ in marked(pieces_of(check, source)))


def shortened(piece: Piece) -> str:
    """The words of the source, of a long cut only the first and the last."""
    return _short(piece.old) if piece.is_changed else piece.old
