"""What is installed, whether it is what memcon was measured with, and what mends it."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any, Final

from memcon.errors import Error
from memcon.formats.pdf.ocr import MEND as MEND_SCANS
from memcon.formats.pdf.ocr import PROGRAM
from memcon.formats.sandbox import Sandbox
from memcon.language.pipeline import MEND, ModelState, inspect_model
from memcon.plugins import load_plugins
from memcon.run.formats import own, version_of

LIBRARIES: Final = ("spacy", "resiliparse", "simplemma", "jinja2", "rich", "typer")
"""Those that the formats name come on top."""
OPTIONAL: Final = {"pandas": "for Ledger.to_pandas: pip install 'memcon[pandas]'", PROGRAM: f"for scans and pictures: {MEND_SCANS}"}
NO_CHILD: Final = "the child process that reads files does not start; run `python -P -m memcon.formats.sandbox.worker` to see why"
GROUPS: Final = ("formats", "detectors", "exporters")


@dataclass(frozen=True, slots=True)
class Examination:
    """What `memcon doctor` found; `mend` has one line for each thing that must be mended."""

    memcon: str
    python: str
    system: str
    libraries: dict[str, str | None]
    optional: dict[str, str | None]
    model: dict[str, Any]
    plugins: dict[str, list[str]]
    sandbox: str | None
    mend: list[str]

    @property
    def good(self) -> bool:
        return not self.mend

    def to_dict(self) -> dict[str, Any]:
        """The examination as it is printed by `memcon doctor --json`."""
        return {**asdict(self), "good": self.good}


def examine() -> Examination:
    """Look at Python, the libraries, the language model and what is plugged in."""
    model = inspect_model()
    plugins, broken = _plugins()
    read_by = {f.library for f in load_plugins("memcon.formats")} if plugins["formats"] else set()
    libraries = {name: version_of(name) for name in (*LIBRARIES, *sorted(name for name in read_by if not own(name) and name != PROGRAM))}
    sandbox = _sandbox()
    return Examination(
        metadata.version("memcon"),
        platform.python_version(),
        f"{platform.system()} {platform.machine()}",
        libraries,
        {name: version_of(name) if name != PROGRAM else shutil.which(name) for name in OPTIONAL},
        {"package": model.package, "version": model.version, "wrong": list(model.wrong)},
        plugins,
        sandbox,
        [*_mend_libraries(libraries), *_mend_model(model), *broken, *([] if sandbox else [NO_CHILD])],
    )


def _sandbox() -> str | None:
    """What the child process that reads files gives up on this machine."""
    with Sandbox() as sandbox:
        held = sandbox.confinement()
    return None if held is None else held.line()


def _plugins() -> tuple[dict[str, list[str]], list[str]]:
    """What is plugged in, by group, and a line for each group that cannot be loaded."""
    found: dict[str, list[str]] = {}
    broken = []
    for group in GROUPS:
        try:
            found[group] = [_label(plugin) for plugin in load_plugins(f"memcon.{group}")]
        except (ImportError, AttributeError, Error) as error:
            found[group] = []
            broken.append(f"the {group} cannot be loaded ({error}): remove the package that plugs in what is broken, or {MEND}")
    return found, broken


def _label(plugin: Any) -> str:
    version = getattr(plugin, "version", None)
    return str(plugin.name) if version is None else f"{plugin.name}/{version}"


def _mend_libraries(libraries: dict[str, str | None]) -> list[str]:
    missing = [name for name, version in libraries.items() if version is None]
    return [f"{', '.join(missing)}: not installed; {MEND}"] if missing else []


def _mend_model(model: ModelState) -> list[str]:
    return [] if model.good else [f"the language model {model.package}: {'; '.join(model.wrong[:3])}; {MEND}"]


def report_lines(found: Examination) -> Iterator[str]:
    """The examination for people, line by line."""
    wrong = found.model["wrong"]
    state = "; ".join(wrong[:3]) if wrong else "its files are the expected ones"
    yield f"memcon      {found.memcon}, Python {found.python}, {found.system}"
    yield "libraries   " + ", ".join(f"{name} {version or 'MISSING'}" for name, version in found.libraries.items())
    yield f"model       {found.model['package']} {found.model['version'] or ''}: {state}"
    for group, names in found.plugins.items():
        yield f"{group:<11} {', '.join(names) or 'none'}"
    for name, version in found.optional.items():
        yield f"optional    {name} {version}" if version else f"optional    {name} is not installed; {OPTIONAL[name]}"
    yield f"network     never used; files are read in a child process: {found.sandbox or 'it cannot be started'}"
    yield from (f"to mend     {line}" for line in found.mend)
    yield "all is well" if found.good else "something must be mended"
