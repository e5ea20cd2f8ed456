"""Archives in any number of pages, the same for the same seed: `python -m bench.archive.making OUT --pages 2000 --form warc`.

OUT is a folder, or one file where its name ends as the form does (.warc.gz, .jsonl, .jsonl.gz, .parquet). What was put into it is
written beside it, as OUT.accounts.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.archive.texts import Mix, Role, Text, texts
from bench.archive.writing import FolderWriter, LinesWriter, ParquetWriter, WarcWriter, Writer

FORMS: Final[dict[str, tuple[str, Callable[[Path], Writer]]]] = {
    "warc": (".warc.gz", WarcWriter),
    "jsonl": (".jsonl", LinesWriter),
    "parquet": (".parquet", ParquetWriter),
    "folder": ("", FolderWriter),
}
_USUAL: Final = Mix()
_ENDINGS: Final = (".warc.gz", ".jsonl", ".jsonl.gz", ".parquet")


@dataclass(slots=True)
class Accounts:
    """What was put into an archive.

    `events` counts how many papers tell each event, by its number; `records` counts what the files hold, pages or not.
    """

    pages: int = 0
    august: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    hostile: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    events: Counter[int] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    files: int = 0

    def count(self, text: Text) -> None:
        """Take a document in."""
        self.pages += 1
        self.august += text.day.month == 8
        self.roles[text.role.value] += 1
        self.sentences.update(text.kinds)
        self.outlets[text.outlet.name] += 1
        if text.role is Role.FOREIGN:
            self.languages[text.detail] += 1
        if text.role is Role.HOSTILE:
            self.hostile[text.detail] += 1
        if text.role is Role.EVENT and text.of is not None:
            self.events[text.of] += 1

    def to_dict(self) -> dict[str, Any]:
        """The accounts as JSON."""
        told = {name: dict(sorted(getattr(self, name).items())) for name in ("roles", "languages", "hostile", "sentences", "records")}
        events = Counter(self.events.values())
        told["events"] = {str(papers): count for papers, count in sorted(events.items())}
        return {"pages": self.pages, "august": self.august, "files": self.files, "outlets": len(self.outlets)} | told


def make_archive(out: Path, *, pages: int, form: str, mix: Mix | None = None, pages_a_file: int = 10_000) -> Accounts:
    """Write an archive, and what is in it beside it."""
    accounts = Accounts()
    waiting = texts(pages, mix or _USUAL)
    ending, opened = FORMS[form]
    alone = out.name.endswith(_ENDINGS) or form == "folder"
    (out.parent if out.name.endswith(_ENDINGS) else out).mkdir(parents=True, exist_ok=True)
    while accounts.pages < pages:
        path = out if alone else out / f"pages-{accounts.files:05}{ending}"
        _write(opened(path), islice(waiting, pages if alone else pages_a_file), accounts)
    beside = out.with_name(out.name + ".accounts.json")
    beside.write_text(json.dumps(accounts.to_dict(), indent=1) + "\n", encoding="utf-8", newline="\n")
    return accounts


def _write(writer: Writer, some: Iterator[Text], accounts: Accounts) -> None:
    with closing(writer):
        for text in some:
            writer.write(text)
            accounts.count(text)
    accounts.records.update(writer.records)
    accounts.files += 1


def main() -> None:
    """Write one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--form", choices=sorted(FORMS), default="warc")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--copies", type=float, default=_USUAL.copies)
    parser.add_argument("--foreign", type=float, default=_USUAL.foreign)
    parser.add_argument("--hostile", type=float, default=_USUAL.hostile)
    parser.add_argument("--pages-a-file", type=int, default=10_000)
    args = parser.parse_args()
    mix = Mix(args.seed, args.copies, args.foreign, args.hostile)
    accounts = make_archive(args.out, pages=args.pages, form=args.form, mix=mix, pages_a_file=args.pages_a_file)
    print(json.dumps(accounts.to_dict(), indent=1))


if __name__ == "__main__":
    main()
