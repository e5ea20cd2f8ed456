"""What an archive is made of and how: everything that decides what comes out, and nothing that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Self

from memcon import __version__
from memcon.model.document import Kind
from memcon.model.ids import content_id
from memcon.plugins import load_plugins

FORM: Final = 1
"""The form of the tables. A column may be added within a form; none is taken out or changes its meaning."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what; where one is None, the usual names are looked for."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    name: str | None = None
    """What the row is called in its origin: an address or a number. Without one it is the number of the row."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An archive to be made of `inputs`. `languages` are those that are read; other texts are set aside and counted."""

    inputs: tuple[str, ...]
    columns: Columns = field(default_factory=Columns)
    kind: Kind | None = None
    model: str | None = None
    languages: tuple[str, ...] = ("en",)
    split_records: int = 500
    """Records that are worked on at once; the unit that is done once or not at all."""

    def to_dict(self) -> dict[str, Any]:
        """The plan as JSON, with the versions of what finds."""
        detectors = {d.name: d.version for d in load_plugins("memcon.detectors")}
        told = asdict(self) | {"inputs": list(self.inputs), "languages": list(self.languages)}
        return told | {"form": FORM, "memcon": __version__, "detectors": detectors}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """The plan that `to_dict` wrote."""
        kind = Kind(row["kind"]) if row["kind"] else None
        columns = Columns(**row["columns"])
        return cls(tuple(row["inputs"]), columns, kind, row["model"], tuple(row["languages"]), row["split_records"])

    @property
    def signature(self) -> str:
        """The same for plans that find the same in the same bytes: everything but the inputs."""
        return content_id({name: value for name, value in self.to_dict().items() if name != "inputs"})
