"""What the user names, and what is found in it: archives one by one, other files some hundred at a time."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final

from memcon import limits
from memcon.archive.inputs.forms import HEAD_BYTES, form_by_head, form_by_name, may_be_archive
from memcon.archive.inputs.splits import Form
from memcon.archive.inputs.stores import State, is_remote, local_state, open_stored, state_of, store_of, told
from memcon.errors import EmptyFile, FormatError, Unreadable
from memcon.model.ids import content_id
from memcon.model.ledger import Failure

MOST_FILES: Final = 256
"""How many files may come together."""
_USUAL_FILES: Final = 128
"""How many come together on average: a group ends at a file whose path says so, wherever the groups before it end."""
_HIDDEN: Final = "this folder holds no files to read; hidden ones are left out"


@dataclass(frozen=True, slots=True)
class Input:
    """A web archive, a table or a file of lines; or some plain files, which `files` names, below `path`."""

    form: Form
    path: str
    size: int
    mark: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A file, and whether the user named it or a folder that it lies in."""

    path: str
    state: State
    named: bool = False


def list_inputs(paths: Sequence[str]) -> tuple[Input | Failure, ...]:
    """The inputs behind the paths, sorted: the same whatever the order in which they are named; each file comes once.

    What does not exist, cannot be listed or is empty is a failure, and the others are still there.
    """
    inputs: list[Input] = []
    plain: list[_Found] = []
    failures: dict[str, Failure] = {}
    named = sorted(set(paths))
    rows = (row for path in named for row in _named(path))
    for row in rows if len(named) == 1 else _once(rows):  # one folder names nothing twice, and ten million names take a gigabyte
        form = row if isinstance(row, Failure) else _form(row)
        if isinstance(form, Failure):
            failures.setdefault(form.origin, form)
        elif isinstance(row, _Found) and form is Form.FILES:
            plain.append(row)
        elif isinstance(row, _Found):
            inputs.append(Input(form, row.path, row.state.size, row.state.mark))
    inputs += _grouped(sorted(plain, key=lambda found: found.path))
    return (*sorted(inputs, key=lambda one: (one.path, one.files)), *(failures[origin] for origin in sorted(failures)))


def _once(rows: Iterable[_Found | Failure]) -> Iterator[_Found | Failure]:
    """The rows without those of files that have come under another name."""
    seen: set[str] = set()
    for row in rows:
        if isinstance(row, _Found):
            place = row.path if is_remote(row.path) else os.path.abspath(row.path)  # noqa: PTH100  ten million times: Path takes five times as long
            if place in seen:
                continue
            seen.add(place)
        yield row


def _named(path: str) -> Iterator[_Found | Failure]:
    """The files behind one path as the user wrote it."""
    try:
        found = _remote(path) if is_remote(path) else _local(path)
        some = False
        for row in found:
            some = True
            yield row
        if not some:
            yield _failure(EmptyFile(path, why=_HIDDEN))
    except (FormatError, Unreadable) as error:
        yield _failure(error, path)


def _failure(error: FormatError | Unreadable, path: str = "") -> Failure:
    return Failure(error.origin if isinstance(error, FormatError) else path, "open", error.code, str(error))


def _local(path: str) -> Iterator[_Found | Failure]:
    with told(path):
        state = os.stat(path)  # noqa: PTH116  Path would drop a leading ./ from the origin
    if stat.S_ISDIR(state.st_mode):
        yield from _folder(path)
    elif not stat.S_ISREG(state.st_mode):
        raise Unreadable(path, why="this is a pipe or a device, not a file")
    elif not state.st_size:
        raise EmptyFile(path)
    else:
        yield _Found(path, local_state(state), named=True)


def _folder(path: str) -> Iterator[_Found | Failure]:
    """The files below a folder; links to folders are not followed, so it cannot loop."""
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            with told(folder), os.scandir(folder) as entries:
                shown = [entry for entry in entries if not entry.name.startswith(".")]
        except Unreadable as error:
            yield _failure(error, folder)
            continue
        for entry in shown:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif not (entry.is_symlink() and entry.is_dir()):
                yield _entry(entry)


def _entry(entry: os.DirEntry[str]) -> _Found | Failure:
    try:
        with told(entry.path):
            state = entry.stat()
    except Unreadable as error:
        return _failure(error, entry.path)
    if not stat.S_ISREG(state.st_mode):
        return _failure(Unreadable(entry.path, why="this is a pipe or a device, not a file"), entry.path)
    return _Found(entry.path, local_state(state))


def _remote(url: str) -> Iterator[_Found | Failure]:
    system, name = store_of(url)
    if "*" in name:
        yield from _fitting(system, name, url)
        return
    with told(url):
        about = system.info(name)
    if about.get("type") == "directory":
        yield from _remote_folder(system, name, url.rstrip("/"))
    elif not about.get("size"):
        raise EmptyFile(url, why="the file is empty, or the store does not tell how large it is")
    else:
        yield _Found(url, state_of(about), named=True)


def _remote_folder(system: Any, root: str, url: str) -> Iterator[_Found | Failure]:
    barred: list[OSError] = []
    walk = iter(system.walk(root, detail=True, on_error=barred.append))
    while True:
        with told(url):
            step = next(walk, None)
        if step is None:
            break
        _, folders, files = step
        for hidden in [name for name in folders if name.startswith(".")]:
            del folders[hidden]
        for name, about in files.items():
            if name and not name.startswith("."):
                yield _Found(url + str(about["name"])[len(root.rstrip("/")) :], state_of(about))
    if barred:
        with told(url):
            raise barred[0]


def _fitting(system: Any, pattern: str, url: str) -> Iterator[_Found]:
    """The files that a pattern fits, under their whole addresses."""
    with told(url):
        found = system.glob(pattern, detail=True)
    files = [name for name, about in found.items() if about.get("type") == "file"]
    if not files:
        raise Unreadable(url, why="no file fits this pattern; check it")
    for name in files:
        yield _Found(str(system.unstrip_protocol(name)), state_of(found[name]))


def _form(found: _Found) -> Form | Failure:
    """The form, by its first bytes where a look is cheap or likely to tell: not at ten million small files, nor over a network."""
    if is_remote(found.path) and not found.named:
        return form_by_name(found.path)
    if not (found.named or may_be_archive(found.path) or found.state.size > limits.FILE_BYTES):
        return Form.FILES
    try:
        with open_stored(found.path) as file:
            return form_by_head(file.read(0, HEAD_BYTES), found.path)
    except (FormatError, Unreadable) as error:
        return _failure(error, found.path)


def _grouped(files: Sequence[_Found]) -> Iterator[Input]:
    """The files in groups; a file more or less changes its own group alone, and seldom the next."""
    group: list[_Found] = []
    for found in files:
        group.append(found)
        if len(group) == MOST_FILES or zlib.crc32(found.path.encode("utf-8", "surrogateescape")) % _USUAL_FILES == 0:
            yield _together(group)
            group = []
    if group:
        yield _together(group)


def _together(group: Sequence[_Found]) -> Input:
    paths = tuple(found.path for found in group)
    first, last = (path.split("/") for path in (paths[0], paths[-1]))
    shared = [step for step, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))]
    mark = content_id(*(found.state.mark for found in group))
    return Input(Form.FILES, "/".join(shared) or paths[0], sum(found.state.size for found in group), mark, paths)
