"""Finds elements of a page by the few selectors that tests use: tag, .class, #id, [name], [name=value], one in another, this or that."""

from __future__ import annotations

import re
from typing import Any

_STEP = re.compile(r"(?P<tag>[a-z0-9]+)|\.(?P<class>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<name>[\w-]+)(?:=(?P<value>[^\]]*))?\]")


def pick(root: Any, wanted: str) -> list[Any]:
    """The elements, in the order of the page."""
    paths = ("".join(f"//{_step(step)}" for step in one.split()) for one in wanted.split(", "))
    return list(root.xpath(" | ".join(f".{path}" for path in paths)))


def _step(step: str) -> str:
    tag, tests = "*", ""
    for found in _STEP.finditer(step):
        if found["tag"]:
            tag = found["tag"]
        elif found["class"]:
            tests += f"[contains(concat(' ', normalize-space(@class), ' '), ' {found['class']} ')]"
        elif found["id"]:
            tests += f"[@id='{found['id']}']"
        else:
            value = found["value"]
            tests += f"[@{found['name']}]" if value is None else f"[@{found['name']}='{value}']"
    return tag + tests


def words(element: Any) -> str:
    """What an element says, on one line."""
    return " ".join(element.text_content().split())
