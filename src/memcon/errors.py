"""Every error memcon raises.

Error
├── FormatError            a file that cannot become a document
│   ├── EmptyFile          nothing in it
│   ├── NotText            bytes that no reader understands
│   ├── BrokenMarkup       XML or HTML that cannot be parsed, or that asks for entities
│   ├── BrokenFile         a PDF, office file, archive or mail that cannot be parsed
│   ├── Locked             a file that asks for a password
│   ├── Unsafe             a part of an archive that must not be opened: a link, a path that leads outside
│   ├── Missing            a program or library that the file needs is not on this machine
│   ├── ReaderStopped      the child process that read the file was stopped or died
│   └── OverLimit          a number in limits.py was passed
├── Unreadable             the file system said no
├── NotKept                a file that was dropped on the workbench cannot be kept; `code` says why
├── ModelError             the language model is missing or is not the one expected
├── LedgerError            a case file or database cannot be used as it is; `code` says why
├── ArchiveError           an archive cannot be made or gone on with; `code` says why
├── BadRow                 a row of a bundle is not of the contract
├── BadCueData             a TOML file of cues does not say what it must
└── WrongUse               a command or a call that cannot mean anything
"""

from __future__ import annotations


class Error(Exception):
    """What every error of memcon is; `code` is stable and stands in failure rows."""

    code = "error"


class FormatError(Error):
    """A file cannot be turned into a document; `origin` is the file, or the part of it, that the message begins with."""

    code = "format"

    def __init__(self, untrusted_name: str, *, why: str) -> None:
        self.origin = untrusted_name
        super().__init__(f"{untrusted_name}: {why}")


class EmptyFile(FormatError):
    """The file holds no text."""

    code = "empty"

    def __init__(self, untrusted_name: str, *, why: str = "the file is empty") -> None:
        super().__init__(untrusted_name, why=f"{why}; nothing was read")


class NotText(FormatError):
    """The bytes are not a text in any format memcon reads."""

    code = "not-text"

    def __init__(self, untrusted_name: str, *, found: str) -> None:
        super().__init__(untrusted_name, why=f"this is {found}; `memcon formats` lists what is read: save it as one of those and read that")


class BrokenMarkup(FormatError):
    """The markup cannot be parsed safely."""

    code = "markup"


class BrokenFile(FormatError):
    """The file is damaged, or is not what it seems."""

    code = "broken"


class Locked(FormatError):
    """The file is encrypted."""

    code = "locked"

    def __init__(self, untrusted_name: str) -> None:
        super().__init__(untrusted_name, why="the file is locked with a password; save a copy without one and read that")


class Unsafe(FormatError):
    """A part of an archive that is not opened."""

    code = "unsafe"

    def __init__(self, untrusted_name: str, *, why: str) -> None:
        super().__init__(untrusted_name, why=f"{why}; it was not opened")


class Missing(FormatError):
    """What is needed to read the file is not on this machine."""

    code = "missing"

    def __init__(self, untrusted_name: str, *, what: str, mend: str) -> None:
        super().__init__(untrusted_name, why=f"{what}; {mend}, and read it again")


class ReaderStopped(FormatError):
    """The child process gave no whole answer; `code` says why."""

    def __init__(self, untrusted_name: str, *, code: str, why: str) -> None:
        self.code = code
        super().__init__(untrusted_name, why=why)


class OverLimit(FormatError):
    """The document is over a number in limits.py."""

    code = "over-limit"

    def __init__(self, untrusted_name: str, *, limit: str, allowed: int, found: int) -> None:
        why = f"{limit}: {found:,} found, {allowed:,} allowed; split the file, or raise the limit (MEMCON_{limit}=...)"
        super().__init__(untrusted_name, why=why)


class Unreadable(Error):
    """The file system would not give the bytes."""

    code = "unreadable"

    def __init__(self, untrusted_name: str, *, why: str) -> None:
        super().__init__(f"{untrusted_name}: {why}")


class NotKept(Error):
    """A file that was handed in cannot be kept; nothing of it was."""

    def __init__(self, untrusted_name: str, *, code: str, why: str) -> None:
        self.code = code
        super().__init__(f"{untrusted_name}: {why}")


class ModelError(Error):
    """The language model is missing, or its files are not the ones memcon was measured with."""

    code = "model"


class BadCueData(Error):
    """A TOML file of cues cannot be used."""

    code = "cue-data"

    def __init__(self, file: str, *, why: str) -> None:
        super().__init__(f"{file}: {why}")


class LedgerError(Error):
    """A case cannot be opened, read or written; the message says what to do, and nothing stored is lost."""

    def __init__(self, untrusted_name: str, *, code: str, why: str) -> None:
        self.code = code
        super().__init__(f"{untrusted_name}: {why}")


class ArchiveError(Error):
    """An archive cannot be made, or not gone on with; what is done stays done, and the message says what to do."""

    def __init__(self, untrusted_name: str, *, code: str, why: str) -> None:
        self.code, self.place, self.why = code, untrusted_name, why
        super().__init__(f"{untrusted_name}: {why}")


class BadRow(Error):
    """A row is not of the contract."""

    code = "bad-row"

    def __init__(self, *, why: str) -> None:
        super().__init__(why)


class WrongUse(Error):
    """The call cannot mean anything."""

    code = "wrong-use"
