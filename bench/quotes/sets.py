"""The sets of the bench: altered quotations, contexts, other speakers, true quotations as printed, foreign ones; and their sources."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.quotes.cases import Altered, Case
from bench.quotes.context import CONTEXT_WAYS
from bench.quotes.corpora import (
    foreign_sentences,
    marked_quotations,
    news_sentences,
    news_texts,
    quoted_paragraph,
    quoted_sentences,
    quoted_texts,
    source_text,
    speaker_of,
)
from bench.quotes.generator import WAYS, generate, shuffled
from bench.quotes.sentences import Sentence, tokens
from bench.quotes.words import load_words
from memcon.model.quotation import SourceText

SEED: Final = 7
EACH: Final = 60
"""Quotations of each of the sixteen ways."""
TRUE: Final = 500
FOREIGN: Final = 900
OTHERS: Final = 150
CONTEXT_EACH: Final = 60


_GAP: Final = re.compile(r"\[[^\]]*\]|\.\.\.|…|\. \. \.")
"""What stands in a quotation for words of the source: brackets and marks of omission."""


@dataclass(frozen=True, slots=True)
class Sets:
    """All quotations and the sources they are held against."""

    sources: tuple[SourceText, ...]
    altered: tuple[Case, ...]
    contexts: tuple[Case, ...]
    others: tuple[Case, ...]
    true: tuple[Case, ...]
    foreign: tuple[Case, ...]


def make_sets(*, seed: int = SEED, each: int = EACH) -> Sets:
    """The sets, the same for the same seed; the index is our texts, FRUS and articles, about a megabyte."""
    sentences, news = quoted_sentences(), news_texts("train")
    others = news_sentences(news)
    dirty = tuple(generate("cleaned", sentences, seed=seed, most=each))
    spoken = {sentence.text: altered.spoken or "" for sentence, altered in dirty}
    sources = (*(source_text(text, spoken) for text in quoted_texts()), *news)
    whole = [s for s in sentences if s.text not in spoken]
    altered = [_case("cleaned", sentence, made.quotation, made.spoken) for sentence, made in dirty]
    altered += [case for way in WAYS if way != "cleaned" for case in _altered(way, whole, sources, seed=seed, each=each)]
    missing = each - sum(case.way == "agency" for case in altered)
    altered += _altered("agency", others, sources, seed=seed, each=missing)
    return Sets(
        sources,
        tuple(altered),
        tuple(_contexts([*whole, *others], seed=seed)),
        tuple(_given_to_others(whole, seed=seed)),
        tuple(_true(whole, news, seed=seed)),
        tuple(Case("foreign", text, text) for text in foreign_sentences(sources, most=FOREIGN)),
    )


def _case(way: str, sentence: Sentence, quotation: str, spoken: str | None = None) -> Case:
    ours = any(sentence.source == text.id for text in quoted_texts())
    speakers = (speaker_of(quoted_paragraph(sentence)),) if ours else ()
    return Case(way, quotation, spoken or sentence.text, sentence.source, speakers)


def _altered(way: str, sentences: Sequence[Sentence], sources: Sequence[SourceText], *, seed: int, each: int) -> Iterator[Case]:
    """The cases of one way; none that by chance stands so elsewhere or whose parts all stand in several places."""
    everything = " ".join(" ".join(tokens(s.text)) for s in sources)

    def fits(altered: Altered) -> bool:
        if way in ("trimmed", "bracketed"):
            return any(everything.count(" ".join(tokens(part))) == 1 for part in _GAP.split(altered.quotation) if part.strip())
        return way == "verbatim" or " ".join(tokens(altered.quotation)) not in everything

    for sentence, altered in generate(way, sentences, seed=seed, most=each, fits=fits):
        yield _case(way, sentence, altered.quotation)


def _contexts(sentences: Sequence[Sentence], *, seed: int) -> Iterator[Case]:
    for kind, way in CONTEXT_WAYS.items():
        made = 0
        for sentence in shuffled(sentences, f"{seed}/{kind}"):
            altered = way(sentence, random.Random(f"{seed}/{kind}/{sentence.text}")) if made < CONTEXT_EACH else None
            if altered is not None:
                made += 1
                yield _case(kind, sentence, altered.quotation)


def _given_to_others(sentences: Sequence[Sentence], *, seed: int) -> Iterator[Case]:
    strangers: list[str] = load_words()["names"]["strangers"]
    for n, sentence in enumerate(shuffled(sentences, f"{seed}/others")[:OTHERS]):
        yield Case("other-speaker", sentence.text, sentence.text, sentence.source, (strangers[n % len(strangers)],))


def _true(sentences: Sequence[Sentence], news: Sequence[SourceText], *, seed: int) -> Iterator[Case]:
    """What articles print between marks, and whole sentences and parts of ours, as a paper would print them."""
    marked = marked_quotations(news)
    random.Random(f"{seed}/marked").shuffle(marked)
    marked = marked[: TRUE // 2]
    for text in marked:
        yield Case("true", _as_printed(text, seed), text)
    for sentence in shuffled(sentences, f"{seed}/true")[: TRUE - len(marked)]:
        yield _case("true", sentence, _as_printed(_part(sentence.text, seed), seed))


def _part(text: str, seed: int) -> str:
    """The whole sentence, or six words of it or more."""
    words, dice = text.split(), random.Random(f"{seed}/part/{text}")
    if len(words) < 9 or dice.random() < 0.5:
        return text
    first = dice.randrange(0, len(words) - 6)
    return " ".join(words[first : dice.randrange(first + 6, len(words) + 1)]).strip(",;:–— ")


def _as_printed(text: str, seed: int) -> str:
    """Other quotation marks, dashes and the comma before the closing mark, as house styles have them."""
    dice = random.Random(f"{seed}/print/{text}")
    if dice.random() < 0.5:
        text = text.replace("'", "’").replace(" -- ", " — ").replace(" - ", " – ")
    return text.rstrip(".") + "," if dice.random() < 0.3 else text
