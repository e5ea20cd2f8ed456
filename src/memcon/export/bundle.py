"""The JSON ledger: one object for each document, one on each line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final, TextIO

from memcon.model.contract import Json, failed_dict, to_dict
from memcon.model.ledger import Failure, Findings


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Writes the JSON ledger."""

    name: str = "json"
    suffix: str = ".jsonl"

    def write(self, findings: tuple[Findings, ...], out: TextIO, *, failures: tuple[Failure, ...] = ()) -> None:
        """One line for each document, and one for each input that could not be read."""
        out.writelines(to_line(to_dict(one)) for one in findings)
        out.writelines(to_line(failed_dict(failure)) for failure in failures)


JSON_LINES = JsonLines()


def to_line(row: Json) -> str:
    """The object as one line of JSON, keys in the order of the contract, that is safe to print and to split into lines.

    Only what a terminal obeys or cannot show is escaped: controls, marks of direction, zero-width and lone surrogates.
    """
    return _UNSAFE.sub(_escaped, json.dumps(row, ensure_ascii=False, separators=(",", ":"))) + "\n"


_UNSAFE: Final = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def _escaped(m: re.Match[str]) -> str:
    return f"\\u{ord(m.group()):04x}"
