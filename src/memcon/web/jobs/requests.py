"""Requests as the kinds of work take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from memcon.errors import WrongUse
from memcon.model.document import Kind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NOTHING_ASKED: Final[Mapping[str, Any]] = MappingProxyType({})

T = TypeVar("T", bound="DataclassInstance")


def asked(form: type[T], request: Mapping[str, Any]) -> T:
    """The request as a value of the form. Raises WrongUse for a field that it has not, and for one that is missing."""
    known = {field.name: field for field in fields(form)}
    strange = sorted(name for name in request if name not in known)
    if strange:
        raise WrongUse(f"nothing can be asked by {', '.join(strange)}")
    needed = [name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING]
    missing = [name for name in needed if name not in request]
    if missing:
        raise WrongUse(f"say {', '.join(missing)}")
    return form(**request)


def kind_of(name: str | None) -> Kind | None:
    """The kind of a document by its name. Raises WrongUse for a name that is none."""
    if not name:
        return None
    if name not in set(Kind):
        raise WrongUse(f"there is no kind of document {name!r}; choose from {', '.join(Kind)}")
    return Kind(name)
