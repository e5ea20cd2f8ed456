"""Sources named beside a sentence: "according to the log", "as Roth put it", "in her words", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memcon.detect.grammar.lexicon import Lexicon
from memcon.detect.grammar.reading import Draft, Range, Reading, View
from memcon.detect.grammar.roles import party_tokens
from memcon.detect.grammar.settle import settle
from memcon.detect.grammar.syntax import child, children, grafted_on, objects_after
from memcon.model.ledger import Act, Link, Party, Relation

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Source:
    """A source named beside a sentence: the tokens that name it, those of the phrase, and the sentence it covers."""

    view: View
    head: Token
    name: Range
    phrase: Range
    sentence: Range


def find_sources(reading: Reading, lexicon: Lexicon) -> Iterator[Source]:
    """Every "according to X", "per X", "in X's words" of the document."""
    openings = lexicon.words["possessed.before"] | {"according", "per"}
    for view in reading.views:
        for i, token in enumerate(view.tokens):
            if view.words[i] not in openings:
                continue
            source = _according(view, token) or _per(view, token) or _possessed(view, token, lexicon)
            if source is not None and not _is_pseudo(view, i, lexicon):
                yield source


def _is_pseudo(view: View, i: int, lexicon: Lexicon) -> bool:
    phrase = view.text(Range(i, i + 4)).lower()
    return any(phrase.startswith(p) for p in lexicon.words["pseudo.phrases"])


def _according(view: View, token: Token) -> Source | None:
    if token.lower_ != "according" or token.i + 2 >= len(view.tokens) or view.tokens[token.i + 1].lower_ != "to":
        return None
    to = view.tokens[token.i + 1]
    head = child(to, "pobj") or next(
        (
            view.tokens[i]
            for i in range(token.i + 2, min(token.i + 8, len(view.tokens)))
            if view.tokens[i].pos_ in ("NOUN", "PROPN", "PRON")
        ),
        None,
    )
    return _source(view, token.i, head) if head is not None else None


def _per(view: View, token: Token) -> Source | None:
    """ "Per the log, ..." at the start of a sentence, or ", per the log" at its end."""
    if token.lower_ != "per" or token.pos_ != "ADP":
        return None
    head = child(token, "pobj")
    at_edge = token.i == view.sentence(token.i).start or view.tokens[token.i - 1].text == ","
    return (
        _source(view, token.i, head)
        if head is not None and at_edge and not head.like_num and head.lower_ not in ("cent", "capita", "annum", "day", "person")
        else None
    )


def _possessed(view: View, token: Token, lexicon: Lexicon) -> Source | None:
    """ "in Roth's words", "by her account", "in the words of Roth"."""
    if token.lower_ not in lexicon.words["possessed.before"] or token.pos_ not in ("ADP", "SCONJ"):
        return None
    noun = child(token, "pobj")
    if noun is None or noun.lemma_ not in lexicon.words["possessed.nouns"]:
        return None
    owner = child(noun, "poss") or next(objects_after(noun, "of"), None)
    if owner is None or (noun.lemma_ in ("word", "view", "opinion") and token.lower_ != "in"):
        return None
    name = Range(owner.left_edge.i, owner.i + 1)
    end = max(noun.i, owner.right_edge.i) + 1
    return Source(view, owner, name, Range(token.i, end), view.sentence(token.i))


def _source(view: View, start: int, head: Token) -> Source:
    name = party_tokens(view, head)
    sentence = view.sentence(start)
    end = min(max(name.end, head.i + 1), sentence.end)
    at_edge = start == sentence.start or view.tokens[start - 1].text == ","
    if at_edge and end < sentence.end and view.tokens[end].text == ",":
        follower = next((c for c in head.rights if c.dep_ in ("relcl", "acl", "appos") and c.i > end), None)
        end = min(follower.right_edge.i + 1, sentence.end) if follower is not None else end
    return Source(view, head, name, Range(start, end), sentence)


def covered(source: Source) -> tuple[Range, ...]:
    """What the source stands behind: the rest of the sentence, in one or two pieces."""
    view, sentence, phrase = source.view, source.sentence, source.phrase
    start, end = sentence.start, sentence.end
    if phrase.start <= start + 1:
        return (Range(phrase.end, end),)
    after = Range(phrase.end, end)
    if not any(view.tokens[i].is_alpha for i in range(after.start, after.end)) or view.tokens[min(phrase.end, end - 1)].lower_ in (
        "and",
        "but",
        "which",
        "who",
    ):
        return (Range(start, phrase.start),)
    return (Range(start, phrase.start), after)


def main_verb(source: Source) -> Token | None:
    """The main verb of what the source stands behind."""
    view = source.view
    token = view.tokens[source.phrase.start]
    seen = 0
    while token.head.i != token.i and seen < 50:
        token, seen = token.head, seen + 1
    if source.phrase.holds(token.i):
        ranges = covered(source)
        return next(
            (
                view.tokens[i]
                for r in ranges
                for i in range(r.start, r.end)
                if view.tokens[i].pos_ in ("VERB", "AUX") and view.tokens[i].dep_ in ("ROOT", "ccomp")
            ),
            None,
        )
    return token


def source_party(reading: Reading, source: Source) -> Party:
    return reading.party(source.view, source.name)


def source_links(reading: Reading, view: View, head: Token, lexicon: Lexicon) -> tuple[Link, ...]:
    """Who saw, obtained or published the paper that `head` names, outermost first: "a cable seen by Radio Marrow"."""
    links: list[Link] = []
    below = [head, *(p for prep in children(head, "prep") for p in children(prep, "pobj"))]
    for verb in (v for noun in below for v in children(noun, "acl", "relcl")):
        if verb.lemma_ not in lexicon.words["seen.verbs"]:
            continue
        for agent in children(verb, "agent", "prep"):
            holder = child(agent, "pobj") if agent.lower_ in ("by", "from") else None
            if holder is not None and view.text(Range(holder.left_edge.i, holder.i + 1)).lower() not in lexicon.words["seen.self"]:
                links.append(Link(reading.party(view, party_tokens(view, holder)), Relation.SEEN_BY, view.span(Range(verb.i, verb.i + 1))))
    return tuple(links)


def draft_source(reading: Reading, source: Source, lexicon: Lexicon) -> Draft | None:
    """The statement of a source whose sentence has no other speaker."""
    content = settle(reading, source.view, covered(source), cue=source.phrase.start)
    if not content:
        return None
    return Draft(
        source.view.index,
        source.phrase.start,
        Act.SAY,
        content,
        source_party(reading, source),
        source.view.span(Range(source.phrase.start, source.name.start)) if source.name.start > source.phrase.start else None,
        links=source_links(reading, source.view, source.head, lexicon),
        finder="sources",
    )


def apply_sources(reading: Reading, drafts: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """The drafts, with each source named beside a sentence as a link of its report, or as a statement of its own."""
    places: dict[int, list[int]] = {}
    for k, draft in enumerate(drafts):
        places.setdefault(draft.block, []).append(k)
    applied = list(drafts)
    for source in find_sources(reading, lexicon):
        here = [(k, drafts[k]) for k in places.get(source.view.index, ())]
        main = _reported(source, here)
        own = draft_source(reading, source, lexicon) if main is None else _inside_content(reading, source, drafts[main], lexicon)
        if own is not None:
            applied.append(own)
        elif main is not None and not (source.head.pos_ == "PRON" and source.head.dep_ == "poss"):  # "in its words": the speaker's own
            links = _links(reading, source, lexicon)
            for reported in (main, *_followers(source, here, main)):
                applied[reported] = replace(applied[reported], links=(*links, *applied[reported].links))
    return applied


def _links(reading: Reading, source: Source, lexicon: Lexicon) -> tuple[Link, ...]:
    """Who saw the source, and the source."""
    link = Link(source_party(reading, source), Relation.ACCORDING_TO, source.view.span(source.phrase))
    return (*source_links(reading, source.view, source.head, lexicon), link)


def _followers(source: Source, here: Sequence[tuple[int, Draft]], k: int) -> Iterator[int]:
    """The drafts coordinated with draft k: "according to the notes, she thanked the crews and offered them a boat"."""
    first = next(d for j, d in here if j == k)
    near = [(j, d) for j, d in here if j != k and source.sentence.holds(d.verb)]
    for j, draft in near:
        verb = source.view.tokens[_voicing(source.view, draft)]
        verb = grafted_on(verb) or verb
        while verb.dep_ == "conj" and verb.i != verb.head.i:
            verb = verb.head
        inside = any(s.holds(draft.content[0]) for s in first.content)
        if verb.i == _voicing(source.view, first) and not inside:
            yield j


def _inside_content(reading: Reading, source: Source, draft: Draft, lexicon: Lexicon) -> Draft | None:
    """ "replied that, according to the master, two shots were heard": the master is quoted in the reply, not the reply's source."""
    view, phrase = source.view, source.view.span(source.phrase)
    holder = next((s for s in draft.content if s.holds(phrase)), None)
    if holder is None or view.depths[source.phrase.start] < view.depths[draft.verb]:
        return None
    rest = Range(source.phrase.end, min(view.token_at(holder.end), source.sentence.end))
    content = settle(reading, view, [rest], cue=source.phrase.start)
    if not content or holder.start + 2 < phrase.start:
        return None
    return Draft(
        view.index,
        source.phrase.start,
        Act.SAY,
        content,
        source_party(reading, source),
        phrase,
        links=source_links(reading, view, source.head, lexicon),
        finder="sources",
    )


