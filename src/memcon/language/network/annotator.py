"""The annotator: texts in, parsed texts out, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IS_SPACE, LEMMA, SENT_START
from threadpoolctl import ThreadpoolController

from memcon.language.network.arcs import ArcFinder
from memcon.language.network.entities import Bounds, EntityFinder
from memcon.language.network.forms import Forms
from memcon.language.network.products import Flags, Floats, Hashes, multiply, parameter
from memcon.language.network.rulebook import SET
from memcon.language.network.vectors import Encoder
from memcon.language.network.words import MOST_WORDS, Chunk, Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

CHUNK_TOKENS: Final = 8_000
"""How many tokens are worked on at once: enough that each step of the parser has many blocks to do, little enough that the
features of all tokens (4 KiB for each) are taken from memory that is there already."""

LONG_TOKENS: Final = 400
"""A step of the parser takes nearly as long for one block as for a hundred: where there are few, spaCy parses them faster. Which
does it depends on the block alone, so that a block comes out the same in any company."""

DECORATED: Final = "||"
"""In a label: the arc belongs elsewhere (Nivre and Nilsson 2005)."""


class Annotator:
    """Annotates as the pipeline does whose weights it takes, and gives each text the same whatever comes with it."""

    def __init__(self, nlp: Language) -> None:
        pipes: dict[str, Any] = dict(nlp.pipeline)
        tagger, recogniser = pipes["tagger"], pipes["ner"]
        self._nlp = nlp
        self._threads = ThreadpoolController()
        self._words = Words()
        self._context = Encoder(pipes["tok2vec"].model)
        self._names = Encoder(recogniser.model.get_ref("tok2vec").layers[0])
        output = tagger.model.get_ref("output_layer")
        self._tag_weights, self._tag_bias = np.ascontiguousarray(parameter(output, "W").T), parameter(output, "b")
        self._arcs, self._entities = ArcFinder(pipes["parser"]), EntityFinder(recogniser)
        self._parser = pipes["parser"]
        named = {int(label): nlp.vocab.strings[int(label)] for label in self._arcs.labels if label}
        self._decorated: Hashes = np.array([label for label, name in named.items() if DECORATED in name], np.uint64)
        labels = {name.split(DECORATED)[0] for name in named.values()} | {"ROOT", "dep"}
        self._forms = Forms(pipes["attribute_ruler"], pipes["lemmatizer"], tags=tagger.labels, labels=sorted(labels))

    def annotate(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The parsed texts, in order."""
        for docs in _chunks(self._nlp.make_doc(text) for text in texts):
            if len(self._words) > MOST_WORDS:
                self._forget()
            filled = [doc for doc in docs if len(doc)]
            if filled:
                with self._threads.limit(limits=1, user_api="blas"):  # small products: threads make them three times slower
                    self._annotate(self._words.chunk(filled))
            yield from docs

    def _forget(self) -> None:
        self._words = Words()
        for part in (self._context, self._names, self._forms):
            part.forget()

    def _annotate(self, chunk: Chunk) -> None:
        vectors = self._context.encode(self._words, chunk)
        scores = multiply(vectors, self._tag_weights)
        scores += self._tag_bias
        labels, opens = self._hang(chunk, vectors)
        found = self._forms.set(self._words, chunk, scores.argmax(axis=1), labels)
        space = self._words.column(IS_SPACE)[chunk.words, 0] != 0
        entities = self._entities.find(self._names.encode(self._words, chunk), _bounds(chunk, opens, space))
        _write(chunk, (*SET, ENT_IOB, ENT_TYPE), np.column_stack([found, *entities]))
        _write(chunk, (LEMMA,), self._forms.lemmas(self._words, chunk, found, lambda at: _token(chunk, at))[:, None])

    def _hang(self, chunk: Chunk, vectors: Floats) -> tuple[Hashes, Flags]:
        """Set heads and labels; the labels, and which tokens open a sentence."""
        long = chunk.lengths > LONG_TOKENS
        for k in np.flatnonzero(long).tolist():
            self._hang_one(chunk.docs[k], vectors[chunk.starts[k] : chunk.starts[k + 1]])
        if not long.all():
            self._hang_together(chunk.without(long), vectors[np.repeat(~long, chunk.lengths)])
        rows: Hashes = np.concatenate([doc.to_array([DEP, SENT_START]) for doc in chunk.docs])
        return rows[:, 0], rows[:, 1] == 1

    def _hang_one(self, doc: Any, vectors: Floats) -> None:
        """Let spaCy parse it."""
        doc.tensor = vectors
        self._parser.set_annotations([doc], self._parser.predict([doc]))
        doc.tensor = vectors[:0]

    def _hang_together(self, chunk: Chunk, vectors: Floats) -> None:
        heads, labels = self._arcs.find(vectors, chunk.starts)
        _write(chunk, (HEAD, DEP), np.column_stack([heads.astype(np.uint64), labels]))
        decorated = np.flatnonzero(np.isin(labels, self._decorated))
        for k in np.unique(np.searchsorted(chunk.starts, decorated, side="right") - 1).tolist():
            for correct in self._parser.postprocesses:
                correct(chunk.docs[k])


def _bounds(chunk: Chunk, opens: Flags, space: Flags) -> Bounds:
    """An entity ends with its sentence and its block."""
    last = np.roll(opens, -1)
    last[chunk.starts[1:] - 1] = True
    return Bounds(last, space)


def _write(chunk: Chunk, names: Sequence[int], rows: Hashes) -> None:
    """Set attributes of all tokens."""
    starts = chunk.starts.tolist()
    for doc, start, end in zip(chunk.docs, starts, starts[1:], strict=False):
        doc.from_array(list(names), cast("Any", rows[start:end]))


def _token(chunk: Chunk, at: int) -> Token:
    k = int(np.searchsorted(chunk.starts, at, side="right")) - 1
    return chunk.docs[k][at - int(chunk.starts[k])]


def _chunks(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """The texts in order, in lists of CHUNK_TOKENS tokens or one longer text."""
    chunk: list[Doc] = []
    tokens = 0
    for doc in docs:
        if chunk and tokens + len(doc) > CHUNK_TOKENS:
            yield chunk
            chunk, tokens = [], 0
        chunk.append(doc)
        tokens += len(doc)
    if chunk:
        yield chunk
