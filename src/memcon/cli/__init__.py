"""The command line: thin commands that parse, call the pipeline or the case, and print."""

from __future__ import annotations

import sys
from typing import Any, cast

from memcon.cli import actors, archive, asks, cases, check, chronicle, compare, conflicts, machine, origins, read, serve, users, variants
from memcon.cli.application import app

__all__ = [
    "actors",
    "app",
    "archive",
    "asks",
    "cases",
    "check",
    "chronicle",
    "compare",
    "conflicts",
    "machine",
    "main",
    "origins",
    "read",
    "serve",
    "users",
    "variants",
]


def main() -> None:
    """The entry point: UTF-8 out whatever the locale; Typer turns a closed pipe into exit code 1 and Ctrl-C into 130."""
    for stream in (sys.stdout, sys.stderr):
        cast("Any", stream).reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    app()
