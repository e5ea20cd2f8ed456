"""The other versions of a quotation in the case: worked out for the whole case when somebody first asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from memcon.export.variants.rows import CopyRow, GroupRow, edits_words, ground_words, head_words
from memcon.run.varying import Varied, Wanted, list_variants
from memcon.store import Case
from memcon.web.standing import Part, Standing


def _variants(case: Case, _: Standing) -> Varied:
    return list_variants(case, Wanted())


VARIANTS: Final = Part("variants", _variants)
"""The quotations of the case that stand in two documents or more, with all their versions."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a quotation; `is_here` the one from which it was asked, `after` the paper that it comes from."""

    document: str
    statement: str
    label: str
    day: str
    place: str
    text: str
    changed: str
    ground: str
    after: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of one quotation, each behind the one that it comes from; `head` counts documents and sources."""

    head: str
    versions: tuple[Version, ...]


def versions_of(varied: Varied, statement: str) -> tuple[Versions, ...]:
    """The quotations of which the statement is a version: of a long one there is a row for each sentence."""
    groups = [group for group in varied.groups if any(copy.statement == statement for copy in group.copies)]
    return tuple(Versions(head_words(group), tuple(_version(group, copy, statement) for copy in group.copies)) for group in groups)


def _version(group: GroupRow, copy: CopyRow, statement: str) -> Version:
    after = "" if copy.parent is None else group.copies[copy.parent].label
    return Version(
        copy.document, copy.statement, copy.label, copy.day, copy.place, copy.text, edits_words(copy), ground_words(copy), after,
        copy.statement == statement,
    )  # fmt: skip