def _reported(source: Source, here: Sequence[tuple[int, Draft]]) -> int | None:
    """The draft whose cue is the main verb of the sentence: then the source only holds it, and says nothing itself."""
    verb = main_verb(source)
    here = [(k, d) for k, d in here if source.sentence.holds(d.verb) and not source.phrase.holds(d.verb)]
    exact = next((k for k, d in here if verb is not None and verb.i in (d.verb, _voicing(source.view, d))), None)
    if exact is not None:
        return exact
    depth = source.view.depths[source.phrase.start]
    return next(
        (
            k
            for k, d in here
            if d.finder != "nouns" and source.view.depths[d.verb] > depth and d.cue is not None and _leads_clause(source, d)
        ),
        None,
    )


def _voicing(view: View, draft: Draft) -> int:
    """The verb that voices a noun of speech: "expressed" of "expressed sympathies"."""
    noun = view.tokens[draft.verb]
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun.head.i if draft.finder == "nouns" and noun.dep_ in ("dobj", "nsubjpass") else draft.verb


def _leads_clause(source: Source, draft: Draft) -> bool:
    """Whether the cue is the first verb of what the source stands behind: "... "indicate that ...," according to X"."""
    view = source.view
    first = next((i for r in covered(source) for i in range(r.start, r.end) if view.tokens[i].pos_ in ("VERB", "AUX")), None)
    return first == draft.verb
