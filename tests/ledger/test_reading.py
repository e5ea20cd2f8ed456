from __future__ import annotations

import builtins
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import memcon
from memcon import Kind
from memcon.errors import ModelError, WrongUse
from memcon.ledger import COLUMNS, Ledger
from memcon.model.ledger import Failure
from memcon.run.pipeline import Outcome
from tests.fakes import STORY, make_findings, make_statement

TEXT = "The mayor said the gate was shut.\n"


@pytest.fixture
def ledger() -> Ledger:
    """One story and one file that was not there."""
    return Ledger(
        (Outcome("story.txt", make_findings()), Outcome("x.txt", failure=Failure("x.txt", "open", "unreadable", "x.txt: no such file")))
    )


def test_a_text_gives_its_statements() -> None:
    ledger = memcon.read(TEXT)
    assert [ledger.text_of(s) for s in ledger.statements] == ["the gate was shut"]
    assert ledger.documents[0].origin == "text"


def test_a_path_and_a_string_that_is_one_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a story.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert memcon.read(file) == memcon.read(str(file))


def test_bytes_are_the_content_of_a_file() -> None:
    assert memcon.read("The mayor said no.".encode("utf-16")).documents[0].text == "The mayor said no."


def test_a_folder_gives_a_document_for_each_file(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [d.origin for d in memcon.read(tmp_path).documents] == [str(tmp_path / "a"), str(tmp_path / "b")]


def test_a_path_that_is_missing_is_a_failure_and_the_rest_is_read() -> None:
    ledger = memcon.read(Path("no such file"), TEXT)
    assert (len(ledger), [f.code for f in ledger.failures]) == (1, ["unreadable"])


@pytest.mark.parametrize("source", ["story.txt", "", "  ", "-"])
def test_a_string_that_is_neither_file_nor_text_is_wrong_use(source: str) -> None:
    with pytest.raises(WrongUse, match="no file"):
        memcon.read(source)


def test_a_string_with_white_space_that_is_no_file_is_a_text() -> None:
    assert memcon.read("The mayor said no.").documents[0].text == "The mayor said no."


def test_lone_surrogates_are_replaced_and_warned_of() -> None:
    ledger = memcon.read("The mayor said \ud800 no.")
    assert ledger.documents[0].text == "The mayor said \ufffd no."
    assert "unreadable-characters" in [w.code for w in ledger.warnings]


def test_nothing_to_read_is_wrong_use() -> None:
    with pytest.raises(WrongUse):
        memcon.read()
    with pytest.raises(WrongUse, match="not int"):
        memcon.read(3)  # type: ignore[arg-type]


def test_a_kind_is_given_by_name_or_member() -> None:
    assert memcon.read(TEXT, kind="minutes").documents == memcon.read(TEXT, kind=Kind.MINUTES).documents
    with pytest.raises(WrongUse, match="choose from story"):
        memcon.read(TEXT, kind="novel")


def test_a_model_that_is_not_installed_is_a_clear_error() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        memcon.read(TEXT, model="no_such_model")


def test_a_ledger_is_its_findings_in_order(ledger: Ledger) -> None:
    assert list(ledger) == list(ledger.findings)
    assert len(ledger.statements) == 6
    assert [a.name for a in ledger.actors] == ["Odile Farro", "harbour master"]
    assert [w.code for w in ledger.warnings] == ["unbalanced-mark"]
    assert repr(ledger) == "<Ledger: 1 documents, 6 statements, 1 failures>"


def test_a_statement_leads_to_its_document_and_its_words(ledger: Ledger) -> None:
    denial = ledger.statements[1]
    assert ledger.document_of(denial).origin == "story.txt"
    assert ledger.text_of(denial) == "the pier had been closed"
    with pytest.raises(WrongUse, match="not in this ledger"):
        ledger.document_of(make_statement(STORY, "ice was near", "She"))


def test_statements_are_found_by_any_name_of_the_speaker(ledger: Ledger) -> None:
    assert len(ledger.by("farro")) == len(ledger.by("Odile Farro")) == 3
    assert len(ledger.by("She")) == 1
    assert len(ledger.by("the ministry")) == 1
    assert ledger.by("Kestrel Courier") == ()


def test_the_dicts_are_the_json_ledger_with_a_row_for_the_failed_input(ledger: Ledger) -> None:
    good, bad = json.loads(json.dumps(ledger.to_dicts()))
    assert good["document"]["origin"] == "story.txt"
    assert bad["document"] is None


def test_pandas_has_one_row_for_each_statement(ledger: Ledger) -> None:
    frame = ledger.to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["polarity"]) == ["affirms", "denies", "affirms", "affirms", "denies", "affirms"]
    assert frame["content"][1] == STORY[frame["start"][1] : frame["end"][1]]
    assert frame["chain"][0] == ["Kestrel Courier"]
    assert frame["speaker_unknown"][5] == "the sentence names no speaker"
    assert list(Ledger().to_pandas().columns) == list(COLUMNS)


def test_without_pandas_the_error_says_what_to_run(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WrongUse, match=r"pip install 'memcon\[pandas\]'"):
        ledger.to_pandas()


def test_every_form_says_what_was_not_read(ledger: Ledger) -> None:
    for form in (ledger.briefing(), ledger.to_markdown(), ledger.to_html()):
        assert "Harbour talks stall" in form
        assert "x.txt: no such file" in form.replace("\\", "")


def test_the_public_names_are_sorted_and_there() -> None:
    assert memcon.__all__ == sorted(memcon.__all__)
    assert all(getattr(memcon, name) is not None for name in memcon.__all__)
    assert dir(memcon) == sorted([*memcon.__all__, "__version__"])


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        memcon.nothing_such  # noqa: B018


def test_importing_memcon_imports_no_library() -> None:
    code = "import sys, memcon; print([m for m in ('spacy', 'lxml', 'rich', 'jinja2', 'pandas', 'numpy', 'typer') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
