"""What is installed, and whether it is what memcon was measured with."""

from __future__ import annotations

import json
import platform
from importlib import metadata, util
from typing import Any, Final

import typer

from memcon import __version__
from memcon.language.pipeline import MEND, inspect_model
from memcon.plugins import load_plugins

LIBRARIES: Final = ("spacy", "lxml", "trafilatura", "resiliparse", "simplemma", "jinja2", "rich", "typer")
OPTIONAL: Final = {"pandas": "pip install 'memcon[pandas]'"}


def examine() -> dict[str, Any]:
    """Versions, the state of the model, formats and detectors; `good` is False where something must be mended."""
    model = inspect_model()
    libraries = {name: _version(name) for name in LIBRARIES}
    missing = [name for name, version in libraries.items() if version is None]
    return {
        "memcon": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libraries": libraries,
        "optional": {name: _version(name) for name in OPTIONAL},
        "model": {"package": model.package, "version": model.version, "wrong": list(model.wrong)},
        "formats": [f.name for f in load_plugins("memcon.formats")],
        "detectors": [f"{d.name}/{d.version}" for d in load_plugins("memcon.detectors")],
        "exporters": [e.name for e in load_plugins("memcon.exporters")],
        "mend": ([f"model: {MEND}"] if not model.good else []) + ([f"missing {', '.join(missing)}: {MEND}"] if missing else []),
        "good": model.good and not missing,
    }


def _version(name: str) -> str | None:
    return metadata.version(name) if util.find_spec(name) is not None else None


def print_report(report: dict[str, Any], *, as_json: bool) -> None:
    """The report for people, or as one JSON object."""
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    model = report["model"]
    typer.echo(f"memcon {report['memcon']}, Python {report['python']}, {report['system']}")
    typer.echo("libraries  " + ", ".join(f"{name} {version or 'MISSING'}" for name, version in report["libraries"].items()))
    state = "its files are the expected ones" if not model["wrong"] else "; ".join(model["wrong"][:3])
    typer.echo(f"model      {model['package']} {model['version'] or ''}: {state}")
    typer.echo(f"formats    {', '.join(report['formats'])}")
    typer.echo(f"detectors  {', '.join(report['detectors'])}")
    for name, version in report["optional"].items():
        typer.echo(f"optional   {name} {version}" if version else f"optional   {name}: not installed; {OPTIONAL[name]}")
    typer.echo("sandbox    none: files are parsed in this process, with limits on size and depth")
    for line in report["mend"]:
        typer.echo(f"MEND       {line}")
    typer.echo("all is well" if report["good"] else "something must be mended")
