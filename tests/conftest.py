"""Fixtures that the whole suite shares: the parser is loaded once."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest
from hypothesis import settings

from memcon.language import Parser
from tests.rules import table

settings.register_profile("usual", deadline=None, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=20_000)
settings.load_profile(os.environ.get("MEMCON_FUZZ", "usual"))

# A shell that starts the tests in the background lets them ignore Ctrl-C, and all that they start with them.
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser with the pinned pipeline."""
    return table.parser()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and data beside the project; a test that needs it fails where it is missing and not excused."""
    folder = Path(os.environ.get("MEMCON_SHARED", "../shared"))
    assert folder.is_dir() or os.environ.get("MEMCON_NO_GOLD") == "1", f"there is no {folder}; set MEMCON_SHARED"
    return folder
