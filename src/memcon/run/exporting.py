"""Exports of a case, whole or not at all, and bundles taken back."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Final, TypeVar

from memcon.errors import BadRow, LedgerError, WrongUse
from memcon.export.package import PARTS, read_lines, read_manifest
from memcon.model.contract import Json, from_dict
from memcon.model.hits import Hit, StoredDocument
from memcon.model.judgement import Judgement
from memcon.plugins import load_plugins
from memcon.ports import CaseExporter
from memcon.store import Case
from memcon.store.search import Query
from memcon.store.selecting import CaseSelection

T = TypeVar("T")


Watch = Callable[[str, int], None]
"""Is told "documents" or "statements", and how many of them were read so far."""
WATCHED: Final = 200
"""Rows between two calls of a Watch."""


@dataclass(frozen=True)
class WatchedSelection(CaseSelection):
    """A selection that tells how much of it was read."""

    watch: Watch = lambda _what, _count: None

    def hits(self) -> Iterator[Hit]:
        """The statements that fit."""
        return self._watched("statements", super().hits())

    def documents(self) -> Iterator[StoredDocument]:
        """The documents of these statements, by id."""
        return self._watched("documents", super().documents())

    def _watched(self, what: str, rows: Iterator[T]) -> Iterator[T]:
        for n, row in enumerate(rows, 1):
            yield row
            if n % WATCHED == 0:
                self.watch(what, n)


def export_case(case: Case, form: str, target: Path, query: Query, *, watch: Watch | None = None) -> None:
    """Write a selection of the case at the target, which gets its name when it is whole. Raises WrongUse and LedgerError."""
    exporter = _exporter(form)
    if target.exists():
        raise WrongUse(f"{target} is there already; name another, or move it away")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with case.selection(query) as found:
            selection = WatchedSelection(found.connection, found.name, found.query, watch) if watch is not None else found
            exporter.write(selection, draft)
        _sync(draft)
        draft.replace(target)
    except OSError as error:
        raise LedgerError(str(target), code="unreadable", why=f"it cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(draft) if draft.is_dir() else draft.unlink(missing_ok=True)


def pack_folder(folder: Path) -> Path:
    """The folder as a zip beside it, in the place of the folder."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            out.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    shutil.rmtree(folder)
    return target


def forms() -> tuple[str, ...]:
    """The names of all exports."""
    return tuple(exporter.name for exporter in load_plugins("memcon.case_exporters"))


def suffix_of(form: str) -> str:
    """The ending of the file that an export writes."""
    return _exporter(form).suffix


def missing_for(form: str) -> str:
    """What is not installed that an export needs, and the line that installs it; empty where nothing is missing."""
    missing = [name for name in _named(form).needs if find_spec(name) is None]
    return f"{form} needs {', '.join(missing)}; run: pip install 'memcon[tables]'" if missing else ""


def _exporter(form: str) -> CaseExporter:
    missing = missing_for(form)
    if missing:
        raise WrongUse(missing)
    return _named(form)


def _named(form: str) -> CaseExporter:
    found: CaseExporter | None = next((e for e in load_plugins("memcon.case_exporters") if e.name == form), None)
    if found is None:
        raise WrongUse(f"there is no export {form!r}; choose from {', '.join(forms())}")
    return found


def _sync(path: Path) -> None:
    """Everything written is on the disk before the name says so."""
    for file in [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]:
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def import_bundle(case: Case, folder: Path) -> Iterator[str]:
    """Take a bundle in, document by document, then its judgements; the id of each when it is in. Taking it twice changes nothing.

    Raises BadRow for a bundle that was changed or is none, before anything of it is taken.
    """
    manifest = read_manifest(folder)
    for source in read_lines(folder, "sources.jsonl"):
        kept = f"originals/{source['sha256']}"
        if kept in manifest["files"]:
            case.keep_original(source["sha256"], (folder / kept).read_bytes())
    for line, row in _documents(folder):
        from_dict(row)
        for origin, parent in line["origins"]:
            case.add({**row, "document": {**row["document"], "origin": origin, "parent": parent}}, signature=line["signature"])
        yield row["document"]["id"]
    for line in read_lines(folder, "judgements.jsonl"):
        judgement = _judgement(line)
        case.judge(judgement)
        yield judgement.id
    for source, lines in groupby(read_lines(folder, "failures.jsonl"), key=lambda line: line["source"]):
        case.begin_source(source)
        for line in lines:
            case.add_failure({name: value for name, value in line.items() if name != "source"}, source=source)
    for source in read_lines(folder, "sources.jsonl"):
        case.end_source(**source)


def _documents(folder: Path) -> Iterator[tuple[Json, Json]]:
    """The line of each document, and its row of the JSON ledger put together again from the files of the bundle."""
    parts = {kind: _Following(read_lines(folder, f"{name}.jsonl")) for kind, name in PARTS.items()}
    for line in read_lines(folder, "documents.jsonl"):
        try:
            key = line["document"]["id"]
            found = {kind: following.of(key) for kind, following in parts.items()}
            yield line, {"document": line["document"], **found}
        except KeyError as error:
            raise BadRow(why=f"documents.jsonl: a row has no {error}") from error


class _Following:
    """Rows in the order of the documents that they belong to."""

    def __init__(self, rows: Iterator[Json]) -> None:
        self._rows, self._next = rows, next(rows, None)

    def of(self, document: str) -> list[Json]:
        """The rows of this document, which is the next one."""
        found = []
        while self._next is not None and self._next["of"] == document:
            found.append({name: value for name, value in self._next.items() if name != "of"})
            self._next = next(self._rows, None)
        return found


def _judgement(line: Json) -> Judgement:
    try:
        return Judgement.from_dict(line)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRow(why=f"judgements.jsonl: this is no judgement ({type(error).__name__})") from error
