"""Words to look for: words, "phrases", prefix*, AND, OR, NOT and brackets, for SQLite's FTS5 and for PostgreSQL.

Nothing of what is typed reaches either as syntax: FTS5 raises on it, and each word is quoted by us.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from memcon.errors import WrongUse

_TOKEN: Final = re.compile(r'"(?P<phrase>[^"]{0,300})"|(?P<bracket>[()])|(?P<word>[^\s()"]{1,200})')
MOST: Final = 60
"""Words and signs in one search."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together; `prefix` where the last one is a beginning only."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which all (`and`) or one (`or`) must be there, or the one part that must not (`not`)."""

    how: str
    parts: tuple[Term | Group, ...]


def parse_words(untrusted: str) -> Term | Group:
    """The search as a tree. Raises WrongUse for one without a word, or that cannot be understood."""
    tokens = [(m.lastgroup or "", m.group(m.lastgroup or 0)) for m in _TOKEN.finditer(untrusted)]
    if len(tokens) > MOST:
        raise WrongUse(f"a search may have {MOST} words; this one has {len(tokens)}")
    parser = _Parser(tokens)
    tree = parser.either()
    if tree is None or parser.at < len(tokens) or not _says_what(tree):
        raise WrongUse(f'{untrusted[:80]!r} is no search: give words, "a phrase", begin*, with AND, OR, NOT and brackets that close')
    return tree


def _says_what(tree: Term | Group) -> bool:
    """Whether it asks for something, and not only for something not to be there."""
    if isinstance(tree, Term):
        return True
    if tree.how == "not":
        return False
    return all(map(_says_what, tree.parts)) if tree.how == "or" else any(map(_says_what, tree.parts))


class _Parser:
    """Reads the tokens from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def either(self) -> Term | Group | None:
        """Parts with OR between them."""
        return self._joined("or", self.all, lambda: self._take("OR"))

    def all(self) -> Term | Group | None:
        """Parts with AND or nothing between them."""
        return self._joined("and", self.one, lambda: self._take("AND") or not self._stops())

    def one(self) -> Term | Group | None:
        """A word, a phrase, a bracket, or NOT one of these."""
        if self._take("NOT"):
            inner = self.one()
            return Group("not", (inner,)) if inner is not None else None
        if self._take("("):
            inner = self.either()
            return inner if self._take(")") else None
        return self._term()

    def _joined(self, how: str, part: Callable[[], Term | Group | None], more: Callable[[], bool]) -> Term | Group | None:
        parts: list[Term | Group] = []
        while True:
            found = part()
            if found is None:
                return None
            parts.append(found)
            if self.at >= len(self.tokens) or not more():
                return parts[0] if len(parts) == 1 else Group(how, tuple(parts))

    def _stops(self) -> bool:
        return self.at >= len(self.tokens) or self.tokens[self.at][1] in ("OR", ")")

    def _take(self, sign: str) -> bool:
        here = self.at < len(self.tokens) and self.tokens[self.at] == ("bracket" if sign in "()" else "word", sign)
        self.at += here
        return here

    def _term(self) -> Term | None:
        if self._stops() or self.tokens[self.at][1] == "AND":
            return None
        kind, token = self.tokens[self.at]
        self.at += 1
        words = tuple(re.findall(r"\w{1,100}", token))
        return Term(words, prefix=kind == "word" and token.endswith("*")) if words else None


def for_fts5(tree: Term | Group) -> str:
    """The tree as FTS5 has it, every word in quotation marks."""
    if isinstance(tree, Term):
        return '"' + " ".join(tree.words) + '"' + ("*" if tree.prefix else "")
    if tree.how == "or":
        return "(" + " OR ".join(map(for_fts5, tree.parts)) + ")"
    wanted = [p for p in tree.parts if not _is_not(p)]
    barred = [p.parts[0] for p in tree.parts if isinstance(p, Group) and p.how == "not"]
    found = "(" + " AND ".join(map(for_fts5, wanted)) + ")"
    return f"({found} NOT ({' OR '.join(map(for_fts5, barred))}))" if barred else found


def for_postgres(tree: Term | Group) -> str:
    """The tree as `to_tsquery` has it, every word in quotation marks."""
    if isinstance(tree, Term):
        words = [f"'{word}'" for word in tree.words]
        return "(" + " <-> ".join([*words[:-1], words[-1] + (":*" if tree.prefix else "")]) + ")"
    if tree.how == "not":
        return f"!({for_postgres(tree.parts[0])})"
    return "(" + (" | " if tree.how == "or" else " & ").join(map(for_postgres, tree.parts)) + ")"


def _is_not(part: Term | Group) -> bool:
    return isinstance(part, Group) and part.how == "not"
