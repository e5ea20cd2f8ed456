"""What of others is kept in the repository is what the manifests say, with its licence beside it."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from memcon.web.vendored import load_vendored

ROOT = Path(__file__).parent.parent.parent
FOLDERS = (ROOT / "src/memcon/web/static/vendor", ROOT / "tests/web/vendor")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.parent.name)
def test_the_sums_are_those_of_the_manifest_and_nothing_else_lies_there(folder: Path) -> None:
    rows = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    assert {row["file"]: row["sha256"] for row in rows.values()} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")
    }
    assert {row["licence_file"] for row in rows.values()} == {path.name for path in folder.glob("*.LICENSE")}


def test_the_versions_are_those_that_the_script_fetches() -> None:
    wanted = tomllib.loads((ROOT / "tools/vendor.toml").read_text(encoding="utf-8"))
    kept = {name: row for folder in FOLDERS for name, row in tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8")).items()}
    assert {name: row["version"] for name, row in kept.items()} == {name: row["version"] for name, row in wanted.items()}


def test_what_is_served_may_be_served() -> None:
    assert {one.licence for one in load_vendored()} <= {"MIT", "0BSD", "BSD-3-Clause", "ISC", "Apache-2.0"}
