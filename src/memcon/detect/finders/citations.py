"""Direct quotations: which cue introduces each, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.lexicon import Cue, Lexicon
from memcon.detect.grammar.quotes import Quote
from memcon.detect.grammar.reading import Draft, Range, Reading, View
from memcon.detect.grammar.roles import NO_SUBJECT, Roles, party_tokens, roles_of
from memcon.detect.grammar.settle import tidy
from memcon.detect.grammar.syntax import Stance, stance_of, subject_of
from memcon.model.ledger import Act, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

FARTHEST: Final = 22
"""How many tokens may stand between a quotation and its verb: a name with an apposition or a relative clause."""

_ENDS: Final = frozenset(",.?!…—–-")


@dataclass(frozen=True, slots=True)
class Cited:
    """A cue found beside a quotation: its verb, the tokens it covers, and who speaks. `verb` is None after a bare colon."""

    view: View
    verb: Token | None
    cue: Cue | None
    tokens: Range
    roles: Roles


class Citations:
    """Collects the drafts of direct quotations of one document, in the order of the text."""

    def __init__(self, reading: Reading, lexicon: Lexicon, *, depth: int = 0) -> None:
        self._reading, self._lexicon, self._depth = reading, lexicon, depth
        self._drafts: list[Draft] = []
        self._claimed: dict[tuple[int, int], int] = {}
        self._last_view, self._last_boundary = -1, -1

    def collect(self) -> tuple[Draft, ...]:
        """A draft for each quotation that a cue introduces or that clearly runs on."""
        for view in self._reading.views:
            for quote in view.quotes:
                if quote.depth == self._depth and self._starts_here(view, quote):
                    self._cite(view, quote)
        return tuple(self._drafts)

    def _starts_here(self, view: View, quote: Quote) -> bool:
        return bool(view.starts) and view.starts[0] - 2 <= quote.start <= view.starts[-1]

    def _cite(self, view: View, quote: Quote) -> None:
        last = self._view_of(quote.end - 1, view)
        cited = self._after(last, quote) or self._before(view, quote)
        if cited is not None and cited.verb is not None and (key := (cited.view.index, cited.verb.i)) in self._claimed:
            self._extend(self._claimed[key], quote)
        elif cited is not None:
            self._add(cited, quote)
        elif self._runs_on(view, quote):
            self._extend(len(self._drafts) - 1, quote)
        elif (inferred := self._infer(view, quote)) is not None:
            self._drafts.append(inferred)
        else:
            return
        self._remember(last, quote, cited)

    def _view_of(self, offset: int, near: View) -> View:
        views = self._reading.views
        k = near.index
        while k + 1 < len(views) and views[k + 1].starts and views[k + 1].starts[0] <= offset:
            k += 1
        return views[k]

    def _remember(self, view: View, quote: Quote, cited: Cited | None) -> None:
        after = view.token_at(quote.end)
        self._last_view = view.index
        self._last_boundary = _boundary_after(
            view, self._depth, max(after, cited.tokens.end if cited is not None and cited.view is view else after)
        )

    def _extend(self, k: int, quote: Quote) -> None:
        draft = self._drafts[k]
        content = tidy(self._reading.text, [*draft.content, *quote.pieces], [])
        self._drafts[k] = replace(draft, content=tuple(sorted(content)))

    def _add(self, cited: Cited, quote: Quote) -> None:
        reading, view = self._reading, cited.view
        content = tidy(reading.text, quote.pieces, [])
        if not content:
            return
        act = cited.cue.act if cited.cue is not None else Act.SAY
        if (
            act is Act.SAY
            and content[-1].of(reading.text).endswith("?")
            and cited.verb is not None
            and cited.verb.lemma_ in ("ask", "demand", "wonder")
        ):
            act = Act.ASK
        draft = Draft(
            view.index,
            cited.verb.i if cited.verb is not None else cited.tokens.start,
            act,
            content,
            reading.party(view, cited.roles.speaker, why=cited.roles.why or NO_SUBJECT),
            view.span(cited.tokens),
            addressees=tuple(reading.party(view, a) for a in cited.roles.addressees),
            finder="quotes",
        )
        self._drafts.append(draft)
        if cited.verb is not None:
            self._claimed[view.index, cited.verb.i] = len(self._drafts) - 1

    # ── the cue after the quotation: "...," Roth said ──────────────────────────────────────────────────────────────

    def _after(self, view: View, quote: Quote) -> Cited | None:
        text = self._reading.text
        start = view.token_at(quote.end)
        inner_end = quote.pieces[-1].of(text).rstrip(" \n’'”\"")[-1:]
        comma_follows = start < len(view.tokens) and view.tokens[start].text in (",", "—", "–", "-")
        if not quote.closed or start >= len(view.tokens):
            return None
        if inner_end not in ",?!…—–-" and not comma_follows and not (inner_end == "." and _is_short(view, self._depth, start)):
            return None
        if not _is_utterance(text, quote) and not self._opens_sentence(quote):
            return None  # It was "dead on arrival," he said: the whole sentence is the content, not the marked part
        tail = Range(start, min(_boundary_after(view, self._depth, start), start + FARTHEST))
        for i in range(tail.start, tail.end):
            cue = self._quote_cue(view.tokens[i])
            if (
                cue is not None
                and _is_main_verb_of_tail(view, view.tokens[i], tail)
                and stance_of(view.tokens[i], quoted=True) is Stance.SAID
            ):
                return self._cited(view, view.tokens[i], cue, tail)
        return None

    def _opens_sentence(self, quote: Quote) -> bool:
        """Whether nothing of the sentence stands before the quotation."""
        view = self._reading.view_at(quote.start + 1)
        return view is not None and self._lead_is_empty(view, quote)

    def _cited(self, view: View, verb: Token, cue: Cue, around: Range) -> Cited:
        roles = roles_of(view, verb, cue)
        if roles.speaker is None or not around.start <= roles.speaker.start < around.end + 1:
            nearest = _nearest_noun(view, verb, around)
            if (
                nearest is not None
                and (roles.speaker is None or view.depths[roles.speaker.start] != self._depth)
                and roles.why != "agentless passive"
            ):
                roles = replace(roles, speaker=party_tokens(view, nearest, verb), why=None)
        speaker = roles.speaker
        hearers = tuple(
            a
            for a in roles.addressees
            if view.depths[a.start] <= self._depth and (speaker is None or a.end <= speaker.start or a.start >= speaker.end)
        )
        return Cited(view, verb, cue, Range(verb.i, verb.i + 1), replace(roles, addressees=hearers))

    def _quote_cue(self, token: Token) -> Cue | None:
        """The first cue of a verb that takes a quotation."""
        if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN") or (
            token.pos_ in ("NOUN", "PROPN") and not token.lower_.endswith(("s", "d"))
        ):
            return None
        lemma = token.lemma_.lower() if token.pos_ in ("VERB", "AUX") else _verb_lemma(token.lower_)
        return next((cue for cue in self._lexicon.verbs.get(lemma, ()) if "quote" in cue.frames), None) or self._phrase_cue(token)

    def _phrase_cue(self, token: Token) -> Cue | None:
        follower = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
        return next(
            (
                c
                for c in self._lexicon.phrases.get(token.lemma_, ())
                if "quote" in c.frames and any(w.split()[:1] == [follower] for w in c.words)
            ),
            None,
        )

    # ── the cue before it: Roth said: "..." ────────────────────────────────────────────────────────────────────────

    def _before(self, view: View, quote: Quote) -> Cited | None:
        first = view.token_at(quote.start)
        lead = Range(_boundary_before(view, self._depth, first), first)
        if not lead:
            return None
        opener = view.tokens[first - 1].text
        if not _leads_in(view, opener, first) or not self._is_whole(view, quote, opener):
            return None
        for i in range(first - 1, max(lead.start, first - FARTHEST) - 1, -1):
            token = view.tokens[i]
            cue = self._quote_cue(token)
            if (
                cue is not None
                and _is_free(view, token, first)
                and (_is_utterance(self._reading.text, quote) or opener in (",", ":", "that", "—", "–") or token.i == first - 1)
                and stance_of(token, quoted=True) is Stance.SAID
            ):
                return self._cited(view, token, cue, lead)
            if token.pos_ == "VERB" and token.tag_ not in ("VBG", "VBN") and opener != ":":
                return None
        return self._colon(view, lead) if opener == ":" else None

    def _is_whole(self, view: View, quote: Quote, opener: str) -> bool:
        """Whether the quotation is all of what was said: nothing of the sentence goes on after it."""
        if opener == ":":
            return True
        last = self._view_of(quote.end - 1, view)
        after = last.token_at(quote.end)
        inner = quote.pieces[-1].of(self._reading.text).rstrip()
        return inner[-1:] in _ENDS or after >= len(last.tokens) or last.tokens[after].text in (".", ",", ";", "—", "?", "!", ")")

    def _colon(self, view: View, lead: Range) -> Cited | None:
        """ "Roth was blunt: ..." The subject of the clause before the colon speaks."""
        for i in range(lead.start, lead.end):
            token = view.tokens[i]
            if (
                token.pos_ in ("VERB", "AUX")
                and (subject := subject_of(token)) is not None
                and lead.holds(subject.i)
                and subject.pos_ in ("PROPN", "PRON", "NOUN")
            ):
                return Cited(view, None, None, Range(lead.end - 1, lead.end), Roles(party_tokens(view, subject, token), None))
        return None

    # ── no cue ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _runs_on(self, view: View, quote: Quote) -> bool:
        """ "A," Roth said. "B.": the next sentence of the same running quotation."""
        return (
            bool(self._drafts)
            and self._last_view == view.index
            and self._lead_is_empty(view, quote)
            and _boundary_before(view, self._depth, view.token_at(quote.start)) <= self._last_boundary + 1
            and _is_utterance(self._reading.text, quote)
        )

    def _lead_is_empty(self, view: View, quote: Quote) -> bool:
        first = view.token_at(quote.start)
        return all(view.tokens[i].is_punct or view.tokens[i].is_space for i in range(_boundary_before(view, self._depth, first), first))

    def _infer(self, view: View, quote: Quote) -> Draft | None:
        """A quotation of whole sentences without a cue, after one that has a speaker or after a sentence about somebody."""
        if not self._lead_is_empty(view, quote) or not _is_utterance(self._reading.text, quote):
            return None
        speaker = self._speaker_before(view, quote)
        content = tidy(self._reading.text, quote.pieces, [])
        if speaker is None or not content:
            return None
        return Draft(view.index, view.token_at(quote.start), Act.SAY, content, speaker, notes=("inferred",), finder="quotes")

    def _speaker_before(self, view: View, quote: Quote) -> Party | None:
        first = view.token_at(quote.start)
        if first - 1 > 0 and (sentence := view.sentence(first - 1)).start < first:
            return _subject_of_sentence(self._reading, view, Range(sentence.start, first))
        if self._drafts and 0 <= view.index - self._last_view <= 1 and self._drafts[-1].finder == "quotes":
            return replace(self._drafts[-1].speaker)
        return None


def _subject_of_sentence(reading: Reading, view: View, sentence: Range) -> Party | None:
    for i in range(sentence.start, sentence.end):
        token = view.tokens[i]
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and (token.ent_type_ == "PERSON" or token.lower_ in ("he", "she")):
            return view.party(party_tokens(view, token), reading.text)
    return None


def _is_short(view: View, depth: int, start: int) -> bool:
    """Whether a whole little sentence follows, "Roth said.": then a full stop in the marks stands for a comma."""
    end = _boundary_after(view, depth, start)
    return end - start <= 4 and end < len(view.tokens) and view.tokens[end].text == "."


def _boundary_after(view: View, depth: int, start: int) -> int:
    """The token after `start` at which the sentence ends or the next quotation opens."""
    for i in range(start, len(view.tokens)):
        token = view.tokens[i]
        if view.depths[i] == depth and (
            token.text in (".", "?", "!", ";") or (i > start and token.is_quote and i + 1 < len(view.tokens) and view.depths[i + 1] > depth)
        ):
            return i
        if view.depths[i] != depth and i > start:
            return i
    return len(view.tokens)


def _boundary_before(view: View, depth: int, first: int) -> int:
    """The first token of the stretch before a quotation: after the last full stop or quotation."""
    i = first
    while i > 0:
        token = view.tokens[i - 1]
        if view.depths[i - 1] != depth or token.text in (".", "?", "!", ";") or (token.is_quote and i != first):
            break
        i -= 1
    return i


def _leads_in(view: View, opener: str, first: int) -> bool:
    return opener in (",", ":", "that", "—", "–") or view.tokens[first - 1].pos_ in ("VERB", "NOUN", "PROPN", "PRON", "ADV", "NUM", "ADP")


def _is_free(view: View, verb: Token, first: int) -> bool:
    """Whether nothing but the hearer, a time or "that" stands between the verb and the quotation."""
    for i in range(verb.i + 1, first):
        token = view.tokens[i]
        if (
            token.dep_ in ("nsubj", "nsubjpass")
            and view.tokens[first - 1].text not in (":", ",")
            and token.i > verb.i
            and token.head.i != verb.i
        ):
            return False
        if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN"):
            return False
    opener = view.tokens[first - 1]
    return (
        opener.i == verb.i
        or opener.text in (",", ":", "that", "—")
        or opener.head.i == verb.i
        and opener.dep_ in ("dobj", "dative", "advmod", "nsubj", "npadvmod")
    )


def _is_main_verb_of_tail(view: View, verb: Token, tail: Range) -> bool:
    if (
        verb.dep_ == "relcl"
        and verb.i > tail.start + 1
        and any(view.tokens[i].lower_ in ("who", "which", "that") for i in range(tail.start, verb.i))
    ):
        return False
    return not any(c.tag_ == "TO" for c in verb.children) and not any(
        view.tokens[i].lower_ in ("if", "when", "because", "although") for i in range(tail.start, verb.i)
    )


def _nearest_noun(view: View, verb: Token, around: Range) -> Token | None:
    """The head of the noun phrase that stands next to the verb: before it, or after it in "said Roth"."""
    before = [
        c
        for i in range(around.start, verb.i)
        if (c := view.tokens[i]).pos_ in ("NOUN", "PROPN", "PRON") and c.dep_ not in ("compound", "pobj", "poss", "appos", "npadvmod")
    ]
    after = [c for i in range(verb.i + 1, around.end) if (c := view.tokens[i]).pos_ in ("NOUN", "PROPN", "PRON") and c.dep_ != "compound"]
    return before[0] if before else (after[0] if after else None)


def _is_utterance(text: str, quote: Quote) -> bool:
    """Whether the quotation looks like whole sentences and not like a phrase or a title in marks."""
    inner = " ".join(piece.of(text).strip() for piece in quote.pieces)
    return len(inner.split()) >= 3 and (inner[:1].isupper() or not inner[:1].isalnum()) and (inner[-1:] in ".?!…—," or not quote.closed)


def _verb_lemma(word: str) -> str:
    for ending, put in (("ied", "y"), ("ies", "y"), ("ed", ""), ("ed", "e"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + put
    return word


def find_citations(reading: Reading, lexicon: Lexicon) -> Iterator[Draft]:
    """The drafts of the direct quotations of a document, and of those inside them."""
    yield from Citations(reading, lexicon).collect()
    if any(quote.depth for quote in reading.quotes):
        yield from (d for d in Citations(reading, lexicon, depth=1).collect() if "inferred" not in d.notes)
