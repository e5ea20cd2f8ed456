"""The quotations that stand in several documents of the case, and who has them from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from memcon.export.variants.picture import variants_picture
from memcon.export.variants.records import group_record
from memcon.run.varying import Wanted, list_variants
from memcon.store import open_case
from memcon.web.jobs.requests import asked
from memcon.web.jobs.telling import Tell


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, as for `memcon variants`; `limit` is how many quotations are given, `picture` whether they are drawn too."""

    ledger: str
    words: str = ""
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    least: int = 2
    indirect: bool = False
    limit: int = 200
    picture: bool = False


def variants(request: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """The quotations. The result: `groups` (as `memcon variants --json`), `found` (how many there are), `versions` and `documents`
    (how many were compared), and `picture` (SVG, or null).
    """
    wish = asked(Wish, request)
    tell("comparing the quotations")
    with open_case(wish.ledger) as case:
        found = list_variants(case, Wanted(wish.words, wish.speaker, wish.since, wish.until, wish.least, wish.indirect))
        groups = found.groups[: wish.limit]
        picture = variants_picture(groups, name=PurePath(case.name).name) if wish.picture and groups else None
    return {
        "groups": [group_record(group) for group in groups],
        "found": len(found.groups),
        "versions": found.versions,
        "documents": found.documents,
        "picture": picture,
    }
