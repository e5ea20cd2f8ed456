"""Houses: what a newsroom makes of each verdict, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from memcon.errors import WrongUse
from memcon.model.quotation import Context, Level, QuoteCheck, SpeakerVerdict, TextVerdict

NEUTRAL: Final = "default"
SPUN: Final = "spun"
TABLES: Final = {
    "text": (*(verdict.value for verdict in TextVerdict), SPUN),
    "speaker": tuple(verdict.value for verdict in SpeakerVerdict),
    "context": tuple(kind.value for kind in Context),
}
"""The tables of a profile, and the keys of each."""
ORDER: Final = tuple(Level)
LOWERED: Final = frozenset({TextVerdict.SHIFTED})
"""What is usual in a quotation that is a part of a sentence: the tense and person of the sentence."""


@dataclass(frozen=True, slots=True)
class House:
    """A profile: a level for each verdict of each axis."""

    name: str
    rule: str
    levels: Mapping[str, Mapping[str, Level]]

    def level(self, check: QuoteCheck, *, part: bool = False) -> Level:
        """The gravest level of the axes. Of a statement without marks only a meaning that may differ counts."""
        if not check.quotation.direct:
            return self._text(check) if check.verdict is TextVerdict.MEANING_CHECK else Level.OK
        text = Level.OK if part and check.verdict in LOWERED else self._text(check)
        context = [self.levels["context"][warning.kind.value] for warning in check.context]
        return gravest([text, self._speaker(check), *context])

    def _text(self, check: QuoteCheck) -> Level:
        level = self.levels["text"][check.verdict.value]
        return gravest([level, self.levels["text"][SPUN]]) if check.spun else level

    def _speaker(self, check: QuoteCheck) -> Level:
        """Who speaks counts where the words were found for sure."""
        is_found = check.place is not None and check.verdict is not TextVerdict.POSSIBLE_SOURCE
        return Level.OK if not is_found else self.levels["speaker"][check.speaker.value]


def gravest(levels: list[Level]) -> Level:
    """The gravest of the levels."""
    return max(levels, key=ORDER.index, default=Level.OK)


def house_names() -> tuple[str, ...]:
    """The profiles that come with memcon."""
    return tuple(sorted(p.name.removesuffix(".toml") for p in _folder().iterdir() if p.name.endswith(".toml")))


def load_house(name: str) -> House:
    """The profile of this name, or the one in a TOML file. Raises WrongUse for what is neither or does not say what it must."""
    if name in house_names():
        return _make(name, _parse(name, _folder().joinpath(f"{name}.toml").read_text(encoding="utf-8")))
    if not name.endswith(".toml"):
        raise WrongUse(f"there is no house {name!r}; choose from {', '.join(house_names())}, or name a .toml file")
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise WrongUse(f"{name}: the house cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return _make(name, _parse(name, text))


def _folder() -> Any:
    return files("memcon.export.checks") / "houses"


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"{name}: this is no TOML ({error})") from error


def _make(name: str, told: Mapping[str, Any]) -> House:
    """What the file tells; what it leaves out is as in its `base`, or in the neutral profile."""
    _refuse_unknown(name, "key", told, ("base", "name", "rule", *TABLES))
    rest = _base(name, told.get("base", NEUTRAL)) if name != NEUTRAL else {table: {} for table in TABLES}
    levels = {table: {**rest[table], **_levels(name, table, told.get(table, {}))} for table in TABLES}
    return House(str(told.get("name", name)), str(told.get("rule", "")), levels)


def _base(name: str, base: object) -> Mapping[str, Mapping[str, Level]]:
    if base not in house_names():
        raise WrongUse(f"{name}: there is no house {base!r} to begin with; choose from {', '.join(house_names())}")
    return load_house(str(base)).levels


def _levels(name: str, table: str, told: object) -> dict[str, Level]:
    if not isinstance(told, Mapping):
        raise WrongUse(f'{name}: [{table}] must be a table such as {TABLES[table][0]} = "ok"')
    _refuse_unknown(name, f"{table} verdict" if table != "context" else "context", told, TABLES[table])
    for key, level in told.items():
        if level not in ORDER:
            raise WrongUse(f"{name}: {key} = {level!r} in [{table}] is no level; choose from {', '.join(ORDER)}")
    return {key: Level(level) for key, level in told.items()}


def _refuse_unknown(name: str, what: str, told: Mapping[str, Any], known: tuple[str, ...]) -> None:
    wrong = next((key for key in told if key not in known), None)
    if wrong is not None:
        raise WrongUse(f"{name}: there is no {what} {wrong!r}; choose from {', '.join(known)}")
