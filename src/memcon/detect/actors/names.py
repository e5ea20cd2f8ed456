"""The words of a name: where it starts and ends, its titles, how it is shown, how an unnamed source is described."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from memcon.detect.grammar.lexicon import load_lexicon
from memcon.detect.grammar.people import bare, load_words
from memcon.detect.grammar.reading import Range, View
from memcon.detect.grammar.syntax import children
from memcon.language.casing import is_english

if TYPE_CHECKING:
    from spacy.tokens import Token

QUANTITIES: Final = frozenset({"both", "all", "some", "several", "many", "few", "most", "no", "any", "every", "each"})
_JOINERS: Final = frozenset(
    {"de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "la", "le", "du", "da", "dos", "ten", "ter", "of", "-", "’", "'"}
)


def name_runs(view: View) -> Iterator[Range]:
    """Runs of proper nouns that make one name, titles included: "Ambassador Joana Prado Lund", "the Salene Gazette"."""
    i, n = 0, len(view.tokens)
    while i < n:
        if not _is_name_word(view, i):
            i += 1
            continue
        start = i
        while i < n and (_is_name_word(view, i) or _joins(view, i)):
            i += 1
            if i < n and _is_other_entity(view, i):
                break
        yield Range(start, i)


def _joins(view: View, i: int) -> bool:
    """Whether the word carries a name on: "van", a hyphen; "of" behind an office, with or without "the"."""
    word, n = view.tokens[i].lower_, len(view.tokens)
    if word == "of" or (word == "the" and view.tokens[i - 1].lower_ == "of"):
        office = view.tokens[i - 1 if word == "of" else i - 2].lower_
        follower = view.tokens[i + 1] if i + 1 < n else None
        ahead = i + 2 if word == "of" and follower is not None and follower.lower_ == "the" else i + 1
        inside = ahead < n and _is_name_word(view, ahead)
        return inside and office in load_words().offices | {"house", "republic", "kingdom", "bureau"}
    return word in _JOINERS and i + 1 < n and _is_name_word(view, i + 1)


def _is_other_entity(view: View, i: int) -> bool:
    """Whether the recogniser begins another kind of name here: "President Ada Lomax Monday"."""
    before, here = view.tokens[i - 1], view.tokens[i]
    return before.ent_type_ != "" and here.ent_iob_ == "B" and here.ent_type_ != before.ent_type_ and not _is_title(view, i - 1)


def _is_name_word(view: View, i: int) -> bool:
    if view.parts[i] != "PROPN" and not view.block.capitals and view.parts[i + 1 : i + 2] != ["PROPN"]:
        return False  # neither a name nor the title of one
    token = view.tokens[i]
    if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY") or token.lower_ in ("’s", "'s"):
        return False
    if (
        view.block.capitals
        and token.is_title
        and token.pos_ in ("NOUN", "ADJ")
        and token.ent_type_ in ("", "PERSON", "ORG", "GPE")
        and not is_english(token.lower_)
    ):
        return True
    return view.parts[i] == "PROPN" or (
        _is_title(view, i)
        and (view.block.capitals or token.text[:1].isupper())
        and i + 1 < len(view.tokens)
        and (view.parts[i + 1] == "PROPN" or (view.block.capitals and _is_name_word(view, i + 1)))
    )


def _is_title(view: View, i: int) -> bool:
    return bare(view.tokens[i].text) in load_words().titles


def split_titles(view: View, run: Range) -> tuple[list[str], list[str]]:
    """The titles of a run, and the words of the name behind the last of them: "Lima Ambassador Ana Lund" is Ana Lund."""
    words = shown(view, run).split()
    known = load_words().titles
    last = max((k for k, w in enumerate(words[:-1]) if bare(w) in known), default=-1)
    if len(words) - last - 1 > 4:
        last = -1
    return [w for w in words[: last + 1] if bare(w) in known], words[last + 1 :]


def shown(view: View, tokens: Range) -> str:
    """The words of a name as a reader writes them: capitals of a telegram as title case, short unknown ones kept."""
    if not view.block.capitals:
        return " ".join(view.text(tokens).split())
    return " ".join("".join(_recased(token) for token in view.tokens[tokens.start : tokens.end]).split())


def _recased(token: Token) -> str:
    """GOP stays GOP: a short word in capitals that English does not know is an abbreviation."""
    words, before = load_words(), token.nbor(-1).lower_ if token.i > 0 else ""
    named = before in words.first or before in words.titles  # "Ana Lund": no abbreviation
    short = token.is_title and 1 < len(token) <= 4 and token.pos_ == "PROPN" and not named
    if token.lower_ in words.titles and token.dep_ in ("compound", "amod", "nmod"):
        return token.text.capitalize() + token.whitespace_
    return (token.text.upper() if short and not is_english(token.lower_) else token.text) + token.whitespace_


def describe(view: View, token: Token, *, before: int | None = None) -> str:
    """The words that describe an unnamed source, from behind its article to the phrases that say which one; none at or after `before`."""
    start = min([token.i, *(c.left_edge.i for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "nummod", "poss", "advmod"))])
    end = token.i + 1
    for c in token.rights:
        if (
            c.dep_ == "prep"
            and c.lower_ in ("of", "from", "for", "at", "in", "on", "with", "to", "by")
            and c.i == end
            and not any(p.ent_type_ in ("DATE", "TIME") for p in children(c, "pobj"))
        ):
            end = _short_edge(c, end)
        elif c.dep_ in ("amod", "acl", "advmod") and c.pos_ == "ADJ" and c.i == end:
            end = _short_edge(c, end)
        elif (
            c.dep_ == "acl"
            and c.i == end
            and c.lemma_ not in load_lexicon().words["seen.verbs"]
            and not (c.tag_ == "VBG" and c.lemma_ in load_lexicon().verbs)
        ):
            end = _short_edge(c, end)
        elif (
            c.dep_ == "relcl"
            and c.left_edge.i == end
            and c.left_edge.lower_ == "who"
            and c.right_edge.i - end < 8
            and c.lemma_ not in load_lexicon().verbs
        ):
            end = _short_edge(c, end)
    start = min([start, *(c.i for c in token.lefts if c.lower_ in QUANTITIES)])
    while start < token.i and view.tokens[start].lower_ not in QUANTITIES and view.tokens[start].pos_ in ("DET", "PUNCT", "SPACE", "CCONJ"):
        start += 1
    end = end if before is None else max(token.i + 1, min(end, before))
    return shown(view, Range(start, end))


def _short_edge(c: Token, end: int) -> int:
    edge = c.right_edge.i + 1
    seen = load_lexicon().words["seen.verbs"]
    comma = next((t.i for t in c.subtree if t.i > c.i and (t.text in (",", "(", "—") or (t.dep_ == "acl" and t.lemma_ in seen))), edge)
    return min(edge, comma, end + 8)
