"""Sources as tables: what is found exactly, and what a folder keeps."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from memcon.errors import BadRow
from memcon.link.quotes import SourceIndex, check_quotation
from memcon.model.quotation import SourceKind
from tests.link.quotes.examples import dialogue, quotation, source

TEXT = "The army won't leave the valley. It can't: the snow has not melted."


def built() -> SourceIndex:
    return SourceIndex.build(
        [source(TEXT, "a", published="2021-09-03", kind=SourceKind.CABLE), dialogue(("Mara Holt", "We stay."), id_="b")]
    )


def terms(index: SourceIndex) -> list[str]:
    return [index.terms[number] for number in index.keys.tolist()]


def test_words_of_two_sources_are_kept_apart() -> None:
    index = SourceIndex.build([source("the army left", "a"), source("the valley now", "b")])

    assert terms(index) == ["the", "army", "left", "", "the", "valley", "now", ""]
    assert len(index.exact(["left", "the"])) == 0


def test_a_contraction_is_two_words_with_their_own_offsets() -> None:
    index = built()
    at = terms(index).index("not")

    assert [
        TEXT[s : s + n] for s, n in zip(index.starts[at - 1 : at + 1].tolist(), index.sizes[at - 1 : at + 1].tolist(), strict=True)
    ] == ["wo", "n't"]


@pytest.mark.parametrize(("words", "places"), [("the", 3), ("the snow", 1), ("army will not leave", 1), ("army leave", 0), ("moon", 0)])
def test_words_in_a_row_are_found_wherever_they_stand(words: str, places: int) -> None:
    assert len(built().exact(words.split())) == places


def test_a_long_source_is_cut_into_words_piece_by_piece() -> None:
    text = "The army will leave the valley tonight. " * 60_000
    index = SourceIndex.build([source(text)])

    assert len(index.keys) == 60_000 * 7 + 1
    assert all(
        text[s : s + n] == "tonight" for s, n in zip(index.starts[6:-1:70_007].tolist(), index.sizes[6:-1:70_007].tolist(), strict=True)
    )


def test_a_saved_index_is_the_same_when_loaded(tmp_path: Path) -> None:
    built().save(tmp_path / "index")
    loaded = SourceIndex.load(tmp_path / "index")

    assert loaded.sources == built().sources
    assert all(
        np.array_equal(getattr(loaded, name), getattr(built(), name)) for name in ("keys", "starts", "sizes", "edges", "grams", "posted")
    )
    asked = quotation("The army will not leave the valley")
    assert check_quotation(asked, loaded) == check_quotation(asked, built())


def test_an_index_can_be_saved_over_another(tmp_path: Path) -> None:
    SourceIndex.build([source("a longer text than the other one")]).save(tmp_path)
    built().save(tmp_path)

    assert SourceIndex.load(tmp_path).sources == built().sources


@pytest.mark.parametrize("name", ["sources.json", "keys.npy", "starts.npy", "sizes.npy", "edges.npy", "grams.npy", "posted.npy"])
@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "other"])
def test_a_damaged_folder_is_refused(tmp_path: Path, name: str, harm: str) -> None:
    built().save(tmp_path)
    file = tmp_path / name
    body = file.read_bytes()
    file.unlink()
    if harm != "missing":
        file.write_bytes({"empty": b"", "cut": body[: len(body) // 2], "other": b"{}"}[harm])

    with pytest.raises(BadRow, match="damaged"):
        SourceIndex.load(tmp_path)


def test_tables_of_another_index_are_refused(tmp_path: Path) -> None:
    built().save(tmp_path)
    keys = np.load(tmp_path / "keys.npy")
    np.save(tmp_path / "keys.npy", keys + 1_000)

    with pytest.raises(BadRow):
        SourceIndex.load(tmp_path)


def test_a_changed_source_is_refused(tmp_path: Path) -> None:
    built().save(tmp_path)
    head = json.loads((tmp_path / "sources.json").read_text(encoding="utf-8"))
    head["body"] = head["body"].replace("army", "navy")
    (tmp_path / "sources.json").write_text(json.dumps(head), encoding="utf-8")

    with pytest.raises(BadRow):
        SourceIndex.load(tmp_path)
