"""What is plugged in: built-ins, named one line each, and entry points of installed packages."""

from __future__ import annotations

from functools import cache
from importlib import import_module, metadata
from typing import Any

BUILT_IN: dict[str, tuple[str, ...]] = {
    # Asked in this order; the first that recognises the head of a file reads it.
    "memcon.formats": (
        "memcon.formats.pdf.text:PDF",
        "memcon.formats.pdf.ocr:SCAN",
        "memcon.formats.office.odt:ODT",
        "memcon.formats.office.docx:DOCX",
        "memcon.formats.office.rtf:RTF",
        "memcon.formats.containers.zips:ZIP",
        "memcon.formats.containers.tars:TAR",
        "memcon.formats.containers.tars:PACKED",
        "memcon.formats.containers.warc:WARC",
        "memcon.formats.mail.msg:MSG",
        "memcon.formats.mail.eml:MBOX",
        "memcon.formats.mail.eml:EML",
        "memcon.formats.tei:TEI_FORMAT",
        "memcon.formats.html:HTML_FORMAT",
        "memcon.formats.records.subtitles:SUBTITLES",
        "memcon.formats.records.tables:JSON_LINES",
        "memcon.formats.records.feeds:FEED",
        "memcon.formats.records.tables:CSV",
        "memcon.formats.cable:CABLE",
        "memcon.formats.records.markdown:MARKDOWN",
        "memcon.formats.plain:PLAIN",
    ),
    "memcon.detectors": ("memcon.detect.detector:LEDGER",),
    "memcon.exporters": (
        "memcon.export.bundle:JSON_LINES",
        "memcon.export.briefing:BRIEFING",
        "memcon.export.markdown:MARKDOWN",
        "memcon.export.page:PAGE",
    ),
    "memcon.case_exporters": (
        "memcon.export.package:BUNDLE",
        "memcon.export.tables:CSV",
        "memcon.export.tables:XLSX",
        "memcon.export.tables:PARQUET",
        "memcon.export.ftm:FTM",
        "memcon.export.linked:ANNOTATIONS",
        "memcon.export.plover:PLOVER",
        "memcon.export.eventtable:EVENTS",
        "memcon.export.linked:PROVENANCE",
        "memcon.export.dossier:DOSSIER",
    ),
}
"""Group -> `module:object`, in the order in which they are asked."""


@cache
def load_plugins(group: str) -> tuple[Any, ...]:
    """The objects of a group: installed entry points by name, then the built-ins in their order.

    Looked up once in a process: the search through all installed packages takes 3 ms, and every file asks for its reader.
    """
    extra = sorted(metadata.entry_points(group=group), key=lambda point: point.name)
    return (*(point.load() for point in extra), *(_load(target) for target in BUILT_IN.get(group, ())))


def _load(target: str) -> Any:
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
