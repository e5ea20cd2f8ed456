"""Block quotations: indented or marked-up paragraphs behind a lead-in that ends with a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from memcon.detect.grammar.lexicon import Lexicon
from memcon.detect.grammar.reading import NOBODY_NAMED, Draft, Range, Reading, View, party_of
from memcon.detect.grammar.roles import party_tokens, roles_of
from memcon.detect.grammar.settle import tidy
from memcon.detect.grammar.syntax import subject_of
from memcon.model.document import Part
from memcon.model.ledger import Act, Party
from memcon.text import Span

_SIGNED: Final = re.compile(r"[-–—]{1,2} ?(?P<name>[A-Z][\w.’'-]{0,30}(?: (?:of|the|for|de|van|and|[A-Z][\w.’'-]{0,30})){0,7})")


def find_block_quotations(reading: Reading, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each run of block quotations behind a paragraph that leads into it: "The order reads:"."""
    views = reading.views
    for k, view in enumerate(views[:-1]):
        if view.block.section.part is not Part.PARAGRAPH or view.printed.rstrip()[-1:] != ":":
            continue
        quoted = _run(views, k + 1)
        spans = tidy(reading.text, [v.block.section.span for v in quoted], [])
        lead = _lead(reading, view, lexicon) if spans else None
        if lead is not None:
            party, verb, act = lead
            yield Draft(
                view.index, verb, act, spans, party, view.span(Range(verb, verb + 1)), notes=("block-quotation",), finder="blockquotes"
            )


def find_signed_quotations(reading: Reading) -> Iterator[Draft]:
    """A draft for each quotation or block quotation with its author on the line below: "- Harbour Office"."""
    for before, view in zip(reading.views, reading.views[1:], strict=False):
        m = _SIGNED.fullmatch(view.block.section.span.of(reading.text).strip())
        span = before.block.section.span
        whole = next((q for q in before.quotes if q.start <= span.start + 1 and q.end >= span.end - 1), None)
        if m is None or (before.block.section.part is not Part.QUOTE and whole is None):
            continue
        start = view.block.section.span.start + m.start("name")
        name = Span(start, start + len(m["name"]))
        content = tidy(reading.text, [span], before.quotes)
        if content:
            yield Draft(before.index, 0, Act.SAY, content, party_of(reading.text, name), notes=("block-quotation",), finder="blockquotes")


def _run(views: tuple[View, ...], start: int) -> list[View]:
    run: list[View] = []
    for view in views[start:]:
        if view.block.section.part is not Part.QUOTE:
            break
        run.append(view)
    return run


def _lead(reading: Reading, view: View, lexicon: Lexicon) -> tuple[Party, int, Act] | None:
    """Speaker, verb and act of the last sentence before the colon: its last cue, else its main verb."""
    sentence = view.sentence(len(view.tokens) - 1)
    verbs = [view.tokens[i] for i in range(sentence.start, sentence.end) if view.tokens[i].pos_ in ("VERB", "AUX")]
    cues = [v for v in verbs if v.lemma_ in lexicon.verbs]
    main = next(reversed(cues), None) or next((v for v in verbs if v.dep_ == "ROOT"), None)
    if main is None:
        return None
    if main.lemma_ in lexicon.verbs:
        roles = roles_of(view, main, lexicon.verbs[main.lemma_][0])
        return reading.party(view, roles.speaker, why=roles.why or NOBODY_NAMED), main.i, lexicon.verbs[main.lemma_][0].act
    subject = subject_of(main)
    return (reading.party(view, party_tokens(view, subject, main)), main.i, Act.SAY) if subject is not None else None
