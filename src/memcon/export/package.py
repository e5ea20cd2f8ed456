"""The bundle: a folder of JSON Lines that holds all of a case, and gives the same bytes for the same case.

Every file is UTF-8 with LF, canonical JSON, in an order that depends on content alone. `manifest.json` has the sha256 and the
number of rows of each. The log is not in it: it tells of one case, and a case that takes a bundle in has a log of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

from memcon.errors import BadRow
from memcon.model.hits import StoredDocument
from memcon.ports import Selection

FORM: Final = 1
"""The form of the bundle; a reader refuses one that it does not know."""
MANIFEST: Final = "manifest.json"
PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actors": "actors",
        "statements": "statements",
        "events": "events",
        "asks": "asks",
        "conflicts": "conflicts",
        "failures": "document_failures",
    }
)
"""Kind of row found in a document -> the name of its file."""
_DOCUMENT_FILES: Final = {"documents": "documents", **PARTS}


@dataclass(frozen=True, slots=True)
class Bundle:
    """Writes the lossless bundle."""

    name: str = "bundle"
    suffix: str = ""
    needs: tuple[str, ...] = ()

    def write(self, selection: Selection, target: Path) -> None:
        """The folder, with a file for each kind of row."""
        target.mkdir()
        files = {
            "judgements.jsonl": (judgement.to_dict() for judgement in selection.judgements()),
            "failures.jsonl": ({**f.row, "source": f.source} for f in selection.failures()),
            "sources.jsonl": selection.sources(),
            "quotechecks.jsonl": (),
        }
        manifest = _write_documents(target, selection) | {name: _write_lines(target / name, rows) for name, rows in files.items()}
        manifest |= _write_originals(target, selection)
        _write_text(target / MANIFEST, json.dumps({"form": FORM, "files": manifest}, sort_keys=True, indent=1) + "\n")


def document_line(stored: StoredDocument) -> dict[str, Any]:
    """The line of a document: what it is, under which origins, read by whom."""
    return {"document": stored.document, "signature": stored.signature, "origins": [list(pair) for pair in stored.origins]}


class _Lines:
    """One file of the bundle, with what the manifest says of it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._seal, self._rows = out, hashlib.sha256(), 0

    def write(self, row: dict[str, Any]) -> None:
        """One more row."""
        line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
        self._out.write(line)
        self._seal.update(line)
        self._rows += 1

    def told(self) -> dict[str, Any]:
        """The sha256 and the number of rows."""
        return {"sha256": self._seal.hexdigest(), "rows": self._rows}


def _write_documents(target: Path, selection: Selection) -> dict[str, Any]:
    """The documents and the rows found in them, each kind in its file, in one pass: a case is larger than memory."""
    with ExitStack() as opened:
        files = {kind: _Lines(opened.enter_context((target / f"{name}.jsonl").open("wb"))) for kind, name in _DOCUMENT_FILES.items()}
        for stored in selection.documents():
            files["documents"].write(document_line(stored))
            for kind in PARTS:
                for row in stored.row[kind]:
                    files[kind].write({"of": stored.document["id"], **row})
        return {f"{name}.jsonl": files[kind].told() for kind, name in _DOCUMENT_FILES.items()}


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Write the rows, and give what the manifest says of them."""
    with path.open("wb") as out:
        lines = _Lines(out)
        for row in rows:
            lines.write(row)
        return lines.told()


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_originals(target: Path, selection: Selection) -> dict[str, Any]:
    """The kept bytes of the files, each under its sha256."""
    told: dict[str, Any] = {}
    for sha256 in sorted({source["sha256"] for source in selection.sources()}):
        kept = selection.original(sha256)
        if kept is not None:
            (target / "originals").mkdir(exist_ok=True)
            (target / "originals" / sha256).write_bytes(kept)
            told[f"originals/{sha256}"] = {"sha256": sha256, "rows": 1}
    return told


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a bundle, every file held against it. Raises BadRow, and OSError."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        form, files = manifest["form"], manifest["files"]
    except (ValueError, KeyError, TypeError, FileNotFoundError) as error:
        raise BadRow(why=f"{folder}: this is no bundle of memcon; give the folder that `memcon export --to bundle` wrote") from error
    if form != FORM:
        raise BadRow(why=f"{folder}: this bundle has the form {form}, and this memcon knows {FORM}; update memcon")
    for name, told in files.items():
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise BadRow(why=f"{folder}: {name} is missing from the bundle")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != told["sha256"]:
                raise BadRow(why=f"{folder}: {name} was changed after the bundle was written")
    return manifest


def read_lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one file of a bundle. Raises BadRow."""
    with (folder / name).open(encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
        for n, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadRow(why=f"{name}, line {n}: this is no JSON") from error
            if not isinstance(row, dict):
                raise BadRow(why=f"{name}, line {n}: this is no row")
            yield row


BUNDLE = Bundle()
