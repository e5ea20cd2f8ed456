"""The packaged tables of words, `data/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from memcon.errors import BadCueData


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table `data/NAME.toml`, read once; nobody changes it. Raises BadCueData where it is no TOML."""
    file = files("memcon.detect") / "data" / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadCueData(f"detect/data/{name}.toml", why=str(error)) from error
