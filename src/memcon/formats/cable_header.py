"""The header of a cable: who sent it to whom, when, how urgent, how secret, about what (5 FAH-1 H-246, 5 FAH-2 H-250)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from memcon.formats.cable_lines import CAPTIONS, CLASSES
from memcon.formats.dates import DTG, find_date_time_group

PRECEDENCES: Final = {"Z": "flash", "O": "immediate", "P": "priority", "R": "routine"}
_PRECEDENCE_LINE: Final = re.compile(r"^(?:([ZOPR0])\1? )?(?:([ZOPR0])\2? )?\d{6}Z ")
_FIELD: Final = re.compile(
    r"(?:^|(?<=[ \n]))(?P<name>E\.?O\.? ?1\d{4}|TAGS|SUBJECT|SUBJ|REFS?|FM|TO|INFO|FROM|ACTION|CLASSIFIED BY|"
    r"DEPT FOR|PASS|DRAFTED BY|APPROVED BY)(?P<colon>:?)[ \t]+(?=\S)",
    re.IGNORECASE,
)
_NAMES: Final = {
    "fm": "from",
    "subj": "subject",
    "ref": "refs",
    "from": "from",
    "classified by": "classified_by",
    "drafted by": "drafted_by",
    "approved by": "approved_by",
    "action": "distribution",
}
_MULTI: Final = frozenset({"to", "info", "refs"})
_WORDS: Final = re.compile(r"\b(FLASH|NIACT IMMEDIATE|IMMEDIATE|PRIORITY|PRIOITY|ROUTINE)\b")


def classification_of(line: str) -> str | None:
    """The classification at the start of a line such as "C O N F I D E N T I A L LORN 000012"."""
    squeezed = re.sub(r"(?<=\b[A-Z]) (?=[A-Z]\b)", "", line.strip())
    return next((c.lower() for c in CLASSES if squeezed.startswith((c, c.replace(" ", "")))), None)


def read_header(lines: Sequence[str]) -> dict[str, object]:
    """The fields of the header lines. Addressees and references are lists; `sent` is an ISO time in UTC."""
    header: dict[str, object] = {}
    field: str | None = None
    for raw in lines:
        line = raw.strip()
        if not line:
            continue
        found = _marks(line, header)
        fields = list(_FIELD.finditer(line))
        if fields and (fields[0].start() == 0 or len(fields) > 1):
            field = _read_fields(line, fields, header)
        elif not found and field in (*_MULTI, "subject"):
            _store(header, field or "", line)
        elif found:
            field = None
    return {k: v for k, v in header.items() if v}


def _marks(line: str, header: dict[str, object]) -> bool:
    """Classification, caption, date-time group and message number: the lines that are no field."""
    if (klass := classification_of(line)) is not None:
        header.setdefault("classification", klass)
        if (number := re.search(r"\b([A-Z]{3,}(?: [A-Z]{3,})?) (\d{2,6})\s*$", line)) is not None:
            header.setdefault("number", number.group().strip())
        return True
    if line in CAPTIONS:
        held = header.get("caption")
        header["caption"] = [*(held if isinstance(held, list) else []), line.lower()]
        return True
    if DTG.search(line) is not None and "PAGE" not in line and "sent" not in header:
        header["sent"] = find_date_time_group(line) or ""
        m = _PRECEDENCE_LINE.match(line)
        if m is not None and m[1]:
            header["precedence"] = PRECEDENCES.get(m[1].replace("0", "O"), "")
        return True
    return False


def _read_fields(line: str, fields: Sequence[re.Match[str]], header: dict[str, object]) -> str:
    name = ""
    for k, m in enumerate(fields):
        end = fields[k + 1].start() if k + 1 < len(fields) else len(line)
        key = m["name"].lower()
        if key == "info" and re.match(r"[A-Z]{1,4}-\d\d", line[m.end() :]):
            key = "action"
        name = "executive_order" if key.startswith(("e.o", "eo")) else _NAMES.get(key.rstrip("s") if key == "refs" else key, key)
        _store(header, name, line[m.end() : end].strip())
    return name


def _store(header: dict[str, object], name: str, value: str) -> None:
    if name in _MULTI:
        held = header.get(name)
        header[name] = [*(held if isinstance(held, list) else []), *_split(name, value)]
    elif name == "tags":
        header[name] = [t for t in re.split(r"[,\s]+", value) if t]
    elif name == "subject" and header.get(name):
        header[name] = f"{header[name]} {value}"
    else:
        header.setdefault(name, value)
    if name == "to" and (m := _WORDS.search(value)) is not None:
        header.setdefault("precedence", m[1].lower().replace("prioity", "priority"))


def _split(name: str, value: str) -> list[str]:
    if name == "refs":
        return [v.strip(" ,;¶") for v in re.split(r";|,(?= )|(?=\b[B-Z]\. )", value) if v.strip(" ,;¶")]
    return [v.strip() for v in value.split(";") if v.strip()]
