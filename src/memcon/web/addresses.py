"""Addresses of pages. Jinja's own filter writes them: the standard library has it in a package that also opens connections."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2.filters import do_urlencode

Value = str | int | bool | None | Iterable[str]
"""What a field of an address may hold; several strings give the field several times."""


def piece(name: str) -> str:
    """A name as a piece of an address: an id, a name of a file."""
    return do_urlencode(name).replace("/", "%2F")


def address(path: str, **fields: Value) -> str:
    """The path with those of the fields that say something: what is empty, None, False or 0 is left out, True is `true`."""
    told = [(name.rstrip("_"), one) for name, value in fields.items() for one in _values(value)]
    return f"{path}?{do_urlencode(told)}" if told else path


def _values(value: Value) -> list[str]:
    if isinstance(value, bool) or value is None:
        return ["true"] if value else []
    if isinstance(value, (str, int)):
        return [str(value)] if value else []
    return [one for one in value if one]
