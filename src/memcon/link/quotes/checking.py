"""One quotation held against all sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from memcon.link.quotes.bounds import FEWEST_WORDS, FOUND, NAMED_FOUND, QUOTATION_WORDS, SPUN
from memcon.link.quotes.changes import Laid, share_changed, tile
from memcon.link.quotes.contexts import read_context
from memcon.link.quotes.dictionary import usual_lexicon
from memcon.link.quotes.diffing import Column, diff_columns
from memcon.link.quotes.index import SourceIndex
from memcon.link.quotes.lexicon import Lexicon
from memcon.link.quotes.locating import Match
from memcon.link.quotes.meaning import read_meaning
from memcon.link.quotes.pieces import Piece, cut_pieces
from memcon.link.quotes.placing import Placed, days_between, place_aligned, place_exact
from memcon.link.quotes.speaking import judge_speaker, speakers_at
from memcon.link.quotes.tables import words_of
from memcon.link.quotes.verdicts import judge_text
from memcon.link.quotes.words import is_function
from memcon.model.quotation import ChangeKind, Place, Quotation, QuoteCheck, SourceText, TextVerdict
from memcon.text import Span

_RARE = 12
_SHORT = "so short that it may stand anywhere"


def check_quotation(
    quotation: Quotation, index: SourceIndex, *, named: bool = False, published: str | None = None, antonyms: Lexicon | None = None
) -> QuoteCheck:
    """The quotation held against the sources; `named` where the story names them, so that less overlap is enough.

    A quotation of more than 5,000 words is only looked for word for word, an ellipsis cuts it into 40 pieces at most, and two windows
    a piece are aligned, so that the time does not grow with the number of places where the words stand.
    """
    lexicon = antonyms or usual_lexicon()
    pieces = tuple(piece for piece in cut_pieces(quotation.text) if piece.own)
    why = _uncheckable(pieces, index)
    if why:
        return QuoteCheck(quotation, TextVerdict.NOT_CHECKABLE, reason=why)
    size = sum(len(piece.own) for piece in pieces)
    exact = place_exact(pieces, index, lexicon, published) if _may_stand(pieces, index, size, named=named) else None
    if exact is not None and exact.coverage >= 0.999:
        return _report(quotation, pieces, exact, index, lexicon, published, _SHORT if size < FEWEST_WORDS else "")
    why = _not_aligned(pieces, size, named=named)
    if why:
        return QuoteCheck(quotation, TextVerdict.NOT_CHECKABLE, reason=why)
    placed = exact if exact is not None and len(pieces) > 1 else place_aligned(pieces, index, lexicon, published)
    return _judged(quotation, pieces, placed, index, lexicon, published, named=named)


def check_quotations(
    quotations: Iterable[Quotation], index: SourceIndex, *, named: bool = False, published: str | None = None
) -> Iterator[QuoteCheck]:
    """The check of each quotation, in order."""
    for quotation in quotations:
        yield check_quotation(quotation, index, named=named, published=published)


def _uncheckable(pieces: Sequence[Piece], index: SourceIndex) -> str:
    if len(index.keys) <= len(index.sources):
        return "there is no source with words in it"
    return "" if pieces else "there are no words outside brackets"


def _may_stand(pieces: Sequence[Piece], index: SourceIndex, size: int, *, named: bool) -> bool:
    """Whether words that stand exactly somewhere say anything: one to three must be of a named source, or rare."""
    if size >= FEWEST_WORDS or named:
        return True
    places = [len(index.exact([word.term for word in piece.plain])) for piece in pieces]
    content = any(not is_function(word.key) for piece in pieces for word in piece.own)
    return content and max(places) <= _RARE


def _not_aligned(pieces: Sequence[Piece], size: int, *, named: bool) -> str:
    """Why a quotation that stands nowhere word for word is not compared further; empty where it is."""
    if size < FEWEST_WORDS and not (named and size > 1):
        return f"fewer than {FEWEST_WORDS} words, and not found word for word"
    if size > QUOTATION_WORDS:
        return f"over {QUOTATION_WORDS:,} words, and not found word for word; check it in parts"
    return "the quotation is not in English" if _is_foreign(pieces) else ""


def _is_foreign(pieces: Sequence[Piece]) -> bool:
    keys = [word.key for piece in pieces for word in piece.own if word.value is None][:400]
    if len(keys) < FEWEST_WORDS:
        return False
    english = sum(key in words_of("english") or is_function(key) for key in keys)
    foreign = sum(key in words_of("foreign") for key in keys)
    other_script = sum(not key.isascii() for key in keys)
    return (foreign >= 2 and foreign > english and english < len(keys) * 0.25) or other_script > len(keys) * 0.5


def _judged(
    quotation: Quotation,
    pieces: Sequence[Piece],
    placed: Placed | None,
    index: SourceIndex,
    lexicon: Lexicon,
    published: str | None,
    *,
    named: bool,
) -> QuoteCheck:
    """The report of an aligned quotation, or that it was not found."""
    coverage = placed.coverage if placed else 0.0
    short = sum(len(piece.own) for piece in pieces) < FEWEST_WORDS
    if placed is None or coverage < NAMED_FOUND:
        why = f"fewer than {FEWEST_WORDS} words, and not found word for word" if short else ""
        return QuoteCheck(quotation, TextVerdict.NOT_CHECKABLE if short else TextVerdict.NOT_FOUND, coverage=coverage, reason=why)
    check = _report(quotation, pieces, placed, index, lexicon, published, "")
    if short and any(change.kind in {ChangeKind.WORD, ChangeKind.INSERTED} for change in check.changes):
        return QuoteCheck(quotation, TextVerdict.NOT_CHECKABLE, reason=f"fewer than {FEWEST_WORDS} words, and not found word for word")
    return check if named or coverage >= FOUND else replace(check, verdict=TextVerdict.POSSIBLE_SOURCE)


def _report(
    quotation: Quotation,
    pieces: Sequence[Piece],
    placed: Placed,
    index: SourceIndex,
    lexicon: Lexicon,
    published: str | None,
    reason: str,
) -> QuoteCheck:
    number = placed.main.source
    source = index.sources[number]
    laid = [_lay(piece, match, quotation.text, index, lexicon) for piece, match in zip(pieces, placed.matches, strict=True)]
    columns = [column for part in laid for column in part.columns]
    spans = [part.match.span for part in laid if part.match and part.match.source == number and part.match.span]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    changes = tile(laid, whole, number, len(quotation.text), source.text)
    changed = share_changed(columns)
    return QuoteCheck(
        quotation,
        judge_text([change.kind for change in changes], direct=quotation.direct, spun=changed > SPUN),
        judge_speaker(quotation.speakers, _spoken(placed, spans, index)),
        read_context(laid, source, number),
        Place(source.id, source.origin, source.title, source.published, source.kind, whole, speakers_at(source, whole)),
        changes,
        changed,
        changed > SPUN,
        placed.coverage,
        placed.found,
        days_between(source.published, published),
        reason or _remark(columns, lexicon),
    )


def _lay(piece: Piece, match: Match | None, text: str, index: SourceIndex, lexicon: Lexicon) -> Laid:
    if match is None:
        return Laid(piece, None)
    columns = diff_columns(match, lexicon, index.sources[match.source].text)
    if not match.exact:
        read_meaning(columns, text, index.sources[match.source].text, match.around)
    return Laid(piece, match, tuple(columns))


def _spoken(placed: Placed, spans: Sequence[Span], index: SourceIndex) -> Iterator[tuple[SourceText, Span]]:
    """Every place whose speakers count: those of the best place, and all where the words stand as well."""
    for span in spans:
        yield index.sources[placed.main.source], span
    for match in placed.equal if len(placed.matches) == 1 else ():
        start, last = int(index.starts[match.low]), min(max(match.high - 1, match.low), len(index.starts) - 1)
        yield index.sources[match.source], Span(start, max(start, int(index.starts[last]) + int(index.sizes[last])))


def _remark(columns: Sequence[Column], lexicon: Lexicon) -> str:
    """Which words could not be compared in sense, where no dictionary is at hand."""
    if lexicon.whole:
        return ""
    pairs = [(column.mine, column.theirs) for column in columns if column.kind is ChangeKind.WORD]
    unknown = [
        f"{one.surface} / {other.surface}"
        for one, other in pairs
        if one
        and other
        and not is_function(one.key)
        and not is_function(other.key)
        and not (lexicon.knows(one.key) and lexicon.knows(other.key))
    ]
    return f"not compared in sense without a dictionary: {'; '.join(unknown[:5])}" if unknown else ""
