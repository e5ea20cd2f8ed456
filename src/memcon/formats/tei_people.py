"""The lists of persons of a FRUS volume, and the ids in its text: hints, never believed against the text.

The official markup gives one id to two people, and people two ids (errors seen in 1977-80 vol. XIX): a name of the list
counts for a document only where it fits the words that bear its id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from memcon.formats.tei_text import local, words_in
from memcon.model.document import Warning

XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_PARTICLES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def listed_people(root: etree._Element) -> dict[str, str]:
    """Id -> full name, first name first, and what the list says of the person, of every name that the volume defines."""
    return {key: entry for node in root.iter() if local(node) == "persName" and (key := node.get(XML_ID)) and (entry := _entry(node))}


def _entry(node: etree._Element) -> str:
    """ "Tavares, Joao" with "Minister of Fisheries" behind it: "Joao Tavares, Minister of Fisheries"."""
    printed = words_in(node)
    item = next((a for a in node.iterancestors() if local(a) == "item"), None)
    about = words_in(item).partition(printed)[2].strip(" ,.;") if item is not None else ""
    return f"{_turned(printed)}, {about}" if about else _turned(printed)


def _turned(name: str) -> str:
    surname, comma, rest = name.strip(" ,").partition(", ")
    return f"{rest.split(', ')[0]} {surname}" if comma and rest else surname


def fitting_people(marked: Mapping[str, set[str]], listed: Mapping[str, str]) -> tuple[list[str], tuple[Warning, ...]]:
    """What the list says of the people whose ids the text bears, where the names fit, and a warning for each that does not."""
    hints: dict[str, None] = {}
    doubts = list(_shared_ids(marked))
    for key, names in sorted(marked.items()):
        entry = listed.get(key)
        if entry is None:
            continue
        full = entry.partition(", ")[0]
        other = sorted(n for n in names if not _fits(n, full))
        if other:
            doubts.append(
                Warning("markup-conflict", f"the list of persons has {full} as {key}, the text {' and '.join(other)}; the text is believed")
            )
        else:
            hints[entry] = None
    return list(hints), tuple(doubts)


def _shared_ids(marked: Mapping[str, set[str]]) -> Iterator[Warning]:
    """One id for two people is an error of the markup: the text is believed, and the reader is told."""
    for key, names in sorted(marked.items()):
        fullest = max(names, key=lambda name: (len(name.split()), name))
        others = sorted(name for name in names if not _fits(name, fullest))
        if others:
            yield Warning("markup-conflict", f"the markup gives one id ({key}) to {' and '.join(sorted((fullest, *others)))}")


def _fits(name: str, full: str) -> bool:
    """Whether the two can be one name: a word in common, and the first word of the one begins like some word of the other."""
    words, wanted = _words(name), _words(full)
    return bool(set(words) & set(wanted)) and (len(words) == 1 or words[0][0] in {w[0] for w in wanted})


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", re.sub(r"[’']s\b", "", name.lower())) if word not in _PARTICLES]
