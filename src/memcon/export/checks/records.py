"""Checks as JSON, one line for each, and as a table for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, TextIO

from memcon.export.checks.diff import diff_text
from memcon.export.checks.report import Checked, Report
from memcon.export.tables import write_table
from memcon.model.contract import span_dict
from memcon.model.quotation import Change, Place
from memcon.text import Span

Json = dict[str, Any]


def record(one: Checked, report: Report) -> Json:
    """A check with everything: each span has its words, the changes point into `text` and into the source."""
    check, text = one.check, report.story.text
    return {
        "number": one.number,
        "level": one.level.value,
        "house": report.house.name,
        "verdict": check.verdict.value,
        "spun": check.spun,
        "changed": round(check.changed, 4),
        "coverage": round(check.coverage, 4),
        "speaker": check.speaker.value,
        "context": [{"kind": w.kind.value, "words": w.words, "span": _span(w.span, one)} for w in check.context],
        "direct": check.quotation.direct,
        "text": check.quotation.text,
        "spans": [span_dict(span, text) for span in check.quotation.spans],
        "place": one.place,
        "said_by": list(check.quotation.speakers),
        "statement": check.quotation.statement,
        "source": None if check.place is None else _place(check.place, one),
        "changes": [_change(change, one) for change in check.changes],
        "diff": "" if one.paper is None else diff_text(check, one.paper.clean),
        "found": check.found,
        "days_apart": check.days_apart,
        "reason": check.reason,
        "story": {name: getattr(report.story, name) for name in ("id", "origin", "sha256", "title", "published")},
    }


def _place(place: Place, one: Checked) -> Json:
    return {
        "id": place.source,
        "sha256": one.paper and one.paper.sha256,
        "origin": place.origin,
        "title": place.title,
        "published": place.published,
        "kind": place.kind.value,
        "place": one.paper and one.paper.place(place.span),
        "said_by": list(place.speakers),
        "span": _span(place.span, one),
    }


def _change(change: Change, one: Checked) -> Json:
    quotation = span_dict(change.quotation, one.check.quotation.text)
    return {"kind": change.kind.value, "quotation": quotation, "source": _span(change.source, one), "note": change.note}


def _span(span: Span, one: Checked) -> Json | None:
    """The span in the text of the source, with its words as they stand there."""
    return None if one.paper is None else span_dict(one.paper.exact(span), one.paper.text)


def write_json(checked: Iterable[Checked], report: Report, out: TextIO) -> None:
    """One line for each check."""
    out.writelines(json.dumps(record(one, report), ensure_ascii=False) + "\n" for one in checked)


COLUMNS: Final = (
    "number", "level", "verdict", "changed", "speaker", "context", "direct", "text", "said_by", "place", "source_text", "diff",
    "source_said_by", "source_title", "source_published", "source_kind", "source_origin", "source_place", "source_start", "source_end",
    "found", "reason", "house", "story", "story_origin", "start", "end", "statement", "source_sha256", "story_sha256",
)  # fmt: skip
"""The columns of the table."""


def write_csv(reports: Iterable[Report], out: TextIO, *, only_check: bool = False) -> None:
    """One row for each check, its cells guarded against formulas."""
    write_records((record(one, report) for report in reports for one in report.kept(only_check=only_check)), out)


def write_records(records: Iterable[Json], out: TextIO) -> None:
    """The same of checks that are records already."""
    write_table(COLUMNS, map(_row, records), out)


def _row(row: Json) -> tuple[Any, ...]:
    source, story = row["source"] or {}, row["story"]
    span = source.get("span") or {}
    return (
        row["number"], row["level"], row["verdict"], row["changed"], row["speaker"], "; ".join(w["kind"] for w in row["context"]),
        "yes" if row["direct"] else "no", row["text"], "; ".join(row["said_by"]), row["place"], span.get("text"), row["diff"],
        "; ".join(source.get("said_by", ())), source.get("title"), source.get("published"), source.get("kind"), source.get("origin"),
        source.get("place"), span.get("start"), span.get("end"), row["found"], row["reason"], row["house"], story["title"],
        story["origin"], row["spans"][0]["start"], row["spans"][-1]["end"], row["statement"], source.get("sha256"), story["sha256"],
    )  # fmt: skip
