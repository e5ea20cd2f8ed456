"""Rule tables: a sentence in, its statements out.

A case is a text (a pilcrow stands for a paragraph break), then one line for each statement:

    = act[.manner] | speaker | addressees | content [| chain]

`-` is nobody, `?` somebody whom nobody names; several names are parted by `;`, pieces of a content by ` ... `;
a name that may be there or not ends with `?`. The manner is indirect when it is left out. `= none` allows no statement;
`~` marks one that careful readers could differ on. `@ kind: cable` or `@ title` before the text says what the paper is,
`## 36` which construction of the catalogue follows.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from memcon.detect.detector import LEDGER
from memcon.formats.paragraphs import number_paragraphs
from memcon.language import Parser
from memcon.model.document import Document, Kind, Part, Section
from memcon.model.ids import content_id
from memcon.model.ledger import Findings, Party, Statement
from memcon.text import Span

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Expected:
    """One statement that a case wants, or allows."""

    act: str
    manner: str
    speaker: str
    to: tuple[str, ...]
    content: str
    chain: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One text with the statements expected of it."""

    file: str
    line: int
    construction: str
    text: str
    expected: tuple[Expected, ...]
    kind: Kind = Kind.STORY
    titled: bool = False

    @property
    def name(self) -> str:
        words = re.findall(r"[a-z]+", self.text.lower())[:6]
        return f"{self.file}:{self.line}-{'-'.join(words)}"


@dataclass(slots=True)
class _Draft:
    text: str = ""
    line: int = 0
    kind: Kind = Kind.STORY
    titled: bool = False
    expected: list[Expected] = field(default_factory=list)


def load_cases(files: Iterable[Path] | None = None) -> list[Case]:
    """The cases of the tables, in order."""
    return [case for file in (files or sorted(HERE.glob("*.rules"))) for case in _cases(file)]


def _cases(file: Path) -> Iterator[Case]:
    construction, draft = "", _Draft()
    for number, line in enumerate([*file.read_text(encoding="utf-8").splitlines(), ""], 1):
        if draft.expected and line[:1] not in ("=", "~"):
            yield _case(file, construction, draft)
            draft = _Draft()
        if line.startswith("##"):
            construction = line[2:].strip()
        elif line.startswith("@"):
            draft.kind = Kind(line.partition("kind:")[2].strip()) if "kind:" in line else draft.kind
            draft.titled = draft.titled or "title" in line
        elif line.startswith(("= ", "~ ")):
            draft.expected += [_expected(line)] if line != "= none" else []
            if line == "= none":
                yield _case(file, construction, draft)
                draft = _Draft()
        elif line.strip() and not line.startswith("#"):
            draft.text, draft.line = line.strip(), number


def _case(file: Path, construction: str, draft: _Draft) -> Case:
    return Case(file.stem, draft.line, construction, draft.text.replace("¶", "\n\n"), tuple(draft.expected), draft.kind, draft.titled)


def _expected(line: str) -> Expected:
    act, speaker, to, content, *chain = [part.strip() for part in line[2:].split(" | ")]
    name, _, manner = act.partition(".")
    return Expected(name, manner or "indirect", speaker, _names(to), content, _names(chain[0]) if chain else (), line[0] == "=")


def _names(words: str) -> tuple[str, ...]:
    return () if words == "-" else tuple(w.strip() for w in words.split(";"))


# ── reading and comparing ──────────────────────────────────────────────────────────────────────────────────────────


@cache
def parser() -> Parser:
    from memcon.run.pipeline import make_parser

    return make_parser()


def document_of(case: Case) -> Document:
    """The document of a case: one section for each paragraph."""
    sections: list[Section] = []
    for m in re.finditer(r"[^\n]+", case.text):
        if case.titled and not sections:
            sections.append(Section(Part.TITLE, Span(*m.span())))
        else:
            sections += number_paragraphs(case.text, Span(*m.span()), Part.PARAGRAPH)
    return Document(content_id(case.name), "", case.name, "text/plain", case.kind, case.text, sections=tuple(sections))


