"""The expected ledger of each sample, beside it as `NAME.ledger`: `python -m tests.samples.ledgers` writes them all anew.

They are read by people before they are committed: a line for each document, for each section that is read (its places),
and for each statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from memcon.language import Parser
from memcon.model.document import READ_PARTS, Document, Section
from memcon.model.ledger import Findings, Party
from memcon.run.pipeline import Pipeline
from memcon.run.sources import Source
from tests.rules import table

HERE = Path(__file__).parent
SUFFIX = ".ledger"


def samples() -> list[Path]:
    """The samples: every file in a folder of this one that is no expectation."""
    return sorted(p for p in HERE.glob("*/*") if p.is_file() and p.suffix not in (SUFFIX, ".pyc"))


def expected(sample: Path) -> Path:
    """Where the ledger of a sample is."""
    return sample.with_name(sample.name + SUFFIX)


def read(sample: Path, parser: Parser) -> list[Findings]:
    """The findings of the documents of a sample. A part that fails is an error."""
    outcomes = list(Pipeline(parser=parser, sandboxed=False).read([Source(sample.name, sample)]))
    failed = [o.failure for o in outcomes if o.failure is not None]
    assert not failed, failed
    return [o.findings for o in outcomes if o.findings is not None]


def ledger(found: list[Findings]) -> str:
    """The text of the ledger."""
    origins = {one.document.id: one.document.origin for one in found}
    return "\n".join(line for one in found for line in (*_document(one.document, origins), *_statements(one), ""))


def _document(document: Document, origins: dict[str, str]) -> Iterator[str]:
    told = {
        "kind": document.kind.value,
        "title": document.title,
        "published": document.published,
        "outlet": document.outlet,
        "byline": document.byline,
        "parent": origins.get(document.parent or "", document.parent),
    }
    yield f"== {document.origin}"
    yield "; ".join(f"{name}: {value}" for name, value in told.items() if value)
    yield from (f"   {name}: {value}" for name, value in sorted(document.header.items()))
    yield from (f"   ! {w.code}" for w in document.warnings)
    yield from (_section(s, document.text) for s in document.sections if s.part in READ_PARTS)


def _section(section: Section, text: str) -> str:
    place = " ".join(filter(None, (section.part.value, section.label and f"¶{section.label}", section.page and f"p{section.page}")))
    words = section.span.of(text).split()
    return f"   [{place}] {' '.join(words[:4])} ... {words[-1]}"


def _statements(one: Findings) -> Iterator[str]:
    text = one.document.text
    for s in one.statements:
        chain = " <- ".join(_name(link.holder, text) for link in s.chain)
        to = f" -> {', '.join(_name(p, text) for p in s.addressees)}" if s.addressees else ""
        content = " … ".join(" ".join(span.of(text).split()) for span in s.content)
        yield f"{_name(s.speaker, text)}{to} | {s.act.value} {s.polarity.value} {s.manner.value} | {chain or 'the document'} | {content}"


def _name(party: Party, text: str) -> str:
    return party.name or (party.span.of(text) if party.span is not None else "?")


def main() -> None:
    """Write the ledger of every sample."""
    parser = table.parser()
    for sample in samples():
        expected(sample).write_text(ledger(read(sample, parser)), encoding="utf-8")


if __name__ == "__main__":
    main()
