"""How well texts of one origin are found: `python -m bench.origins [--misses] [--strangers] [--sizes 1000 3000 10000]`.

Families are made here: an original of sentences of ours and of FRUS, a copy, a trimmed copy, a rewrite, a translation and a spun copy,
some of them made from a copy and not from the original. Unrelated texts are made of the same sentences, names and places with other
numbers. Synonyms that the finder knows too are left out; `--strangers` puts a word that means something else for every content word.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from memcon.formats.tei import TEI_FORMAT
from memcon.link.origins.credits import CreditFinder
from memcon.link.origins.finding import Copy, Text, trace, tree_of
from memcon.link.origins.lists import class_of, stops

LISTS: Final = Path(__file__).with_suffix(".toml")
FAMILIES: Final = 200
UNRELATED: Final = 200
KINDS: Final = ("copy", "trim", "rewrite", "translate", "spin")
FIRST_DAY: Final = date(2031, 3, 1)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Made:
    """A text of the bench: its family, what was done to make it, from which, and its sentences before the page was put round them."""

    text: Text
    family: str
    kind: str
    parent: str | None
    sentences: tuple[str, ...]


@cache
def lists() -> dict[str, Any]:
    """The word lists."""
    return tomllib.loads(LISTS.read_text(encoding="utf-8"))


@cache
def synonyms() -> dict[str, str]:
    """The synonyms of the bench that the finder does not know."""
    pairs = (pair.split("=") for pair in lists()["synonyms"]["words"].split())
    return {one: other for one, other in pairs if class_of(one) != class_of(other)}


@cache
def frus_sentences() -> tuple[str, ...]:
    """The sentences of the documents of FRUS."""
    folder = Path(os.environ.get("MEMCON_SHARED", "../shared")) / "data" / "frus"
    found: list[str] = []
    for file in sorted(folder.glob("*.xml")):
        for document in TEI_FORMAT.read(file.read_bytes(), origin=file.name, kind=None):
            for section in document.read_sections():
                line = " ".join(section.span.of(document.text).split())
                found += [s for s in re.split(r"(?<=[.?!])\s+", line) if 8 <= len(s.split()) <= 45]
    return tuple(dict.fromkeys(found))


# ── making texts ─────────────────────────────────────────────────────────────────────────────────────────────────────


def original(dice: random.Random, frus: Sequence[str]) -> tuple[str, ...]:
    """The sentences of a new text: mostly of ours about a few people and places, a few of FRUS."""
    names = lists()["names"]
    people = [f"{dice.choice(names['first'])} {dice.choice(names['last'])}" for _ in range(3)]
    places, bodies = dice.sample(names["places"], 3), dice.sample(names["bodies"], 2)
    templates = dice.sample(lists()["templates"]["sentences"], dice.randint(12, 18))
    own = [_filled(template, dice, people, places, bodies) for template in templates]
    sentences = own + dice.sample(list(frus), min(len(frus), dice.randint(2, 4)))
    dice.shuffle(sentences)
    return tuple(sentences)


def _filled(template: str, dice: random.Random, people: list[str], places: list[str], bodies: list[str]) -> str:
    (p, q), (here, there) = dice.sample(people, 2), dice.sample(places, 2)
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    return template.format(
        P=p, Q=q, L=here, M=there, B=dice.choice(bodies), N=dice.randint(12, 980), K=dice.randint(2, 60), D=dice.choice(days)
    )


def copied(sentences: Sequence[str], dice: random.Random, _: Sequence[str]) -> tuple[str, ...]:
    """The same with two small changes of house style."""
    out = list(sentences)
    for n in dice.sample(range(len(out)), 2):
        out[n] = out[n].replace(" per cent", " percent").replace("“", '"').replace("”", '"').replace(" who ", " that ")
    return tuple(out)


def trimmed(sentences: Sequence[str], dice: random.Random, _: Sequence[str]) -> tuple[str, ...]:
    """The first half or so, and one sentence less."""
    out = list(sentences[: max(5, int(len(sentences) * dice.uniform(0.5, 0.8)))])
    out.pop(dice.randrange(1, len(out)))
    return tuple(out)


def rewritten(sentences: Sequence[str], dice: random.Random, pool: Sequence[str]) -> tuple[str, ...]:
    """A quarter left out, some moved, a quarter of the words changed, two sentences of its own."""
    kept = [s for s in sentences if dice.random() > 0.25]
    for _ in range(len(kept) // 4):
        n = dice.randrange(len(kept) - 1)
        kept[n], kept[n + 1] = kept[n + 1], kept[n]
    out = [turned(rotated(s, dice, 0.3), dice, 0.4, pool) for s in kept]
    return (*dice.sample(lists()["templates"]["own"], 1), *out, *dice.sample(lists()["templates"]["own"], 1))


def translated(sentences: Sequence[str], dice: random.Random, pool: Sequence[str]) -> tuple[str, ...]:
    """As from another language and back: articles lost, clauses turned, half of the words others."""
    lost = (re.sub(r"\b(?:the|a|an) ", lambda m: "" if dice.random() < 0.5 else m.group(), s) for s in sentences)
    return tuple(turned(rotated(s, dice, 0.6), dice, 0.6, pool) for s in lost)


def spun(sentences: Sequence[str], dice: random.Random, pool: Sequence[str]) -> tuple[str, ...]:
    """Every word another for which there is one."""
    return tuple(turned(rotated(s, dice, 0.4), dice, 1.0, pool) for s in sentences)


MAKERS: Final[dict[str, Callable[[Sequence[str], random.Random, Sequence[str]], tuple[str, ...]]]] = dict(
    zip(KINDS, (copied, trimmed, rewritten, translated, spun), strict=True)
)


def turned(sentence: str, dice: random.Random, part: float, pool: Sequence[str]) -> str:
    """The sentence with other words outside its quotations; with a pool, any word of it stands for a content word."""
    pieces = re.split(r"(“[^”]*”|\"[^\"]*\")", sentence)
    return "".join(p if n % 2 else _WORD.sub(lambda m: _other(m.group(), dice, part, pool), p) for n, p in enumerate(pieces))


def _other(word: str, dice: random.Random, part: float, pool: Sequence[str]) -> str:
    if dice.random() > part:
        return word
    if pool and word.islower() and len(word) > 3 and word not in stops():
        return dice.choice(pool)
    found = synonyms().get(word.lower(), word)
    return found.capitalize() if word[0].isupper() and found != word else found


def rotated(sentence: str, dice: random.Random, chance: float) -> str:
    """What stands behind the last comma put in front."""
    head, comma, tail = sentence.rstrip(".").rpartition(", ")
    if not comma or dice.random() > chance or "”" in tail or "“" in head:
        return sentence
    return f"{tail[:1].upper()}{tail[1:]}, {head[:1].lower() if not head[:2].istitle() else head[:1]}{head[1:]}."


@cache
def strange_words() -> tuple[str, ...]:
    """Content words of all texts, each of which may stand for another."""
    words = " ".join([*frus_sentences(), *lists()["templates"]["sentences"]]).split()
    return tuple(sorted({w for w in words if w.islower() and w.isalpha() and len(w) > 3 and w not in stops()}))


def make_case(*, families: int, unrelated: int, seed: int = 7, strangers: bool = False) -> list[Made]:
    """All texts, in the order of their making."""
    dice = random.Random(seed)
    pool = strange_words() if strangers else ()
    made: list[Made] = []
    for n in range(families):
        made += _family(f"f{n:05}", dice, pool)
    for n in range(unrelated):
        name = f"u{n:05}"
        made.append(_paged(original(dice, frus_sentences()), dice, family=name, kind="original", parent=None, day=_day(dice)))
    return made


def _family(name: str, dice: random.Random, pool: Sequence[str]) -> list[Made]:
    found = [_paged(original(dice, frus_sentences()), dice, family=name, kind="original", parent=None, day=_day(dice))]
    for kind in KINDS:
        parent = found[1] if len(found) > 1 and dice.random() < 0.3 else found[0]
        day = _parse(found[0]) + timedelta(days=dice.choice((0, 1, 1, 2, 3)))
        found.append(
            _paged(MAKERS[kind](parent.sentences, dice, pool), dice, family=name, kind=kind, parent=parent.text.id, day=day, of=parent)
        )
    return found


def _parse(made: Made) -> date:
    return date.fromisoformat(made.text.published or FIRST_DAY.isoformat())


def _day(dice: random.Random) -> date:
    return FIRST_DAY + timedelta(days=dice.randrange(300))


def _paged(
    sentences: tuple[str, ...], dice: random.Random, *, family: str, kind: str, parent: str | None, day: date, of: Made | None = None
) -> Made:
    """The sentences as a page of an outlet, with its menus and standing lines, a credit line where it was copied, and a day or none."""
    names, templates = lists()["names"], lists()["templates"]
    is_agency = of is None and dice.random() < 0.5
    outlet = dice.choice(names["agencies"] if is_agency else names["outlets"])
    lines = [" ".join(sentences[n : n + 2]) for n in range(0, len(sentences), 2)]
    if of is not None and dice.random() < 0.5:
        lines.append(dice.choice(templates["credit_lines"]).format(A=of.text.outlet))
    if not is_agency:
        lines += [line.format(O=outlet) for line in templates["standing"][: dice.randint(1, 3)]] + dice.sample(templates["menus"], 3)
    body = "\n\n".join(lines)
    published = None if of is not None and dice.random() < 0.2 else day.isoformat()
    text = Text(_id(family, kind), body, published, outlet, CREDITS().find(body, own=outlet))
    return Made(text, family, kind, parent, sentences)


def _id(family: str, kind: str) -> str:
    """An id that tells nothing of the family, as digests do."""
    return f"{random.Random(f'{family}/{kind}').getrandbits(48):012x}"


@cache
def CREDITS() -> CreditFinder:  # noqa: N802  one finder for all texts
    return CreditFinder(lists()["names"]["outlets"])


# ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure(*, families: int = FAMILIES, unrelated: int = UNRELATED, strangers: bool = False) -> dict[str, float]:
    """Pairwise F1, precision and recall of texts of one origin, and the part of links that lead to an earlier text."""
    made = make_case(families=families, unrelated=unrelated, strangers=strangers)
    return scores(made, trace([m.text for m in made]))


def scores(made: Sequence[Made], copies: Sequence[Copy]) -> dict[str, float]:
    """The four measures."""
    found = tree_of(copies)
    wanted = {m.text.id: m.family for m in made}
    right = _pairs(Counter((found[id_], family) for id_, family in wanted.items()))
    precision, recall = right / (_pairs(Counter(found.values())) or 1), right / (_pairs(Counter(wanted.values())) or 1)
    within = [copy for copy in copies if copy.of is not None and copy.kind != "quotes" and wanted[copy.document] == wanted[copy.of]]
    return {
        "pairwise_f1": 2 * precision * recall / ((precision + recall) or 1),
        "pairwise_precision": precision,
        "pairwise_recall": recall,
        "direction": sum(_is_right(copy, made_by_id(made)) for copy in within) / (len(within) or 1),
    }


def _pairs(counts: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def made_by_id(made: Sequence[Made]) -> dict[str, Made]:
    return {m.text.id: m for m in made}


def _is_right(copy: Copy, made: dict[str, Made]) -> bool:
    """Whether the other text was not made from this one."""
    above = made[copy.of or ""]
    while above.parent is not None:
        if above.parent == copy.document:
            return False
        above = made[above.parent]
    return True


def misses(made: Sequence[Made], copies: Sequence[Copy]) -> Iterator[str]:
    """How each kind came out, and the texts whose origin is another one than that of their family."""
    found, by_id = tree_of(copies), made_by_id(made)
    yield str(sorted(Counter((by_id[c.document].kind, c.kind) for c in copies).items()))
    home = {m.family: found[m.text.id] for m in made if m.kind == "original"}
    for copy in copies:
        m = by_id[copy.document]
        if found[m.text.id] != home[m.family]:
            of = by_id.get(copy.of or "")
            yield f"{m.family} {m.kind}: {copy.kind} of {of and (of.family, of.kind)} {copy.shared} {copy.evidence}"


def growth(sizes: Sequence[int]) -> Iterator[str]:
    """The seconds and the peak of memory for so many texts."""
    for size in sizes:
        texts = [m.text for m in make_case(families=size // 10, unrelated=size - size // 10 * 6)]
        start, used = time.perf_counter(), time.process_time()
        trace(texts)
        spent, used = time.perf_counter() - start, time.process_time() - used
        words = sum(len(text.text.split()) for text in texts) / len(texts)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        each = f"{used:.1f} s of one core, {1000 * used / size:.1f} ms each, peak {peak:,.0f} MB"
        yield f"{size:>6,} texts of {words:.0f} words: {spent:.1f} s, {each}"


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--strangers", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+")
    told = parser.parse_args()
    for line in growth(told.sizes or ()):
        print(line, flush=True)
    if told.sizes:
        return
    made = make_case(families=FAMILIES, unrelated=UNRELATED, strangers=told.strangers)
    copies = trace([m.text for m in made])
    for line in misses(made, copies) if told.misses else ():
        print(line)
    for name, value in scores(made, copies).items():
        print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
