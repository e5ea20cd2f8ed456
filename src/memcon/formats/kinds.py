"""What sort of paper a text is, from what stands at its head."""

from __future__ import annotations

import re
from typing import Final

from memcon.formats.lines import TURN_LABEL, split_lines
from memcon.model.document import Kind

_HEAD: Final = 2_500
_CABLE: Final = tuple(
    re.compile(p, re.MULTILINE)
    for p in (
        r"^E\.?O\.? ?1[12]\d{3}",
        r"^TAGS:? ",
        r"^(?:FM|TO) (?:AM|SEC|RUE|USMISSION|USDEL|STATE)",
        r"^SIPDIS\b",
        r"\b\d{6}Z [A-Z]{3} \d\d\b",
        r"^C O N F I D E N T I A L|^S E C R E T|^U N C L A S",
        r"^[ \t]*¶?\d{1,2}\. ?\((?:TS|S|C|U|SBU)[)/]",
        r"^(?:SUBJECT|SUBJ|REF): ",
        r"^(?:ACTION|INFO) [A-Z]{2,4}-\d\d",
        r"^[Tt]elegram \d+ [Ff]rom|^\d+\. Telegram",
    )
)
_OPENERS: Final = (
    (Kind.MEMCON, re.compile(r"memorandum of (?:conversation|telephone conversation|meeting)|^memcon\b", re.IGNORECASE | re.MULTILINE)),
    (
        Kind.MINUTES,
        re.compile(
            r"^(?:\d+\. )?(?:summary )?(?:minutes of|minutes\b|record of (?:the )?meeting|provisional verbatim record)",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (Kind.READOUT, re.compile(r"^[^\n]{0,80}\breadout\b|is attributable to (?:the )?spokes", re.IGNORECASE)),
    (
        Kind.BRIEFING,
        re.compile(r"^[^\n]{0,80}\b(?:press|news|daily|background) (?:briefing|conference)\b[^\n]{0,80}$", re.IGNORECASE | re.MULTILINE),
    ),
    (
        Kind.STATEMENT,
        re.compile(
            r"^(?:press |joint |official )?(?:statement|communiqué|communique|declaration) (?:by|of|from|on|attributable)\b", re.IGNORECASE
        ),
    ),
    (
        Kind.LETTER,
        re.compile(
            r"^(?:my )?dear (?:mr|mrs|ms|dr|sir|madam|minister|ambassador|prime|president|senator|colleague|friend|[A-Z])[^\n]{0,50}[,:]?$",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
)
_MAIL: Final = re.compile(r"(?:From|To|Cc|Subject|Date|Sent): [^\n]+\n(?:From|To|Cc|Subject|Date|Sent): ", re.IGNORECASE)


def recognise_kind(text: str) -> Kind:
    """The kind of the paper; a text that shows no mark of another kind is a story."""
    head = text[:_HEAD].lstrip()
    if _MAIL.match(head):
        return Kind.MAIL
    top = head[:700]
    for kind, pattern in _OPENERS[:2]:
        if pattern.search(top):
            return kind
    if sum(bool(p.search(text[:6_000])) for p in _CABLE) >= 2:
        return Kind.CABLE
    opener = next((kind for kind, pattern in _OPENERS[2:] if pattern.search(head[:400])), None)
    if opener is not None:
        return opener
    if _CABLE[6].match(head):
        return Kind.CABLE
    return Kind.MEMCON if is_in_turns(text) else Kind.STORY


def is_in_turns(text: str) -> bool:
    """Whether most paragraphs open with the label of who speaks."""
    lines = [line for line in split_lines(text[:20_000]) if not line.blank]
    labels = {m.group().split(":")[0] for line in lines if (m := TURN_LABEL.match(line.text.lstrip())) and ":" in m.group()}
    turns = sum(bool(TURN_LABEL.match(line.text.lstrip())) for line in lines)
    return turns >= 3 and len(labels) >= 2 and turns * 2 >= len(lines)
