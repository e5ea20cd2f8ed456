"""The packaged tables of names, `data/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from memcon.errors import BadCueData


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table `data/NAME.toml`, read once; nobody changes it. Raises BadCueData where it is no TOML."""
    file = files("memcon.link") / "data" / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadCueData(f"link/data/{name}.toml", why=str(error)) from error


@cache
def words_of(table: str, name: str) -> frozenset[str]:
    """A list of a table as a set."""
    return frozenset(load_table(table)[name])
