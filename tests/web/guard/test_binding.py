"""Where the workbench may listen."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import WrongUse
from memcon.web.guard import check_binding
from memcon.web.users import Role, add_user
from tests.web.guard.street import PASSWORD, QUICK


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.53"])
def test_this_machine_needs_no_users(host: str) -> None:
    check_binding(host, None)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "[::]", "192.168.1.5", "fd00::5", "desk.example.org", "localhost.evil.example", "", "::ffff:10.0.0.1"]
)
def test_where_others_can_reach_it_users_must_log_in(host: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="without users") as told:
        check_binding(host, None)
    for words in ("memcon users team.jsonl add", "--users team.jsonl", "nginx, Caddy", "docs/how-to/serve-to-a-team.md"):
        assert words in str(told.value)
    add_user(tmp_path / "team.jsonl", "Ada Quill", Role.ADMIN, PASSWORD, hasher=QUICK)
    check_binding(host, tmp_path / "team.jsonl")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_file_of_users_that_others_can_read_is_refused(host: str, tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    add_user(path, "Ada Quill", Role.ADMIN, PASSWORD, hasher=QUICK)
    path.chmod(0o640)
    with pytest.raises(WrongUse, match="chmod 600"):
        check_binding(host, path)
    with pytest.raises(WrongUse, match="memcon users"):
        check_binding(host, tmp_path / "none.jsonl")
