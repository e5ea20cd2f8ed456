"""What the child gives up: seen from inside a confined process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from memcon.formats.sandbox import Sandbox

TRY = """
import json, os, resource, socket, subprocess, sys
from memcon.formats.sandbox.confine import confine, grant_time
held = confine()
def attempt(action):
    try:
        action(); return "done"
    except BaseException as error:
        return type(error).__name__
found = {"held": [held.memory, held.network, held.files]}
found["write"] = attempt(lambda: open(sys.argv[1] + "/new", "w").write("x"))
found["read"] = attempt(lambda: open(sys.argv[1] + "/secret").read())
found["connect"] = attempt(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[2])), timeout=2))
found["memory"] = attempt(lambda: bytearray(4 << 30))
grant_time(60)
found["import"] = attempt(lambda: __import__("wave"))
found["files"] = attempt(lambda: [os.dup(0) for _ in range(500)])
print(json.dumps(found))
"""


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Any]:
    """What a confined child managed to do, with a file to steal and a port to reach."""
    import socket

    (tmp_path / "secret").write_text("the password", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = subprocess.run([sys.executable, "-c", TRY, str(tmp_path), str(port)], capture_output=True, text=True, check=True)
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_the_child_can_do_no_more_than_it_says(found: dict[str, Any], tmp_path: Path) -> None:
    memory, network, files = found["held"]
    assert found["write"] != "done" or (tmp_path / "new").read_bytes() == b""
    assert found["read"] == ("PermissionError" if files else "done")
    assert found["connect"] == ("OSError" if network else found["connect"])
    assert found["memory"] == ("MemoryError" if memory else found["memory"])
    assert found["files"] == "OSError"
    assert found["import"] == "done"


def test_the_confinement_is_told() -> None:
    with Sandbox() as sandbox:
        held = sandbox.confinement()
    assert held is not None
    assert held.line().count(";") == 2
