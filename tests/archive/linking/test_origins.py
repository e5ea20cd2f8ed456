"""Where the texts of a large archive come from: what outlets print under everything ties none of them, and names are known from the whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from memcon.archive.linking.numbers import hashes_of
from memcon.archive.linking.planning import phases, run_link
from memcon.archive.linking.shares import Job
from memcon.archive.linking.tallies import load_counts
from memcon.archive.linking.texts import STANDING, Collection, line_of, standing_keys
from memcon.archive.tasks import Stage, Task
from memcon.link.origins.reading import read_sentences
from memcon.model.contract import Json, to_dict
from memcon.model.ledger import Findings
from tests.archive.linking.tables import Row, link, table, write_tables
from tests.fakes import make_document

FOOT = "The Quill Post is printed at the old mill in Tarn, and read in four provinces of the coast since its founding."
THINGS = "ferry pier dam bridge train mast crane anchor winch sail rudder keel deck hull buoy".split()
PLACES = "Tarn Quill Lorn Drin Tavar Vardo Zerin Belmora Ulm Castell".split()
PEOPLE = "Farro Bay Weiss Hradek Demir Orlov Nasser Brandt Kovac Tembo".split()


def story(n: int) -> list[str]:
    """The sentences of the nth story; no two have one in common."""
    dice = random.Random(n)
    return [
        f"On day {n} {dice.choice(PEOPLE)} counted {dice.randrange(1000)} at the {dice.choice(THINGS)} of {dice.choice(PLACES)}, and {k} more."
        for k in range(8)
    ]


def ledger(sentences: list[str], n: int, outlet: str = "Quill Post") -> Json:
    document = make_document(" ".join(sentences) + "\n", origin=f"{n}.html", outlet=outlet, published=f"2031-05-{n % 28 + 1:02}")
    return to_dict(Findings(document, (), ()))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Json, Json]:
    """Stories with one foot, and a copy of the third in another paper."""
    out = tmp_path_factory.mktemp("origins")
    ledgers = [ledger([*story(n), FOOT], n) for n in range(20)]
    copy = ledger([*story(3)[:7], "Our readers asked for more."], 25, "Drin Herald")
    write_tables(out, [*ledgers, copy], per_file=6)
    link(out, one_block=0, sheaf=6)
    return out, ledgers[3], copy


def test_a_copy_is_found_and_a_foot_ties_nobody(archive: tuple[Path, Json, Json]) -> None:
    out, first, copy = archive
    (row,) = table(out, "origins")
    assert (row["document"], row["of"]) == (copy["document"]["id"], first["document"]["id"])
    assert row["kind"] == "copy"


def test_sentences_that_stand_under_everything_are_known(archive: tuple[Path, Json, Json]) -> None:
    out, *_ = archive
    (run,) = {path.name for path in (out / "_memcon" / "work" / "link").iterdir()}
    lines = load_counts(out, run, STANDING)
    sentences = read_sentences(f"{FOOT} {story(3)[0]}")
    keys = standing_keys(int(hashes_of(["quill post"])[0]), hashes_of(" ".join(w.folded for w in s) for s in sentences))
    assert [line_of(sentence) for sentence in sentences] == hashes_of(" ".join(w.folded for w in s) for s in sentences).tolist()
    assert lines.has(keys).tolist() == [True, False]


def test_what_is_known_of_all_texts(archive: tuple[Path, Json, Json]) -> None:
    out, *_ = archive
    (run,) = {path.name for path in (out / "_memcon" / "work" / "link").iterdir()}
    whole = Collection.of(Job(Task(Stage.LINK, "any", {"run": run, "texts": 21}), out))
    assert whole.are_names(["tarn", "farro", "counted", "ferry"]).tolist() == [True, True, False, False]
    counted, more = whole.holders_of_classes(["count", "counted"]).tolist()
    assert (counted, more) == (21, 1)  # by what words are compared as; of what is not there nothing is known but that it is rare
    assert whole.holders_of_words(["counted", "unheard"]).tolist() == [21, 1]


def test_near_copies_are_compared_whatever_they_share(tmp_path: Path) -> None:
    """Two texts that share nothing by which they are looked up: the sifting says that they are nearly one."""
    ledgers: list[Row] = [ledger(story(1), 1), ledger(["No word of this was heard in the harbour."], 2, "Drin Herald")]
    near = {row["document"]["id"]: min(row["document"]["id"] for row in ledgers) for row in ledgers}
    for name, known in (("near", near), ("far", {})):
        write_tables(tmp_path / name, ledgers, near=known)
        steps: dict[str, int] = {}
        for phase in phases(tmp_path / name, one_block=0):
            for task in phase:
                steps.update(run_link(task, tmp_path / name).counts)
        assert steps["text_pieces"] == (1 if name == "near" else 0)
