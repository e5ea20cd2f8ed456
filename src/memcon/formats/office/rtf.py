"""RTF 1.9 by striprtf: the text of its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from memcon import limits
from memcon.errors import BrokenFile, OverLimit
from memcon.formats.pages import About, Paragraph, compose, one_line
from memcon.model.document import Document, Kind


@dataclass(frozen=True, slots=True)
class Rtf:
    """Reads Rich Text Format."""

    name: str = "rtf"
    media_types: tuple[str, ...] = ("application/rtf", "text/rtf")
    binary: bool = True
    library: str = "striprtf"

    def sniff(self, untrusted_head: bytes) -> bool:
        """Whether it opens a group of RTF."""
        return untrusted_head.startswith(b"{\\rtf")

    def read(self, untrusted_bytes: bytes, *, origin: str, kind: Kind | None) -> tuple[Document, ...]:
        """One document. Raises BrokenFile and OverLimit."""
        from striprtf.striprtf import rtf_to_text

        if len(untrusted_bytes) > limits.TEXT_POINTS:
            raise OverLimit(origin, limit="TEXT_POINTS", allowed=limits.TEXT_POINTS, found=len(untrusted_bytes))
        try:
            text: str = rtf_to_text(  # type: ignore[no-untyped-call]
                untrusted_bytes.decode("latin-1"), encoding="cp1252", errors="replace"
            )
        except (ValueError, LookupError, IndexError, OverflowError, RecursionError) as error:
            raise BrokenFile(origin, why="the RTF is damaged; open it in an office program and save it again") from error
        paragraphs = [Paragraph(one_line(line.replace("|", " "))) for line in text.split("\n")]
        return (compose(paragraphs, About(self.media_types[0]), untrusted_bytes=untrusted_bytes, origin=origin, kind=kind),)


RTF = Rtf()
