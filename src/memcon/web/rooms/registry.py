"""Which rooms there are: one line each."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from fastapi import APIRouter

ROOMS: Final = (
    "memcon.web.rooms.home",
    "memcon.web.rooms.judgements",
    "memcon.web.rooms.reader.pages",
    "memcon.web.rooms.reader.changes",
    "memcon.web.rooms.reader.api",
    "memcon.web.rooms.asks.pages",
    "memcon.web.rooms.actors.asking",
    "memcon.web.rooms.actors.pages",
    "memcon.web.rooms.timeline.pages",
    "memcon.web.rooms.network.pages",
    "memcon.web.rooms.dyads.pages",
    "memcon.web.rooms.library.adding",
    "memcon.web.rooms.library.failures",
    "memcon.web.rooms.library.pages",
    "memcon.web.rooms.jobs",
    "memcon.web.rooms.conflicts.pages",
    "memcon.web.rooms.compare",
    "memcon.web.rooms.check.pages",
    "memcon.web.rooms.statements.exports",
    "memcon.web.rooms.statements.making",
    "memcon.web.rooms.statements.searches",
    "memcon.web.rooms.statements.pages",
)
"""Modules with a `router`: pages, which the description of the API leaves out, and answers under /api."""


def load_rooms() -> tuple[APIRouter, ...]:
    """The routes of all rooms."""
    return tuple(import_module(name).router for name in ROOMS)
