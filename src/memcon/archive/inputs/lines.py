"""JSON Lines: cut at line ends without a look inside, and read line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from memcon import limits
from memcon.archive.inputs.forms import GZIP, unpacked_head
from memcon.archive.inputs.gzips import Gap, Piece, unpack_pieces
from memcon.archive.inputs.rows import Row, has_text, no_text_column, row_file
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.stores import Stored
from memcon.archive.plan import Columns
from memcon.errors import BrokenFile, BrokenMarkup, FormatError, OverLimit
from memcon.formats.records.feeds import parse_json
from memcon.formats.sandbox import File
from memcon.model.document import Kind
from memcon.model.ledger import Failure

if TYPE_CHECKING:
    from memcon.archive.inputs.listing import Input

_STEP: Final = limits.MEBIBYTE
_LOOKED_AT: Final = 100
"""How many rows are looked at for a column of text."""
_BOM: Final = b"\xef\xbb\xbf"


def survey_lines(one: Input, file: Stored, *, split_records: int, columns: Columns) -> Iterator[Split | Failure]:
    """Splits of so many lines, from the first byte to the last; a packed file is cut between members that end with a line."""
    packed = _is_packed(file)
    missing = _missing_column(one.path, file, columns)
    if missing is not None:
        yield missing
        return
    begin = lines = 0
    for place, line in _packed_ends(file, split_records) if packed else _plain_ends(file, split_records):
        yield Split(Form.JSONL, one.path, begin, place, lines + 1, mark=one.mark)
        begin, lines = place, line
    if begin < file.state.size:
        yield Split(Form.JSONL, one.path, begin, file.state.size, lines + 1, mark=one.mark)


def line_records(split: Split, file: Stored, *, columns: Columns, kind: Kind | None) -> Iterator[File | Failure]:
    """A file for each line that holds a text, and a failure for each other line that is not blank."""
    steps = unpack_pieces(file, split.start, split.end, opens=_opens) if _is_packed(file) else _plain_pieces(file, split.start, split.end)
    number = split.first - 1
    for line in _lines(steps):
        if isinstance(line, Gap):
            yield _failure(_damage(split.path, number, line))
            continue
        number += 1
        data = line.data.removeprefix(_BOM).strip() if number == 1 else line.data.strip()
        if data or line.size > limits.FILE_BYTES:
            yield _row(data, line.size, number, split.path, columns, kind)


def _row(data: bytes, size: int, number: int, path: str, columns: Columns, kind: Kind | None) -> File | Failure:
    origin = f"{path}#row{number}"
    if size > limits.FILE_BYTES:
        return _failure(OverLimit(origin, limit="FILE_BYTES", allowed=limits.FILE_BYTES, found=size))
    try:
        return row_file(_object(data, origin), number, path, columns=columns, kind=kind)
    except FormatError as error:
        return _failure(error)


def _object(data: bytes, origin: str) -> Row:
    """The object on a line. Raises BrokenMarkup."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenMarkup(origin, why="the line is not in UTF-8, as JSON must be; save the file as UTF-8 and read it again") from error
    value = parse_json(text, origin=origin)
    if not isinstance(value, dict):
        raise BrokenMarkup(origin, why="the line holds no object with a text; mend it and read it again")
    return value


def _damage(path: str, rows: int, gap: Gap) -> FormatError:
    if gap.unpacked:
        return OverLimit(path, limit="UNPACKED_BYTES", allowed=limits.UNPACKED_BYTES, found=gap.unpacked)
    where = f"between byte {gap.start:,} and byte {gap.end:,}"
    return BrokenFile(path, why=f"the file is damaged or cut short {where}: what is lost comes after row {rows:,}; get it again")


def _failure(error: FormatError) -> Failure:
    return Failure(error.origin, "open", error.code, str(error))


def _is_packed(file: Stored) -> bool:
    return file.read(0, len(GZIP)) == GZIP


def _opens(unpacked: bytes) -> bool:
    return unpacked.removeprefix(_BOM).lstrip().startswith(b"{")


def _missing_column(path: str, file: Stored, columns: Columns) -> Failure | None:
    """The failure of a table none of whose first rows has a column of text."""
    head = unpacked_head(file.read(0, _STEP), size=_STEP) if _is_packed(file) else file.read(0, _STEP)
    ended = len(head) < _STEP or head.endswith(b"\n")
    lines = head.removeprefix(_BOM).split(b"\n")
    names: dict[str, None] = {}
    for line in islice(lines if ended else lines[:-1], _LOOKED_AT):
        try:
            row = _object(line.strip(), path)
        except FormatError:
            continue  # told when the row is read
        if has_text(row, columns):
            return None
        names |= dict.fromkeys(row)
    return no_text_column(path, names, columns) if names else None


def _plain_ends(file: Stored, every: int) -> Iterator[tuple[int, int]]:
    """The places behind each so many-th line end, and how many lines come before."""
    at = lines = 0
    while chunk := file.read(at, _STEP):
        left, place = chunk.count(b"\n"), 0
        while (missing := every - lines % every) <= left:
            for _ in range(missing):
                place = chunk.index(b"\n", place) + 1
            left -= missing
            lines += missing
            yield at + place, lines
        lines += left
        at += len(chunk)


def _packed_ends(file: Stored, every: int) -> Iterator[tuple[int, int]]:
    """The places of members that begin with a line, not before so many lines have come since the last."""
    lines = cut = 0
    is_line_end = True
    for piece in unpack_pieces(file, 0, file.state.size, opens=_opens):
        if isinstance(piece, Gap):
            lines += not is_line_end
            is_line_end = True
            continue
        if piece.opens and is_line_end and lines - cut >= every:
            yield piece.at, lines
            cut = lines
        lines += piece.data.count(b"\n")
        is_line_end = piece.data.endswith(b"\n") if piece.data else is_line_end


def _plain_pieces(file: Stored, start: int, end: int) -> Iterator[Piece | Gap]:
    at = start
    while at < end and (chunk := file.read(at, min(_STEP, end - at))):
        yield Piece(start, chunk, at == start)
        at += len(chunk)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its end; of one over FILE_BYTES only the size is kept."""

    data: bytes
    size: int


def _lines(pieces: Iterator[Piece | Gap]) -> Iterator[_Line | Gap]:
    """The lines of the pieces; no more of a line is held than a file may have. A line that damage cuts is lost with it."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        if isinstance(piece, Gap):
            yield piece
            if size:
                yield _Line(b"", 0)  # the number of the line that was cut
            held, size = [], 0
            continue
        *whole, rest = piece.data.split(b"\n")
        for end in whole:
            yield _Line(b"".join((*held, end)) if size + len(end) <= limits.FILE_BYTES else b"", size + len(end))
            held, size = [], 0
        size += len(rest)
        if size > limits.FILE_BYTES:
            held = []
        elif rest:
            held.append(rest)
    if size:
        yield _Line(b"".join(held) if size <= limits.FILE_BYTES else b"", size)