def read_cases(cases: list[Case]) -> list[Findings]:
    """What the detector finds in each case."""
    return [LEDGER.detect(parsed) for parsed in parser().parse([document_of(case) for case in cases])]


def problems_of(case: Case, findings: Findings) -> list[str]:
    """What is missing, wrong or made up; empty when the case holds."""
    left = list(findings.statements)
    problems = []
    for wanted in case.expected:
        same = [s for s in left if folded(content_of(s, case.text)) == folded(wanted.content.rstrip("?"))]
        best = min(same, key=lambda s: len(_differences(wanted, s)), default=None)
        if best is None:
            problems += [f"missing: {wanted.content}"] if wanted.required else []
            continue
        left.remove(best)
        if wanted.required:
            problems += _differences(wanted, best)
    return problems + [f"made up: {shown(s, case.text)}" for s in left]


def _differences(wanted: Expected, found: Statement) -> list[str]:
    rows = [("act", wanted.act, found.act.value), ("manner", wanted.manner, found.manner.value)]
    problems = [f"{what} {got}, not {want}, of “{wanted.content}”" for what, want, got in rows if got != want]
    if not fits(found.speaker, wanted.speaker):
        problems.append(f"speaker {found.speaker.name}, not {wanted.speaker}, of “{wanted.content}”")
    required = [name for name in wanted.to if not name.endswith("?") or name == "?"]
    if not all(any(fits(a, name) for a in found.addressees) for name in required):
        problems.append(f"addressees {[a.name for a in found.addressees]}, not {list(wanted.to)}, of “{wanted.content}”")
    if not all(any(fits(a, name.rstrip("?")) for name in wanted.to) or a.why for a in found.addressees):
        problems.append(f"addressees {[a.name for a in found.addressees]}, not only {list(wanted.to)}, of “{wanted.content}”")
    holders = [link.holder for link in found.chain]
    if len(holders) != len(wanted.chain) or not all(fits(h, name) for h, name in zip(holders, wanted.chain, strict=True)):
        problems.append(f"chain {[h.name for h in holders]}, not {list(wanted.chain)}, of “{wanted.content}”")
    return problems


def fits(party: Party, name: str) -> bool:
    """Whether the party has this name: its words stand in the resolved name or in the printed one; `?` wants nobody."""
    if name == "?":
        return party.name is None
    said = _key(party.name or "")
    return bool(_key(name)) and _key(name) <= said and len(said) <= len(_key(name)) + 3


def _key(name: str) -> set[str]:
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKD", name).lower())
    return {w for w in words if w not in ("the", "a", "an", "mr", "ms", "mrs", "dr", "s", "of")}


def folded(text: str) -> str:
    """Letters and digits alone."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).lower() if c.isalnum())


def content_of(statement: Statement, text: str) -> str:
    return " ... ".join(span.of(text) for span in statement.content)


def shown(s: Statement, text: str) -> str:
    """A statement in the notation of the tables."""
    to = " ; ".join(a.name or "?" for a in s.addressees) or "-"
    chain = " ; ".join(link.holder.name or "?" for link in s.chain)
    return f"{s.act}.{s.manner} | {s.speaker.name or '?'} | {to} | {content_of(s, text)} | {chain}"


def main() -> int:
    """`python -m tests.rules.table [FILE...]`: run the tables, print what fails."""
    cases = load_cases([Path(p) for p in sys.argv[1:]] or None)
    failed = 0
    for case, findings in zip(cases, read_cases(cases), strict=True):
        problems = problems_of(case, findings)
        if problems:
            failed += 1
            print(f"{case.file}:{case.line} [{case.construction}] {case.text!r}")
            print("".join(f"    {p}\n" for p in problems), end="")
            print("".join(f"      found {shown(s, case.text)}\n" for s in findings.statements), end="")
    print(f"{len(cases)} cases, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
