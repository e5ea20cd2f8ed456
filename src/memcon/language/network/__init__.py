"""The pinned model over many paragraphs at once: what spaCy would annotate, word for word, in a third of the time."""

from memcon.language.network.annotator import Annotator

__all__ = ["Annotator"]
