"""What is asked of all documents first: the outlets with how many texts each has, and which documents are copies."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Final

from memcon.archive.linking.numbers import numbers_of, shares_of
from memcon.archive.linking.shares import Job, files_of, read_all, read_shares, write_shares, write_table
from memcon.archive.linking.sheaves import read_documents
from memcon.archive.tables.rows import COPY, READ, Row
from memcon.archive.tables.writing import write_file
from memcon.archive.tasks import Receipt
from memcon.link.origins.judging import SAME

OUTLETS: Final = "outlets"
COPIES: Final = "copies"
SAME_TEXT: Final = "the same text"


def gather_documents(job: Job) -> Receipt:
    """The outlets of a sheaf, and its copies by share."""
    import pyarrow as pa

    outlets: Counter[str] = Counter()
    copies: list[tuple[str, str]] = []
    for stem in job.of("stems"):
        for row in read_documents(job.out, stem, ("id", "outlet", "copy_of"), standing=None):
            if row["standing"] == READ:
                outlets[row["outlet"] or ""] += 1
            elif row["standing"] == COPY and row["copy_of"] != row["id"]:
                copies.append((row["id"], row["copy_of"]))
    names = sorted(outlets)
    told = write_file(
        job.out, job.path(OUTLETS), pa.table({"outlet": pa.array(names, pa.string()), "n": [outlets[name] for name in names]})
    )
    columns = [pa.array([copy[k] for copy in copies], pa.string()) for k in (0, 1)]
    shares = shares_of(numbers_of([id_ for id_, _ in copies]), job.of("shares"))
    held = write_shares(job.out, job.path(COPIES), pa.table(columns, names=["document", "of"]), shares)
    return job.receipt(told, held)


def tell_copies(job: Job) -> Receipt:
    """The documents of one share whose text stands elsewhere word for word, each once however often it was found."""
    pairs = {(row["document"], row["of"]) for rows in read_shares(job.files(COPIES), job.of("share")) for row in rows.to_pylist()}
    rows: list[Row] = [
        {"document": document, "of": of, "kind": SAME, "shared": 1.0, "evidence": [SAME_TEXT]} for document, of in sorted(pairs)
    ]
    return job.receipt(write_table(job, "origins", rows), counts={"copies": len(rows)})


@lru_cache(maxsize=2)
def load_outlets(out: Path, run: str) -> Counter[str]:
    """All outlets of the archive, with how many texts of each were read; those of none are under the empty name."""
    found: Counter[str] = Counter()
    for rows in read_all(files_of(out, run, OUTLETS)):
        found.update(dict(zip(rows["outlet"].to_pylist(), rows["n"].to_pylist(), strict=True)))
    return found
