"""From a document to parsed blocks. spaCy lives here and nowhere else."""

from memcon.language.parsing import Block, Parsed, Parser

__all__ = ["Block", "Parsed", "Parser"]
