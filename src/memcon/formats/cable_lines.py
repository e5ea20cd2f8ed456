"""Lines of a cable that are not its message: page lines, classifications, header lines."""

from __future__ import annotations

import re
from typing import Final

from memcon.formats.dates import DTG

CLASSES: Final = ("TOP SECRET", "SECRET", "CONFIDENTIAL", "LIMITED OFFICIAL USE", "UNCLASSIFIED", "UNCLAS", "SENSITIVE BUT UNCLASSIFIED")
CAPTIONS: Final = frozenset({"EXDIS", "NODIS", "LIMDIS", "STADIS", "SIPDIS", "NOFORN", "CHEROKEE", "EYES ONLY", "NOT FOR PUBLICATION"})

PAGE_LINE: Final = re.compile(
    r"(?:[A-Z][A-Z ]{2,20} )?PAGE \d{1,3}(?: OF \d{1,3})?\s+[A-Z][A-Z ./-]{1,20}\s+\d{2,6}(?: \d\d ?OF \d\d)?(?: +\d{6}Z)?.{0,20}|"
    r"[A-Z]{3,14}(?: [A-Z]{2,10})? \d{7,8} \d{3}(?:\.\d)? OF \d{1,3}|NNNN|-{8,} ?\d{0,8}|\d{1,3}"
)
HEADER_LINE: Final = re.compile(
    r"(?:VZCZC|XMT/|DE RUE|ZNY|ZNR|PP RUE|OO RUE|RR RUE|ACTION |INFO |FM |TO |RUE|RHM|AM(?:EMBASSY|CONSUL)|"
    r"AMMBASSY|SECSTATE|USMISSION|USDEL|SIPDIS|DEPT (?:FOR|PASS)|E\.?O\.? ?1|TAGS|SUBJ|REFS?:|¶?[A-Z]\. |"
    r"CLASSIFIED BY|Classified by|DECL|ORIGIN |DRAFTED|APPROVED|[A-Z]{2,5}-\d\d )"
)


def is_class_line(line: str) -> bool:
    """Whether a line is a classification and nothing else, spaced out or not, with or without its section number."""
    body = re.sub(r"SECTION \d+ OF \d+.*$", "", line.strip()).strip(" -/")
    squeezed = body.replace(" ", "")
    return bool(body) and (body in CLASSES or squeezed in {c.replace(" ", "") for c in CLASSES})


def is_header_line(body: str) -> bool:
    """Whether a line belongs to the header: routing, addressees, date, classification, caption, or a short line in capitals."""
    return (
        bool(HEADER_LINE.match(body) or PAGE_LINE.fullmatch(body) or DTG.search(body))
        or is_class_line(body)
        or body in CAPTIONS
        or (body.isupper() and len(body) < 45)
    )


def is_aside(line: str) -> bool:
    """Whether a line is a page line or a repeated classification, which is set aside wherever it falls."""
    body = line.strip()
    return is_class_line(body) or (bool(PAGE_LINE.fullmatch(body)) and not body.isdigit())
